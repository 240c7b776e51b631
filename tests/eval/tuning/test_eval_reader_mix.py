"""The grid of the reader's mix, on the tiny article: what a setting is worth, and that no text is read twice."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from tokenizers import Encoding

from eval.dataset import Dataset, passage_ids
from eval.measures import overlaps
from eval.questions import Question, find_quote
from eval.tuning.reader_mix import SHIPPED, Marks, RememberingModel, Setting, marks, shown
from index import Article
from index.encoding.encoder import Encoder
from index.progress import silent
from qa.building import TRAINED_READER, build_pipeline
from qa.reading.loading import load_span_model
from qa.reading.span_model import Network
from qa.reading.span_reader import Mix
from qa.reading.span_search import Logits

QUOTE = "A railway reached the hills in 1901"


class Counting:
    """A network that counts the windows it reads."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.windows = 0

    def logits(self, windows: Sequence[Encoding]) -> list[tuple[Logits, Logits]]:
        self.windows += len(windows)
        return self.network.logits(windows)


@pytest.fixture(scope="module")
def model() -> RememberingModel:
    return RememberingModel(load_span_model(TRAINED_READER))


def test_a_setting_that_prefers_the_worst_passage_is_marked_lower(
    model: RememberingModel, tiny: Article, small_encoder: Encoder, tmp_path: Path
) -> None:
    evidence = (tuple(find_quote(tiny, QUOTE)),)
    question = Question("q", "fact", "When did a railway reach the hills?", (), ("1901",), evidence)
    dataset = Dataset("tiny", tiny, passage_ids(tiny), (question,), overlaps)
    pipeline = build_pipeline(tiny, small_encoder, cache=tmp_path, progress=silent)
    settings = [*SHIPPED, Setting(Mix(retrieval=-100.0, lead=0.0), hits=8, within=1.0)]
    found = marks(dataset, pipeline, model, settings)
    assert found[:2] == [Marks(right=1.0, evidence=1.0, f1=1.0)] * 2
    assert (found[2].right, found[2].evidence) == (0.0, 0.0)
    table = shown(settings, {"tiny": found}, best=1)
    assert "5 (shipped with bank) |" in table
    assert "8 (shipped without) |" in table
    assert "1.000, 1.000, 1.000 | 1.0000 |" in table
    with pytest.raises(TypeError, match='build it with reader="none"'):
        marks(
            dataset, build_pipeline(tiny, small_encoder, reader=None, cache=tmp_path, progress=print), model, settings
        )


def test_what_was_read_is_not_read_again(model: RememberingModel) -> None:
    network = Counting(model.network)
    model.network = network
    texts: Sequence[str] = [QUOTE, "Mules were dear", QUOTE]
    first = model.spans("Which year?", texts)
    assert network.windows == 2
    assert first[0] == first[2] != first[1]
    assert model.spans("Which year?", texts[1:]) == first[1:]
    assert network.windows == 2
