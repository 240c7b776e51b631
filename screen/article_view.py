"""The article as HTML: sections, page and paragraph numbers, citations that lead to their reference and back.

Marks are put on in the browser, by offsets: ``ArticleView.link`` writes them on the link, and page.js
marks those characters of the passage that the link leads to. So the article is sent once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import count, groupby

from index import Article, Passage, Span
from qa.answer import locator

Group = tuple[tuple[str, str], list[Passage]]  # ("section", its name) or (another kind, ...), and what stands there


class ArticleView:
    """The HTML of an article, or of a library's, and the links into it. Passages are known by what they are, not
    by identity."""

    def __init__(self, article: Article) -> None:
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
                yield f'<section class="{passages[0].kind}">{heading}'
            for passage in passages:
                begins = passage.pages[:1] if passage.pages[:1] != page else ()
                page = passage.pages[-1:]
                if kind == "section":
                    yield self._paragraph(passage, begins)
                else:
                    tag = "h2" if kind == "title" else "div"
                    yield f'<{tag} class="{kind}">{_page_mark(begins)}{self._words(passage)}</{tag}>'
            if kind == "section":
                yield "</section>"

    def _paragraph(self, passage: Passage, begins: tuple[int, ...]) -> str:
        """begins: the page that the paragraph opens, or nothing."""
        kind = "entry" if passage.kind == "reference" else "paragraph"
        number = f'<span class="number"><span class="unseen">{kind} </span>{passage.number}</span>'
        words = f'<p id="{self.id(passage)}" class="words" tabindex="-1">{self._text(passage)}</p>'
        return f'<div class="para">{_page_mark(begins)}{number}{words}{self._back_links(passage)}</div>'

    def _back_links(self, reference: Passage) -> str:
        places = self._cited_in.get(self.id(reference), [])
        links = [self.link(passage, [span], _short_place(passage, span)) for passage, span in places]
        return f'<p class="cited-in">Cited in {", ".join(links)}</p>' if links else ""

    def _words(self, passage: Passage) -> str:
        """A passage that is no paragraph: a line of its own for each of its sentences."""
        starts = [sentence.start for sentence in passage.sentences]
        lines = [Span(start, end) for start, end in zip(starts, [*starts[1:], len(passage.text)], strict=True)]
        words = "".join(f'<span class="line">{self._text(passage, line)}</span>' for line in lines)
        return f'<span id="{self.id(passage)}" class="words" tabindex="-1">{words}</span>'

    def _text(self, passage: Passage, span: Span | None = None) -> str:
        """The characters of a span of the passage (default: all), each citation a link, pages marked."""
        span = span or Span(0, len(passage.text))
        pieces, at = [], span.start
        for cite in passage.cites_in(span):
            if cite.span.start < at or cite.span.end > span.end:
                continue
            cited = _plain(passage, cite.span.start, cite.span.end)
            reference = f'<a class="cite" href="#{self.id(cite.reference)}" data-marks="">{cited}</a>'
            pieces += [_plain(passage, at, cite.span.start), reference]
            at = cite.span.end
        return "".join([*pieces, _plain(passage, at, span.end)])


def _groups(article: Article) -> list[Group]:
    others = [p for p in article.passages if p.kind != "header"]
    return [(place, list(passages)) for place, passages in groupby(others, key=_place)]


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
    for position, page in zip(passage.page_breaks, passage.pages[1:], strict=True):
        if start <= position < end:
            pieces += [escape(passage.text[at:position]), _page_mark((page,))]
            at = position
    return "".join([*pieces, escape(passage.text[at:end])])


def _page_mark(pages: tuple[int, ...]) -> str:
    # Without text of its own: the number is drawn by CSS, so the offsets of the passage's words hold.
    return "".join(f'<span class="page" role="separator" aria-label="page {n}" data-page="{n}"></span>' for n in pages)


def _place(passage: Passage) -> tuple[str, str]:
    in_section = passage.kind in ("abstract", "body", "reference")
    return ("section" if in_section else passage.kind, passage.section)


def _short_place(passage: Passage, span: Span) -> str:
    pages = passage.pages_of(span)
    return f"p. {pages[0]}, ¶ {passage.number}" if pages else locator(passage, span)


def _utf16(text: str, offset: int) -> int:
    """The offset as JavaScript counts, in UTF-16 units."""
    return len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2


def _key(passage: Passage) -> tuple[str, str, str, int]:
    return passage.article, passage.kind, passage.section, passage.number
