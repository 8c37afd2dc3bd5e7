"""What the characters of symbol fonts look like: these have codes of their own, which say nothing of what they mean.

Word and PDF give them as U+F020 to U+F0FF, whatever is drawn there: a bullet, a ticked box, ``≥``.
"""

from __future__ import annotations

FIRST, LAST = 0xF020, 0xF0FF
"""The codes that symbol fonts take in Unicode."""
_LETTERS = {
    **dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    **dict(zip("abcdefghijklmnopqrstuvwxyz", "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
}
_SYMBOL = {
    **{ord(latin): greek for latin, greek in _LETTERS.items()},
    **{code: chr(code) for code in b" !#%&()+,./0123456789:;<=>?[]_{|}"},
    **dict(zip(b"\"$'*-@\\^~", "∀∃∋∗−≅∴⊥∼", strict=True)),
    **dict(enumerate("ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…", start=0xA1)),
    **dict(enumerate("ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇", start=0xC0)),
    **dict(enumerate("∏√⋅¬∧∨⇔⇐⇑⇒⇓", start=0xD5)),
    0xE5: "∑",
    0xF2: "∫",
}
_WINGDINGS = {
    **dict(enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿", start=0x80)),
    **dict.fromkeys(b"oqr\xa8", "□"),
    **dict(zip(b"lnuvw\x9e\x9f\xa1\xa7\xab", "●■◆❖◆·•○▪★", strict=True)),
    **dict(zip(b"\xd8\xdf\xe0\xe1\xe2\xe8\xf0", "➢←→↑↓→⇨", strict=True)),
    **dict(enumerate("✗✓☒☑", start=0xFB)),
}
_WINGDINGS_2 = {
    **dict(zip(b"OPQRST", "✗✓☒☑☒☒", strict=True)),
    **dict.fromkeys(b"*0\xa3", "□"),
    **dict(zip(b"\x96\x97\x98", "•●●", strict=True)),
}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings2": _WINGDINGS_2}


UPRIGHT = dict(
    zip(
        map(ord, "︐︑︒︓︔︕︖︗︘︙︰︱︲︳︴︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹇﹈"),
        "，、。：；！？〖〗…‥—–＿﹏（）｛｝〔〕【】《》〈〉「」『』［］",
        strict=True,
    )
)
"""Marks as they stand in vertical text, and the same marks: ``︒`` ends a sentence as ``。`` does."""

_RAISED = str.maketrans("0123456789+-−–=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−–=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎")


def set_off(text: str, *, raised: bool) -> str:
    """Figures that are ``raised`` or lowered, as such: ``10`` and ``8`` are not 108. What has no such form stays."""
    table = _RAISED if raised else _LOWERED
    return text.translate(table) if text.strip() and all(ord(each) in table for each in text.strip()) else text


def shown(code: int, font: str) -> str:
    """What a symbol font of that name draws for a code, with or without 0xF000; the character itself where that is
    not known."""
    name = "".join(font.lower().replace("-", " ").split()).removesuffix("regular").removesuffix("mt")
    return _FONTS.get(name, {}).get(code & 0xFF if FIRST <= code <= LAST else code, chr(code))
