"""Questions and paragraphs for training the span reader: from SQuAD files, and from an article's question bank.

Both become Examples: a question with a text that answers it, or with a text that does not (start and end are -1).
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from eval.measures import token_f1
from eval.verdict_sets import rank
from index import Article
from index.bank import Entry, positions_of

from .altered import alter, names_in
from .negation import Edits

ABSENT = -1
_STOP = re.compile(r"(?<=[a-z]{3})[.,;:]+$")


@dataclass(frozen=True)
class Example:
    """A question and a text.

    start, end  the characters of ``context`` that answer; -1 if it does not answer
    group       the article or passage it is from: the examples of one group are held out together
    marked      every span that annotators gave
    evidence    the characters of each sentence that proves the answer; () are those that the answer lies in
    spanned     whether start and end say something; if not, only ``evidence`` and ``verdict`` do
    verdict     what the context says to a question or claim, 0 yes, 1 no, 2 open; -1 is not known
    twin        examples with the same one, if it is not "", are learned from together
    """

    question: str
    context: str
    start: int
    end: int
    group: str
    marked: tuple[tuple[int, int], ...] = ()
    evidence: tuple[tuple[int, int], ...] = ()
    spanned: bool = True
    verdict: int = -1
    twin: str = ""

    @property
    def answered(self) -> bool:
        """Whether the context answers the question."""
        return self.start != ABSENT

    @property
    def answer(self) -> str:
        """The words of the context that answer, "" if there are none."""
        return self.context[self.start : self.end] if self.answered else ""


def squad_examples(squad: dict[str, Any], seed: int = 0, edits: Edits | None = None) -> list[Example]:
    """The examples of a parsed SQuAD file; of a question's several answers, the one closest to all comes first."""
    if "data" not in squad:
        raise ValueError(f'a SQuAD file holds "data"; this one holds {sorted(squad)}')
    contexts, groups, asked = _read_squad(squad)
    ranked = rank([question.text for question in asked], contexts, depth=20)
    lower = [context.lower() for context in contexts]
    siblings = {name: [i for i, group in enumerate(groups) if group == name] for name in set(groups)}
    names = {name: names_in("\n".join(contexts[i] for i in numbers)) for name, numbers in siblings.items()}
    draws, changes = np.random.default_rng(seed), random.Random(seed)
    examples = []
    for question, best in zip(asked, ranked, strict=True):
        home, group = question.home, groups[question.home]
        examples.append(_at_home(question, contexts[home], group))
        if not question.answers:
            continue
        golds = [answer["text"].lower() for answer in question.answers]
        others = draws.permutation(siblings[group])[:5].tolist()
        for candidates, most in ((best, 2), (others, 1)):
            wrong = [i for i in candidates if i != home and not any(gold in lower[i] for gold in golds)]
            examples += [Example(question.text, contexts[i], ABSENT, ABSENT, group) for i in wrong[:most]]
        changed = alter(question.text, contexts[home], names[group], changes)
        mined = edits.changed(question.text, contexts[home], changes) if edits else None
        examples += [Example(q, contexts[home], ABSENT, ABSENT, group) for q in (changed, mined) if q]
    return examples


@dataclass(frozen=True)
class _Question:
    """A question of a SQuAD file; home: the number of its paragraph; answers: none if it is impossible."""

    text: str
    home: int
    answers: list[dict[str, Any]]


def _read_squad(squad: dict[str, Any]) -> tuple[list[str], list[str], list[_Question]]:
    """The paragraphs, the title of the article that each is from, and the questions."""
    contexts: list[str] = []
    groups: list[str] = []
    asked: list[_Question] = []
    for number, article in enumerate(squad["data"]):
        for paragraph in article["paragraphs"]:
            for qa in paragraph["qas"]:
                answers = [] if qa.get("is_impossible") else qa["answers"]
                if not any("BIBREF" in answer["text"] for answer in answers):  # a mark of QASPER, no word
                    asked.append(_Question(qa["question"].strip(), len(contexts), answers))
            contexts.append(paragraph["context"])
            groups.append(article.get("title") or str(number))
    return contexts, groups, asked


def _at_home(question: _Question, context: str, group: str) -> Example:
    """The example of a question and its own paragraph."""
    if not question.answers:  # a person wrote it, so it counts for as much as an answered one
        return Example(question.text, context, ABSENT, ABSENT, group, twin=f"impossible {question.text}")
    marked = [_trimmed(answer["answer_start"], answer["text"]) for answer in question.answers]
    start, end = central_answer(context, marked)
    return Example(question.text, context, start, end, group, tuple(marked))


def bank_examples(entries: Sequence[Entry], article: Article, seed: int = 0) -> list[Example]:
    """The examples of a bank's entries about an article.

    An answered entry comes with every passage that holds its quote and with the best-ranked passage
    without its answer. An unanswered entry comes with two passages: first those with the quote that corrects it,
    then the best-ranked ones. The group is the position of the first passage.
    """
    texts = [passage.text for passage in article.passages]
    names = names_in("\n".join(passage.text for passage in article.passages if passage.kind == "body"))
    changes = random.Random(seed)
    ranked = rank([entry.question for entry in entries], texts, depth=20)
    examples = []
    for entry, best in zip(entries, ranked, strict=True):
        quoted = positions_of(entry.quote, article) if entry.quote else []
        homes = quoted if entry.answered else []
        group = str((quoted or best)[0])
        for home in homes:
            start = texts[home].index(entry.quote) + entry.quote.index(entry.answer)
            examples.append(Example(entry.question, texts[home], start, start + len(entry.answer), group))
            if changed := alter(entry.question, texts[home], names, changes):
                examples.append(Example(changed, texts[home], ABSENT, ABSENT, group))
        near = dict.fromkeys(best if homes else [*quoted, *best])
        wrong = [i for i in near if not (homes and entry.answer in texts[i])]
        wrong = wrong[: 1 if homes else 2]
        examples += [Example(entry.question, texts[i], ABSENT, ABSENT, group) for i in wrong]
    return examples


def central_answer(context: str, spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Of several answers, (start, end) each, the one that agrees best with all; ties go to the shorter."""
    texts = [context[start:end] for start, end in spans]
    best = max(range(len(spans)), key=lambda i: (sum(token_f1(texts[i], [other]) for other in texts), -len(texts[i])))
    return spans[best]


def _trimmed(start: int, text: str) -> tuple[int, int]:
    """The span of an answer without white space around it or a sentence's full stop."""
    start += len(text) - len(text.lstrip())
    return start, start + len(_STOP.sub("", text.strip()))
