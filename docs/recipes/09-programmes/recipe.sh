#!/bin/sh
# Which programmes run, with whom, for which priorities? Prints CSV. Needs curl and jq.
set -eu

url=${STRATEGRAPH_URL:-http://127.0.0.1:8080/graphql}
# Name a release, such as 2026.11, and the answer stays the same for good.
release=${STRATEGRAPH_RELEASE:-}
query='
query ($after: String) {
  programmes(first: 50, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes {
      slug
      name
      partnership { slug }
      from
      to
      partners { name }
      serves { slug }
    }
  }
}
'

ask() {
  jq -n --arg query "$query" --argjson variables "$1" '{query: $query, variables: $variables}' |
    curl -sS --fail-with-body "$url" -H 'Content-Type: application/json' -H "Graph-Release: $release" -d @-
}

jq -rn '["partnership", "programme", "name", "from", "to", "partners", "serves"] | @csv'
after=null
while :; do
  page=$(ask "{\"after\": $after}")
  printf '%s' "$page" | jq -r '.data.programmes.nodes[] | [.partnership.slug, .slug, .name, .from, .to, ([.partners[].name] | join("; ")), ([.serves[].slug] | join("; "))] | @csv'
  [ "$(printf '%s' "$page" | jq '.data.programmes.pageInfo.hasNextPage')" = true ] || break
  after=$(printf '%s' "$page" | jq '.data.programmes.pageInfo.endCursor')
done
