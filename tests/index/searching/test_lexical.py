from __future__ import annotations

import json
from collections.abc import Callable
from math import log
from pathlib import Path
from typing import Any

import pytest

from index.searching.lexical import ABOUT, FOLDER, Lexical
from index.text.tokens import Tokenizer
from index.types import BlockKind, Passage, Span, content_id

TEXTS = [
    "珠肇高铁江段全线开工，深江铁路加快建设。",
    "GDP总量突破四千亿元，增长百分之五点五。",
    "睦洲派出所民警在村内进行治安巡逻。",
    "開平赤坎等3個城鄉融合省級試點。",
]


def passage(number: int, text: str, document: str = "d", headings: tuple[str, ...] = ()) -> Passage:
    identity = content_id(f"{document}{number}".encode())
    return Passage(identity, document, number, BlockKind.PARAGRAPH, headings, (Span(0, len(text)),), text)


def commit(side: Lexical, removed: list[str], added: list[Any], generation: int) -> None:
    """What the owner of both sides does: apply, let searches see it, note it."""
    side.apply(removed, added)
    side.turn(generation)
    side.save()


@pytest.fixture
def lexical(tmp_path: Path, tokenizer: Tokenizer) -> Lexical:
    made = Lexical(tmp_path, tokenizer)
    commit(made, [], made.cut([passage(number, text, f"d{number}") for number, text in enumerate(TEXTS)]), 4)
    return made


def best(lexical: Lexical, question: str) -> int | None:
    found = lexical.search(question, 1)
    identities = [content_id(f"d{number}{number}".encode()) for number in range(len(TEXTS))]
    return identities.index(found[0][0]) if found else None


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("深江铁路", 0),
        ("ＧＤＰ总量是多少？", 1),
        ("4000亿元", 1),
        ("5.5%", 1),
        ("谁在巡逻", 2),
        ("开平赤坎", 3),
        ("城乡融合", 3),
        ("赤", 3),
    ],
)
def test_the_passage_with_the_words_comes_first_however_they_are_written(
    lexical: Lexical, question: str, number: int
) -> None:
    assert best(lexical, question) == number


@pytest.mark.parametrize("question", ["", "。，！？", "zzz", "𠮷"])
def test_no_words_in_common_find_nothing(lexical: Lexical, question: str) -> None:
    assert lexical.search(question, 10) == []


@pytest.mark.parametrize(
    "question", ['words:"高铁"', "高铁 AND NOT 铁路", "(高铁", "高铁*", "[a TO b]", "高铁~2", "\\", '"', "-高铁"]
)
def test_a_question_is_text_and_no_query_language(lexical: Lexical, question: str) -> None:
    assert best(lexical, question) == (0 if "高铁" in question else None)


def test_headings_are_searched_too(tmp_path: Path, tokenizer: Tokenizer) -> None:
    made = Lexical(tmp_path, tokenizer)
    commit(
        made,
        [],
        made.cut([passage(0, "全线开工。", "甲", ("市 公 安 局",)), passage(0, "全线开工。", "乙")]),
        generation=2,
    )
    assert [identity for identity, _ in made.search("公安局", 10)] == [content_id("甲0".encode())]


def test_scores_fall_and_equal_ones_are_ordered_by_id(tmp_path: Path, tokenizer: Tokenizer) -> None:
    made = Lexical(tmp_path, tokenizer)
    commit(made, [], made.cut([passage(number, "珠肇高铁全线开工。", f"d{number}") for number in range(8)]), 8)
    found = made.search("高铁", 8)
    assert [identity for identity, _ in found] == sorted(content_id(f"d{n}{n}".encode()) for n in range(8))
    assert len({score for _, score in found}) == 1
    assert found[0][1] > 0


def test_documents_are_taken_out_whole_and_put_in_again(lexical: Lexical) -> None:
    commit(lexical, ["d0", "unknown"], [], 5)
    assert (len(lexical), best(lexical, "深江铁路"), lexical.generation) == (3, None, 5)
    commit(lexical, ["d0"], lexical.cut([passage(0, TEXTS[0], "d0")]), 6)
    commit(lexical, ["d0"], lexical.cut([passage(0, TEXTS[0], "d0")]), 6)
    assert (len(lexical), best(lexical, "深江铁路")) == (4, 0)
    assert lexical.ids() == {content_id(f"d{number}{number}".encode()) for number in range(4)}


def test_what_is_committed_is_there_when_opened_again(lexical: Lexical, tmp_path: Path, tokenizer: Tokenizer) -> None:
    opened = Lexical(tmp_path, tokenizer)
    assert opened.generation == 4
    assert opened.search("高铁", 10) == lexical.search("高铁", 10)
    assert opened.ids() == lexical.ids()


def test_an_empty_side_is_opened_again_as_it_was(tmp_path: Path, tokenizer: Tokenizer) -> None:
    commit(Lexical(tmp_path, tokenizer), [], [], 0)
    opened = Lexical(tmp_path, tokenizer)
    assert (opened.generation, len(opened), opened.ids(), opened.search("高铁", 3)) == (0, 0, set(), [])


def test_rarity_is_the_inverse_document_frequency_of_bm25(lexical: Lexical, tmp_path: Path) -> None:
    expected = {gram: log(1 + (4 - n + 0.5) / (n + 0.5)) for gram, n in (("铁路", 1), ("高", 1), ("无", 0), ("江", 1))}
    assert lexical.rarity(list(expected)) == pytest.approx(expected)
    assert lexical.rarity([]) == {}


def test_rarity_in_an_empty_library_is_0(tmp_path: Path, tokenizer: Tokenizer) -> None:
    assert Lexical(tmp_path, tokenizer).rarity(["高铁"]) == {"高铁": 0.0}


def change_about(**changes: object) -> Callable[[Path], object]:
    def change(folder: Path) -> object:
        path = folder / ABOUT
        return path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | changes), encoding="utf-8")

    return change


def empty_every_file(folder: Path) -> None:
    for path in (folder / FOLDER).iterdir():
        path.write_bytes(b"")


DAMAGES: dict[str, Callable[[Path], object]] = {
    "no about": lambda folder: (folder / ABOUT).unlink(),
    "no json": lambda folder: (folder / ABOUT).write_text("{"),
    "a list": lambda folder: (folder / ABOUT).write_text("[]"),
    "no text": lambda folder: (folder / ABOUT).write_bytes(b"\xff\xfe"),
    "other tokens": change_about(tokens="0-0.0-0"),
    "other count": change_about(passages=3),
    "no generation": change_about(generation=None),
    "no meta": lambda folder: (folder / FOLDER / "meta.json").unlink(),
    "garbled meta": lambda folder: (folder / FOLDER / "meta.json").write_text("{}"),
    "empty files": empty_every_file,
    "no folder": lambda folder: (folder / FOLDER).rename(folder / "别处"),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_what_does_not_fit_counts_as_missing_and_can_be_built_anew(
    lexical: Lexical, tmp_path: Path, tokenizer: Tokenizer, damage: Callable[[Path], object]
) -> None:
    damage(tmp_path)
    opened = Lexical(tmp_path, tokenizer)
    assert opened.generation is None
    opened.clear()
    commit(opened, [], opened.cut([passage(0, TEXTS[0], "d0")]), 9)
    again = Lexical(tmp_path, tokenizer)
    assert (len(again), again.generation, best(again, "深江铁路")) == (1, 9, 0)


@pytest.mark.parametrize("question", ["珠肇高铁", "GDP总量突破4000亿元了吗", "民警民警民警", "派出所在村内", "鱼塘"])
def test_no_score_exceeds_the_ceiling(question: str, lexical: Lexical) -> None:
    ceiling = lexical.ceiling(question)
    assert ceiling > 0
    assert all(0 < score < ceiling for _, score in lexical.search(question, 9))
    assert lexical.ceiling(question + "鲸") > ceiling


def test_only_passages_with_every_gram_of_a_phrase(lexical: Lexical) -> None:
    assert len(lexical.search("睦洲派出所民警开工", 9)) == 3
    assert len(lexical.search("睦洲派出所民警开工", 9, ["治安巡逻"])) == 1
    assert lexical.search("睦洲派出所民警开工", 9, ["治安巡警"]) == []


def test_among_some_documents_their_passages_are_found_with_the_same_scores(lexical: Lexical) -> None:
    whole = lexical.search("睦洲派出所民警开工增长", 9)
    assert len(whole) == 4
    for chosen in (["d0"], ["d2", "d3"], ["d1", "d2", "d3", "unknown"]):
        found = lexical.search("睦洲派出所民警开工增长", 9, documents=chosen)
        ids = [content_id(f"{document}{document[1]}".encode()) for document in chosen if document != "unknown"]
        assert found == [(identity, score) for identity, score in whole if identity in ids]


def test_among_unknown_documents_or_without_their_words_nothing_is_found(lexical: Lexical) -> None:
    assert lexical.search("铁路", 9, documents=["unknown"]) == []
    assert lexical.search("铁路", 9, documents=["d2"]) == []
    assert lexical.search("", 9, documents=["d2"]) == []


def test_scores_of_some_are_those_of_the_search(lexical: Lexical) -> None:
    whole = lexical.search("睦洲派出所民警开工", 9)
    some = [whole[2][0], whole[0][0], content_id(b"unknown")]
    assert lexical.scores("睦洲派出所民警开工", some) == [whole[0], whole[2]]
    assert lexical.scores("睦洲派出所民警开工", []) == []
    assert lexical.scores("睦洲派出所民警开工", some, ["治安巡警"]) == []
