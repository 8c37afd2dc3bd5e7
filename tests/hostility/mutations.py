"""Files, texts and questions changed at random, so that what reads them meets what nobody writes. All from a seed."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable, Sequence

_PARTS = re.compile(r"<[^<>]*>|[\r\n]+|[,;:=\"'/\\|\t]|[0-9]+|[^<>\r\n,;:=\"'/\\|\t0-9]+|.", re.DOTALL)
NUMBERS = "-1 0 1 2 9 20 255 256 65535 65536 2147483648 4294967295 99999999999999999999 1e999 NaN -0 0x10 １２".split()
SNIPPETS = [
    "\0", "\x0c", "\x1f", "\x85", "\u2028", "\ufeff", "\ufffe", "\u202e", "\u200b", "𠮷", "\u0301" * 50, "&#0;",
    "&#xD800;", "&#x110000;", "&nbsp;", "&x;", "<", ">", "</", "<!--", "-->", "<![CDATA[", "]]>", "<?", "?>", '"', "'",
    "<!DOCTYPE x [<!ENTITY x 'y'>]>", "<table>", "<tr>", "<td colspan=99999 rowspan=99999>", "<br>", "<pre>", "<svg>",
    "\r\n", "\n\n\n", "\t", " " * 300, "　" * 300, "。", "，", "“", "”", "...", "=?gb2312?B?", "?=", "--", "```", "# ",
    "xml:space='preserve'", "xmlns='x'", "-->", "00:00:00,000 --> 00:00:01,000", "%PDF-", "PK\x03\x04", "中" * 2_000,
]  # fmt: skip
EDGES = (0, 1, 0x7F, 0x80, 0xFF, 0x20, 0x3C, 0x22)
MARKUP = (".xml", ".rels", ".xhtml", ".opf")


def mutated_file(content: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """A file with some of it changed: of an archive mostly a part within it, of text mostly its words and marks."""
    if content.startswith(b"PK\x03\x04") and chance.random() < 0.85:
        return _mutated_archive(content, others, chance)
    text = _text_of(content)
    if text is not None and chance.random() < 0.7:
        return mutated_text(text, chance).encode("utf-8", "surrogatepass")
    return mutated_bytes(content, others, chance)


def _text_of(content: bytes) -> str | None:
    try:
        return content.decode()
    except UnicodeDecodeError:
        return None


def mutated_bytes(content: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """Bytes set, cut out, doubled, put in from elsewhere, or cut off."""
    made = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 4, 16, 60))):
        low = chance.randrange(len(made) + 1)
        high = min(low + chance.choice((1, 2, 4, 16, 200, 4_000)), len(made))
        match chance.randrange(7):
            case 0 | 1 if low < len(made):
                made[low] = chance.choice((*EDGES, chance.randrange(256)))
            case 2:
                del made[low:high]
            case 3:
                made[low:low] = made[low:high] * chance.choice((1, 2, 30))
            case 4:
                other = chance.choice(others)
                start = chance.randrange(len(other))
                made[low:high] = other[start : start + chance.choice((1, 8, 500))]
            case 5:
                made[low:low] = chance.randbytes(chance.choice((1, 4, 30)))
            case _ if low < len(made) and chance.random() < 0.3:
                del made[low:]
        made = made or bytearray(b"\0")
    return bytes(made[:3_000_000])


def mutated_text(text: str, chance: random.Random) -> str:
    """Tags, lines, words and numbers left out, doubled, exchanged, nested, or changed into what is special."""
    parts = _PARTS.findall(text) or [""]
    for _ in range(chance.choice((1, 1, 2, 3, 8, 30))):
        low = chance.randrange(len(parts))
        high = min(low + chance.choice((1, 1, 3, 12)), len(parts))
        match chance.randrange(8):
            case 0:
                del parts[low:high]
            case 1:
                parts[low:low] = parts[low:high] * chance.choice((1, 2, 5, 300))
            case 2:
                other = chance.randrange(len(parts))
                parts[low], parts[other] = parts[other], parts[low]
            case 3:
                numbers = [at for at, part in enumerate(parts) if part.isdecimal()] or [low]
                parts[chance.choice(numbers)] = chance.choice(NUMBERS)
            case 4:
                parts.insert(low, chance.choice(SNIPPETS))
            case 5:
                parts[low] = parts[low][: chance.randrange(len(parts[low]) + 1)]
            case 6:
                tags = [part for part in parts if part.startswith("<") and part[1:2].isalpha()] or ["<div>"]
                parts[low:low] = [chance.choice(tags)] * chance.choice((1, 20, 400))
            case _:
                parts[low] = chr(chance.choice((chance.randrange(0x250), chance.randrange(0x3000, 0xD800), 0x1F600)))
        parts = parts or [""]
    return "".join(parts)[:1_000_000]


def _mutated_archive(content: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """The archive made anew with one to three of its entries changed, left out, doubled or under other names."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        entries = [(entry.filename, source.read(entry)) for entry in source.infolist()]
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        likely = [n for n, (name, _) in enumerate(entries) if re.search(r"document|sheet|slide\d|one|styles|num", name)]
        at = chance.choice(likely) if likely and chance.random() < 0.7 else chance.randrange(len(entries))
        name, part = entries[at]
        match chance.randrange(10):
            case 0:
                del entries[at]
            case 1:
                entries.append((name, mutated_bytes(part or b"x", others, chance)))
            case 2:
                entries[at] = (chance.choice(("../" + name, "/" + name, "C:\\" + name, name.upper(), name * 90)), part)
            case _:
                text = _text_of(part) if name.endswith(MARKUP) else None
                changed = mutated_bytes(part or b"x", others, chance)
                if text is not None and chance.random() < 0.9:
                    changed = mutated_text(text, chance).encode("utf-8", "surrogatepass")
                entries[at] = (name, changed)
        entries = entries or [("x", b"")]
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as target:
        for name, part in entries:
            target.writestr(zipfile.ZipInfo(name[:60_000]), part)
    return written.getvalue()


def odd_text(chance: random.Random, most: int = 60) -> str:
    """A text of anything: letters, marks, digits, all planes, lone surrogates, and much of the same."""
    kinds: list[Callable[[], str]] = [
        lambda: chance.choice("什么是多少谁哪里为什么如何吗江门市GDP的发改局公安局2023年第三季度"),
        lambda: chance.choice(SNIPPETS),
        lambda: chance.choice(NUMBERS),
        lambda: chr(chance.randrange(0x3000)),
        lambda: chr(chance.randrange(0x110000)),
        lambda: chr(chance.randrange(0xD800, 0xE000)),
        lambda: chance.choice("“”‘’「」『』《》（）\"'`!?。，；：、·…—％%‰一二三四五六七八九十百千万亿0123456789"),
        lambda: chance.choice("\u202e\u202c\u2066\u2069\u200f\u200d\ufeff\u00ad\u0301\u20e3\ufe0f"),
        lambda: chance.choice("1a一？“是% 　") * chance.choice((2, 30, 500)),
    ]
    return "".join(chance.choice(kinds)() for _ in range(chance.randrange(1, most)))
