"""The truth of a library on a server, and what is searched of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index.errors import NothingKept
from index.storage.changes import UNUSED, Changes
from index.storage.database import Row
from index.storage.server.address import Address
from index.storage.server.connection import Server
from index.storage.server.searched import PUBLISHED, Searched
from index.storage.server.sharing import Sharing
from index.text.tokens import Tokenizer


class SharedStore(Changes):
    """One database, to read and to change; thread-safe. Several processes may write, of different documents.

    Raises as ``Server``.
    """

    def __init__(self, address: Address, tokenizer: Tokenizer) -> None:
        self.server = Server(address)
        self.searched = Searched(self.server, tokenizer)
        super().__init__(self.server, Sharing(self.server, self.searched))

    def rollback(self) -> None:
        """:raises NothingKept: always."""
        raise NothingKept("服务器上的资料库由多人更新，不保留上一代。", "请恢复原来的文件后重新同步。")

    def purge(self) -> None:
        """Delete unused vectors, and what is noted of documents that went."""
        with self.server.transaction():
            self.server.execute(UNUSED)
            self.server.execute(
                "DELETE FROM changes WHERE document_id NOT IN (SELECT id FROM documents) AND generation <= ?",
                (self.get(PUBLISHED),),
            )

    def take_over(self, documents: Mapping[str, Mapping[str, Sequence[Row]]]) -> None:
        """Put documents in, rows by table by document, in one transaction."""
        with self.server.transaction():
            for rows in documents.values():
                for table, some in rows.items():
                    self.server.insert(table, some)
            self.record(list(documents))
