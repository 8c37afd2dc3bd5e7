"""E-mail: .eml."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import MessageError
from email.message import EmailMessage

from index.errors import DamagedDocument, UndecodableText
from index.layout.plain import is_heading, section_rank
from index.readers.composing import Composer
from index.readers.decoding import decode
from index.readers.markup import content_of, parse, write_markup
from index.types import Document, Format

HEADERS = {"from": "发件人", "to": "收件人", "cc": "抄送", "date": "日期"}
_NARROW = re.compile(rb"=\?(?:gb2312|gbk)\?", re.IGNORECASE)
"""Programs say GB2312 of names with characters that only its supersets have."""
LONGEST_HEADER = 20_000
"""Characters of a header that are taken apart: the time that takes grows with their square."""
DEEPEST = 3
"""How deep messages may hang on messages."""


def _taken_apart(name: str, value: str) -> str:
    made: str = email.policy.default.header_factory(name, value[:LONGEST_HEADER])
    return made


_POLICY = email.policy.default.clone(header_factory=_taken_apart)


def read(content: bytes, identity: str, name: str) -> Document:
    """A message: subject, who wrote when to whom, and the text; attached messages below it, other attachments named.

    :raises DocumentError: when it is no message or has no text.
    """
    message = email.message_from_bytes(_NARROW.sub(b"=?gb18030?", content), policy=_POLICY)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise DamagedDocument("这不是一封邮件，或者它损坏了。", "请从邮件程序里重新导出。")
    composer = Composer()
    attachments: list[str] = []
    try:
        letters = list(_letters(message, 1, attachments))
    except (MessageError, ValueError, AttributeError, IndexError, KeyError, TypeError) as error:
        raise DamagedDocument("邮件损坏，读不出来。", "请从邮件程序里重新导出。") from error
    for letter in letters:
        _write(composer, letter)
    remark = f"附件没有读入：{'、'.join(attachments)}。" if attachments else ""
    return composer.finish(identity, name, Format.MAIL, remark)


@dataclass(frozen=True, slots=True)
class _Letter:
    """What a message says by itself: its lines about who wrote when to whom, and its text, ``marked`` up or plain."""

    level: int
    subject: str
    credits: tuple[str, ...]
    text: str
    marked: bool


def _letters(message: EmailMessage, level: int, attachments: list[str]) -> Iterator[_Letter]:
    """A message, then those that are attached to it; the names of its other ``attachments`` are added to these."""
    said = ((label, _header(message, header)) for header, label in HEADERS.items())
    about = tuple(f"{label}：{value}" for label, value in said if value)
    body = message.get_body(("plain", "html"))
    text = _text(body) if isinstance(body, EmailMessage) else ""
    marked = isinstance(body, EmailMessage) and body.get_content_subtype() == "html"
    yield _Letter(level, _header(message, "subject"), about, text, marked)
    for part in message.iter_attachments():
        if part.get_content_type() == "message/rfc822" and level < DEEPEST:
            inner = part.get_content()
            if isinstance(inner, EmailMessage):
                yield from _letters(inner, level + 1, attachments)
        elif part.get_filename():
            attachments.append(str(part.get_filename()))


def _write(composer: Composer, letter: _Letter) -> None:
    composer.close(letter.level)
    composer.heading(letter.subject, letter.level)
    for line in letter.credits:
        composer.credit(line)
    if letter.marked:
        if letter.text.strip():
            write_markup(composer, content_of(parse(letter.text)), letter.level)
        return
    for paragraph in letter.text.replace("\r\n", "\n").split("\n\n"):
        rank = section_rank(paragraph.strip())
        if rank is not None and is_heading(paragraph.strip()):
            composer.heading(paragraph, letter.level + 1 + rank)
        else:
            composer.paragraph(paragraph)


def _header(message: EmailMessage, name: str) -> str:
    """A header's text, ``""`` without one; what was written as bare bytes is read as ``decode`` finds.

    One that cannot be taken apart, such as a date in the year 10**12, stands as it is written.
    """
    raw = next((str(text) for key, text in message.raw_items() if key.lower() == name), "")
    if len(raw) <= LONGEST_HEADER:
        try:
            value = str(message.get(name) or "").strip()
        except (ArithmeticError, ValueError, AttributeError, IndexError, TypeError):
            value = "\ufffd"
        if "\ufffd" not in value:
            return value
    return " ".join(decode(raw.encode("utf-8", "surrogateescape")).split())


def _text(part: EmailMessage) -> str:
    """A part's text; where its character set is wrong or unknown, as ``decode`` finds."""
    try:
        content = part.get_content()
    except (LookupError, UnicodeError):
        content = None
    if isinstance(content, str) and "\ufffd" not in content:
        return content
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        raise UndecodableText("认不出邮件正文的文字编码。", "请从邮件程序里另存为文本。")
    return decode(payload)
