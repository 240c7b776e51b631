"""Citations to take along: of the article, of a source in its bibliography, and of a quote."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from index import Article, Passage

from ..answer import Citation, page_range
from .article_fields import cited_fields
from .italics import with_italics
from .reference_fields import Fields, reference_fields
from .styles import NO_DATE, apa, bibtex, chicago, key, mla, ris

TextStyle = Literal["apa", "mla", "chicago"]
Style = Literal["apa", "mla", "chicago", "bibtex", "ris"]

_SHORT_TITLE = 5  # words of a title that stand for missing authors in the text


@dataclass(frozen=True, slots=True)
class ArticleCitation:
    """A citation of the article.

    in_text  "(Fatima et al., n.d., p. 4, para. 2)"; for BibTeX a ``\\cite``; "" for RIS, which has the place of
             the quote in a note of the entry
    entry    the line for the bibliography, or the BibTeX or RIS record
    rich     the line as HTML, with its italics; "" for BibTeX and RIS
    """

    in_text: str
    entry: str
    rich: str = ""


def cite_article(
    article: Article, style: Style, pages: Sequence[int | str] = (), paragraph: int = 0
) -> ArticleCitation:
    """Cite the article, at ``pages`` (as ``Passage.cited_pages`` has them) and ``paragraph`` (as
    ``margin_number`` has it) if they are given.

    The fields are those that the file states, corrected by what a person said of it (see index/corrections.py). For a
    year that neither states the written styles say "n.d.", BibTeX and RIS leave the field out. Another field that is
    lacking is left out in every style. Raises ValueError for an unknown style.
    """
    _check(style)
    fields = cited_fields(article)
    place = _locator(pages, paragraph)
    match style:
        case "bibtex":
            name = key(fields, 0)
            located = f"[{place.replace('. ', '.~')}]" if place else ""
            return ArticleCitation(f"\\cite{located}{{{name}}}", bibtex(fields, name))
        case "ris":
            return ArticleCitation("", ris(fields, remark=place))
        case written:
            entry = _written(fields, written)
            rich = with_italics(fields, entry, written)
            return ArticleCitation(_in_text(fields, written, pages, paragraph), entry, rich)


def cite_reference(reference: Passage, style: Style) -> str:
    """An entry of the bibliography in another style.

    An entry with a word that fits no field is given as it stands in the article, by BibTeX and RIS in a note.
    Raises ValueError for an unknown style and for a passage that is no entry.
    """
    _check(style)
    if reference.kind != "reference":
        raise ValueError(f"expected an entry of the bibliography, found a passage of kind {reference.kind!r}")
    fields = reference_fields(reference.text)
    match style:
        case "bibtex":
            return bibtex(fields, key(fields, reference.number))
        case "ris":
            return ris(fields)
        case written:
            return fields.note or _written(fields, written)


def rich_reference(reference: Passage, style: Style) -> str:
    """An entry of the bibliography in a written style as HTML, with its italics; "" for BibTeX and RIS."""
    if style == "bibtex" or style == "ris":
        return ""
    return with_italics(reference_fields(reference.text), cite_reference(reference, style), style)


def quote_with_citation(citation: Citation, article: Article, style: TextStyle = "apa") -> str:
    """The quote in quotation marks and its citation, ready to be pasted.

    “It therefore sought ... from the US” (Fatima et al., n.d., p. 8, para. 4). A library's quote is cited from its
    own article. A full stop that ends the quote moves behind the citation, and double quotation marks in the quote
    become single. A table's row comes with the first row above it; what was
    read by OCR says so.
    """
    _check(style, get_args(TextStyle))
    pages = citation.passage.cited_pages(citation.span)
    part = article.part_of(citation.passage)
    in_text = cite_article(part, style, pages, margin_number(citation.passage)).in_text
    quote = re.sub(r'[“"]([^“”"]*)[”"]', r"‘\1’", citation.quote.rstrip())
    header = f"{citation.header}\n" if citation.header else ""
    return f"“{header}{quote.removesuffix('.').rstrip()}” {in_text}{' [read by OCR]' if citation.passage.ocr else ''}."


def _check(style: str, known: tuple[str, ...] = get_args(Style)) -> None:
    if style not in known:
        raise ValueError(f"unknown style {style!r}: expected one of {', '.join(known)}")


def _written(fields: Fields, style: TextStyle) -> str:
    return {"apa": apa, "mla": mla, "chicago": chicago}[style](fields)


def margin_number(passage: Passage) -> int:
    """The number that is printed beside a paragraph on the page and named by its locator: its place in its section.

    0 outside the paragraphs, in a title or a table.
    """
    return passage.number if passage.kind in ("body", "abstract") else 0


def cited_in(citation: Citation, article: Article, style: Style) -> str:
    """The in-text citation of the first source that a quote rests on, through the article; "" if it rests on none.

    BibTeX and RIS have no such citation: "".

    "(Kux, 2001, as cited in Fatima et al., n.d., p. 4, para. 2)"; MLA names the article only: "(qtd. in Fatima et al.
    4)".
    """
    sources = [fields for r in citation.all_references if (fields := reference_fields(r.text)).authors]
    if not sources or style == "bibtex" or style == "ris":
        return ""
    pages = citation.passage.cited_pages(citation.span)
    in_text = cite_article(article, style, pages, margin_number(citation.passage)).in_text.removeprefix("(")
    if style == "mla":
        return f"(qtd. in {in_text}"
    between = ", " if style == "apa" or not sources[0].year else " "
    source = f"{_people(sources[0], style)}{between}{sources[0].year or NO_DATE}"
    return f"({source}, {'as ' if style == 'apa' else ''}cited in {in_text}"


def _locator(pages: Sequence[int | str], paragraph: int) -> str:
    """ "p. 4, para. 2", "pp. 4–5", "para. 2" or "" """
    return _comma(page_range(pages, "–"), f"para. {paragraph}" if paragraph else "")


def _in_text(fields: Fields, style: TextStyle, pages: Sequence[int | str], paragraph: int) -> str:
    """APA gives page and paragraph; MLA and Chicago the page, or the paragraph if there is no page."""
    people = _people(fields, style)
    year = fields.year or NO_DATE
    page = "–".join(str(page) for page in dict.fromkeys((pages[0], pages[-1]))) if pages else ""
    if style == "apa":
        return f"({_comma(people, year, _locator(pages, paragraph))})"
    if style == "mla":
        return f"({people} {page})" if page else f"({_comma(people, f'par. {paragraph}' if paragraph else '')})"
    dated = f"{people}, {year}" if year == NO_DATE else f"{people} {year}"
    return f"({_comma(dated, page or _locator((), paragraph))})"


def _people(fields: Fields, style: TextStyle) -> str:
    """The authors' family names as a citation in the text gives them; without authors the title's first words."""
    families = [name.family for name in fields.authors]
    if not families:
        words = re.split(r"[:.?!]\s", fields.title)[0].split()
        return f"“{' '.join(words[:_SHORT_TITLE])}”"
    if len(families) > (3 if style == "chicago" else 2):
        return f"{families[0]} et al."
    if len(families) == 3:
        return f"{families[0]}, {families[1]}, and {families[2]}"
    return (" & " if style == "apa" else " and ").join(families)


def _comma(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
