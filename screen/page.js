// The page's own behaviour: links into the article, marks, the clipboard, keys. Called once by Gradio.
() => {
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const find = (selector) => document.querySelector(selector);
  const behavior = () => (calm.matches ? "auto" : "smooth");
  let shown = "";

  const scrolling = (element) => {
    const pane = element.closest(".pane");
    return pane && getComputedStyle(pane).overflowY === "auto" ? pane : null;
  };

  // Scrolls the pane that holds the element, or the page where panes are stacked.
  const bring = (element, place) => {
    const pane = scrolling(element);
    if (!pane) return element.scrollIntoView({ block: place, behavior: behavior() });
    const inside = element.getBoundingClientRect().top - pane.getBoundingClientRect().top;
    const above = place === "center" ? pane.clientHeight / 3 : 56;
    pane.scrollTo({ top: pane.scrollTop + inside - above, behavior: behavior() });
  };

  const clearMarks = () => {
    for (const mark of document.querySelectorAll("#article mark")) {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent.normalize();
    }
    for (const place of document.querySelectorAll("#article .cited")) place.classList.remove("cited");
    find("#back")?.remove();
  };

  // Marks the characters start to end of an element's text; links inside it stay.
  const markText = (element, start, end) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const pieces = [];
    for (let at = 0; walker.nextNode(); at += walker.currentNode.data.length) {
      const node = walker.currentNode;
      const from = Math.max(start - at, 0);
      const to = Math.min(end - at, node.data.length);
      if (from < to) pieces.push([node, from, to]);
    }
    for (const [node, from, to] of pieces) {
      const range = document.createRange();
      range.setStart(node, from);
      range.setEnd(node, to);
      range.surroundContents(document.createElement("mark"));
    }
  };

  const markPlace = (link) => {
    const place = document.getElementById(link.getAttribute("href").slice(1));
    for (const span of link.dataset.marks.split(" ").filter(Boolean)) {
      markText(place, ...span.split("-").map(Number));
    }
    (place.closest(".para") ?? place).classList.add("cited");
    return place;
  };

  const offerWayBack = (place, from) => {
    const back = document.createElement("a");
    back.id = "back";
    back.href = `#${from.id}`;
    const to = from.closest("#article") ? "the text" : from.matches(".turn") ? "the answer" : "what was found";
    back.textContent = `Back to ${to}`;
    (place.closest(".para") ?? place.parentNode).append(back);
  };

  const goTo = (element, place) => {
    (element.querySelector("textarea") ?? element).focus({ preventScroll: true });
    bring(element.querySelector("mark") ?? element, place);
  };

  const follow = (link) => {
    const from = link.closest(".turn, .found, .words") ?? link.closest(".para")?.querySelector(".words");
    const menu = link.closest("details.sections");
    if (menu) menu.open = false;
    if (!("marks" in link.dataset)) {
      const target = document.getElementById(link.getAttribute("href").slice(1));
      if (link.id === "back") clearMarks();
      if (target) goTo(target, "start");
      return;
    }
    clearMarks();
    const place = markPlace(link);
    if (from) offerWayBack(place, from);
    goTo(place, "center");
  };

  const copy = async (button) => {
    const text = button.dataset.copy;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Without a secure address the clipboard is reached through a selection only.
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
      button.focus();
    }
    const label = button.textContent;
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = label), 1500);
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (button) return copy(button);
    const link = event.target.closest('a[href^="#"]');
    if (!link) return;
    // With ?q= in the address following a #link would load the page anew.
    event.preventDefault();
    follow(link);
  });

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable=true]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      find("#tab-ask-button")?.click();
      requestAnimationFrame(() => find("#question textarea")?.focus());
    }
    if (event.key === "Escape") {
      clearMarks();
      find("details.sections").open = false;
    }
  });

  // Files dropped anywhere on the page are opened, as if they had been chosen with the button.
  const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (event) => holdsFiles(event) && event.preventDefault());
  document.addEventListener("drop", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    const input = find("#reading input[type=file]");
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });

  // A new answer is brought into view and its first quote marked; the focus stays where it is, if it can.
  document.addEventListener("conversation", () => {
    const turn = [...document.querySelectorAll(".turn")].at(-1);
    const id = turn ? turn.id + turn.className : "";
    if (id === shown) return;
    shown = id;
    clearMarks();
    if (!turn) return;
    bring(turn, "start");
    // The button that was pressed may be gone with the screen it stood on.
    if (document.activeElement === document.body) turn.focus({ preventScroll: true });
    const link = turn.querySelector(".where a.place");
    if (!link) return;
    const place = markPlace(link);
    offerWayBack(place, turn);
    if (scrolling(place)) bring(place.querySelector("mark") ?? place, "center");
  });
};
