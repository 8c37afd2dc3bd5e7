"""Which of the page's words are said of what: how sure an answer is, why a passage is cited, what a sync did."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from index.text.places import describe
from qa.web import words

if TYPE_CHECKING:
    from qa.answers import Citation, Explanation, Part


def why(explanation: Explanation) -> list[tuple[str, str]]:
    """Why a passage is cited, as lines of a label and a text, which is empty where there is nothing to say."""
    it = explanation
    dense = lexical = words.NOT_RANKED
    if it.dense_rank and it.cosine is not None:
        dense = words.DENSE.format(it.dense_rank, it.cosine)
    if it.lexical_rank and it.lexical_share is not None:
        lexical = words.LEXICAL.format(it.lexical_rank, it.lexical_share)
    said = {
        "matched": words.STATEMENTS.comma.join(it.matched),
        "missing": words.STATEMENTS.comma.join(it.missing),
        "dense": dense,
        "lexical": lexical,
        "together": words.TOGETHER.format(it.score, it.coverage),
        "read": "" if it.reading is None else words.READ_IT.format(it.reading),
        "checks": words.STATEMENTS.gap.join(map(words.STATEMENTS.check, it.checked)),
    }
    return [(words.WHY_LABELS[name], text) for name, text in said.items()]


def part(part: Part) -> tuple[str, str, str]:
    """What a part of an answer answers; the word for what it is, where it is no quote or no longer stands; and what it
    says. ``""`` for what there is nothing to say of."""
    kinds = words.PART_KINDS.get(part.kind, ""), words.PART_STATUSES.get(part.status, "")
    return part.label, " ".join(filter(None, kinds)), words.STATEMENTS.reason(part.why) if part.why else part.text


def place(citation: Citation) -> str:
    """The headings above a quote, or its document's title where there are none; and the page, slide, row or time."""
    return "　".join(filter(None, [citation.heading or citation.title, words.located(describe(citation.places))]))


def assurance(confidence: float, *, sure: bool) -> str:
    """How sure the answer is, in words; ``confidence`` is a probability between 0 and 1."""
    if sure:
        return words.SURE
    return words.FAIRLY_SURE if confidence >= 0.5 else words.UNSURE


def synced(added: int, changed: int, renamed: int, removed: int) -> str:
    """One line on what a sync did; nothing done is said as well."""
    counts = {"added": added, "changed": changed, "renamed": renamed, "removed": removed}
    parts = [words.CHANGES[name].format(count) for name, count in counts.items() if count]
    return words.SYNCED.format(words.COMMA.join(parts)) if parts else words.UNCHANGED


def size(number: int) -> str:
    """A file's size; ``""`` where it is not known."""
    if not number:
        return ""
    return f"{number / 1e6:.1f} MB" if number >= 1e6 else f"{max(number / 1e3, 0.1):.1f} KB"


def moment(text: str) -> str:
    """A time in ISO 8601 as the clock here shows it; ``""`` where there is none."""
    return datetime.fromisoformat(text).astimezone().strftime("%Y-%m-%d %H:%M") if text else ""
