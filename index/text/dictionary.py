"""The dictionary that words are cut by, in the form in which jieba's cutter has it.

jieba keeps that form in the folder for temporary files, where anybody may put another. Reading the dictionary itself is
quicker, since it is read once for frequencies and parts of speech, and needs no such file.
"""

from __future__ import annotations

from dataclasses import dataclass

FIELDS = 3
"""Of a line: word, frequency, part of speech."""


@dataclass(frozen=True, slots=True)
class Dictionary:
    """``frequencies`` are those of the words, and 0 for what only begins one; ``total`` is the sum over all lines.

    ``tags`` are the words' parts of speech in jieba's notation.
    """

    frequencies: dict[str, int]
    total: int
    tags: dict[str, str]


def read_dictionary(content: bytes) -> Dictionary:
    """A dictionary in jieba's format, UTF-8, a word a line with its frequency and its part of speech.

    Of a word that stands there twice the last line counts.

    :raises ValueError: when a line has another form.
    """
    fields = content.decode("utf-8").split()
    if len(fields) != FIELDS * sum(1 for line in content.splitlines() if line.strip()):
        raise ValueError("the dictionary has a line without its three fields")
    words, often = fields[::FIELDS], [int(field) for field in fields[1::FIELDS]]
    frequencies = dict.fromkeys([word[:end] for word in words for end in range(1, len(word))], 0)
    frequencies.update(zip(words, often, strict=True))
    return Dictionary(frequencies, sum(often), dict(zip(words, fields[2::FIELDS], strict=True)))
