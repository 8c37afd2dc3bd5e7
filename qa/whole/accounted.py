"""What is left of a question when the rows and columns that it names are gone, and whether that is accounted for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.text.numerals import BELOW_HUNDRED, parse_whole
from index.text.tokens import Tokenizer, Word, fold
from index.text.values import keys_of
from index.text.vocabulary import opposites, registered, said_otherwise, spelt_out
from qa.asking.question import EACH, Term, TermKind, content_terms
from qa.judging.exactness import DIMENSIONS
from qa.judging.identity import identity_of
from qa.whole.asked_columns import PEOPLE, people_column
from qa.whole.asked_nouns import is_scope, without_scope
from qa.whole.conditions import MASK, mask
from qa.whole.operations import MEASURE, operation_places, without_operation
from qa.whole.rows import Row
from qa.whole.tables import Table, core, unit_of

_BACK = "还退欠赔取多少高低大小长短早晚等"
"""Words of one character that say which way something went between two, or which has more."""
_TURNING = "".join(word for word in opposites() if len(word) == 1) + _BACK
_DONE = re.compile(f"(?<![\u4e00-\u9fff])(?![{_TURNING}])[\u4e00-\u9fff][了过掉](?=多少|几)")
"""The verb of ``花了多少``, which says no more than what is asked for, unless it has an opposite: ``涨了多少``."""
_SPENT = re.compile("(?:花(?:了|费|掉)?|值)(?=多少)")
"""The verb of what something costs, which asks for money as 多少钱 does."""
_HOW_MUCH = re.compile("多少|(?<![这那好第])几")
_ONE = re.compile(f"(?<=[的，])一{MEASURE}(?=[是的为有]|\\W|$)")
_EARLIER = re.compile("之前|以前|原来|原先|先前|[改变整订正]前")
"""Asks for what stood there before, which a table has only where it says so."""
_SO_MANY = re.compile(f"(?P<figure>{BELOW_HUNDRED}|两){MEASURE}")
_OF_ALL = re.compile(f"[这那全哪前后]{MASK}|{MASK}[^{MASK},，]{{0,6}}?(?:[都全加合总共]|平均|分别|各)")
"""A number of things, masked, that are all of them."""
_MODELS = frozenset({"型号", "机型", "款式", "产品", "规格", "方案", "套餐", "版本"})
"""What things are that are the columns of a table, which has no name for them."""
_LINKS = frozenset("是有为")
_WAYS = "到给在于"
"""What may stand behind a verb of one character as a part of the word: 寄到, 放在."""
_ABOUT_TABLES = re.compile("(?:这张?|那张?)?表(?:格|中|里|上)|(?<=[^\\w])表|那?一?[行栏列]|记录|清单|名单|台账|名册")


def is_accounted_for(
    rest: str, named: bool, table: Table, rows: Sequence[Row], columns: Sequence[str], tokenizer: Tokenizer
) -> bool:
    """Whether what is left of a question says nothing that stands neither in the table nor above it.

    :param named: whether it names a column; what is done with that (``卖多少``) then says no more.
    """
    whole = asked_words(rest, named, table, tokenizer)
    left = PEOPLE.sub("，", whole) if people_column(table.columns) else whole
    headings = {heading for row in rows for heading in row.headings}
    titles = [table.document.title, table.document.name, *identity_of(table.document).lines]
    names = [column for column in table.columns if not core(column).isdigit()]  # 2次 is no matter of the 2nd
    above = fold("\n".join([*titles, *headings, *names, *table.of_form]))
    own = fold("\n".join(cell.value for cell in rows[0].cells)) if len(rows) == 1 else ""
    earlier = _EARLIER.search(left)
    if earlier and earlier.group() not in f"{above}\n{own}":
        return False
    said = {*DIMENSIONS, *(fold(unit_of(column)) for column in columns)}
    said |= registered() if any(word in above for word in registered()) else set()
    said |= _MODELS if table.across else set()
    otherwise = [whole[start:end] for start, end in said_otherwise(whole, f"{above}\n{own}")]
    for term in content_terms(left, tokenizer):
        known = _stands(term, above) or _stands(term, own) or any(term.text in each for each in otherwise)
        known = known or _counts(term.text, len(rows), rest) or _without_way(term.text) in above
        known = known or term.text in said or is_scope(term.text, above)
        known = known or is_short_for(term, above, tokenizer)
        if not known:
            return False
    return True


def _stands(term: Term, text: str) -> bool:
    """Whether a term stands in a folded text; a value whole, as it is written there (2 of 2次 does not in 2024年)."""
    if term.kind in (TermKind.VALUE, TermKind.NUMBERED):
        return term.text in text or term.stands_in("", keys_of(text))
    return term.is_in(text)


def is_short_for(term: Term, above: str, tokenizer: Tokenizer) -> bool:
    """Whether a term is a short form, as 科大 is and 工资 is not, of what a folded text spells out: 科技大学."""
    short = term.kind is TermKind.WORD and any(word.tag == "j" for word in tokenizer.tag(term.text))
    return short and bool(spelt_out(term.text, above))


def _without_way(verb: str) -> str:
    """A verb without the way that it goes, where it has one behind it: 借出 of 借出去."""
    return verb[:-1] if len(verb) > 2 and verb[-1] in "去来" else verb


def _counts(text: str, rows: int, rest: str) -> bool:
    """Whether a figure only says how many rows are meant, all of them: 四次 of four, in 四次一共 and 这四次."""
    said = _SO_MANY.fullmatch(text)
    of_all = _OF_ALL.search(rest.replace(text, MASK)) if said else None
    return said is not None and parse_whole(said["figure"]) == rows > 1 and of_all is not None


def whole_terms(left: str, text: str, tokenizer: Tokenizer) -> list[Term]:
    """The terms of what is left of a folded question, without those that are words only since it was cut there.

    Of 二等奖学金发多少钱, where a row is called 二等奖, 金发 is left, which nobody asked about.
    """
    words = tokenizer.tag(text)
    starts, ends = {word.start for word in words}, {word.end for word in words}

    def stands(term: Term) -> bool:
        places = (at for at in range(len(text)) if text.startswith(term.text, at))
        return any(at in starts and at + len(term.text) in ends for at in places)

    terms = content_terms(left, tokenizer)
    said = (TermKind.WORD, TermKind.NAME)
    return [term for term in terms if term.kind not in said or term.text not in text or stands(term)]


def asked_words(rest: str, named: bool, table: Table, tokenizer: Tokenizer) -> str:
    """What is left of a question without what only asks, and without what says that all rows of a table are meant.

    :param named: whether it names a column; what is done with that (``卖多少``) then says no more.
    """
    rest = _SPENT.sub("，", EACH.sub("，", rest))
    rest = _without_verb(_DONE.sub("，", rest), tokenizer) if named else rest
    left = without_operation(without_scope(rest, table)).replace(MASK, "，")
    return _ABOUT_TABLES.sub("，", _ONE.sub("，", left))


def _without_verb(rest: str, tokenizer: Tokenizer) -> str:
    """What is left of a question without the verb right before 多少 or 几, unless that says what is to be done."""
    asks = _HOW_MUCH.search(rest)
    words = tokenizer.tag(rest.replace(MASK, "，")) if asks else []
    verbs = [word for word in words if asks and word.end == asks.start() and word.tag.startswith("v")]
    verbs = [word for word in _no_operations(verbs, rest) if word.text not in _LINKS]
    return mask(rest, [(word.start, word.end) for word in verbs])


def without_deeds(rest: str, tokenizer: Tokenizer) -> str:
    """What is left of a question without its deeds, which say no more where the row and the column are named:
    ``寄到新疆首重多少``, ``买50套一套多少钱``."""
    deeds = [word for word in tokenizer.tag(rest.replace(MASK, "，")) if is_deed(word.text, word.tag)]
    return mask(rest, [(word.start, word.end) for word in _no_operations(deeds, rest)])


def is_deed(word: str, tag: str) -> bool:
    """Whether a word is a verb of one character, with where to behind it maybe (放在), which says no more than what is
    done with what is asked for (发多少), unless it has an opposite (涨多少).

    :param tag: the word's, as jieba gives it.
    """
    verb = word.rstrip(_WAYS)
    return tag.startswith("v") and len(verb) == 1 and verb not in _TURNING


def _no_operations(words: Sequence[Word], rest: str) -> list[Word]:
    """Those of the words that do not say what is to be done with cells."""
    done = operation_places(rest)
    return [word for word in words if not any(start < word.end and word.start < end for start, end in done)]


def named_of_table(rest: str, text: str, table: Table, tokenizer: Tokenizer) -> int:
    """How many characters of what is left of a question are words of the table's own name.

    Those of all of its ``text`` that stand over the table count besides: of several in a file they tell which is meant.
    """
    own = fold("\n".join([table.document.title, table.document.name]))
    over = fold("\n".join(table.rows[0].headings))
    left = content_terms(rest.replace(MASK, "，"), tokenizer)
    named = sum(len(term.text) for term in left if term.is_in(own))
    keys = keys_of(over)
    above = (term for term in content_terms(text, tokenizer) if term.is_in(over) or term.stands_in(over, keys))
    return named + sum(len(term.text) for term in above)
