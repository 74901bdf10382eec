# Who is most like us, and why? Prints CSV. Needs httr2.
library(httr2)

url <- Sys.getenv("STRATEGRAPH_URL", "http://127.0.0.1:8080/graphql")
# Name a release, such as 2026.11, and the answer stays the same for good.
release <- Sys.getenv("STRATEGRAPH_RELEASE")
query <- '
query {
  partnership(slug: "kent-and-medway") {
    peers(by: CONTENT, first: 10) {
      partnership { slug name }
      score
      reasons { label }
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
    peer = known(item$partnership$slug),
    name = known(item$partnership$name),
    score = known(item$score),
    because = joined(lapply(item$reasons, function(one) one$label))
  )
}

rows <- lapply(ask(NULL)$partnership$peers, as_row)

write.csv(do.call(rbind, rows), row.names = FALSE)
