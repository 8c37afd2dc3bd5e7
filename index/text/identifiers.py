"""What has digits and is no figure: telephones, accounts, codes, plates, models, standards, addresses, list marks.

An identifier is a whole: it is compared without the blanks and hyphens that it may be written with. All patterns meet
folded text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.text.scripts import BASIC_HAN

NAMING = (
    "电话|热线|专线|手机|传真|座机|总机|固话|号码|帐号|账号|账户|帐户|卡号|编号|证号|工号|学号|单号|文号|案号|户号|批号|书号|刊号|型号"
    "|税号|群号|桌号|房号|车牌|牌号|货号|序列号|注册号|许可证|备案号|信用代码|代码|邮编|邮政编码|条码|密码|口令|qq群?|微信号?|公众号|邮箱"
)
"""Nouns that an identifier follows, and that ask for one."""
_PLATE_PLACES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_MEASURED_BEHIND = r"(?!\s?(?:[十百千万亿%‰元]|°c|人次))"
_PATTERNS = [
    # addresses of pages, mails and machines
    re.compile(r"https?://[\x21-\x7e]+|www\.[\x21-\x7e]+|[a-z0-9][a-z0-9._+-]{0,63}@[a-z0-9.-]{1,255}[a-z0-9]"),
    re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?:/\d{1,2}|:\d{2,5})?(?![\d.])"),
    # numbers of documents, of cases, of standards
    re.compile(rf"(?:(?<![{BASIC_HAN}])[{BASIC_HAN}]{{1,12}})?[〔\[(【](?:19|20)\d\d[〕\])】]第?\d{{1,6}}号"),
    re.compile(rf"[〔\[(【](?:19|20)\d\d[〕\])】][{BASIC_HAN}]{{1,4}}\d{{0,4}}[{BASIC_HAN}]{{1,4}}\d{{1,6}}号"),
    re.compile(r"(?<![a-z0-9])[a-z]{1,6}(?:/[a-z]{1,3})?[ -]?\d{2,6}(?:\.\d{1,3})*[-—](?:19|20)?\d\d(?!\d)"),
    # telephones
    re.compile(r"(?<![\da-z.])(?<!\d[ -])(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)"),
    re.compile(
        r"(?<![\da-z.])(?<!\d[ -])(?:\(0\d{2,3}\)|0\d{2,3})[ -]?\d{3,4}[ -]?\d{4}(?:[ -]?(?:转|-)[ ]?\d{1,5})?(?!\d)"
    ),
    re.compile(r"(?<![\da-z.])(?<!\d[ -])[48]00[ -]?(?:\d{3}[ -]?\d{4}|\d{4}[ -]?\d{3})(?!\d)"),
    # plates of cars
    re.compile(rf"[{_PLATE_PLACES}][a-z][·. ]?(?=[a-z0-9]{{0,5}}\d)[a-z0-9]{{5,6}}(?![a-z0-9])"),
    # accounts in groups of four, and long runs of digits
    re.compile(
        r"(?<![\d.,])(?!(?:(?:19|20)\d\d[ -]){1,6}(?:19|20)\d\d(?!\d))\d{4}(?:[ -]\d{4}){2,5}(?:[ -]\d{1,3})?(?![\d.,])"
    ),
    re.compile(rf"(?<![\d.,])\d{{9,32}}x?(?![\da-z.,]){_MEASURED_BEHIND}"),
]
_NAMED = re.compile(
    rf"(?:{NAMING})(?:号码|号|是|为)?(?:[是为:]\s?)?"
    rf"(?P<it>(?=[a-z_./ -]{{0,24}}\d)[a-z0-9](?:[a-z0-9_./-]|[ ](?=\d)){{1,40}}(?<![._/ -]))"
    rf"(?![\da-z]){_MEASURED_BEHIND}"
)
_CODE = re.compile(
    r"(?<![a-z0-9μ])(?:(?=[a-z0-9._/+-]{0,39}\d)[a-z]{1,12}[a-z0-9]{0,24}(?:[-_./+][a-z0-9]{1,24}){0,6}"
    r"|(?=[0-9-]{1,24}[a-z])\d{1,24}(?:-\d{1,24}){0,3}-?[a-z]{1,24}[a-z0-9]{0,24}(?:[-_/][a-z0-9]{1,24}){0,6}"
    r"|[a-z]{2,12} \d{1,5}[a-z]{0,3}(?=[^\w.%‰/-]|$))(?![a-z0-9])"
)
"""Letters and digits in one run: ``tk-300s``, ``pm2.5``, ``91350200ma31k8tt5q``, ``iphone 15``."""
_MEASURE = re.compile(
    r"\d++(?:[.,]\d++)*+-?(?:\d++(?:\.\d++)?+)?+[a-zμω]{1,4}[23]?(?:/[a-z]{1,3}[23]?)?|[kcdm]?m[23](?:/[a-z]{1,3})?|[a-z]{1,3}/[a-z]{1,2}[23]?"
)
"""A figure with its unit, or the unit alone."""
_LETTERED = re.compile("[a-z]+[0-9]")
_NUMBERED = re.compile(r"[〔\[(【](\d{4})[〕\])】](.+)")
_COUNTED_BEHIND = re.compile(r"\s?(?:[十百千万亿%‰元]|°c)")
_MARK = re.compile(
    r"(?m)(?:^|(?<=[;。:\n]))[ \t]*(?P<it>\((?P<a>\d{1,2}|[一二三四五六七八九十]{1,3})\)"
    r"|(?P<b>\d{1,2})[.、)](?![\d])|(?P<c>[一二三四五六七八九十]{1,3})、)|(?P<lone>\((?P<d>[一二三四五六七八九十]{1,3})\))"
)


_FORMS = {
    "phone": re.compile(r"(?:\+?86)?1[3-9]\d{9}|0\d{9,11}(?:转?\d{1,5})?|[48]00\d{7}|\d{3,8}(?:转\d{1,5})?"),
    "account": re.compile(r"\d{12,32}"),
    "mail": re.compile(r"[a-z0-9][a-z0-9._+-]{0,63}@[a-z0-9.-]{1,255}"),
    "page": re.compile(r"(?:https?://|www\.)\S{1,500}"),
    "paper": re.compile(r"\[\d{4}\].{1,20}号"),
}
_ASKED_FORMS = {
    "phone": re.compile("电话|热线|专线|手机|传真|座机|总机|固话"),
    "account": re.compile("[帐账][号户]|卡号"),
    "mail": re.compile("邮箱|邮件地址"),
    "page": re.compile("网址|官网"),
    "paper": re.compile("文号"),
}
"""Nouns for identifiers of one form each."""


def asked_form(asked: str) -> str:
    """The form of the identifier that a folded question asks for; ``""`` where it may have any, or several are."""
    forms = [form for form, pattern in _ASKED_FORMS.items() if pattern.search(asked)]
    return forms[0] if len(forms) == 1 else ""


def is_of_form(key: str, form: str) -> bool:
    """Whether an identifier's key has a form; one that has none of them may have any."""
    forms = [name for name, pattern in _FORMS.items() if pattern.fullmatch(key)]
    return not forms or form in forms


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier at ``text[start:end]``; ``key`` is it without blanks and hyphens."""

    start: int
    end: int
    key: str


def find_identifiers(text: str) -> Iterator[Identifier]:
    """The identifiers of a folded text, those of one form after those of another; they may overlap."""
    for pattern in _PATTERNS:
        yield from (Identifier(*m.span(), compact(m.group())) for m in pattern.finditer(text))
    for match in _NAMED.finditer(text):
        yield Identifier(*match.span("it"), compact(match["it"]))
    for match in _CODE.finditer(text):
        code = match.group()
        if not _MEASURE.fullmatch(code) and not (code[0].isalpha() and _COUNTED_BEHIND.match(text, match.end())):
            yield Identifier(*match.span(), compact(code))


def code_tails(code: str) -> list[str]:
    """What a folded code is called in short: its ends behind a hyphen that are codes too, ``d90`` of ``lt-d90``."""
    parts = code.split("-") if _CODE.fullmatch(code) else []
    tails = ["-".join(parts[at:]) for at in range(1, len(parts))]
    return [tail for tail in tails if _LETTERED.match(tail)]


def find_marks(text: str) -> Iterator[tuple[int, int, str]]:
    """The numbers that open the items of lists, or stand alone in brackets: start, end and what they count."""
    for match in _MARK.finditer(text):
        start, end = match.span("lone" if match["lone"] else "it")
        yield start, end, match["a"] or match["b"] or match["c"] or match["d"]


def compact(code: str) -> str:
    """An identifier as it is compared: ``138-0000 2216`` is ``13800002216``, and a document's number has no office."""
    numbered = _NUMBERED.search(code)
    return f"[{numbered[1]}]{numbered[2]}" if numbered else re.sub(r"[\s·—_()-]|^\+?86[ -]?(?=1)", "", code)
