// Queries that were run in this tab. They stay in the tab and go when it is closed.
const KEY = "strategraph-queries";
const MOST = 30;

export function recall() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) ?? [];
  } catch {
    return [];
  }
}

export function remember(query, variables) {
  const others = recall().filter((one) => one.query !== query || one.variables !== variables);
  const list = [{ query, variables, title: titleOf(query) }, ...others].slice(0, MOST);
  try {
    sessionStorage.setItem(KEY, JSON.stringify(list));
  } catch {
    // Storage is full or forbidden: history is a comfort, not a need.
  }
}

// The first words that say something.
function titleOf(query) {
  return query.replace(/#[^\n]*/g, "").replace(/\s+/g, " ").replace(/^[ {]+/, "").slice(0, 60) || "Empty query";
}
