"""The kind of answer that a question asks for, told from its words before anything is read."""

from __future__ import annotations

import re
from typing import Literal

from index.text import split_sentences, words

from .foreign import is_foreign
from .kind_cues import (
    AUXILIARY,
    CLAIM,
    COMPARISON,
    DEFINITION,
    DOCUMENT,
    LISTED,
    NAMED_PLACE,
    ORDER,
    OVERVIEW,
    PROGRAM,
    SEVERAL,
    SOURCE,
    WHY,
)

# What a question asks for, by its form, whether or not the article answers it: "why" is how and consequences too,
# "overview" the main points of the article or a part, "place" something said in a part that the question names,
# "source" who says so and the bibliography, "document" the article itself (authors, DOI, method, sample), "claim" a
# claim to check or a pasted passage, "program" what this program is or does, "language" any other than English.
Asks = Literal[
    "fact",
    "definition",
    "why",
    "list",
    "order",
    "comparison",
    "yesno",
    "overview",
    "place",
    "source",
    "document",
    "claim",
    "program",
    "greeting",
    "language",
]

_AS_TYPED = {"wat": "what", "wht": "what", "wich": "which", "whch": "which", "wy": "why", "y": "why", "hw": "how"}
_AS_TYPED |= {"n": "and", "abt": "about", "pls": "please", "plz": "please", "r": "are"}
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_GREETS = frozenset(
    "hi hello hey hallo hiya greetings morning afternoon evening thanks thank thx cheers bye goodbye great cool "
    "salam salaam"
    " assalamu namaste welcome perfect".split()
)
_WITH_GREETINGS = _GREETS | frozenset(
    "good day night you ok okay nice there so much very a lot dear bot how are see later many please alaikum got it "
    "well"
    " done all and for the help".split()
)
_WHAT_IS = re.compile(
    r"^(?:and |so |now )?what(?:'s| is| are) (?:an? |the )?(?!it\b|this\b|that\b)(?:[\w-]+ ){0,2}[\w-]+\W*$"
)
_OF = re.compile(r"\b(?:of|in|for|to|on|from)\b|'s\b")
_CHECKED = re.compile(
    rf"(?:^|^(?!.*\b(?:wh\w+|how)\b)[^?]*, )(?:and |but |so |then |or )?{AUXILIARY}\b|\bor (?:not?)\W*$"
)
_ALTERNATIVES = re.compile(r"\bor\b(?! not?\b| (?:is|was|are) (?:it|that|this)\b)")
_ASKED_INSIDE = re.compile(
    r"\b(?:say|tell|state|give|mention|explain|know|name|describe)s? (?:us |me )?(?:how|what|when|where|which|who|"
    r"whom|why|whose)\b"
)
_ORDERS = re.compile(r"(?:please )?(?:give|tell|name|show|find|explain|describe|state|say|look|help)\b", re.IGNORECASE)
# What narrows the answer most comes first; "yesno" is told by ``_is_to_be_checked``.
_CUES: tuple[tuple[Asks, tuple[str, ...]], ...] = (
    ("program", PROGRAM),
    ("claim", CLAIM),
    ("overview", OVERVIEW),
    ("place", NAMED_PLACE),
    ("document", DOCUMENT),
    ("source", SOURCE),
    ("order", ORDER),
    ("yesno", ()),
    ("list", LISTED),
    ("comparison", COMPARISON),
    ("definition", DEFINITION),
    ("why", WHY),
    ("list", SEVERAL),
)
_LEAST_OF_A_STATEMENT = 8  # words


def asks(question: str) -> Asks:
    """The kind of answer that a question asks for, by its form.

    >>> asks("Why did the road fall into decline?"), asks("Which came first, the road or the railway?")
    ('why', 'order')
    """
    plain = _WORD.sub(lambda match: _AS_TYPED.get(match[0], match[0]), question.casefold().replace("’", "'"))
    found = set(_WORD.findall(plain))
    if is_foreign(question):
        return "language"
    if found <= _WITH_GREETINGS and found & _GREETS:
        return "greeting"
    for kind, patterns in _CUES:
        if any(re.search(pattern, plain) for pattern in patterns) or (kind == "yesno" and _is_to_be_checked(plain)):
            return kind
    if _WHAT_IS.search(plain) and not _OF.search(plain):
        return "definition"
    return "claim" if _is_statement(question) else "fact"


def _is_to_be_checked(plain: str) -> bool:
    """Whether the last thing asked is answered by yes or no: not one of two ("easier or harder?"), nor how much."""
    sentences = [sentence.of(plain) for sentence in split_sentences(plain)]
    last = ([one for one in sentences if one.endswith("?")] or sentences)[-1]
    last = re.split(r"[:;–] ?| - ", last.rstrip(" ?!.:;"))[-1] or last
    return bool(_CHECKED.search(last)) and not _ALTERNATIVES.search(last) and not _ASKED_INSIDE.search(last)


def _is_statement(question: str) -> bool:
    """Whether it is no question but a passage that was pasted: sentences that begin and end as such."""
    sentences = [sentence.of(question) for sentence in split_sentences(question)]
    return (
        question.endswith(".")
        and not _ORDERS.match(question)
        and all(one[:1].isupper() or one[:1] in "“\"‘'" for one in sentences)
        and len(words(question)) >= _LEAST_OF_A_STATEMENT
    )
