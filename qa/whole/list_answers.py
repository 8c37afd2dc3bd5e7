"""Whole lists, their items by number, how many there are, and the lead that turns the sense of an item."""

from __future__ import annotations

import re

from index.layout.records import is_labelled
from index.text.numerals import BELOW_HUNDRED, parse_whole
from index.text.tokens import Tokenizer, fold
from index.text.units import counts_things
from qa.answers import PartKind
from qa.asking.question import content_terms
from qa.statements import Remark, RemarkKind
from qa.types import Expected, Question
from qa.whole.drafts import Draft, Found, Slice
from qa.whole.lists import Listing, leads_in, words_of

_NUMBER = f"第(?P<n>{BELOW_HUNDRED})"
_ORDINAL = re.compile(f"{_NUMBER}个?(?:步骤?|项|点|环节)")
_NTH = re.compile(f"{_NUMBER}个(?=(?!月|小时|工作日|季度|学期|星期|百分点)[\u4e00-\u9fff]{{2}})")
"""The 第三个 of a thing that what stands above its list names: 节目 of a 节目单."""
_COUNT = re.compile("(?:多少|(?<!第)几)(?P<of>(?:个|项|步|条|种|类|点|道|样)?(?P<noun>[\u4e00-\u9fff]{0,4}))")
_CLASS = re.compile("(?:哪些|哪几[个项条种类步点]?|什么)(?P<noun>[\u4e00-\u9fff]{0,4})")
_YES_NO = re.compile("能不能|能否|可不可以|可以|是否|是不是|吗")
_MAY = frozenset("能可会")


def may_ask_of_list(question: Question) -> bool:
    """Whether a question asks as one about a list does, whatever it is about."""
    text = fold(question.resolved)
    if _ORDINAL.search(text) or _NTH.search(text) or question.expected is Expected.YES_NO:
        return True
    return _asks(question, text) is not None


def _asks(question: Question, text: str) -> re.Match[str] | None:
    """Where a folded question asks how many there are of something, or which ones."""
    if question.expected is Expected.NUMBER:
        asks = _COUNT.search(text) if counts_things(question.unit) else None
        return asks if asks and asks["of"] else None
    return _CLASS.search(text) if question.expected is Expected.LIST else None


def answer_of_list(listing: Listing, question: Question, tokenizer: Tokenizer) -> Found | None:
    """What a list answers; None where the question is not about it, or asks for something else."""
    text = fold(question.resolved)
    if nth := _NTH.search(text):
        return _numbered(listing, nth, text, tokenizer)
    if not leads_in(listing):
        return None
    ordinal = _ORDINAL.search(text)
    if ordinal:
        return _numbered(listing, ordinal, text, tokenizer)
    if question.expected is Expected.YES_NO:
        return _turned(listing, text, tokenizer)
    asks = _asks(question, text)
    if asks is None:
        return None
    terms = content_terms(text, tokenizer)
    near, far = _lead(listing), _above(listing)
    known = [term for term in terms if term.is_in(near) or term.is_in(far)]
    unknown = [term for term in terms if term not in known and not asks["noun"].startswith(term.text)]
    if unknown or not any(term.is_in(near) for term in terms):
        return None
    if question.expected is Expected.LIST and not _is_of_kind(listing, asks["noun"], tokenizer):
        return None
    weight = sum(len(term.text) for term in known)
    if question.expected is Expected.NUMBER:
        said = f"{len(listing.items)}（原文列出 {len(listing.items)} 项）"
        return Found((Draft(said, PartKind.COMPUTED, (_whole(listing),)),), weight)
    first, last = listing.items[0].span.start, listing.items[-1].span.end
    remark = Remark(RemarkKind.ITEMS, count=len(listing.items))
    return Found(
        (Draft(listing.document.text[first:last], PartKind.QUOTED, (_whole(listing),)),), weight, remarks=(remark,)
    )


def _is_of_kind(listing: Listing, noun: str, tokenizer: Tokenizer) -> bool:
    """Whether items may be what a noun calls them: fields (合同编号：…) are only what their lead says."""
    words = [term for term in content_terms(noun, tokenizer) if len(term.text) > 1]
    fields = sum(is_labelled(listing.document.text[item.words.start : item.words.end]) for item in listing.items)
    named = any(term.is_in(_lead(listing)) or term.is_in(_above(listing)) for term in words)
    return not words or named or 2 * fields <= len(listing.items)


def _whole(listing: Listing) -> Slice:
    return Slice(listing.document, listing.whole, tuple(item.words for item in listing.items))


def _numbered(listing: Listing, ordinal: re.Match[str], text: str, tokenizer: Tokenizer) -> Found | None:
    """The item of a number, where the list's items are numbered and all else that is asked stands above it."""
    written = ordinal["n"]
    number = parse_whole(written)
    item = next((each for each in listing.items if each.number == number), None)
    rest = text.replace(ordinal.group(), "，")
    terms = [term for term in content_terms(rest, tokenizer) if term.text not in ("步骤", "环节")]
    above = f"{_lead(listing)}\n{_above(listing)}"
    if item is None or not all(term.is_in(above) for term in terms):
        return None
    (words,) = words_of(listing, [item])
    slices = (Slice(listing.document, item.span, (item.words,)),)
    return Found((Draft(words, PartKind.QUOTED, slices),), 1 + sum(len(term.text) for term in terms))


def _without_asking(text: str, tokenizer: Tokenizer) -> str:
    """A folded question without the words that ask whether something holds; 会 of 会费 and 社会 is none."""
    words = tokenizer.cut(_YES_NO.sub("，", text))
    return "".join("，" if word in _MAY else word for word in words)


def _turned(listing: Listing, text: str, tokenizer: Tokenizer) -> Found | None:
    """The one item that a question whether something holds is about, after the lead that says so or says not."""
    terms = content_terms(_without_asking(text, tokenizer), tokenizer)
    near, above = _lead(listing), _above(listing)
    items = [
        item
        for item, words in zip(listing.items, words_of(listing, listing.items), strict=True)
        if all(term.is_in(fold(words)) or term.is_in(near) or term.is_in(above) for term in terms)
        and any(term.is_in(fold(words)) and not term.is_in(near) for term in terms)
    ]
    if len(items) != 1 or not any(term.is_in(near) for term in terms):
        return None
    (words,) = words_of(listing, items)
    drafts = (
        Draft(listing.leads, PartKind.QUOTED, (Slice(listing.document, listing.lead, (listing.lead,)),)),
        Draft(words, PartKind.QUOTED, (Slice(listing.document, items[0].span, (items[0].words,)),)),
    )
    return Found(drafts, sum(len(term.text) for term in terms))


def _lead(listing: Listing) -> str:
    return fold(listing.leads)


def _above(listing: Listing) -> str:
    return fold("\n".join([listing.document.title, listing.document.name, *listing.headings]))
