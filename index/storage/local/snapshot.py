"""The store as it stood at one moment: what questions are answered from while a sync goes on."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from index.storage.local.sqlite import Sqlite
from index.storage.records import Records


class Snapshot(Records):
    """A connection of its own inside a read transaction: it sees nothing that is written after ``renew``.

    SQLite's write-ahead log cannot be shortened past it, so it is to be renewed soon after every change.
    """

    def __init__(self, path: Path) -> None:
        self.file = Sqlite(path)
        super().__init__(self.file)
        self.renew()

    def renew(self) -> int:
        """See the store as it is now; returns its generation."""
        self.file.hold()
        return self.generation

    def passage_ids(self, document_ids: Collection[str]) -> list[str]:
        """The ids of these documents' passages; unknown documents have none."""
        statement = "SELECT id FROM passages WHERE document_id = ?"
        return [str(row[0]) for each in sorted(set(document_ids)) for row in self.file.rows(statement, (each,))]

    def release(self) -> None:
        """Hold nothing; until ``renew``, each read sees the newest."""
        self.file.let_go()
