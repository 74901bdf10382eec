# What became of the items of a draft? Prints CSV. Needs httr2.
library(httr2)

url <- Sys.getenv("STRATEGRAPH_URL", "http://127.0.0.1:8080/graphql")
# Name a release, such as 2026.11, and the answer stays the same for good.
release <- Sys.getenv("STRATEGRAPH_RELEASE")
query <- '
query {
  editionDifference(
    from: "lancashire-and-south-cumbria-2022-draft"
    to: "lancashire-and-south-cumbria-2023"
  ) {
    items {
      change
      role
      before { name }
      after { name }
      doubt
    }
  }
}
'

ask <- function(variables) {
  answer <- request(url) |>
    req_headers(`Graph-Release` = release) |>
    req_body_json(list(query = query, variables = variables)) |>
    req_perform() |>
    resp_body_json()
  if (!is.null(answer$errors)) stop(answer$errors[[1]]$message)
  answer$data
}
known <- function(value) if (is.null(value)) NA else value
joined <- function(values) paste(unlist(values), collapse = "; ")

as_row <- function(item) {
  data.frame(
    change = known(item$change),
    role = known(item$role),
    before = joined(lapply(item$before, function(one) one$name)),
    after = joined(lapply(item$after, function(one) one$name)),
    doubt = known(item$doubt)
  )
}

rows <- lapply(ask(NULL)$editionDifference$items, as_row)

write.csv(do.call(rbind, rows), row.names = FALSE)
