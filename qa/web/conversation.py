"""One person's conversation: what was asked and what stands under each question."""

from __future__ import annotations

from dataclasses import dataclass

from qa.types import Answer, NoAnswer
from qa.web import render, words

Message = dict[str, str]
"""``{"role": "user" | "assistant", "content": html}``, as the chat component takes it."""


@dataclass(slots=True)
class Exchange:
    """A question as typed and the HTML under it.

    ``turn`` counts from 1. ``settled``: it was answered or refused, so that a follow-up may build on it.
    """

    turn: int
    question: str
    reply: str
    settled: bool = False


class Conversation:
    """Exchanges in the order in which they were begun. Questions asked at the same time each settle their own."""

    def __init__(self) -> None:
        self._exchanges: list[Exchange] = []

    def begin(self, question: str, message: str) -> Exchange:
        """Put a question under the others, with a waiting line for a reply."""
        exchange = Exchange(len(self._exchanges) + 1, question, render.pending(message))
        self._exchanges.append(exchange)
        return exchange

    def settle(self, exchange: Exchange, result: Answer | NoAnswer) -> None:
        exchange.reply = render.outcome(result, exchange.turn)
        exchange.settled = True

    def history(self) -> list[str]:
        """The settled questions as typed, oldest first."""
        return [exchange.question for exchange in self._exchanges if exchange.settled]

    def abandon(self) -> None:
        """Say under the last question that it failed for a reason that is nobody's but the program's."""
        if self._exchanges and not self._exchanges[-1].settled:
            self._exchanges[-1].reply = render.problem(words.UNEXPECTED)

    def clear(self) -> None:
        self._exchanges.clear()

    def messages(self) -> list[Message]:
        """What the chat shows; a blank question has a reply but no line of its own."""
        shown: list[Message] = []
        for exchange in self._exchanges:
            if exchange.question.strip():
                shown.append({"role": "user", "content": render.question(exchange.question)})
            shown.append({"role": "assistant", "content": exchange.reply})
        return shown
