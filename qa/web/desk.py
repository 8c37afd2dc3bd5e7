"""What happens behind the page when a person asks or reindexes; knows nothing of the web framework."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import YinjuError
from qa.types import Answer
from qa.web import catalogue, render, words
from qa.web.conversation import Conversation, Exchange, Message
from qa.web.upkeep import Upkeep, Work
from qa.web.uploads import Uploads

if TYPE_CHECKING:
    from index.library import Library, Status, SyncReport
    from index.types import Progress
    from qa.assistant import Assistant

PATIENCE, FIRST_PATIENCE = 12.0, 45.0
"""Seconds after a start in which the page is held back, so that its first answer is quick: with documents in the
library, and on the first start without."""
CLOSING = 20.0
"""Seconds that a step of the sync may take, or the model to load, before the program ends all the same."""


@dataclass(frozen=True, slots=True)
class View:
    """What a page shows of the library and its upkeep: where two are equal, the page is up to date.

    ``news``: a sync has run since the page was opened. ``uploads`` are the paths of the uploaded files.
    """

    work: Work
    news: bool
    status: Status
    uploads: tuple[str, ...]
    examples: Sequence[str]


class Desk:
    """A library, the assistant over it and the folders it is kept in line with. Thread-safe.

    :param examples: chooses example questions; called after every sync.
    """

    def __init__(
        self,
        library: Library,
        assistant: Assistant,
        folders: Sequence[Path],
        examples: Callable[[Assistant], Sequence[str]],
    ) -> None:
        self._library = library
        self._assistant = assistant
        self._folders = folders
        self._examples = examples
        self.uploads = Uploads(library.settings.data)
        self.upkeep = Upkeep(self._sync, self._prepare)
        self._refused = ""
        self._closing = threading.Event()

    def wait(self, started: float) -> None:
        """Return when the library is up to date and the model loaded, or when that has taken long enough.

        :param started: when the program was started, in seconds of ``time.monotonic()``.
        """
        patience = PATIENCE if self._library.status().documents else FIRST_PATIENCE
        self.upkeep.wait(started + patience - time.monotonic())

    def ask(self, text: str, conversation: Conversation) -> Iterator[list[Message]]:
        """The conversation's messages, each time there is more to show: at once a waiting line, then the answer's
        first line, then all of it.

        A question that comes while the first documents are still being read waits for them.
        """
        exchange = conversation.begin(text, words.SEARCHING if self.upkeep.ready.is_set() else words.LOADING)
        yield conversation.messages()
        for line in self._first_documents():
            exchange.reply = line
            yield conversation.messages()
        for _ in self._answer(exchange, conversation):
            yield conversation.messages()

    def view(self, before: View | None = None) -> View:
        """What there is to show now on a page that shows ``before``."""
        work = self.upkeep.work
        news = before is not None and (before.news or work.step != before.work.step)
        return View(work, news or work.running, self._library.status(), self.uploads.present(), self.upkeep.examples)

    def shelf(self, view: View) -> str:
        """How far a running sync is; or else the library's figures, what is wrong, and what the last sync did."""
        if view.work.running:
            return render.progress(view.work.line, view.work.share)
        status = view.status
        parts = [render.figures(status), self._refused, self.upkeep.trouble, render.failures(status.failed)]
        if view.news:
            parts.insert(1, self.upkeep.report)
        if not status.documents and not self.upkeep.trouble:
            parts.append(render.notice(words.empty_library("、".join(map(str, self._folders)))))
        return "".join(parts)

    @property
    def largest_upload(self) -> int:
        """Bytes."""
        return self._library.settings.max_file_bytes

    def catalogue(self, view: View) -> str:
        """The table of all files."""
        return catalogue.table(self._library.documents(), view.status, self.uploads.holds, view.uploads)

    def preview(self, path: str) -> str:
        """The text of the document that a file stands for."""
        found = next((item for item in self._library.documents() if item.path == path), None)
        if found is None:
            return render.notice(words.GONE)
        return catalogue.preview(self._library.document(found.id), self._library.tokenizer)

    def receive(self, paths: Sequence[str]) -> None:
        """Take in uploaded files and begin to read them; ``shelf`` says so where there is no room for one."""
        self._refused = ""
        try:
            self.uploads.receive([Path(path) for path in paths])
        except YinjuError as error:
            self._refused = render.problem(str(error))
        self.upkeep.start()

    def remove(self, path: str) -> None:
        """Delete an upload, and take it out of the library, for which a sync that is running makes room."""
        self.uploads.remove(path)
        self.upkeep.start(at_once=True)

    def attend(self, every: float = 2.0) -> None:
        """From now on see what other processes do to the library, also while nobody asks."""

        def look() -> None:
            while not self._closing.wait(every):
                with contextlib.suppress(YinjuError):
                    self._library.refresh()

        threading.Thread(target=look, name="attend", daemon=True).start()

    def close(self) -> None:
        """Let a running sync end at its next step: a process that ends within one is aborted by its engines."""
        self._closing.set()
        self.upkeep.stop()
        self.upkeep.wait(CLOSING)

    def _sync(self, progress: Progress) -> SyncReport:
        removed = self._let_go()
        uploads = [self.uploads.folder] if self.uploads.folder.is_dir() else []
        report = self._library.sync([*self._folders, *uploads], progress)
        return replace(report, removed=(*removed, *report.removed))

    def _let_go(self) -> list[str]:
        """Take out the uploads that were removed, and return their paths; a sync comes to it only after all reading."""
        gone = [item.path for item in self._library.documents() if self._is_gone(item.path)]
        if gone:
            self._library.forget(gone)
        return gone

    def _is_gone(self, path: str) -> bool:
        return self.uploads.holds(path) and not Path(path).exists()

    def _prepare(self) -> Sequence[str]:
        self._assistant.warm_up()
        return self._examples(self._assistant)

    def _first_documents(self) -> Iterator[str]:
        if self._library.status().documents:
            return
        for work in self.upkeep.watch():
            yield render.pending(f"{words.WAITING}{words.stage(work.line)}")

    def _answer(self, exchange: Exchange, conversation: Conversation) -> Iterator[None]:
        """Fill in the reply, stopping wherever there is something to show."""
        try:
            result = self._assistant.ask(exchange.question, conversation.history())
        except YinjuError as error:
            exchange.reply = render.problem(str(error))
            yield
            return
        if isinstance(result, Answer):
            exchange.reply = render.opening(result, exchange.turn)
            yield
        conversation.settle(exchange, result)
        yield
