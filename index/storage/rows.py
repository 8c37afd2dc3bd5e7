"""What the cells of rows mean."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath

import numpy as np

from index.errors import LibraryDamaged
from index.storage.database import Row, how_to_repair
from index.types import BlockKind, Matrix, Passage, Span


@contextmanager
def reading() -> Iterator[None]:
    """:raises LibraryDamaged: for what a cell cannot mean."""
    try:
        yield
    except (ValueError, TypeError, KeyError) as error:
        raise LibraryDamaged(f"资料库里的内容读不出来：{error}。", how_to_repair()) from error


def below(path: PurePath, folder: object) -> str:
    """A path from the name of its folder on."""
    root = PurePath(str(folder)) if folder else path.parent
    return str(path.relative_to(root.parent) if path.is_relative_to(root.parent) else path)


def passage_of(row: Row) -> Passage:
    """Of the columns of ``passages`` but the digest, in order."""
    identity, document_id, ordinal, kind, headings, spans, text = row
    return Passage(
        str(identity),
        str(document_id),
        int(str(ordinal)),
        BlockKind(str(kind)),
        tuple(json.loads(str(headings))),
        tuple(Span(start, end) for start, end in json.loads(str(spans))),
        str(text),
    )


def vector_of(blob: object) -> Matrix:
    """``(dim,)`` float32."""
    return np.frombuffer(blob, "<f4").astype(np.float32)  # type: ignore[call-overload, no-any-return]
