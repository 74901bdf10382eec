#!/bin/sh
# Where is something said, in which words? Prints CSV. Needs curl and jq.
set -eu

url=${STRATEGRAPH_URL:-http://127.0.0.1:8080/graphql}
# Name a release, such as 2026.11, and the answer stays the same for good.
release=${STRATEGRAPH_RELEASE:-}
query='
query ($after: String) {
  search(query: "\"mental health\"", filter: { kinds: [PASSAGE] }, first: 25, after: $after) {
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

ask() {
  jq -n --arg query "$query" --argjson variables "$1" '{query: $query, variables: $variables}' |
    curl -sS --fail-with-body "$url" -H 'Content-Type: application/json' -H "Graph-Release: $release" -d @-
}

jq -rn '["partnership", "document", "page", "text", "score", "address"] | @csv'
after=null
while :; do
  page=$(ask "{\"after\": $after}")
  printf '%s' "$page" | jq -r '.data.search.nodes[] | [.partnership.slug, .node.document.title, .node.page, .node.text, .score, .webUrl] | @csv'
  [ "$(printf '%s' "$page" | jq '.data.search.pageInfo.hasNextPage')" = true ] || break
  after=$(printf '%s' "$page" | jq '.data.search.pageInfo.endCursor')
done
