"""Text in pictures: the only place for rapidocr, which is an extra and brings its models along."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from typing import Any

from index.program import extra
from index.readers.limits import begin_page
from index.readers.pages.pieces import Piece

INSTALL = f"请运行 {extra('ocr')} 后重新索引。"
BELIEVED = 0.5
"""A line recognised with less confidence (0 to 1) is left out: it would be quoted as if the source said it."""


def is_installed() -> bool:
    """Whether the extra is there."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def recognise(pixels: Any) -> list[Piece]:  # noqa: ANN401 - an array of (height, width, 3) uint8
    """The lines of text in a picture ``(height, width, 3)`` uint8, lengths in pixels; only where ``is_installed``."""
    begin_page()
    found = _engine()(pixels)
    if found.boxes is None or found.txts is None:
        return []
    pieces = []
    for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
        left, top = float(box[:, 0].min()), float(box[:, 1].min())
        right, bottom = float(box[:, 0].max()), float(box[:, 1].max())
        if score >= BELIEVED and text.strip():
            pieces.append(Piece(left, top, right, bottom, bottom - top, text.strip()))
    return pieces


@cache
def _engine() -> Any:  # noqa: ANN401
    """The recogniser, a line at a time, which saves memory; imported here because it is an extra, and is slow."""
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "critical", "Rec.rec_batch_num": 1})
