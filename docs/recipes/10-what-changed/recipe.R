# What changed since I last looked? Prints CSV. Needs httr2.
library(httr2)

url <- Sys.getenv("STRATEGRAPH_URL", "http://127.0.0.1:8080/graphql")
# Name a release, such as 2026.11, and the answer stays the same for good.
release <- Sys.getenv("STRATEGRAPH_RELEASE")
query <- '
query ($after: String) {
  changes(since: 0, partnership: "kent-and-medway", first: 100, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes {
      revision { number at by }
      action
      what
      name
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

as_row <- function(item) {
  data.frame(
    revision = known(item$revision$number),
    at = known(item$revision$at),
    by = known(item$revision$by),
    action = known(item$action),
    what = known(item$what),
    name = known(item$name)
  )
}

rows <- list()
after <- NULL
repeat {
  page <- ask(list(after = after))$changes
  rows <- c(rows, lapply(page$nodes, as_row))
  if (!page$pageInfo$hasNextPage) break
  after <- page$pageInfo$endCursor
}

write.csv(do.call(rbind, rows), row.names = FALSE)
