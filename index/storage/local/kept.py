"""The generation before: what a row of changes (a sync) takes out is kept until the next one begins.

It stands in tables of its own, which no search and no quote reads.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.storage.changes import UNUSED
from index.storage.local.sqlite import Sqlite
from index.storage.schema import Contents

CHANGING, KEPT, STAGED = "changing", "kept", "staged"
"""Keys of ``meta``: set while a row of changes is under way; where there is a generation to go back to; where vectors
are staged."""
UNKEPT = (
    f"{UNUSED} AND NOT EXISTS"  # noqa: S608 - constant names only
    " (SELECT 1 FROM kept_passages WHERE kept_passages.digest = vectors.digest)"
)
"""The statement that deletes all vectors that no passage uses, of the generation before neither."""


class Kept:
    """The ``Policy`` of a store of one's own, and the generation that it keeps."""

    def __init__(self, database: Sqlite) -> None:
        self._database = database

    # As Policy

    def keep(self) -> None:
        """At the first change of a row of them: what the library stands for now is the generation to go back to."""
        if self._database.get(CHANGING):
            return
        self.give_up_kept()
        self._database.execute("INSERT INTO kept_sources SELECT * FROM sources")
        self._database.set_value(CHANGING, 1)
        self._database.set_value(KEPT, 1)

    def give_up_kept(self) -> None:
        digests = [str(row[0]) for row in self._database.rows("SELECT DISTINCT digest FROM kept_passages")]
        self._database.run("DELETE FROM kept_sources; DELETE FROM kept_passages; DELETE FROM kept_documents")
        self.drop_unused(digests)
        self._database.unset(KEPT)

    def set_aside(self, document_id: str) -> None:
        if self._database.rows("SELECT 1 FROM kept_sources WHERE document_id = ?", (document_id,)):
            self._move(document_id, "", "kept_")

    def emptied(self, document_id: str) -> None:
        """That the passages went is noted for the vectors derived from them."""
        self._database.execute(
            "REPLACE INTO tombstones SELECT id, ? FROM passages WHERE document_id = ?",
            (self._database.generation + 1, document_id),
        )

    def drop_unused(self, digests: Sequence[str]) -> None:
        self._database.execute_all(f"{UNKEPT} AND digest = ?", [(digest,) for digest in digests])

    def staged(self) -> None:
        self._database.set_value(STAGED, 1)

    def filled(self, contents: Contents) -> None:
        """Nobody else is at work: one process writes at a time."""

    def recorded(self, document_ids: Sequence[str]) -> None:
        """What is derived is brought up when it is published."""

    def settled(self) -> None:
        """Staged vectors that nothing uses go."""
        if self._database.get(STAGED):
            self._database.execute(UNKEPT)
        self._database.unset(CHANGING, STAGED)

    # The generation itself

    @property
    def is_there(self) -> bool:
        return bool(self._database.get(KEPT))

    def bring_back(self) -> tuple[list[str], list[str]]:
        """Let the files of the generation before stand for its documents, and keep those that they stood for till now.

        Returns the documents that the files now leave without one, which are to go, and those that have changed.
        """
        here, there = self._ids("documents"), self._ids("kept_documents")
        refiled = self._refiled()
        self._database.execute("CREATE TEMP TABLE aside AS SELECT * FROM sources")
        wanted = {str(row[0]) for row in self._database.rows("SELECT DISTINCT document_id FROM kept_sources")}
        for document_id in sorted(there & wanted):
            self._move(document_id, "kept_", "")
        self._database.run("DELETE FROM sources; INSERT INTO sources SELECT * FROM kept_sources")
        self._database.run("DELETE FROM kept_sources; INSERT INTO kept_sources SELECT * FROM aside; DROP TABLE aside")
        return sorted(here - wanted), sorted(refiled | there & wanted)

    def _move(self, document_id: str, source: str, target: str) -> None:
        """A document and its passages from the present tables (``""``) to the kept ones (``"kept_"``) or back."""
        for table, key in (("documents", "id"), ("passages", "document_id")):
            self._database.execute(
                f"REPLACE INTO {target}{table} SELECT * FROM {source}{table} WHERE {key} = ?",  # noqa: S608
                (document_id,),
            )
        if source:
            self._database.execute("DELETE FROM kept_passages WHERE document_id = ?", (document_id,))
            self._database.execute("DELETE FROM kept_documents WHERE id = ?", (document_id,))

    def _ids(self, table: str) -> set[str]:
        return {str(row[0]) for row in self._database.rows(f"SELECT id FROM {table}")}  # noqa: S608 - constant names

    def _refiled(self) -> set[str]:
        """The documents that stand for other files now than they did in the generation before."""
        filed = "SELECT path, folder, document_id FROM"
        statement = f"SELECT document_id FROM ({filed} {{}} EXCEPT {filed} {{}})"  # noqa: S608 - constant names only
        pairs = ("sources", "kept_sources"), ("kept_sources", "sources")
        return {str(row[0]) for pair in pairs for row in self._database.rows(statement.format(*pair))}
