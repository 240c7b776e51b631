"""An overview: the key sentences of the article, of a part, or of the passages about a topic."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from index import Article, Passage
from index.search import Scores
from index.text import content_terms, words

from ..answer import Citation
from ..reading.sentence_reader import SentenceReader
from ..tuned import TUNED
from .shaped import Shaped

_CUES = re.compile(
    r"\b(?:this|the|our|we) (?:article|paper|study|research|analysis|work|findings?|results?|"
    r"authors?)?\b.{0,30}?\b(?:examin|"
    r"investigat|argu|show|find|found|suggest|conclud|propos|describ|highlight|reveal|demonstrat|present|analy[sz]|"
    r"explor|"
    r"report|aim)\w*\b|\b(?:in (?:conclusion|summary|sum|short|brief)|overall|to conclude|importantly|in particular|"
    r"most "
    r"important|significant(?:ly)?|crucial|key|main|central)\b",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:summ\w+|sum|nutshell|gist|tl;?dr|tl|dr|overview|takeaways?|main|key|central|core|overall|important|"
    r"essential|big|"
    r"points?|arguments?|ideas?|findings?|messages?|thes[ie]s|claims?|themes?|contributions?|conclusions?|conclude|"
    r"lessons?|"
    r"results?|topics?|focus|subject|aim|purpose|specific|sentences?|words?|lines?|short|brief|briefly|few|two|three|"
    r"four|"
    r"five|please|tell|give|present|learn|draw|hold|whole|show|find|discover|argue|paper|article|study|text|research|"
    r"authors?|"
    r"document|section|chapter|part|bottom|line|all|mainly|really|exactly)\b",
    re.IGNORECASE,
)
_CONCLUDES = re.compile(r"\bconclu", re.IGNORECASE)
_COUNTS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_SHORTEST = 6  # words; a shorter sentence says too little to stand alone


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence by the position of its passage in the article and its number in it, from 0 on."""

    passage: Passage
    position: int
    number: int


def topic_of(question: str) -> str:
    """The words of a question for an overview that say of what, without those that ask."""
    return " ".join(word for word in _ASKED.sub(" ", question).split() if content_terms(word))


def overview(
    article: Article, positions: Collection[int], sentences: SentenceReader, question: str, about: Scores | None = None
) -> Shaped:
    """The key sentences of some passages, in reading order; of the whole article where no position is given.

    A sentence counts by its mean closeness to the others (as LexRank's degree; Erkan & Radev, 2004), by its place,
    and where it says that it tells the point. Of two alike the better is taken.

    about   the score of each sentence of the article for the topic of the question; None where it has none
    """
    found = _sentences(article, positions or _telling(article))
    if not found:
        return Shaped((), "overview")
    like = sentences.among([(one.position, one.number) for one in found])
    scores = _scores(found, like)
    if about is not None:
        scores = scores + np.array([about[sentences.row(one.position, one.number)] for one in found])
    kept: list[int] = []
    for row in np.argsort(-scores, kind="stable"):
        if len(kept) < _most(question) and all(like[row, other] < TUNED.forms.alike for other in kept):
            kept.append(int(row))
    spans = [(found[row].passage, found[row].passage.sentences[found[row].number]) for row in sorted(kept)]
    return Shaped(tuple(Citation(passage, span, span) for passage, span in spans), "overview")


def _most(question: str) -> int:
    asked = next((_COUNTS[word] for word in words(question) if word in _COUNTS), TUNED.forms.most_key_sentences)
    return min(asked, TUNED.forms.most_key_sentences)


def _telling(article: Article) -> list[int]:
    """The passages that sum an article up: its abstract and conclusion, where they hold enough; else all."""
    summing = [
        position
        for position, passage in enumerate(article.passages)
        if passage.kind == "abstract"
        or (passage.kind == "body" and re.search(r"\bconclu", passage.section, re.IGNORECASE))
    ]
    enough = sum(len(article.passages[position].sentences) for position in summing) >= TUNED.forms.most_key_sentences
    return summing if enough else list(range(len(article.passages)))


def _sentences(article: Article, positions: Collection[int]) -> list[Sentence]:
    return [
        Sentence(passage, position, number)
        for position in sorted(positions)
        if (passage := article.passages[position]).kind in ("abstract", "body", "note")
        for number, span in enumerate(passage.sentences)
        if len(words(span.of(passage.text))) >= _SHORTEST
    ]


def _scores(found: Sequence[Sentence], like: Scores) -> Scores:
    central = like.mean(axis=1)
    opens = np.array([float(one.number == 0) for one in found])
    tells = np.array([float(bool(_CUES.search(_text(one)))) for one in found])
    spread = float(central.std()) or 1.0
    return np.asarray((central - central.mean()) / spread + 0.5 * opens + 0.5 * tells, dtype=np.float32)


def _text(one: Sentence) -> str:
    return one.passage.sentences[one.number].of(one.passage.text)
