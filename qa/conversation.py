"""A follow-up question -> what to search for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index.text import content_terms, split_sentences, words

# Words that point back to something said before.
_POINTING = frozenset(
    "it its he him his she her hers they them their theirs this that these those there then else same such former"
    " latter one ones also too".split()
)
_FEW_TERMS = 2
_OPENINGS = {"and", "but", "so", "or"}


def standalone(question: str, history: Sequence[Mapping[str, str]]) -> str:
    """What to search for: the question itself where it stands alone, else with the last question before it.

    A question does not stand alone when it opens with "and", points back ("it", "they", "the same") or
    has fewer than two words of content ("Since when?"). A new topic in full words is left as it is.

    >>> standalone("Since when?", [{"role": "user", "content": "Who recognised Pakistan?"}])
    'Who recognised Pakistan? Since when?'
    """
    asked = [turn["content"] for turn in history if turn.get("role") == "user" and turn.get("content", "").strip()]
    if not asked or not points_back(question):
        return question
    # A chain of follow-ups is carried back to the question that stands alone.
    chain = [question]
    for earlier in reversed(asked):
        chain.insert(0, earlier.strip())
        if not points_back(earlier):
            break
    return " ".join(chain)


def points_back(question: str) -> bool:
    """Whether a question needs what was said before it; its last sentence tells ("Got it. Now, ...")."""
    sentences = split_sentences(question)
    last = sentences[-1].of(question) if sentences else ""
    found = words(last)
    terms = content_terms(last)
    return bool(found) and (
        found[0] in _OPENINGS or len(terms) < _FEW_TERMS or any(word in _POINTING for word in found)
    )
