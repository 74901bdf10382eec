#!/bin/sh
# What became of the items of a draft? Prints CSV. Needs curl and jq.
set -eu

url=${STRATEGRAPH_URL:-http://127.0.0.1:8080/graphql}
# Name a release, such as 2026.11, and the answer stays the same for good.
release=${STRATEGRAPH_RELEASE:-}
query='
query {
  editionDifference(
    from: "lancashire-and-south-cumbria-2022-draft"
    to: "lancashire-and-south-cumbria-2023"
  ) {
    items {
      change
      role
      before { name }
      after { name }
      doubt
    }
  }
}
'

ask() {
  jq -n --arg query "$query" --argjson variables "$1" '{query: $query, variables: $variables}' |
    curl -sS --fail-with-body "$url" -H 'Content-Type: application/json' -H "Graph-Release: $release" -d @-
}

jq -rn '["change", "role", "before", "after", "doubt"] | @csv'
ask '{}' | jq -r '.data.editionDifference.items[] | [.change, .role, ([.before[].name] | join("; ")), ([.after[].name] | join("; ")), .doubt] | @csv'
