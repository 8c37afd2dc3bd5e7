"""Bytes to text, exactly: a byte that fits no encoding is an error, never a replacement character."""

from __future__ import annotations

import codecs

from index.errors import UndecodableText
from index.text.tokens import fold

BYTE_ORDER_MARKS = [
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
]
ENCODINGS = ("gb18030", "big5", "utf-16-le", "utf-16-be")
PLAUSIBLE = 0.1
"""The share of common characters from which a reading is believed; running text has well over half."""
FIRST_WIDE = "\u2000"
"""Below it, what looks like UTF-8 may as well be a pair of Chinese characters in GB18030."""
EVERYDAY = 0.5
"""What a text wholly in GB2312 counts as at least."""
COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种"
    "面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本"
    "去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比"
    "或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总"
    "次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做"
)
"""The commonest characters of modern Chinese: a text read in the wrong encoding has few of them."""


def decode(content: bytes) -> str:
    """The text of a plain-text file, without its byte order mark.

    A byte order mark decides; without one, valid UTF-8 is UTF-8. What remains is read as GB18030, Big5 and UTF-16,
    and the reading with most of the commonest Chinese characters is taken. Bytes that are GB2312 throughout, the
    6,763 characters of everyday use, speak for GB18030 too: a list of names has few common ones. A file that was put
    together from several has lines in UTF-8 and lines in GB18030.

    :raises UndecodableText: when no reading is convincing.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _strictly(content, len(mark), encoding)
    text = _decoded(content, "utf-8")
    if text and (_is_text(text) or not text.isascii()):
        return _checked(text)
    readings = [(_plausibility(content, encoding), encoding) for encoding in ENCODINGS]
    score, encoding = max(readings, key=lambda reading: reading[0])
    mixed = _by_lines(content)
    if mixed is not None and _share_of_common(mixed) > score + PLAUSIBLE:
        return _checked(mixed)
    if score < PLAUSIBLE:
        raise UndecodableText("认不出这个文件的文字编码。", "请用编辑器另存为 UTF-8 后重试。")
    return _checked(content.decode(encoding))


def _plausibility(content: bytes, encoding: str) -> float:
    """How much of a reading would be common Chinese, 0 to 1; 0 where the bytes do not fit, 1 for plain Latin text."""
    text = _decoded(content, encoding)
    if text is None:
        return 0.0
    common = _share_of_common(text)
    if text[:20_000].isascii():
        return common
    return max(common, EVERYDAY) if encoding == "gb18030" and _decoded(content, "gb2312") else common


def _share_of_common(text: str) -> float:
    """The share of common characters among those beyond ASCII; 1 for plain Latin text, 0 for what is none."""
    letters = [c for c in text[:20_000] if ord(c) > 127]
    if not letters:
        return float(_is_text(text))
    return sum(c in COMMON for c in fold("".join(letters))) / len(letters)


def _by_lines(content: bytes) -> str | None:
    """The text of lines that are each in UTF-8 or GB18030; None where one is in neither, or none in UTF-8."""
    lines: list[str] = []
    unicode = False
    for line in content.splitlines(keepends=True):
        text = _decoded(line, "utf-8")
        if text is None or any("\x7f" < c < FIRST_WIDE for c in text):
            text = _decoded(line, "gb18030")
        else:
            unicode = unicode or not text.isascii()
        if text is None:
            return None
        lines.append(text)
    return "".join(lines) if unicode else None


def _decoded(content: bytes, encoding: str) -> str | None:
    """The text, None where the bytes do not fit."""
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _checked(text: str) -> str:
    if not _is_text(text):
        raise UndecodableText("文件里有文字以外的控制字符。", "请用编辑器另存为 UTF-8 后重试。")
    return text


def _is_text(text: str) -> bool:
    """No control characters but white space, and no code points that no one assigned for interchange."""
    return not any((c < " " and c not in "\t\n\r\f\v\x1c\x1d\x1e\x1f\x85") or c in "\ufffe\uffff" for c in text)


def _strictly(content: bytes, start: int, encoding: str) -> str:
    try:
        return content[start:].decode(encoding)
    except UnicodeDecodeError as error:
        raise UndecodableText(
            f"文件开头标明是 {encoding}，但第 {start + error.start + 1} 个字节起解不开。",
            "请用编辑器另存为 UTF-8 后重试。",
        ) from error
