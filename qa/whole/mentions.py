"""Rows whose cells have words that a question says of them: ``光伏发电`` of 光伏电站发电收益, ``困人`` of 困人救援."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from itertools import takewhile

from index.text.tokens import Tokenizer, Word, fold
from qa.asking.question import DROPPED_TAGS, LIGHT
from qa.whole.conditions import MASK, Condition
from qa.whole.courtesy import request_places
from qa.whole.figures import is_numeric
from qa.whole.naming import Register, tells_apart
from qa.whole.operations import operation_places

_ASKS = re.compile("多少|几|谁|哪|什么|啥")
_NAMING = ("eng", "nr", "ns", "nt", "nz")
_NUMBERED = re.compile("(?:[0-9a-z一二三四五六七八九十甲乙丙丁]|[号期批级#])$")
SHORTEST = 2
"""Characters of words that may say which rows are meant."""


def mentioned(register: Register, rest: str, held: Set[str], tokenizer: Tokenizer) -> list[Condition]:
    """Where what is left of a folded question says words that stand together in cells of one column, and in no other.

    Those of one column have to stand in the same cell. What the table itself, or a column, is called tells no rows
    apart. A verb that the cells have not is left to be accounted for.

    :param held: the columns of which the question says something else already.
    """
    table = register.table
    free = [column for column in table.columns if column not in held and not is_numeric(table.rows, column)]
    columns = [column for column in free if column == table.key or not tells_apart(column)]
    found: dict[str, list[Condition]] = {}
    for words in _runs(rest, fold("\n".join([table.document.title, table.document.name, *table.columns])), tokenizer):
        leading = sum(1 for _ in takewhile(lambda word: word.tag.startswith("v"), words[:-1]))
        for said in (words[first:] for first in range(leading + 1)):
            having = {column: rows for column in columns if (rows := _rows_with(register, column, said))}
            start, end = said[0].start, said[-1].end
            if len(having) == 1 and end - start >= SHORTEST:
                ((column, (there, whole)),) = having.items()
                found.setdefault(column, []).append(Condition(start, end, (column,), there, whole, loose=True))
                break
    shared = {column: frozenset.intersection(*(each.rows for each in of)) for column, of in found.items()}
    return [replace(each, rows=shared[column]) for column, of in found.items() for each in of if shared[column]]


def _runs(rest: str, called: str, tokenizer: Tokenizer) -> Iterator[list[Word]]:
    """The words that stand side by side and carry a meaning, but for those that the table is called by."""
    done = [*operation_places(rest), *request_places(rest)]
    run: list[Word] = []
    before = None
    for word in tokenizer.tag(rest.replace(MASK, "，")):
        does = any(start < word.end and word.start < end for start, end in done)
        carries = _carries(word) and not does and word.text not in called
        if run and not (carries and run[-1].end == word.start):
            if run[-1].end != word.start or not _carries(word):  # else it is a part of a longer name
                yield run
            run = []
        if carries and not run and before is not None and before.end == word.start and _is_name(before):
            carries = False  # 输送机 of 七号输送机
        run += [word] if carries else []
        before = word
    if run:
        yield run


def _is_name(word: Word) -> bool:
    """Whether a word, with what stands right behind it, is a name: a number, letters, a proper name."""
    return word.tag.startswith(_NAMING) or _NUMBERED.search(word.text) is not None


def _carries(word: Word) -> bool:
    if not re.search(r"\w", word.text) or _ASKS.search(word.text) or word.text in LIGHT:
        return False
    return not word.tag.startswith((*DROPPED_TAGS, "m"))


def _rows_with(register: Register, column: str, words: Sequence[Word]) -> tuple[frozenset[int], str] | None:
    """The rows that have all of some words in a column, and what that says where they all say the same."""
    joined = register.joined[column]
    if not all(word.text in joined for word in words):
        return None
    texts = [text for text in register.said[column] if all(word.text in text for word in words)]
    rows = frozenset().union(*(register.said[column][text] for text in texts))
    return (rows, texts[0] if len(texts) == 1 else "") if rows else None
