from __future__ import annotations

import io

import pytest
from PIL import Image

from index.errors import DocumentTooLarge
from index.readers.image import frames


def test_a_later_frame_may_be_no_larger_than_the_first() -> None:
    written = io.BytesIO()
    small, vast = Image.new("1", (10, 10)), Image.new("1", (8_000, 8_000))
    small.save(written, "TIFF", save_all=True, append_images=[vast])
    made = frames(written.getvalue())
    assert next(made).shape == (10, 10, 3)
    with pytest.raises(DocumentTooLarge):
        next(made)
