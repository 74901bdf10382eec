#!/bin/sh
# How common is each theme, of how many that could be assessed? Prints CSV. Needs curl and jq.
set -eu

url=${STRATEGRAPH_URL:-http://127.0.0.1:8080/graphql}
# Name a release, such as 2026.11, and the answer stays the same for good.
release=${STRATEGRAPH_RELEASE:-}
query='
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

ask() {
  jq -n --arg query "$query" --argjson variables "$1" '{query: $query, variables: $variables}' |
    curl -sS --fail-with-body "$url" -H 'Content-Type: application/json' -H "Graph-Release: $release" -d @-
}

jq -rn '["theme", "label", "priority", "mentioned", "not_found", "not_assessed", "assessed"] | @csv'
after=null
while :; do
  page=$(ask "{\"after\": $after}")
  printf '%s' "$page" | jq -r '.data.themes.nodes[] | [.slug, .label, .coverage.priority, .coverage.mentioned, .coverage.notFound, .coverage.notAssessed, .coverage.assessed] | @csv'
  [ "$(printf '%s' "$page" | jq '.data.themes.pageInfo.hasNextPage')" = true ] || break
  after=$(printf '%s' "$page" | jq '.data.themes.pageInfo.endCursor')
done
