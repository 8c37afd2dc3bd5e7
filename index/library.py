"""The façade: a folder of documents as something that can be searched and kept up to date."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Self

import numpy as np
from filelock import FileLock, Timeout

from index.derived import Derived
from index.encoder import Encoder, SentenceEncoder, is_same_model, probe
from index.errors import EncoderChanged, LibraryBusy, UnknownDocument
from index.query import has_phrases, searched_words
from index.schema import Failure
from index.settings import Settings
from index.store import Store
from index.sync import SyncReport, Workshop, add_files, choose_folders, known_folders, stage_all, sync_folders
from index.tokens import Tokenizer, well_formed
from index.types import Document, Hit, Matrix, Passage, Progress, content_id, ignore_progress
from index.verification import find_damage

__all__ = ["Failure", "Library", "Listed", "Status", "SyncReport"]

ENCODER, PROBE = "encoder", "probe"
PATIENCE = 2.0
"""Seconds that a writer waits for another, which may only be catching up."""


@dataclass(frozen=True, slots=True)
class Status:
    """The library in figures. ``failed`` are the files that could not be read, by path."""

    documents: int
    passages: int
    characters: int
    generation: int
    encoder: str
    failed: tuple[Failure, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """One file that a document stands for."""

    id: str
    name: str
    title: str
    path: str
    characters: int


class Library:
    """Documents, searchable. Opening is quick and loads no model; searching and new text load it. Thread-safe.

    One process writes at a time, any number read. A process that reads sees what another wrote at its next search.
    """

    def __init__(self, settings: Settings, encoder: Encoder) -> None:
        self.settings = settings
        self.tokenizer = Tokenizer(settings.user_dictionary)
        self._encoder = encoder
        self._encoder_checked: object = None
        self._store = Store(settings.data / "library.sqlite")
        self._derived = Derived(settings.data, self._store, self.tokenizer)
        self._process_lock = FileLock(settings.data / "write.lock", timeout=0)
        self._thread_lock = threading.RLock()
        with contextlib.suppress(LibraryBusy):  # another process is writing and will bring them up itself
            self._refresh()

    @classmethod
    def open(cls, settings: Settings, encoder: Encoder | None = None) -> Self:
        """The library in ``settings.data``, made if there is none; what is derived is brought up to date.

        :param encoder: in place of the one that the settings name.
        :raises LibraryError: when the folder holds something that cannot be opened.
        """
        return cls(settings, encoder or SentenceEncoder(settings))

    def close(self) -> None:
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    # Changing

    def sync(
        self, folders: Sequence[Path], progress: Progress = ignore_progress, *, reencode: bool = False
    ) -> SyncReport:
        """Bring the library in line with folders: what is new is added, what changed is read again, what is gone goes.

        Files added one by one, and other folders, are left alone. A file that cannot be read is reported, and what
        was read of it before stays. No folders means those synced before.

        :param reencode: take over the encoder of the settings where the vectors are another's.
        :raises FolderMissing: when a folder does not exist; nothing is changed then.
        :raises EncoderChanged: when there is something to encode and the vectors are another encoder's.
        :raises LibraryBusy: when another process is writing.
        """
        with self._writing():
            roots = choose_folders(self._store, folders)
            if reencode:
                self._reencode(progress)
            report = sync_folders(self._workshop(), roots, progress)
            self._derived.catch_up()
        return report

    def add(self, files: Sequence[Path], progress: Progress = ignore_progress) -> SyncReport:
        """Put files in that lie anywhere. Raises as ``sync``."""
        with self._writing():
            report = add_files(self._workshop(), files, progress)
            self._derived.catch_up()
        return report

    def remove(self, ids: Sequence[str]) -> list[str]:
        """Take documents out by id. The files stay, and one in a synced folder returns with the next sync.

        :returns: the paths taken out.
        :raises UnknownDocument: when one of the ids is not in the library; nothing is changed then.
        """
        with self._writing():
            sources = self._store.sources()
            known = {source.document_id for source in sources}
            for identity in ids:
                if identity not in known:
                    raise UnknownDocument(
                        f"资料库里没有编号为“{identity}”的文件。", "可用 python -m index list 查看编号。"
                    )
            paths = [source.path for source in sources if source.document_id in set(ids)]
            for path in paths:
                self._store.forget(path)
            self._derived.catch_up()
        return paths

    def repair(self) -> list[str]:
        """Build what is derived anew from the store. What was done, in Chinese."""
        with self._writing():
            rebuilt = self._derived.rebuild()
        return [f"已从资料库重建{name}。" for name in rebuilt]

    # Reading

    def search(self, text: str, top: int = 10, phrases: Sequence[str] = ()) -> list[Hit]:
        """The ``top`` best passages for a question, best first, ties by passage id; none for an empty library.

        :param phrases: only passages where each of these stands, folded, in the text or in a heading above it.
        :raises EncoderChanged: when the vectors are another encoder's.
        """
        self._refresh_if_possible()
        if not self._store.has_passages():
            return []
        text = well_formed(text)
        vector, settings = self.encode_query(text), self.settings
        fused = self._derived.search(searched_words(text), vector, settings.candidates, settings.dense_weight, phrases)
        fused = fused if phrases else fused[: 2 * top]
        passages = self._store.passages([item.id for item in fused])
        found = [(passages[item.id], item) for item in fused if item.id in passages]
        kept = [(passage, item) for passage, item in found if has_phrases(passage, phrases)][:top]
        return [Hit(p, item.score, item.lexical, item.lexical_rank, item.dense, item.dense_rank) for p, item in kept]

    def encode_query(self, text: str) -> Matrix:
        """``(dim,)`` float32. Raises as ``search``."""
        self._check_encoder()
        return self._encoder.encode_query(text)

    def rarity(self, grams: Sequence[str]) -> dict[str, float]:
        """How telling each gram is: the inverse document frequency of BM25, by token of ``Tokenizer.grams``."""
        return self._derived.rarity(grams)

    def document(self, identity: str) -> Document:
        """:raises UnknownDocument: when it is not in the library."""
        document = self._store.document(identity)
        if document is None:
            raise UnknownDocument(f"资料库里没有编号为“{identity}”的文件。", "它可能已被移除或改动，请重新提问。")
        return document

    def passages_of(self, identity: str) -> list[Passage]:
        """A document's passages in order; none for an unknown document."""
        return self._store.passages_of(identity)

    def passage_before(self, passage: Passage) -> Passage | None:
        """The last passage of running text before it under the same headings, None where it is the first."""
        return self._store.passage_before(passage)

    def documents(self) -> list[Listed]:
        """All files that stand for documents, by path."""
        listed = []
        for source, title, characters in self._store.listing():
            path = PurePath(source.path)
            listed.append(Listed(source.document_id, path.name, title or path.stem, source.path, characters))
        return listed

    def folders(self) -> list[Path]:
        """The folders that were synced, by path; what ``sync`` without folders goes through."""
        return known_folders(self._store)

    def status(self) -> Status:
        counts = self._store.counts()
        failed = tuple(failure for failure, _ in self._store.failures())
        encoder = str(self._store.get(ENCODER) or self._encoder.name)
        return Status(counts.documents, counts.passages, counts.characters, self._store.generation, encoder, failed)

    def verify(self) -> list[str]:
        """What is wrong with the library, in Chinese; empty when all is well. Loads no model."""
        self._refresh_if_possible()
        return find_damage(self._store, self._derived)

    def warm_up(self) -> None:
        """Load the model and the dictionaries now rather than at the first question."""
        self.tokenizer.tag("预热")
        if self._store.generation:
            self.encode_query("预热")

    # Inside

    @contextlib.contextmanager
    def _writing(self, patience: float = PATIENCE) -> Iterator[None]:
        """The right to write, or ``LibraryBusy`` after ``patience`` seconds: nobody waits for a sync of an hour."""
        if not self._thread_lock.acquire(timeout=patience):
            raise LibraryBusy("资料库正在更新，", "请等它结束后再试。")
        try:
            try:
                self._process_lock.acquire(timeout=patience)
            except Timeout:
                raise LibraryBusy("另一个进程正在更新资料库，", "请等它结束后再试。") from None
            try:
                yield
            finally:
                self._process_lock.release()
        finally:
            self._thread_lock.release()

    def _refresh(self) -> None:
        if self._derived.is_current():
            return
        self._derived.reload()
        if not self._derived.is_current():
            with self._writing(patience=0):
                self._derived.reload()
                self._derived.catch_up()

    def _refresh_if_possible(self) -> None:
        """Another process's changes, seen now; while it is still writing, what was there before answers."""
        with contextlib.suppress(LibraryBusy):
            self._refresh()

    def _workshop(self) -> Workshop:
        return Workshop(
            self._store, self.tokenizer, self.settings, self._encode, self._encoder_key, self._derived.catch_up
        )

    def _encode(self, texts: Sequence[str]) -> Matrix:
        self._check_encoder()
        return self._encoder.encode_documents(texts)

    def _encoder_key(self) -> str:
        """What tells this encoder's vectors from another's in a digest; known without loading the model again."""
        if self._store.get(PROBE) is None or self._store.get(ENCODER) != self._encoder.name:
            self._check_encoder()
        stored = self._store.get(PROBE)
        return content_id(stored) if isinstance(stored, bytes) else ""

    def _check_encoder(self) -> None:
        """Compare the encoder with the one whose vectors are in the store; note it where there is none yet.

        Asked before each use, since another process may have taken over another encoder; probed once for each.
        """
        name, stored = self._store.get(ENCODER), self._store.get(PROBE)
        if self._encoder_checked is not None and self._encoder_checked == (name, stored):
            return
        if name is not None and name != self._encoder.name:
            raise self._changed(f"设置的模型是“{self._encoder.name}”，资料库里的向量是“{name}”算的。")
        mine = probe(self._encoder)
        if isinstance(stored, bytes):
            if not is_same_model(mine, np.frombuffer(stored, "<f4")):
                raise self._changed(f"模型“{name}”的内容变了，资料库里的向量是原来的模型算的。")
        else:
            name, stored = self._encoder.name, mine.astype("<f4").tobytes()
            self._store.set_all({ENCODER: name, PROBE: stored})
        self._encoder_checked = (name, stored)

    @staticmethod
    def _changed(what: str) -> EncoderChanged:
        return EncoderChanged(what, "请运行 python -m index sync --reencode 重新计算，或改回原来的设置。")

    def _reencode(self, progress: Progress) -> None:
        """Encode every passage with the settings' encoder, then take all the new vectors into use at once."""
        mine = probe(self._encoder).astype("<f4").tobytes()
        digests = stage_all(self._store, self._encoder.encode_documents, content_id(mine), progress)
        self._store.switch(digests, {ENCODER: self._encoder.name, PROBE: mine})
        self._encoder_checked = (self._encoder.name, mine)
