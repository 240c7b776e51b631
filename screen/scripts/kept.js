// Conversations and notes, kept in this browser for each article. A conversation is its questions: the same questions
// get the same answers, so nothing else needs to be kept.
const STORE = "article-qa kept";
const MOST = { conversations: 40, turns: 200 };

const readKept = () => {
  try {
    return JSON.parse(localStorage.getItem(STORE)) ?? {};
  } catch {
    return {};
  }
};
const writeKept = (kept) => {
  try {
    localStorage.setItem(STORE, JSON.stringify(kept));
  } catch {
    say("This browser keeps no more: delete earlier conversations.");
  }
};
const articleKey = () => find(".conversation")?.dataset.article ?? "";
const keptOf = (kept, key) => (kept[key] ??= { conversations: [], notes: [] });

// Changes what is kept of the open article; another tab's changes are read first.
const change = (how) => {
  const kept = readKept();
  const result = how(keptOf(kept, articleKey()));
  writeKept(kept);
  return result;
};

const currentId = () => sessionStorage.getItem(`article-qa ${articleKey()}`) ?? "";
const setCurrent = (id) => sessionStorage.setItem(`article-qa ${articleKey()}`, id);

const turnsShown = () =>
  all(".turn:not(.pending)").map(({ dataset: { question, alone, sources, each } }) => ({
    question, alone: alone === "yes", ...(sources && JSON.parse(sources).length && { sources: JSON.parse(sources) }), ...(each && { each }),
  }));

const keepConversation = () => {
  const turns = turnsShown().slice(-MOST.turns);
  if (!turns.length) return;
  if (!currentId()) setCurrent(crypto.randomUUID?.() ?? String(Date.now()));
  change((article) => {
    const known = article.conversations.find((one) => one.id === currentId());
    const others = article.conversations.filter((one) => one !== known);
    const now = { name: turns[0].question, ...known, id: currentId(), turns, changed: new Date().toISOString() };
    article.conversations = [now, ...others].slice(0, MOST.conversations);
  });
};

const button = (words, act, data = {}) => {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = words;
  Object.assign(made.dataset, { act, ...data });
  return made;
};

// The list of earlier conversations, in the place that the page has for it.
const listKept = () => {
  const place = find("#kept-conversations");
  if (!place) return;
  const earlier = (readKept()[articleKey()]?.conversations ?? []).filter((one) => one.id !== currentId());
  place.hidden = !earlier.length;
  place.querySelector("summary").textContent = `Earlier conversations (${earlier.length})`;
  place.querySelector("ul").replaceChildren(
    ...earlier.map((one) => {
      const item = document.createElement("li");
      item.dataset.id = one.id;
      const count = document.createElement("span");
      count.textContent = one.turns.length === 1 ? "1 question" : `${one.turns.length} questions`;
      const named = { id: one.id };
      item.append(button(one.name, "kept-open", named), count, button("Rename", "kept-rename", named), button("Delete", "kept-delete", named));
      item.querySelectorAll("button")[1].setAttribute("aria-label", `Rename ${one.name}`);
      item.querySelectorAll("button")[2].setAttribute("aria-label", `Delete ${one.name}`);
      return item;
    }),
  );
};

const renameKept = (at) => {
  const item = at.closest("li");
  const input = document.createElement("input");
  input.value = item.querySelector("button").textContent;
  input.setAttribute("aria-label", "The conversation's name");
  const done = () => {
    const name = input.value.trim();
    if (name) change((article) => article.conversations.forEach((one) => one.id === item.dataset.id && (one.name = name)));
    listKept();
    find(`#kept-conversations li[data-id="${item.dataset.id}"] button`)?.focus();
  };
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // else the button that gets the focus would be pressed by the same key
    done();
  });
  item.replaceChildren(input, button("Keep", ""));
  item.lastChild.addEventListener("click", done);
  input.focus();
  input.select();
};

const deleteKept = (id) => {
  change((article) => (article.conversations = article.conversations.filter((one) => one.id !== id)));
  listKept();
  (find("#kept-conversations li button") ?? find("#question textarea")).focus();
};
