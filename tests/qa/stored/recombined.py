"""Articles put together anew of the built-in one's sentences: real words in the number that is wanted."""

from __future__ import annotations

import random
from pathlib import Path

from index import built_in_article

_HEADINGS = ("Introduction", "Methods", "History", "Results", "Conclusion")


def write(folder: Path, articles: range, paragraphs: int) -> list[Path]:
    """A text file for each number, the same for the same number: an abstract, and so many paragraphs in sections."""
    body = [passage for passage in built_in_article().passages if passage.kind in ("body", "abstract")]
    sentences = [s.of(p.text) for p in body for s in p.sentences if len(s.of(p.text)) > 30]
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for number in articles:
        chance = random.Random(number)
        lines = [f"Study number {number} of relations", "", "Abstract", "", " ".join(chance.sample(sentences, 3)), ""]
        for place in range(paragraphs):
            if place % 5 == 0:
                lines += [_HEADINGS[place // 5 % 5], ""]
            lines += [" ".join(chance.sample(sentences, chance.randint(1, 4))), ""]
        files.append(folder / f"study-{number:04}.txt")
        files[-1].write_text("\n".join(lines), encoding="utf-8")
    return files
