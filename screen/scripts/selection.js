// Words of the article that are selected, by mouse, touch or keys, get a row of buttons.
const chosen = { pieces: [], asked: "" };
let gestures;

const STYLES = { apa: "APA", mla: "MLA", chicago: "Chicago", bibtex: "BibTeX", ris: "RIS" };

const piecesChosen = () => {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return [];
  const range = selection.getRangeAt(0);
  const pieces = [];
  for (const element of all("#article .words")) {
    if (!range.intersectsNode(element)) continue;
    const inside = document.createRange();
    inside.selectNodeContents(element);
    const whole = element.textContent.length;
    let [start, end] = [0, whole];
    if (element.contains(range.startContainer)) {
      inside.setEnd(range.startContainer, range.startOffset);
      start = inside.toString().length;
      inside.selectNodeContents(element);
    }
    if (element.contains(range.endContainer)) {
      inside.setEnd(range.endContainer, range.endOffset);
      end = inside.toString().length;
    }
    const text = element.textContent.slice(start, end);
    start += text.length - text.trimStart().length;
    end -= text.length - text.trimEnd().length;
    if (start < end) pieces.push({ element, start, end });
  }
  return pieces;
};

const wordsChosen = () => chosen.pieces.map(({ element, start, end }) => element.textContent.slice(start, end)).join(" ");

const makeGestures = () => {
  gestures = document.createElement("div");
  gestures.id = "gestures";
  gestures.setAttribute("role", "toolbar");
  gestures.setAttribute("aria-label", "The selected words");
  const style = document.createElement("select");
  style.setAttribute("aria-label", "Style of the citation");
  for (const [name, words] of Object.entries(STYLES)) style.append(new Option(words, name));
  style.value = localStorage.getItem("article-qa style") ?? "apa";
  style.addEventListener("change", () => {
    localStorage.setItem("article-qa style", style.value);
    offerSecond();
  });
  gestures.append(
    button("Copy with citation", "take-copy"), style, button("Copy as cited in", "take-second"), button("Ask about this", "take-ask"),
    button("Every mention", "take-mentions"), button("Highlight", "take-highlight"), button("Note", "take-note"),
    button("Copy link", "take-link"),
  );
  gestures.hidden = true;
  // Pressing a button must not take the selection away.
  gestures.addEventListener("mousedown", (event) => event.target.closest("button") && event.preventDefault());
  // Inside the room: the rules of a narrow window reach nothing outside it.
  find("#room").append(gestures);
};

const hideGestures = () => {
  if (gestures) gestures.hidden = true;
};

const offerGestures = () => {
  const pieces = piecesChosen();
  if (!pieces.length) return gestures?.contains(document.activeElement) || hideGestures();
  if (!gestures) makeGestures();
  chosen.pieces = pieces;
  gestures.querySelector("textarea")?.parentNode.remove();
  gestures.hidden = false;
  const box = document.getSelection().getRangeAt(0).getBoundingClientRect();
  const above = box.top - gestures.offsetHeight - 8;
  const most = window.innerWidth - gestures.offsetWidth - 8;
  gestures.style.setProperty("--top", `${Math.min(window.innerHeight - gestures.offsetHeight - 8, above > 60 ? above : box.bottom + 8)}px`);
  gestures.style.setProperty("--left", `${Math.max(8, Math.min(most, box.left))}px`);
  const places = pieces.map(({ element, start, end }) => ({ id: element.id, start, end }));
  if (chosen.asked !== JSON.stringify(places)) {
    chosen.asked = JSON.stringify(places);
    window.room?.tell("choose", { places, key: chosen.asked });
    offerSecond();
  }
};

let settle;
document.addEventListener("selectionchange", () => {
  clearTimeout(settle);
  settle = setTimeout(offerGestures, 200);
});

settle = setTimeout(offerGestures, 200); // for words that were selected before these scripts were here

// The button for words that rest on a source is there once the server knows of one.
const offerSecond = async () => {
  const second = gestures.querySelector("[data-act=take-second]");
  second.hidden = true;
  const copies = await copiesOf();
  second.hidden = !copies?.[gestures.querySelector("select").value]?.second;
};

// The server's answer: the selected words with their citation, in each style.
const copiesOf = async () => {
  for (let i = 0; i < 40; i++) {
    const found = find("#chosen [data-copies]");
    if (found?.dataset.places === chosen.asked) return JSON.parse(found.dataset.copies);
    await new Promise((done) => setTimeout(done, 50));
  }
  return null;
};

const takes = {
  "take-copy": async (pressed) => {
    const copies = await copiesOf();
    if (!copies) return say("The citation did not come: try again.");
    const { plain, rich } = copies[gestures.querySelector("select").value];
    await copy(pressed, plain, rich);
  },
  "take-second": async (pressed) => {
    const copies = await copiesOf();
    await copy(pressed, copies[gestures.querySelector("select").value].second);
  },
  "take-ask": () => {
    const words = wordsChosen();
    showTab("ask");
    hideGestures();
    requestAnimationFrame(() => {
      setBox(words.length > 600 ? words.slice(0, 600) : `What does the article say about “${words}”?`);
      box().focus();
    });
  },
  "take-mentions": () => {
    hideGestures();
    showTab("mentions");
    const words = wordsChosen();
    setTimeout(() => {
      const input = find("#mentions-text textarea");
      input.value = words.slice(0, 200);
      input.dispatchEvent(new Event("input", { bubbles: true }));
      setTimeout(() => find("#mentions-start")?.click(), 60);
    }, 60);
  },
  "take-highlight": () => {
    keepNote(chosen.pieces, "");
    document.getSelection().removeAllRanges();
    hideGestures();
  },
  "take-note": () => {
    const row = document.createElement("p");
    const area = document.createElement("textarea");
    area.setAttribute("aria-label", "Your note");
    area.rows = 2;
    row.append(area, button("Keep note", "take-note-keep"));
    gestures.append(row);
    area.focus();
  },
  "take-note-keep": () => {
    const area = gestures.querySelector("textarea");
    if (area.value.trim()) keepNote(chosen.pieces, area.value.trim());
    area.parentNode.remove();
    document.getSelection().removeAllRanges();
    hideGestures();
  },
  "take-link": (pressed) => {
    const [{ element, start, end }] = chosen.pieces;
    copy(pressed, location.origin + location.pathname + addressOf(element, start, end));
  },
};
