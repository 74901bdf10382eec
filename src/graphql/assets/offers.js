// Offers names that fit at the cursor, below the text area: a list box that the text area controls.
import { placeIn } from "./place.js";
import { textOf } from "./schema.js";

const MOST = 40;

export function makeOffers(area, list) {
  let schema = null;
  let found = [];
  let written = "";
  let chosen = 0;
  area.setAttribute("aria-autocomplete", "list");
  area.setAttribute("aria-controls", list.id);

  function close() {
    list.hidden = true;
    area.removeAttribute("aria-activedescendant");
  }

  function open(asked) {
    const at = schema && area.selectionStart === area.selectionEnd
      ? placeIn(schema, area.value.slice(0, area.selectionStart))
      : null;
    if (!at?.place || (!asked && at.written === "")) return close();
    written = at.written;
    found = fitting(schema, at.place, written).slice(0, MOST);
    if (found.length === 0 || (found.length === 1 && found[0].name === written)) return close();
    chosen = 0;
    list.replaceChildren(...found.map(item));
    list.hidden = false;
    mark();
  }

  function item(offer, place) {
    const entry = document.createElement("li");
    entry.id = `offer-${place}`;
    entry.setAttribute("role", "option");
    entry.append(part("name", offer.name), part("type", offer.type), part("about", offer.about));
    entry.addEventListener("mousedown", (event) => {
      event.preventDefault();
      chosen = place;
      accept();
    });
    return entry;
  }

  function mark() {
    [...list.children].forEach((entry, place) => entry.setAttribute("aria-selected", place === chosen));
    area.setAttribute("aria-activedescendant", `offer-${chosen}`);
    list.children[chosen].scrollIntoView({ block: "nearest" });
  }

  function accept() {
    const end = area.selectionStart;
    const { name } = found[chosen];
    close();
    area.setSelectionRange(end - written.length, end);
    if (!document.execCommand("insertText", false, name)) area.setRangeText(name, end - written.length, end, "end");
    close();
  }

  function move(by) {
    chosen = (chosen + by + found.length) % found.length;
    mark();
  }

  area.addEventListener("input", (event) => open(event.data === undefined || event.data === null ? false : /\w/.test(event.data)));
  area.addEventListener("blur", close);
  area.addEventListener("click", close);

  return {
    use(loaded) {
      schema = loaded;
    },
    // Whether the key was meant for the list.
    key(event) {
      if (event.key === " " && event.ctrlKey) {
        open(true);
        return true;
      }
      if (list.hidden || event.ctrlKey || event.metaKey || event.altKey) return false;
      if (event.key === "ArrowDown") move(1);
      else if (event.key === "ArrowUp") move(-1);
      else if (event.key === "Enter" || (event.key === "Tab" && !event.shiftKey)) accept();
      else if (event.key === "Escape") close();
      else {
        if (event.key.startsWith("Arrow")) close();
        return false;
      }
      return true;
    },
  };
}

function part(className, text) {
  const element = document.createElement("span");
  element.className = className;
  element.textContent = text;
  return element;
}

function fitting(schema, place, written) {
  const wanted = written.toLowerCase();
  const begins = (offer) => offer.name.toLowerCase().startsWith(wanted);
  const contains = (offer) => offer.name.toLowerCase().includes(wanted);
  const all = offersAt(schema, place);
  return [...all.filter(begins), ...all.filter((offer) => !begins(offer) && contains(offer))];
}

function offersAt(schema, place) {
  const member = (one) => ({ name: one.name, type: textOf(one.type), about: firstSentence(one.description) });
  const bare = (one, type) => ({ name: one.name, type, about: firstSentence(one.description) });
  switch (place.kind) {
    case "fields":
      return [...(place.type?.fields ?? []).map(member), { name: "__typename", type: "String!", about: "The name of the type." }];
    case "inputs":
      return place.inputs.map(member);
    case "values":
      if (place.type.name === "Boolean") return ["true", "false"].map((name) => ({ name, type: "Boolean", about: "" }));
      return (place.type.enumValues ?? []).map((value) => bare(value, place.type.name));
    case "types":
      return schema.own.filter((type) => type.fields).map((type) => bare(type, ""));
    default:
      return [];
  }
}

const firstSentence = (text) => (text ?? "").split(/(?<=\.)\s/)[0];
