"""Train the span reader: ``python -m qa.training.train_reader DATA... --out DIR``.

DATA are SQuAD files (.json) and banks of questions about the built-in article (.jsonl); ``FILE@0.6``
takes the next 60 % of a file's questions each epoch. Paragraphs are ranked by bm25s, which the extra [speed]
installs. On one machine the same data and settings give
the same weights, bit for bit, also if a run was interrupted and taken up again with --resume.
"""

from __future__ import annotations

import argparse
import json
import logging
from collections.abc import Sequence
from dataclasses import asdict, replace
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tqdm import tqdm

from eval.measures import token_f1
from index.encoding.encoder import embedded_folder

from ..reading.span_model import SpanModel
from ..reading.torch_network import half_precision
from .batches import Batch, Settings, Windows, plan
from .examples import Example, as_squad, hold_out, load_examples
from .saved_reader import load_base, load_torch_reader, load_trained, save_reader

_LOG = logging.getLogger(__name__)
_FLAGS = ("epochs", "steps", "lr", "seed", "dropout", "masked", "unanswered", "hold_out", "check_every")
_CHECKED = 250  # held-out questions that a check asks at least, spread evenly; all of them if there are fewer


class Run:
    """The state of a training run: weights, their moving average, the optimizer, and the number of steps taken."""

    def __init__(self, model: Any, settings: Settings, steps: int) -> None:
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
            lost = loss(self.model, batch)
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
        with torch.no_grad():
            for name, weights in self.learned.items():
                weights.copy_(state["learned"][name])
                self.average[name].copy_(state["average"][name])
        self.optimizer.load_state_dict(state["optimizer"])
        torch.set_rng_state(state["random"])
        self.step, self.best = state["step"], state["best"]


def loss(model: Any, batch: Batch) -> torch.Tensor:
    """Mean cross-entropy of the answer's first and last place, over the places that are open to a span."""
    out = model(input_ids=batch.ids, token_type_ids=batch.types, attention_mask=batch.real)
    first, last = (
        torch.nn.functional.cross_entropy(logits.float().masked_fill(~batch.open, -1e4), gold)
        for logits, gold in ((out.start_logits, batch.start), (out.end_logits, batch.end))
    )
    return (first + last) / 2


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
    base: Path | None = None,
    init: Path | None = None,
    resume: bool = False,
) -> None:
    """Train on ``sources`` (see ``plan``) and write to ``out``.

    ``out`` then holds the reader that was best on ``held``, or the last one if nothing is held out; the checkpoint;
    and held-out.json, the held-out questions as a SQuAD file. An earlier reader to start from, ``init``, is checked
    before the first step and may be the best.
    """
    base = base or embedded_folder()
    torch.manual_seed(settings.seed)
    model, tokenizer = load_trained(init, base) if init else load_base(base)
    _prepare(model, settings.dropout)
    windows = Windows(tokenizer, settings)
    batches = plan(sources, windows, settings)
    run = Run(model, settings, len(batches))
    out.mkdir(parents=True, exist_ok=True)
    if held:
        (out / "held-out.json").write_text(json.dumps(as_squad(held)), encoding="utf-8")
    if resume:
        run.restore(out / "checkpoint.pt")
    elif init:
        _keep_best(run, held, out, base)
    _LOG.info("%d pairs in %d batches; %d held out", sum(map(len, batches)), len(batches), len(held))
    with tqdm(total=len(batches), initial=run.step, unit="step", mininterval=10) as bar:
        for rows in batches[run.step :]:
            lost = run.learn(windows.batch(rows).to(run.device))
            bar.set_postfix(loss=f"{lost:.3f}", refresh=False)
            bar.update()
            ended = run.step == len(batches)
            if ended or run.step % settings.check_every == 0:
                _keep_best(run, held, out, base)
            if ended or run.step % settings.save_every == 0:
                run.save(out / "checkpoint.pt")


def _prepare(model: Any, dropout: float) -> None:
    """Move the model to the GPU, if there is one, and set its attention and dropout for training.

    On a CPU plain attention trains a fifth faster than the fused one. Dropout on the attention weights would add half
    the time of a step: it acts on the hidden states only.
    """
    model.to("cuda" if torch.cuda.is_available() else "cpu")
    model.set_attn_implementation("eager")
    for name, module in model.named_modules():
        if isinstance(module, torch.nn.Dropout):
            module.p = 0.0 if ".attention.self" in name else dropout


def _keep_best(run: Run, held: Sequence[Example], out: Path, base: Path) -> None:
    """Write the averaged weights, unless an earlier check was better."""
    save_reader(run.average, out / "candidate", base)
    if held:
        marks = check(load_torch_reader(out / "candidate", base, run.device), held)
        _LOG.info("step %d of %d: %s", run.step, run.steps, {name: round(mark, 4) for name, mark in marks.items()})
        if marks["mean"] < run.best:
            return
        run.best = marks["mean"]
    save_reader(run.average, out, base)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m qa.training.train_reader", description=__doc__)
    parser.add_argument("data", nargs="+", metavar="DATA", help="FILE or FILE@SHARE")
    parser.add_argument("--out", type=Path, required=True, help="folder of the reader and the checkpoint")
    parser.add_argument("--init", type=Path, help="folder of an earlier reader to start from")
    parser.add_argument("--base", type=Path, help="folder of another BERT than the embedded encoder")
    parser.add_argument("--dev", type=Path, help="held-out file, instead of a part of the first one")
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint in --out")
    for name in _FLAGS:
        value = getattr(Settings, name)
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value, help=f"default {value}")
    chosen = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    settings = replace(Settings(), **{name: getattr(chosen, name) for name in _FLAGS})
    sources = []
    for item in chosen.data:
        file, _, share = item.partition("@")
        sources.append((load_examples(file, settings.seed), float(share or 1)))
    if chosen.dev:
        held = load_examples(chosen.dev, settings.seed)
    else:
        kept, held = hold_out(sources[0][0], settings.hold_out, settings.seed)
        sources[0] = kept, sources[0][1]
    train(sources, held, chosen.out, settings, base=chosen.base, init=chosen.init, resume=chosen.resume)


if __name__ == "__main__":
    main()
