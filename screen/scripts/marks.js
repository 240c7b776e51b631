// Where things stand on the page, and the marks on the article's words.
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
const find = (selector) => document.querySelector(selector);
const all = (selector) => [...document.querySelectorAll(selector)];
const behavior = () => (calm.matches ? "auto" : "smooth");
const PASSING = "#article mark:not(.own)"; // the marks that the next look clears; a reader's own stay

const scrolling = (element) => {
  const pane = element.closest(".pane");
  return pane && getComputedStyle(pane).overflowY === "auto" ? pane : null;
};

// Scrolls the pane that holds the element, or the page where panes are stacked.
const bring = (element, place) => {
  const pane = scrolling(element);
  if (!pane) return element.scrollIntoView({ block: place, behavior: behavior() });
  const inside = element.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  const above = place === "center" ? pane.clientHeight / 3 : (find("#article .bar")?.offsetHeight ?? 48) + 12;
  pane.scrollTo({ top: pane.scrollTop + inside - above, behavior: behavior() });
};

const inView = (element) => {
  const box = element.getBoundingClientRect();
  const frame = (scrolling(element) ?? document.documentElement).getBoundingClientRect();
  return box.bottom > Math.max(0, frame.top) && box.top < Math.min(window.innerHeight, frame.bottom);
};

const unwrap = (marks) => {
  for (const mark of marks) {
    const parent = mark.parentNode;
    mark.replaceWith(...mark.childNodes);
    parent.normalize();
  }
};

const clearMarks = () => {
  unwrap(all(PASSING));
  for (const place of all("#article .cited")) place.classList.remove("cited");
  find("#back")?.remove();
};

// The pieces of an element's text nodes that hold its characters start to end.
const piecesOf = (element, start, end) => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const pieces = [];
  for (let at = 0; at < end && walker.nextNode(); at += walker.currentNode.data.length) {
    const node = walker.currentNode;
    const from = Math.max(start - at, 0);
    const to = Math.min(end - at, node.data.length);
    if (from < to) pieces.push([node, from, to]);
  }
  return pieces;
};

// Marks the characters start to end of an element's text; links inside it stay.
const markText = (element, start, end, kind = "") => {
  for (const [node, from, to] of piecesOf(element, start, end)) {
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, to);
    const mark = document.createElement("mark");
    if (kind) mark.className = kind;
    range.surroundContents(mark);
  }
};

const spansOf = (words) => (words ?? "").split(" ").filter(Boolean).map((span) => span.split("-").map(Number));

const placeOf = (link) => document.getElementById(link.getAttribute("href").slice(1));

// Marks what a link leads to, its short answer stronger; gives the element that holds the words.
const markPlace = (link) => {
  const place = placeOf(link);
  for (const span of spansOf(link.dataset.marks)) markText(place, ...span);
  for (const span of spansOf(link.dataset.short)) markText(place, ...span, "short");
  (place.closest(".para") ?? place).classList.add("cited");
  return place;
};
