from __future__ import annotations

import json
import threading
import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from index.errors import QuestionError
from index.library import Library, Listed, Status, SyncReport
from index.settings import Settings
from index.types import Progress, Span
from qa.answers import Answer, Citation, NoAnswer
from qa.assistant import Assistant
from qa.evaluation.judgements import RIGHT_CHARACTERS, Judgements, Verdict
from qa.statements import said
from qa.types import Expected, Question, Seconds, Stage
from qa.web import words
from qa.web.chat_service import PATIENCE, Desk
from qa.web.conversation import Conversation
from qa.web.view import View

SECONDS = Seconds(0.1, 0.1, 0.2)


@dataclass
class Shelf:
    """A library as far as the desk looks at it."""

    count: int = 1
    arriving: threading.Event = field(default_factory=threading.Event)
    settings: Settings = field(default_factory=lambda: Settings(data=Path("没有这个文件夹")))

    def status(self) -> Status:
        return Status(self.count, 45 * self.count, 6500 * self.count, 1, "bundled", ())

    def is_empty(self) -> bool:
        return not self.count

    def sync(self, folders: Sequence[Path], progress: Progress) -> SyncReport:
        progress("读取文件", 0, len(folders))
        assert self.arriving.wait(10)
        self.count = len(folders)
        return SyncReport(tuple(map(str, folders)), (), (), (), 0)

    def documents(self) -> list[Listed]:
        return []


class Clerk:
    """Answers what it is told about, refuses the rest, and keeps the histories that it was given."""

    def __init__(self) -> None:
        self.library = None
        self.histories: list[list[str]] = []
        self.documents: Collection[str] = ()

    def warm_up(self) -> None:
        pass

    def steps(
        self, question: str, history: Sequence[str], documents: Collection[str]
    ) -> Iterator[Stage | Answer | NoAnswer]:
        self.histories.append(list(history))
        self.documents = documents
        if not question.strip():
            raise QuestionError("问题是空的。", "请输入 <一个> 问题。")
        yield from (Stage.SEARCH, Stage.READ, Stage.CHECK)
        asked = Question(question, question, Expected.OTHER)
        if "GDP" not in question:
            yield NoAnswer(asked, said("资料里没有。"), (), 0.1, SECONDS)
            return
        quote = Citation(1, "a.txt", "00", "a", "", "4022.25亿元", (Span(0, 9),), ())
        yield Answer(asked, "4022.25亿元", (quote,), 0.9, SECONDS)


def desk_with(shelf: Shelf, clerk: Clerk, folders: Sequence[Path] = (Path("seeds"),)) -> Desk:
    return Desk(cast("Library", shelf), cast("Assistant", clerk), folders, lambda _: ["问？"], next_after)


def next_after(_: Assistant, answer: Answer, documents: Sequence[str], history: Sequence[str]) -> list[str]:
    if "错" in answer.question.text:
        raise QuestionError("问题不对。", "换一个。")
    return [f"{answer.text}之后？", *documents, *history]


def replies(desk: Desk, text: str, conversation: Conversation) -> list[str]:
    return [messages[-1]["content"] for messages in desk.ask(text, conversation)]


def test_an_answer_comes_after_the_stages_and_its_first_line() -> None:
    waiting, *stages, first, whole = replies(desk_with(Shelf(), Clerk()), "GDP是多少？", Conversation())
    assert words.LOADING in waiting
    assert [words.stage_line(stage) in shown for stage, shown in zip(Stage, stages, strict=True)] == [True] * 3
    assert "4022.25亿元" in first
    assert words.EVIDENCE not in first
    assert words.EVIDENCE in whole


def test_once_the_model_is_loaded_the_waiting_line_says_what_is_done() -> None:
    desk = desk_with(Shelf(), Clerk())
    desk.upkeep.ready.set()
    assert words.stage_line(Stage.SEARCH) in replies(desk, "GDP是多少？", Conversation())[0]


def test_a_follow_up_is_asked_with_the_questions_before_it() -> None:
    clerk, conversation = Clerk(), Conversation()
    desk = desk_with(Shelf(), clerk)
    for text in ("GDP是多少？", " ", "天气呢？", "增速呢？"):
        replies(desk, text, conversation)
    assert clerk.histories == [[], ["GDP是多少？"], ["GDP是多少？"], ["GDP是多少？", "天气呢？"]]


def test_only_the_documents_that_were_chosen_are_asked() -> None:
    clerk = Clerk()
    sent = {"id": "a", "documents": ["0123", 7], "exchanges": []}
    replies(desk_with(Shelf(), clerk), "GDP是多少？", Conversation.recall(sent))
    assert clerk.documents == ("0123", "7")


def test_after_an_answer_others_are_suggested_and_after_a_refusal_the_examples() -> None:
    desk = desk_with(Shelf(), Clerk())
    desk.upkeep.examples = ["问？"]
    conversation = Conversation(documents=["0123"])
    for text in ("天气呢？", "GDP是多少？"):
        replies(desk, text, conversation)
    answered = json.loads(json.dumps({"documents": ["0123"], "exchanges": [conversation.keep()["exchange"]]}))
    assert desk.follow_ups(answered) == ["4022.25亿元之后？", "0123"]
    assert desk.follow_ups({"exchanges": [{"question": "天气呢？"}]}) == ["问？"]
    answered["exchanges"][0]["outcome"]["question"]["text"] = "错"
    assert desk.follow_ups(answered) == []


def test_a_question_that_cannot_be_asked_is_told_so() -> None:
    assert "请输入 &lt;一个&gt; 问题。" in replies(desk_with(Shelf(), Clerk()), "  ", Conversation())[-1]


def test_what_is_said_to_be_right_is_kept_up_to_a_measure(library: Library) -> None:
    desk, conversation = Desk(library, cast("Assistant", Clerk()), [], lambda _: [], next_after), Conversation()
    replies(desk, "GDP是多少？", conversation)
    desk.judge({"exchanges": [conversation.keep()["exchange"]]}, Verdict.WRONG, "长" * 9_999)
    assert Judgements(library.settings).questions()[0]["answers"] == ["长" * RIGHT_CHARACTERS]


def shown(desk: Desk, before: View | None = None) -> str:
    return desk.shelf(desk.view(before))


def test_the_shelf_says_figures_and_where_to_put_files_when_there_are_none() -> None:
    assert "资料库：1 份文件 · 45 段 · 6,500 字" in shown(desk_with(Shelf(), Clerk()))
    empty = shown(desk_with(Shelf(count=0), Clerk(), [Path("<资料>")]))
    assert "把文件放进 &lt;资料&gt;" in empty
    assert words.TAB_FILES in empty


def test_a_page_sees_progress_and_what_came_of_it_and_one_opened_later_only_the_figures() -> None:
    shelf = Shelf()
    desk = desk_with(shelf, Clerk(), [Path("a"), Path("b")])
    opened = desk.view()
    assert desk.view(opened) == opened
    desk.upkeep.start()
    during = desk.view(opened)
    assert words.REINDEX in desk.shelf(during)
    shelf.arriving.set()
    assert desk.upkeep.wait(10)
    assert "新增 2 份" in shown(desk, desk.view(during))
    assert "新增 2 份" not in shown(desk)
    assert desk.view().examples == ["问？"]


def test_a_removed_upload_is_gone_before_a_sync_that_is_running_has_read_the_rest(
    library: Library, documents: Path, tmp_path: Path
) -> None:
    (brought := tmp_path / "带来").mkdir()
    for name in ("甲.txt", "乙.txt"):
        (brought / name).write_text(f"{name}：青峰水库在九月完工。", encoding="utf-8")
    desk = Desk(library, cast("Assistant", Clerk()), [documents], lambda _: [], next_after)
    desk.receive([str(brought / name) for name in ("甲.txt", "乙.txt")])
    assert desk.upkeep.wait(10)
    left, right = desk.view().uploads
    for number in range(3):
        (documents / f"{number}.txt").write_text(f"第{number}份。", encoding="utf-8")
    reading, go_on, seen = threading.Event(), threading.Event(), list[int]()
    whole = library.sync

    def slow(folders: Sequence[Path], progress: Progress) -> SyncReport:
        def watched(stage: str, done: int, total: int) -> None:
            if not reading.is_set():
                reading.set()
                assert go_on.wait(10)
            progress(stage, done, total)

        seen.append(library.status().documents)
        return whole(folders, watched)

    library.sync = slow  # type: ignore[method-assign, assignment]
    desk.upkeep.start()
    assert reading.wait(10)
    desk.remove(left)
    assert words.LEAVING in {file["state"] for file in desk.files()}
    go_on.set()
    assert desk.upkeep.wait(10)
    assert seen == [2, 1]
    assert [item.path for item in library.documents() if item.path in (left, right)] == [right]
    assert "移除 1 份" in desk.upkeep.report
    assert "新增 3 份" in desk.upkeep.report


def test_a_removed_upload_whose_text_stands_elsewhere_stays_there(
    library: Library, documents: Path, tmp_path: Path
) -> None:
    for path in (documents / "我的.txt", tmp_path / "上传.txt"):
        path.write_text("青峰水库在九月完工。", encoding="utf-8")
    desk = Desk(library, cast("Assistant", Clerk()), [documents], lambda _: [], next_after)
    desk.receive([str(tmp_path / "上传.txt")])
    assert desk.upkeep.wait(10)
    desk.remove(*desk.view().uploads)
    assert desk.upkeep.wait(10)
    assert [item.name for item in library.documents()] == ["我的.txt"]
    assert (documents / "我的.txt").exists()


def test_two_uploads_of_one_name_can_both_be_found_and_this_is_said(
    library: Library, documents: Path, tmp_path: Path
) -> None:
    brought = []
    for warehouse in ("东库", "西库"):
        (tmp_path / warehouse).mkdir()
        brought.append(tmp_path / warehouse / "库存.txt")
        brought[-1].write_text(f"{warehouse}存放水泥40吨。", encoding="utf-8")
    desk = Desk(library, cast("Assistant", Clerk()), [documents], lambda _: [], next_after)
    assert "库存 (2).txt" in desk.receive([str(path) for path in brought])
    assert desk.upkeep.wait(10)
    assert [item.name for item in library.documents()] == ["库存 (2).txt", "库存.txt"]
    assert {library.search(f"{name}水泥")[0].passage.text[:2] for name in ("东库", "西库")} == {"东库", "西库"}


def test_the_page_is_held_back_until_the_first_sync_is_done_but_not_for_ever() -> None:
    shelf = Shelf()
    desk = desk_with(shelf, Clerk())
    desk.upkeep.start()
    desk.wait(time.monotonic() - PATIENCE)
    assert desk.upkeep.work.running
    shelf.arriving.set()
    desk.wait(time.monotonic())
    assert not desk.upkeep.work.running


def test_closing_ends_a_sync_at_its_next_step(library: Library, documents: Path) -> None:
    for number in range(3):
        (documents / f"{number}.txt").write_text(f"第{number}份文件。", encoding="utf-8")
    reading, go_on = threading.Event(), threading.Event()
    whole, files = library.sync, []

    def slow(folders: Sequence[Path], progress: Progress) -> SyncReport:
        def watched(stage: str, done: int, total: int) -> None:
            files.append(done)
            reading.set()
            assert go_on.wait(10)
            progress(stage, done, total)

        return whole(folders, watched)

    library.sync = slow  # type: ignore[method-assign, assignment]
    desk = Desk(library, cast("Assistant", Clerk()), [documents], lambda _: [], next_after)
    desk.upkeep.start()
    assert reading.wait(10)
    closing = threading.Thread(target=desk.close)
    closing.start()
    go_on.set()
    closing.join(10)
    assert not closing.is_alive()
    assert not desk.upkeep.work.running
    assert len(files) <= 2
    assert words.STOPPED in desk.upkeep.report
