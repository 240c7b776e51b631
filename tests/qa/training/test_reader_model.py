"""What the heads of a reader lose, by hand, and what a step of training does about it."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from qa.training.batches import Batch, Windows
from qa.training.examples import Example
from qa.training.reader_model import Outputs, ReaderModel, loss
from qa.training.saved_reader import load_base
from tests.qa.training.lessons import TINY
from tests.tiny_bert import write_tiny_bert

ONLY_EVIDENCE = replace(TINY, evidence=1.0, verdict=0.0, twins=0.0)


class Said(torch.nn.Module):
    """A model that says what it is told to, whatever it reads."""

    def __init__(
        self,
        starts: Sequence[Sequence[float]],
        ends: Sequence[Sequence[float]],
        evidence: Sequence[Sequence[float]] | None = None,
        verdict: Sequence[Sequence[float]] = ((0.0, 0.0, 0.0),),
    ) -> None:
        super().__init__()
        parts = (starts, ends, evidence or [[0.0] * len(row) for row in starts], verdict)
        self.said = Outputs(*(torch.tensor(part, dtype=torch.float32) for part in parts))

    def forward(self, **_: torch.Tensor) -> Outputs:
        return self.said


def batch(
    *,
    start: Sequence[int],
    end: Sequence[int],
    length: int = 6,
    first: int = 3,
    sentence: Sequence[Sequence[int]] = (),
    proven: Sequence[Sequence[int]] = (),
    verdict: Sequence[int] = (),
    twins: Sequence[tuple[int, int]] = (),
) -> Batch:
    """Rows whose text is from place ``first`` to the last but one."""
    rows = len(start)
    shape = rows, length
    usable = torch.zeros(shape, dtype=torch.bool)
    usable[:, 0] = True
    usable[:, first : length - 1] = True
    ones = torch.ones(shape, dtype=torch.long)
    better, worse = torch.tensor(list(twins), dtype=torch.long).reshape(-1, 2).T
    return Batch(
        ids=ones,
        types=ones,
        real=ones,
        open=usable,
        start=torch.tensor(start),
        end=torch.tensor(end),
        sentence=torch.tensor(sentence) if sentence else -ones,
        proven=torch.tensor(proven) if proven else torch.full((rows, 1), -1),
        verdict=torch.tensor(verdict) if verdict else torch.full((rows,), -100),
        better=better,
        worse=worse,
    )


def lost(model: Said, rows: Batch, **shares: float) -> float:
    settings = replace(TINY, **{"evidence": 0.0, "verdict": 0.0, "twins": 0.0, **shares})  # type: ignore[arg-type]
    return float(loss(model, rows, settings))  # type: ignore[arg-type]


def log_share(gold: float, *others: float) -> float:
    """The negative log of the share of e to the gold's power among all."""
    return -math.log(math.exp(gold) / sum(math.exp(x) for x in (gold, *others)))


def test_the_span_is_sought_among_the_places_of_the_text_and_cls() -> None:
    # places: [CLS] question [SEP] a b [SEP]; those of question and marks do not count, however high
    model = Said([[1, 90, 90, 2, 3, 90]], [[0, 90, 90, -1, 4, 90]])
    expected = (log_share(2, 1, 3) + log_share(4, 0, -1)) / 2
    assert lost(model, batch(start=[3], end=[4])) == pytest.approx(expected, rel=1e-5)
    nothing = (log_share(1, 2, 3) + log_share(0, -1, 4)) / 2
    assert lost(model, batch(start=[0], end=[0])) == pytest.approx(nothing, rel=1e-5)


def test_a_row_whose_span_is_not_known_teaches_no_span() -> None:
    model = Said([[1, 0, 0, 2, 3, 0], [9, 0, 0, 8, 7, 0]], [[0, 0, 0, -1, 4, 0], [1, 0, 0, 2, 3, 0]])
    expected = (log_share(2, 1, 3) + log_share(4, 0, -1)) / 2
    assert lost(model, batch(start=[3, -100], end=[4, -100])) == pytest.approx(expected, rel=1e-5)
    assert lost(model, batch(start=[-100, -100], end=[-100, -100])) == 0


def test_the_evidence_of_a_sentence_is_the_mean_of_its_pieces_beside_that_of_cls() -> None:
    # [CLS] 0.5, the first sentence 1 and 3 (mean 2), the second -1; the piece of no sentence says 50
    evidence: list[list[float]] = [[0.5, 50, 50, 1, 3, -1, 50]]
    model = Said([[0] * 7], [[0] * 7], evidence)
    sentence = [[0, -1, -1, 1, 1, 2, -1]]
    for proven, expected in (
        ([[0, 1, 0]], log_share(2, 0.5, -1)),
        ([[0, 0, 1]], log_share(-1, 0.5, 2)),
        ([[1, 0, 0]], log_share(0.5, 2, -1)),
        ([[0, 1, 1]], -math.log((math.exp(2) + math.exp(-1)) / (math.exp(2) + math.exp(-1) + math.exp(0.5)))),
    ):
        rows = batch(start=[-100], end=[-100], length=7, sentence=sentence, proven=proven)
        assert lost(model, rows, evidence=1.0) == pytest.approx(expected, rel=1e-4)
        assert lost(model, rows, evidence=0.25) == pytest.approx(expected / 4, rel=1e-4)


def test_rows_without_known_evidence_are_left_out_and_padding_is_no_sentence() -> None:
    evidence: list[list[float]] = [[0.5, 0, 0, 1, 3, -1, 0], [9] * 7, [2, 0, 0, 4, 4, 4, 0]]
    model = Said([[0] * 7] * 3, [[0] * 7] * 3, evidence)
    rows = batch(
        start=[-100] * 3,
        end=[-100] * 3,
        length=7,
        sentence=[[0, -1, -1, 1, 1, 2, -1], [0, -1, -1, 1, 1, 1, -1], [0, -1, -1, 1, 1, 1, -1]],
        proven=[[0, 1, 0], [-1, -1, -1], [0, 1, -1]],
    )
    expected = (log_share(2, 0.5, -1) + log_share(4, 2)) / 2
    assert lost(model, rows, evidence=1.0) == pytest.approx(expected, rel=1e-4)


def test_the_verdict_is_one_of_three() -> None:
    model = Said([[0] * 6] * 2, [[0] * 6] * 2, verdict=[[1, 2, -1], [5, 0, 0]])
    rows = batch(start=[-100] * 2, end=[-100] * 2, verdict=[1, -100])
    assert lost(model, rows, verdict=0.3) == pytest.approx(0.3 * log_share(2, 1, -1), rel=1e-5)


def test_the_loss_of_a_twin_pair_falls_when_the_answered_one_leads() -> None:
    """A row's lead is its best start and end over those of [CLS]; the spans' own loss is not counted."""
    ends = [[0, 99, 99, 1, 0, 99], [0, 99, 99, 1, 0, 99]]

    def of(answered: float, twin: float) -> float:
        model = Said([[0, 99, 99, answered, -5, 99], [0, 99, 99, -5, twin, 99]], ends)
        return lost(model, batch(start=[-100, -100], end=[-100, -100], twins=[(0, 1)]), twins=1.0)

    # leads: 2 + 1 and -1 + 1
    assert of(2, -1) == pytest.approx(math.log(1 + math.exp(-3)), rel=1e-5)
    assert of(-1, 2) == pytest.approx(math.log(1 + math.exp(3)), rel=1e-5)
    assert of(0, 0) == pytest.approx(math.log(2), rel=1e-5)
    found = [of(lead, 0) for lead in range(-3, 4)]
    assert found == sorted(found, reverse=True)
    assert len(set(found)) == 7


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_bert(tmp_path_factory.mktemp("base"))


def twins() -> list[Example]:
    said = "she was born in paris."
    return [
        Example("where was she born?", said, 16, 21, said, twin="pair"),
        Example("when was she born?", said, -1, -1, said, twin="pair"),
    ]


def test_training_on_a_pair_parts_it_and_finds_the_sentence(base: Path) -> None:
    torch.manual_seed(0)
    model, tokenizer = load_base(base)
    model.train(False)
    windows = Windows(tokenizer, TINY)
    examples = [
        *twins(),
        Example("did she die?", "She was born. She died.", -1, -1, "", evidence=((14, 23),), spanned=False, verdict=0),
    ]
    windows.read([text for example in examples for text in (example.question, example.context)])
    rows = windows.batch([windows.cut(example, random.Random(0)) for example in examples])
    optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=0.01)
    values = []
    for _ in range(60):
        value = loss(model, rows, TINY)
        values.append(float(value.detach()))
        value.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        optimizer.zero_grad()
    assert values[-1] < values[0] / 10
    out: Outputs = model(input_ids=rows.ids, token_type_ids=rows.types, attention_mask=rows.real)
    where, when = out.start_logits.masked_fill(~rows.open, -1e4)[:2].argmax(1).tolist()
    assert (where, when) == (rows.start[0].item(), 0)
    evidence = out.evidence_logits[2]
    assert evidence[rows.sentence[2] == 2].mean() > evidence[0]
    assert evidence[rows.sentence[2] == 2].mean() > evidence[rows.sentence[2] == 1].mean()
    assert out.verdict_logits[2].argmax() == 0


def test_every_head_learns_and_the_word_embeddings_do_not(base: Path) -> None:
    model: ReaderModel = load_base(base)[0]
    assert (model.qa_outputs.out_features, model.verdict.out_features) == (3, 3)
    frozen = [name for name, p in model.named_parameters() if not p.requires_grad]
    assert frozen == ["bert.embeddings.word_embeddings.weight"]
    ids = torch.ones((2, 5), dtype=torch.long)
    out = model(ids, ids, ids)
    assert out.start_logits.shape == out.end_logits.shape == out.evidence_logits.shape == (2, 5)
    assert out.verdict_logits.shape == (2, 3)
