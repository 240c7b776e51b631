"""Which passages may answer a question of a kind: the bibliography answers what is asked of sources, not of matters."""

from __future__ import annotations

import re

from index import Passage
from index.text import LETTERS, content_terms

from .kinds import Asks
from .query import Query

_OF_ALL: frozenset[Asks] = frozenset({"source", "document", "claim"})
_OF_SEVERAL: frozenset[Asks] = frozenset({"list", "order", "comparison", "why", "overview"})
_NAMED_IN = 60  # characters of an entry in which its authors stand, before its year
_YEAR = re.compile(r"[(\d]")


def may_answer(passage: Passage, query: Query) -> bool:
    """Whether a passage of its kind may answer.

    An entry of the bibliography, the title and the running header only answer a question of sources or of the document
    itself; an entry also one that names its author, and all of them a follow-up, whose own words say too little. The
    keywords and authors are no item of a list, nor a reason.
    """
    if passage.kind in ("keywords", "authors"):
        return query.asks not in _OF_SEVERAL
    if passage.kind not in ("reference", "header", "title") or query.asks in _OF_ALL or query.carried:
        return True
    return passage.kind == "reference" and _names_author(passage.text, query)


def _names_author(entry: str, query: Query) -> bool:
    names = {term for name in LETTERS.findall(_YEAR.split(entry)[0][:_NAMED_IN]) if name[0].isupper() and len(name) > 2
             for term in content_terms(name)}  # fmt: skip
    return not names.isdisjoint(term for term in query.alone.terms)
