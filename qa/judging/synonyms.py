"""Whether what a question names stands in a text in other words, or is no name but a piece of other words."""

from __future__ import annotations

import re

from index.layout.cells import COLON, MARK
from index.text.introduced_names import LEAST, introduced, tails
from index.text.vocabulary import abbreviated, said_otherwise, spelt_out
from index.types import Document
from qa.asking.question import Term, TermKind
from qa.judging.names import stands_alone
from qa.judging.numbered import is_numbered_alike

_LEVEL = re.compile("(?P<letter>[a-z])(?P<what>[级等类档])")
_CLASS = re.compile(r"\d{4}级")
_YEAR_CELL = re.compile(f"(?:^|[\\n{MARK};])(?P<year>\\d{{4}})(?=[{MARK};{COLON}:])")
_SHORT_DAY = re.compile(
    rf"(?:^|[\n{MARK};]|(?:日期|时间)[{COLON}:]) ?(?P<month>\d{{1,2}})[./](?P<day>\d{{1,2}})"
    rf"(?=$|[\n\s{MARK};{COLON}:（(上下周星晚早])"
)
"""A day at the head of a line or cell, or that is called one."""
_LEVELLED = re.compile(
    rf"(?:级别?|等次?|类别?|档次?)[{COLON}:]\s*+(?P<cell>[a-z])(?![a-z\d])"
    rf"|(?:^|[\n{MARK};])(?P<name>[a-z])[{COLON}:]"
)
"""A letter in the column of levels, or one that is the name of a column."""
_DAY = re.compile(r"(?P<month>\d{1,2})月(?P<day>\d{1,2})日")


def stands_otherwise(term: Term, asked: str, around: str, document: Document) -> bool:
    """Whether a term of a folded question, that a folded text does not have, is there in other words.

    :param around: the passage with the headings above it.
    """
    if term.kind is TermKind.NUMBERED:
        codes = [form for form in term.forms if form.isascii() and form[0].isalpha()]
        alike = any(is_numbered_alike(form, around) for form in term.forms)
        return alike or any(stands_alone(code, around) for code in codes) or _is_level(term, around)
    if term.kind is TermKind.VALUE:
        year = term.forms[0][:-1]
        if term.is_year:
            return any(f"{year}{what}" in around for what in "版届级款") or _is_cell(year, around)
        return _is_written_short(term, around)
    short = any(form in around for each in term.forms for form in abbreviated(each))
    short = short or (term.kind is TermKind.WORD and bool(spelt_out(term.text, around)))
    return short or _means(term, asked, around) or _is_introduced(term, asked, around, document)


def _is_cell(year: str, around: str) -> bool:
    """Whether a row begins with a bare year, or has it for a column's name: ``1978；962.59``, ``2023：12``."""
    return any(match["year"] == year for match in _YEAR_CELL.finditer(around))


def _is_level(term: Term, around: str) -> bool:
    """Whether a level of a letter stands in a cell by itself, where levels are spoken of (``等级：c``); or a year of
    students is called otherwise: ``2022年级``."""
    levels = {match["letter"]: match["what"] for form in term.forms if (match := _LEVEL.fullmatch(form))}
    found = (match["cell"] or match["name"] for match in _LEVELLED.finditer(around if levels else ""))
    lettered = any(letter in levels and levels[letter] in around for letter in found)
    return lettered or any(f"{form[:-1]}年级" in around for form in term.forms if _CLASS.fullmatch(form))


def _is_written_short(term: Term, around: str) -> bool:
    """Whether a day of a month is written as schedules write it: ``8.16`` or ``8/16`` of ``8月16日``."""
    days = {(int(day["month"]), int(day["day"])) for form in term.forms if (day := _DAY.fullmatch(form))}
    found = _SHORT_DAY.finditer(around if days else "")
    return any((int(short["month"]), int(short["day"])) in days for short in found)


def is_piece(name: str, asked: str, around: str) -> bool:
    """Whether a name of a folded question is cut out of other words, both of which stand in a folded text.

    ``河北`` is none in ``新沭岔河北段`` where the text has ``岔河`` and ``北段``.
    """
    start = asked.find(name)
    while start >= 0:
        end = start + len(name)
        for border in range(start + 1, end):
            left, right = asked[max(start - 1, 0) : border], asked[border : end + 1]
            if start > 0 and end < len(asked) and left in around and right in around:
                return True
        start = asked.find(name, end)
    return False


def _means(term: Term, asked: str, around: str) -> bool:
    """Whether the words that the term is, or is a part of, are written otherwise."""
    return any(term.text in asked[start:end] for start, end in said_otherwise(asked, around))


def _is_introduced(term: Term, asked: str, around: str, document: Document) -> bool:
    """Whether the document introduces a short name, and the question has the one where the text has the other."""
    for whole, short in introduced(document.text):
        if term.text in short and short in asked and whole[-LEAST:] in around:
            return True
        if short in around and term.text in whole and any(tail in asked for tail in tails(whole)):
            return True
        if short in around and any(term.text in asked[start:end] for start, end in said_otherwise(asked, whole)):
            return True
    return False
