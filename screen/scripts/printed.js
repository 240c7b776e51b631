// The page as printed, beside the text: a citation leads to the same words in either.
const printed = { on: false, places: "[]" };

const showPrinted = (data) => {
  if (!printed.on) return;
  window.room?.tell("page", data);
};

const viewPrinted = (on) => {
  printed.on = on;
  find("#room").dataset.printed = on;
  for (const one of all("[data-act=view-page]")) one.setAttribute("aria-pressed", on);
  for (const one of all("[data-act=view-text]")) one.setAttribute("aria-pressed", !on);
  if (!on) {
    const mark = find("#article mark");
    if (mark) bring(mark, "center");
    return;
  }
  const places = markedPlaces();
  const page = lastAbove(reading.pages, find("#article .bar").getBoundingClientRect().bottom + 24) ?? reading.pages[0];
  showPrinted(places.length ? { places } : { page: page?.dataset.filePage ?? 1 });
};

// The marked words as the server knows them: an element's id and characters.
const markedPlaces = () =>
  all("#article .cited").flatMap((place) => {
    const words = place.matches(".words") ? place : place.querySelector(".words");
    const marks = [...words.querySelectorAll("mark:not(.own)")];
    if (!marks.length) return [];
    const inside = document.createRange();
    inside.selectNodeContents(words);
    inside.setEndBefore(marks[0]);
    const start = inside.toString().length;
    inside.setEndAfter(marks.at(-1));
    return [{ id: words.id, start, end: inside.toString().length }];
  });

document.addEventListener("printed", async () => {
  // Before its picture is there, a page has no height to scroll in.
  await Promise.allSettled(all("#printed img").map((picture) => picture.decode()));
  if (!printed.on) return;
  const box = find("#printed .box");
  if (box) bring(box, "center");
  else find("#reading").scrollTo(0, 0);
});
