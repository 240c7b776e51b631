"""The part of the training data that is held out, and its form for choosing thresholds."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from eval.verdict_sets import hold_out

from .examples import Example
from .measured import normalised
from .negation import Edits
from .settings import Settings
from .sources import load_examples

_A_PARAGRAPH = 2  # answered questions of a paragraph without near misses that are kept


def split(
    items: Sequence[str], settings: Settings, edits: Edits | None = None, never: Collection[str] = ()
) -> tuple[list[tuple[list[Example], float]], list[Example]]:
    """(sources with their shares, held out) of items "FILE" or "FILE@SHARE".

    Of the first file, and of those with pairs or verdicts, whole groups are held out. A file gives none of the
    questions of a file before it, none of the normalised questions ``never``, and no text that is held out already.
    """
    sources: list[tuple[list[Example], float]] = []
    held: list[Example] = []
    seen: set[tuple[str, str]] = set()
    held_texts: set[str] = set()
    for number, item in enumerate(items):
        file, _, share = item.partition("@")
        examples = [e for e in load_examples(file, settings.seed, edits) if normalised(e.question) not in never]
        fresh = [e for e in examples if (e.question, e.context) not in seen and e.context not in held_texts]
        seen.update((example.question, example.context) for example in examples)
        judged = any(not example.spanned or example.twin.endswith(" pair") for example in fresh)
        if number == 0 or judged:
            fresh, kept_back = hold_out(fresh, settings.judged if judged else settings.hold_out, settings.seed)
            held += [example for example in kept_back if example.spanned]
            held_texts.update(example.context for example in kept_back)
        sources.append((fresh, float(share or 1)))
    return sources, held


def held_out(held: Sequence[Example]) -> dict[str, Any]:
    """The held-out questions as a SQuAD file, version 2, whose paragraphs are searched together.

    A pair keeps both its questions. Of an article without pairs every second paragraph is left out: its questions
    stand as impossible ones with the paragraph before. So there are near misses of both kinds: another question about
    the right text, and the right text missing.
    """
    articles: dict[str, dict[str, list[Example]]] = {}
    for example in held:
        if example.answered or example.twin:
            articles.setdefault(example.group, {}).setdefault(example.context, []).append(example)
    data = []
    for title, paragraphs in articles.items():
        kept: list[dict[str, Any]] = []
        for number, (context, examples) in enumerate(paragraphs.items()):
            paired = any(example.twin for example in examples)
            some = examples if paired else examples[:_A_PARAGRAPH]
            if paired or number % 2 == 0:
                kept.append({"context": context, "qas": [_question(one, possible=one.answered) for one in some]})
            else:
                kept[-1]["qas"] += [_question(one, possible=False) for one in some]
        data.append({"title": title[:80], "paragraphs": kept})
    return {"version": "2.0", "data": data}


def _question(example: Example, *, possible: bool) -> dict[str, Any]:
    marked = dict.fromkeys(example.marked or [(example.start, example.end)]) if possible else {}
    answers = [{"text": example.context[start:end], "answer_start": start} for start, end in marked]
    name = f"{example.group[:20]} {example.question} {example.twin}"
    return {"id": name, "question": example.question, "is_impossible": not possible, "answers": answers}
