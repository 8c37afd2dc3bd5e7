"""What becomes of changes where others may be at work at the same time."""

from __future__ import annotations

from collections.abc import Sequence

from index.errors import LibraryBusy
from index.storage.changes import encoder_key
from index.storage.records import Records
from index.storage.schema import Contents
from index.storage.server.connection import Server
from index.storage.server.searched import Searched


class Sharing:
    """The ``Policy`` of a store that several machines share.

    Nothing is kept of what is given up, since what others do meanwhile is no part of one's own row of changes. Vectors
    that nothing uses stay until they are purged: another process may just be about to use them.
    """

    def __init__(self, server: Server, searched: Searched) -> None:
        self._server = server
        self._searched = searched

    def keep(self) -> None:
        """Nothing is kept."""

    def give_up_kept(self) -> None:
        """Nothing was kept."""

    def set_aside(self, document_id: str) -> None:
        """Nothing is kept."""

    def emptied(self, document_id: str) -> None:
        """What is searched is brought along once the change is whole."""

    def drop_unused(self, digests: Sequence[str]) -> None:
        """They stay."""

    def staged(self) -> None:
        """They may stay too."""

    def filled(self, contents: Contents) -> None:
        if contents.encoder_key != encoder_key(self._server):
            raise LibraryBusy("别的机器刚给资料库换了模型，", "请再试一次。")
        if set(contents.digests) - Records(self._server).known_digests(list(contents.digests)):
            raise LibraryBusy("别的机器刚清理了资料库，", "请再试一次。")

    def recorded(self, document_ids: Sequence[str]) -> None:
        self._searched.follow(document_ids)

    def settled(self) -> None:
        """A row of changes leaves nothing behind."""
