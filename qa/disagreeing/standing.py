"""When a document is from, which edition it is, and whether it is in force, by what it says of itself. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath

from index.layout.identity import OPENING, Where
from index.text.numerals import parse_whole
from index.text.tokens import close_up, fold
from index.text.values import YEAR, Kind, find_values, keys_of
from index.types import Document
from qa.judging.identity import identity_of

Date = tuple[int, int, int]
"""Year, month and day, 0 for what is not known."""
_NO_DATE = (0, 0, 0)
_SINCE = re.compile(
    "(?P<before>[^。;!?\n]{0,30})[自从](?P<when>[^。;,!?\n自从]{4,24}?)(?:之日)?起"
    "(?P<force>(?:正式)?(?:施行|实施|执行|生效|启用|试行))?"
)
"""When what a document lays down begins; with the words before it, which may be of another document."""
_FIELD = re.compile(
    r"(?m)^[ \t]*(?:生效|施行|实施|执行|启用|发布|印发|公布|颁布|修订|更新|编制|制定|成文|签发)(?:日期|时间)[ :]{0,3}"
    r"(?P<when>[^\n]{4,24})"
)
_EDITION = re.compile(
    r"第 ?(?P<n1>[0-9]{1,3}|[一二三四五六七八九十]{1,3})[版次](?!社|权)"
    r"|(?<![a-z0-9])v ?(?P<n2>\d{1,3}(?:\.\d{1,3}){0,3})(?![a-z0-9])|(?P<n3>\d{1,3}(?:\.\d{1,3}){1,3})版"
)
_REPORTS_ON = re.compile(r"[^(]{0,20}(?:19|20)\d\d年?(?!修|版|[-./]\d|\d{0,4}[)])")
"""A title with a year that is no edition's: not in brackets, and no date."""
_MARKS = re.compile(r"[\W_]")
_MONTH, _DAY = re.compile(r"\d{1,2}月"), re.compile(r"\d{1,2}日")
_DRAFT = re.compile("(?:征求意见|讨论|送审|报批|草拟|审议)稿|草案|草稿|初稿")
_WITHDRAWN = re.compile("已?废止|作废|失效|停用|旧版")
_ENDS_IT = re.compile("废止|停止(?:执行|施行|使用)|不再(?:执行|施行|适用)|失效|作废|代替|替代|取代")
_EARLIER = re.compile("[原旧]|此前|以前|先前|之前")
_SENTENCE = re.compile("[^。;!?]+")
_SAYS_WHICH = re.compile(
    r"[(\[【〔<]?(?:第?[0-9一二三四五六七八九十.]{1,5}[版次稿]|v ?\d{1,3}(?:\.\d{1,3}){0,3}"
    r"|(?:19|20)\d\d(?:[-./年]\d{1,2}(?:[-./月]\d{1,2})?)?[年度月日号]*|(?:征求意见|讨论|送审|报批|审议)稿|草案|草稿|[初定终]稿"
    r"|修[订正改](?:[版稿本案])?|试行|暂行|现行|最新|[新旧][版本稿]|已?废止|作废|失效|停用"
    r"|(?<=[(\[【〔<])[新旧](?=[)\]】〕>]))+[)\]】〕>]?"
)
"""In a folded title: what only tells one edition from another."""
CLOSING = 4
"""Lines at the end among which the date of a paper stands."""
SHORT = 40
"""Characters of a line that does nothing but sign and date."""


@dataclass(frozen=True, slots=True)
class Standing:
    """``since``: the date is the one from which the document is in force. ``about``: the year is what it reports on.

    ``edition`` are the numbers of its edition, ``()`` for none.
    """

    date: Date = _NO_DATE
    since: bool = False
    about: bool = False
    edition: tuple[int, ...] = ()
    draft: bool = False
    withdrawn: bool = False

    @property
    def described(self) -> str:
        """The date, else the edition, in Chinese; ``""`` for nothing known."""
        said = "".join(f"{number}{unit}" for number, unit in zip(self.date, "年月日", strict=True) if number)
        said += "起施行" if said and self.since else ""
        return said or (f"第{'.'.join(map(str, self.edition))}版" if self.edition else "")


def standing_of(document: Document) -> Standing:
    """What a document says of itself; kept for a few, as it reads the whole text."""
    return _standing(document)


@lru_cache(maxsize=32)
def _standing(document: Document) -> Standing:
    names = [fold(document.title), *(fold(PurePath(path).stem) for path in document.filed)]
    named = "\n".join(names)
    folders = "\n".join(fold(part) for path in document.filed for part in PurePath(path).parts[:-1])
    since = _in_force(fold(document.text))
    dates = [since, *_dates_of(document, names)]
    best = next((date for date in dates if date[0]), _NO_DATE)
    whole = next((date for date in dates if date[0] == best[0] and date[1]), best)
    return Standing(
        whole,
        whole == since and since != _NO_DATE,
        since == _NO_DATE and _REPORTS_ON.match(names[0]) is not None,
        _edition(named),
        _DRAFT.search(named) is not None,
        _WITHDRAWN.search(f"{named}\n{folders}") is not None,
    )


def is_in_force(document: Document) -> bool:
    """Whether a document's names do not say that it is withdrawn, or a draft."""
    standing = standing_of(document)
    return not standing.withdrawn and not standing.draft


def is_newer(document: Document, other: Document) -> bool | None:
    """Whether a document is later than another, by date or else by edition; None where neither tells."""
    mine, theirs = standing_of(document), standing_of(other)
    for one, another in zip(mine.date, theirs.date, strict=True):
        if not one or not another:
            break
        if one != another:
            return one > another
    if mine.edition and theirs.edition and mine.edition != theirs.edition:
        return mine.edition > theirs.edition
    return None


def repeals(document: Document, other: Document) -> bool:
    """Whether a document says that another one is no longer in force: it names its title or its number there."""
    if is_newer(document, other) is False:
        return False
    title, number = bare_title(other.title), _number_of(other)
    same = title == bare_title(document.title)
    for sentence in _ending(document):
        bare = bare_title(sentence)
        years = {key for key in keys_of(sentence) if YEAR.fullmatch(key)}
        of_year = not years or f"{standing_of(other).date[0]}年" in years
        if number and number in keys_of(sentence):
            return True
        if len(title) >= 4 and title in bare and (not same or of_year or _EARLIER.search(sentence)):
            return True
        if same and "《" not in sentence and _EARLIER.search(sentence):
            return True
    return False


def beats(document: Document, other: Document) -> bool:
    """Whether a document stands where another says otherwise: it repeals it, is in force, or is the later one."""
    if repeals(document, other):
        return True
    if repeals(other, document):
        return False
    mine, theirs = standing_of(document), standing_of(other)
    if (mine.withdrawn, mine.draft) != (theirs.withdrawn, theirs.draft):
        return (mine.withdrawn, mine.draft) < (theirs.withdrawn, theirs.draft)
    return is_newer(document, other) is True


def bare_title(title: str) -> str:
    """A title folded, without what only tells editions apart, and without marks and blanks."""
    return _MARKS.sub("", _SAYS_WHICH.sub("", fold(close_up(title))))


@lru_cache(maxsize=32)
def _ending(document: Document) -> tuple[str, ...]:
    """The sentences of a document, folded, that say that something ends."""
    sentences = (match.group() for match in _SENTENCE.finditer(fold(close_up(document.text))))
    return tuple(sentence for sentence in sentences if _ENDS_IT.search(sentence))


def _number_of(document: Document) -> str:
    """The number of an official paper that stands at its head, as a key; ``""`` for none."""
    values = find_values(fold(document.text[: OPENING // 5]))
    return next((v.key for v in values if v.kind is Kind.IDENTIFIER and v.key.startswith("[")), "")


def _in_force(folded: str) -> Date:
    """From when a document itself is in force, by the last of its sentences that says so."""
    found = [match for match in _SINCE.finditer(folded) if "》" not in match["before"]]
    found = [match for match in found if match["force"]] or found[:1]
    dates = [date for match in found if (date := _date(match["when"]))[1]]
    return dates[-1] if dates else _NO_DATE


def _dates_of(document: Document, names: list[str]) -> Iterator[Date]:
    """The dates that a document gives itself, the most telling first."""
    folded = fold(document.text)
    yield from (_date(match["when"]) for match in _FIELD.finditer(folded))
    yield from map(_date, names)
    years = identity_of(document).years
    yield from _only({year for year, where in years if where in (Where.TITLE, Where.FILE)})
    lines = [line.strip() for line in folded.splitlines() if line.strip()]
    signed = [line for line in reversed(lines[-CLOSING:]) if len(line) <= SHORT]
    yield from (date for line in signed if (date := _date(line))[1] and line[-1] in "日月)0123456789")
    for where in (Where.COVER, Where.FOLDER):
        yield from _only({year for year, stands in years if stands is where})


def _only(years: set[str]) -> Iterator[Date]:
    if len(years) == 1:
        yield int(years.pop().removesuffix("年")), 0, 0


def _date(text: str) -> Date:
    """The only date with a year in a folded text."""
    times = [value for value in find_values(text) if value.kind is Kind.TIME]
    years = {key for value in times for key in value.states if YEAR.fullmatch(key)}
    if len(years) != 1:
        return _NO_DATE
    states = next(value.states for value in times if years & set(value.states))
    months = [int(key[:-1]) for key in states if _MONTH.fullmatch(key)]
    days = [int(key[:-1]) for key in states if _DAY.fullmatch(key)]
    month = months[0] if len(months) == 1 else 0
    return int(years.pop()[:-1]), month, days[0] if month and len(days) == 1 else 0


def _edition(named: str) -> tuple[int, ...]:
    match = _EDITION.search(named)
    if match is None:
        return ()
    written = match["n1"] or match["n2"] or match["n3"]
    numbers = [parse_whole(part) for part in written.split(".")]
    return tuple(number for number in numbers if number is not None)
