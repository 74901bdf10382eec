#!/bin/sh
# Who is most like us, and why? Prints CSV. Needs curl and jq.
set -eu

url=${STRATEGRAPH_URL:-http://127.0.0.1:8080/graphql}
# Name a release, such as 2026.11, and the answer stays the same for good.
release=${STRATEGRAPH_RELEASE:-}
query='
query {
  partnership(slug: "kent-and-medway") {
    peers(by: CONTENT, first: 10) {
      partnership { slug name }
      score
      reasons { label }
    }
  }
}
'

ask() {
  jq -n --arg query "$query" --argjson variables "$1" '{query: $query, variables: $variables}' |
    curl -sS --fail-with-body "$url" -H 'Content-Type: application/json' -H "Graph-Release: $release" -d @-
}

jq -rn '["peer", "name", "score", "because"] | @csv'
ask '{}' | jq -r '.data.partnership.peers[] | [.partnership.slug, .partnership.name, .score, ([.reasons[].label] | join("; "))] | @csv'
