"""Three partnerships side by side by the topics of a framework Prints CSV."""

import os
import sys

import pandas
import requests

URL = os.environ.get("STRATEGRAPH_URL", "http://127.0.0.1:8080/graphql")
# Name a release, such as 2026.11, and the answer stays the same for good.
RELEASE = os.environ.get("STRATEGRAPH_RELEASE")
QUERY = """
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
"""


def ask(**variables):
    headers = {"Graph-Release": RELEASE} if RELEASE else {}
    question = {"query": QUERY, "variables": variables}
    answer = requests.post(URL, json=question, headers=headers, timeout=60).json()
    if "errors" in answer:
        sys.exit(answer["errors"][0]["message"])
    return answer["data"]


rows = []
for row in ask()["compare"]["rows"]:
    for item in row["cells"]:
        rows.append({
            "topic": row["label"],
            "partnership": item["partnership"]["slug"],
            "state": item["state"],
        })

pandas.DataFrame(rows).to_csv(sys.stdout, index=False)
