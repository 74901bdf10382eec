"""What changed since I last looked? Prints CSV."""

import os
import sys

import pandas
import requests

URL = os.environ.get("STRATEGRAPH_URL", "http://127.0.0.1:8080/graphql")
# Name a release, such as 2026.11, and the answer stays the same for good.
RELEASE = os.environ.get("STRATEGRAPH_RELEASE")
QUERY = """
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
    page = ask(after=after)["changes"]
    for item in page["nodes"]:
        rows.append({
            "revision": item["revision"]["number"],
            "at": item["revision"]["at"],
            "by": item["revision"]["by"],
            "action": item["action"],
            "what": item["what"],
            "name": item["name"],
        })
    if not page["pageInfo"]["hasNextPage"]:
        break
    after = page["pageInfo"]["endCursor"]

pandas.DataFrame(rows).to_csv(sys.stdout, index=False)
