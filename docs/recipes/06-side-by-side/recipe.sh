#!/bin/sh
# Three partnerships side by side by the topics of a framework Prints CSV. Needs curl and jq.
set -eu

url=${STRATEGRAPH_URL:-http://127.0.0.1:8080/graphql}
# Name a release, such as 2026.11, and the answer stays the same for good.
release=${STRATEGRAPH_RELEASE:-}
query='
query {
  compare(
    partnerships: ["kent-and-medway", "sussex", "surrey-heartlands"]
    framework: "marmot"
  ) {
    rows {
      label
      cells { partnership { slug } state }
    }
  }
}
'

ask() {
  jq -n --arg query "$query" --argjson variables "$1" '{query: $query, variables: $variables}' |
    curl -sS --fail-with-body "$url" -H 'Content-Type: application/json' -H "Graph-Release: $release" -d @-
}

jq -rn '["topic", "partnership", "state"] | @csv'
ask '{}' | jq -r '.data.compare.rows[] as $row | $row.cells[] | [$row.label, .partnership.slug, .state] | @csv'
