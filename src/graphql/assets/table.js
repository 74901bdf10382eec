// An answer as rows and columns: the first list in it is the table; what is inside each entry becomes
// columns named by their path; lists inside entries are joined by "; ".

// The rows of an answer's data, as maps from column to value.
export function rowsOf(data) {
  const list = firstList(data);
  if (!list) return data ? [flat(data)] : [];
  return list.map((entry) => (isObject(entry) ? flat(entry) : { value: entry }));
}

// The list nearest to the top: of a connection its nodes, else what its edges say.
function firstList(data) {
  let level = [data];
  while (level.length > 0) {
    const lists = level.filter(isObject).flatMap((one) => {
      const named = one.nodes ?? one.edges;
      return Array.isArray(named) ? [named] : Object.values(one).filter(Array.isArray);
    });
    if (lists.length > 0) return lists[0];
    level = level.filter(isObject).flatMap((one) => Object.values(one));
  }
  return null;
}

function flat(entry, prefix = "", row = {}) {
  for (const [name, value] of Object.entries(entry)) {
    const path = prefix ? `${prefix}.${name}` : name;
    if (Array.isArray(value)) joined(value, path, row);
    else if (isObject(value)) flat(value, path, row);
    else row[path] = value;
  }
  return row;
}

function joined(list, path, row) {
  if (!list.some(isObject)) {
    row[path] = list.join("; ");
    return;
  }
  const rows = list.map((entry) => flat(entry ?? {}));
  const short = path.replace(/\.(nodes|edges)$/, "");
  for (const column of columnsOf(rows)) {
    row[`${short}.${column}`] = rows.map((one) => one[column] ?? "").join("; ");
  }
}

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

function columnsOf(rows) {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))];
}

export function tableOf(rows) {
  if (rows.length === 0) {
    const nothing = document.createElement("p");
    nothing.textContent = "There is no list in this answer.";
    return nothing;
  }
  const columns = columnsOf(rows);
  const table = document.createElement("table");
  const head = table.createTHead().insertRow();
  for (const column of columns) {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.textContent = column;
    head.append(cell);
  }
  const body = table.createTBody();
  for (const row of rows) {
    const line = body.insertRow();
    for (const column of columns) fill(line.insertCell(), row[column]);
  }
  return table;
}

function fill(cell, value) {
  if (typeof value === "number") cell.className = "number";
  if (typeof value === "string" && /^https?:\/\/\S+$/.test(value)) {
    const link = document.createElement("a");
    link.href = value;
    link.textContent = value;
    cell.append(link);
  } else {
    cell.textContent = value === null || value === undefined ? "" : String(value);
  }
}

// Comma-separated values after RFC 4180, with a byte order mark so that spreadsheets read UTF-8.
export function csvOf(rows) {
  const columns = columnsOf(rows);
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column]))];
  return `\ufeff${lines.map((line) => line.map(csvCell).join(",")).join("\r\n")}\r\n`;
}

function csvCell(value) {
  if (value === null || value === undefined) return "";
  // A spreadsheet would run a text that begins like a formula.
  const text = typeof value === "string" && /^[=+@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
