"""Train the encoder: ``python -m qa.training.train_encoder DATA... --base DIR --out DIR``.

DATA are those of ``qa.training.train_reader``; the texts without an answer serve as negatives. A question should lie
nearer to what answers it, a paragraph, a sentence or a pair of sentences, than to what answers the other questions of
its batch and to a text that BM25 takes for the answer (multiple negatives ranking: Henderson et al., 2017; hard
negatives: Karpukhin et al., 2020). The folder that is written loads with sentence-transformers.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from tqdm import tqdm

from eval.verdict_sets import hold_out

from ..reading.torch_network import half_precision
from .arguments import parsed, training_parser
from .measured import normalised
from .sources import load_examples
from .triples import Asked, Settings, Triple, asked, batches

_LOG = logging.getLogger(__name__)
_TOGETHER = 16  # texts of like length that run through the network together
_LONGEST = 256  # word pieces that the encoder reads of a text when it is used
_FLAGS = ("steps", "lr", "seed")


class TrainedEncoder:
    """A BERT whose vector of a text is that of its first piece, [CLS], or the mean of all, scaled to unit length."""

    def __init__(self, folder: Path, pooling: str, max_length: int) -> None:
        """folder: of transformers; pooling: "cls" or "mean"."""
        import transformers

        log: Any = transformers.logging
        log.set_verbosity_error()
        self.model: Any = transformers.BertModel.from_pretrained(folder, add_pooling_layer=False)
        self.model.set_attn_implementation("eager")
        self.model.embeddings.word_embeddings.weight.requires_grad = False
        self._tokenizer: Any = transformers.AutoTokenizer.from_pretrained(folder)
        self._mean = pooling == "mean"
        self._max_length = max_length

    def vectors(self, texts: Sequence[str]) -> torch.Tensor:
        """Shape (texts, dimensions), in the texts' order."""
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        parts = [self._of([texts[i] for i in order[at : at + _TOGETHER]]) for at in range(0, len(order), _TOGETHER)]
        back = torch.empty(len(order), dtype=torch.long)
        back[torch.tensor(order)] = torch.arange(len(order))
        return torch.cat(parts)[back]

    def _of(self, texts: list[str]) -> torch.Tensor:
        inputs = self._tokenizer(
            texts, padding=True, truncation=True, max_length=self._max_length, return_tensors="pt"
        ).to(self.model.device)
        hidden = self.model(**inputs).last_hidden_state
        if self._mean:
            real = inputs["attention_mask"][:, :, None]
            hidden = (hidden * real).sum(1) / real.sum(1)
        else:
            hidden = hidden[:, 0]
        return torch.nn.functional.normalize(hidden.float(), dim=-1)


def loss(encoder: TrainedEncoder, batch: Sequence[Triple], temperature: float) -> torch.Tensor:
    """Cross-entropy of each question's text among all texts of the batch, those of its own paragraph left out."""
    asked_vectors = encoder.vectors([one.question for one in batch])
    texts = encoder.vectors([one.right for one in batch] + [one.wrong for one in batch])
    scores = asked_vectors @ texts.T / temperature
    homes = [one.home for one in batch]
    same = torch.tensor([[i != j and homes[i] == homes[j] for j in range(len(batch))] for i in range(len(batch))])
    scores[:, : len(batch)] = scores[:, : len(batch)].masked_fill(same.to(scores.device), -1e4)
    return torch.nn.functional.cross_entropy(scores, torch.arange(len(batch), device=scores.device))


def train(questions: Sequence[Asked], base: Path, out: Path, settings: Settings, *, pooling: str, resume: bool) -> None:
    """Train on the questions and write the encoder to ``out``, the checkpoint beside it."""
    torch.manual_seed(settings.seed)
    encoder = TrainedEncoder(base, pooling, settings.max_length)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    encoder.model.to(device).train()
    learned = [p for p in encoder.model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(learned, lr=settings.lr, weight_decay=settings.weight_decay, fused=True)
    out.mkdir(parents=True, exist_ok=True)
    checkpoint, first = out / "checkpoint.pt", 0
    if resume:
        state = torch.load(checkpoint, map_location="cpu", weights_only=True)
        encoder.model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        torch.set_rng_state(state["random"])
        first = state["step"]
    rise = max(1, round(settings.warmup * settings.steps))
    lost = 0.0
    for step, batch in enumerate(tqdm(batches(questions, settings), total=settings.steps, mininterval=10)):
        if step < first:
            continue
        for group in optimizer.param_groups:
            group["lr"] = settings.lr * min((step + 1) / rise, (settings.steps - step) / max(1, settings.steps - rise))
        with half_precision(device):
            value = loss(encoder, batch, settings.temperature)
        value.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(learned, settings.clip)
        optimizer.step()
        optimizer.zero_grad()
        lost = 0.95 * lost + 0.05 * float(value.detach())
        if (step + 1) % settings.save_every == 0 or step + 1 == settings.steps:
            _LOG.info("step %d: loss %.4f", step + 1, lost / (1 - 0.95 ** (step + 1)))
            save(encoder, base, out, pooling)
            state = {
                "model": encoder.model.state_dict(),
                "optimizer": optimizer.state_dict(),
                "random": torch.get_rng_state(),
                "step": step + 1,
            }
            torch.save(state, checkpoint.with_suffix(".part"))
            checkpoint.with_suffix(".part").replace(checkpoint)


def save(encoder: TrainedEncoder, base: Path, out: Path, pooling: str) -> None:
    """Write a folder that sentence-transformers loads."""
    import transformers
    from sentence_transformers import SentenceTransformer, models

    plain = out / "plain"
    encoder.model.save_pretrained(plain)
    transformers.AutoTokenizer.from_pretrained(base).save_pretrained(plain)
    network = models.Transformer(str(plain), max_seq_length=_LONGEST)
    pool = models.Pooling(encoder.model.config.hidden_size, pooling_mode=pooling)
    SentenceTransformer(modules=[network, pool, models.Normalize()], device="cpu").save(str(out))


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = training_parser("qa.training.train_encoder", __doc__, "encoder")
    parser.add_argument("--pooling", choices=["cls", "mean"], default="cls", help="of bge: cls; of MiniLM: mean")
    chosen, settings, never = parsed(parser, arguments, Settings(), _FLAGS)
    questions: list[Asked] = []
    for number, item in enumerate(chosen.data):
        file, _, share = item.partition("@")
        examples = [e for e in load_examples(file, settings.seed) if normalised(e.question) not in never]
        if number == 0:
            examples, _held = hold_out(examples, settings.hold_out, settings.seed)
        found = asked(examples)
        kept = random.Random(settings.seed).sample(found, round(float(share or 1) * len(found)))
        _LOG.info("%s: %d of %d questions", Path(file).name, len(kept), len(found))
        questions += kept
    train(questions, chosen.base, chosen.out, settings, pooling=chosen.pooling, resume=chosen.resume)


if __name__ == "__main__":
    main()
