"""The truth of a library on a server."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index.errors import LibraryBusy, NothingKept
from index.storage.changes import Changes
from index.storage.database import Row
from index.storage.schema import Contents
from index.storage.server.connection import Server

PUBLISHED = "published"
"""Key of ``meta``: the generation up to which searches see the changes, and the lock of who brings them further."""


class SharedStore(Server, Changes):
    """One database, to read and to change; thread-safe. Several processes may write, of different documents.

    Nothing is kept of what is given up, since what others do meanwhile is no part of one's own row of changes. Vectors
    that nothing uses stay until ``purge``: another process may just be about to use them.
    """

    def rollback(self) -> None:
        """:raises NothingKept: always."""
        raise NothingKept("服务器上的资料库由多人更新，不保留上一代。", "请恢复原来的文件后重新同步。")

    def purge(self) -> None:
        """Delete unused vectors, and what is noted of documents that went."""
        with self.transaction():
            self._execute("DELETE FROM vectors WHERE digest NOT IN (SELECT digest FROM passages)")
            self._execute(
                "DELETE FROM changes WHERE document_id NOT IN (SELECT id FROM documents) AND generation <= ?",
                (self.get(PUBLISHED),),
            )

    def _fill(self, contents: Contents) -> None:
        """Vectors were computed, or seen to be there, before this transaction: others may have been at work since."""
        if contents.encoder_key != self.encoder_key():
            raise LibraryBusy("别的机器刚给资料库换了模型，", "请再试一次。")
        super()._fill(contents)
        if set(contents.digests) - self.known_digests(list(contents.digests)):
            raise LibraryBusy("别的机器刚清理了资料库，", "请再试一次。")

    def take_over(self, documents: Mapping[str, Mapping[str, Sequence[Row]]]) -> None:
        """Put documents in, rows by table by document, in one transaction."""
        with self.transaction():
            for rows in documents.values():
                for table, some in rows.items():
                    self._insert(table, some)
            self._record(list(documents))
