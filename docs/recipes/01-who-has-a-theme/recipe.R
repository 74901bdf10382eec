# Who makes a theme a priority, who mentions it, who does not? Prints CSV. Needs httr2.
library(httr2)

url <- Sys.getenv("STRATEGRAPH_URL", "http://127.0.0.1:8080/graphql")
# Name a release, such as 2026.11, and the answer stays the same for good.
release <- Sys.getenv("STRATEGRAPH_RELEASE")
query <- '
query ($after: String) {
  theme(slug: "end-of-life-and-dying-well") {
    partnerships(first: 20, after: $after) {
      pageInfo { hasNextPage endCursor }
      edges {
        partnership { slug name }
        state
        absence { documents passages }
        notAssessedReason
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
    name = known(item$partnership$name),
    state = known(item$state),
    documents_searched = known(item$absence$documents),
    passages_searched = known(item$absence$passages),
    not_assessed_because = known(item$notAssessedReason)
  )
}

rows <- list()
after <- NULL
repeat {
  page <- ask(list(after = after))$theme$partnerships
  rows <- c(rows, lapply(page$edges, as_row))
  if (!page$pageInfo$hasNextPage) break
  after <- page$pageInfo$endCursor
}

write.csv(do.call(rbind, rows), row.names = FALSE)
