"""Office files whose names are those of the strict standard: the same files by other names."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest

from index.readers import read_bytes
from tests.samples import make_sheet, make_slides, make_word


def strict(content: bytes) -> bytes:
    """The file with the names that "Strict Open XML" has for what others call ``…/2006/…``."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(written, "w") as target:
        for entry in source.infolist():
            part = source.read(entry)
            if entry.filename.endswith((".xml", ".rels")) and entry.filename != "[Content_Types].xml":
                names = rb"http://schemas\.openxmlformats\.org/(?!package)(\w+)/2006/"
                part = re.sub(names, rb"http://purl.oclc.org/ooxml/\1/", part)
            target.writestr(entry, part)
    return written.getvalue()


@pytest.mark.parametrize(("make", "name"), [(make_word, "a.docx"), (make_sheet, "a.xlsx"), (make_slides, "a.pptx")])
def test_a_strict_file_says_what_an_ordinary_one_does(make: Callable[[], bytes], name: str) -> None:
    content = make()
    assert strict(content) != content
    assert read_bytes(strict(content), name).text == read_bytes(content, name).text
