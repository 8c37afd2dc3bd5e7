"""Bytes to text, exactly: a byte that fits no encoding is an error, never a replacement character."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

from index.errors import UndecodableText
from index.tokens import fold

BYTE_ORDER_MARKS = [
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
]
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

    A byte order mark decides; without one, UTF-16 shows itself by its zero bytes, and valid UTF-8 is UTF-8. What
    remains is tried as GB18030 and Big5, and the reading with more of the commonest Chinese characters is taken;
    ``charset-normalizer`` judges what neither explains.

    :raises UndecodableText: when no reading is convincing.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _strictly(content[len(mark) :], encoding)
    for encoding in _candidates(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            return text
    return _guess(content)


def _candidates(content: bytes) -> list[str]:
    sample = content[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if even or odd:
        return ["utf-16-le", "utf-16-be"] if odd > even else ["utf-16-be", "utf-16-le"]
    encodings = ["utf-8"]
    readings = [(name, _reading(content, name)) for name in ("gb18030", "big5")]
    return encodings + [name for name, score in sorted(readings, key=lambda pair: -pair[1]) if score > 0]


def _reading(content: bytes, encoding: str) -> float:
    """How much of the text would be common Chinese, 0 to 1; 0 where the bytes do not fit."""
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return 0.0
    letters = [c for c in text[:20_000] if ord(c) > 127]
    common = sum(c in COMMON for c in fold("".join(letters)))
    return common / max(len(letters), 1)


def _is_text(text: str) -> bool:
    """No control characters but white space, and no code points that no one assigned for interchange."""
    return not any((c < " " and c not in "\t\n\r\f\v\x1c\x1d\x1e\x1f\x85") or c in "\ufffe\uffff" for c in text)


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UndecodableText(
            f"文件开头标明是 {encoding}，但第 {error.start + 1} 个字节起解不开。", "请用编辑器另存为 UTF-8 后重试。"
        ) from error


def _guess(content: bytes) -> str:
    best = from_bytes(content).best()
    if best is None or best.chaos > 0.1 or not _is_text(text := str(best)):
        raise UndecodableText("认不出这个文件的文字编码。", "请用编辑器另存为 UTF-8 后重试。")
    return text
