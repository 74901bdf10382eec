#!/bin/sh
# Every stated priority as a table Prints CSV. Needs curl and jq.
set -eu

url=${STRATEGRAPH_URL:-http://127.0.0.1:8080/graphql}
# Name a release, such as 2026.11, and the answer stays the same for good.
release=${STRATEGRAPH_RELEASE:-}
query='
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

ask() {
  jq -n --arg query "$query" --argjson variables "$1" '{query: $query, variables: $variables}' |
    curl -sS --fail-with-body "$url" -H 'Content-Type: application/json' -H "Graph-Release: $release" -d @-
}

jq -rn '["partnership", "strategy", "edition", "published", "rank", "name", "exact", "themes", "address"] | @csv'
after=null
while :; do
  page=$(ask "{\"after\": $after}")
  printf '%s' "$page" | jq -r '.data.priorities.nodes[] | [.partnership.slug, .strategy.slug, .strategy.edition, .strategy.publishedOn, .rank, .name, .exactName, ([.themes[].theme.slug] | join("; ")), .webUrl] | @csv'
  [ "$(printf '%s' "$page" | jq '.data.priorities.pageInfo.hasNextPage')" = true ] || break
  after=$(printf '%s' "$page" | jq '.data.priorities.pageInfo.endCursor')
done
