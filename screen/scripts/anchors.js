// Quotes found again in the article: by their words and what stands before and after them (W3C TextQuoteSelector),
// so that a text read anew, with other numbers and other line ends, keeps them.
const AROUND = 32; // characters kept of what stands before and after

// The letters and digits of a text in lower case, and the place of each.
const folded = (text) => {
  const letters = [];
  const places = [];
  for (let i = 0; i < text.length; i++) {
    if (/[\p{L}\p{N}]/u.test(text[i])) {
      letters.push(text[i].toLowerCase());
      places.push(i);
    }
  }
  return { letters: letters.join(""), places };
};

const selectorOf = (element, start, end) => {
  const text = element.textContent;
  return {
    type: "TextQuoteSelector",
    exact: text.slice(start, end),
    prefix: text.slice(Math.max(0, start - AROUND), start),
    suffix: text.slice(end, end + AROUND),
  };
};

const shared = (one, other) => {
  let count = 0;
  while (count < one.length && one[count] === other[count]) count++;
  return count;
};
const turned = (text) => [...text].reverse().join("");

// The element and characters of a quote; of several places the one whose surroundings agree most. Nothing: undefined.
const locate = ({ exact, prefix = "", suffix = "" }) => {
  let best;
  const note = (element, text, start, end) => {
    const alike = shared(turned(text.slice(0, start)), turned(prefix)) + shared(text.slice(end), suffix);
    if (!best || alike > best.alike) best = { element, start, end, alike };
  };
  for (const element of all("#article .words")) {
    const text = element.textContent;
    for (let at = text.indexOf(exact); at >= 0; at = text.indexOf(exact, at + 1)) note(element, text, at, at + exact.length);
  }
  const wanted = best ? "" : folded(exact).letters;
  if (!wanted) return best;
  for (const element of all("#article .words")) {
    const text = element.textContent;
    const { letters, places } = folded(text);
    for (let at = letters.indexOf(wanted); at >= 0; at = letters.indexOf(wanted, at + 1)) {
      note(element, text, places[at], places[at + wanted.length - 1] + 1);
    }
  }
  return best;
};

// Where an element of the article stands, in words: "p. 7, Trade, para. 1".
const placeInWords = (element, start = 0) => {
  const at = document.createRange();
  const [piece] = piecesOf(element, start, start + 1);
  at.setStart(...(piece ? [piece[0], piece[1]] : [element, 0]));
  const page = all("#article .page").filter((one) => at.comparePoint(one, 0) < 0).at(-1);
  const section = element.closest("section")?.querySelector("h3")?.textContent;
  const number = element.closest(".para")?.querySelector(".number")?.lastChild.textContent;
  return [page && `p. ${page.dataset.page}`, section, number && `para. ${number}`].filter(Boolean).join(", ");
};

// The address of a place: no running number of this version, but the place in words and the quote itself.
const addressOf = (element, start, end) => {
  const quote = element.textContent.slice(start, Math.min(end, start + 300));
  return `#${new URLSearchParams({ at: placeInWords(element, start), ...(quote && { quote }) })}`;
};
