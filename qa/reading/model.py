"""The reading model itself: the only place for onnxruntime in answering."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from index.errors import ReaderUnavailable
from qa.reading.pairing import Pair, Text, load_tokenizer, pair
from qa.reading.stretches import Stretches, sentences_of
from qa.types import Reading

FOLDER = Path(__file__).resolve().parent.parent / "model"
"""Where the model lies: ``reader.onnx``, ``tokenizer.json``, and ``model.json`` with their digests."""
MANIFEST = "model.json"
LONGEST_ANSWER = 96
"""Pieces of the longest answer."""
OTHERS = 12
"""Next best words that a reading keeps."""
THREADS = 2


class ReadingModel:
    """Reads passages for a question. Loaded when first used; thread-safe.

    :param folder: a folder as ``python -m tools.training.export`` writes it.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder
        self._lock = threading.Lock()

    @classmethod
    def find(cls, folder: Path = FOLDER) -> Self | None:
        """The model in a folder, None where there is none."""
        return cls(folder) if (folder / MANIFEST).is_file() else None

    def load(self) -> None:
        """Load now what would be loaded at the first reading.

        :raises ReaderUnavailable: when a file is missing or is not the one that was exported.
        """
        with self._lock:
            self._checked  # noqa: B018 - computed once, here or by whoever reads first

    def read(self, question: str, texts: Sequence[Text], stretches: Stretches = sentences_of) -> list[Reading | None]:
        """A reading of each text, in order, None where nothing of it can be read; raises as ``load``.

        :param stretches: how far words that answer may run.
        """
        self.load()
        tokenizer, session = self._checked
        made = [pair(tokenizer, question, each.context, each.text) for each in texts]
        return [self._read(of, each.text, session, stretches) for of, each in zip(made, texts, strict=True)]

    @staticmethod
    def _read(made: Pair, text: str, session: Any, stretches: Stretches) -> Reading | None:  # noqa: ANN401 - an InferenceSession, untyped
        """One passage by itself: rows filled up to the longest cost more than reading them together saves."""
        if not made.offsets:
            return None
        start, end, here = session.run(("start", "end", "here"), {"ids": np.array([made.ids], np.int64)})
        (words, span), *others = best_spans(made, start[0], end[0], 1 + OTHERS, stretches(text))
        rest = tuple((trimmed(text, each), margin) for each, margin in others)
        return Reading(trimmed(text, words), span, float(here[0]), rest)

    @cached_property
    def _checked(self) -> tuple[Any, Any]:
        """Tokenizer and session, from files whose digests are right."""
        import onnxruntime  # half a second, and 60 MB that a program without a question does not need

        try:
            digests: dict[str, str] = json.loads((self._folder / MANIFEST).read_text(encoding="utf-8"))["sha256"]
            for name, digest in digests.items():
                if digest_of(self._folder / name) != digest:
                    raise ReaderUnavailable(
                        f"阅读模型的文件 {name} 损坏了。", "请重新导出：python -m tools.training.export"
                    )
        except (OSError, ValueError, KeyError) as error:
            raise ReaderUnavailable(
                f"阅读模型载入失败：{error}。", "请重新导出：python -m tools.training.export"
            ) from error
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = THREADS
        session = onnxruntime.InferenceSession(
            str(self._folder / "reader.onnx"), options, providers=["CPUExecutionProvider"]
        )
        return load_tokenizer(self._folder / "tokenizer.json"), session


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, as ``MANIFEST`` has it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def best_spans(
    made: Pair,
    start: NDArray[np.float32],
    end: NDArray[np.float32],
    most: int,
    stretches: Sequence[tuple[int, int]],
) -> list[tuple[tuple[int, int], float]]:
    """The ``[start, end)`` of the text with the highest sums of logits, and by how much they exceed that of nowhere.

    Best first, ``most`` of them where there are as many; of equal ones the first, and the shortest. Each is within one
    of the stretches, and has ``LONGEST_ANSWER`` pieces at most.
    """
    count = len(made.offsets)
    inside = slice(made.first, made.first + count)
    sums = start[inside, None] + end[None, inside]
    stretch = np.searchsorted([end for _, end in stretches], [low for low, _ in made.offsets], side="right")
    allowed = np.triu(np.ones((count, count), bool)) & ~np.triu(np.ones((count, count), bool), LONGEST_ANSWER)
    allowed &= stretch[:, None] == stretch[None, :]
    costs = np.where(allowed, -sums, np.inf).ravel()
    most = min(most, int(allowed.sum()))
    near = np.flatnonzero(costs <= np.partition(costs, most - 1)[most - 1])  # a few of up to 160,000, in their order
    ordered = near[np.argsort(costs[near], kind="stable")][:most]
    places = [divmod(int(best), count) for best in ordered]
    return [
        ((made.offsets[first][0], made.offsets[last][1]), float(sums[first, last] - start[0] - end[0]))
        for first, last in places
    ]


def trimmed(text: str, words: tuple[int, int]) -> tuple[int, int]:
    """Without white space, marks that belong to the sentence, and quotation marks around it or without their other."""
    start, end = words
    while start < end - 1 and (text[start] in _OUTER or _is_alone(text[start:end], text[start])):
        start += 1
    while end - 1 > start and (text[end - 1] in _OUTER or _is_alone(text[start:end], text[end - 1])):
        end -= 1
    if end - start > 2 and _PAIRED.get(text[start]) == text[end - 1] and text[start] not in text[start + 1 : end]:
        return start + 1, end - 1
    return start, end


def _is_alone(words: str, mark: str) -> bool:
    """Whether a quotation mark or a bracket stands there without its other."""
    other = _PAIRED.get(mark) or next((opening for opening, closing in _PAIRED.items() if closing == mark), "")
    return bool(other) and words.count(mark) > words.count(other)


_PAIRED = {"“": "”", "‘": "’", "「": "」", "『": "』", "（": "）", "(": ")", "《": "》"}
_OUTER = frozenset(" \t\n\u3000，。、；：！？,;:!?")
