// Runs when the conversation is first shown. `trigger` starts an event of layout.py; the page's scripts do the rest.
const events = {
  ask: "submit", restore: "retry", feedback: "like", clear: "clear", correct: "edit", choose: "select", note: "option_select",
  entry: "expand", page: "download", offer: "focus", reopen: "undo", forget: "delete", stir: "tick",
};
window.room = {
  tell: (act, data = {}) => {
    trigger(events[act], data);
    if (act !== "stir") document.dispatchEvent(new Event("told"));
  },
};
watch("value", () => document.dispatchEvent(new Event("conversation")));
document.dispatchEvent(new Event("room"));
