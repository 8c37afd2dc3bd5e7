"""Subtitles: .srt and .vtt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from index.errors import DamagedDocument
from index.readers.composing import Composer
from index.readers.decoding import decode
from index.text.sentences import ends_sentence
from index.types import Document, Format, PlaceKind

_CLOCK = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_TIMES = re.compile(rf"\s*{_CLOCK}\s*-->\s*{_CLOCK}.*")
_TAG = re.compile(r"<[^<>]{0,80}>|\{\\[^{}]{0,80}\}")
PAUSE, CLOSED, LONGEST = 2.0, 60, 200
"""A paragraph ends at a pause (seconds), or where a sentence ends behind so many characters, or at so many."""


@dataclass(frozen=True, slots=True)
class Cue:
    """What is shown between two times (seconds)."""

    start: float
    end: float
    text: str


def read(content: bytes, identity: str, name: str) -> Document:
    """What is said, in paragraphs, each with the time at which it begins; a line a cue.

    :raises DocumentError: when the bytes are no text, or there is no cue in it.
    """
    composer = Composer()
    gathered: list[Cue] = []
    found = False
    for cue in _cues(decode(content)):
        found = True
        length = sum(len(said.text) for said in gathered)
        closed = gathered and ends_sentence(gathered[-1].text) and length >= CLOSED
        if gathered and (cue.start - gathered[-1].end >= PAUSE or closed or length >= LONGEST):
            _write(composer, gathered)
            gathered = []
        gathered.append(cue)
    if not found:
        raise DamagedDocument("文件里没有带时间的字幕。", "请检查它是不是字幕文件。")
    _write(composer, gathered)
    return composer.finish(identity, name, Format.SUBTITLES)


def _write(composer: Composer, cues: list[Cue]) -> None:
    composer.at(PlaceKind.TIME, int(cues[0].start))
    composer.paragraph("\n".join(cue.text for cue in cues))


def _cues(text: str) -> Iterator[Cue]:
    """The cues that say something, in order; a cue's text ends at a blank line."""
    start = end = None
    said: list[str] = []
    for line in [*text.splitlines(), ""]:
        times = _TIMES.fullmatch(line)
        if times or not line.strip():
            shown = unescape(_TAG.sub("", "\n".join(said))).strip()
            if start is not None and end is not None and shown:
                yield Cue(start, end, shown)
            said, start, end = [], None, None
        if times:
            numbers = times.groups()
            start, end = _seconds(numbers[:4]), _seconds(numbers[4:])
        elif start is not None:
            said.append(line.strip())


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = (part or "0" for part in parts)
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{fraction}")
