// Runs when the conversation is first shown. `element` holds it; `trigger` starts an event of layout.py.
const events = { ask: "submit", feedback: "like", clear: "clear" };
element.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (!button) return;
  const { act, ...data } = button.dataset;
  trigger(events[act], data);
});
watch("value", () => document.dispatchEvent(new Event("conversation")));
const question = new URLSearchParams(window.location.search).get("q");
if (question) trigger("submit", { question });
