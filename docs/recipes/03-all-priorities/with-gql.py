"""Every stated priority as a table, with the client gql. Prints CSV."""

import os
import sys

import pandas
from gql import Client, GraphQLRequest
from gql.transport.requests import RequestsHTTPTransport

URL = os.environ.get("STRATEGRAPH_URL", "http://127.0.0.1:8080/graphql")
# Name a release, such as 2026.11, and the answer stays the same for good.
RELEASE = os.environ.get("STRATEGRAPH_RELEASE")
QUERY = """
query ($after: String) {
  priorities(filter: { roles: [PRIORITIES], editions: CURRENT }, first: 100, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes {
      slug
      name
      exactName
      rank
      partnership { slug }
      strategy { slug edition publishedOn }
      themes { theme { slug } }
      webUrl
    }
  }
}
"""

headers = {"Graph-Release": RELEASE} if RELEASE else {}
transport = RequestsHTTPTransport(url=URL, headers=headers, timeout=60)
# The client fetches the schema first, and names mistakes in a question before it is sent.
client = Client(transport=transport, fetch_schema_from_transport=True)

rows = []
after = None
while True:
    page = client.execute(GraphQLRequest(QUERY, variable_values={"after": after}))["priorities"]
    for item in page["nodes"]:
        rows.append({
            "partnership": item["partnership"]["slug"],
            "strategy": item["strategy"]["slug"],
            "edition": item["strategy"]["edition"],
            "published": item["strategy"]["publishedOn"],
            "rank": item["rank"],
            "name": item["name"],
            "exact": item["exactName"],
            "themes": "; ".join(one["theme"]["slug"] for one in item["themes"]),
            "address": item["webUrl"],
        })
    if not page["pageInfo"]["hasNextPage"]:
        break
    after = page["pageInfo"]["endCursor"]

pandas.DataFrame(rows).to_csv(sys.stdout, index=False)
