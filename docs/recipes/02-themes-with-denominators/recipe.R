# How common is each theme, of how many that could be assessed? Prints CSV. Needs httr2.
library(httr2)

url <- Sys.getenv("STRATEGRAPH_URL", "http://127.0.0.1:8080/graphql")
# Name a release, such as 2026.11, and the answer stays the same for good.
release <- Sys.getenv("STRATEGRAPH_RELEASE")
query <- '
query ($after: String) {
  themes(first: 50, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes {
      slug
      label
      coverage { priority mentioned notFound notAssessed assessed }
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
    theme = known(item$slug),
    label = known(item$label),
    priority = known(item$coverage$priority),
    mentioned = known(item$coverage$mentioned),
    not_found = known(item$coverage$notFound),
    not_assessed = known(item$coverage$notAssessed),
    assessed = known(item$coverage$assessed)
  )
}

rows <- list()
after <- NULL
repeat {
  page <- ask(list(after = after))$themes
  rows <- c(rows, lapply(page$nodes, as_row))
  if (!page$pageInfo$hasNextPage) break
  after <- page$pageInfo$endCursor
}

write.csv(do.call(rbind, rows), row.names = FALSE)
