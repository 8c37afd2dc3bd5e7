"""Rows that are named by a part of what they are called: 布洛芬 of 布洛芬缓释胶囊, where no other row has it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.text.tokens import Tokenizer, Word, fold
from qa.asking.question import DROPPED_TAGS, LIGHT
from qa.whole.conditions import MASK, Condition
from qa.whole.courtesy import without_request
from qa.whole.naming import Register
from qa.whole.tables import Table
from qa.whole.totals import TOTAL

_ASKS = re.compile("多少|几")
_BETWEEN = ("u", "p", "c", "d", "r", "y", "f")
_VERBS = "v"
_NOUNS_OF_VERBS = ("vn", "vg")


def partial_names(register: Register, rest: str, tokenizer: Tokenizer) -> list[Condition]:
    """Where what is left of a folded question names rows by a part of their names: whole runs of words, in order, each
    in one name alone.

    What the table itself, or a column, is called names no row.
    """
    table = register.table
    if not any(pair in register.pairs for pair in pairwise(rest)):
        return []
    names = register.said[table.key]
    found = []
    for start, end, text in _naming_runs(table, rest, tokenizer):
        said = text in register.joined[table.key]
        having = [name for name in names if text in name and not TOTAL.fullmatch(name)] if said else []
        if len(having) == 1:
            found.append(Condition(start, end, (table.key,), frozenset(names[having[0]]), having[0]))
    return found


def kinds_named(register: Register, rest: str, tokenizer: Tokenizer) -> list[Condition]:
    """Where what is left of a folded question says of what kind things are that other cells than their names tell:
    主管 of whose 职务 is 设计主管. In Chinese the kind stands at the end of what something is called.

    Words that end cells of several columns, or what the table or a column is called, are left.
    """
    table = register.table
    found = []
    for start, end, text in _naming_runs(table, rest, tokenizer):
        columns = [column for column, joined in register.joined.items() if f"{text}{MASK}" in joined]
        if len(columns) == 1 and columns[0] != table.key:
            ending = (rows for said, rows in register.said[columns[0]].items() if said.endswith(text))
            found.append(Condition(start, end, (columns[0],), frozenset().union(*ending)))
    return found


def _naming_runs(table: Table, rest: str, tokenizer: Tokenizer) -> Iterator[tuple[int, int, str]]:
    """The whole runs of words in what is left of a folded question that may be a part of what something is called, with
    where they stand; what the table itself, or a column, is called is none."""
    called = fold("\n".join([table.document.title, table.document.name, *table.columns]))
    words = tokenizer.tag(rest.replace(MASK, "，"))
    for start, end in noun_runs(rest, tokenizer):
        text = rest[start:end]
        if len(text) > 1 and text not in called and _is_apart(rest, start, end, words):
            yield start, end, text


def _is_apart(rest: str, start: int, end: int, words: Sequence[Word]) -> bool:
    """Whether a run of words is no part of a longer name: 文件盒 of 加厚文件盒, 食堂 of 食堂维修合同."""
    before = next((word for word in words if word.end == start), None)
    behind = next((word for word in words if word.start == end), None)
    if before is not None and not _stands_between(before):
        asks = without_request(rest[:start] + MASK).removesuffix(MASK)
        if not _is_verb(before) or asks.endswith(before.text):
            return False
    if behind is None or _stands_between(behind):
        return True
    return _is_verb(behind) and not any(word.start == behind.end and _carries(word) for word in words)


def _stands_between(word: Word) -> bool:
    """Whether a word joins others, or asks, and is no part of a name."""
    return (
        bool(_ASKS.search(word.text))
        or not re.search(r"\w", word.text)
        or word.tag.startswith(_BETWEEN)
        or _is_light(word)
    )


def noun_runs(rest: str, tokenizer: Tokenizer) -> Iterator[tuple[int, int]]:
    """Where words that carry a meaning stand side by side in what is left of a folded question, in order.

    A verb is one of them between two others (第二食堂维修合同), and what may be a measure word behind one (文件盒).
    """
    words = tokenizer.tag(rest.replace(MASK, "，"))
    start = end = -1
    for place, word in enumerate(words):
        goes_on = word.start == end and (
            _measures(word) or (_is_verb(word) and _carries(*words[place + 1 : place + 2]))
        )
        if not _carries(word) and not goes_on:
            continue
        if word.start != end and end > start:
            yield start, end
        start, end = (start if word.start == end else word.start), word.end
    if end > start:
        yield start, end


def _measures(word: Word) -> bool:
    return word.tag.startswith(("q", "m")) and not _ASKS.search(word.text)


def _carries(word: Word | None = None) -> bool:
    if word is None:
        return False
    dropped = word.tag.startswith(DROPPED_TAGS) or _ASKS.search(word.text)
    return bool(re.search(r"\w", word.text)) and not _is_verb(word) and not dropped and not _is_light(word)


def _is_light(word: Word) -> bool:
    """Whether a word says nothing by itself, wherever it stands; nouns that do not (文件) may be a part of a name."""
    return word.text in LIGHT and not word.tag.startswith("n")


def _is_verb(word: Word) -> bool:
    return word.tag.startswith(_VERBS) and not word.tag.startswith(_NOUNS_OF_VERBS)
