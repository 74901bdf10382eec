#!/bin/sh
# Which organisations of the voluntary sector are named, and by whom? Prints CSV. Needs curl and jq.
set -eu

url=${STRATEGRAPH_URL:-http://127.0.0.1:8080/graphql}
# Name a release, such as 2026.11, and the answer stays the same for good.
release=${STRATEGRAPH_RELEASE:-}
query='
query ($after: String) {
  partners(filter: { kinds: [VCSE], generic: false }, first: 50, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes {
      slug
      name
      partnerships(first: 50) { edges { partnership { slug } } }
    }
  }
}
'

ask() {
  jq -n --arg query "$query" --argjson variables "$1" '{query: $query, variables: $variables}' |
    curl -sS --fail-with-body "$url" -H 'Content-Type: application/json' -H "Graph-Release: $release" -d @-
}

jq -rn '["partner", "name", "partnerships"] | @csv'
after=null
while :; do
  page=$(ask "{\"after\": $after}")
  printf '%s' "$page" | jq -r '.data.partners.nodes[] | [.slug, .name, ([.partnerships.edges[].partnership.slug] | join("; "))] | @csv'
  [ "$(printf '%s' "$page" | jq '.data.partners.pageInfo.hasNextPage')" = true ] || break
  after=$(printf '%s' "$page" | jq '.data.partners.pageInfo.endCursor')
done
