from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.errors import YinjuError
from index.settings import Settings
from qa.evaluation.files import GROUP, HELD_OUT, Asked, QuestionFile, held_out, read_all, read_questions
from tests.weights import lend

SQUAD = {
    "data": [
        {
            "title": "江门",
            "paragraphs": [
                {
                    "context": "江门市在广东。",
                    "qas": [
                        {"id": 1, "question": "在哪？", "answers": [{"text": "广东"}, {"text": "广东"}]},
                        {"id": 2, "question": "多大？", "answers": [{"text": "大"}], "is_impossible": True},
                    ],
                },
                {"context": "新会在江门。", "qas": []},
            ],
        }
    ]
}


def test_squad_brings_its_documents(tmp_path: Path) -> None:
    path = tmp_path / "set.json"
    path.write_text(json.dumps(SQUAD), encoding="utf-8")
    file = read_questions(path)
    assert file.documents == {"00001.txt": "江门市在广东。", "00002.txt": "新会在江门。"}
    assert file.questions == (
        Asked("1", "", "在哪？", (), ("广东",), "00001.txt", (4,)),
        Asked("2", "unanswerable", "多大？", (), (), "00001.txt"),
    )


@pytest.mark.parametrize(("stated", "place"), [(0, 0), (4, 4), (2, 0), (99, 0)])
def test_an_answer_stands_where_the_file_says_unless_it_does_not(stated: int, place: int, tmp_path: Path) -> None:
    question = {"id": 1, "question": "在哪？", "answers": [{"text": "江门", "answer_start": stated}]}
    squad = {"data": [{"paragraphs": [{"context": "江门市，江门。", "qas": [question]}]}]}
    path = tmp_path / "set.json"
    path.write_text(json.dumps(squad), encoding="utf-8")
    assert read_questions(path).questions[0].starts == (place,)


def test_json_lines_ask_an_existing_library(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    line = {"id": "a", "kind": "follow", "question": "那增速呢？", "history": ["总量？"], "answers": ["5.5%"]}
    path.write_text(json.dumps(line), encoding="utf-8")
    file = read_questions(path)
    assert file.questions == (Asked("a", "follow", "那增速呢？", ("总量？",), ("5.5%",)),)
    assert not file.documents
    with file.open_library(Settings(data=tmp_path / "data")) as library:
        assert library.settings.data == tmp_path / "data"


@pytest.mark.parametrize("text", ["", "[]", '{"data": [{"paragraphs": [{"qas": []}]}]}', "{"])
def test_another_form_is_refused_with_the_files_name(text: str, tmp_path: Path) -> None:
    path = tmp_path / "set.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(YinjuError, match=r"set\.json"):
        read_questions(path)
    with pytest.raises(YinjuError):
        read_questions(tmp_path / "missing.json")


def test_a_library_of_the_files_documents_is_kept(tmp_path: Path, models: Path) -> None:
    data = lend(tmp_path / "data")
    path = tmp_path / "set.json"
    path.write_text(json.dumps(SQUAD), encoding="utf-8")
    for _ in range(2):
        with read_questions(path).open_library(Settings(data=data)) as library:
            assert {document.name for document in library.documents()} == {"00001.txt", "00002.txt"}
            assert library.settings.data.parent == data / "evaluation"
            assert library.status().generation == 2


OFFICE = {
    "id": "甲1",
    "title": "停水通知",
    "heading": "供水公司",
    "text": "6月18日停水。\n停到19日。",
    "qas": [
        {"question": "哪天停水？", "kind": "date", "answers": ["6月18日"]},
        {"question": "几点停？", "kind": "detail", "answers": [], "near": "6月18日", "lacking": "没有钟点"},
    ],
}


def test_a_text_with_its_questions_on_each_line_is_a_document_below_its_title(tmp_path: Path) -> None:
    path = tmp_path / "office.jsonl"
    path.write_text(json.dumps(OFFICE) + "\n", encoding="utf-8")
    file = read_questions(path)
    text = "停水通知\n\n供水公司\n\n6月18日停水。\n停到19日。\n"
    assert file.documents == {"甲1.txt": text}
    assert file.questions == (
        Asked("甲1-1", "date", "哪天停水？", (), ("6月18日",), "甲1.txt", (text.index("6月"),)),
        Asked("甲1-2", "detail", "几点停？", (), (), "甲1.txt", (), "6月18日"),
    )


@pytest.mark.parametrize("line", ['{"qas": []}', '{"id": "a", "qas": [1]}', '{"id": "a", "qas": []}\n{'])
def test_a_text_of_another_form_is_refused_with_the_files_name(line: str, tmp_path: Path) -> None:
    path = tmp_path / "office.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(YinjuError, match=r"office\.jsonl"):
        read_questions(path)


def test_several_files_are_one_library_unless_they_clash(tmp_path: Path) -> None:
    first, second, bare = (tmp_path / name for name in ("1.jsonl", "2.jsonl", "3.jsonl"))
    first.write_text(json.dumps(OFFICE), encoding="utf-8")
    second.write_text(json.dumps({**OFFICE, "id": "乙1"}), encoding="utf-8")
    bare.write_text(json.dumps({"question": "哪天？", "history": [], "answers": ["6月"]}), encoding="utf-8")
    both = read_all([first, second])
    assert list(both.documents) == ["甲1.txt", "乙1.txt"]
    assert len(both.questions) == 4
    for clashing in ([first, first], [first, bare]):
        with pytest.raises(YinjuError):
            read_all(clashing)


def test_what_is_held_out_is_each_eighth_group_of_documents() -> None:
    names = [f"{number}.txt" for number in range(GROUP * HELD_OUT * 2)]
    out = held_out(names)
    assert len(out) == 2 * GROUP
    assert names[GROUP * (HELD_OUT - 1)] in out
    assert names[0] not in out
    questions = tuple(Asked(name, "", "问？", (), (), name) for name in names)
    file = QuestionFile(questions, dict.fromkeys(names, "文。"), out)
    assert {asked.document for asked in file.held_out()} == out
    assert QuestionFile(questions, {}).held_out() == questions
