"""Tables by the kind of answer that is asked for: right, said, uncertain, strongly supported, or told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from qa.kinds import Asks

from .intervals import mean
from .marks import FORCED, Marked
from .tables import NONE, cell, table

FOLLOW_UPS = "of these, follow-ups"
# In the order of the tables; the others follow.
_FIRST: tuple[Asks, ...] = ("why", "list", "order", "comparison", "yesno", "overview", "place", "fact")
KINDS: tuple[Asks, ...] = (*_FIRST, *(asks for asks in get_args(Asks) if asks not in _FIRST))

LEGEND = """\
right: the first quote proves a fact; of a list, a comparison or an overview the share of the facts that the quotes
prove together, of an order the share that they prove in order. perhaps: one uncertain quote is shown; it counts as not
answered where the article answers, and as refused where it does not."""


def kinds_table(head: str, marked: Sequence[Marked]) -> str:
    """What came of the questions of each kind, those without a label left out."""
    rows = [_kinds_row(kind, own) for kind, own in _by_kind(marked)]
    labelled = [m for m in marked if m.asks]
    rows.append(_kinds_row("in all", labelled))
    follow_ups = [m for m in labelled if m.follow_up]
    if follow_ups:
        rows.append(_kinds_row(FOLLOW_UPS, follow_ups))
    measures = ("right", "right, forced", "answered", "perhaps")
    return table([head, "answered there", *measures, "not", "refused", "perhaps", "all right"], rows)


def _kinds_row(name: str, marked: Sequence[Marked]) -> list[str]:
    yes, no = ([m for m in marked if m.answerable is answerable] for answerable in (True, False))
    return [
        name,
        str(len(yes)),
        *(_share(yes, measure) for measure in ("right", FORCED + "right", "answered", "perhaps")),
        str(len(no)),
        *(_share(no, measure) for measure in ("refused", "perhaps")),
        _share(marked, "right"),
    ]


def outcomes_table(sets: Mapping[str, Sequence[Marked]]) -> str:
    """How often each set's questions are answered and answered perhaps, and what the uncertain quotes and those that
    say otherwise are worth; a row for the answerable ones of a set and one for the others."""
    rows = []
    for name, marked in sets.items():
        for answerable, words in ((True, "answerable"), (False, "not")):
            own = [m for m in marked if m.answerable is answerable]
            if own:
                answered = [m.marks["answered"] if answerable else 1 - m.marks["refused"] for m in own]
                shares = [_figure(answered), _share(own, "perhaps"), _of(own, "nearest"), _of(own, "correction")]
                rows.append([name, words, str(len(own)), *shares])
    head = ["outcomes", "questions", "n", "answered", "perhaps", "of these evidence", "of corrections right"]
    return table(head, rows)


def verdicts_table(sets: Mapping[str, Sequence[Marked]]) -> str:
    """Of the yes/no questions with a label in each set: how often something is said in words, and how often rightly;
    whatever is said of any other question is wrong."""
    rows = []
    for name, marked in sets.items():
        labelled = [m for m in marked if "said" in m.marks]
        said = _values(marked, "agrees")
        rows.append([name, str(len(labelled)), _share(labelled, "said"), _of(marked, "agrees"), _figure(said)])
    return table(["yes or no", "labelled", "said", "the label", "share"], rows)


def strong_table(sets: Mapping[str, Sequence[Marked]]) -> str:
    """How often "strong" is right: in all, and by kind, told by the label or else by the program."""
    every = [m for marked in sets.values() for m in marked]
    kinds = [kind for kind in KINDS if any((m.asks or m.told) == kind and "strong" in m.marks for m in every)]
    rows = []
    for name, marked in sets.items():
        by_kind = ([m for m in marked if (m.asks or m.told) == kind] for kind in kinds)
        strong = _values(marked, "strong")
        rows.append([name, _of(marked, "strong"), _figure(strong), *(_of(own, "strong") for own in by_kind)])
    return table(["strong is right", "in all", "share", *kinds], rows)


def told_apart(pairs: Sequence[tuple[Asks, Asks]]) -> str:
    """How the kinds are told apart; pairs: (label, what it is taken for).

    A row a kind: how many, how many are told, and what the others are taken for.
    """
    rows = []
    for kind in KINDS:
        told = Counter(taken for label, taken in pairs if label == kind)
        if told:
            rows.append(_told_row(kind, told[kind], told.total(), told))
    right = sum(label == taken for label, taken in pairs)
    rows.append(_told_row("in all", right, len(pairs), Counter()))
    return table(["asked for", "n", "told", "share", "taken for"], rows)


def _told_row(name: str, right: int, count: int, told: Counter[Asks]) -> list[str]:
    others = ", ".join(f"{kind} {n}" for kind, n in told.most_common() if kind != name)
    share = cell(mean([1.0] * right + [0.0] * (count - right)))
    return [name, str(count), f"{right} of {count}", share, others or NONE]


def _by_kind(marked: Sequence[Marked]) -> Iterator[tuple[Asks, list[Marked]]]:
    for kind in KINDS:
        own = [m for m in marked if m.asks == kind]
        if own:
            yield kind, own


def _values(marked: Sequence[Marked], measure: str) -> list[float]:
    return [m.marks[measure] for m in marked if measure in m.marks]


def _figure(values: Sequence[float]) -> str:
    return cell(mean(values)) if values else NONE


def _share(marked: Sequence[Marked], measure: str) -> str:
    return _figure(_values(marked, measure))


def _of(marked: Sequence[Marked], measure: str) -> str:
    """ "11 of 14": the sum of a mark and for how many questions there is one."""
    values = _values(marked, measure)
    return f"{round(sum(values), 1):g} of {len(values)}" if values else NONE
