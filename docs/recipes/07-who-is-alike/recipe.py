"""Who is most like us, and why? Prints CSV."""

import os
import sys

import pandas
import requests

URL = os.environ.get("STRATEGRAPH_URL", "http://127.0.0.1:8080/graphql")
# Name a release, such as 2026.11, and the answer stays the same for good.
RELEASE = os.environ.get("STRATEGRAPH_RELEASE")
QUERY = """
query {
  partnership(slug: "kent-and-medway") {
    peers(by: CONTENT, first: 10) {
      partnership { slug name }
      score
      reasons { label }
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
for item in ask()["partnership"]["peers"]:
    rows.append({
        "peer": item["partnership"]["slug"],
        "name": item["partnership"]["name"],
        "score": item["score"],
        "because": "; ".join(one["label"] for one in item["reasons"]),
    })

pandas.DataFrame(rows).to_csv(sys.stdout, index=False)
