"""Small typesetting for the tests: pages of paragraphs -> a PDF with justified, hyphenated lines in columns."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from index import Article

WIDTH, MARGIN, GUTTER = 595.0, 72.0, 18.0
FONTS = {"title": ("Times-Bold", 17.0), "heading": ("Times-Bold", 13.0), "plain": ("Times-Roman", 11.0)}


@dataclass(frozen=True)
class Item:
    """A text to set: look "title", "heading" or "plain"; a paragraph has its first line indented, or all others."""

    text: str
    look: str = "plain"
    indent: float = 0.0
    hang: float = 0.0
    goes_on: bool = False  # on the next page: its last line is as wide as the others


def pages_of(article: Article) -> list[list[Item]]:
    """An article's items, page by page as its passages stand; cut paragraphs are cut at the ends of the pages."""
    pages: list[list[Item]] = [[] for _ in range(article.page_count)]
    section = ""
    for passage in article.passages:
        if passage.kind == "header":
            continue
        if passage.section != section:
            section = passage.section
            pages[passage.pages[0] - 1].append(Item(section, "heading"))
        if passage.kind == "authors":
            pages[0] += [Item(sentence.of(passage.text)) for sentence in passage.sentences]
            continue
        look = "title" if passage.kind == "title" else "plain"
        starts = [0, *passage.page_breaks]
        ends = [*passage.page_breaks, len(passage.text)]
        indent, hang = (0.0, 12.0) if passage.kind == "reference" else (12.0 if passage.kind == "body" else 0.0, 0.0)
        for page, start, end in zip(passage.pages, starts, ends, strict=True):
            first, last = start == 0, end == len(passage.text)
            item = Item(
                passage.text[start:end].strip(),
                look,
                indent if first else (hang if hang else 0.0),
                hang,
                goes_on=not last,
            )
            pages[page - 1].append(item)
    return pages


def wrap(item: Item, width: float, breakable: Collection[str]) -> list[str]:
    """Lines no wider than ``width``; words are cut at a dash or slash or, if breakable, inside."""
    font, size = FONTS[item.look]
    lines, line, room = [], "", width - item.indent
    words = item.text.split(" ")
    while words:
        word = words.pop(0)
        longer = f"{line} {word}" if line else word
        if stringWidth(longer, font, size) <= room:
            line = longer
            continue
        head, tail = _cut(word, breakable, room - stringWidth(f"{line} ", font, size) if line else room, font, size)
        if head:
            lines.append(f"{line} {head}".strip())
            words.insert(0, tail)
        elif line:
            lines.append(line)
            words.insert(0, word)
        else:
            raise ValueError(f"{word!r} is wider than the column")
        line, room = "", width - item.hang
    return [*lines, line]


def _cut(word: str, breakable: Collection[str], room: float, font: str, size: float) -> tuple[str, str]:
    places = [i + 1 for i, c in enumerate(word[:-1]) if c in "-/" and word[i + 1] not in "-/"]
    for place in reversed(places):
        if stringWidth(word[:place], font, size) <= room:
            return word[:place], word[place:]
    if word in breakable:
        for place in range(len(word) - 3, 2, -1):
            if stringWidth(f"{word[:place]}-", font, size) <= room:
                return f"{word[:place]}-", word[place:]
    return "", ""


class Sheet:
    """A PDF being made: columns are filled from the top, the next one when the last is full."""

    def __init__(self, path: Path, columns: int = 1, breakable: Collection[str] = ()) -> None:
        self.columns, self.breakable = columns, breakable
        self.height = 842.0 if columns == 1 else 640.0  # so that the second column is used
        self.canvas = Canvas(str(path), pagesize=(WIDTH, self.height))
        self.width = (WIDTH - 2 * MARGIN - (columns - 1) * GUTTER) / columns
        self.page, self.column, self.y, self.top = 1, 0, self.height - MARGIN, self.height - MARGIN

    @property
    def x(self) -> float:
        return MARGIN + self.column * (self.width + GUTTER)

    def furniture(self, header: str, footer: str) -> None:
        self.canvas.setFont("Times-Italic", 8)
        self.canvas.drawCentredString(WIDTH / 2, self.height - 40, header)
        self.canvas.drawCentredString(WIDTH / 2, 36, footer)

    def put(self, item: Item, *, wide: bool = False, leading: float = 1.25) -> None:
        """Set an item in the column, or over all of them (``wide``)."""
        font, size = FONTS[item.look]
        width = WIDTH - 2 * MARGIN if wide else self.width
        if item.look != "plain":
            self.y -= size * 0.6
        lines = wrap(item, width, self.breakable)
        for i, line in enumerate(lines):
            if self.y < MARGIN + size:
                self.next_column()
            inset = item.hang if i else item.indent
            full = i < len(lines) - 1 or item.goes_on
            self.line(line, self.x + inset, font, size, width - inset if full else None)
            self.y -= size * leading
        if item.look != "plain":
            self.y -= size * 0.4
        if wide:
            self.top = self.y

    def line(self, text: str, x: float, font: str, size: float, width: float | None = None) -> None:
        """One line at the present height, its spaces stretched to ``width`` if it is given; "^1" is a raised 1."""
        plain = re.sub(r"\^\d", "", text)
        gap = (width - stringWidth(plain, font, size)) / text.count(" ") if width and " " in text else 0.0
        for piece in re.split(r"(\^\d)", text):
            if piece.startswith("^"):
                self._raised(piece[1:], x, 0.6 * size)
                x += stringWidth(piece[1:], font, 0.6 * size)
                continue
            written = self.canvas.beginText(x, self.y)
            written.setFont(font, size)
            written.setWordSpace(gap)
            written.textOut(piece)
            written.setWordSpace(0)
            self.canvas.drawText(written)
            x += stringWidth(piece, font, size) + gap * piece.count(" ")

    def row(self, *cells: str) -> None:
        """A table's row: cells in columns of equal width."""
        font, size = FONTS["plain"]
        for i, cell in enumerate(cells):
            self.line(cell, self.x + i * self.width / len(cells), font, size)
        self.y -= 1.25 * size

    def note(self, text: str) -> None:
        """A footnote of one line at the foot of the column, its mark raised."""
        mark, _, words = text.partition(" ")
        kept, self.y = self.y, MARGIN - 12
        self._raised(mark, self.x, 6)
        self.line(words, self.x + 5, "Times-Roman", 8)
        self.y = kept

    def space(self, height: float) -> None:
        self.y -= height

    def next_column(self) -> None:
        """Go on at the top of the next column."""
        if self.column + 1 == self.columns:
            raise ValueError(f"page {self.page} is full")
        self.column += 1
        self.y = self.top

    def next_page(self) -> None:
        self.canvas.showPage()
        self.page, self.column = self.page + 1, 0
        self.y = self.top = self.height - MARGIN

    def save(self) -> None:
        self.canvas.showPage()
        self.canvas.save()

    def _raised(self, mark: str, x: float, size: float) -> None:
        self.canvas.setFont("Times-Roman", size)
        self.canvas.drawString(x, self.y + 4, mark)


def make_pdf(article: Article, path: Path, columns: int, breakable: Collection[str]) -> None:
    """The article as a PDF of the same pages, a running header over and a page number under each."""
    sheet = Sheet(path, columns, breakable)
    header = next(p.text for p in article.passages if p.kind == "header")
    for number, items in enumerate(pages_of(article), start=1):
        if number > 1:
            sheet.next_page()
        sheet.furniture(header, f"- {number + 40} -")
        front = number == 1
        for item in items:
            front = front and item.look != "heading"
            sheet.put(item, wide=front)
    sheet.save()


def often(words: Sequence[str], times: int) -> set[str]:
    """The long words that occur so often: cut in one place, they stand whole in another."""
    return {word for word in set(words) if len(word) > 7 and word.isalpha() and words.count(word) >= times}
