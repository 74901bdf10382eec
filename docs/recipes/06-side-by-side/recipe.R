# Three partnerships side by side by the topics of a framework Prints CSV. Needs httr2.
library(httr2)

url <- Sys.getenv("STRATEGRAPH_URL", "http://127.0.0.1:8080/graphql")
# Name a release, such as 2026.11, and the answer stays the same for good.
release <- Sys.getenv("STRATEGRAPH_RELEASE")
query <- '
query {
  compare(
    partnerships: ["kent-and-medway", "sussex", "surrey-heartlands"]
    framework: "marmot"
  ) {
    rows {
      label
      cells { partnership { slug } state }
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

as_row <- function(item, row) {
  data.frame(
    topic = known(row$label),
    partnership = known(item$partnership$slug),
    state = known(item$state)
  )
}

rows <- list()
for (row in ask(NULL)$compare$rows) {
  rows <- c(rows, lapply(row$cells, as_row, row = row))
}

write.csv(do.call(rbind, rows), row.names = FALSE)
