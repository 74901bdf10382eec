"""What became of the items of a draft? Prints CSV."""

import os
import sys

import pandas
import requests

URL = os.environ.get("STRATEGRAPH_URL", "http://127.0.0.1:8080/graphql")
# Name a release, such as 2026.11, and the answer stays the same for good.
RELEASE = os.environ.get("STRATEGRAPH_RELEASE")
QUERY = """
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
"""


def ask(**variables):
    headers = {"Graph-Release": RELEASE} if RELEASE else {}
    question = {"query": QUERY, "variables": variables}
    answer = requests.post(URL, json=question, headers=headers, timeout=60).json()
    if "errors" in answer:
        sys.exit(answer["errors"][0]["message"])
    return answer["data"]


rows = []
for item in ask()["editionDifference"]["items"]:
    rows.append({
        "change": item["change"],
        "role": item["role"],
        "before": "; ".join(one["name"] for one in item["before"]),
        "after": "; ".join(one["name"] for one in item["after"]),
        "doubt": item["doubt"],
    })

pandas.DataFrame(rows).to_csv(sys.stdout, index=False)
