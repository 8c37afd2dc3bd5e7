from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.errors import YinjuError
from index.settings import Settings
from qa.evaluation.files import Asked, read_questions

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


def test_a_library_of_the_files_documents_is_kept(tmp_path: Path, models: Path | None) -> None:
    data = tmp_path / "data"
    data.mkdir()
    if models is not None:
        (data / "models").symlink_to(models, target_is_directory=True)
    path = tmp_path / "set.json"
    path.write_text(json.dumps(SQUAD), encoding="utf-8")
    for _ in range(2):
        with read_questions(path).open_library(Settings(data=data)) as library:
            assert {document.name for document in library.documents()} == {"00001.txt", "00002.txt"}
            assert library.settings.data.parent == data / "evaluation"
            assert library.status().generation == 2
