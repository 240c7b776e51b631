"""The signs of a heading and of a sentence's end, the same for every reader and for the article."""

from __future__ import annotations

import re

NOTES = frozenset("notes endnotes footnotes anmerkungen fußnoten endnoten notas noten".split())
"""Names of a section of notes, as ``section_name`` has them."""

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

ABSTRACT = frozenset(
    {"abstract", "summary", "zusammenfassung", "kurzfassung", "résumé", "resumen", "resumo", "riassunto"}
)
"""The names of an abstract's heading, as ``section_name`` has them."""

_KNOWN = re.compile(
    r"(?:general |brief |theoretical |empirical |final |concluding |materials? and |patients? and |subjects? and )?"
    r"(?:introduction|background|methods?|methodology|materials|results|findings|discussion|conclusions?|remarks|"
    r"limitations?|experimental(?: section| procedures)?|procedures?|participants|measures)"
    r"(?: and (?:discussion|conclusions?|methods|implications|background|outlook|limitations|future \w+|results|"
    r"analysis))?"
    r"|related work|literature review|case (?:report|presentation)|acknowledge?ments?|abbreviations|"
    r"appendix(?: \w{1,2})?|appendices|supplementary (?:materials?|information|data)|supporting information|"
    r"(?:competing|conflicts? of|declaration of (?:competing|conflicting)|conflicting) interests?(?: statement)?|"
    r"(?:disclosure|ethics|data availability|funding|conflict of interest)(?: statements?| information)?|"
    r"authors?['’]? contributions?|data (?:accessibility|availability|sharing)|ethic(?:s|al) approval|"
    r"authors?['’]? (?:details|information|note)|about the authors?|notes on contributors|publisher['’]s note|"
    r"declarations|consent for publication|endnotes|notes|"
    r"einleitung|einführung|fazit|schluss(?:bemerkung(?:en)?|folgerung(?:en)?)?|ausblick|methodik|methoden?|ergebnisse|"
    r"diskussion|zusammenfassung|anmerkungen|anhang|danksagung|"
    r"méthodes?|résultats|remerciements|introducción|métodos?|metodología|resultados|discusión|conclusion(?:es)?|"
    r"introdução|discussão|conclusão",
    re.IGNORECASE,
)
_SPACED = re.compile(r"(?:[^\W\d_] ){4,}[^\W\d_]")
_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}(?=\.))\.?\s+(?=[^\W\d_])")

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
    """A heading without its number, colon, full stop and case.

    >>> section_name("7. References:"), section_name("A B S T R A C T")
    ('references', 'abstract')
    """
    words = re.sub(r"^[\dIVX.]+\s+", "", text).strip(" :*").rstrip(".")
    return (words.replace(" ", "") if _SPACED.fullmatch(words) else words).casefold()


def is_known(text: str) -> bool:
    """Whether a line is the usual name of an article's section, its number and full stop apart."""
    name = section_name(text).rstrip(".")
    return name in REFERENCES or name in ABSTRACT or bool(_KNOWN.fullmatch(name))


def number_of(text: str) -> tuple[int, ...]:
    """The number before a heading's words, () if it has none.

    >>> number_of("2.1. Survey"), number_of("IV. Results"), number_of("1990 was dry")
    ((2, 1), (4,), ())
    """
    match = _NUMBER.match(text)
    if match is None:
        return ()
    return tuple(map(int, match[1].split("."))) if match[1][0].isdigit() else (_roman(match[1]),)


def _roman(numeral: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in numeral]
    return sum(-value if value < max(values[i:]) else value for i, value in enumerate(values))
