// Where in a query the cursor is: which names fit there. Reads the text before the cursor once,
// keeping a stack of what is open.
import { fieldOf, nameOf } from "./schema.js";

const TOKEN = /#[^\n]*|"""[\s\S]*?(?:"""|$)|"(?:\\.|[^"\\\n])*"?|\.\.\.|[_A-Za-z]\w*|[{}()[\]:=!$@|&]|\S/g;

// What has been written of a name, and where: { kind: "fields", type } | { kind: "inputs", inputs }
// | { kind: "values", type } | { kind: "types" }, or null where no name of the schema fits.
export function placeIn(schema, text) {
  const written = text.match(/[_A-Za-z]\w*$/)?.[0] ?? "";
  const reader = new Reader(schema);
  for (const token of text.slice(0, text.length - written.length).match(TOKEN) ?? []) reader.take(token);
  const inText = /^(?:#|")/.test(reader.last) && text.endsWith(reader.last) && !/[\n]$/.test(text) && !isClosed(reader.last);
  return inText ? null : { written, place: reader.place() };
}

const isClosed = (token) => token.startsWith('"') && token.length > 1 && token.endsWith('"');

class Reader {
  constructor(schema) {
    this.schema = schema;
    this.stack = [];
    this.operation = "query";
    this.last = "";
    this.spread = false;
    this.condition = null;
  }

  get top() {
    return this.stack.at(-1);
  }

  take(token) {
    const { top } = this;
    if (token.startsWith("#")) {
      this.last = token;
      return;
    }
    if (token === "{") this.open();
    else if (token === "(") this.stack.push({ kind: "arguments", of: top?.field ?? null, owner: top?.type, used: [] });
    else if (token === "[") this.stack.push({ kind: "list", type: this.expected() });
    else if (token === "}" || token === ")" || token === "]") this.close();
    else if (token === "...") this.spread = true;
    else if (/^[_A-Za-z]/.test(token)) this.name(token);
    this.last = token;
  }

  open() {
    const { top } = this;
    const type = this.expected();
    if (top && (top.kind === "arguments" || top.kind === "input" || top.kind === "list")) {
      this.stack.push({ kind: "input", type, used: [] });
    } else if (this.condition) {
      this.stack.push({ kind: "fields", type: this.condition });
    } else if (!top) {
      this.stack.push({ kind: "fields", type: this.schema.roots[this.operation] });
    } else {
      const type = this.spread ? top.type : top.field && nameOf(top.field.type);
      this.stack.push({ kind: "fields", type });
    }
    this.condition = null;
    this.spread = false;
  }

  close() {
    this.stack.pop();
    if (this.top) this.top.value = null;
  }

  name(token) {
    const { top } = this;
    if (this.last === "on" && (this.spread || !top)) this.condition = token;
    else if (!top && ["query", "mutation", "subscription"].includes(token)) this.operation = token;
    else if (this.spread && token !== "on") this.spread = false;
    else if (top?.kind === "fields" && this.last !== "@") top.field = fieldOf(this.schema, top.type, token);
    else if ((top?.kind === "arguments" || top?.kind === "input") && this.last !== ":" && this.last !== "$") {
      top.used.push(token);
      top.value = this.inputs(top).find((input) => input.name === token) ?? null;
    }
  }

  inputs(top) {
    if (top.kind === "arguments") return top.of?.args ?? [];
    return this.schema.types.get(top.type)?.inputFields ?? [];
  }

  // The named type of the value that comes next.
  expected() {
    const { top } = this;
    if (top?.kind === "list") return top.type;
    return top?.value ? nameOf(top.value.type) : null;
  }

  place() {
    const { top, last } = this;
    if (last === "on") return { kind: "types" };
    if (!top || last === "$" || last === "@" || (this.spread && last === "...")) return null;
    if (top.kind === "list" || last === ":") {
      const type = this.schema.types.get(this.expected());
      return type ? { kind: "values", type } : null;
    }
    if (top.kind === "fields") return { kind: "fields", type: this.schema.types.get(top.type) };
    return { kind: "inputs", inputs: this.inputs(top).filter((input) => !top.used.includes(input.name)) };
  }
}

