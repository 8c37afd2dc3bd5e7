from __future__ import annotations

import threading

import pytest

from index.errors import EncoderUnavailable, FolderMissing
from index.library import SyncReport
from index.types import Progress
from qa.web import words
from qa.web.upkeep import Upkeep

NOTHING = SyncReport((), (), (), (), 1)


def finish(upkeep: Upkeep) -> None:
    upkeep.start()
    for _ in upkeep.watch():
        pass


def test_idle_there_is_nothing_to_watch() -> None:
    assert list(Upkeep(lambda _: NOTHING, list).watch()) == []


def test_a_watcher_sees_where_the_sync_stands_until_it_is_done() -> None:
    seen, go_on = threading.Event(), threading.Event()

    def sync(progress: Progress) -> SyncReport:
        progress("计算向量", 3, 7)
        seen.set()
        assert go_on.wait(10)
        return SyncReport(("a.txt",), (), (), (), 0)

    upkeep = Upkeep(sync, lambda: ["问？"])
    upkeep.start()
    assert seen.wait(10)
    states = upkeep.watch()
    work = next(states)
    assert work.line == "计算向量 3/7"
    assert work.share == pytest.approx(3 / 7)
    go_on.set()
    assert list(states) == []
    assert upkeep.examples == ["问？"]
    assert upkeep.ready.is_set()
    assert "新增 1 份" in upkeep.report
    assert upkeep.trouble == ""


def test_a_stopped_sync_says_so_and_the_next_goes_on() -> None:
    seen, go_on = threading.Event(), threading.Event()

    def sync(progress: Progress) -> SyncReport:
        progress("读取文件", 0, 2)
        seen.set()
        assert go_on.wait(10)
        progress("读取文件", 1, 2)
        return NOTHING

    upkeep = Upkeep(sync, list)
    upkeep.start()
    assert seen.wait(10)
    upkeep.stop()
    go_on.set()
    assert upkeep.wait(10)
    assert "已停止" in upkeep.report
    upkeep.start()
    assert upkeep.wait(10)
    assert "没有变化" in upkeep.report


def test_a_second_start_is_followed_by_a_second_sync() -> None:
    go_on, runs = threading.Event(), []

    def sync(_: Progress) -> SyncReport:
        runs.append(1)
        assert go_on.wait(10)
        return NOTHING

    upkeep = Upkeep(sync, list)
    upkeep.start()
    upkeep.start()
    go_on.set()
    for _ in upkeep.watch():
        pass
    assert runs == [1, 1]


def test_what_comes_while_the_model_is_loaded_is_synced_too() -> None:
    loading, go_on, runs = threading.Event(), threading.Event(), []

    def sync(_: Progress) -> SyncReport:
        runs.append(1)
        return NOTHING

    def prepare() -> list[str]:
        loading.set()
        assert go_on.wait(10)
        return []

    upkeep = Upkeep(sync, prepare)
    upkeep.start()
    assert loading.wait(10)
    upkeep.start()
    go_on.set()
    assert upkeep.wait(10)
    assert runs == [1, 1]


@pytest.mark.parametrize("stopped", [False, True])
def test_what_is_wanted_at_once_interrupts_and_comes_also_after_a_stop(stopped: bool) -> None:
    reading, go_on = threading.Event(), threading.Event()
    whole: list[int] = []

    def sync(progress: Progress) -> SyncReport:
        reading.set()
        assert go_on.wait(10)
        progress("读取文件", 1, 2)
        whole.append(1)
        return NOTHING

    upkeep = Upkeep(sync, list)
    upkeep.start()
    assert reading.wait(10)
    if stopped:
        upkeep.stop()
    upkeep.start(at_once=not stopped)
    go_on.set()
    assert upkeep.wait(10)
    assert whole == [1]
    assert "没有变化" in upkeep.report


def test_a_sync_that_fails_is_said_and_the_model_is_loaded_all_the_same() -> None:
    def sync(_: Progress) -> SyncReport:
        raise FolderMissing("文件夹 <没有> 不存在。", "请检查路径。")

    upkeep = Upkeep(sync, lambda: ["问？"])
    finish(upkeep)
    assert "文件夹 &lt;没有&gt; 不存在。请检查路径。" in upkeep.trouble
    assert upkeep.report == ""
    assert upkeep.ready.is_set()


def test_a_model_that_cannot_be_loaded_is_said() -> None:
    def prepare() -> list[str]:
        raise EncoderUnavailable("模型载入失败。")

    upkeep = Upkeep(lambda _: NOTHING, prepare)
    finish(upkeep)
    assert "模型载入失败。" in upkeep.trouble
    assert not upkeep.ready.is_set()


def test_trouble_is_gone_after_a_sync_that_went_well() -> None:
    troubles = [FolderMissing("不存在。")]

    def sync(_: Progress) -> SyncReport:
        if troubles:
            raise troubles.pop()
        return NOTHING

    upkeep = Upkeep(sync, list)
    finish(upkeep)
    assert upkeep.trouble
    finish(upkeep)
    assert upkeep.trouble == ""


def test_a_bug_ends_the_work_and_is_not_taken_for_success() -> None:
    bugs: list[threading.ExceptHookArgs] = []
    before, threading.excepthook = threading.excepthook, bugs.append

    def sync(_: Progress) -> SyncReport:
        raise RuntimeError("a bug")

    upkeep = Upkeep(sync, list)
    try:
        finish(upkeep)
        for thread in threading.enumerate():
            if thread.name == "upkeep":
                thread.join(10)
    finally:
        threading.excepthook = before
    assert words.UNEXPECTED in upkeep.trouble
    assert [bug.exc_type for bug in bugs] == [RuntimeError]
