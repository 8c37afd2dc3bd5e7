"""One person's conversation: what was asked and what stands under each question.

The browser keeps it and sends it along with every question, so that it outlives a reload and a restart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import TypeAdapter, ValidationError

from qa.answers import Answer, NoAnswer
from qa.web import render, words
from qa.web.references import as_markdown, as_text

Message = dict[str, str]
"""``{"role": "user" | "assistant", "content": html}``, as the chat component takes it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An exchange as the browser keeps it. ``key`` is its name there.

    ``outcome`` is None where the question could not be asked, for which ``problem`` is the reason, or where the answer
    did not arrive. ``copies`` are the texts that its buttons copy, by the button's name; ``verdict`` is what
    the person said of it.
    """

    question: str
    key: str = ""
    outcome: Answer | NoAnswer | None = None
    problem: str = ""
    copies: Mapping[str, str] = field(default_factory=dict)
    verdict: str = ""


_KEPT = TypeAdapter(Kept)


class Conversation:
    """Exchanges in the order in which they were begun, from number ``before`` + 1 on; ``name`` is the browser's.

    ``documents`` are the ids of the only ones that are asked, none for all. ``as_typed``: nothing is to be filled in
    to the question that comes, from those before it. ``underway``: the last exchange is being answered elsewhere.
    """

    def __init__(
        self,
        exchanges: Sequence[Kept] = (),
        before: int = 0,
        name: str = "",
        documents: Sequence[str] = (),
        *,
        as_typed: bool = False,
        underway: bool = False,
    ) -> None:
        self._exchanges = list(exchanges)
        self.as_typed = as_typed
        self.documents = tuple(documents)
        self._before = before
        self._name = name
        self._reply = ""
        if underway and self.is_open:
            self._reply = render.pending(words.stage_line("search"))

    @classmethod
    def recall(cls, sent: object) -> Conversation:
        """The conversation that a browser sent; what it cannot be, or what was tampered with, is left out."""
        given = sent if isinstance(sent, Mapping) else {}
        exchanges = [_recall(each) for each in _list(given.get("exchanges"))]
        before, documents = given.get("before"), [str(each) for each in _list(given.get("documents"))]
        before = before if isinstance(before, int) and before > 0 else 0
        name, as_typed = str(given.get("id", "")), given.get("typed") is True
        underway = given.get("underway") is True
        return cls(exchanges, before, name, documents, as_typed=as_typed, underway=underway)

    def begin(self, question: str, message: str, key: str = "") -> None:
        """Put a question under the others, with a waiting line for a reply."""
        self._exchanges.append(Kept(question, key))
        self._reply = render.pending(message)

    def show(self, reply: str) -> None:
        """Let HTML stand under the question that was begun, until it is settled."""
        self._reply = reply

    def settle(self, outcome: Answer | NoAnswer) -> None:
        """Put under the question what came of it."""
        self._reply = ""
        copies = {"copy": as_text(outcome), "markdown": as_markdown(outcome)}
        self._exchanges[-1] = replace(self._exchanges[-1], outcome=replace(outcome, evidence=()), copies=copies)

    def fail(self, problem: str) -> None:
        """Put under the question why it could not be asked."""
        self._reply = ""
        self._exchanges[-1] = replace(self._exchanges[-1], problem=problem)

    @property
    def is_open(self) -> bool:
        """Whether nothing has come of the last question, and nothing is on its way."""
        last = self.last
        return bool(last and not last.outcome and not last.problem and not self._reply)

    @property
    def turn(self) -> int:
        """The number of the exchange that was begun last, from 1."""
        return self._before + len(self._exchanges)

    @property
    def last(self) -> Kept | None:
        """The exchange that was begun last."""
        return self._exchanges[-1] if self._exchanges else None

    def keep(self) -> dict[str, Any]:
        """The last exchange in JSON, for the browser to keep."""
        kept = _KEPT.dump_python(self._exchanges[-1], mode="json") if self._exchanges else None
        return {"id": self._name, "exchange": kept}

    def history(self) -> list[str]:
        """The settled questions as typed, oldest first."""
        return [question for question, _ in self.outcomes()]

    def outcomes(self) -> list[tuple[str, Answer | NoAnswer]]:
        """The settled questions with what came of them, oldest first."""
        return [(each.question, each.outcome) for each in self._exchanges if each.outcome is not None]

    def messages(self) -> list[Message]:
        """What the chat shows; a blank question has a reply but no line of its own."""
        shown = [_assistant(render.earlier(self._before))] if self._before else []
        for turn, each in enumerate(self._exchanges, start=self._before + 1):
            if each.question.strip():
                shown.append({"role": "user", "content": render.question(each.question, turn)})
            begun = self._reply if each is self._exchanges[-1] else ""
            shown.append(_assistant(begun or _reply(each, turn)))
        return shown


def _list(sent: object) -> list[object]:
    return sent if isinstance(sent, list) else []


def _recall(sent: object) -> Kept:
    try:
        return _KEPT.validate_python(_with_kinds(sent))
    except ValidationError:
        question = sent.get("question") if isinstance(sent, Mapping) else None
        return Kept(question if isinstance(question, str) else "", problem=words.FORGOTTEN)


def _with_kinds(sent: object) -> object:
    """What a browser sent; where an earlier version kept texts alone, they are statements of that text."""
    outcome = _mapping(sent).get("outcome")
    if not isinstance(outcome, Mapping):
        return sent
    kept: dict[object, object] = {**outcome, "citations": list(map(_with_checks, _list(outcome.get("citations"))))}
    if "reason" in outcome:
        kept["why"] = _statement(outcome["reason"])
    if outcome.get("remark"):
        kept["remarks"] = [_statement(outcome["remark"])]
    return {**_mapping(sent), "outcome": kept}


def _with_checks(citation: object) -> object:
    explanation = _mapping(citation).get("explanation")
    if not isinstance(explanation, Mapping) or "checks" not in explanation:
        return citation
    checked = list(map(_statement, _list(explanation["checks"])))
    return {**_mapping(citation), "explanation": {**explanation, "checked": checked}}


def _mapping(sent: object) -> Mapping[object, object]:
    return sent if isinstance(sent, Mapping) else {}


def _statement(text: object) -> dict[str, object]:
    return {"kind": "said", "words": [text]}


def _reply(exchange: Kept, turn: int) -> str:
    if exchange.problem:
        return render.problem(exchange.problem)
    return render.outcome(exchange.outcome, turn, exchange.verdict) if exchange.outcome else render.unfinished(turn)


def _assistant(html: str) -> Message:
    return {"role": "assistant", "content": html}
