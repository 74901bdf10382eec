#!/bin/sh
# Who makes a theme a priority, who mentions it, who does not? Prints CSV. Needs curl and jq.
set -eu

url=${STRATEGRAPH_URL:-http://127.0.0.1:8080/graphql}
# Name a release, such as 2026.11, and the answer stays the same for good.
release=${STRATEGRAPH_RELEASE:-}
query='
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

ask() {
  jq -n --arg query "$query" --argjson variables "$1" '{query: $query, variables: $variables}' |
    curl -sS --fail-with-body "$url" -H 'Content-Type: application/json' -H "Graph-Release: $release" -d @-
}

jq -rn '["partnership", "name", "state", "documents_searched", "passages_searched", "not_assessed_because"] | @csv'
after=null
while :; do
  page=$(ask "{\"after\": $after}")
  printf '%s' "$page" | jq -r '.data.theme.partnerships.edges[] | [.partnership.slug, .partnership.name, .state, .absence.documents, .absence.passages, .notAssessedReason] | @csv'
  [ "$(printf '%s' "$page" | jq '.data.theme.partnerships.pageInfo.hasNextPage')" = true ] || break
  after=$(printf '%s' "$page" | jq '.data.theme.partnerships.pageInfo.endCursor')
done
