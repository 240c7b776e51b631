"""All that shapes a reader in training besides its data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """All that shapes the weights besides the data. Lengths count word pieces; shares lie in [0, 1]."""

    epochs: int = 5
    steps: int = 0  # the schedule ends after so many, or after the epochs if that is sooner or this is 0
    seed: int = 13
    lr: float = 2e-4
    warmup: float = 0.08  # share of the steps
    weight_decay: float = 0.01
    clip: float = 1.0
    ema: float = 0.998
    dropout: float = 0.1
    masked: float = 0.08  # share of a context's pieces, the answer's apart, that cannot be read
    unanswered: float = 0.4  # share of the pairs
    tokens: int = 4096  # in a batch, padding included
    max_length: int = 224
    max_question: int = 48
    hold_out: float = 0.06  # share of the first file
    judged: float = 0.12  # share of the files of ``judged_sets``
    evidence: float = 0.5  # what the loss of the evidence counts for, the span's being 1
    verdict: float = 0.3  # the verdict's
    twins: float = 0.3  # that of pairs, of which the answered one should lead
    check_every: int = 1000
    save_every: int = 100
