"""A table that a test writes down, and what it answers by itself."""

from __future__ import annotations

from pathlib import Path

from index.readers import read_file
from index.text.tokens import Tokenizer
from qa.asking.question import understand
from qa.whole.asking_tables import understand_of
from qa.whole.drafts import Found
from qa.whole.naming import Register
from qa.whole.table_answers import answer_of
from qa.whole.tables import Table, find_tables


def written(folder: Path, text: str, name: str = "登记.csv") -> Table:
    """The one table of a file with this text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    (table,) = find_tables(read_file(path, 10**6))
    return table


def answered(register: Register, question: str, tokenizer: Tokenizer) -> Found | None:
    """What a table answers to a question by itself; None where it is not asked of it."""
    asked = understand_of(register, understand(question, (), tokenizer), tokenizer)
    return answer_of(asked) if asked else None


def all_said(found: Found | None) -> list[str] | None:
    """The parts of what was answered; None where nothing was."""
    return [draft.text for draft in found.drafts] if found and not found.why else None


def first_said(found: Found | None) -> str | None:
    """The first part of what was answered; None where nothing was."""
    return found.drafts[0].text if found and not found.why else None
