"""Where is something said, in which words? Prints CSV."""

import os
import sys

import pandas
import requests

URL = os.environ.get("STRATEGRAPH_URL", "http://127.0.0.1:8080/graphql")
# Name a release, such as 2026.11, and the answer stays the same for good.
RELEASE = os.environ.get("STRATEGRAPH_RELEASE")
QUERY = r"""
query ($after: String) {
  search(query: "\"mental health\"", filter: { kinds: [PASSAGE] }, first: 25, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes {
      score
      partnership { slug }
      webUrl
      node {
        ... on Passage { text page document { title } }
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
    page = ask(after=after)["search"]
    for item in page["nodes"]:
        rows.append({
            "partnership": (item["partnership"] or {}).get("slug"),
            "document": item["node"]["document"]["title"],
            "page": item["node"]["page"],
            "text": item["node"]["text"],
            "score": item["score"],
            "address": item["webUrl"],
        })
    if not page["pageInfo"]["hasNextPage"]:
        break
    after = page["pageInfo"]["endCursor"]

pandas.DataFrame(rows).to_csv(sys.stdout, index=False)
