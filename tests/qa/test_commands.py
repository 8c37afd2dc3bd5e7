from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from index.library import Library
from qa.__main__ import main

KEYS = {
    "id",
    "question",
    "status",
    "answer",
    "sentence",
    "sure",
    "reason",
    "confidence",
    "citations",
    "summary",
    "seconds",
    "remark",
    "reason_kind",
    "remark_kinds",
    "indexing",
    "understood",
    "kind",
    "parts",
}
CITATION_KEYS = {"number", "document", "document_id", "path", "title", "heading", "quote", "spans", "highlight"} | {
    "place",
    "paragraph",
    "page",
    "sheet",
    "row",
    "also",
    "why",
}


ROOT = Path(__file__).resolve().parent.parent.parent


def run(library: Library, *arguments: str) -> int:
    return main([*arguments, "--data", str(library.settings.data)])


def test_ask_prints_the_documented_json(real_library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(real_library, "ask", "2023年江门市GDP总量是多少？", "--json") == 0
    outcome = json.loads(capsys.readouterr().out)
    assert set(outcome) == KEYS
    assert outcome["status"] == "answered"
    assert outcome["reason"] is None
    first = outcome["citations"][0]
    assert set(first) == CITATION_KEYS
    assert outcome["answer"] in first["quote"]
    text = real_library.document(first["document_id"]).text
    assert "".join(text[start:end] for start, end in first["spans"]) == first["quote"]
    assert "".join(text[start:end] for start, end in first["highlight"]) == "4022.25亿元"
    assert outcome["understood"] == outcome["question"]
    assert outcome["remark"] is None
    assert set(outcome["seconds"]) == {"search", "read", "total"}


def test_a_refusal_has_a_reason_and_no_answer(real_library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(real_library, "ask", "珠海市有多少名社区民警？", "--json") == 0
    outcome = json.loads(capsys.readouterr().out)
    assert (outcome["status"], outcome["answer"]) == ("no_answer", None)
    assert "珠海市" in outcome["reason"]


def test_ask_in_words(real_library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(real_library, "ask", "2023年江门市GDP总量是多少？") == 0
    printed = capsys.readouterr().out
    assert "4022.25亿元" in printed
    assert "依据" in printed


def test_a_batch_has_one_line_out_for_each_in(
    real_library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    batch = tmp_path / "问题.jsonl"
    lines = [
        {"id": "甲", "question": "那增速呢？", "history": ["2023年江门市GDP总量是多少？"]},
        {"id": "乙", "question": ""},
        {"id": "丙", "question": "长" * 10_000},
    ]
    batch.write_text("\n".join(json.dumps(line) for line in lines) + "\n\n", encoding="utf-8")
    assert run(real_library, "ask", "--batch", str(batch)) == 0
    outcomes = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [outcome["id"] for outcome in outcomes] == ["甲", "乙", "丙"]
    assert all(set(outcome) == KEYS for outcome in outcomes)
    assert [outcome["status"] for outcome in outcomes] == ["answered", "no_answer", "no_answer"]
    assert "10,000 字" in outcomes[2]["reason"]
    assert [(outcome["kind"], outcome["reason_kind"]) for outcome in outcomes[1:]] == [("refused", "said")] * 2


def test_only_the_named_documents_are_asked(
    real_library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    question = "2023年江门市GDP总量是多少？"
    (listed,) = real_library.documents()
    assert run(real_library, "ask", question, "--document", listed.id, "--json") == 0
    assert json.loads(capsys.readouterr().out)["status"] == "answered"
    assert run(real_library, "ask", question, "--document", "没有") == 0
    assert "所选的文档" in capsys.readouterr().out
    batch = tmp_path / "问题.jsonl"
    lines = [{"question": question, "documents": [listed.id]}, {"question": question}]
    batch.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert run(real_library, "ask", "--batch", str(batch), "--document", "没有") == 0
    outcomes = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [outcome["status"] for outcome in outcomes] == ["answered", "no_answer"]


@pytest.mark.parametrize("content", ["{", "[]", '{"id": 1}', '{"question": 3}'])
def test_a_line_that_is_no_question_is_named(
    content: str, real_library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    batch = tmp_path / "坏.jsonl"
    batch.write_text(content, encoding="utf-8")
    assert run(real_library, "ask", "--batch", str(batch)) == 1
    assert "第 1 行" in capsys.readouterr().err


def test_wrong_usage_is_2(real_library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(real_library, "ask") == 2
    with pytest.raises(SystemExit, match="2"):
        main(["无此命令"])
    with pytest.raises(SystemExit, match="2"):
        main([])
    capsys.readouterr()


def test_a_question_that_cannot_be_asked_is_1(real_library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(real_library, "ask", " ") == 1
    assert "还没有写问题" in capsys.readouterr().err


def test_evaluate_prints_a_table_and_json(
    real_library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "题.jsonl"
    file.write_text('{"id": "1", "question": "恩平获授什么称号？", "answers": ["试点县"]}\n', encoding="utf-8")
    assert run(real_library, "evaluate", str(file)) == 0
    assert "首条引用含答案\t1.000" in capsys.readouterr().out
    assert run(real_library, "evaluate", str(file), "--json") == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["first"] == figures["hit_1"] == figures["mrr_10"] == 1.0
    assert figures["kinds"]["other"]["questions"] == 1
    assert figures["failures"] == []


def test_evaluate_asks_every_nth_question(
    real_library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "题.jsonl"
    file.write_text('{"question": "恩平获授什么称号？"}\n' * 5, encoding="utf-8")
    assert run(real_library, "evaluate", str(file), "--every", "2", "--json") == 0
    assert json.loads(capsys.readouterr().out)["questions"] == 3


def test_evaluate_draws_and_takes_further_documents_into_the_library(
    real_library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = {"id": "甲", "title": "停水通知", "heading": "", "text": "本片区6月18日停水。", "qas": []}
    asked = {"question": "哪天停水？", "answers": ["6月18日"]}
    file, other = tmp_path / "题.jsonl", tmp_path / "别的.jsonl"
    file.write_text(json.dumps({**text, "qas": [asked]}), encoding="utf-8")
    other.write_text(json.dumps({**text, "id": "乙", "text": "城西8月3日停电。", "qas": [asked] * 2}), encoding="utf-8")
    picture = tmp_path / "图.png"
    assert run(real_library, "evaluate", str(file), "--among", str(other), "--plot", str(picture), "--json") == 0
    figures = json.loads(capsys.readouterr().out)
    assert (figures["questions"], figures["hit_1"]) == (1, 1.0)
    assert picture.read_bytes().startswith(b"\x89PNG")
    libraries = [path.parent for path in (real_library.settings.data / "evaluation").glob("*/documents")]
    assert {"甲.txt", "乙.txt"} in [{path.name for path in (each / "documents").iterdir()} for each in libraries]


def test_doctor_says_that_all_is_well(real_library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(real_library, "doctor") == 0
    printed = capsys.readouterr().out
    assert printed.count("正常") == 7
    assert "有误" not in printed


def test_a_question_loads_what_answers_it_and_nothing_that_is_slower(real_library: Library) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "qa", "ask", "2023年江门市GDP总量是多少？"]
    done = subprocess.run(
        [*command, "--data", str(real_library.settings.data)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "4022.25亿元" in done.stdout
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert {"onnxruntime", "tokenizers"} <= imported
    assert not imported & {"torch", "sentence_transformers", "transformers", "gradio", "pandas", "sklearn", "onnx"}


def test_check_prints_what_differs_and_keeps_it_as_word_and_markdown(
    real_library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "汇报.md"
    file.write_text("# 汇报\n\n2023年，全市GDP总量为4022.52亿元，增长5.5%。\n", encoding="utf-8")
    word, markdown = tmp_path / "核对.docx", tmp_path / "核对.md"
    assert run(real_library, "check", str(file), "--word", str(word), "--markdown", str(markdown)) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "核对了 2 处：有据 1，不符 1，未见 0，出处不一 0。"
    assert lines[2] == "[不符] 4022.52亿元"
    assert "写的是“4022.52”，原文是“4022.25”" in "\n".join(lines)
    assert word.read_bytes()[:2] == b"PK"
    assert "[^1]:" in markdown.read_text(encoding="utf-8")


def test_check_says_what_it_cannot_read(
    real_library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(real_library, "check", str(tmp_path / "没有.txt")) == 1
    assert "没有.txt 这个文件" in capsys.readouterr().err
