from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from index.library import Library
from index.types import Span
from qa.answers import Citation
from qa.judging.quotes import is_verbatim, keep_verbatim
from tests.inside import embedded

TEXT = "新会成为强县。\n\n恩平成为试点。\n"


@pytest.fixture
def cited(library: Library, documents: Path) -> Citation:
    (documents / "甲.txt").write_text(TEXT, encoding="utf-8")
    library.sync([documents])
    (listed,) = library.documents()
    spans = (Span(0, 7), Span(9, 16))
    return Citation(1, "甲.txt", listed.id, "甲", "", "新会成为强县。恩平成为试点。", spans, (Span(0, 2),))


def test_a_quote_is_the_joined_slices(cited: Citation, library: Library) -> None:
    assert is_verbatim(cited, library.document(cited.document_id))
    assert keep_verbatim([cited], library) == [cited]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda citation: replace(citation, quote=citation.quote.replace("新会", "江门")),
        lambda citation: replace(citation, spans=(Span(1, 8), Span(9, 16)), highlight=()),
        lambda citation: replace(citation, spans=(Span(0, 7), Span(90, 97)), highlight=()),
        lambda citation: replace(citation, document_id="f" * 16),
    ],
)
def test_one_that_is_not_is_dropped_and_logged(
    cited: Citation, library: Library, spoil: Callable[[Citation], Citation], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        assert keep_verbatim([spoil(cited), cited], library) == [cited]
    assert "quote is not in document" in caplog.text


def test_one_from_a_document_that_rotted_in_the_store_is_dropped_and_logged(
    cited: Citation, library: Library, data: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(sqlite3.connect(data / "library.sqlite")) as store, store:
        store.execute("UPDATE documents SET text = replace(text, '试点', '重点')")
    embedded(library).derived.snapshot.renew()
    with caplog.at_level(logging.ERROR):
        assert keep_verbatim([cited], library) == []
    assert "is damaged" in caplog.text
