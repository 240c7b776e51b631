// Runs when the conversation is first shown. `element` holds it; `trigger` starts an event of layout.py.
const events = { ask: "submit", feedback: "like", clear: "clear", correct: "edit" };
element.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (!button) return;
  const { act, ...data } = button.dataset;
  for (const input of button.parentNode.querySelectorAll("[data-field]")) data[input.dataset.field] = input.value;
  trigger(events[act], data);
});
watch("value", () => document.dispatchEvent(new Event("conversation")));
const question = new URLSearchParams(window.location.search).get("q");
if (question) trigger("submit", { question });
