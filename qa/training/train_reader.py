"""Train the span reader: ``python -m qa.training.train_reader DATA... --out DIR``.

DATA are SQuAD files (.json), banks of questions about the built-in article and the sets of ``judged_sets`` (.jsonl);
``FILE@0.6`` takes the next 60 % of a file's questions each epoch, and none that a file before it holds. Of the first
file, and of those with pairs or verdicts, a part is held out. Paragraphs are ranked by bm25s, which the extra [speed]
installs. On one machine the same data and settings give the same weights, bit for bit, also if a run was interrupted
and taken up again with --resume.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tqdm import tqdm

from eval.measures import token_f1

from ..reading.span_model import SpanModel
from ..reading.torch_network import half_precision
from .arguments import parsed, training_parser
from .batches import Batch, Windows, plan
from .examples import Example
from .held_out import held_out, split
from .negation import read_edits
from .reader_model import ReaderModel, loss
from .saved_reader import load_base, load_weights, save_weights, span_model
from .settings import Settings

_LOG = logging.getLogger(__name__)
_FLAGS = ("epochs", "steps", "lr", "seed", "dropout", "masked", "unanswered", "hold_out", "check_every")
_CHECKED = 250  # held-out questions that a check asks at least, spread evenly; all of them if there are fewer


class Run:
    """The state of a training run: weights, their moving average, the optimizer, and the number of steps taken."""

    def __init__(self, model: ReaderModel, settings: Settings, steps: int) -> None:
        """A run of so many steps, none of them taken, that trains the weights of ``model`` that are not frozen."""
        self.model = model.train()
        self.settings = settings
        self.steps = steps
        self.step = 0
        self.best = -1.0
        self.device: torch.device = next(model.parameters()).device
        self.learned = {name: p for name, p in model.named_parameters() if p.requires_grad}
        self.average = {name: p.detach().clone() for name, p in self.learned.items()}
        matrices = [p for p in self.learned.values() if p.ndim > 1]
        vectors = [p for p in self.learned.values() if p.ndim <= 1]
        self.optimizer = torch.optim.AdamW(
            [{"params": matrices, "weight_decay": settings.weight_decay}, {"params": vectors, "weight_decay": 0.0}],
            lr=settings.lr,
            fused=True,
        )

    def rate(self) -> float:
        """The next step's learning rate: a linear rise, then a linear fall to nothing."""
        rise = max(1, round(self.settings.warmup * self.steps))
        risen, left = (self.step + 1) / rise, (self.steps - self.step) / max(1, self.steps - rise)
        return self.settings.lr * min(risen, left, 1.0)

    def learn(self, batch: Batch) -> float:
        """Take one step and return the loss of the batch before it."""
        for group in self.optimizer.param_groups:
            group["lr"] = self.rate()
        with half_precision(self.device):
            lost = loss(self.model, batch, self.settings)
        lost.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.learned.values(), self.settings.clip)
        self.optimizer.step()
        self.optimizer.zero_grad()
        self.step += 1
        keep = min(self.settings.ema, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            for name, weights in self.learned.items():
                self.average[name].lerp_(weights, 1 - keep)
        return float(lost.detach())

    def lay(self, weights: Mapping[str, torch.Tensor]) -> None:
        """Put other weights in the place of those that learn, by name."""
        with torch.no_grad():
            for name, learned in self.learned.items():
                learned.copy_(weights[name])

    def save(self, path: Path) -> None:
        """Write a checkpoint, whole or not at all."""
        state = {
            "settings": asdict(self.settings),
            "steps": self.steps,
            "step": self.step,
            "best": self.best,
            "learned": {name: weights.detach() for name, weights in self.learned.items()},
            "average": self.average,
            "optimizer": self.optimizer.state_dict(),
            "random": torch.get_rng_state(),
        }
        torch.save(state, path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)

    def restore(self, path: Path) -> None:
        """Go on from a checkpoint. Raises ValueError for one of other settings or of another number of steps."""
        state = torch.load(path, map_location="cpu", weights_only=True)
        here = {**asdict(self.settings), "steps of the plan": self.steps}
        there = {**state["settings"], "steps of the plan": state["steps"]}
        if here != there:
            differing = {name: (there.get(name), here[name]) for name in here if there.get(name) != here[name]}
            raise ValueError(f"{path} is of another run, (there, here): {differing}. Resume with its settings and data")
        self.lay(state["learned"])
        for name, average in self.average.items():
            average.copy_(state["average"][name])
        self.optimizer.load_state_dict(state["optimizer"])
        torch.set_rng_state(state["random"])
        self.step, self.best = state["step"], state["best"]


def check(reader: SpanModel, held: Sequence[Example]) -> dict[str, float]:
    """The measures of a reader on held-out examples, each in [0, 1].

    f1, em  of the best span, over the texts that answer
    auroc   of score - null, texts that answer against texts that do not
    mean    of f1 and auroc
    """
    asked = [list(examples) for _, examples in groupby(held, key=lambda example: example.question)]
    leads: dict[bool, list[float]] = {True: [], False: []}
    overlaps = []
    for examples in asked[:: max(1, len(asked) // _CHECKED)]:
        spans = reader.best_spans(examples[0].question, [example.context for example in examples])
        for example, span in zip(examples, spans, strict=True):
            leads[example.answered].append(span.score - span.null)
            if example.answered:
                overlaps.append(token_f1(example.context[span.start : span.end], [example.answer]))
    if not leads[True] or not leads[False]:
        raise ValueError("the held-out questions need texts that answer and texts that do not: hold out more")
    auroc = float(np.mean(np.array(leads[True])[:, None] > np.array(leads[False])))
    overlap = float(np.mean(overlaps))
    return {"f1": overlap, "em": float(np.mean(np.array(overlaps) == 1)), "auroc": auroc, "mean": (overlap + auroc) / 2}


def train(
    sources: Sequence[tuple[list[Example], float]],
    held: Sequence[Example],
    out: Path,
    settings: Settings,
    *,
    base: Path,
    init: Path | None = None,
    resume: bool = False,
) -> None:
    """Train on ``sources`` (see ``plan``) and write to ``out``.

    ``out`` then holds the averaged weights that were best on ``held``, or the last ones if nothing is held out; the
    checkpoint; and held-out.json, the held-out questions as ``held_out`` gives them. init: the folder of an earlier
    reader to start from.
    """
    torch.manual_seed(settings.seed)
    model, tokenizer = load_base(base)
    if init:
        load_weights(model, init)
    _prepare(model, settings.dropout)
    windows = Windows(tokenizer, settings)
    batches = plan(sources, windows, settings)
    run = Run(model, settings, len(batches))
    out.mkdir(parents=True, exist_ok=True)
    if held:
        (out / "held-out.json").write_text(json.dumps(held_out(held)), encoding="utf-8")
    if resume:
        run.restore(out / "checkpoint.pt")
    _LOG.info("%d pairs in %d batches; %d held out", sum(map(len, batches)), len(batches), len(held))
    with tqdm(total=len(batches), initial=run.step, unit="step", mininterval=10) as bar:
        for rows in batches[run.step :]:
            lost = run.learn(windows.batch(rows).to(run.device))
            bar.set_postfix(loss=f"{lost:.3f}", refresh=False)
            bar.update()
            ended = run.step == len(batches)
            if ended or run.step % settings.check_every == 0:
                _keep_best(run, tokenizer, held, out)
            if ended or run.step % settings.save_every == 0:
                run.save(out / "checkpoint.pt")


def _prepare(model: ReaderModel, dropout: float) -> None:
    """Move the model to the GPU, if there is one, and set its attention and dropout for training.

    On a CPU plain attention trains a fifth faster than the fused one. Dropout on the attention weights would add half
    the time of a step: it acts on the hidden states only.
    """
    model.to("cuda" if torch.cuda.is_available() else "cpu")
    model.bert.set_attn_implementation("eager")
    for name, module in model.named_modules():
        if isinstance(module, torch.nn.Dropout):
            module.p = 0.0 if ".attention.self" in name else dropout


def _keep_best(run: Run, tokenizer: Any, held: Sequence[Example], out: Path) -> None:
    """Write the averaged weights, unless an earlier check was better."""
    learning = {name: weights.detach().clone() for name, weights in run.learned.items()}
    run.lay(run.average)
    if held:
        marks = check(span_model(run.model, tokenizer), held)
        run.model.train()
        _LOG.info("step %d of %d: %s", run.step, run.steps, {name: round(mark, 4) for name, mark in marks.items()})
    if not held or marks["mean"] >= run.best:
        run.best = marks["mean"] if held else -1.0
        save_weights(run.model.state_dict(), out)
    run.lay(learning)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = training_parser("qa.training.train_reader", __doc__, "reader")
    parser.add_argument("--init", type=Path, help="folder of an earlier reader to start from")
    parser.add_argument("--edits", type=Path, help="mined-edits.json: how people make a near miss")
    chosen, settings, never = parsed(parser, arguments, Settings(), _FLAGS)
    sources, held = split(chosen.data, settings, read_edits(chosen.edits) if chosen.edits else None, never)
    train(sources, held, chosen.out, settings, base=chosen.base, init=chosen.init, resume=chosen.resume)


if __name__ == "__main__":
    main()
