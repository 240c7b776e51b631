"""The network of a reader while it is trained: a BERT under three heads, and what each of them is taught."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch.nn.functional import cross_entropy, softplus

from .batches import Batch
from .settings import Settings

PIECES = 3  # outputs for each piece: first of an answer, last of an answer, part of a sentence that is evidence
VERDICTS = 3  # outputs for a pair of texts: yes, no, open
_CLOSED = -1e4  # a logit that no softmax sees


@dataclass(frozen=True)
class Outputs:
    """start_logits, end_logits, evidence_logits: shape (rows, length); verdict_logits: shape (rows, 3)."""

    start_logits: torch.Tensor
    end_logits: torch.Tensor
    evidence_logits: torch.Tensor
    verdict_logits: torch.Tensor


class ReaderModel(torch.nn.Module):
    """A BERT with a linear layer over every piece and one over [CLS]."""

    def __init__(self, folder: Path | None = None, config: Any = None) -> None:
        """folder: of transformers, whose weights to start from; or a config alone, for weights to be loaded."""
        import transformers

        super().__init__()
        if folder is not None:
            self.bert: Any = transformers.BertModel.from_pretrained(folder, add_pooling_layer=False)
        else:
            self.bert = transformers.BertModel(config, add_pooling_layer=False)
        size = self.bert.config.hidden_size
        self.qa_outputs = torch.nn.Linear(size, PIECES)
        self.verdict = torch.nn.Linear(size, VERDICTS)
        for head in (self.qa_outputs, self.verdict):
            torch.nn.init.normal_(head.weight, std=0.02)
            torch.nn.init.zeros_(head.bias)

    @property
    def device(self) -> torch.device:
        """Where the weights lie."""
        return next(self.parameters()).device

    def forward(self, input_ids: torch.Tensor, token_type_ids: torch.Tensor, attention_mask: torch.Tensor) -> Outputs:
        """The inputs of a BERT, shape (rows, length)."""
        hidden = self.bert(
            input_ids=input_ids, token_type_ids=token_type_ids, attention_mask=attention_mask
        ).last_hidden_state
        starts, ends, evidence = self.qa_outputs(hidden).float().unbind(-1)
        return Outputs(starts, ends, evidence, self.verdict(hidden[:, 0]).float())


def loss(model: ReaderModel, batch: Batch, shares: Settings) -> torch.Tensor:
    """The weighted sum of what the heads lose, each over the rows whose gold is known."""
    out = model(input_ids=batch.ids, token_type_ids=batch.types, attention_mask=batch.real)
    starts = out.start_logits.masked_fill(~batch.open, _CLOSED)
    ends = out.end_logits.masked_fill(~batch.open, _CLOSED)
    lost: torch.Tensor = starts.sum() * 0
    if (batch.start >= 0).any():
        lost = lost + (cross_entropy(starts, batch.start) + cross_entropy(ends, batch.end)) / 2
    known = (batch.proven >= 0).any(1)
    if known.any():
        lost = lost + shares.evidence * _evidence_loss(
            out.evidence_logits[known], batch.sentence[known], batch.proven[known]
        )
    if (batch.verdict >= 0).any():
        lost = lost + shares.verdict * cross_entropy(out.verdict_logits, batch.verdict)
    if len(batch.better):
        lead = _lead(starts, ends)
        lost = lost + shares.twins * softplus(lead[batch.worse] - lead[batch.better]).mean()
    return lost


def _evidence_loss(logits: torch.Tensor, sentence: torch.Tensor, proven: torch.Tensor) -> torch.Tensor:
    """The negative log of the chance that the sentences which are evidence share; a sentence's logit is the mean of
    its pieces' logits, and [CLS] stands for none of them."""
    count = proven.shape[1]
    member = torch.nn.functional.one_hot(sentence + 1, count + 1)[:, :, 1:].float()
    means = torch.einsum("rl,rls->rs", logits, member) / member.sum(1).clamp(min=1)
    means = means.masked_fill(proven < 0, _CLOSED)
    gold = means.masked_fill(proven != 1, _CLOSED)
    return (means.logsumexp(1) - gold.logsumexp(1)).mean()


def _lead(starts: torch.Tensor, ends: torch.Tensor) -> torch.Tensor:
    """The best start and end over "no answer", shape (rows,)."""
    return starts[:, 1:].amax(1) + ends[:, 1:].amax(1) - starts[:, 0] - ends[:, 0]
