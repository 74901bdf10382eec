// Editing GraphQL in a plain text area: indentation, brackets, keys. Edits go through the browser's
// own insertion, so that undo works.
const CLOSING = { "{": "}", "(": ")", "[": "]" };

export function makeEditor(area, { run, offers }) {
  let leaving = false;
  area.addEventListener("keydown", (event) => {
    if (offers?.key(event)) return event.preventDefault();
    const leave = leaving;
    leaving = event.key === "Escape";
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      return run();
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Tab" && !leave) {
      event.preventDefault();
      return indent(area, event.shiftKey);
    }
    if (event.key === "Enter") {
      event.preventDefault();
      return breakLine(area);
    }
    if (event.key in CLOSING) return bracket(area, event);
    if (Object.values(CLOSING).includes(event.key)) return stepOver(area, event);
  });
}

// execCommand is the only way of inserting that keeps the undo list.
function insert(area, text) {
  area.focus();
  if (!document.execCommand("insertText", false, text)) {
    area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

const before = (area) => area.value.slice(0, area.selectionStart);
const after = (area) => area.value.slice(area.selectionEnd);

function breakLine(area) {
  const line = before(area).split("\n").at(-1);
  const base = line.match(/^ */)[0];
  const opens = /[{([]\s*$/.test(line);
  const closes = /^[})\]]/.test(after(area));
  insert(area, `\n${base}${opens ? "  " : ""}`);
  if (!opens || !closes) return;
  const place = area.selectionStart;
  insert(area, `\n${base}`);
  area.setSelectionRange(place, place);
}

function indent(area, back) {
  const { selectionStart: start, selectionEnd: end, value } = area;
  if (start === end && !back) return insert(area, "  ");
  const from = value.lastIndexOf("\n", start - 1) + 1;
  const lines = value.slice(from, end).split("\n");
  const changed = lines.map((line) => (back ? line.replace(/^ {1,2}/, "") : `  ${line}`)).join("\n");
  area.setSelectionRange(from, end);
  insert(area, changed);
  if (lines.length > 1) area.setSelectionRange(from, from + changed.length);
}

function bracket(area, event) {
  if (area.selectionStart !== area.selectionEnd || /^\w/.test(after(area))) return;
  event.preventDefault();
  const place = area.selectionStart + 1;
  insert(area, event.key + CLOSING[event.key]);
  area.setSelectionRange(place, place);
}

function stepOver(area, event) {
  if (area.selectionStart === area.selectionEnd && after(area).startsWith(event.key)) {
    event.preventDefault();
    const place = area.selectionStart + 1;
    area.setSelectionRange(place, place);
  }
}
