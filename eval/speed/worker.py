"""The systems that are timed here: ``python -m eval.speed.worker NAME [FILE]`` serves one of them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from index.progress import silent

from .loop import Call, Stopwatch, serve

Loaded = tuple[Call, Mapping[str, float]]


def ask() -> Loaded:
    """The shipped pipeline over the built-in article: question -> the parts of the answer that any caller can see."""
    import qa
    from qa.answer_json import answer_json
    from qa.spelling import ordinary_keys

    pipeline = qa.load()
    ordinary_keys()  # as the page does before it is asked
    return lambda question: comparable(answer_json(pipeline.ask(question))), {}


def retrieve() -> Loaded:
    """Its search alone: question -> the text of the best passage."""
    import qa

    pipeline = qa.load()
    return lambda question: pipeline.retrieve(question, 5)[0].passage.text, {}


def bare() -> Loaded:
    """The least work of any search: the question encoded by the same encoder, and one faiss search."""
    from index.encoding.encoder import SentenceEncoder

    return _paragraph_search(SentenceEncoder().encode)


def sentence_transformers() -> Loaded:
    """The same with SentenceTransformer.encode, the usual way."""
    from sentence_transformers import SentenceTransformer

    from index.encoding.sentence_transformer import kept_sentence_transformer
    from index.environment import default_cache

    folder = kept_sentence_transformer(default_cache())
    model = SentenceTransformer(str(folder), local_files_only=True, device="cpu")
    return _paragraph_search(lambda texts: model.encode(texts, normalize_embeddings=True, show_progress_bar=False))


def squad(file: str, cache: str = "") -> Loaded:
    """Our search over the paragraphs of a SQuAD-format file: question -> the positions of its best ten.

    cache   a folder that holds their vectors; without it they are encoded anew
    """
    from index.encoding.encoder import SentenceEncoder
    from qa.building import build_pipeline

    from ..squad import read_squad

    article = read_squad(Path(file)).article
    encoder = SentenceEncoder()
    encoder.encode(["a first text loads the model"])
    watch = Stopwatch()
    with TemporaryDirectory() as empty:
        pipeline = build_pipeline(article, encoder, cache=Path(cache or empty), progress=silent)
    build = watch.read()
    return lambda question: [hit.position for hit in pipeline.retrieve(question, 10)], {"build": build}


def comparable(answer: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of an answer's JSON that must be the same however many ask at once.

    Scores may differ in their last digits: numbers that are computed together are summed in another order.
    """
    citations = [{key: citation[key] for key in ("quote", "short", "locator")} for citation in answer["citations"]]
    return {"found": answer["found"], "short": answer["short"], "citations": citations}


def _paragraph_search(encode: Callable[[list[str]], Any]) -> Loaded:
    import faiss

    from index import built_in_article
    from index.search import whole_passages

    texts = whole_passages(built_in_article()).texts
    vectors = encode(list(texts))
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    return lambda question: texts[int(index.search(encode([question]), 5)[1][0, 0])], {}


SYSTEMS: Mapping[str, Callable[..., Loaded]] = {
    "ask": ask,
    "retrieve": retrieve,
    "bare": bare,
    "sentence-transformers": sentence_transformers,
    "squad": squad,
}

if __name__ == "__main__":
    serve(lambda: SYSTEMS[sys.argv[1]](*sys.argv[2:]))
