// The example queries, which stand in the page so that they can be read without script.
export function readExamples() {
  return [...document.querySelectorAll(".example")].map((element) => ({
    element,
    name: element.id,
    title: element.querySelector("summary").textContent,
    question: element.querySelector("p").textContent,
    query: element.querySelector("code").textContent,
  }));
}
