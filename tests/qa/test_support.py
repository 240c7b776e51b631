"""The word for how sure an answer is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa import support as module
from qa.support import support
from qa.tuned import TUNED, Support


def test_a_kind_may_have_a_threshold_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    bands = Support(strong=0.8, strong_by_kind={"why": 0.9, "list": 1.1})
    monkeypatch.setattr(module, "TUNED", replace(TUNED, support=bands))
    assert [support(0.85, kind) for kind in ("fact", "why", "list")] == ["strong", "moderate", "moderate"]
    assert [support(confidence, "why") for confidence in (0.9, 0.5, 0.49)] == ["strong", "moderate", "weak"]
    assert support(1.0, "list") == "moderate"
