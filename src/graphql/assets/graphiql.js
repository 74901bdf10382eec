// Starts GraphiQL with the example queries as its tabs.
import { readExamples } from "./examples.js";

const { React, ReactDOM, GraphiQL } = window;
const endpoint = "/graphql";

async function ask(parameters) {
  const response = await fetch(endpoint, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/graphql-response+json" },
    body: JSON.stringify(parameters),
  });
  return response.json();
}

const tabs = readExamples().map(({ title, question, query }) => ({
  query: `# ${title}\n# ${question}\n${query}\n`,
}));
ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(GraphiQL, { fetcher: ask, defaultTabs: tabs }),
);
