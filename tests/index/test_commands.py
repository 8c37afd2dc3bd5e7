"""``python -m index``: exit statuses, what is printed, and the shapes of what is printed as JSON."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

import index.library
from index.__main__ import main
from index.encoding.encoder import Encoder
from index.text.tokens import Tokenizer
from index.types import content_id

ECONOMY = "县域经济\n\nGDP总量突破4000亿元，为4022.25亿元，增长5.5%。"
POLICE = "公安局\n\n睦洲派出所民警在村内进行治安巡逻，倾听群众心声。"
ID = content_id(ECONOMY.encode())

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(
    data: Path,
    tmp_path: Path,
    fake_encoder: Encoder,
    shared_tokenizer: Tokenizer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Runs a command in an empty folder: exit status, standard output, standard error."""
    monkeypatch.setattr(index.library, "open_encoder", lambda _settings: fake_encoder)
    monkeypatch.chdir(tmp_path)

    def call(*arguments: object) -> tuple[int, str, str]:
        status = main([str(argument) for argument in arguments] + ["--data", str(data)])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return call


@pytest.fixture
def filled(run: Run, documents: Path) -> Run:
    (documents / "经济.txt").write_text(ECONOMY, encoding="utf-8")
    (documents / "公安.txt").write_text(POLICE, encoding="utf-8")
    assert run("sync", documents)[0] == 0
    return run


def as_json(result: tuple[int, str, str], status: int = 0) -> dict[str, Any]:
    assert result[0] == status, result
    found = json.loads(result[1])
    assert isinstance(found, dict)
    return found


def test_sync_tells_what_it_did_file_by_file(run: Run, documents: Path) -> None:
    (documents / "a.txt").write_text(ECONOMY, encoding="utf-8")
    (documents / "b.pdf").write_bytes(b"%PDF")
    status, out, _ = run("sync", documents)
    lines = out.splitlines()
    assert status == 0
    assert lines[0] == f"新增 {documents.resolve() / 'a.txt'}"
    assert lines[1].startswith(f"读不了 {documents.resolve() / 'b.pdf'}：")
    assert lines[2] == "新增 1，更新 0，移除 0，读不了 1，未变 0"


def test_sync_as_json(run: Run, documents: Path) -> None:
    (documents / "a.txt").write_text(ECONOMY, encoding="utf-8")
    (documents / "b.txt").write_bytes(b"")
    found = as_json(run("sync", documents, "--json"))
    assert set(found) == {"added", "changed", "renamed", "removed", "failed", "unchanged"}
    assert found["added"] == [str(documents.resolve() / "a.txt")]
    assert set(found["failed"][0]) == {"path", "reason"}
    assert as_json(run("sync", documents, "--json"))["unchanged"] == 1


def test_sync_without_folders_takes_those_of_last_time(filled: Run, documents: Path) -> None:
    (documents / "经济.txt").unlink()
    assert as_json(filled("sync", "--json"))["removed"] == [str(documents.resolve() / "经济.txt")]


def test_sync_without_folders_takes_the_seeds_at_first(run: Run, tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "种子.txt").write_text(ECONOMY, encoding="utf-8")
    assert len(as_json(run("sync", "--json"))["added"]) == 1


def test_sync_of_nothing_is_told_and_fails(run: Run) -> None:
    status, out, err = run("sync")
    assert (status, out) == (1, "")
    assert "seeds 不存在" in err


def test_a_missing_folder_fails_with_a_message(run: Run, tmp_path: Path) -> None:
    status, out, err = run("sync", tmp_path / "没有")
    assert (status, out) == (1, "")
    assert "不存在" in err
    assert "Traceback" not in err


def test_add_list_and_remove(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "经济.txt"
    file.write_text(ECONOMY, encoding="utf-8")
    assert as_json(run("add", file, "--json"))["added"] == [str(file.resolve())]
    listed = as_json(run("list", "--json"))
    (item,) = listed["documents"]
    assert (item["id"], item["name"], item["title"]) == (ID, "经济.txt", "县域经济")
    assert (item["path"], item["characters"]) == (str(file.resolve()), len(ECONOMY))
    assert (item["format"], item["passages"], item["bytes"]) == ("text", 1, len(ECONOMY.encode()))
    assert item["indexed"].startswith("20")
    assert (listed["failed"], listed["partial"]) == ([], [])
    assert run("list")[1].startswith(ID)
    assert as_json(run("remove", ID, "--json")) == {"removed": [str(file.resolve())]}
    assert as_json(run("list", "--json"))["documents"] == []


def test_adding_what_cannot_be_read_fails_and_says_why(run: Run, tmp_path: Path) -> None:
    status, out, _ = run("add", tmp_path / "没有.txt")
    assert status == 1
    assert "读不了" in out
    assert as_json(run("status", "--json"))["failed"] == []


def test_removing_an_unknown_id_fails(filled: Run) -> None:
    status, _, err = filled("remove", "0123")
    assert status == 1
    assert "没有编号为“0123”的文件" in err


def test_status_in_figures(filled: Run) -> None:
    assert as_json(filled("status", "--json")) == {
        "documents": 2,
        "passages": 2,
        "characters": len(ECONOMY) + len(POLICE),
        "generation": 2,
        "encoder": "fake",
        "failed": [],
        "partial": [],
    }
    assert filled("status")[1].startswith("资料库：2 份文件，2 段，")


def test_verify_and_repair(filled: Run, data: Path) -> None:
    assert filled("verify") == (0, "资料库完好。\n", "")
    assert as_json(filled("verify", "--json")) == {"ok": True, "findings": []}
    (data / "vectors.faiss").unlink()
    repaired = as_json(filled("repair", "--json"))
    assert repaired == {"done": ["已从资料库重建词语索引。", "已从资料库重建向量索引。"], "findings": []}


def test_verify_of_a_broken_library_fails(filled: Run, data: Path) -> None:
    with closing(sqlite3.connect(data / "library.sqlite")) as connection, connection:
        connection.execute("UPDATE passages SET text = replace(text, '民警', '村民')")
    found = as_json(filled("verify", "--json"), status=1)
    assert (found["ok"], "校验和" in found["findings"][0]) == (False, True)
    assert "公安.txt" in as_json(filled("repair", "--json"))["done"][0]


def test_search_prints_the_passages_best_first(filled: Run) -> None:
    status, out, _ = filled("search", "GDP总量是多少？", "--top", "1")
    assert status == 0
    assert out.splitlines()[0].endswith("县域经济")
    assert out.splitlines()[1].strip() == ECONOMY.split("\n\n")[1]


def test_search_as_json_gives_spans_that_slice_the_document(filled: Run) -> None:
    found = as_json(filled("search", "GDP总量是多少？", "--json"))
    assert found["question"] == "GDP总量是多少？"
    assert len(found["hits"]) == 2
    hit = found["hits"][0]
    assert set(hit) == {
        *("passage_id", "document", "document_id", "path", "title", "heading", "text", "spans", "score"),
        *("lexical", "lexical_share", "lexical_rank", "dense", "dense_rank", "place", "twins"),
    }
    assert (hit["document"], hit["document_id"], hit["title"], hit["heading"]) == (
        "经济.txt",
        ID,
        "县域经济",
        "县域经济",
    )
    assert "".join(ECONOMY[start:end] for start, end in hit["spans"]) == hit["text"]


def test_search_in_an_empty_library_finds_nothing(run: Run) -> None:
    assert run("search", "GDP")[:2] == (0, "资料库是空的。\n")
    assert as_json(run("search", "GDP", "--json")) == {"question": "GDP", "hits": []}


def test_a_batch_gives_one_line_for_each(filled: Run, tmp_path: Path) -> None:
    lines = [{"id": "p1", "question": "GDP总量"}, {"question": "谁在巡逻？", "history": ["GDP"]}]
    batch = tmp_path / "批.jsonl"
    batch.write_text("\ufeff" + "\n\n".join(json.dumps(line) for line in lines) + "\r\n", encoding="utf-8")
    status, out, _ = filled("search", "--batch", batch, "--top", "1")
    found = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [(line["id"], line["question"], len(line["hits"])) for line in found] == [
        ("p1", "GDP总量", 1),
        (None, "谁在巡逻？", 1),
    ]
    assert found[1]["hits"][0]["document"] == "公安.txt"


def test_a_batch_that_cannot_be_read_fails_with_a_message(filled: Run, tmp_path: Path) -> None:
    status, out, err = filled("search", "--batch", tmp_path / "没有.jsonl")
    assert (status, out) == (1, "")
    assert "读不了" in err


def test_a_batch_line_with_half_a_character_does_not_stop_the_others(filled: Run, tmp_path: Path) -> None:
    (tmp_path / "批.jsonl").write_text(
        '{"id": 1, "question": "\\ud800"}\n{"id": 2, "question": "GDP"}', encoding="utf-8"
    )
    status, out, _ = filled("search", "--batch", tmp_path / "批.jsonl")
    assert status == 0
    assert [json.loads(line)["id"] for line in out.splitlines()] == [1, 2]


@pytest.mark.parametrize("arguments", [["search"], ["search", "GDP", "--batch", "批.jsonl"]])
def test_search_wants_a_question_or_a_batch(run: Run, arguments: list[str]) -> None:
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert "二者取一" in err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["不认识"],
        ["add"],
        ["remove"],
        ["status", "多余"],
        ["search", "问", "--top", "0"],
        ["search", "问", "--top", "x"],
    ],
)
def test_wrong_usage_ends_with_2(
    run: Run, arguments: list[str], capsys: pytest.CaptureFixture[str], data: Path
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage" in capsys.readouterr().err
    assert not data.exists()


@pytest.mark.parametrize("command", ["sync", "add", "remove", "list", "status", "verify", "repair", "search"])
def test_every_command_explains_itself(run: Run, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert {"--data", "--json"} <= set(
        capsys.readouterr().out.replace(",", " ").replace("]", " ").replace("[", " ").split()
    )


def test_settings_that_cannot_be_read_fail_with_a_message(run: Run, data: Path) -> None:
    data.mkdir()
    (data / "yinju.toml").write_text("不认识 = 1", encoding="utf-8")
    status, _, err = run("status")
    assert status == 1
    assert err.strip()


def test_a_data_folder_that_is_a_file_fails_with_a_message(run: Run, data: Path) -> None:
    data.write_text("文件", encoding="utf-8")
    status, _, err = run("status")
    assert (status, bool(err.strip())) == (1, True)


def test_a_busy_library_fails_with_a_message(filled: Run, data: Path, documents: Path) -> None:
    with FileLock(data / "write.lock"):
        status, _, err = filled("sync", documents)
        assert status == 1
        assert "另一个进程正在更新" in err
        assert as_json(filled("search", "GDP", "--json"))["hits"]


def test_status_first_and_sync_afterwards(run: Run, documents: Path) -> None:
    assert as_json(run("status", "--json"))["documents"] == 0
    (documents / "a.txt").write_text(ECONOMY, encoding="utf-8")
    assert len(as_json(run("sync", documents, "--json"))["added"]) == 1
    assert as_json(run("verify", "--json"))["ok"] is True


def test_rollback_and_purge_from_the_command_line(filled: Run, documents: Path) -> None:
    assert as_json(filled("rollback", "--json"))["documents"] == 0
    assert filled("rollback")[1].startswith("已回到上一次更新之前：2 份文件")
    assert as_json(filled("purge", "--json")) == {"purged": True}
    status, _, trouble = filled("rollback")
    assert status == 1
    assert "没有可以退回的上一代" in trouble
