# Every stated priority as a table, with the client ghql. Prints CSV. Needs ghql and jsonlite.
library(ghql)
library(jsonlite)

url <- Sys.getenv("STRATEGRAPH_URL", "http://127.0.0.1:8080/graphql")
# Fields stand on one line with spaces between: some versions of ghql take the line ends away.
query <- paste(
  "query ($after: String) {",
  "priorities(filter: { roles: [PRIORITIES], editions: CURRENT }, first: 100, after: $after) {",
  "pageInfo { hasNextPage endCursor }",
  "nodes { slug name exactName rank partnership { slug }",
  "strategy { slug edition publishedOn } themes { theme { slug } } webUrl } } }"
)

client <- GraphqlClient$new(url = url)
# Fetches the schema by a bare GET.
client$load_schema()
questions <- Query$new()
questions$query("priorities", query)
known <- function(value) if (is.null(value)) NA else value

as_row <- function(item) {
  data.frame(
    partnership = known(item$partnership$slug),
    strategy = known(item$strategy$slug),
    edition = known(item$strategy$edition),
    published = known(item$strategy$publishedOn),
    rank = known(item$rank),
    name = known(item$name),
    exact = known(item$exactName),
    themes = paste(unlist(lapply(item$themes, function(one) one$theme$slug)), collapse = "; "),
    address = known(item$webUrl)
  )
}

rows <- list()
variables <- list()
repeat {
  answer <- fromJSON(client$exec(questions$queries$priorities, variables), simplifyVector = FALSE)
  if (!is.null(answer$errors)) stop(answer$errors[[1]]$message)
  page <- answer$data$priorities
  rows <- c(rows, lapply(page$nodes, as_row))
  if (!page$pageInfo$hasNextPage) break
  variables <- list(after = page$pageInfo$endCursor)
}

write.csv(do.call(rbind, rows), row.names = FALSE)
