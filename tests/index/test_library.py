"""Folders and several files: read once, asked together, each quote with its own article."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

import pytest

import qa
from index import Article, read_article
from index.article_json import from_json, to_json
from index.encoding.encoder import Vectors
from index.joining import join_articles
from index.library import Library, read_library
from index.passage import join_slices
from index.readers import READERS, versions
from qa.answer import locator
from qa.building import build_pipeline
from qa.pipeline import Pipeline
from qa.study.citing import cite_article, quote_with_citation
from tests import made_up
from tests.conftest import WordEncoder


def silent(what: str, done: int, total: int) -> None:
    pass


class Counting(WordEncoder):
    """The small encoder, which counts the texts it encodes; a single text is a question."""

    def __init__(self) -> None:
        self.encoded = 0

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.encoded += len(texts) if len(texts) > 1 else 0
        return super().encode(texts)


def opened(folder: Path, cache: Path, encoder: WordEncoder) -> tuple[Library, Pipeline]:
    library = read_library([folder], cache, silent)
    return library, build_pipeline(library.article, encoder, cache=cache, progress=silent)


def first_quote(pipeline: Pipeline, question: str) -> tuple[str, str]:
    """The article and the words of the best quote, and that they stand in the files."""
    citation = pipeline.candidates(question).citations[0]
    slices = pipeline.article.file_slices(citation.passage, citation.span)
    assert join_slices(pipeline.article.file_text, slices) == citation.quote
    return citation.passage.article, citation.quote


def test_two_hundred_articles_are_read_once_asked_together_and_changed_one_by_one(tmp_path: Path) -> None:
    folder, cache, encoder = tmp_path / "papers", tmp_path / "cache", Counting()
    made_up.write(folder, range(200))

    library, pipeline = opened(folder, cache, encoder)
    assert (library.report.read, library.report.kept, library.report.failures) == (200, 0, ())
    assert len(library.article.parts) == 200
    assert library.article.title == "papers (200 articles)"
    each = encoder.encoded / 200
    assert each == len(texts_of(library.article.parts[0]))
    for number in range(3, 200, 10):
        name, year = made_up.town(number), 1500 + number
        article, quote = first_quote(pipeline, f"Which guild opened {name}?")
        assert article == f"The Harbour of {name}"
        assert quote.startswith(f"The harbour of {name} was opened in {year} by the guild of ")

    # Nothing has changed: nothing is read, nothing is encoded, and the answers are the same.
    again, same = opened(folder, cache, again_encoder := Counting())
    assert (again.report.read, again.report.kept, again_encoder.encoded) == (0, 200, 0)
    assert again.article == library.article
    question = "How many barrels were landed in Quinaham?"
    assert same.candidates(question) == pipeline.candidates(question)

    # One is changed, one taken away, one added: two are read.
    changed, gone, added = (folder / f"coast {n % 3}" / f"harbour-{n:03}.md" for n in (13, 23, 200))
    changed.write_text(made_up.made_up(13, year=1999), encoding="utf-8")
    gone.unlink()
    added.write_text(made_up.made_up(200), encoding="utf-8")
    library, pipeline = opened(folder, cache, third := Counting())
    assert (library.report.read, library.report.kept, len(library.article.parts)) == (2, 198, 200)
    assert third.encoded == 2 * each
    assert "was opened in 1999" in first_quote(pipeline, f"Which guild opened {made_up.town(13)}?")[1]
    assert first_quote(pipeline, f"Which guild opened {made_up.town(200)}?")[0].endswith(made_up.town(200))
    assert made_up.town(23) not in {hit.passage.article.split()[-1] for hit in pipeline.retrieve("harbour", 2000)}
    assert not any(made_up.town(23) in passage.text for passage in library.article.passages)


def texts_of(article: Article) -> set[str]:
    """What is embedded of a made-up article: its passages, sentences and pairs of sentences, each once."""
    from index.search import whole_passages, windows

    return {
        text for units in (whole_passages(article), windows(article, 1), windows(article, 2)) for text in units.texts
    }


@pytest.fixture
def two(tmp_path: Path, tiny_file: Path) -> Library:
    """The Salt Road and an article of the made-up ones, by name."""
    other = tmp_path / "harbour.txt"
    other.write_text(made_up.made_up(0), encoding="utf-8")
    return read_library([tiny_file, str(other)], tmp_path / "cache", silent)


def test_a_library_is_its_articles_one_after_another(two: Library, tiny: Article, tmp_path: Path) -> None:
    whole, (salt, harbour) = two.article, two.article.parts
    assert whole.title == "2 articles"
    assert [p.text for p in whole.passages] == [p.text for part in whole.parts for p in part.passages]
    assert all(a is b for a, b in zip(whole.passages, salt.passages + harbour.passages, strict=True))
    assert [(p.number, p.section, p.pages, p.text) for p in salt.passages] == [
        (p.number, p.section, p.pages, p.text) for p in tiny.passages
    ]
    for passage in whole.passages:
        assert join_slices(whole.file_text, passage.source) == passage.text
        assert all(any(cite.reference is r for r in whole.part_of(passage).references) for cite in passage.cites)
    assert [p.text[:5] for p in whole.references] == ["Fern,", "Fern,", "Moss,", "Moss,"]
    assert sum(len(p.cites) for p in salt.passages) == sum(len(p.cites) for p in tiny.passages) == 3


def test_places_and_citing_name_the_article(two: Library, tmp_path: Path, small_encoder: WordEncoder) -> None:
    pipeline = build_pipeline(two.article, small_encoder, cache=tmp_path / "cache", progress=silent)
    citation = pipeline.candidates("Were mules dear?").citations[0]
    assert citation.locator == "The Salt Road: p. 2, Origins, para. 1"
    assert [r.article for r in citation.references] == ["The Salt Road"]
    assert quote_with_citation(citation, two.article) == (
        "“Mules were dear (Fern & Moss, 2004)” (“The Salt Road”, n.d., p. 2, para. 1)."
    )
    other = pipeline.candidates("Who opened the harbour of Barabury?").citations[0]
    assert other.locator == "The Harbour of Barabury: Origins, para. 1"
    assert cite_article(two.article.part_of(other.passage), "apa").entry == "The Harbour of Barabury. (n.d.)."
    assert quote_with_citation(other, two.article).endswith("(“The Harbour of Barabury”, n.d., para. 1).")
    header = next(p for p in two.article.passages if p.kind == "header")
    assert locator(header, header.sentences[0]) == "The Salt Road: running header of every page"


def test_a_single_file_or_a_folder_of_one_is_the_article_itself(tiny_file: Path, tiny: Article, tmp_path: Path) -> None:
    for asked in (tiny_file, tiny_file.parent):
        library = read_library([asked], tmp_path / "cache", silent)
        assert library.article == tiny
        assert library.article.part_of(tiny.passages[0]) is library.article
        assert {p.article for p in library.article.passages} == {""}


def test_articles_of_one_title_are_told_apart(tmp_path: Path) -> None:
    texts = {"a/one.txt": 1, "a/two.txt": 2, "b/two.txt": 3}
    for name, number in texts.items():
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(made_up.made_up(number).replace(made_up.town(number), "Leeds"), encoding="utf-8")
    library = read_library([tmp_path / "a", tmp_path / "b"], tmp_path / "cache", silent)
    title = "The Harbour of Leeds"
    names = [part.passages[0].article for part in library.article.parts]
    assert names == [f"{title} (one.txt)", f"{title} (a/two.txt)", f"{title} (b/two.txt)"]
    assert [part.title for part in library.article.parts] == [title] * 3
    for part in library.article.parts:
        assert library.article.part_of(part.passages[2]) is part


def test_what_is_left_out_of_a_folder_and_why(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    made_up.write(folder, range(3))
    (folder / "empty.txt").write_text("")
    (folder / "latin.md").write_bytes("Caf\xe9 society".encode("latin-1"))
    (folder / "photo.jpg").write_bytes(b"\xff\xd8")
    (folder / "~$open.docx").write_bytes(b"lock")
    (folder / ".git").mkdir()
    (folder / ".git" / "notes.txt").write_text("Hidden.")
    (folder / "copy.md").write_text(made_up.made_up(0), encoding="utf-8")
    (folder / "loop").symlink_to(folder)
    (folder / "gone.md").symlink_to(folder / "nowhere.md")
    library = read_library([folder, folder / "coast 1" / "harbour-001.md"], tmp_path / "cache", silent)
    report = library.report
    assert (report.read, report.kept, report.others) == (3, 0, 2)
    assert [path.name for path in report.copies] == ["harbour-000.md"]  # copy.md comes first
    assert [failure.path.name for failure in report.failures] == ["empty.txt", "gone.md", "latin.md"]
    said = str(report).splitlines()
    assert said[0] == (
        "3 articles: 3 read, 0 kept from before; 1 left out as a copy of another; 2 left out that cannot be"
        " articles; 3 could not be read:"
    )
    assert (
        said[1]
        == f"  {folder / 'empty.txt'}: empty.txt is empty: expected paragraphs of text, separated by blank lines"
    )
    assert "latin.md is not UTF-8 (byte 0xe9 at 3)" in said[3]
    # The bad ones are tried again, the good ones are not.
    assert read_library([folder], tmp_path / "cache", silent).report.kept == 3


def test_what_cannot_be_a_library_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = tmp_path / "cache"
    with pytest.raises(FileNotFoundError, match=r"nowhere\.txt does not exist: give the path of a file"):
        read_library([tmp_path, "nowhere.txt"], cache, silent)
    with pytest.raises(ValueError, match=r"no article in .*: expected files .*, found 0 others"):
        read_library([tmp_path], cache, silent)
    with pytest.raises(ValueError, match="no article in nothing"):
        read_library([], cache, silent)
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text("")
    with pytest.raises(ValueError, match=r"none of 2 files could be read:\n.*one\.txt is empty.*\n.*two\.txt is empty"):
        read_library([tmp_path], cache, silent)
    with pytest.raises(ValueError, match=r"^one\.txt is empty"):
        read_library([tmp_path / "one.txt"], cache, silent)
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"\xff")
    with pytest.raises(ValueError, match=r"photo\.jpg is no article that can be read"):
        read_library([photo], cache, silent)
    monkeypatch.setattr("index.files.MAX_FILES", 1)
    with pytest.raises(ValueError, match="makes more than 1 files: load it in parts"):
        read_library([tmp_path], cache, silent)


def test_progress_counts_the_files(tmp_path: Path) -> None:
    made_up.write(tmp_path / "papers", range(3))
    seen: list[tuple[str, int, int]] = []
    read_library([tmp_path / "papers"], tmp_path / "cache", lambda *step: seen.append(step))
    assert seen == [("Reading the files", done, 3) for done in range(4)]


def test_qa_load_takes_a_folder_or_several_files(tmp_path: Path, tiny_file: Path) -> None:
    made_up.write(tmp_path / "papers", range(2))
    small = qa.load([tiny_file, tmp_path / "papers"], reader="none", cache=tmp_path / "cache")
    assert (small.report.read, len(small.article.parts)) == (3, 3)
    assert small.candidates("Were mules dear?").citations[0].locator == "The Salt Road: p. 2, Origins, para. 1"
    again = qa.load([tiny_file, tmp_path / "papers"], reader="none", cache=tmp_path / "cache")
    assert (again.report.read, again.report.kept) == (0, 3)


def test_an_article_is_the_same_after_json(tiny: Article, article: Article) -> None:
    for one in (tiny, article):
        back = from_json(to_json(one))
        assert back == one
        assert all(any(c.reference is r for r in back.references) for p in back.passages for c in p.cites)


def test_names_of_a_library_differ(tiny: Article) -> None:
    with pytest.raises(ValueError, match="2 articles need as many different names, found a, a"):
        join_articles([tiny, tiny], ["a", "a"], "both")


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    made_up.write(tmp_path, range(2))
    closed = tmp_path / "coast 0" / "harbour-000.md"
    closed.chmod(0)
    report = read_library([tmp_path], tmp_path / "cache", silent).report
    assert [failure.path for failure in report.failures] == [closed]
    assert "Permission denied" in str(report)


def test_an_article_read_by_other_code_is_read_anew(tiny_file: Path, tmp_path: Path) -> None:
    from index import article_cache

    assert read_library([tiny_file], tmp_path / "cache", silent).report.read == 1
    other = pytest.MonkeyPatch()
    other.setattr(article_cache, "_code", lambda: "another version")
    assert read_library([tiny_file], tmp_path / "cache", silent).report.read == 1
    other.undo()
    assert read_library([tiny_file], tmp_path / "cache", silent).report.kept == 1


def test_an_article_read_by_another_version_of_its_formats_library_is_read_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = "<h1>Silk</h1><p>Silk went by sea.</p>"
    for name, text in (("silk.html", page), ("silk.txt", "Silk\n\nAbstract\n\nSilk went by land.")):
        (tmp_path / name).write_text(text)

    def report() -> tuple[int, int]:
        found = read_library([tmp_path], tmp_path / "cache", silent).report
        return found.read, found.kept

    assert report() == (2, 0)
    version = metadata.version
    monkeypatch.setattr(metadata, "version", lambda package: "99" if package == "lxml" else version(package))
    versions.cache_clear()
    assert report() == (1, 1), "the page is read anew, the text is not"
    monkeypatch.undo()
    versions.cache_clear()
    assert report() == (0, 2)


@pytest.mark.parametrize("ending", READERS)
def test_the_versions_of_what_reads_a_format_are_known(ending: str) -> None:
    assert re.fullmatch(
        r"(?:(?:lxml|pypdfium2|python-docx|markdown-it-py) [\d.]+, )*yasbd-lib [\d.]+", versions(ending)
    )


def test_read_article_of_the_library_equals_reading_it_here(two: Library, tiny_file: Path) -> None:
    assert [p.text for p in two.article.parts[0].passages] == [p.text for p in read_article(tiny_file).passages]
