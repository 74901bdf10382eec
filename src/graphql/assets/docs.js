// The schema as pages to click through: types, their fields with arguments, and back.
import { nameOf, textOf } from "./schema.js";

const MOST = 60;

export function makeDocs(schema, { search, trail, body }) {
  let path = [];

  function go(name, from = path) {
    path = [...from.filter((one) => one !== name), name];
    search.value = "";
    draw();
    body.querySelector("h3")?.focus();
  }

  function draw() {
    const start = link("Start", () => {
      path = [];
      search.value = "";
      draw();
    });
    const steps = path.slice(-4).map((name, place, shown) => link(name, () => go(name, path.slice(0, path.length - shown.length + place))));
    trail.replaceChildren(...[start, ...steps].flatMap((step, place) => (place ? [" › ", step] : [step])));
    trail.hidden = path.length === 0 && search.value === "";
    const wanted = search.value.trim().toLowerCase();
    body.replaceChildren(...(wanted ? results(wanted) : path.length > 0 ? typePage(schema.types.get(path.at(-1))) : startPage()));
  }

  function typeLink(type) {
    const button = link(textOf(type), () => go(nameOf(type)));
    button.classList.add("type");
    return button;
  }

  function startPage() {
    const root = schema.types.get(schema.roots.query);
    return [paragraph("Every question begins with one of these fields. Choose a type to see what it has."), ...members(root.fields)];
  }

  function typePage(type) {
    const title = element("h3", type.name);
    title.tabIndex = -1;
    const parts = [title, described("p", type.description)];
    if (type.fields) parts.push(...members(type.fields));
    if (type.inputFields) parts.push(...members(type.inputFields));
    if (type.enumValues) parts.push(...values(type.enumValues));
    if (type.possibleTypes?.length) parts.push(element("h3", "Can be"), ...type.possibleTypes.flatMap((one) => [typeLink(one), " "]));
    return parts;
  }

  function members(list) {
    const entries = element("dl");
    for (const member of list) {
      const term = element("dt");
      term.append(element("code", member.name), ": ", typeLink(member.type));
      if (member.defaultValue) term.append(element("code", ` = ${member.defaultValue}`));
      const about = described("dd", member.description);
      entries.append(term, about);
      if (member.args?.length) {
        const more = element("details");
        more.append(element("summary", `${member.args.length} argument${member.args.length > 1 ? "s" : ""}`), ...members(member.args));
        about.append(more);
      }
    }
    return [entries];
  }

  function values(list) {
    const entries = element("dl");
    for (const value of list) {
      const term = element("dt");
      term.append(element("code", value.name));
      entries.append(term, described("dd", value.description));
    }
    return [entries];
  }

  function results(wanted) {
    const found = [];
    for (const type of schema.own) {
      const fits = (one) => one.name.toLowerCase().includes(wanted);
      if (fits(type)) found.push([type.name, type, type.description]);
      for (const member of [...(type.fields ?? []), ...(type.inputFields ?? []), ...(type.enumValues ?? [])]) {
        if (fits(member)) found.push([`${type.name}.${member.name}`, type, member.description]);
      }
    }
    found.sort((a, b) => Number(b[0].toLowerCase().startsWith(wanted)) - Number(a[0].toLowerCase().startsWith(wanted)));
    const entries = element("dl");
    for (const [name, type, about] of found.slice(0, MOST)) {
      const term = element("dt");
      term.append(link(name, () => go(type.name, [])));
      entries.append(term, described("dd", about));
    }
    const count = found.length > MOST ? `${found.length} found; the first ${MOST} are shown.` : `${found.length} found.`;
    return [paragraph(count), entries];
  }

  search.addEventListener("input", draw);
  draw();
}

function element(name, text) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  return made;
}

// Descriptions mark names by backticks.
function described(name, text) {
  const made = element(name);
  (text ?? "").split("`").forEach((part, place) => made.append(place % 2 ? element("code", part) : part));
  return made;
}

const paragraph = (text) => element("p", text);

function link(text, action) {
  const button = element("button", text);
  button.type = "button";
  button.addEventListener("click", action);
  return button;
}
