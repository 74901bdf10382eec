"""Which organisations of the voluntary sector are named, and by whom? Prints CSV."""

import os
import sys

import pandas
import requests

URL = os.environ.get("STRATEGRAPH_URL", "http://127.0.0.1:8080/graphql")
# Name a release, such as 2026.11, and the answer stays the same for good.
RELEASE = os.environ.get("STRATEGRAPH_RELEASE")
QUERY = """
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
"""


def ask(**variables):
    headers = {"Graph-Release": RELEASE} if RELEASE else {}
    question = {"query": QUERY, "variables": variables}
    answer = requests.post(URL, json=question, headers=headers, timeout=60).json()
    if "errors" in answer:
        sys.exit(answer["errors"][0]["message"])
    return answer["data"]


rows = []
after = None
while True:
    page = ask(after=after)["partners"]
    for item in page["nodes"]:
        rows.append({
            "partner": item["slug"],
            "name": item["name"],
            "partnerships": "; ".join(one["partnership"]["slug"] for one in item["partnerships"]["edges"]),
        })
    if not page["pageInfo"]["hasNextPage"]:
        break
    after = page["pageInfo"]["endCursor"]

pandas.DataFrame(rows).to_csv(sys.stdout, index=False)
