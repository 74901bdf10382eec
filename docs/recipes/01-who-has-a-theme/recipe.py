"""Who makes a theme a priority, who mentions it, who does not? Prints CSV."""

import os
import sys

import pandas
import requests

URL = os.environ.get("STRATEGRAPH_URL", "http://127.0.0.1:8080/graphql")
# Name a release, such as 2026.11, and the answer stays the same for good.
RELEASE = os.environ.get("STRATEGRAPH_RELEASE")
QUERY = """
query ($after: String) {
  theme(slug: "end-of-life-and-dying-well") {
    partnerships(first: 20, after: $after) {
      pageInfo { hasNextPage endCursor }
      edges {
        partnership { slug name }
        state
        absence { documents passages }
        notAssessedReason
      }
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
    page = ask(after=after)["theme"]["partnerships"]
    for item in page["edges"]:
        rows.append({
            "partnership": item["partnership"]["slug"],
            "name": item["partnership"]["name"],
            "state": item["state"],
            "documents_searched": (item["absence"] or {}).get("documents"),
            "passages_searched": (item["absence"] or {}).get("passages"),
            "not_assessed_because": item["notAssessedReason"],
        })
    if not page["pageInfo"]["hasNextPage"]:
        break
    after = page["pageInfo"]["endCursor"]

pandas.DataFrame(rows).to_csv(sys.stdout, index=False)
