"""An answer to the same answer with prose under it, as far as its quotes prove that; the only composition of this room.

A question that the library does not answer is never sent, nor is a greeting.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace

from index.errors import YinjuError
from qa.answers import Answer, Citation, NoAnswer, Summary
from qa.checking.checker import Checker
from qa.judging.quotes import keep_verbatim
from qa.writing.client import Message, WriterClient, key_from_environment
from qa.writing.prompt import messages_for, quoted
from qa.writing.proving import prose_of, proven

Write = Callable[[Sequence[Message], threading.Event], str]
"""Messages to a draft; as ``WriterClient.write``."""


class Summarizer:
    """Has prose written and proves it. Thread-safe.

    ``place`` is where the question and the quotes are sent, as a person is told.
    """

    def __init__(self, checker: Checker, write: Write, place: str) -> None:
        self._library = checker.library
        self._checker = checker
        self._write = write
        self.place = place

    @classmethod
    def of(cls, checker: Checker) -> Summarizer | None:
        """By the settings, with the key of the environment; None where nobody is to write.

        :raises WriterFailed: for a key that no request can carry.
        """
        writer = checker.library.settings.writer
        if not writer.url:
            return None
        client = WriterClient(writer, key_from_environment())
        return cls(checker, client.write, client.place)

    def summarized(self, outcome: Answer | NoAnswer, cancelled: threading.Event | None = None) -> Answer | NoAnswer:
        """The same with a summary, which may be empty; one that could not be written says why.

        :raises Cancelled: when that was asked for while it was written.
        """
        if isinstance(outcome, NoAnswer):
            return outcome
        return replace(outcome, summary=self._summary(outcome, cancelled or threading.Event()))

    def _summary(self, answer: Answer, cancelled: threading.Event) -> Summary:
        citations: list[Citation] = quoted(keep_verbatim(answer.citations, self._library))
        if not citations:
            return Summary((), writer=self.place)
        question = answer.question.resolved
        try:
            draft = self._write(messages_for(question, [citation.quote for citation in citations]), cancelled)
        except YinjuError as error:
            if cancelled.is_set():
                raise
            return Summary((), writer=self.place, problem=str(error))
        prose = prose_of(draft)
        checked = self._checker.check_against(prose, citations, question)
        return replace(proven(checked, question, citations, self._library.tokenizer), writer=self.place)


def summarized(summarizer: Summarizer | None, outcome: Answer | NoAnswer) -> Answer | NoAnswer:
    """As ``Summarizer.summarized``, where there is one."""
    return summarizer.summarized(outcome) if summarizer else outcome
