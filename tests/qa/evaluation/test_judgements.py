from __future__ import annotations

import errno
import json
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import DiskFull, WriteFailed, YinjuError
from index.settings import Settings
from qa.evaluation.files import read_questions
from qa.evaluation.judgements import FILE, LINE_BYTES, Judgement, Judgements, Verdict
from tests.qa.web.test_conversation import refusal
from tests.qa.web.test_render import answer


@pytest.fixture
def judgements(tmp_path: Path) -> Judgements:
    return Judgements(Settings(data=tmp_path))


def test_nothing_was_said(judgements: Judgements) -> None:
    assert judgements.questions() == []


@pytest.mark.parametrize("verdict", [Verdict.RIGHT, Verdict.CASE])
def test_a_right_answer_becomes_a_question_with_it(judgements: Judgements, tmp_path: Path, verdict: Verdict) -> None:
    judgements.add(Judgement.of("k", answer(), ["早先的问题"], verdict))
    (line,) = judgements.questions()
    (tmp_path / "mine.jsonl").write_text(json.dumps(line, ensure_ascii=False), encoding="utf-8")
    (asked,) = read_questions(tmp_path / "mine.jsonl").questions
    assert asked.question == answer().question.text
    assert asked.history == ("早先的问题",)
    assert asked.answers == ("4022.25亿元",)
    assert asked.document == "年报.txt"
    assert asked.kind == "number"


def test_a_right_refusal_is_unanswerable_and_a_wrong_one_has_the_right_answer(judgements: Judgements) -> None:
    judgements.add(Judgement.of("a", refusal("一"), [], Verdict.RIGHT))
    judgements.add(Judgement.of("b", refusal("二"), [], Verdict.WRONG, "三成"))
    first, second = judgements.questions()
    assert (first["kind"], first["answers"]) == ("unanswerable", [])
    assert (second["kind"], second["answers"], second["document"]) == ("other", ["三成"], "")


def test_a_wrong_answer_counts_once_it_is_said_what_is_right_and_the_last_word_counts(judgements: Judgements) -> None:
    judgements.add(Judgement.of("k", answer(), [], Verdict.RIGHT))
    judgements.add(Judgement.of("k", answer(), [], Verdict.WRONG))
    assert judgements.questions() == []
    judgements.add(Judgement.of("k", answer(), [], Verdict.WRONG, "4023亿元"))
    assert [line["answers"] for line in judgements.questions()] == [["4023亿元"]]


def test_any_text_is_one_line(judgements: Judgements, tmp_path: Path) -> None:
    hostile = 'a\n"}\u2028\ud800<b>'
    asked = replace(refusal("一").question, text=hostile)
    judgements.add(Judgement.of(hostile, replace(refusal("一"), question=asked), [hostile], Verdict.WRONG, hostile))
    assert (tmp_path / FILE).read_text(encoding="utf-8").count("\n") == 1
    assert judgements.questions()[0]["question"].startswith('a\n"}\u2028')


def test_each_byte_that_rots_is_told_or_changes_nothing(judgements: Judgements, tmp_path: Path) -> None:
    judgements.add(Judgement.of("甲", refusal("一"), [], Verdict.RIGHT))
    judgements.add(Judgement.of("乙", refusal("二"), [], Verdict.WRONG, "三成"))
    whole, told = (tmp_path / FILE).read_bytes(), judgements.questions()
    unseen = 0
    for place in range(len(whole)):
        (tmp_path / FILE).write_bytes(whole[:place] + bytes([whole[place] ^ 0x11]) + whole[place + 1 :])
        try:
            found = judgements.questions()
        except YinjuError as error:
            assert str(tmp_path / FILE) in error.what  # noqa: PT017 - either is right
            continue
        unseen += 1
        assert [{key: line[key] for key in told[0]} for line in found] == told
    assert unseen < 40  # the words around the digests


def test_a_line_of_an_older_version_is_read_and_one_cut_short_spoils_no_other(
    judgements: Judgements, tmp_path: Path
) -> None:
    old = json.dumps({"id": "旧", "question": "问", "kind": "other", "answers": ["答"]}, ensure_ascii=False)
    (tmp_path / FILE).write_text(old, encoding="utf-8")
    judgements.add(Judgement.of("新", refusal("二"), [], Verdict.WRONG, "三成"))
    assert [line["answers"] for line in judgements.questions()] == [["答"], ["三成"]]
    content = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(content[:-20])
    judgements.add(Judgement.of("又", refusal("三"), [], Verdict.RIGHT))
    with pytest.raises(YinjuError, match="第 2 行"):
        judgements.questions()
    assert len((tmp_path / FILE).read_bytes().splitlines()) == 3


def test_a_judgement_that_cannot_be_kept_is_told_and_leaves_nothing(
    judgements: Judgements, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judgements.add(Judgement.of("甲", refusal("一"), [], Verdict.RIGHT))
    before = (tmp_path / FILE).read_bytes()

    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("qa.evaluation.judgements.os.fsync", full)
    with pytest.raises(DiskFull):
        judgements.add(Judgement.of("乙", refusal("二"), [], Verdict.RIGHT))
    assert (tmp_path / FILE).read_bytes() == before


def test_what_a_browser_sends_is_kept_only_up_to_a_measure(
    judgements: Judgements, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judgements.add(Judgement.of("a", answer(), [], Verdict.RIGHT))
    kept = (tmp_path / FILE).read_bytes()
    with pytest.raises(WriteFailed, match="太长"):
        judgements.add(Judgement.of("b", answer(), ["长" * LINE_BYTES], Verdict.RIGHT))
    monkeypatch.setattr("qa.evaluation.judgements.FILE_BYTES", len(kept) + 10)
    with pytest.raises(WriteFailed, match="存满"):
        judgements.add(Judgement.of("c", answer(), [], Verdict.RIGHT))
    assert (tmp_path / FILE).read_bytes() == kept
