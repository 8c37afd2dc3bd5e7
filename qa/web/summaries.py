"""Prose under an answer that stands already; knows nothing of the web framework."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from dataclasses import dataclass, replace
from typing import Any

from index.errors import YinjuError
from qa.answers import Answer, NoAnswer, Summary
from qa.web import render, words
from qa.web.conversation import Conversation, Message

AT_ONCE = 4
"""Summaries that are written at the same time; more wait."""
EVERY = 0.5
"""Seconds after which it is seen whether a summary is still wanted."""

Summarized = Callable[[Answer | NoAnswer, threading.Event], Answer | NoAnswer]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows of its conversation, None for what it shows already, and what its browser is to keep."""

    messages: list[Message] | None = None
    kept: dict[str, Any] | None = None


class Summaries:
    """Summaries of the last answers of conversations. Thread-safe.

    :param summarized: as ``qa.writing.summarizing.Summarizer.summarized``.
    :param place: where the question and the quotes are sent.
    """

    def __init__(self, summarized: Summarized, place: str) -> None:
        self._summarized = summarized
        self.place = place
        self._turns = threading.Semaphore(AT_ONCE)

    def follow(self, sent: object) -> Iterator[Shown]:
        """What to show while a summary of the last answer is written, and then; nothing where there is no answer.

        Whoever asks for no more has it given up.

        :param sent: the conversation as the browser keeps it.
        """
        conversation = Conversation.recall(sent)
        last = conversation.last
        if last is None or not isinstance(last.outcome, Answer) or last.outcome.summary is not None:
            return
        standing = render.outcome(last.outcome, conversation.turn, last.verdict)
        conversation.show(f"{standing}{render.pending(words.WRITING)}")
        yield Shown(conversation.messages())
        cancelled = threading.Event()
        writing = self._begin(last.outcome, cancelled)
        try:
            while wait([writing], EVERY).not_done:
                yield Shown()
        finally:
            cancelled.set()
        try:
            conversation.settle(writing.result())
        except YinjuError as error:
            conversation.settle(replace(last.outcome, summary=Summary((), writer=self.place, problem=str(error))))
        yield Shown(conversation.messages(), conversation.keep())

    def _begin(self, answer: Answer, cancelled: threading.Event) -> Future[Answer | NoAnswer]:
        """The answer with its summary, once it is there. A program that ends does not wait for it."""
        writing: Future[Answer | NoAnswer] = Future()

        def run() -> None:
            try:
                with self._turns:
                    writing.set_result(self._summarized(answer, cancelled))
            except YinjuError as error:  # also that it was given up
                writing.set_exception(error)
            except BaseException as error:
                writing.set_exception(error)
                raise

        threading.Thread(target=run, name="summary", daemon=True).start()
        return writing
