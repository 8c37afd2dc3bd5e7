"""Answers that are under way: while the first documents are read, and given up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from index.library import Failure, Listed, Status, SyncReport
from index.syncing.ingest import READING
from index.types import Progress
from qa.statements import Remark, RemarkKind
from qa.types import Silence
from qa.web import words
from qa.web.chat_service import Desk
from qa.web.completion import completed
from qa.web.conversation import Conversation
from qa.web.unread import minding
from tests.qa.web.test_chat_service import Clerk, Shelf, desk_with, replies
from tests.qa.web.test_conversation import refusal


def test_a_question_before_the_first_documents_waits_for_them() -> None:
    shelf = Shelf(count=0)
    desk = desk_with(shelf, Clerk())
    desk.upkeep.start()
    states = desk.ask("GDP是多少？", Conversation())
    next(states)
    assert words.WAITING in next(states)[-1]["content"]
    shelf.arriving.set()
    assert words.EVIDENCE in list(states)[-1][-1]["content"]


class Early(Shelf):
    def sync(self, folders: Sequence[Path], progress: Progress) -> SyncReport:
        self.count = 1
        return super().sync(folders, progress)


def test_a_question_waits_for_the_first_documents_and_not_for_all() -> None:
    (desk := desk_with(shelf := Early(count=0), Clerk())).upkeep.start()
    assert words.EVIDENCE in replies(desk, "GDP是多少？", Conversation())[-1]
    assert desk.upkeep.work.running
    shelf.arriving.set()


def test_an_answer_that_is_given_up_ends_at_its_next_step() -> None:
    desk = desk_with(Shelf(), Clerk())
    conversation = Conversation()
    steps = desk.ask("问", conversation, "键")
    next(steps)
    desk.give_up("别的")
    next(steps)
    desk.give_up("键")
    assert list(steps) == []
    assert not conversation.last or conversation.last.outcome is None
    desk.give_up("键")
    assert list(desk.ask("问", Conversation(), "键"))


class Growing(Shelf):
    """Of five files one has come, one cannot be read, and the others are still to be read."""

    def sync(self, folders: Sequence[Path], progress: Progress) -> SyncReport:
        progress(READING, 2, 5)
        assert self.arriving.wait(10)
        return SyncReport((), (), (), (), 0)

    def status(self) -> Status:
        return replace(super().status(), failed=(Failure("坏.txt", "文件是空的。"),))

    def documents(self) -> list[Listed]:
        return [cast("Listed", SimpleNamespace(path="甲.txt"))]


@pytest.fixture
def growing() -> Iterator[Desk]:
    (desk := desk_with(shelf := Growing(), Clerk())).upkeep.start()
    for work in desk.upkeep.watch():
        if work.files:
            break
    yield desk
    shelf.arriving.set()


def test_while_files_are_read_an_answer_says_how_many_are(growing: Desk) -> None:
    remark = words.STATEMENTS.remark([Remark(RemarkKind.INDEXING, count=5, shown=2)])
    first, whole = replies(growing, "GDP是多少？", Conversation())[-2:]
    assert remark in first
    assert remark in whole
    conversation = Conversation()
    assert remark in replies(growing, "天气呢？", conversation)[-1]
    recalled = Conversation.recall({"exchanges": [conversation.keep()["exchange"]]})
    assert remark in recalled.messages()[-1]["content"]
    assert conversation.last
    assert remark in conversation.last.copies["copy"]
    for question in ("GDP是多少？", "天气呢？"):
        told = growing.calls.ask(question, [], [])
        assert told["indexing"] == {"read": 2, "files": 5}
        assert told["remark"] == remark
        assert remark in completed(growing.calls.outcome(question, [], []), "").text


def test_once_all_are_read_nothing_is_said_of_it(growing: Desk) -> None:
    cast("Growing", growing._library).arriving.set()
    assert growing.upkeep.wait(10)
    told = growing.calls.ask("GDP是多少？", [], [])
    assert (told["indexing"], told["remark"]) == (None, None)


def test_a_greeting_has_nothing_to_do_with_what_is_read() -> None:
    remark = Remark(RemarkKind.INDEXING, count=5, shown=2)
    greeting = replace(refusal("你好"), kind=Silence.GREETING)
    assert minding(greeting, remark) is greeting
    assert minding(refusal("问"), None) == refusal("问")
    assert minding(refusal("问"), remark).remarks == (remark,)
