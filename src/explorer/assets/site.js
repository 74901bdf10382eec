// Enhancement only: every page works without this file. Copy buttons, suggestions in search boxes,
// a walk through the matrix with the arrow keys, and filters of a search without a new page.

// ---- copy buttons beside what is meant to be copied
for (const block of document.querySelectorAll("pre.copied")) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy";
  const told = document.createElement("span");
  told.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(block.textContent);
      told.textContent = " Copied.";
    } catch {
      told.textContent = " This browser does not let the page copy; select the text instead.";
    }
  });
  const row = document.createElement("p");
  row.append(button, told);
  block.after(row);
}

// ---- suggestions, as the browser's own list
const SUGGEST = "query($prefix: String!) { suggest(prefix: $prefix, first: 8) { text } }";

function suggestIn(input, number) {
  const list = document.createElement("datalist");
  list.id = `suggestions-${number}`;
  input.after(list);
  input.setAttribute("list", list.id);
  let waiting;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    const prefix = input.value.trim();
    if (prefix.length < 2) return list.replaceChildren();
    waiting = setTimeout(async () => {
      const parts = new URLSearchParams({ query: SUGGEST, variables: JSON.stringify({ prefix }) });
      try {
        const answer = await fetch(`/graphql?${parts}`, { headers: { accept: "application/json" } });
        const { data } = await answer.json();
        const texts = [...new Set((data?.suggest ?? []).map((one) => one.text))];
        list.replaceChildren(...texts.map((text) => new Option(text)));
      } catch {
        list.replaceChildren();
      }
    }, 150);
  });
}
document.querySelectorAll("input[type=search][name=q]").forEach(suggestIn);

// ---- arrow keys in the matrix
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

document.addEventListener("keydown", (event) => {
  const cell = event.target.closest?.(".matrix :is(td, th)");
  const step = STEPS[event.key];
  if (!cell || !step || event.ctrlKey || event.metaKey || event.altKey) return;
  const rows = cell.closest("table").rows;
  let [row, column] = [cell.parentElement.rowIndex, cell.cellIndex];
  for (;;) {
    row += step[0];
    column += step[1];
    const next = rows[row]?.cells[column];
    if (!next) return;
    const link = next.querySelector("a, summary");
    if (link) {
      event.preventDefault();
      link.focus();
      return;
    }
  }
});

// ---- filters of a search without a new page
async function show(address) {
  const answer = await fetch(address, { headers: { accept: "text/html" } });
  if (!answer.ok) throw new Error(answer.statusText);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.querySelector("main").replaceChildren(...page.querySelector("main").childNodes);
  document.title = page.title;
}

if (location.pathname === "/search") {
  document.addEventListener("click", async (event) => {
    const link = event.target.closest?.(".choices a, .chips a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button > 0) return;
    event.preventDefault();
    try {
      await show(link.href);
      history.pushState(null, "", link.href);
      document.querySelector("main").focus();
    } catch {
      location.assign(link.href);
    }
  });
  addEventListener("popstate", () => show(location.href).catch(() => location.reload()));
}
