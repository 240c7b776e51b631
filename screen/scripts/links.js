// Links into the article and back; each is a step of the browser's history.
const offerWayBack = (place, from) => {
  find("#back")?.remove();
  if (inView(from)) return;
  const back = document.createElement("a");
  back.id = "back";
  back.href = `#${from.id}`;
  const to = from.closest("#article") ? "the text" : from.matches(".turn, .cited-quote") ? "the answer" : "what was found";
  back.textContent = `Back to ${to}`;
  (place.closest(".para") ?? place.parentNode).append(back);
};

const goTo = (element, place) => {
  (element.querySelector("textarea") ?? element).focus({ preventScroll: true });
  bring(element.querySelector("mark") ?? element, place);
};

const showTab = (name) => {
  const button = find(`#tab-${name}-button`);
  if (button?.getAttribute("aria-selected") !== "true") button?.click();
};

const step = (hash) => hash !== location.hash && history.pushState(null, "", location.pathname + location.search + hash);

const follow = (link) => {
  const from = link.closest(".cited-quote, .turn, .found, .words") ?? link.closest(".para")?.querySelector(".words");
  const menu = link.closest("details.sections");
  if (menu && !wide.matches) menu.open = false;
  const id = link.getAttribute("href").slice(1);
  if (!("marks" in link.dataset)) {
    const target = document.getElementById(id);
    if (link.id === "back") clearMarks();
    if (target?.closest("#asking") && id === "question") showTab("ask");
    if (target?.closest("#article") && target.id !== "article" && !target.matches(".words")) step(`#${new URLSearchParams({ at: target.textContent })}`);
    if (target) requestAnimationFrame(() => goTo(target, "start"));
    return;
  }
  if (!placeOf(link)) return say("That place is in an article that is not open any more.");
  clearMarks();
  const place = markPlace(link);
  const spans = spansOf(link.dataset.marks);
  step(addressOf(place, spans[0]?.[0] ?? 0, spans.at(-1)?.[1] ?? 0));
  goTo(place, "center");
  showPrinted({ places: markedPlaces() });
  if (from) offerWayBack(place, from);
};

// Shows the place that the address names, if it names one.
const showAddress = () => {
  const said = new URLSearchParams(location.hash.slice(1));
  const quote = said.get("quote");
  if (quote) {
    const found = locate({ exact: quote });
    if (!found) return say("The quote in the address is not in this article.");
    clearMarks();
    markText(found.element, found.start, found.end);
    (found.element.closest(".para") ?? found.element).classList.add("cited");
    goTo(found.element, "center");
  } else if (said.get("at")) {
    const section = all("#article h3").find((heading) => heading.textContent === said.get("at"));
    if (section) goTo(section, "start");
  }
};

// A line for everyone, screen readers too, about what was done in the browser alone.
const say = (words) => {
  let line = find("#said");
  if (!line) {
    line = document.createElement("p");
    line.id = "said";
    line.setAttribute("role", "status");
    document.body.append(line);
  }
  line.textContent = words;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => (line.textContent = ""), 4000);
};

document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]');
  if (!link) return;
  // With ?q= in the address following a #link would load the page anew.
  event.preventDefault();
  follow(link);
});
