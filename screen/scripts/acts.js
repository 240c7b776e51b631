// What each button does, by its data-act, and the keys of the page.
// The sentences of the last search for a term: all are marked at once, and gone through one by one.
const mentions = { at: -1 };
document.addEventListener("found-mentions", () => {
  clearMarks();
  mentions.at = -1;
  for (const link of all("#found-mentions a.place")) {
    const place = markPlace(link);
    place.closest(".para")?.classList.remove("cited");
  }
});
const mentionStep = (by) => {
  const links = all("#found-mentions a.place");
  mentions.at = (Math.max(mentions.at, by < 0 ? 0 : -1) + by + links.length) % links.length;
  for (const link of links) link.closest("li").classList.remove("here");
  const link = links[mentions.at];
  link.closest("li").classList.add("here");
  bring(link.closest("li"), "center");
  const place = document.getElementById(link.getAttribute("href").slice(1));
  const [start] = spansOf(link.dataset.marks)[0];
  for (const mark of all("#article mark.short")) mark.classList.remove("short");
  const node = piecesOf(place, start, start + 1)[0][0];
  const mark = node.parentNode.closest("mark");
  mark?.classList.add("short");
  bring(mark ?? place, "center");
  say(`${mentions.at + 1} of ${links.length}`);
};

const around = (...words) => {
  const made = document.createElement("span");
  made.className = "around";
  made.textContent = words.join("");
  return made;
};

const acts = {
  ...takes,
  ask: ({ dataset }) => ask(dataset.question, dataset.alone === "yes"),
  feedback: (pressed) => {
    line.focus = `#${pressed.closest(".turn").id} p.feedback`;
    window.room.tell("feedback", { ...pressed.dataset });
  },
  correct: (pressed) => {
    const data = { ...pressed.dataset };
    for (const input of pressed.parentNode.querySelectorAll("[data-field]")) data[input.dataset.field] = input.value;
    window.room.tell("correct", data);
  },
  clear: () => {
    setCurrent("");
    history.pushState(null, "", location.pathname);
    window.room.tell("clear");
  },
  context: (pressed) => {
    const quote = pressed.closest(".cited-quote").querySelector(".quote p:last-child");
    const shown = pressed.getAttribute("aria-pressed") !== "true";
    for (const words of quote.querySelectorAll(".around")) words.remove();
    if (shown) quote.prepend(around(pressed.dataset.before, " "));
    if (shown) quote.append(around(" ", pressed.dataset.after));
    pressed.setAttribute("aria-pressed", shown);
  },
  "link-answer": (pressed) => {
    const question = pressed.closest(".turn").dataset.question;
    copy(pressed, `${location.origin}${location.pathname}?q=${encodeURIComponent(question)}`);
  },
  "kept-open": ({ dataset }) => restore(readKept()[articleKey()].conversations.find((one) => one.id === dataset.id)),
  "kept-rename": renameKept,
  "kept-delete": ({ dataset }) => deleteKept(dataset.id),
  "note-delete": ({ dataset }) => deleteNote(dataset.id),
  "shelf-open": ({ dataset }) => window.room.tell("reopen", { key: dataset.key }),
  "shelf-forget": ({ dataset }) => {
    const { open } = find("#shelf .shelf").dataset;
    window.room.tell("forget", { key: dataset.key, open, elsewhere: line.key !== line.first ? "yes" : "" });
  },
  print: ({ dataset }) => {
    find("#room").dataset.print = dataset.what;
    window.print();
  },
  "open-file": () => fileInput()?.click(),
  "mention-next": () => mentionStep(1),
  "mention-before": () => mentionStep(-1),
  "find-next": () => searchStep(1),
  "find-before": () => searchStep(-1),
  "view-text": () => viewPrinted(false),
  "view-page": () => viewPrinted(true),
  "printed-page": ({ dataset }) => showPrinted({ page: Number(dataset.page) }),
  larger: () => resize(1),
  smaller: () => resize(-1),
};

document.addEventListener("click", (event) => {
  const pressed = event.target.closest("[data-act]");
  if (pressed && acts[pressed.dataset.act]) acts[pressed.dataset.act](pressed);
  else if (event.target.closest("#ask")) askTyped();
});

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable=true]");
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (event.key === "/" && !typing && plain) {
    event.preventDefault();
    showTab("ask");
    requestAnimationFrame(() => box()?.focus());
  }
  if (event.key === "Enter" && !typing && plain && gestures && !gestures.hidden && !event.target.closest?.("button, a, summary")) {
    event.preventDefault();
    gestures.querySelector("button").focus();
  }
  if (event.key === "Escape") {
    const lost = find("#back") === document.activeElement || gestures?.contains(document.activeElement);
    clearMarks();
    lights?.delete("found");
    hideGestures();
    if (card.link) hideCard();
    const menu = find("details.sections");
    if (menu && !wide.matches) menu.open = false;
    if (lost) box()?.focus();
  }
});

// On paper the sources stand under their quotes, and nothing can be unfolded.
window.addEventListener("beforeprint", () => {
  for (const folded of all(".turn details.rests")) folded.open = true;
});

// A menu that is left, by a press elsewhere or by the keys, closes.
const leaveMenu = (event) => {
  const menu = find("details.sections[open]");
  if (menu && !wide.matches && !menu.contains(event.target)) menu.open = false;
};
document.addEventListener("pointerdown", leaveMenu);
document.addEventListener("focusin", leaveMenu);

// Gradio draws the article and the conversation in any order; only with both can anything be kept, asked or shown.
const ready = () => window.room && find("#article") && !line.key && start();
document.addEventListener("room", ready);
document.addEventListener("article", ready);
new MutationObserver(whenQuiet).observe(find("#reading") ?? document.body, { childList: true, subtree: true });
showWhere();
ready();
