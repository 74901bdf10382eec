"""Which programmes run, with whom, for which priorities? Prints CSV."""

import os
import sys

import pandas
import requests

URL = os.environ.get("STRATEGRAPH_URL", "http://127.0.0.1:8080/graphql")
# Name a release, such as 2026.11, and the answer stays the same for good.
RELEASE = os.environ.get("STRATEGRAPH_RELEASE")
QUERY = """
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
    page = ask(after=after)["programmes"]
    for item in page["nodes"]:
        rows.append({
            "partnership": item["partnership"]["slug"],
            "programme": item["slug"],
            "name": item["name"],
            "from": item["from"],
            "to": item["to"],
            "partners": "; ".join(one["name"] for one in item["partners"]),
            "serves": "; ".join(one["slug"] for one in item["serves"]),
        })
    if not page["pageInfo"]["hasNextPage"]:
        break
    after = page["pageInfo"]["endCursor"]

pandas.DataFrame(rows).to_csv(sys.stdout, index=False)
