"""Pictures of text: .png, .jpg and others, through OCR."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from index.errors import DamagedDocument, DocumentTooLarge, EmptyDocument, ExtraMissing
from index.readers.ocr import INSTALL, is_installed, recognise
from index.readers.pages.order import find_order
from index.readers.pages.paragraphs import compose
from index.types import Document, Format

MOST_PIXELS = 60_000_000
LONGEST = 4_000
"""Pixels a side of what is recognised, which makes half of that of it anyway; larger pictures are shrunk."""
MOST_FRAMES = 200
QUALITY, METHOD = 82, 1
"""Of pictures that are shown: between 0 and 100, and how much time is taken to make them small (0 to 6)."""
LONGEST_ENCODED = 16_000
"""Pixels a side that WebP can hold."""


def read(content: bytes, identity: str, name: str) -> Document:
    """The text in a picture; each frame of one with several is a page.

    :raises DocumentError: when it is damaged, too large, has no text, or the extra is missing.
    """
    if not is_installed():
        raise ExtraMissing("这是图片，要识别其中的文字需要 OCR 组件。", INSTALL)
    pages = [(number, find_order(recognise(pixels))) for number, pixels in enumerate(frames(content), start=1)]
    composed = compose(pages)
    if composed.is_empty:
        raise EmptyDocument("图片里没有认出文字。")
    document = composed.finish(identity, name, Format.IMAGE)
    return document if len(pages) > 1 else replace(document, places=())


def encode(pixels: Any, width: int) -> bytes:  # noqa: ANN401 - an array of (height, width, 3) uint8
    """A picture as WebP, no wider than ``width`` pixels."""
    picture = Image.fromarray(pixels)
    picture.thumbnail((width, LONGEST_ENCODED))
    written = io.BytesIO()
    picture.save(written, "WEBP", quality=QUALITY, method=METHOD)
    return written.getvalue()


def frames(content: bytes) -> Iterator[Any]:
    """The pictures in a file, upright, as ``(height, width, 3)`` uint8.

    :raises DocumentError: when the file is damaged or too large.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of large pictures, which are refused here
            with Image.open(io.BytesIO(content)) as picture:
                for frame, _ in zip(ImageSequence.Iterator(picture), range(MOST_FRAMES), strict=False):
                    if frame.width * frame.height > MOST_PIXELS:
                        raise DocumentTooLarge(f"图片有 {frame.width}×{frame.height} 像素，太大了。", "请缩小后重试。")
                    upright = ImageOps.exif_transpose(frame.convert("RGB"))
                    upright.thumbnail((LONGEST, LONGEST))
                    yield np.asarray(upright)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise DamagedDocument("图片损坏，打不开。", "请重新取得这个文件。") from error
