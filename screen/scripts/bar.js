// The bar over the article: where one reads, a search in the text, the size of the letters.
const wide = window.matchMedia("(min-width: 1600px)");
const SIZES = [0.9, 1, 1.12, 1.25, 1.4, 1.6];
const reading = { headings: [], pages: [], article: "" };

const lastAbove = (elements, line) => {
  let [low, high] = [0, elements.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (elements[middle].getBoundingClientRect().top <= line) low = middle + 1;
    else high = middle;
  }
  return elements[low - 1];
};

// Only what changes is written: a change of the page is a reason to look where one reads.
const write = (element, words) => {
  if (element.textContent !== words) element.textContent = words;
};

const showWhere = () => {
  const article = find("#article");
  if (!article) return;
  // Another article may be drawn into the same element, piece by piece.
  const there = [reading.headings.at(-1), reading.pages.at(-1)].every((last) => !last || last.isConnected);
  if (reading.article !== article.dataset.article || !there) {
    reading.article = article.dataset.article;
    reading.headings = all("#article h3");
    reading.pages = all("#article .page");
    arrange();
    document.dispatchEvent(new Event("article"));
  }
  const bar = article.querySelector(".bar");
  const line = bar.getBoundingClientRect().bottom + 24;
  const section = lastAbove(reading.headings, line);
  const leaf = lastAbove(reading.pages, line) ?? reading.pages[0];
  write(bar.querySelector(".section"), section?.textContent ?? "");
  write(bar.querySelector(".leaf"), leaf ? `p. ${leaf.dataset.page}` : "");
  for (const item of bar.querySelectorAll("nav a")) {
    if (item.getAttribute("href") === `#${section?.id}`) item.setAttribute("aria-current", "true");
    else item.removeAttribute("aria-current");
  }
  const box = article.getBoundingClientRect();
  const pane = scrolling(article);
  const frame = pane ? pane.clientHeight : window.innerHeight;
  const top = pane ? pane.getBoundingClientRect().top : 0;
  const share = Math.min(1, Math.max(0, (top - box.top) / Math.max(1, box.height - frame)));
  bar.querySelector(".read").style.setProperty("--share", share);
};

// What the article's frame needs when it is drawn, or the window's width changes.
const arrange = () => {
  const menu = find("details.sections");
  if (menu) menu.open = wide.matches;
  const size = Number(localStorage.getItem("article-qa size") ?? 1);
  find("#article")?.style.setProperty("--size", size);
};
wide.addEventListener("change", arrange);

let waiting = false;
const whenQuiet = () => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    showWhere();
  });
};
document.addEventListener("scroll", whenQuiet, { capture: true, passive: true });
window.addEventListener("resize", whenQuiet);

const resize = (by) => {
  const now = Number(localStorage.getItem("article-qa size") ?? 1);
  const next = SIZES[Math.min(SIZES.length - 1, Math.max(0, SIZES.indexOf(now) + by))];
  localStorage.setItem("article-qa size", next);
  arrange();
};

// Find in the article: all places are shown with the browser's own highlights, so that the text stays as it is.
const search = { words: "", places: [], at: -1 };
const lights = window.Highlight && CSS.highlights;

const searchFor = (words) => {
  const wanted = words.trim().toLowerCase();
  if (wanted === search.words) return;
  Object.assign(search, { words: wanted, places: [], at: -1 });
  lights?.delete("found");
  if (wanted) {
    for (const element of all("#article .words")) {
      const text = element.textContent.toLowerCase();
      for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
        search.places.push([element, at, at + wanted.length]);
      }
    }
    lights?.set("found", new Highlight(...search.places.map(rangeOf).filter(Boolean)));
  }
  find(".find output").textContent = wanted ? `${search.places.length} found` : "";
};

const rangeOf = ([element, start, end]) => {
  const pieces = piecesOf(element, start, end);
  if (!pieces.length) return null;
  const range = document.createRange();
  range.setStart(pieces[0][0], pieces[0][1]);
  range.setEnd(pieces.at(-1)[0], pieces.at(-1)[2]);
  return range;
};

const searchStep = (by) => {
  searchFor(find(".find input").value);
  const { places } = search;
  if (!places.length) return;
  search.at = (search.at + by + places.length) % places.length;
  const place = places[search.at];
  clearMarks();
  markText(...place, "short");
  lights?.set("found", new Highlight(...places.map(rangeOf).filter(Boolean)));
  bring(place[0].querySelector("mark:not(.own)") ?? place[0], "center");
  find(".find output").textContent = `${search.at + 1} of ${places.length}`;
};

document.addEventListener("input", (event) => event.target.matches(".find input") && searchFor(event.target.value));
document.addEventListener("keydown", (event) => {
  if (!event.target.matches?.(".find input") || event.key !== "Enter") return;
  event.preventDefault();
  searchStep(event.shiftKey ? -1 : 1);
});
