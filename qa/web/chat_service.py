"""What happens behind the page when a person asks or reindexes; knows nothing of the web framework."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import YinjuError
from index.storage.listing import told_apart
from qa.answers import Answer
from qa.evaluation.judgements import RIGHT_CHARACTERS, Judgement, Judgements, Verdict
from qa.types import Stage
from qa.web import catalogue, render, words
from qa.web.api import Calls
from qa.web.conversation import Conversation, Message
from qa.web.metrics import Metrics
from qa.web.sources import Sources
from qa.web.underway import Underway
from qa.web.unread import minding, unread
from qa.web.upkeep import Upkeep
from qa.web.uploads import Uploads
from qa.web.view import View

if TYPE_CHECKING:
    from index.library import Library, SyncReport
    from index.types import Progress
    from qa.assistant import Assistant

PATIENCE, FIRST_PATIENCE = 12.0, 45.0
"""Seconds after a start, and after the first, in which the page is held back so that its first answer is quick."""
UPLOAD_REQUEST = 500_000_000
"""Bytes that one request may upload."""
TIDYING = 600.0
"""Seconds between two looks for what was uploaded and left."""
CLOSING = 20.0
"""Seconds that a step of the sync may take, or the model to load, before the program ends all the same."""


class ReadOnly(YinjuError):
    pass


class Desk:
    """A library, the assistant over it and the folders it is kept in line with. Thread-safe.

    :param examples: chooses example questions; called after every sync.
    :param follow_ups: chooses questions that may be asked next.
    :param read_only: who opens the page may ask and read, and change nothing, not by what he says of answers either.
    """

    def __init__(
        self,
        library: Library,
        assistant: Assistant,
        folders: Sequence[Path],
        examples: Callable[[Assistant], Sequence[str]],
        follow_ups: Callable[..., Sequence[str]],
        *,
        read_only: bool = False,
    ) -> None:
        self._library = library
        self._assistant = assistant
        self._folders = folders
        self._examples, self._follow_ups = examples, follow_ups
        self._judgements = Judgements(library.settings)
        self.read_only = read_only
        self.metrics = Metrics()
        self.calls = Calls(library, assistant, self._is_filling, self.metrics)
        self.uploads = Uploads(library.settings)
        self.upkeep = Upkeep(self._sync, self._prepare)
        self.metrics.follow(library, self.upkeep)
        self._unread = self.calls.unread = partial(unread, self.upkeep, library)
        self._closing = threading.Event()
        self._underway = Underway()
        self.sources = Sources(library)
        self._exemplified = -1

    def wait(self, started: float) -> None:
        """Return when the library is up to date and the model loaded, or when that has taken long enough.

        :param started: when the program was started, in seconds of ``time.monotonic()``.
        """
        patience = PATIENCE if self._library.status().documents else FIRST_PATIENCE
        self.upkeep.wait(started + patience - time.monotonic())

    def ask(self, text: str, conversation: Conversation, key: str = "") -> Iterator[list[Message]]:
        """The conversation's messages, each time there is more to show: at once a waiting line, then the answer's
        first line, then all of it.

        A question that comes while the first documents are still being read waits for them.
        """
        with self._underway.answer(key) as given_up:
            conversation.begin(text, words.stage_line("search") if self.upkeep.ready.is_set() else words.LOADING, key)
            yield conversation.messages()
            for _ in chain(self._first_documents(conversation), self._answer(text, conversation)):
                if given_up.is_set():
                    return
                yield conversation.messages()

    def give_up(self, key: str) -> None:
        """Have the answer to the question of this key end at its next step."""
        self._underway.give_up(key)

    def follow_ups(self, sent: object) -> Sequence[str]:
        """Questions that may be asked next in a conversation that the browser sent; examples after a refusal."""
        conversation = Conversation.recall(sent)
        last = conversation.last
        if not last or not isinstance(last.outcome, Answer):
            return self.upkeep.examples
        history = conversation.history()[:-1]
        with contextlib.suppress(YinjuError):  # of an answer there is more than of what might follow it
            return self._follow_ups(self._assistant, last.outcome, conversation.documents, history=history)
        return []

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
        parts = [render.figures(status), self.upkeep.trouble, render.failures(status.failed)]
        if view.news:
            parts.insert(1, self.upkeep.report)
        if not status.documents and not self.upkeep.trouble:
            parts.append(render.notice(words.empty_library(words.STATEMENTS.comma.join(map(str, self._folders)))))
        return "".join(parts)

    def hindrance(self) -> str:
        """Why no question can be answered now, for anyone: no error, which may name places; ``""`` for nothing."""
        try:
            return words.WAITING if self._is_filling() else ""
        except YinjuError:
            return words.UNAVAILABLE

    @property
    def largest_upload(self) -> int:
        """Bytes."""
        return self._library.settings.max_file_bytes

    @property
    def largest_upload_request(self) -> int:
        """Bytes that one request may upload, 0 where nothing may be."""
        return 0 if self.read_only else UPLOAD_REQUEST

    def version(self, view: View) -> str:
        """What is another where the files are."""
        return render.version(hash((view.status, view.uploads)))

    def files(self) -> list[catalogue.File]:
        """All files, for the documents tab."""
        status = self._library.status()
        present = self.uploads.present()
        return catalogue.listing(self._library.documents(), status, self.can_remove, present, self._folders)

    def can_remove(self, path: str) -> bool:
        """Whether a file may be removed on the page."""
        return not self.read_only and self.uploads.holds(path)

    def documents(self) -> list[dict[str, str]]:
        """The documents that can be asked, each once: ``id``, a ``name`` that tells it from others, its ``folder``."""
        listed = self._library.documents()
        called = told_apart(item.path for item in listed)
        named = {item.id: (called.get(item.path, item.name), self._folder_of(item.path)) for item in listed}
        return [{"id": identity, "name": name, "folder": folder} for identity, (name, folder) in named.items()]

    def _folder_of(self, path: str) -> str:
        return words.UPLOADS if self.uploads.holds(path) else catalogue.folder_of(path, self._folders)

    def judge(self, sent: object, verdict: Verdict, right: str) -> None:
        """Keep what a person says of the last exchange of a conversation, sent as the browser keeps it.

        :param right: what should have been answered, ``""`` for not said.
        :raises ReadOnly: where nothing is to be changed.
        """
        self._must_be_writable()
        conversation = Conversation.recall(sent)
        last = conversation.last
        if last and last.outcome:
            history = conversation.history()[:-1]
            right = right.strip()[:RIGHT_CHARACTERS]
            self._judgements.add(Judgement.of(last.key, last.outcome, history, verdict, right))

    def receive(self, paths: Sequence[str]) -> str:
        """Take in uploaded files and begin to read them. Returns what became of them, as HTML.

        :raises ReadOnly: where nothing is to be changed.
        """
        self._must_be_writable()
        try:
            said = render.received(self.uploads.receive([Path(path) for path in paths]))
        except YinjuError as error:
            said = render.problem(str(error))
        self.upkeep.start()
        return said

    def remove(self, path: str) -> str:
        """Delete an upload, and take it out of the library, for which a sync that is running makes room.

        :returns: what went wrong, as HTML; ``""`` for nothing.
        :raises ReadOnly: where nothing is to be changed.
        """
        self._must_be_writable()
        try:
            self.uploads.remove(path)
        except YinjuError as error:
            return render.problem(str(error))
        self.upkeep.start(at_once=True)
        return ""

    def attend(self, every: float = 2.0) -> None:
        """From now on see what other processes do to the library, also while nobody asks, and keep uploads tidy."""

        def look() -> None:
            tidied = -TIDYING
            while not self._closing.wait(every):
                with contextlib.suppress(YinjuError):
                    self._library.refresh()
                if time.monotonic() - tidied > TIDYING:
                    self.uploads.tidy()
                    tidied = time.monotonic()

        threading.Thread(target=look, name="attend", daemon=True).start()

    def close(self) -> None:
        """Let a running sync end at its next step: a process that ends within one is aborted by its engines."""
        self._closing.set()
        self.upkeep.stop()
        self.upkeep.wait(CLOSING)
        self.sources.close()

    def _must_be_writable(self) -> None:
        if self.read_only:
            raise ReadOnly(words.READ_ONLY)

    def _sync(self, progress: Progress) -> SyncReport:
        removed = self._let_go()
        uploads = [self.uploads.folder] if self.uploads.folder.is_dir() else []
        report = self._library.sync([*self._folders, *uploads], progress)
        return replace(report, removed=(*removed, *report.removed))

    def _let_go(self) -> list[str]:
        """Take out the uploads that were removed, and return their paths; a sync comes to it only after all reading."""
        gone = [item.path for item in self._library.documents() if self.uploads.is_gone(item.path)]
        if gone:
            self._library.forget(gone)
        return gone

    def _prepare(self) -> Sequence[str]:
        """The example questions, which are chosen anew where the library is another."""
        self._assistant.warm_up()
        generation = self._library.status().generation
        if self._exemplified == generation:
            return self.upkeep.examples
        examples, self._exemplified = self._examples(self._assistant), generation
        return examples

    def _is_filling(self) -> bool:
        return self._library.is_empty() and self.upkeep.work.running  # the library is asked each time

    def _first_documents(self, conversation: Conversation) -> Iterator[None]:
        """Say how far they are until there is something to answer from, or nothing more is coming."""
        for work in self.upkeep.watch():
            if not self._library.is_empty():
                return
            conversation.show(render.pending(f"{words.WAITING}{words.stage(work.line)}"))
            yield

    def _answer(self, text: str, conversation: Conversation) -> Iterator[None]:
        """Fill in the reply, stopping wherever there is something to show."""
        try:
            history = [] if conversation.as_typed else conversation.history()
            remark = self._unread()
            steps = self._assistant.steps(text, history, conversation.documents)
            for step in self.metrics.count(steps):
                if isinstance(step, Stage):
                    conversation.show(render.pending(words.stage_line(step), step))
                    yield
                    continue
                outcome = minding(step, remark)
                if isinstance(outcome, Answer):
                    conversation.show(render.opening(outcome, conversation.turn))
                    yield
                conversation.settle(outcome)
                yield
        except YinjuError as error:
            conversation.fail(str(error))
            yield
