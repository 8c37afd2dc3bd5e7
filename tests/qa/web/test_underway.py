"""Answers that are under way: while the first documents are read, and given up."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from index.library import SyncReport
from index.types import Progress
from qa.web import words
from qa.web.conversation import Conversation
from tests.qa.web.test_chat_service import Clerk, Shelf, desk_with, replies


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
