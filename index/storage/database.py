"""What a store's rows lie in: SQLite, or a server that speaks MySQL's protocol.

What the tables mean is for ``index.storage.records`` and ``index.storage.changes``, whose statements are written in
what both have in common, with ``?`` for parameters.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager

from index.errors import LibraryDamaged
from index.program import command

GENERATION = "generation"
"""Key of ``meta``: the number of the last change."""
COLUMNS: Mapping[str, Sequence[str]] = {
    "documents": ("id", "title", "format", "text", "characters", "structure", "remark", "ability"),
    "sources": ("path", "folder", "document_id", "signature", "bytes", "indexed"),
    "failures": ("path", "folder", "reason", "signature"),
    "passages": ("id", "document_id", "ordinal", "kind", "headings", "spans", "text", "digest"),
    "vectors": ("digest", "vector"),
}
"""What a row of each table is made of, in this order."""
Row = tuple[object, ...]


def how_to_repair() -> str:
    """What a person does about content that is damaged, in Chinese."""
    return f"请运行 {command('index', 'repair')}，它会说做了什么。"


def marks(values: Collection[object]) -> str:
    """A mark for each parameter, with commas between them."""
    return ", ".join("?" * len(values))


class Database(ABC):
    """One open database; thread-safe."""

    @abstractmethod
    def close(self) -> None: ...

    # Statements

    @abstractmethod
    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing, within ``with``; other threads wait, and other processes that change something too."""

    @abstractmethod
    def rows(self, statement: str, parameters: Sequence[object] = ()) -> list[Row]: ...

    @abstractmethod
    def execute(self, statement: str, parameters: Sequence[object] = ()) -> None:
        """Within a transaction, as are the next three."""

    @abstractmethod
    def execute_all(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """Once for each row of parameters."""

    @abstractmethod
    def insert(self, table: str, rows: Iterable[Sequence[object]]) -> None:
        """Put whole rows in; each takes the place of one with its key."""

    @abstractmethod
    def change(self, table: str, column: str, key: str, pairs: Iterable[tuple[object, object]]) -> None:
        """For each pair set ``column`` to the first where ``key`` is the second, in rows that are not damaged."""

    @abstractmethod
    def sound(self, table: str, alias: str = "") -> str:
        """The SQL condition that a row is what was written. ``alias`` is what the statement calls the table."""

    # Meta

    @abstractmethod
    def get(self, key: str) -> object:
        """A value of ``meta``, text, bytes or a whole number; None where it is not set.

        :raises LibraryDamaged: when it is not what was written.
        """

    @abstractmethod
    def set_value(self, key: str, value: object) -> None: ...

    @abstractmethod
    def unset(self, *keys: str) -> None: ...

    def set_all(self, values: Mapping[str, object]) -> None:
        """Set values of ``meta``, all or none."""
        with self.transaction():
            for key, value in values.items():
                self.set_value(key, value)

    @property
    def generation(self) -> int:
        """The number of the last change, 0 for an empty store.

        :raises LibraryDamaged: when it is not there.
        """
        number = self.get(GENERATION)
        if not isinstance(number, int):
            raise LibraryDamaged(f"资料库里“{GENERATION}”的记录损坏了。", how_to_repair())
        return number
