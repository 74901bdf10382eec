#!/bin/sh
# What changed since I last looked? Prints CSV. Needs curl and jq.
set -eu

url=${STRATEGRAPH_URL:-http://127.0.0.1:8080/graphql}
# Name a release, such as 2026.11, and the answer stays the same for good.
release=${STRATEGRAPH_RELEASE:-}
query='
query ($after: String) {
  changes(since: 0, partnership: "kent-and-medway", first: 100, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes {
      revision { number at by }
      action
      what
      name
    }
  }
}
'

ask() {
  jq -n --arg query "$query" --argjson variables "$1" '{query: $query, variables: $variables}' |
    curl -sS --fail-with-body "$url" -H 'Content-Type: application/json' -H "Graph-Release: $release" -d @-
}

jq -rn '["revision", "at", "by", "action", "what", "name"] | @csv'
after=null
while :; do
  page=$(ask "{\"after\": $after}")
  printf '%s' "$page" | jq -r '.data.changes.nodes[] | [.revision.number, .revision.at, .revision.by, .action, .what, .name] | @csv'
  [ "$(printf '%s' "$page" | jq '.data.changes.pageInfo.hasNextPage')" = true ] || break
  after=$(printf '%s' "$page" | jq '.data.changes.pageInfo.endCursor')
done
