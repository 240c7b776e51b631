"""The article's own fields as read: each right, absent or wrong."""

from __future__ import annotations

from typing import Literal

from index import Article
from qa.study.article_fields import article_fields

from .gold import Gold
from .words import folded

FIELDS = ("authors", "year", "journal", "DOI")
Verdict = Literal["right", "absent", "wrong"]


def verdicts(article: Article, gold: Gold) -> dict[str, Verdict]:
    """The verdict on each field that the gold has.

    authors  all surnames, in order
    year     that of any date of publication
    journal  its name or an abbreviation of it
    DOI      the same characters, whatever their case; an address at doi.org counts
    """
    fields = article_fields(article)
    wanted: dict[str, tuple[bool, bool, bool]] = {
        "authors": (
            bool(gold.authors),
            bool(fields.authors),
            [folded(name.family) for name in fields.authors] == [folded(name) for name in gold.authors],
        ),
        "year": (bool(gold.years), bool(fields.year), fields.year in gold.years),
        "journal": (bool(gold.journals), bool(fields.container), _same_name(fields.container, gold.journals)),
        "DOI": (bool(gold.doi), bool(fields.doi), _bare(fields.doi) == _bare(gold.doi)),
    }
    return {field: _verdict(stated, right) for field, (asked, stated, right) in wanted.items() if asked}


def _verdict(stated: bool, right: bool) -> Verdict:
    return "absent" if not stated else "right" if right else "wrong"


def _same_name(container: str, journals: tuple[str, ...]) -> bool:
    return folded(container) in [folded(journal) for journal in journals]


def _bare(doi: str) -> str:
    return doi.casefold()[doi.find("10.") :] if "10." in doi else doi.casefold()
