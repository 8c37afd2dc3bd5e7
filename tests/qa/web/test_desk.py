from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from index.errors import QuestionError
from index.library import Library, Status, SyncReport
from index.settings import Settings
from index.types import Progress, Span
from qa.assistant import Assistant
from qa.types import Answer, Citation, Expected, NoAnswer, Question, Seconds
from qa.web import words
from qa.web.conversation import Conversation
from qa.web.desk import PATIENCE, Desk

SECONDS = Seconds(0.1, 0.1, 0.2)


@dataclass
class Shelf:
    """A library as far as the desk looks at it."""

    documents: int = 1
    arriving: threading.Event = field(default_factory=threading.Event)
    settings: Settings = field(default_factory=lambda: Settings(data=Path("没有这个文件夹")))

    def status(self) -> Status:
        return Status(self.documents, 45 * self.documents, 6500 * self.documents, 1, "bundled", ())

    def sync(self, folders: Sequence[Path], progress: Progress) -> SyncReport:
        progress("读取文件", 0, len(folders))
        assert self.arriving.wait(10)
        self.documents = len(folders)
        return SyncReport(tuple(map(str, folders)), (), (), (), 0)

    def warm_up(self) -> None:
        pass


class Clerk:
    """Answers what it is told about, refuses the rest, and keeps the histories that it was given."""

    def __init__(self) -> None:
        self.histories: list[list[str]] = []

    def ask(self, question: str, history: Sequence[str]) -> Answer | NoAnswer:
        self.histories.append(list(history))
        if not question.strip():
            raise QuestionError("问题是空的。", "请输入 <一个> 问题。")
        asked = Question(question, question, Expected.OTHER)
        if "GDP" not in question:
            return NoAnswer(asked, "资料里没有。", (), 0.1, SECONDS)
        quote = Citation(1, "a.txt", "00", "a", "", "4022.25亿元", (Span(0, 9),), ())
        return Answer(asked, "4022.25亿元", (quote,), 0.9, SECONDS)


def desk_with(shelf: Shelf, clerk: Clerk, folders: Sequence[Path] = (Path("seeds"),)) -> Desk:
    return Desk(cast("Library", shelf), cast("Assistant", clerk), folders, lambda _: ["问？"])


def replies(desk: Desk, text: str, conversation: Conversation) -> list[str]:
    return [messages[-1]["content"] for messages in desk.ask(text, conversation)]


def test_an_answer_comes_after_a_waiting_line_and_its_first_line() -> None:
    waiting, first, whole = replies(desk_with(Shelf(), Clerk()), "GDP是多少？", Conversation())
    assert words.LOADING in waiting
    assert "4022.25亿元" in first
    assert words.EVIDENCE not in first
    assert words.EVIDENCE in whole


def test_once_the_model_is_loaded_the_waiting_line_says_what_is_done() -> None:
    desk = desk_with(Shelf(), Clerk())
    desk.upkeep.ready.set()
    assert words.SEARCHING in replies(desk, "GDP是多少？", Conversation())[0]


def test_a_follow_up_is_asked_with_the_questions_before_it() -> None:
    clerk, conversation = Clerk(), Conversation()
    desk = desk_with(Shelf(), clerk)
    for text in ("GDP是多少？", " ", "天气呢？", "增速呢？"):
        replies(desk, text, conversation)
    assert clerk.histories == [[], ["GDP是多少？"], ["GDP是多少？"], ["GDP是多少？", "天气呢？"]]


def test_a_question_that_cannot_be_asked_is_told_so() -> None:
    assert "请输入 &lt;一个&gt; 问题。" in replies(desk_with(Shelf(), Clerk()), "  ", Conversation())[-1]


def test_a_question_before_the_first_documents_waits_for_them() -> None:
    shelf = Shelf(documents=0)
    desk = desk_with(shelf, Clerk())
    desk.upkeep.start()
    states = desk.ask("GDP是多少？", Conversation())
    next(states)
    assert words.WAITING in next(states)[-1]["content"]
    shelf.arriving.set()
    assert words.EVIDENCE in list(states)[-1][-1]["content"]


def test_the_shelf_says_figures_and_where_to_put_files_when_there_are_none() -> None:
    assert "资料库：1 份文件 · 45 段 · 6,500 字" in desk_with(Shelf(), Clerk()).shelf(report=True)
    empty = desk_with(Shelf(documents=0), Clerk(), [Path("<资料>")]).shelf(report=True)
    assert "把文件放进 &lt;资料&gt;" in empty
    assert words.TAB_FILES in empty


def test_reindexing_is_followed_and_reported_to_whoever_asked() -> None:
    shelf = Shelf()
    desk = desk_with(shelf, Clerk(), [Path("a"), Path("b")])
    desk.upkeep.start()
    progress = desk.follow()
    assert words.REINDEX in next(progress)
    shelf.arriving.set()
    list(progress)
    assert "新增 2 份" in desk.shelf(report=True)
    assert "新增 2 份" not in desk.shelf(report=False)
    assert desk.upkeep.examples == ["问？"]


def test_the_page_is_held_back_until_the_first_sync_is_done_but_not_for_ever() -> None:
    shelf = Shelf()
    desk = desk_with(shelf, Clerk())
    desk.upkeep.start()
    desk.wait(time.monotonic() - PATIENCE)
    assert desk.upkeep.work.running
    shelf.arriving.set()
    desk.wait(time.monotonic())
    assert not desk.upkeep.work.running
