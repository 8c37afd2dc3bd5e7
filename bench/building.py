"""Libraries built, and where the time goes: the way a sync does, or straight into the store."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import index.syncing.ingest
import index.syncing.sync
from bench.distribution import Interpolating
from bench.machine import Stopwatch, measure, memory, sizes, written
from bench.texts import paragraphs, write_documents
from index.encoding.encoder import PROBE
from index.library import Library
from index.searching.lexical import Lexical
from index.searching.vectors import Vectors
from index.settings import Settings
from index.storage.changes import ENCODER
from index.storage.changes import PROBE as STORED_PROBE
from index.storage.local.derived import UNSAVED_AT_WORK, Derived
from index.storage.local.store import Store
from index.storage.schema import Contents, Source
from index.syncing.sync import PUBLISH_EVERY
from index.text.tokens import Tokenizer
from index.types import BlockKind, Document, Format, Passage, Span, content_id

_PARTS = re.compile(r"[^。！？\n]+")


def build_by_sync(data: Path, documents: int, sentences: Sequence[str], encoder: Interpolating) -> dict[str, object]:
    """``Library.sync`` over a folder of text files."""
    folder = data.with_name(f"{data.name}-texts")
    for _ in write_documents(folder, range(documents), sentences):
        pass
    with Library.open(Settings(data=data), encoder) as library:
        watch = _watch()
        seconds = measure(lambda: library.sync([folder]))
        again = measure(lambda: library.sync([folder]))
        passages = library.status().passages
    return {"way": "sync", **_figures(data, watch, seconds, passages), "sync with nothing changed": round(again, 2)}


def build_straight(data: Path, documents: int, sentences: Sequence[str], encoder: Interpolating) -> dict[str, object]:
    """Passages put into the store without files and layout, and published as a sync does.

    jieba cuts each sentence once: a passage's tokens are those of its sentences, since no token crosses a full stop.
    """
    watch = _watch()
    store = Store(data / "library.sqlite")
    derived = Derived(data, store, _BySentence())
    probe = encoder.encode_documents([PROBE])[0].astype("<f4").tobytes()
    store.set_all({ENCODER: encoder.name, STORED_PROBE: probe})

    def fill() -> None:
        for number in range(documents):
            _put(store, data, number, paragraphs(number, sentences), encoder)
            if (number + 1) % PUBLISH_EVERY == 0:
                derived.catch_up(UNSAVED_AT_WORK)
        store.settle()
        derived.catch_up()

    seconds = measure(fill)
    passages = store.counts().passages
    derived.close()
    store.close()
    return {"way": "straight", **_figures(data, watch, seconds, passages)}


def _put(store: Store, data: Path, number: int, texts: Sequence[str], encoder: Interpolating) -> None:
    text = "\n\n".join(texts)
    identity = content_id(text.encode())
    passages, start = [], 0
    for ordinal, each in enumerate(texts):
        spans = (Span(start, start + len(each)),)
        name = content_id(f"{identity}{ordinal}".encode())
        passages.append(Passage(name, identity, ordinal, BlockKind.PARAGRAPH, (), spans, each))
        start += len(each) + 2
    digests = [content_id(each.encode()) for each in texts]
    vectors = dict(zip(digests, encoder.encode_documents(texts), strict=True))
    document = Document(identity, f"{number:07}.txt", f"{number:07}", Format.TEXT, text)
    source = Source(str(data / document.name), None, identity)
    store.put(source, document, Contents(passages, digests, vectors, store.encoder_key()))


class _BySentence(Tokenizer):
    """The same tokens, each sentence cut once; their order is another, which BM25 does not look at."""

    def __init__(self) -> None:
        super().__init__()
        self._words_of = cache(super().words)
        self._grams_of = cache(super().grams)

    def words(self, text: str) -> list[str]:
        return [word for part in _PARTS.findall(text) for word in self._words_of(part)]

    def grams(self, text: str) -> list[str]:
        return [gram for part in _PARTS.findall(text) for gram in self._grams_of(part)]


def _watch() -> Stopwatch:
    watch = Stopwatch()
    time_stages(watch)
    watch.time(Interpolating, "encode_documents", "stand-in for the encoder")
    watch.time(Store, "put", "store")
    watch.time(Vectors, "_divide", "faiss: training and moving")
    return watch


def time_stages(watch: Stopwatch) -> None:
    """Time what a sync of any library does besides encoding and storing."""
    watch.time(index.syncing.ingest, "cut", "layout and passages")
    watch.time(Lexical, "cut", "tokens")
    watch.time(Lexical, "apply", "tantivy")
    watch.time(Lexical, "save", "tantivy: digests")
    watch.time(Vectors, "apply", "faiss")
    watch.time(Vectors, "save", "faiss: writing")


def _figures(data: Path, watch: Stopwatch, seconds: float, passages: int) -> dict[str, object]:
    return {
        "passages": passages,
        "seconds": round(seconds, 1),
        "stages": {stage: round(spent, 1) for stage, spent in watch.seconds.items()},
        "written MB": written() // 1_000_000,
        "disk MB": sizes(data),
        "memory MB": memory(),
    }
