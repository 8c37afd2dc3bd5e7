"""Texts that pages have checked: one after the other, each until it is done, stopped, or nobody looks any more.

What a page sends is a claim of its sender; what it gets is HTML. Knows nothing of the web framework.
"""

from __future__ import annotations

import base64
import binascii
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, Protocol

from index.errors import Stopped, YinjuError
from index.readers.process import ReadingProcess
from index.types import Document
from qa.checking.types import CheckedText, ClaimKind
from qa.web import words
from qa.web.checking import render
from qa.web.exports import WORD
from qa.web.markup import division, plain

ENDINGS = frozenset({".txt", ".md", ".docx", ".pdf"})
FILE_BYTES = 10_000_000
"""The most that a file to be checked may have; a request brings it in Base64."""
CHARACTERS = 2_000_000
"""The most that is taken in one text, of which the checker looks at as much as it does at once."""
KEPT, AT_ONCE = 40, 8
"""Checks of which the results are kept, the last ones; and those that may wait or run."""
PATIENCE = 30.0
"""Seconds after which a check that no page has looked at is given up."""
EVERY = 0.5
"""Seconds after which one that waits sees whether it is still wanted."""
READING_SECONDS = 120.0
"""In which a file has to be read."""


class Checks(Protocol):
    """What is used of ``qa.checking.checker.Checker``."""

    def check(
        self,
        text: str,
        name: str = "",
        documents: Collection[str] = (),
        kinds: Collection[ClaimKind] = (),
        progress: Callable[[int, int], None] | None = None,
    ) -> CheckedText: ...

    def check_document(
        self,
        document: Document,
        documents: Collection[str] = (),
        kinds: Collection[ClaimKind] = (),
        progress: Callable[[int, int], None] | None = None,
    ) -> CheckedText: ...


class CheckRefused(YinjuError):
    pass


@dataclass(frozen=True, slots=True)
class Sent:
    """What a page wants checked: a text, or the bytes of a file; against these documents, none for all."""

    text: str
    name: str
    content: bytes
    documents: tuple[str, ...]
    kinds: tuple[ClaimKind, ...]

    @classmethod
    def recall(cls, sent: Mapping[str, Any]) -> Sent:
        """:raises CheckRefused: when there is nothing to check, too much, or a file of another format."""
        text, name, encoded = (str(sent.get(key) or "") for key in ("text", "name", "base64"))
        chosen = sent.get("documents")
        documents = tuple(map(str, chosen)) if isinstance(chosen, list) else ()
        kinds = (ClaimKind.FIGURE, ClaimKind.QUOTATION) if sent.get("only") is True else ()
        content = _decoded(encoded)
        if content and PurePath(name).suffix.lower() not in ENDINGS:
            raise CheckRefused(words.CHECKING.unfit.format(words.STATEMENTS.comma.join(sorted(ENDINGS))))
        if not content and not text.strip():
            raise CheckRefused(words.CHECKING.nothing)
        if len(text) > CHARACTERS:
            raise CheckRefused(words.CHECKING.too_long.format(f"{len(text):,}", f"{CHARACTERS:,}"))
        return cls(text, name if content else words.CHECKING.name, content, documents, kinds)


@dataclass(slots=True, eq=False)
class Check:
    """Where one check stands: ``done`` of ``total`` sentences, and its result or why there is none."""

    sent: Sent
    done: int = 0
    total: int = 0
    stopped: bool = False
    looked: float = field(default_factory=time.monotonic)
    result: CheckedText | None = None
    problem: str = ""

    @property
    def ended(self) -> bool:
        return self.result is not None or bool(self.problem)


class CheckService:
    """Checks by random names, which only the page that began one knows. Thread-safe.

    :param forms: what makes a file of a result, by the ending of its name.
    """

    def __init__(self, checker: Checks, forms: Mapping[str, Callable[[CheckedText], bytes]]) -> None:
        self._checker = checker
        self._forms = forms
        self._checks: OrderedDict[str, Check] = OrderedDict()
        self._lock = threading.Lock()
        self._turns = threading.Condition(self._lock)

    def begin(self, sent: Mapping[str, Any]) -> dict[str, str]:
        """The ``id`` of a check that has begun, or as ``html`` why it has not."""
        try:
            check = Check(Sent.recall(sent))
            identity = self._enter(check)
        except YinjuError as error:
            return {"id": "", "html": division("problem", plain(words.told(str(error))))}
        threading.Thread(target=self._run, args=(check,), name="check", daemon=True).start()
        return {"id": identity, "html": ""}

    def look(self, identity: str) -> dict[str, Any]:
        """How far a check is, or what came of it, as ``html``; and whether it is still ``running``."""
        check = self._find(identity)
        if check is None:
            return {"running": False, "html": division("problem", plain(words.CHECKING.gone))}
        check.looked = time.monotonic()
        if check.problem:
            return {"running": False, "html": division("problem", plain(check.problem))}
        if check.result is not None:
            return {"running": False, "html": render.result(check.result)}
        before = self._before(check)
        if before:
            return {"running": True, "html": render.progress(words.CHECKING.waiting.format(before), 0.0)}
        line = words.CHECKING.progress.format(min(check.done + 1, check.total), check.total) if check.total else ""
        return {"running": True, "html": render.progress(line, check.done / max(check.total, 1))}

    def beside(self, identity: str, number: int) -> str:
        """One claim with its quotes as HTML; why it cannot be had, where the result is gone."""
        check = self._find(identity)
        if check is None or check.result is None or not 0 <= number < len(check.result.findings):
            return division("problem", plain(words.CHECKING.gone))
        return render.beside(check.result, number)

    def stop(self, identity: str) -> None:
        """End a check at its next sentence, at once where it waits."""
        check = self._find(identity)
        if check is not None:
            with self._turns:
                check.stopped = True
                self._turns.notify_all()

    def export(self, identity: str, form: str) -> dict[str, str]:
        """A result as a file to download: its ``name``, ``type`` and content in ``base64``; empty where it is gone."""
        check = self._find(identity)
        if check is None or check.result is None or form not in self._forms:
            return {}
        content = base64.b64encode(self._forms[form](check.result)).decode()
        kind = WORD if form == "docx" else "text/markdown;charset=utf-8"
        stem = PurePath(check.sent.name).stem
        return {"name": f"{words.CHECKING.tab}-{stem}.{form}", "type": kind, "base64": content}

    def close(self) -> None:
        """Have all that runs end at its next sentence."""
        with self._turns:
            for check in self._checks.values():
                check.stopped = True
            self._turns.notify_all()

    def _enter(self, check: Check) -> str:
        """:raises CheckRefused: where too many wait already."""
        with self._lock:
            if sum(not each.ended for each in self._checks.values()) >= AT_ONCE:
                raise CheckRefused(words.CHECKING.busy)
            identity = secrets.token_hex(16)
            self._checks[identity] = check
            ended = [name for name, each in self._checks.items() if each.ended]
            for name in ended[: max(0, len(self._checks) - KEPT)]:
                del self._checks[name]
            return identity

    def _find(self, identity: str) -> Check | None:
        with self._lock:
            return self._checks.get(identity)

    def _before(self, check: Check) -> int:
        """How many are to end before this one begins."""
        with self._lock:
            waiting = [each for each in self._checks.values() if not each.ended]
        return waiting.index(check) if check in waiting and not check.total else 0

    def _run(self, check: Check) -> None:
        problem = words.UNEXPECTED
        try:
            self._await_turn(check)
            check.result = self._checked(check)
            problem = ""
        except YinjuError as error:
            problem = words.told(str(error))
        finally:
            with self._turns:
                check.problem = problem
                self._turns.notify_all()

    def _await_turn(self, check: Check) -> None:
        """Return when all that were begun before have ended.

        :raises Stopped: when the check is to end before that, or its page has gone.
        """
        with self._turns:
            while True:
                self._heed(check)
                if next(each for each in self._checks.values() if not each.ended) is check:
                    return
                self._turns.wait(EVERY)

    def _checked(self, check: Check) -> CheckedText:
        sent = check.sent

        def progress(done: int, total: int) -> None:
            check.done, check.total = done, total
            self._heed(check)

        if not sent.content:
            return self._checker.check(sent.text, sent.name, sent.documents, sent.kinds, progress)
        with ReadingProcess(READING_SECONDS) as process:
            document = process.read(sent.content, sent.name)
        return self._checker.check_document(document, sent.documents, sent.kinds, progress)

    def _heed(self, check: Check) -> None:
        """:raises Stopped: when a check is to end, or its page has gone."""
        if check.stopped or time.monotonic() - check.looked > PATIENCE:
            raise Stopped(words.CHECKING.stopped)


def _decoded(encoded: str) -> bytes:
    """:raises CheckRefused: for more than a file to be checked may have."""
    if len(encoded) > FILE_BYTES * 4 // 3 + 4:
        size, most = len(encoded) * 3 / 4 / 1e6, FILE_BYTES / 1e6
        raise CheckRefused(words.CHECKING.too_large.format(f"{size:.1f}", f"{most:.0f}"))
    try:
        return base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise CheckRefused(words.CHECKING.nothing) from None
