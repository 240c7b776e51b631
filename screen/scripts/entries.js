// The card of an entry: over a citation in the text, by hover, focus or tap.
const card = { link: null, timer: 0 };

const cardElement = () => {
  let element = find("#card-entry");
  if (!element) {
    element = document.createElement("div");
    element.id = "card-entry";
    element.setAttribute("role", "group");
    element.setAttribute("aria-label", "The source that is cited");
    element.hidden = true;
    element.addEventListener("mouseenter", () => clearTimeout(card.timer));
    element.addEventListener("mouseleave", () => hideCard(300));
    find("#room").append(element);
  }
  return element;
};

const hideCard = (after = 0) => {
  clearTimeout(card.timer);
  card.timer = setTimeout(() => {
    cardElement().hidden = true;
    card.link = null;
  }, after);
};

const showCard = async (link) => {
  card.link = link;
  const id = link.getAttribute("href").slice(1);
  window.room?.tell("entry", { id });
  for (let i = 0; i < 60 && card.link === link; i++) {
    const found = find(`#entry [data-id="${id}"]`);
    if (found) {
      const element = cardElement();
      const to = link.cloneNode();
      to.className = "place";
      to.textContent = "Go to the entry";
      element.replaceChildren(...[...found.childNodes].map((node) => node.cloneNode(true)), to);
      element.hidden = false;
      const box = link.getBoundingClientRect();
      const below = box.bottom + 6 + element.offsetHeight < window.innerHeight;
      element.style.setProperty("--top", `${below ? box.bottom + 6 : Math.max(8, box.top - element.offsetHeight - 6)}px`);
      element.style.setProperty("--left", `${Math.max(8, Math.min(box.left, window.innerWidth - element.offsetWidth - 8))}px`);
      return;
    }
    await new Promise((done) => setTimeout(done, 50));
  }
};

const overCite = (event, after) => {
  const link = event.target.closest?.("#article a.cite");
  if (!link || link === card.link) return;
  clearTimeout(card.timer);
  card.timer = setTimeout(() => showCard(link), after);
};
document.addEventListener("mouseover", (event) => overCite(event, 300));
document.addEventListener("mouseout", (event) => event.target.closest?.("#article a.cite") && hideCard(400));
document.addEventListener("focusin", (event) => {
  if (event.target.matches?.("#article a.cite:focus-visible")) overCite(event, 0);
  else if (!cardElement().hidden && !cardElement().contains(event.target)) hideCard();
});
// A finger cannot hover: its tap shows the card, from which a link leads on.
document.addEventListener(
  "click",
  (event) => {
    const link = event.target.closest("#article a.cite");
    if (!link || event.pointerType !== "touch") return card.link && !cardElement().contains(event.target) && hideCard();
    event.preventDefault();
    event.stopPropagation();
    clearTimeout(card.timer);
    showCard(link);
  },
  true,
);
