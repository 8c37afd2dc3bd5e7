"""Where sentences end in Chinese text."""

from __future__ import annotations

import re

ENDS = "。！？!?…"
CLOSERS = "”’」』）)》】〉\"'"
_END = re.compile(f"[{ENDS}]+[{re.escape(CLOSERS)}]*|\\.(?=\\s)|\\n+")
_ATTRIBUTION = re.compile("^[^，,。！？!?；;\n]{0,24}(?:说|表示|介绍|告诉|坦言|称|指出|认为|问|道|这是|的话)")
_CLAUSE_END = re.compile(r"[；;]|[，,、：:](?=.)")


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Sentences as (start, end) offsets, in order; together they cover the text but for white space at their edges.

    A sentence ends behind 。！？… with the quotation marks that close there, and at a line's end. A quotation and who
    said it stay together: ``“…。”他说。`` is one sentence.
    """
    bounds: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if not match.group().startswith("\n") and match.end() < len(text) and _goes_on(text, match):
            continue
        if match.group().startswith("\n") and _wrapped_latin(text, match):
            continue
        _append(bounds, text, start, match.end())
        start = match.end()
    _append(bounds, text, start, len(text))
    return bounds


def split_long(text: str, limit: int) -> list[tuple[int, int]]:
    """Cut a text of more than ``limit`` characters behind 。, else ；, else ，, else anywhere; parts cover the text."""
    parts: list[tuple[int, int]] = []
    start = 0
    while len(text) - start > limit:
        window = text[start : start + limit]
        cut = _last_end(_END, window) or _last_end(re.compile("[；;]"), window) or _last_end(_CLAUSE_END, window)
        end = start + (cut or limit)
        parts.append((start, end))
        start = end
    if start < len(text):
        parts.append((start, len(text)))
    return parts


def ends_sentence(text: str) -> bool:
    """Whether nothing needs to follow: the text ends in 。！？… and closing marks, or a closing mark with 。 inside."""
    stripped = text.rstrip()
    return bool(re.search(f"(?:[{ENDS}；;：:]|(?<!\\d)\\.)[{re.escape(CLOSERS)}]*$", stripped))


def _goes_on(text: str, match: re.Match[str]) -> bool:
    """Whether a quotation closed here and its speaker follows."""
    closed = match.group()[-1] in "”’」』\"'"
    return closed and bool(_ATTRIBUTION.match(text[match.end() : match.end() + 32]))


def _wrapped_latin(text: str, match: re.Match[str]) -> bool:
    """A single line break between Latin words is a space."""
    around = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1]
    return (
        len(match.group()) == 1
        and len(around) == 2
        and around.isascii()
        and around[1].isalnum()
        and around[0] not in ".!?"
    )


def _append(bounds: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        bounds.append((start, end))


def _last_end(pattern: re.Pattern[str], window: str) -> int:
    """The end of the last match in the second half of the window, or 0."""
    ends = [match.end() for match in pattern.finditer(window) if match.end() > len(window) // 2]
    return ends[-1] if ends else 0
