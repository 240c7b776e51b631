// Asking: a question is drawn at once, the box is free again at once, and questions asked meanwhile wait their turn.
const line = { waiting: [], busy: false, shown: "", key: "", first: "", focus: "", before: 0, problem: "", told: "", restoring: false, again: false };
const box = () => find("#question textarea");
const setBox = (words) => {
  box().value = words;
  box().dispatchEvent(new Event("input", { bubbles: true }));
};

const draw = ({ question }) => {
  const turn = document.createElement("section");
  turn.className = "turn pending drawn";
  turn.id = `turn-${all(".turn").length + 1}`;
  turn.tabIndex = -1;
  turn.setAttribute("aria-busy", "true");
  const heading = document.createElement("h2");
  heading.className = "question";
  heading.textContent = question;
  const dots = document.createElement("p");
  dots.className = "waiting";
  dots.textContent = "...";
  dots.setAttribute("aria-hidden", "true");
  turn.append(heading, dots);
  const conversation = find(".conversation");
  for (const other of conversation.querySelectorAll(":scope > :not(.turn)")) other.hidden = true;
  conversation.append(turn);
  bring(turn, "start");
};

const undraw = () => {
  for (const turn of all(".turn.drawn")) turn.remove();
  for (const other of all(".conversation > [hidden]:not(#kept-conversations)")) other.hidden = false;
};

const answeredTurns = () => all(".turn:not(.pending)").length;

// Gradio closes the stream of its answers when the last of them has come, and misses a question that is put in the same
// moment: it would wait for ever. Any later event opens the stream again, so one follows whatever the server is told, by
// the page's scripts or by Gradio's own buttons and boxes.
let stirring;
const stirLater = (wait = 500) => {
  clearTimeout(stirring);
  stirring = setTimeout(() => {
    window.room?.tell("stir");
    if (line.busy) stirLater(2000);
  }, wait);
};
document.addEventListener("told", () => stirLater());
document.addEventListener("click", (event) => event.target.closest?.("button.primary") && stirLater(), true);
document.addEventListener("change", (event) => event.target.type === "file" && stirLater(), true);
document.addEventListener("keydown", (event) => event.key === "Enter" && stirLater(), true);

const next = () => {
  if (line.busy || !line.waiting.length) return;
  line.busy = true;
  line.before = answeredTurns();
  window.room.tell("ask", line.waiting[0]);
};

const ask = (question, alone = false) => {
  if (line.waiting.length) say("Your question waits for the answer to the one before.");
  const selected = sourcesAsked();
  if (selected.sources?.length === 0) return say("Tick at least one source.");
  line.waiting.push({ question, ...(alone && { alone: "yes" }), ...selected });
  if (question.trim()) draw({ question });
  next();
};

// Asks what is typed. The box is emptied here, not by the server: what is typed next stays.
const askTyped = () => {
  const typed = box().value;
  if (!window.room) return say("The page is not ready yet: try again in a moment.");
  setBox("");
  box().focus();
  ask(typed);
};

// The server has answered the first of the line, or says why it cannot: then the question is put back where nothing
// else was typed. Its words and the conversation without an answer come in any order.
const finished = (answered) => {
  if (!line.busy) return;
  line.busy = false;
  const { question } = line.waiting.shift();
  if (!answered && question && !box().value) setBox(question);
  undraw();
  for (const question of line.waiting) draw(question);
  next();
};

const start = () => {
  line.key = line.first = articleKey();
  // The files that this tab had open: the shelf says whether they are kept.
  if (shelf.seen || !sessionStorage.getItem(OPEN)) begin();
};

const begin = () => {
  showSources();
  if (line.again) return window.room.tell("reopen", { key: sessionStorage.getItem(OPEN) });
  const asked = new URLSearchParams(location.search).get("q");
  const kept = readKept()[line.key]?.conversations ?? [];
  let current = kept.find((one) => one.id === currentId());
  if (asked && !current?.turns.some((turn) => turn.question === asked)) current = undefined;
  if (current) restore(current);
  else if (asked) {
    setCurrent("");
    ask(asked);
  }
  showAddress();
  listKept();
  sendNotes();
  offerQuestions();
};

// Questions for an article that has none of its own: the server asks them before it shows them.
const offerQuestions = () => find(".card") && !find(".card .offer") && window.room.tell("offer");
// They come in a card of their own, which takes the place of the one that is there.
document.addEventListener("offered", () => {
  const came = find("#offered .conversation");
  const card = came?.querySelector(".card");
  const now = find("#conversation .card");
  if (card && now && came.dataset.article === articleKey()) {
    card.hidden = now.hidden;
    now.replaceWith(card);
  }
  came?.remove();
});

// The articles of a library: those that are ticked are asked, together or each by itself.
const sources = { key: "", out: new Set(), each: false };
const listedSources = () => JSON.parse(find(".conversation")?.dataset.sources ?? "[]");
const sourcesAsked = () => {
  const names = listedSources();
  const ticked = names.filter((name) => !sources.out.has(name));
  return { ...(ticked.length < names.length && { sources: ticked }), ...(names.length && sources.each && { each: "yes" }) };
};
const tick = (words, checked, changed) => {
  const label = document.createElement("label");
  const input = document.createElement("input");
  Object.assign(input, { type: "checkbox", checked });
  input.addEventListener("change", () => {
    changed(input.checked);
    nameSources();
  });
  label.append(input, ` ${words}`);
  return label;
};
const nameSources = () => {
  const names = listedSources();
  const ticked = names.length - sources.out.size;
  const asked = ticked === names.length ? `all ${names.length}` : `${ticked} of ${names.length}`;
  find("#sources summary").textContent = `Ask ${asked} articles${sources.each ? ", each by itself" : ""}`;
};
const showSources = () => {
  const names = listedSources();
  if (sources.key === articleKey()) return;
  Object.assign(sources, { key: articleKey(), out: new Set(), each: false });
  find("#sources")?.remove();
  if (!names.length) return;
  const menu = document.createElement("details");
  menu.id = "sources";
  const set = document.createElement("fieldset");
  const legend = document.createElement("legend");
  legend.className = "unseen";
  legend.textContent = "The articles that are asked";
  set.append(legend);
  for (const name of names) set.append(tick(name, true, (on) => (on ? sources.out.delete(name) : sources.out.add(name))));
  set.append(tick("Compare: ask each by itself", false, (on) => (sources.each = on)));
  menu.append(document.createElement("summary"), set);
  find("#asking-box").before(menu);
  nameSources();
};

const restore = (conversation) => {
  setCurrent(conversation.id);
  line.restoring = true;
  line.busy = true;
  line.waiting = [{ question: "" }];
  window.room.tell("restore", { turns: conversation.turns });
};

// The question of the address, which a step back or forward changes.
const showAsked = () => {
  const asked = new URLSearchParams(location.search).get("q");
  const turn = all(".turn").findLast((one) => one.dataset.question === asked);
  if (turn) showTurn(turn);
};

const showTurn = (turn) => {
  bring(turn, "start");
  clearMarks();
  const places = [...turn.querySelectorAll(".where a.place")].map(markPlace);
  if (!places.length) return;
  showPrinted({ places: markedPlaces() });
  if (scrolling(places[0])) bring(places[0].querySelector("mark:not(.own)") ?? places[0], "center");
  offerWayBack(places[0], turn);
};

// A new answer is brought into view and its quotes marked; the focus stays where it is, if it can.
document.addEventListener("conversation", () => {
  if (line.key && articleKey() !== line.key) return otherArticle();
  listKept();
  const pending = find(".turn.pending:not(.drawn)");
  const turn = all(".turn").at(-1);
  const id = turn ? `${turn.id} ${turn.className} ${turn.dataset.question}` : "";
  if (pending) return;
  // A conversation may be emptied after a question was put; why one cannot be answered stands in the status line.
  if (!turn && line.busy && !line.restoring) {
    for (const question of line.waiting) draw(question);
    return;
  }
  keepConversation();
  if (id !== line.shown) {
    line.shown = id;
    if (!turn) {
      clearMarks();
      if (document.activeElement === document.body) box().focus();
    } else if (line.restoring) {
      showTurn(turn);
      if (location.hash) showAddress();
      else showAsked();
    } else {
      const asked = `?q=${encodeURIComponent(turn.dataset.question)}`;
      // Loaded anew the page has its first article, of which a question put to another must not be asked.
      const known = line.key !== line.first || new URLSearchParams(location.search).get("q") === turn.dataset.question;
      if (!known) history.pushState(null, "", asked);
      showTurn(turn);
      // The button that was pressed may be gone with the screen it stood on.
      if (document.activeElement === document.body) turn.focus({ preventScroll: true });
    }
  } else if (document.activeElement === document.body) {
    (find(line.focus || ".none") ?? turn)?.focus({ preventScroll: true });
  }
  line.restoring = false;
  finished(answeredTurns() > line.before);
});

// Another article was opened: its own conversations and notes, from its beginning.
const otherArticle = () => {
  Object.assign(line, { waiting: [], busy: false, shown: "", key: articleKey() });
  if (!line.again) {
    setCurrent("");
    history.replaceState(null, "", location.pathname);
  }
  for (const found of all("#found-mentions, #found-quotation, #found-timeline")) found.replaceChildren();
  showTab("ask");
  listKept();
  showSources();
  articleDrawn();
};

// The article is drawn a moment after its conversation.
const articleDrawn = (tries = 50) => {
  if (find("#article")?.dataset.article !== articleKey()) return tries && setTimeout(articleDrawn, 100, tries - 1);
  document.title = find("#article .bar .name").textContent;
  find("#reading").scrollTo(0, 0);
  viewPrinted(false);
  sendNotes();
  const current = line.again && readKept()[line.key]?.conversations.find((one) => one.id === currentId());
  if (current) restore(current);
  else if (line.again) showAddress();
  else offerEarlier();
  line.again = false;
  offerQuestions();
};

// What was asked of an article before is offered when it is opened again.
const offerEarlier = () => {
  const earlier = find("#kept-conversations");
  if (earlier && !earlier.hidden) earlier.open = true;
};

// Why a question cannot be asked stands in the status line.
new MutationObserver(() => {
  const problem = find("#status .problem")?.dataset.number;
  const told = find("#status .status")?.textContent ?? "";
  if (told !== line.told) {
    // An answer is brought into view: it is not told over its own words, nor what was told while it was waited for.
    if (find("#status .unseen")) find("#said")?.textContent === line.told && say("");
    else if (told && !inView(find("#status"))) say(told);
    line.told = told;
  }
  if (!problem || problem === line.problem) return;
  line.problem = problem;
  finished(false);
}).observe(document.body, { childList: true, subtree: true });

document.addEventListener(
  "keydown",
  (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !event.target.matches?.("#question textarea")) return;
    event.preventDefault();
    event.stopPropagation();
    askTyped();
  },
  true,
);
window.addEventListener("popstate", () => {
  if (location.hash) showAddress();
  else showAsked();
});
