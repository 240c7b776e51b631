"""The article as HTML: sections, page and paragraph numbers, citations that lead to their reference and back.

Marks are put on in the browser, by offsets: ``ArticleView.link`` writes them on the link, and page.js
marks those characters of the passage that the link leads to. So the article is sent once.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import count

from index import Article, Cite, Passage, Span
from qa.answer import locator

Group = tuple[tuple[str, str], list[Passage]]  # ("section", its name) or (another kind, ...), and the passages there

_PARAGRAPHS = ("abstract", "body", "reference")
_LABELS = {"table": "Table", "caption": "Caption", "note": "Note"}  # kinds that stand among the paragraphs


class ArticleView:
    """The HTML of an article, or of a library's articles, and the links into it.

    A passage is known by its article, kind, section and number, not by identity.
    """

    def __init__(self, article: Article) -> None:
        """Number the passages of an article or library, and note where each reference is cited."""
        self.article = article
        self._ids = {_key(passage): f"p{i}" for i, passage in enumerate(article.passages)}
        self._cited_in: dict[str, list[tuple[Passage, Span]]] = {}
        for passage in article.passages:
            for cite in passage.cites:
                self._cited_in.setdefault(self.id(cite.reference), []).append((passage, cite.span))

    def id(self, passage: Passage) -> str:
        """The id of the element that holds the passage's text and nothing else."""
        return self._ids[_key(passage)]

    def link(self, passage: Passage, spans: Sequence[Span], label: str) -> str:
        """A link to a passage that marks spans of its text; ``label`` is text, not HTML."""
        marks = " ".join("-".join(str(_utf16(passage.text, end)) for end in (s.start, s.end)) for s in spans)
        return f'<a class="place" href="#{self.id(passage)}" data-marks="{marks}">{escape(label)}</a>'

    def html(self) -> str:
        """The whole article in reading order. Its <h2> is the title, its <h3> are the sections.

        A library's articles stand one after another, and the menu leads to them in place of their sections.
        """
        parts = self.article.parts or (self.article,)
        sections = count()
        bodies = [self._article(part, f"a{number}", sections) for number, part in enumerate(parts)]
        if self.article.parts:
            bar = _bar("Articles", [(f"a{number}", part.passages[0].article) for number, part in enumerate(parts)])
        else:
            names = [name for (kind, name), _ in _groups(self.article) if kind == "section" and name]
            bar = _bar("Sections", [(f"s{number}", name) for number, name in enumerate(names)])
        return f'<div class="article" id="article" tabindex="-1">{bar}{"".join(bodies)}</div>'

    def _article(self, article: Article, name: str, sections: Iterator[int]) -> str:
        headers = [p for p in article.passages if p.kind == "header"]
        title = "" if any(p.kind == "title" for p in article.passages) else f"<h2>{escape(article.title)}</h2>"
        return "".join(
            [
                f'<span id="{name}" tabindex="-1"></span>' if self.article.parts else "",
                *(f'<div class="header">{self._words(p)}</div>' for p in headers),
                title,
                *self._sections(_groups(article), sections),
            ]
        )

    def _sections(self, groups: Iterable[Group], sections: Iterator[int]) -> Iterator[str]:
        page: tuple[int, ...] = ()
        for (kind, name), passages in groups:
            if kind == "section":
                heading = f'<h3 id="s{next(sections)}" tabindex="-1">{escape(name)}</h3>' if name else ""
                paragraphs = next((p.kind for p in passages if p.kind in _PARAGRAPHS), "body")
                yield f'<section class="{paragraphs}">{heading}'
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

    def _back_links(self, reference: Passage) -> str:
        places = self._cited_in.get(self.id(reference), [])
        links = [self.link(passage, [span], _short_place(passage, span)) for passage, span in places]
        return f'<p class="cited-in">Cited in {", ".join(links)}</p>' if links else ""

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


def _bar(what: str, places: Sequence[tuple[str, str]]) -> str:
    """what: "Sections" or "Articles"; places: the id and name of each."""
    items = "".join(f'<li><a href="#{place}">{escape(name)}</a></li>' for place, name in places)
    label = f"{what} of the {'article' if what == 'Sections' else 'library'}"
    return (
        f'<div class="bar"><details class="menu sections"><summary>{what}</summary>'
        f'<nav aria-label="{label}"><ol>{items}</ol></nav></details>'
        '<a class="to-asking" href="#question">Ask</a></div>'
    )


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


def _short_place(passage: Passage, span: Span) -> str:
    pages = passage.cited_pages(span)
    return f"p. {pages[0]}, ¶ {passage.number}" if pages else locator(passage, span)


def _utf16(text: str, offset: int) -> int:
    """The offset as JavaScript counts, in UTF-16 units."""
    return len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2


def _key(passage: Passage) -> tuple[str, str, str, int]:
    return passage.article, passage.kind, passage.section, passage.number
