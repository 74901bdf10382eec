"""How common is each theme, of how many that could be assessed? Prints CSV."""

import os
import sys

import pandas
import requests

URL = os.environ.get("STRATEGRAPH_URL", "http://127.0.0.1:8080/graphql")
# Name a release, such as 2026.11, and the answer stays the same for good.
RELEASE = os.environ.get("STRATEGRAPH_RELEASE")
QUERY = """
query ($after: String) {
  themes(first: 50, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes {
      slug
      label
      coverage { priority mentioned notFound notAssessed assessed }
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
    page = ask(after=after)["themes"]
    for item in page["nodes"]:
        rows.append({
            "theme": item["slug"],
            "label": item["label"],
            "priority": item["coverage"]["priority"],
            "mentioned": item["coverage"]["mentioned"],
            "not_found": item["coverage"]["notFound"],
            "not_assessed": item["coverage"]["notAssessed"],
            "assessed": item["coverage"]["assessed"],
        })
    if not page["pageInfo"]["hasNextPage"]:
        break
    after = page["pageInfo"]["endCursor"]

pandas.DataFrame(rows).to_csv(sys.stdout, index=False)
