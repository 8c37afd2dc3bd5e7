"""Archives of many parts, unsound ones, and Office files whose names are those of the strict standard."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest

from index.errors import DamagedDocument, DocumentTooLarge
from index.readers import archive, read_bytes
from index.readers.sniffing import find_format
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


def test_an_archive_of_too_many_parts_is_not_even_opened() -> None:
    """What looks at uploads, and at pages, does so in the process that serves."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        packed.writestr("word/document.xml", b"<x/>")
        for number in range(archive.ENTRIES):
            packed.writestr(str(number), b"")
    with pytest.raises(DocumentTooLarge):
        find_format(written.getvalue(), "万件.docx")


def test_of_two_parts_with_one_name_both_are_looked_at() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        packed.writestr("a", b"first")
        with pytest.warns(UserWarning, match="Duplicate"):
            packed.writestr("a", b"second")
    with pytest.raises(DamagedDocument), archive.opened(written.getvalue().replace(b"first", b"fi st")):
        pass


def test_what_goes_wrong_while_an_archive_is_open_is_not_said_to_be_its_damage() -> None:
    with pytest.raises(ValueError, match="our own"), archive.opened(make_word()):
        raise ValueError("our own")
