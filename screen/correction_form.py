"""The form that corrects what an article is: a field each, in the part of the page that cites it."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from index import Article, correct
from index.corrections import FIELDS, LONGEST, listed
from qa.study.article_fields import article_fields, cited_fields
from qa.study.reference_fields import Fields

_LABELS = {"doi": "DOI"}
_HINTS = {"authors": "Fern, Anna; Moss, Ben", "pages": "12–19"}


def correction_form(article: Article, number: int) -> str:
    """The form for an article, closed until it is asked for; "" for one that is of no file.

    number  of the exchange in which it stands
    """
    if not article.digest:
        return ""
    shown = _as_text(cited_fields(article))
    rows = "".join(_row(name, shown[name]) for name in FIELDS)
    return (
        f'<details class="correct"><summary>Correct these fields</summary><div role="group" class="fields">{rows}'
        f'<button type="button" data-act="correct" data-number="{number}" data-digest="{article.digest}">Keep</button>'
        "</div></details>"
    )


def keep_correction(article: Article, typed: Mapping[str, object]) -> None:
    """Keep the fields that were typed otherwise than the file states them; see ``index.correct`` for the errors."""
    stated = _as_text(article_fields(article))
    said = {name: " ".join(str(typed.get(name, stated[name])).split()) for name in FIELDS}
    correct(article, {name: value for name, value in said.items() if value != stated[name]})


def _row(name: str, value: str) -> str:
    label = _LABELS.get(name, name.capitalize())
    hint = f' placeholder="{escape(_HINTS[name])}"' if name in _HINTS else ""
    return (
        f'<label>{label} <input type="text" data-field="{name}" value="{escape(value)}" maxlength="{LONGEST}"{hint}>'
        "</label>"
    )


def _as_text(fields: Fields) -> dict[str, str]:
    """The fields as they are typed."""
    return {
        "title": fields.title,
        "authors": listed(fields.authors),
        "year": fields.year,
        "journal": fields.container,
        "volume": fields.volume,
        "issue": fields.issue,
        "pages": "–".join(fields.pages),
        "doi": fields.doi,
    }
