"""A BERT of two layers over a vocabulary of a few words, as a folder that transformers can load."""

from __future__ import annotations

from pathlib import Path

import torch
from transformers import AutoTokenizer, BertConfig, BertModel

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
WORDS = ["when", "where", "did", "she", "was", "born", "in", "and", "died", "she", "the", "of", "paris", "london"]


def write_tiny_bert(folder: Path, positions: int = 64) -> Path:
    """Words outside the vocabulary are spelt in pieces of one character: 1852 is 1 ##8 ##5 ##2."""
    folder.mkdir(parents=True, exist_ok=True)
    marks = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "?", ".", ",", "-"]
    words = dict.fromkeys([*marks, *LETTERS, *(f"##{letter}" for letter in LETTERS), *WORDS])
    (folder / "vocab.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=positions,
    )
    BertModel(config).save_pretrained(folder)
    AutoTokenizer.from_pretrained(folder).save_pretrained(folder)
    return folder
