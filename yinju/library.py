"""The library as programs have it: what ``index.library`` and ``qa.assistant`` do, for callers of every kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Self

import index.library
from index.errors import UnknownDocument
from index.settings import Settings
from index.storage.listing import Listed, Status
from index.storage.local.backup import Backup, back_up
from index.syncing.sync import SyncReport
from index.types import Document, Hit, Passage, Progress, ignore_progress
from qa.answers import Answer, NoAnswer
from qa.assistant import Assistant
from qa.checking.checker import CHECKING, Checker
from qa.checking.reading import read_text
from qa.checking.types import CheckedText, ClaimKind
from qa.writing.summarizing import Summarizer, summarized
from yinju.arguments import Paths, as_chosen, as_count, as_kinds, as_path, as_paths, as_text, as_texts


def open_library(data: str | Path = "data", *, library: str | None = None) -> Library:
    """The library in a data folder, made if there is none. Quick: models are loaded by what needs them first.

    :param data: the data folder; its ``yinju.toml``, where there is one, has the settings.
    :param library: the address of a library on a server, in place of the one that the settings name.
    :raises YinjuError: when the settings are wrong, or what is there cannot be opened.
    """
    address = None if library is None else as_text("library", library)
    return Library(index.library.Library.open(Settings.load(as_path("data", data), address)))


class Library:
    """Documents that can be asked. ``yinju.open`` gives one; use it within ``with``, or close it.

    Thread-safe. One process changes a library at a time, any number read it; what another has changed is seen from the
    next search or question on. A wrong type of argument is a ``TypeError``, what a person can mend a ``YinjuError``.
    """

    def __init__(self, inner: index.library.Library) -> None:
        self._inner = inner
        self._assistant = Assistant(inner)
        self._checker = Checker(self._assistant)
        self._summarizer = Summarizer.of(self._checker)

    def close(self) -> None:
        """To be done once at the end; ``with`` does it."""
        self._inner.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    # Asking

    def ask(
        self, question: str, history: Iterable[str] = (), *, documents: Iterable[str] | None = None
    ) -> Answer | NoAnswer:
        """The answer, quoted, or the reason why there is none; with a summary where the settings name a ``writer``.

        :param history: the conversation's earlier questions as typed, oldest first.
        :param documents: the ids of the only documents to be asked; unknown ones say nothing.
        :raises QuestionError: when the question cannot be asked as it stands.
        :raises LibraryError: when the library cannot be searched.
        """
        chosen = as_chosen("documents", documents)
        outcome = self._assistant.ask(as_text("question", question), as_texts("history", history), chosen)
        return summarized(self._summarizer, outcome)

    def search(self, question: str, top: int = 10, *, documents: Iterable[str] | None = None) -> tuple[Hit, ...]:
        """The ``top`` best passages, best first, ties by passage id; none for an empty library.

        :param documents: as in ``ask``.
        :raises LibraryError: when the library cannot be searched.
        """
        chosen = as_chosen("documents", documents)
        return tuple(self._inner.search(as_text("question", question), as_count("top", top), documents=chosen))

    def check(
        self,
        text: str | Path,
        *,
        documents: Iterable[str] | None = None,
        kinds: Iterable[ClaimKind] = (),
        progress: Progress = ignore_progress,
    ) -> CheckedText:
        """What a text claims, and what the documents say to each of it.

        :param text: the text itself, or as a ``Path`` the file that it is in.
        :param documents: as in ``ask``.
        :param kinds: the only kinds of claims to look at, none for all.
        :param progress: called with a stage in Chinese, how many sentences are done, and how many there are.
        :raises DocumentError: when the file cannot be read.
        :raises LibraryError: when the library cannot be searched.
        """
        chosen, wanted = as_chosen("documents", documents), as_kinds("kinds", kinds)
        told = partial(progress, CHECKING)
        if isinstance(text, Path):
            return self._checker.check_document(read_text(text, self._inner.settings), chosen, wanted, told)
        return self._checker.check(as_text("text", text), "", chosen, wanted, told)

    def warm_up(self) -> None:
        """Load the models and the dictionaries now rather than at the first question."""
        self._assistant.warm_up()

    # Reading

    def __iter__(self) -> Iterator[Document]:
        """Every document once, by the path of its first file; read as the iteration comes to it.

        One that is removed meanwhile is left out.

        :raises UnknownDocument: for one that is damaged.
        """
        for identity in dict.fromkeys(listed.id for listed in self.documents()):
            try:
                document = self._inner.document(identity)
            except UnknownDocument:
                if identity in self:
                    raise
            else:
                yield document

    def __contains__(self, document: object) -> bool:
        """Whether a document, or one with this id, is in the library."""
        identity = document.id if isinstance(document, Document) else document
        return isinstance(identity, str) and bool(self._inner.paths_of(identity))

    def document(self, identity: str) -> Document:
        """:raises UnknownDocument: when it is not in the library, or not as it was put there."""
        return self._inner.document(as_text("identity", identity))

    def documents(self) -> tuple[Listed, ...]:
        """All files that stand for documents, by path; copies of a document each have one."""
        return tuple(self._inner.documents())

    def passages(self, identity: str) -> tuple[Passage, ...]:
        """A document's passages in order; none for an unknown document."""
        return tuple(self._inner.passages_of(as_text("identity", identity)))

    def folders(self) -> tuple[Path, ...]:
        """The folders that were synced, by path."""
        return tuple(self._inner.folders())

    def status(self) -> Status:
        """The library in figures, and the files that could not be read."""
        return self._inner.status()

    def verify(self) -> tuple[str, ...]:
        """What is wrong with the library, in Chinese; empty when all is well. Loads no model."""
        return tuple(self._inner.verify())

    # Changing

    def sync(
        self, folders: Paths | None = None, *, progress: Progress = ignore_progress, reencode: bool = False
    ) -> SyncReport:
        """Bring the library in line with folders: what is new is added, what changed is read again, what is gone goes.

        A file that cannot be read is reported, and what was read of it before stays. Where ``progress`` raises, the
        sync stops there; what it has done stays, and the next one goes on from it.

        :param folders: one or several; None for those synced before.
        :param progress: called with a stage in Chinese, how many of it are done, and how many there are.
        :param reencode: take over the encoder of the settings where the vectors are another's.
        :raises FolderMissing: when a folder does not exist; nothing is changed then.
        :raises EncoderChanged: when there is something to encode and the vectors are another encoder's.
        :raises LibraryBusy: when another process is writing.
        """
        chosen = [] if folders is None else as_paths("folders", folders)
        return self._inner.sync(chosen, progress, reencode=reencode)

    def add(self, files: Paths, *, progress: Progress = ignore_progress) -> SyncReport:
        """Put in a file or several that lie anywhere. Parameters and errors as ``sync``."""
        return self._inner.add(as_paths("files", files), progress)

    def remove(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Take documents out by id. The files stay, and one in a synced folder returns with the next sync.

        :returns: the paths taken out.
        :raises UnknownDocument: when one of the ids is not in the library; nothing is changed then.
        """
        return tuple(self._inner.remove(as_texts("ids", ids)))

    def rollback(self) -> None:
        """Bring back the documents as they were before the last change. The files are not touched.

        :raises NothingKept: when there is no generation before.
        """
        self._inner.rollback()

    def purge(self) -> None:
        """Leave nothing of what was removed in any file of the data folder; there is no rollback afterwards."""
        self._inner.purge()

    def repair(self) -> tuple[str, ...]:
        """Take out what is damaged, and build what is derived anew. What was done, in Chinese.

        :raises LibraryDamaged: when the store's file itself is not well put together; nothing is done then.
        """
        return tuple(self._inner.repair())

    def backup(self, folder: str | Path) -> Backup:
        """Copy the data folder to a new or empty one, consistent also while programs use it.

        :raises BackupRefused: when there is no library, or no place for it.
        """
        return back_up(self._inner.settings, as_path("folder", folder))
