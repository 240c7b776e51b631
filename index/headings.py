"""The signs of a heading and of a sentence's end, the same for every reader and for the article."""

from __future__ import annotations

import re

REFERENCES = frozenset(
    {
        *("references", "bibliography", "works cited", "literature cited", "reference list", "literature"),
        *("bibliographical references", "bibliographic references", "references cited", "list of references"),
        *("references and notes", "notes and references", "sources cited", "cited literature", "cited works"),
        *("select bibliography", "selected bibliography", "references and bibliography", "references and sources"),
        *("bibliography and references", "references and further reading", "works consulted", "sources", "reference"),
        *("literaturhinweise", "verwendete literatur", "zitierte literatur", "quellen- und literaturverzeichnis"),
        *("literatur und quellen", "bibliografie und quellen", "sources et bibliographie", "riferimenti bibliografici"),
        *(
            "bibliografía citada",
            "referências citadas",
            "literatuur",
            "literatuurlijst",
            "referenser",
            "litteraturlista",
        ),
        *("литература", "список литературы", "библиография", "literatura", "kaynakça", "参考文献"),
        *(
            "literatur",
            "literaturverzeichnis",
            "literaturangaben",
            "bibliographie",
            "bibliografie",
            "quellenverzeichnis",
        ),
        *("quellen", "quellen und literatur", "références", "références bibliographiques", "referencias"),
        *("referencias bibliográficas", "bibliografía", "referências", "referências bibliográficas", "bibliografia"),
    }
)
"""The names of a bibliography's heading, as ``section_name`` has them."""

_LENGTH = 100  # characters, and
_WORDS = 14  # words, that a heading has at most
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]*]*$")


def looks_like_heading(text: str) -> bool:
    """Whether a line is short, begins with a capital or a digit, and does not end like a sentence."""
    first = next((c for c in text if c.isalnum()), "")
    return (
        len(text) <= _LENGTH
        and len(text.split()) <= _WORDS
        and not text.endswith((".", ",", ";", ":", "!", "…"))
        and (first.isupper() or first.isdigit())
    )


def ends_sentence(text: str) -> bool:
    """Whether a text ends with a full stop or the like, closing quotes and brackets apart."""
    return bool(_SENTENCE_END.search(text))


def section_name(text: str) -> str:
    """A heading without its number, colon and case: "7. References:" -> "references"."""
    return re.sub(r"^[\dIVX.]+\s+", "", text).strip(" :*").casefold()
