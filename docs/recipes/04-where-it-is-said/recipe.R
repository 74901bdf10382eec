# Where is something said, in which words? Prints CSV. Needs httr2.
library(httr2)

url <- Sys.getenv("STRATEGRAPH_URL", "http://127.0.0.1:8080/graphql")
# Name a release, such as 2026.11, and the answer stays the same for good.
release <- Sys.getenv("STRATEGRAPH_RELEASE")
query <- '
query ($after: String) {
  search(query: "\\"mental health\\"", filter: { kinds: [PASSAGE] }, first: 25, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes {
      score
      partnership { slug }
      webUrl
      node {
        ... on Passage { text page document { title } }
      }
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
    partnership = known(item$partnership$slug),
    document = known(item$node$document$title),
    page = known(item$node$page),
    text = known(item$node$text),
    score = known(item$score),
    address = known(item$webUrl)
  )
}

rows <- list()
after <- NULL
repeat {
  page <- ask(list(after = after))$search
  rows <- c(rows, lapply(page$nodes, as_row))
  if (!page$pageInfo$hasNextPage) break
  after <- page$pageInfo$endCursor
}

write.csv(do.call(rbind, rows), row.names = FALSE)
