"""A search among chosen documents: a filter within both sides, which changes no passage's score."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import index.library
from index.__main__ import main
from index.encoding.encoder import Encoder
from index.library import Library
from index.settings import Settings
from index.text.tokens import Tokenizer
from index.types import Hit

QUESTION = "江门市粮食总产量是多少万吨？"
SAME = "江门市全年粮食总产量为一百零二万吨，比上年增长百分之一点五。"


def fill(library: Library, documents: Path) -> dict[str, str]:
    """Thirty documents that answer the question better than ``边缘`` does, and two that say the same; ids by name."""
    for number in range(30):
        text = f"第{number}号公报\n\n江门市粮食总产量是{number}万吨，江门市粮食总产量多。"
        (documents / f"{number:02}.txt").write_text(text, encoding="utf-8")
    (documents / "边缘.txt").write_text("农业\n\n稻谷产量略有增加。\n\n派出所民警巡逻。", encoding="utf-8")
    (documents / "同一.txt").write_text(SAME, encoding="utf-8")
    (documents / "同二.txt").write_text(f"{SAME}\n\n\n", encoding="utf-8")
    library.sync([documents])
    return {listed.name.removesuffix(".txt"): listed.id for listed in library.documents()}


@pytest.fixture
def narrow(open_library: Callable[..., Library], data: Path) -> Library:
    """A library that takes five candidates from each side."""
    return open_library(settings=Settings(data=data, candidates=5))


@pytest.fixture
def ids(narrow: Library, documents: Path) -> dict[str, str]:
    return fill(narrow, documents)


def names(library: Library, hits: list[Hit]) -> set[str]:
    return {library.document(hit.passage.document_id).name.removesuffix(".txt") for hit in hits}


def test_a_chosen_document_is_found_though_many_others_rank_higher(narrow: Library, ids: dict[str, str]) -> None:
    assert "边缘" not in names(narrow, narrow.search(QUESTION, 50))
    (found,) = narrow.search(QUESTION, 50, documents=[ids["边缘"]])
    assert "稻谷" in found.passage.text
    assert (found.lexical_rank, found.dense_rank) == (1, 1)


def test_several_documents_may_be_chosen_and_unknown_ids_match_nothing(narrow: Library, ids: dict[str, str]) -> None:
    chosen = {ids["03"], ids["边缘"], "0" * 16}
    assert names(narrow, narrow.search(QUESTION, 50, documents=chosen)) == {"03", "边缘"}
    assert narrow.search(QUESTION, 50, documents=["0" * 16]) == []
    assert narrow.search(QUESTION, 50, documents=()) == narrow.search(QUESTION, 50)


def test_the_score_of_a_passage_does_not_hang_on_what_is_chosen(
    open_library: Callable[..., Library], documents: Path, data: Path
) -> None:
    library = open_library(settings=Settings(data=data, candidates=5))
    chosen = fill(library, documents)
    library.close()
    wide = open_library(settings=Settings(data=data, candidates=100))
    whole = {hit.passage.text: hit for hit in wide.search(QUESTION, 99)}
    narrow = open_library(settings=Settings(data=data, candidates=5))
    for hit in [
        *narrow.search(QUESTION, 99),
        *narrow.search(QUESTION, 99, documents=[chosen["边缘"], chosen["07"], chosen["同一"]]),
        *narrow.search(QUESTION, 99, documents=[chosen["09"]]),
    ]:
        same = whole[hit.passage.text]
        assert (hit.score, hit.dense) == pytest.approx((same.score, same.dense), abs=1e-6)
        assert (hit.lexical, hit.lexical_share) == (same.lexical, same.lexical_share)


def test_a_twin_in_a_chosen_document_is_found_where_the_one_that_stands_for_it_is_not_chosen(
    narrow: Library, ids: dict[str, str]
) -> None:
    twins = [ids["同一"], ids["同二"]]
    (both,) = narrow.search(QUESTION, 9, documents=twins)
    assert {both.passage.document_id, *(twin.document_id for twin in both.twins)} == set(twins)
    for identity in twins:
        (alone,) = narrow.search(QUESTION, 9, documents=[identity])
        assert alone.passage.document_id == identity
        assert alone.twins == ()
        assert alone.score == pytest.approx(both.score, abs=1e-6)


def test_phrases_and_documents_are_both_kept_to(narrow: Library, ids: dict[str, str]) -> None:
    chosen = [ids["03"], ids["边缘"]]
    assert names(narrow, narrow.search(QUESTION, 9, ["稻谷产量"], chosen)) == {"边缘"}
    assert narrow.search(QUESTION, 9, ["一百零二"], chosen) == []


def test_a_removed_document_is_chosen_in_vain(narrow: Library, ids: dict[str, str]) -> None:
    narrow.remove([ids["边缘"]])
    assert narrow.search(QUESTION, 9, documents=[ids["边缘"]]) == []


def test_the_command_searches_among_the_documents_that_are_named(
    library: Library,
    documents: Path,
    tmp_path: Path,
    fake_encoder: Encoder,
    shared_tokenizer: Tokenizer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    known = fill(library, documents)
    library.close()
    monkeypatch.setattr(index.library, "open_encoder", lambda _settings: fake_encoder)

    def found(*arguments: str) -> list[set[str]]:
        assert main(["search", *arguments, "--json", "--data", str(library.settings.data)]) == 0
        printed = capsys.readouterr().out
        values = [json.loads(printed)] if printed.startswith("{\n") else list(map(json.loads, printed.splitlines()))
        return [{hit["document"] for hit in value["hits"]} for value in values]

    assert found(QUESTION, "--document", known["边缘"], "--document", known["03"]) == [{"边缘.txt", "03.txt"}]
    batch = tmp_path / "批.jsonl"
    lines = [{"question": QUESTION, "documents": [known["05"]]}, {"question": QUESTION}]
    batch.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert found("--batch", str(batch), "--document", known["边缘"]) == [{"05.txt"}, {"边缘.txt"}]
    assert found(QUESTION, "--document", "没有") == [set()]
    assert main(["search", QUESTION, "--document", "没有", "--data", str(library.settings.data)]) == 0
    assert capsys.readouterr().out == "所选的文件里没有段落。\n"
