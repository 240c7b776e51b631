// Highlights and notes: kept in this browser as W3C annotations, put on the article again whenever it is drawn.
const notesKept = () => readKept()[articleKey()]?.notes ?? [];

const showNotes = () => {
  unwrap(all("#article mark.own"));
  const found = [];
  for (const note of notesKept()) {
    const places = note.target.map(({ selector }) => locate(selector)).filter(Boolean);
    for (const { element, start, end } of places) markText(element, start, end, "own");
    found.push({ ...note, places: places.map(({ element, start, end }) => ({ id: element.id, start, end })) });
  }
  return found;
};

// The server lists them with their places and citations.
const sendNotes = () => {
  const notes = showNotes().map(({ id, created, body, places, target }) => ({
    id, created, words: body?.value ?? "", places, exact: target.map(({ selector }) => selector.exact).join(" "),
  }));
  window.room?.tell("note", { notes });
};

// The conversation may be there before the article, whose words the notes are found by.
document.addEventListener("article", () => line.key && sendNotes());

const keepNote = (pieces, words) => {
  const note = {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    id: crypto.randomUUID?.() ?? String(Date.now()),
    type: "Annotation",
    motivation: words ? "commenting" : "highlighting",
    created: new Date().toISOString(),
    ...(words && { body: { type: "TextualBody", value: words } }),
    target: pieces.map(({ element, start, end }) => ({ source: articleKey(), selector: selectorOf(element, start, end) })),
  };
  change((article) => article.notes.push(note));
  clearMarks();
  sendNotes();
  say(words ? "Note kept in this browser: see Notes." : "Highlighted, and kept in this browser: see Notes.");
};

const deleteNote = (id) => {
  change((article) => (article.notes = article.notes.filter((note) => note.id !== id)));
  clearMarks();
  sendNotes();
  find("#tab-notes-button")?.focus();
};
