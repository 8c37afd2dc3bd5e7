"""The façade: a folder of documents as something that can be searched and kept up to date."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Self

from index.derived import UNSAVED_AT_WORK, Derived
from index.encoder import Encoder, let_in, open_encoder
from index.encoding import CheckedEncoder
from index.errors import LibraryBusy, UnknownDocument, WriteFailed
from index.folders import choose_folders, known_folders
from index.intake import Workshop
from index.listing import Listed, Status
from index.opening import follow, open_store
from index.priority import Priority
from index.query import has_phrases, searched_words
from index.readers.apart import ReadingProcess
from index.repair import delete_rotten_models, take_out_damaged
from index.schema import Failure
from index.settings import Settings
from index.spread import spread
from index.sync import SyncReport, add_files, sync_folders
from index.tokens import Tokenizer, well_formed
from index.turn import LOCK, Turn
from index.twins import merge_twins
from index.types import Document, Hit, Matrix, Passage, Progress, ignore_progress
from index.verification import find_damage

__all__ = ["Failure", "Library", "Listed", "Status", "SyncReport"]


class Library:
    """Documents, searchable. Opening is quick and loads no model; searching and new text load it. Thread-safe.

    One process writes at a time, any number read. A process that reads sees what another wrote at its next search.
    """

    def __init__(self, settings: Settings, encoder: Encoder) -> None:
        self.settings = settings
        self.tokenizer = Tokenizer(settings.user_dictionary)
        self.priority = Priority()
        let_in(encoder, self.priority.give_way)
        with contextlib.ExitStack() as opened:
            self._store = open_store(settings.data)
            opened.callback(self._store.close)
            follow(self._store, settings.data)
            self._encoder = CheckedEncoder(self._store, encoder, self.priority)
            self._derived = Derived(settings.data, self._store, self.tokenizer)
            opened.callback(self._derived.close)
            self._turn = Turn(settings.data / LOCK)
            self.refresh()
            opened.pop_all()

    @classmethod
    def open(cls, settings: Settings, encoder: Encoder | None = None) -> Self:
        """The library in ``settings.data``, made if there is none; what is derived is brought up to date.

        :param encoder: in place of the one that the settings name.
        :raises LibraryError: when the folder holds something that cannot be opened.
        """
        return cls(settings, encoder or spread(open_encoder(settings), settings))

    def close(self) -> None:
        self._derived.close()
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
        was read of it before stays. No folders means those synced before. Where ``progress`` raises, the sync stops
        there; what it has done stays, and the next one goes on from it.

        :param reencode: take over the encoder of the settings where the vectors are another's.
        :raises FolderMissing: when a folder does not exist; nothing is changed then.
        :raises EncoderChanged: when there is something to encode and the vectors are another encoder's.
        :raises LibraryBusy: when another process is writing.
        """
        with self._turn.taken(), self._encoder.at_work():
            roots = choose_folders(self._store, folders)
            if reencode:
                self._encoder.reencode(progress)
            with self._workshop() as workshop:
                return sync_folders(workshop, roots, progress)

    def add(self, files: Sequence[Path], progress: Progress = ignore_progress) -> SyncReport:
        """Put files in that lie anywhere. Raises as ``sync``."""
        with self._turn.taken(), self._encoder.at_work(), self._workshop() as workshop:
            return add_files(workshop, files, progress)

    def remove(self, ids: Sequence[str]) -> list[str]:
        """Take documents out by id. The files stay, and one in a synced folder returns with the next sync.

        :returns: the paths taken out.
        :raises UnknownDocument: when one of the ids is not in the library; nothing is changed then.
        """
        with self._turn.taken():
            sources = self._store.sources()
            known = {source.document_id for source in sources}
            for identity in ids:
                if identity not in known:
                    raise UnknownDocument(
                        f"资料库里没有编号为“{identity}”的文件。", "可用 python -m index list 查看编号。"
                    )
            paths = [source.path for source in sources if source.document_id in set(ids)]
            self.forget(paths)
            self._store.settle()
        return paths

    def forget(self, paths: Sequence[str]) -> None:
        """Take out files by path, as the beginning of a sync that is to follow, and undone together with it.

        A text that stands in another file too stays as that one's.
        """
        with self._turn.taken():
            for path in paths:
                self._store.forget(path)
            self._derived.catch_up()

    def rollback(self) -> None:
        """Bring back the documents as they were before the last change: a sync, an addition, a removal.

        The files are not touched, so the next sync brings the library in line with them again.

        :raises NothingKept: when there is no generation before.
        """
        with self._turn.taken():
            self._store.settle()
            self._store.rollback()
            self._derived.catch_up()

    def purge(self) -> None:
        """Leave nothing of what was removed in any file of the data folder; there is no rollback afterwards.

        :raises LibraryBusy: when another process keeps the old content open.
        """
        with self._turn.taken():
            self._store.settle()
            with self._derived.lock:
                self._derived.snapshot.release()
                try:
                    self._store.purge()
                finally:
                    self._derived.snapshot.renew()
            self._derived.rebuild()

    def repair(self) -> list[str]:
        """Take out what is damaged, and build what is derived anew from the store. What was done, in Chinese.

        :raises LibraryDamaged: when the store's file itself is not well put together; nothing is done then.
        """
        with self._turn.taken():
            done = take_out_damaged(self._store)
            rebuilt = self._derived.rebuild()
        done += [f"已从资料库重建{name}。" for name in rebuilt]
        return done + delete_rotten_models(self.settings.models)

    # Reading

    def search(
        self, text: str, top: int = 10, phrases: Sequence[str] = (), documents: Collection[str] = ()
    ) -> list[Hit]:
        """The ``top`` best passages for a question, best first, ties by passage id; none for an empty library.

        :param phrases: only passages where each of these stands, folded, in the text or in a heading above it.
        :param documents: only passages of documents with these ids, where there are any; unknown ones match nothing.
            A passage has the same score as without, but for rounding, and its twins are of these documents too.
        :raises EncoderChanged: when the vectors are another encoder's.
        """
        with self.priority.question():
            return self._search(well_formed(text), top, phrases, documents)

    def _search(self, text: str, top: int, phrases: Sequence[str], documents: Collection[str]) -> list[Hit]:
        self.refresh()
        if not self._derived.snapshot.has_passages():
            return []
        vector, settings = self.encode_query(text), self.settings
        words = searched_words(text)
        with self._derived.lock:
            fused = self._derived.search(words, vector, settings.candidates, settings.dense_weight, phrases, documents)
            passages = self._derived.snapshot.passages([item.id for item in fused])
        found = [(passages[item.id], item) for item in fused if item.id in passages]
        hits = [
            Hit(passage, item.score, item.lexical, item.lexical_share, item.lexical_rank, item.dense, item.dense_rank)
            for passage, item in found
            if has_phrases(passage, phrases)
        ]
        return merge_twins(hits, top)

    def encode_query(self, text: str) -> Matrix:
        """``(dim,)`` float32. Raises as ``search``."""
        return self._encoder.encode_query(text)

    def rarity(self, grams: Sequence[str]) -> dict[str, float]:
        """How telling each gram is: the inverse document frequency of BM25, by token of ``Tokenizer.grams``."""
        return self._derived.rarity(grams)

    def document(self, identity: str) -> Document:
        """:raises UnknownDocument: when it is not in the library, or not as it was put there."""
        document = self._derived.snapshot.document(identity)
        if document is None:
            raise UnknownDocument(
                f"资料库里没有编号为“{identity}”的文件，或者它损坏了。",
                "它可能已被移除或改动，请重新提问；还是这样，请运行 python -m index verify 和 repair。",
            )
        return document

    def paths_of(self, identity: str) -> list[str]:
        """The paths of all files with a document's content, in order; none for an unknown document."""
        return self._derived.snapshot.sources_of(identity)

    def passages_of(self, identity: str) -> list[Passage]:
        """A document's passages in order; none for an unknown document."""
        return self._derived.snapshot.passages_of(identity)

    def passage_before(self, passage: Passage) -> Passage | None:
        """The last passage of running text before it under the same headings, None where it is the first."""
        return self._derived.snapshot.passage_before(passage)

    def documents(self) -> list[Listed]:
        """All files that stand for documents, by path."""
        return [Listed.of(*row) for row in self._derived.snapshot.listing()]

    def folders(self) -> list[Path]:
        """The folders that were synced, by path; what ``sync`` without folders goes through."""
        return known_folders(self._store)

    def status(self) -> Status:
        """As questions see it; only the failures are as new as a sync that is under way."""
        snapshot = self._derived.snapshot
        counts = snapshot.counts()
        figures = (counts.documents, counts.passages, counts.characters, snapshot.generation, self._encoder.name)
        failed = tuple(failure for failure, _ in self._store.failures())
        return Status(*figures, failed, tuple(snapshot.remarks()))

    def verify(self) -> list[str]:
        """What is wrong with the library, in Chinese; empty when all is well. Loads no model."""
        self.refresh()
        return find_damage(self._store, self._derived, self.settings)

    def warm_up(self) -> None:
        """Load the model and the dictionaries now rather than at the first question."""
        self.tokenizer.tag("预热")
        if self._store.generation:
            self.encode_query("预热")

    # Inside

    def refresh(self) -> None:
        """See what another process has written; while it is still writing, what was there before answers.

        Asked from within a sync's progress, it leaves publishing to the sync. Where the disk does not take what is
        derived, what was there before answers too.

        :raises WriteFailed: when it cannot be written, and there is nothing to answer from.
        """
        if self._turn.is_mine:
            return
        with contextlib.suppress(LibraryBusy):
            if self._derived.is_current():
                self._derived.look_away()
                return
            self._derived.reload()
            if not self._derived.is_current():
                try:
                    with self._turn.taken(patience=0):
                        self._derived.reload()
                        self._derived.catch_up_if_possible()
                except WriteFailed:
                    if not self._derived.answers:
                        raise

    @contextlib.contextmanager
    def _workshop(self) -> Iterator[Workshop]:
        """What documents are made with; however the work ends, searches see what it has done."""
        encoder, publish = self._encoder, partial(self._derived.catch_up, UNSAVED_AT_WORK)
        with ReadingProcess() as reading:
            try:
                encoding = encoder.encode_documents, encoder.key, encoder.gathers
                yield Workshop(self._store, self.tokenizer, self.settings, *encoding, publish, reading)
            finally:
                self._derived.catch_up()
