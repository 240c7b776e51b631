"""The bibliography: a card for an entry, and over the whole its files, what carries most, what is never cited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import quote

from index import Article, Passage
from qa.study.citing import Style, cite_reference
from qa.study.reference_fields import reference_fields

from .trail import file_name, trail

_STYLES: dict[Style, str] = {"apa": "APA", "mla": "MLA", "chicago": "Chicago", "bibtex": "BibTeX", "ris": "RIS"}
_FILES: dict[Style, str] = {"bibtex": "bib", "ris": "ris"}
_MOST = 5


def card_html(reference: Passage, cited_in: Sequence[str]) -> str:
    """An entry with its address, the places that cite it, as links, and a button for each style that copies it."""
    fields = reference_fields(reference.text)
    address = f"https://doi.org/{fields.doi}" if fields.doi else fields.url
    shown = f'<p class="address">{escape(address)}</p>' if address and address not in reference.text else ""
    copies = "".join(
        f'<button type="button" data-copy="{escape(cite_reference(reference, style))}">{name}</button>'
        for style, name in _STYLES.items()
    )
    places = f'<p class="cited-in">Cited in {", ".join(cited_in)}</p>' if cited_in else ""
    return (
        f'<p class="entry">{escape(reference.text)}</p>{shown}{places}'
        f'<p class="copies" role="group" aria-label="Cite">Cite: {copies}</p>'
    )


def bibliography_html(article: Article, claims: Mapping[int, int], links: Mapping[int, str]) -> str:
    """The files of a bibliography, the works that most places cite, and the entries that none does.

    claims  for the number of each entry how many places cite it; links: for each the link to it, as HTML
    """
    entries = article.references
    if not entries:
        return ""
    files = ", ".join(_file(article, style, ending) for style, ending in _FILES.items())
    ranked = sorted((n for n in claims if claims[n]), key=lambda n: (-claims[n], n))[:_MOST]
    most = "".join(f"<li>{links[n]}: {claims[n]} {'place' if claims[n] == 1 else 'places'}</li>" for n in ranked)
    never = ", ".join(links[n] for n in sorted(claims) if not claims[n])
    uncited = f"Never cited in the text: {never}." if never else "Every entry is cited in the text."
    return (
        f'<div class="bibliography"><p>All {len(entries)} entries as {files}</p>'
        f"<details><summary>What the article rests on</summary><ul>{most}</ul>"
        f"<p>{uncited}</p></details></div>"
    )


def _file(article: Article, style: Style, ending: str) -> str:
    """The link that downloads all entries, with the trail: in BibTeX as comments, in RIS as a note of each record."""
    records = "".join(cite_reference(entry, style) for entry in article.references)
    lines = [f"The references of {line}" if i == 0 else line for i, line in enumerate(trail(article))]
    if style == "bibtex":
        records = "".join(f"% {line.replace('@', '(at)')}\n" for line in lines) + records
    else:
        records = records.replace("ER  - ", "".join(f"N1  - {line}\r\n" for line in lines) + "ER  - ")
    name = escape(file_name(article, "references", ending))
    return f'<a download="{name}" href="data:text/plain;charset=utf-8,{quote(records)}">.{ending}</a>'
