# Every stated priority as a table Prints CSV. Needs httr2.
library(httr2)

url <- Sys.getenv("STRATEGRAPH_URL", "http://127.0.0.1:8080/graphql")
# Name a release, such as 2026.11, and the answer stays the same for good.
release <- Sys.getenv("STRATEGRAPH_RELEASE")
query <- '
query ($after: String) {
  priorities(filter: { roles: [PRIORITIES], editions: CURRENT }, first: 100, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes {
      slug
      name
      exactName
      rank
      partnership { slug }
      strategy { slug edition publishedOn }
      themes { theme { slug } }
      webUrl
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
    partnership = known(item$partnership$slug),
    strategy = known(item$strategy$slug),
    edition = known(item$strategy$edition),
    published = known(item$strategy$publishedOn),
    rank = known(item$rank),
    name = known(item$name),
    exact = known(item$exactName),
    themes = joined(lapply(item$themes, function(one) one$theme$slug)),
    address = known(item$webUrl)
  )
}

rows <- list()
after <- NULL
repeat {
  page <- ask(list(after = after))$priorities
  rows <- c(rows, lapply(page$nodes, as_row))
  if (!page$pageInfo$hasNextPage) break
  after <- page$pageInfo$endCursor
}

write.csv(do.call(rbind, rows), row.names = FALSE)
