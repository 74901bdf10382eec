# Which organisations of the voluntary sector are named, and by whom? Prints CSV. Needs httr2.
library(httr2)

url <- Sys.getenv("STRATEGRAPH_URL", "http://127.0.0.1:8080/graphql")
# Name a release, such as 2026.11, and the answer stays the same for good.
release <- Sys.getenv("STRATEGRAPH_RELEASE")
query <- '
query ($after: String) {
  partners(filter: { kinds: [VCSE], generic: false }, first: 50, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes {
      slug
      name
      partnerships(first: 50) { edges { partnership { slug } } }
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
    partner = known(item$slug),
    name = known(item$name),
    partnerships = joined(lapply(item$partnerships$edges, function(one) one$partnership$slug))
  )
}

rows <- list()
after <- NULL
repeat {
  page <- ask(list(after = after))$partners
  rows <- c(rows, lapply(page$nodes, as_row))
  if (!page$pageInfo$hasNextPage) break
  after <- page$pageInfo$endCursor
}

write.csv(do.call(rbind, rows), row.names = FALSE)
