"""The façade: a folder of documents as something that can be searched and kept up to date."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from pathlib import Path, PurePath
from typing import Self

from index.digests import find_rotten_models
from index.encoding.encoder import Encoder, let_in, open_encoder
from index.encoding.ray_workers import spread
from index.errors import UnknownDocument
from index.program import command
from index.readers.process import ReadingProcess
from index.searching.duplicates import merge_twins
from index.settings import Settings
from index.storage.listing import Listed, Status, told_apart
from index.storage.local.repair import delete_rotten_models
from index.storage.local.storage import Embedded
from index.storage.protocol import Query, Storage
from index.storage.schema import Counts, Failure
from index.syncing.checked_encoder import CheckedEncoder
from index.syncing.folders import choose_folders, known_folders
from index.syncing.ingest import Workshop
from index.syncing.priority import Priority
from index.syncing.sync import SyncReport, add_files, sync_folders
from index.text.question_words import has_phrases, searched_words
from index.text.tokens import Tokenizer, well_formed
from index.types import Document, Hit, Matrix, Passage, Progress, ignore_progress

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
        self._storage = _open_storage(settings, self.tokenizer)
        self._encoder = CheckedEncoder(self._storage.store, encoder, self.priority)
        self._told_apart: tuple[int, dict[str, str]] = (-1, {})
        self._counted: tuple[int, Counts, tuple[Failure, ...]] | None = None

    @classmethod
    def open(cls, settings: Settings, encoder: Encoder | None = None) -> Self:
        """The library in ``settings.data``, made if there is none; what is derived is brought up to date.

        :param encoder: in place of the one that the settings name.
        :raises LibraryError: when the folder holds something that cannot be opened.
        """
        return cls(settings, encoder or spread(open_encoder(settings), settings))

    def close(self) -> None:
        self._storage.close()

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
        with self._storage.changing(), self._encoder.at_work():
            roots = choose_folders(self._storage.store, folders)
            if reencode:
                self._encoder.reencode(progress)
            with self._workshop() as workshop:
                return sync_folders(workshop, roots, progress)

    def add(self, files: Sequence[Path], progress: Progress = ignore_progress) -> SyncReport:
        """Put files in that lie anywhere. Raises as ``sync``."""
        with self._storage.changing(), self._encoder.at_work(), self._workshop() as workshop:
            return add_files(workshop, files, progress)

    def remove(self, ids: Sequence[str]) -> list[str]:
        """Take documents out by id. The files stay, and one in a synced folder returns with the next sync.

        :returns: the paths taken out.
        :raises UnknownDocument: when one of the ids is not in the library; nothing is changed then.
        """
        with self._storage.changing():
            sources = self._storage.store.sources()
            known = {source.document_id for source in sources}
            for identity in ids:
                if identity not in known:
                    raise UnknownDocument(
                        f"资料库里没有编号为“{identity}”的文件。", f"可用 {command('index', 'list')} 查看编号。"
                    )
            paths = [source.path for source in sources if source.document_id in set(ids)]
            self.forget(paths)
            self._storage.store.settle()
        return paths

    def forget(self, paths: Sequence[str]) -> None:
        """Take out files by path, as the beginning of a sync that is to follow, and undone together with it.

        A text that stands in another file too stays as that one's.
        """
        with self._storage.changing():
            for path in paths:
                self._storage.store.forget(path)
            self._storage.publish()

    def rollback(self) -> None:
        """Bring back the documents as they were before the last change: a sync, an addition, a removal.

        The files are not touched, so the next sync brings the library in line with them again.

        :raises NothingKept: when there is no generation before.
        """
        with self._storage.changing():
            self._storage.rollback()

    def purge(self) -> None:
        """Leave nothing of what was removed in any file of the data folder; there is no rollback afterwards.

        :raises LibraryBusy: when another process keeps the old content open.
        """
        with self._storage.changing():
            self._storage.purge()

    def repair(self) -> list[str]:
        """Take out what is damaged, and build what is derived anew from the store. What was done, in Chinese.

        :raises LibraryDamaged: when the store's file itself is not well put together; nothing is done then.
        """
        with self._storage.changing():
            done = self._storage.repair()
        self._counted = None  # what belonged to nothing may be gone
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
        if self.is_empty():
            return []
        settings = self.settings
        words, vector = searched_words(text), self.encode_query(text)
        query = Query(words, vector, settings.candidates, settings.dense_weight, phrases, documents)
        fused, passages = self._storage.find(query)
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
        return self._storage.rarity(grams)

    def document(self, identity: str) -> Document:
        """:raises UnknownDocument: when it is not in the library, or not as it was put there."""
        document = self._storage.seen.document(identity)
        if document is None:
            raise UnknownDocument(
                f"资料库里没有编号为“{identity}”的文件，或者它损坏了。",
                f"它可能已被移除或改动，请重新提问；还是这样，请运行 {command('index', 'verify')} 和 repair。",
            )
        return document

    def paths_of(self, identity: str) -> list[str]:
        """The paths of all files with a document's content, in order; none for an unknown document."""
        return self._storage.seen.sources_of(identity)

    def called(self, path: str) -> str:
        """A file's name where it is the only one of that name, else with the folders that tell it from the others.

        Names are compared once a generation.
        """
        generation, known = self._storage.seen.generation, self._told_apart
        if known[0] != generation:
            known = self._told_apart = generation, told_apart(self._storage.seen.paths())
        return known[1].get(path) or PurePath(path).name

    def passages_of(self, identity: str) -> list[Passage]:
        """A document's passages in order; none for an unknown document."""
        return self._storage.seen.passages_of(identity)

    def passage_at(self, identity: str, start: int) -> Passage | None:
        """The passage that a document's text from an offset on is in, or the next one; None where nothing follows."""
        return self._storage.seen.passage_at(identity, start)

    def passage_before(self, passage: Passage) -> Passage | None:
        """The last passage of running text before it under the same headings, None where it is the first."""
        return self._storage.seen.passage_before(passage)

    def documents(self) -> list[Listed]:
        """All files that stand for documents, by path."""
        return [Listed.of(*row) for row in self._storage.seen.listing()]

    def folders(self) -> list[Path]:
        """The folders that were synced, by path; what ``sync`` without folders goes through."""
        return known_folders(self._storage.store)

    def status(self) -> Status:
        """As questions see it; only the failures are as new as a sync that is under way.

        Documents and passages are counted once a generation: each open page asks each second while there is a sync.
        """
        snapshot, known = self._storage.seen, self._counted
        generation = snapshot.generation
        if known is None or known[0] != generation:
            known = self._counted = generation, snapshot.counts(), tuple(snapshot.remarks())
        _, counts, remarks = known
        figures = counts.documents, counts.passages, counts.characters, generation, self._encoder.name
        return Status(*figures, tuple(failure for failure, _ in self._storage.store.failures()), remarks)

    def is_empty(self) -> bool:
        """Whether there is nothing that a search could find, as in a first sync before it publishes."""
        return self._storage.is_empty()

    def verify(self) -> list[str]:
        """What is wrong with the library, in Chinese; empty when all is well. Loads no model."""
        self.refresh()
        rotten = [f"模型 {folder} 的文件损坏了。" for folder in find_rotten_models(self.settings.models)]
        return rotten + self._storage.verify()

    def warm_up(self) -> None:
        """Load the model, the dictionaries and what is searched now rather than at the first question."""
        self.tokenizer.tag("预热")
        if self._storage.store.generation:
            self.search("预热")

    # Inside

    def refresh(self) -> None:
        """As ``Storage.refresh``."""
        self._storage.refresh()

    @contextlib.contextmanager
    def _workshop(self) -> Iterator[Workshop]:
        """What documents are made with; however the work ends, searches see what it has done."""
        publish = partial(self._storage.publish, goes_on=True)
        with ReadingProcess() as reading:
            try:
                encoding = self._encoder.encode_documents, self._encoder.key, self._encoder.gathers
                yield Workshop(self._storage.store, self.tokenizer, self.settings, *encoding, publish, reading)
            finally:
                self._storage.publish()


def _open_storage(settings: Settings, tokenizer: Tokenizer) -> Storage:
    if not settings.library:
        return Embedded(settings, tokenizer)
    from index.storage.server.storage import Shared  # whose client is an extra

    return Shared(settings, tokenizer)
