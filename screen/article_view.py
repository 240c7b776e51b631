"""The article as HTML: sections, page and paragraph numbers, citations that lead to their reference and back.

Marks are put on in the browser, by offsets: ``ArticleView.link`` writes them on the link, and scripts/marks.js
marks those characters of the passage that the link leads to. So the article is sent once.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from hashlib import sha256
from html import escape
from itertools import count
from pathlib import Path

from index import Article, Cite, Passage, Span
from qa.answer import locator

from .article_bar import bar_html
from .bibliography_view import bibliography_html, card_html

Group = tuple[tuple[str, str], list[Passage]]  # ("section", its name) or (another kind, ...), and the passages there

_PARAGRAPHS = ("abstract", "body", "reference")
_LABELS = {"table": "Table", "caption": "Caption", "note": "Note"}  # kinds that stand among the paragraphs


class ArticleView:
    """The HTML of an article, or of a library's articles, and the links into it.

    A passage is known by its article, kind, section and number, not by identity.
    """

    def __init__(self, article: Article) -> None:
        """Number the passages of an article or library, and note where each reference is cited.

        ``places`` are the id and name of each section, or of each article of a library; ``key`` is the name by which
        a browser keeps what belongs to the article; ``printed`` says whether its pages can be shown: its file is a
        PDF, and there.
        """
        self.printed = article.origin.lower().endswith(".pdf") and Path(article.origin).is_file()
        digests = [part.digest or part.title for part in article.parts or (article,)]
        self.key = sha256("\n".join(digests).encode()).hexdigest()[:16]
        self.article = article
        self._ids = {_key(passage): f"p{i}" for i, passage in enumerate(article.passages)}
        self._cited_in: dict[str, list[tuple[Passage, Span]]] = {}
        for passage in article.passages:
            for cite in passage.cites:
                self._cited_in.setdefault(self.id(cite.reference), []).append((passage, cite.span))

        if article.parts:
            self.places = [(f"a{number}", part.passages[0].article) for number, part in enumerate(article.parts)]
        else:
            names = [name for (kind, name), _ in _groups(article) if kind == "section" and name]
            self.places = [(f"s{number}", name) for number, name in enumerate(names)]

    def passage(self, element: str) -> Passage:
        """The passage that an element holds, by the id that ``id`` gives; ValueError for one that holds none."""
        number = int(element.removeprefix("p"))
        if not 0 <= number < len(self.article.passages):
            raise ValueError(f"expected the id of one of {len(self.article.passages)} passages, found {element!r}")
        return self.article.passages[number]

    def id(self, passage: Passage) -> str:
        """The id of the element that holds the passage's text and nothing else."""
        return self._ids[_key(passage)]

    def link(
        self, passage: Passage, spans: Sequence[Span], label: str, *, short: Span | None = None, kind: str = "place"
    ) -> str:
        """A link to a passage that marks spans of its text; ``label`` is text, not HTML.

        short  a span that is marked stronger, None for none; kind: the classes of the link
        """
        marks = " ".join(_offsets(passage, span) for span in spans)
        strong = f' data-short="{_offsets(passage, short)}"' if short else ""
        return f'<a class="{kind}" href="#{self.id(passage)}" data-marks="{marks}"{strong}>{escape(label)}</a>'

    def card(self, reference: Passage) -> str:
        """The card of an entry of the bibliography."""
        return card_html(reference, self._links_back(reference))

    def html(self) -> str:
        """The whole article in reading order. Its <h2> is the title, its <h3> are the sections.

        A library's articles stand one after another, and the menu leads to them in place of their sections.
        """
        parts = self.article.parts or (self.article,)
        sections = count()
        bodies = "".join(self._article(part, f"a{number}", sections) for number, part in enumerate(parts))
        bar = bar_html(self.article, self.places, printed=self.printed)
        return f'<div class="article" id="article" tabindex="-1" data-article="{self.key}">{bar}{bodies}</div>'

    def _article(self, article: Article, name: str, sections: Iterator[int]) -> str:
        headers = [p for p in article.passages if p.kind == "header"]
        title = "" if any(p.kind == "title" for p in article.passages) else f"<h2>{escape(article.title)}</h2>"
        return "".join(
            [
                f'<span id="{name}" tabindex="-1"></span>' if self.article.parts else "",
                *(f'<div class="header">{self._words(p)}</div>' for p in headers),
                title,
                *self._sections(article, sections),
            ]
        )

    def _sections(self, article: Article, sections: Iterator[int]) -> Iterator[str]:
        page: tuple[int, ...] = ()
        above = self._bibliography(article)
        for (kind, name), passages in _groups(article):
            if kind == "section":
                heading = f'<h3 id="s{next(sections)}" tabindex="-1">{escape(name)}</h3>' if name else ""
                paragraphs = next((p.kind for p in passages if p.kind in _PARAGRAPHS), "body")
                yield f'<section class="{paragraphs}">{heading}'
                if paragraphs == "reference":
                    yield above
                    above = ""
            for passage in passages:
                begins = _page_names(passage)[:1] if passage.pages[:1] != page else ()
                page = passage.pages[-1:]
                if passage.kind in _PARAGRAPHS:
                    yield self._paragraph(passage, begins)
                elif passage.kind in _LABELS:
                    yield self._among_paragraphs(passage, begins)
                else:
                    tag = "h2" if passage.kind == "title" else "div"
                    yield f'<{tag} class="{passage.kind}">{_page_mark(begins)}{self._words(passage)}</{tag}>'
            if kind == "section":
                yield "</section>"

    def _paragraph(self, passage: Passage, begins: tuple[str, ...]) -> str:
        """begins: the page that the paragraph opens, or nothing."""
        kind = "entry" if passage.kind == "reference" else "paragraph"
        number = f'<span class="number"><span class="unseen">{kind} </span>{passage.number}</span>'
        words = self._whole(passage)
        return f'<div class="para">{_page_mark(begins)}{number}{words}{self._back_links(passage)}</div>'

    def _among_paragraphs(self, passage: Passage, begins: tuple[str, ...]) -> str:
        """A table, a line for each of its rows; a caption or a note."""
        label = f'<p class="label">{_LABELS[passage.kind]}</p>'
        words = self._words(passage) if passage.kind == "table" else self._whole(passage)
        return f'<div class="para {passage.kind}">{_page_mark(begins)}{label}{words}</div>'

    def _links_back(self, reference: Passage) -> list[str]:
        places = self._cited_in.get(self.id(reference), [])
        return [self.link(passage, [span], _short_place(passage, span)) for passage, span in places]

    def _back_links(self, reference: Passage) -> str:
        links = self._links_back(reference)
        return f'<p class="cited-in">Cited in {", ".join(links)}</p>' if links else ""

    def _bibliography(self, article: Article) -> str:
        entries = dict(enumerate(article.references))
        claims = {i: len(self._cited_in.get(self.id(entry), [])) for i, entry in entries.items()}
        links = {i: self.link(entry, [], _head(entry.text)) for i, entry in entries.items()}
        return bibliography_html(article, claims, links)

    def _whole(self, passage: Passage) -> str:
        words = self._text(passage, Span(0, len(passage.text)), passage.cites)
        return f'<p id="{self.id(passage)}" class="words" tabindex="-1">{words}</p>'

    def _words(self, passage: Passage) -> str:
        """A passage that is no paragraph: a line of its own for each of its sentences."""
        starts = [sentence.start for sentence in passage.sentences]
        lines = [Span(start, end) for start, end in zip(starts, [*starts[1:], len(passage.text)], strict=True)]
        cites: list[list[Cite]] = [[] for _ in lines]
        for cite in passage.cites:
            cites[max(0, bisect_right(starts, cite.span.start) - 1)].append(cite)
        texts = (self._text(passage, line, in_line) for line, in_line in zip(lines, cites, strict=True))
        words = "".join(f'<span class="line">{text}</span>' for text in texts)
        return f'<span id="{self.id(passage)}" class="words" tabindex="-1">{words}</span>'

    def _text(self, passage: Passage, span: Span, cites: Sequence[Cite]) -> str:
        """The characters of a span of the passage, each citation that begins in it a link, pages marked."""
        pieces, at = [], span.start
        for cite in cites:
            if cite.span.start < at or cite.span.end > span.end:
                continue
            cited = _plain(passage, cite.span.start, cite.span.end)
            reference = f'<a class="cite" href="#{self.id(cite.reference)}" data-marks="">{cited}</a>'
            pieces += [_plain(passage, at, cite.span.start), reference]
            at = cite.span.end
        return "".join([*pieces, _plain(passage, at, span.end)])


def _groups(article: Article) -> list[Group]:
    """Passages that stand in the same place, together. Keywords stay in their section: paragraphs may follow them."""
    groups: list[Group] = []
    for passage in article.passages:
        if passage.kind == "header":
            continue
        place = _place(passage)
        here = groups[-1][0] if groups else None
        if here and (place == here or (passage.kind == "keywords" and here[0] == "section")):
            groups[-1][1].append(passage)
        else:
            groups.append((place, [passage]))
    return groups


def _plain(passage: Passage, start: int, end: int) -> str:
    pieces, at = [], start
    breaks = passage.page_breaks
    for i in range(bisect_left(breaks, start), bisect_left(breaks, end)):
        pieces += [escape(passage.text[at : breaks[i]]), _page_mark(_page_names(passage)[i + 1 : i + 2])]
        at = breaks[i]
    return "".join([*pieces, escape(passage.text[at:end])])


def _page_names(passage: Passage) -> tuple[str, ...]:
    """The pages of a passage by the numbers printed on them, a page without one by its place in the file."""
    labels = passage.labels or ("",) * len(passage.pages)
    return tuple(label or str(page) for label, page in zip(labels, passage.pages, strict=True))


def _page_mark(pages: tuple[str, ...]) -> str:
    # Without text of its own: the number is drawn by CSS, so the offsets of the passage's words hold.
    return "".join(f'<span class="page" role="separator" aria-label="page {n}" data-page="{n}"></span>' for n in pages)


def _place(passage: Passage) -> tuple[str, str]:
    in_section = passage.kind in _PARAGRAPHS or passage.kind in _LABELS
    return ("section" if in_section else passage.kind, passage.section)


def _head(entry: str) -> str:
    """The beginning of an entry, up to its year where it has one near."""
    year = re.match(r".{3,80}?\(?(?:\d{4}\w?|n\.d\.)\)?", entry)
    return year[0] if year else f"{entry[:50]} ..."


def _short_place(passage: Passage, span: Span) -> str:
    pages = passage.cited_pages(span)
    return f"p. {pages[0]}, ¶ {passage.number}" if pages else locator(passage, span)


def _offsets(passage: Passage, span: Span) -> str:
    return "-".join(str(_utf16(passage.text, end)) for end in (span.start, span.end))


def _utf16(text: str, offset: int) -> int:
    """The offset as JavaScript counts, in UTF-16 units."""
    return len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2


def _key(passage: Passage) -> tuple[str, str, str, int]:
    return passage.article, passage.kind, passage.section, passage.number
