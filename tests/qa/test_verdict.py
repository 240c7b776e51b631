"""Verdicts: the network's logits, the weights on them, and when nothing is said."""

from __future__ import annotations

import numpy as np
import pytest

from qa.building import TRAINED_READER
from qa.contrasts import contrasts
from qa.reading.loading import load_span_model
from qa.reading.span_model import SpanModel
from qa.reading.span_search import no_verdict
from qa.verdict import Verdict, VerdictModel, load_verdicts, verdict, verdict_features

AID = "However, the US response was tepid, offering a paltry 10 million dollar from its relief fund."
STINGER = (
    "CIA oversaw delivery of aid, which included funding, training, and advanced weaponry such as Stinger missile."
)


@pytest.fixture(scope="module")
def model() -> SpanModel:
    return load_span_model(TRAINED_READER)


def leaning(yes: float, no: float, undecided: float) -> np.ndarray:
    return np.array([yes, no, undecided], dtype=np.float32)


def alone(**weights: tuple[float, float, float]) -> VerdictModel:
    """A model that has weights on the features named, and none on the others."""
    names = verdict_features("a", "b", leaning(1, 0, 0))
    return VerdictModel((0.0, 0.0, 0.0), dict.fromkeys(names, (0.0, 0.0, 0.0)) | weights, (0.7, 0.7, 0.7))


def test_a_reader_without_the_head_says_nothing() -> None:
    assert verdict("Did the US offer much?", AID, no_verdict(), alone(yes=(9.0, -9.0, 0.0))) == Verdict("", 0.0)


def test_the_chances_are_a_softmax_over_the_weighted_features() -> None:
    by_network = alone(yes=(1.0, 0.0, 0.0))
    found = verdict("Did the US offer aid?", AID, leaning(2.5, 0.5, 0.0), by_network)  # e^2 against 1 and 1
    assert found.says == "yes"
    assert found.score == pytest.approx(np.exp(2) / (np.exp(2) + 2))
    assert verdict("Did the US offer aid?", AID, leaning(1.5, 0.5, 0.0), by_network).says == ""  # .58 is too little


def test_the_words_speak_against_the_network() -> None:
    question = "Did the US offer Pakistan 100 million dollars?"
    assert contrasts(question, AID).numbers == 1
    by_words = alone(yes=(1.0, 0.0, 0.0), numbers=(0.0, 5.0, 0.0))
    assert verdict(question, AID, leaning(1.0, 0.0, 0.0), by_words).says == "no"


def test_the_shipped_reader_tells_a_sentence_that_decides_from_one_of_another_matter(model: SpanModel) -> None:
    deciding, other = model.verdicts("Did the CIA oversee the delivery of aid?", [STINGER, AID])
    assert deciding.shape == (3,)
    assert deciding[0] > deciding[2]  # yes over open
    assert other[2] > other[0]


def test_a_text_of_several_windows_has_their_mean(model: SpanModel) -> None:
    question, text = "Did the CIA oversee the delivery of aid?", " ".join([STINGER] * 20)
    windows = model.network.logits(model.windows(question, text))
    assert len(windows) > 1
    (found,) = model.verdicts(question, [text])
    np.testing.assert_allclose(found, np.mean([window.verdict for window in windows], axis=0), rtol=1e-6)


def test_the_fitted_model_has_a_weight_for_every_feature() -> None:
    fitted = load_verdicts()
    assert fitted.weights.keys() == verdict_features("a", "b", leaning(1, 0, 0)).keys()
    assert {len(values) for values in fitted.weights.values()} == {len(fitted.intercept)} == {len(fitted.least)} == {3}
