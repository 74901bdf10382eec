// The console: puts editor, answer, schema and examples together.
// The editing of text is in editor.js, names that fit in offers.js, the schema's pages in docs.js,
// tables and CSV in table.js.
import { makeEditor } from "./editor.js";
import { makeOffers } from "./offers.js";
import { loadSchema } from "./schema.js";
import { makeDocs } from "./docs.js";
import { rowsOf, tableOf, csvOf } from "./table.js";
import { readExamples } from "./examples.js";
import { remember, recall } from "./history.js";

const find = (id) => document.getElementById(id);
const form = find("console");
const query = find("query");
const variables = find("variables");
const status = find("status");
let answer = null;

for (const part of document.querySelectorAll("[data-needs-script]")) part.hidden = false;

function say(text, isError = false) {
  status.textContent = text;
  status.classList.toggle("error", isError);
}

function write(text, variablesText = "") {
  query.value = text;
  variables.value = variablesText;
  find("variables-box").open = variablesText.trim() !== "";
}

async function run() {
  let values = {};
  try {
    values = variables.value.trim() ? JSON.parse(variables.value) : {};
  } catch (error) {
    find("variables-box").open = true;
    variables.focus();
    return say(`The variables are not JSON: ${error.message}`, true);
  }
  const button = form.querySelector("button.main");
  button.disabled = true;
  say("Asking…");
  const started = performance.now();
  try {
    const response = await fetch(form.action, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/graphql-response+json" },
      body: JSON.stringify({ query: query.value, variables: values }),
    });
    answer = await response.json();
    remember(query.value, variables.value);
    fillHistory();
    tell(Math.round(performance.now() - started));
  } catch (error) {
    answer = null;
    say(`No answer came: ${error.message}. Try again.`, true);
  } finally {
    button.disabled = false;
    show();
  }
}

function tell(milliseconds) {
  const errors = answer.errors ?? [];
  if (errors.length > 0) {
    const first = errors[0];
    const place = first.locations?.[0] ? ` (line ${first.locations[0].line})` : "";
    const more = errors.length > 1 ? ` And ${errors.length - 1} more.` : "";
    return say(`${first.message.replace(/\.$/, "")}${place}.${more} Request ${first.extensions?.requestId ?? ""}`, true);
  }
  const rows = rowsOf(answer.data);
  const count = rows.length === 1 ? "1 row" : `${rows.length} rows`;
  say(`${count} in ${milliseconds} ms, revision ${answer.extensions?.revision ?? "unknown"} of the data.`);
}

function show() {
  const asTable = form.ownerDocument.querySelector("input[name=view]:checked").value === "table";
  const rows = answer?.data ? rowsOf(answer.data) : [];
  find("views").hidden = answer === null;
  find("csv").disabled = rows.length === 0;
  find("json").hidden = answer === null || asTable;
  find("table").hidden = answer === null || !asTable;
  find("json").querySelector("code").textContent = answer ? JSON.stringify(answer, null, 2) : "";
  find("table").replaceChildren(...(answer && asTable ? [tableOf(rows)] : []));
}

function download() {
  const file = new Blob([csvOf(rowsOf(answer.data))], { type: "text/csv;charset=utf-8" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = `strategraph-r${answer.extensions?.revision ?? 0}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  say("The table was downloaded as CSV.");
}

async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
    say(`${what} copied.`);
  } catch {
    say("The browser does not let this page copy. The link is in the address bar.", true);
  }
}

function share() {
  const parts = new URLSearchParams({ query: query.value });
  if (variables.value.trim()) parts.set("variables", variables.value);
  location.replace(`#${parts}`);
  copy(location.href, "Link to this query");
}

function readAddress() {
  const parts = new URLSearchParams(location.hash.slice(1));
  if (!parts.has("query")) return false;
  write(parts.get("query"), parts.get("variables") ?? "");
  return true;
}

function fillHistory() {
  const earlier = recall();
  if (earlier.length === 0) return;
  const options = earlier.map((one, place) => new Option(one.title, place));
  find("history").replaceChildren(new Option("Choose…", ""), ...options);
}

function fillExamples() {
  const examples = readExamples();
  for (const example of examples) {
    find("example").add(new Option(example.title, example.name));
    const open = document.createElement("button");
    open.type = "button";
    open.textContent = "Open in the editor";
    open.addEventListener("click", () => {
      write(example.query);
      query.focus();
      query.scrollIntoView({ block: "center" });
    });
    example.element.append(open);
  }
  find("example").addEventListener("change", (event) => {
    const example = examples.find((one) => one.name === event.target.value);
    if (!example) return;
    write(example.query);
    say(example.question);
  });
  return examples;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  run();
});
find("views").addEventListener("change", show);
find("csv").addEventListener("click", download);
find("copy").addEventListener("click", () => copy(JSON.stringify(answer, null, 2), "Answer"));
find("share").addEventListener("click", share);
find("history").addEventListener("change", (event) => {
  const earlier = recall()[event.target.value];
  if (earlier) write(earlier.query, earlier.variables);
});
addEventListener("hashchange", readAddress);

const examples = fillExamples();
if (!readAddress() && examples.length > 0) write(examples[0].query);
fillHistory();
const offers = makeOffers(query, find("offers"));
makeEditor(query, { run, offers });
makeEditor(variables, { run });
loadSchema(form.action).then(
  (schema) => {
    offers.use(schema);
    makeDocs(schema, { search: find("docs-search"), trail: find("docs-trail"), body: find("docs-body") });
  },
  (error) => {
    find("docs-body").textContent = `The schema could not be loaded: ${error.message}`;
  },
);
