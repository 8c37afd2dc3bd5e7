"""Keeping the library in line with its folders while the page is open."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.errors import Stopped, YinjuError
from index.syncing.ingest import READING
from index.syncing.progress import Pace, describe_pace
from index.types import Progress
from qa.web import render, words

if TYPE_CHECKING:
    from index.library import SyncReport


@dataclass(frozen=True, slots=True)
class Work:
    """Where the upkeep stands. ``step`` grows with every change.

    ``line`` says in Chinese what is being done and how fast, ``""`` before the sync has said anything; ``share`` is how
    much of it is done, 0 to 1; ``files`` are those that it goes through, 0 as long as they are not counted.
    """

    step: int = 0
    line: str = ""
    files: int = 0
    share: float = 0.0
    running: bool = False


class Upkeep:
    """Runs one sync at a time in a thread of its own; any number of pages may watch it.

    :param sync: brings the library in line with its folders.
    :param prepare: what follows each sync, also one that failed: loading the model and choosing example questions,
        which it returns.

    ``report`` and ``trouble`` are HTML about the last sync, ``""`` for nothing to say; ``ready`` is set once the model
    is loaded.
    """

    def __init__(self, sync: Callable[[Progress], SyncReport], prepare: Callable[[], Sequence[str]]) -> None:
        self._sync = sync
        self._prepare = prepare
        self._work = Work()
        self._changed = threading.Condition()
        self._pace = Pace()
        self._stopping = False
        self._hurried = False
        self._again = False
        self.report = ""
        self.trouble = ""
        self.examples: Sequence[str] = ()
        self.ready = threading.Event()

    @property
    def work(self) -> Work:
        return self._work

    def start(self, *, at_once: bool = False) -> None:
        """Begin a sync; where one is running, another follows it, since it may have gone past what is new.

        :param at_once: the other follows at the running one's next step, and goes on from what that has done.
        """
        with self._changed:
            if self._work.running:
                self._again = True
                self._hurried = self._hurried or at_once
                return
            self._stopping = self._hurried = self._again = False
            self._work = Work(self._work.step + 1, running=True)
        threading.Thread(target=self._run, name="upkeep", daemon=True).start()

    def stop(self) -> None:
        """End the running sync at its next step; what it has done stays."""
        with self._changed:
            self._stopping = self._work.running
            self._again = False

    def watch(self) -> Iterator[Work]:
        """Where the work stands, now and at every change until it is done; nothing when nothing runs.

        A watcher that is slower than the work sees the newest state and misses those between.
        """
        work = self._after(-1)
        while work.running:
            yield work
            work = self._after(work.step)

    def wait(self, seconds: float) -> bool:
        """Whether the work was done within so many seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._work.running, max(0.0, seconds))

    def _after(self, step: int) -> Work:
        """The state once it is another than ``step``, or at once where nothing runs."""
        with self._changed:
            self._changed.wait_for(lambda: self._work.step != step or not self._work.running)
            return self._work

    def _run(self) -> None:
        self.report, self.trouble = "", render.problem(words.UNEXPECTED)
        self._pace = Pace()
        try:
            self.report, self.trouble = self._synced()
            if not self._again:
                self.examples = self._prepare()
                self.ready.set()
        except YinjuError as error:
            self.trouble = render.problem(str(error))
        finally:
            with self._changed:  # nothing is asked for between the end and the look whether something was
                self._change(running=False)
                if self._again:
                    self.start()

    def _synced(self) -> tuple[str, str]:
        """Report and trouble of a sync; its failure does not keep the library from answering."""
        try:
            return render.report(self._sync(self._tell)), ""
        except Stopped as stopped:
            return render.notice(str(stopped)), ""
        except YinjuError as error:
            return "", render.problem(str(error))

    def _tell(self, stage: str, done: int, total: int) -> None:
        """The sync's progress.

        :raises Stopped: when the sync is to end.
        """
        if self._stopping or self._hurried:
            raise Stopped(words.STOPPED)
        self._pace.note(stage, done, total)
        files = total if stage == READING else self._work.files
        self._change(line=describe_pace(stage, done, total, self._pace), files=files, share=self._pace.share)

    def _change(self, **values: object) -> None:
        with self._changed:
            self._work = replace(self._work, step=self._work.step + 1, **values)  # type: ignore[arg-type]
            self._changed.notify_all()
