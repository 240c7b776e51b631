"""A question asked after another topic, on the tiny article."""

from __future__ import annotations

from pathlib import Path

from eval.dataset import Dataset, passage_ids
from eval.experiments.sections import topic_section as section
from eval.experiments.topic_changes import topic_changes
from eval.measures import overlaps
from eval.questions import Question, find_quote
from index import Article
from index.encoding.encoder import Encoder
from index.progress import silent
from qa.building import build_pipeline


def test_a_question_in_full_words_is_not_pulled_back_and_a_bare_one_is(
    tiny: Article, small_encoder: Encoder, tmp_path: Path
) -> None:
    asked = {
        "Which railway reached the hills?": "A railway reached the hills in 1901",
        "And what?": "They carried salt, wool and letters over the pass.",
    }
    questions = tuple(
        Question(f"fact-{number}", "fact", text, (), (), (tuple(find_quote(tiny, quote)),))
        for number, (text, quote) in enumerate(asked.items())
    )
    dataset = Dataset("tiny", tiny, passage_ids(tiny), questions, overlaps)
    pipeline = build_pipeline(tiny, small_encoder, cache=tmp_path, progress=silent)
    alone, after = topic_changes(dataset, pipeline)
    assert (alone.asked, after.asked) == ("alone", "after another topic")
    assert after.pulled is not None
    assert after.pulled.value == 0.5
    # "And what?" is searched for with the railway's words and finds the railway.
    assert after.values["R@1"].value == 0.5
    assert "| after another topic |" in section({"test": [alone, after]})
