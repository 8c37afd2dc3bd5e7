"""Why no row of a table answers a question that was read out of one: what it asks of, or for, is not there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from index.text.identifiers import NAMING
from index.text.tokens import HAN, Tokenizer, fold
from index.text.vocabulary import said_otherwise
from index.types import Span
from qa.asking.question import Term, TermKind, content_terms
from qa.judging.exactness import DIMENSIONS, stated_values
from qa.statements import Lack, LackKind, Reason, ReasonKind
from qa.types import Question
from qa.whole.accounted import asked_words, is_deed, is_short_for, whole_terms
from qa.whole.asked_names import names_of
from qa.whole.asked_nouns import is_scope
from qa.whole.column_names import without_title
from qa.whole.conditions import meeting
from qa.whole.figures import is_numeric
from qa.whole.naming import Register
from qa.whole.operations import COMPUTED, HIGH, LOW, find_operation, says_reckoning, says_sum
from qa.whole.partial_names import noun_runs
from qa.whole.tables import core

_SUPERLATIVE = re.compile(f"最(?:便宜|[{HIGH}{LOW}早晚新先后快慢好差])")
"""What no row can say of itself, unless it says so in these words."""
_NUMBER_ASKED = re.compile(f"(?:{NAMING})$")
_FIELD = re.compile(
    f"的(?P<name>(?:(?![有是多几哪怎什谁])[{HAN}]){{2,8}})(?:是?(?:多少|什么|啥|几)[{HAN}]?|呢)?[?。]*$"
)
"""What is asked for by its name alone, behind what it is of."""
_NAMES = ("n", "m", "eng", "t", "j", "x")
"""jieba's tags of words that name something: nouns, numbers, Latin letters, times, short forms, unknown words."""

_PROPER = ("eng", "m", "j")
"""Those of words that are names beside those of people, places and bodies: letters, numbers, short forms."""
_NOW = frozenset({"今年", "本年", "本年度", "今年度", "当年", "现在", "目前"})
"""What says that it is asked of the time that a table is of."""
AROUND = 20_000
"""Characters of the document around a form, in which what it is about is looked for."""


def lack_of(
    register: Register, question: Question, tokenizer: Tokenizer, *, at: Span | None = None, read: bool = False
) -> Reason | None:
    """Why no single row can answer what is asked of its table; None where nothing is known against it.

    It has to be reckoned; or what it names stands nowhere in the table and above it, or in no one row together, or in
    another one than that ``at`` which it is read. Where
    it names a row, or a column, all else must be there too; where it does not, what is done may be in other words.

    :param read: whether a row is read to answer, more likely than not: what the question says of it in other words
        (坏在哪 of a row that says 压缩机故障) is left to the reading then; names and values are not.
    """
    table = register.table
    text, conditions, named, rest = names_of(register, question, tokenizer)
    read = read and not says_reckoning(rest)  # which no row tells by itself
    keyed = any(table.key in each.columns for each in conditions)
    computed = "占" in rest or find_operation(rest, sums=True, keyed=keyed) in COMPUTED
    totals = [row for row in table.rows if table.is_total(row) and fold(row.cells[0].value) in text]
    missing = [column for _, column in named if any(row.cell(column) is None for row in totals)]
    if missing:
        return Reason(ReasonKind.EMPTY_CELL, (missing[0],))
    meant = meeting(table, conditions)
    if conditions and not meant:
        return Reason(ReasonKind.NOT_IN_ONE_ROW, tuple(text[each.start : each.end] for each in conditions))
    others = _not_said(register, at, [text[each.start : each.end] for each in conditions], meant) if at else ()
    if others:
        return Reason(ReasonKind.LACKING, lack=Lack(LackKind.ANOTHER, others))
    superlative = _SUPERLATIVE.search(rest)
    computed = computed and (len(meant) > 1 or superlative is None)  # the most of one cell is the bound that it sets
    unsaid = len(meant) > 1 and superlative is not None and superlative.group() not in register.known
    unsaid = unsaid or (len(meant) > 1 and bool(conditions) and says_sum(rest))
    if unsaid or (computed and any(is_numeric(table.rows, column) for _, column in named)):
        return Reason(ReasonKind.TO_BE_RECKONED)
    left = asked_words(without_title(rest, table), bool(named), table, tokenizer)
    known = _Known(register, text, tokenizer)
    strict = keyed or bool(named) or computed
    field = _asked_field(text)
    if number := known.lacking_number(left):
        return Reason(ReasonKind.NOT_IN_TABLE, (number,))
    terms = whole_terms(left, text, tokenizer)
    for term in terms:
        of_row = keyed and not named and term.kind is TermKind.WORD and known.is_like_a_column(term.text)
        asked = known.is_proper(term) or term.text in field if read else strict or known.is_name(term)
        if asked and not of_row and not known.is_deed(term) and not known.has(term):
            return Reason(ReasonKind.NOT_IN_TABLE, (known.whole(term.text, left),))
    rows = [register.rows_said[number] for number in meant]
    if conditions:
        named_terms = (term for term in terms if strict or known.is_name(term))
        return _in_no_row([term for term in named_terms if not read or len(term.text) > 1], rows, known)
    return _parted_name(register, rows, left, known, tokenizer, read=read)


def lack_of_most(said: str, question: Question) -> Reason | None:
    """Why a row of a table whose columns have no names, or a sentence beside a table, cannot answer what has the most:
    it does not say so."""
    superlative = _SUPERLATIVE.search(fold(question.resolved))
    return Reason(ReasonKind.TO_BE_RECKONED) if superlative and superlative.group() not in fold(said) else None


def _not_said(register: Register, at: Span, said: Sequence[str], meant: Sequence[int]) -> tuple[str, ...]:
    """What a question says of the rows that it means, as far as the row ``at`` which it is read does not say that."""
    rows = [n for n, row in enumerate(register.table.rows) if row.span.start < at.end and at.start < row.span.end]
    if not rows or not meant or not set(rows).isdisjoint(meant):
        return ()
    return tuple(each for each in said if not any(each in register.rows_said[row] for row in rows))


class _Known:
    """What a table has of the words of a question."""

    def __init__(self, register: Register, text: str, tokenizer: Tokenizer) -> None:
        words = tokenizer.tag(text)
        self._register = register
        self._tokenizer = tokenizer
        self._names = "".join(map(core, register.table.columns))
        self._tags = {word.text: word.tag for word in words}
        self._deeds = {word.text for who, word in pairwise(words) if who.tag == "r" and word.tag == "v"}
        self._otherwise = [text[start:end] for start, end in said_otherwise(text, register.known)]
        self._runs = [text[start:end] for start, end in noun_runs(text, tokenizer)]
        self._text = text
        self._is_form = len(register.table.rows) == 1

    @cached_property
    def _around(self) -> str:
        """What stands around a form, which is about all that its document is about; folded."""
        return fold(self._register.table.document.text[:AROUND])

    @cached_property
    def _values(self) -> set[str]:
        """What the values are that stand above the table and in the names of its columns, however they are written.

        Not those of its cells: a register has too many of them to be read for a question.
        """
        return stated_values(self._register.above, self._text)

    def has(self, term: Term) -> bool:
        """Whether a term stands in the table or above it, in other words too; what somebody does (谁坐诊) need not."""
        said = term.is_in(self._register.known) or any(term.text in each for each in self._otherwise)
        said = said or is_short_for(term, self._register.above, self._tokenizer)
        said = said or term.text in _NOW or (self._is_form and term.is_in(self._around))
        said = said or (term.kind in (TermKind.VALUE, TermKind.NUMBERED) and term.stands_in("", self._values))
        return said or term.text in DIMENSIONS or term.text in self._deeds or is_scope(term.text, self._register.above)

    def is_of_rows(self, term: Term) -> bool:
        """Whether a term stands in rows, and not above them."""
        return term.is_in(self._register.known) and not term.is_in(self._register.above)

    def lacking_number(self, left: str) -> str:
        """The number that is asked for (身份证号) and stands nowhere; it is no term. ``""`` for none."""
        for start, end in noun_runs(left, self._tokenizer):
            run = left[start:end]
            match = _NUMBER_ASKED.search(run)
            there = match is None or match.group() in self._register.known or any(run in e for e in self._otherwise)
            if not there:
                return run
        return ""

    def is_name(self, term: Term) -> bool:
        """Whether a term names something, rather than saying what is done."""
        return term.kind is not TermKind.WORD or self._tags.get(term.text, "x").startswith(_NAMES)

    def is_deed(self, term: Term) -> bool:
        """Whether a term only says what is done with what is asked for: 发多少."""
        return is_deed(term.text, self._tags.get(term.text, "x"))

    def is_proper(self, term: Term) -> bool:
        """Whether a term is a name or a value, which no other words stand for."""
        return term.kind is not TermKind.WORD or self._tags.get(term.text, "x").startswith(_PROPER)

    def is_like_a_column(self, word: str) -> bool:
        """Whether half of a word's letters, or more, stand in the names of the columns."""
        return 2 * sum(letter in self._names for letter in word) >= len(word)

    def whole(self, word: str, left: str) -> str:
        """The name that a word is cut out of, as far as it stands in what is left of the question."""
        return next((run for run in self._runs if word in run and run in left), word)


def _in_no_row(terms: Sequence[Term], rows: Sequence[str], known: _Known) -> Reason | None:
    """Why what a question names besides rows is not theirs: none of them has all of its words."""
    wanted = [term for term in terms if known.is_of_rows(term)]
    if not wanted or any(all(term.is_in(row) for term in wanted) for row in rows):
        return None
    return Reason(ReasonKind.NOT_IN_ONE_ROW, tuple(term.text for term in wanted))


def _asked_field(text: str) -> str:
    """The field that a folded question asks for by its name, which a table has or has not; ``""`` for none."""
    field = _FIELD.search(text)
    return field["name"] if field else ""


def _parted_name(
    register: Register, rows: Sequence[str], left: str, known: _Known, tokenizer: Tokenizer, *, read: bool
) -> Reason | None:
    """Why what is left of a question names no row: its words stand in several, and in none together.

    One that is ``read`` may call a thing in other words than its row, but not in those of several.
    """
    for start, end in noun_runs(left, tokenizer):
        run = left[start:end]
        terms = [term for term in content_terms(run, tokenizer) if known.is_of_rows(term)]
        there = [row for row in rows if all(term.is_in(row) for term in terms)]
        if terms and not there:
            return Reason(ReasonKind.NOT_IN_ONE_ROW, tuple(term.text for term in terms))
        if terms and not read and not any(_is_made_of(run, f"{register.above}\n{row}") for row in there):
            return Reason(ReasonKind.NOT_IN_TABLE, (run,))
    return None


def _is_made_of(run: str, said: str) -> bool:
    """Whether a name can be put together from pieces of what is said, each as long as can be."""
    at = 0
    while at < len(run):
        end = at
        while end < len(run) and run[at : end + 1] in said:
            end += 1
        if end == at:
            return False
        at = end
    return True
