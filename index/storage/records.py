"""All that is read from the tables of a store. A row that is not what was written is never answered from."""

from __future__ import annotations

import json
import logging
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import PurePath

from index.errors import LibraryDamaged
from index.layout.identity import OPENING, Identity, identify
from index.layout.structure import load_structure
from index.storage.database import COLUMNS, Database, Row, how_to_repair, marks
from index.storage.rows import below, passage_of, reading, vector_of
from index.storage.schema import Counts, Failure, Source
from index.types import Document, Format, Matrix, Passage

log = logging.getLogger(__name__)

BATCH = 200
"""Documents of which what is derived is brought over in one commit."""
TOGETHER = 500
"""Rows asked for in one statement."""
_SOURCE = "s.path, s.folder, s.document_id, s.signature, s.bytes, s.indexed"


class Records:
    """What is read from a store, whatever its ``database`` is; thread-safe. Raises as ``Database``."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def close(self) -> None:
        self.database.close()

    def get(self, key: str) -> object:
        """As ``Database.get``."""
        return self.database.get(key)

    @property
    def generation(self) -> int:
        """As ``Database.generation``."""
        return self.database.generation

    def changes_since(self, generation: int) -> list[tuple[str, int]]:
        """Documents added, changed or removed after a generation, each with that of its last change, in their order."""
        rows = self.database.rows(
            "SELECT document_id, generation FROM changes WHERE generation > ? ORDER BY generation", (generation,)
        )
        with reading():
            return [(str(document_id), int(str(number))) for document_id, number in rows]

    def batches_since(self, generation: int) -> Iterator[list[tuple[str, int]]]:
        """As ``changes_since``, some at a time; those of one generation stay together."""
        batch: list[tuple[str, int]] = []
        for _, changes in groupby(self.changes_since(generation), key=lambda change: change[1]):
            batch += changes
            if len(batch) >= BATCH:
                yield batch
                batch = []
        if batch:
            yield batch

    def removed_between(self, after: int, upto: int) -> list[str]:
        """Ids of passages removed in the generations ``(after, upto]``; some may have come back since."""
        rows = self.database.rows(
            "SELECT passage_id FROM tombstones WHERE generation > ? AND generation <= ?", (after, upto)
        )
        return [str(row[0]) for row in rows]

    def sources(self) -> list[Source]:
        """All files that stand for documents, by path.

        :raises LibraryDamaged: when one of the rows is not what was written: a sync could take out the wrong file.
        """
        return self._sources("ORDER BY path")

    def sources_at(self, paths: Sequence[str]) -> list[Source]:
        """Those of the files with these paths that stand for documents, in this order. Raises as ``sources``."""
        return [source for path in paths for source in self._sources("WHERE path = ?", (path,))]

    def _sources(self, where: str, parameters: Sequence[object] = ()) -> list[Source]:
        sound = self.database.sound("sources")
        rows = self.database.rows(f"SELECT {sound}, {_SOURCE} FROM sources s {where}", parameters)  # noqa: S608
        if not all(row[0] for row in rows):
            raise LibraryDamaged("资料库里有文件的记录损坏了。", how_to_repair())
        return [Source(*row[1:]) for row in rows]  # type: ignore[arg-type]

    def sources_of(self, document_id: str) -> list[str]:
        """The paths of all files with a document's content, in order; damaged rows are left out."""
        sound = self.database.sound("sources")
        rows = self.database.rows(
            f"SELECT path FROM sources WHERE document_id = ? AND {sound} ORDER BY path",  # noqa: S608
            (document_id,),
        )
        return [str(row[0]) for row in rows]

    def paths(self) -> list[str]:
        """The paths of all files that stand for documents, in order; checksums are not looked at."""
        return [str(row[0]) for row in self.database.rows("SELECT path FROM sources ORDER BY path")]

    def failures(self) -> list[tuple[Failure, str | None]]:
        """Files that could not be read, each with its folder, by path; those of damaged rows are tried again."""
        rows = self.database.rows(
            "SELECT path, reason, signature, folder FROM failures"  # noqa: S608 - constant parts only
            f" WHERE {self.database.sound('failures')} ORDER BY path"
        )
        return [(Failure(str(p), str(r), str(s)), None if f is None else str(f)) for p, r, s, f in rows]

    def remarks(self) -> list[Failure]:
        """Files of which a part could not be read, by path."""
        rows = self.database.rows(
            "SELECT s.path, d.remark FROM sources s JOIN documents d ON d.id = s.document_id"
            " WHERE d.remark != '' ORDER BY s.path"
        )
        return [Failure(str(path), str(remark)) for path, remark in rows]

    def ability_of(self, document_id: str) -> str | None:
        """By what the document was read, None for an unknown document, and for one that has to be read anew."""
        sound = self.database.sound("documents")
        rows = self.database.rows(f"SELECT ability FROM documents WHERE id = ? AND {sound}", (document_id,))  # noqa: S608
        return str(rows[0][0]) if rows else None

    def has_passages(self) -> bool:
        return bool(self.database.rows("SELECT 1 FROM passages LIMIT 1"))

    def listing(self) -> list[tuple[Source, str, Format, int, int]]:
        """All files that stand for documents, by path: with title (``""`` for none), format, characters, passages.

        Checksums are not looked at, for which all texts would have to be read; what makes no sense is left out.
        """
        rows = self.database.rows(
            f"SELECT {_SOURCE}, d.title, d.format, d.characters,"  # noqa: S608 - constant parts only
            " (SELECT count(*) FROM passages WHERE document_id = d.id)"
            " FROM sources s JOIN documents d ON d.id = s.document_id ORDER BY s.path"
        )
        listed = []
        for row in rows:
            try:
                figures = int(str(row[8])), int(str(row[9]))
                listed.append((Source(*row[:6]), str(row[6]), Format(str(row[7])), *figures))  # type: ignore[arg-type]
            except ValueError:
                log.error("row of document %s is damaged", row[2])
        return listed

    def document_ids(self) -> list[str]:
        return [str(row[0]) for row in self.database.rows("SELECT id FROM documents ORDER BY id")]

    def rows_of(self, document_id: str) -> dict[str, list[Row]]:
        """All that there is of a document, as it is written: rows by table. Damaged ones are left out."""
        digests = "digest IN (SELECT digest FROM passages WHERE document_id = ?)"
        found = {"documents": "id = ?", "sources": "document_id = ?", "passages": "document_id = ?", "vectors": digests}
        return {
            table: self.database.rows(
                f"SELECT {', '.join(COLUMNS[table])} FROM {table} WHERE {where} AND {self.database.sound(table)}",  # noqa: S608
                (document_id,),
            )
            for table, where in found.items()
        }

    def document(self, document_id: str) -> Document | None:
        """A document under the name of the first of its files, None where there is no such document or file.

        One of which the row is damaged counts as not there, and is logged as an error.
        """
        rows = self.database.rows(
            f"SELECT {self.database.sound('documents')}, title, format, text, structure, remark"  # noqa: S608 - constant parts
            " FROM documents WHERE id = ?",
            (document_id,),
        )
        if rows and not rows[0][0]:
            log.error("row of document %s is damaged", document_id)
        filed = self._filed(document_id)
        if not rows or not rows[0][0] or not filed:
            return None
        title, format_, text, structure, remark = map(str, rows[0][1:])
        name = PurePath(filed[0]).name
        with reading():
            blocks, places = load_structure(structure)
            title = title or PurePath(name).stem
            return Document(document_id, name, title, Format(format_), text, blocks, places, remark, filed)

    def identity_of(self, document_id: str) -> Identity:
        """What a document is, without reading all of it; of an unknown one nothing. Checksums are not looked at."""
        beginning = f"substr(text, 1, {OPENING})"
        rows = self.database.rows(f"SELECT title, {beginning} FROM documents WHERE id = ?", (document_id,))  # noqa: S608
        return identify(str(rows[0][0] or ""), str(rows[0][1]), self._filed(document_id)) if rows else Identity()

    def _filed(self, document_id: str) -> tuple[str, ...]:
        """As of ``Document``."""
        sound = self.database.sound("sources")
        statement = f"SELECT path, folder FROM sources WHERE document_id = ? AND {sound} ORDER BY path"  # noqa: S608
        rows = self.database.rows(statement, (document_id,))
        return tuple(below(PurePath(str(path)), folder) for path, folder in rows)

    def passages_of(self, document_id: str) -> list[Passage]:
        """A document's passages in order; damaged ones are left out, here and below, and logged as errors."""
        return self._passages("WHERE document_id = ? ORDER BY ordinal", (document_id,))

    def passage_before(self, passage: Passage) -> Passage | None:
        """The last passage of running text before it under the same headings, None where it is the first."""
        headings = json.dumps(passage.headings, ensure_ascii=False)
        found = self._passages(
            "WHERE document_id = ? AND ordinal < ? AND headings = ? AND kind NOT IN ('caption', 'credit', 'heading')"
            " ORDER BY ordinal DESC LIMIT 1",
            (passage.document_id, passage.ordinal, headings),
        )
        return found[0] if found else None

    def passage_at(self, document_id: str, start: int) -> Passage | None:
        """The passage that the text from an offset on is in, or the next one; None where nothing follows."""

        def begins(ordinal: int) -> int:
            rows = self.database.rows(
                "SELECT spans FROM passages WHERE document_id = ? AND ordinal = ?", (document_id, ordinal)
            )
            with reading():
                return int(json.loads(str(rows[0][0]))[0][0]) if rows else 0

        rows = self.database.rows("SELECT count(*) FROM passages WHERE document_id = ?", (document_id,))
        # They are in the order of their first characters; a large document is not read from end to end for one place.
        last = bisect_right(range(int(str(rows[0][0]))), start, key=begins) - 1
        near = self._passages(
            "WHERE document_id = ? AND ordinal IN (?, ?) ORDER BY ordinal", (document_id, last, last + 1)
        )
        return next((passage for passage in near if passage.spans[-1].end > start), None)

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """The passages with these ids; an id that is not there is left out."""
        if not ids:
            return {}
        return {passage.id: passage for passage in self._passages(f"WHERE id IN ({marks(ids)})", ids)}

    def _passages(self, where: str, parameters: Sequence[object]) -> list[Passage]:
        columns = "id, document_id, ordinal, kind, headings, spans, text"
        sound = self.database.sound("passages")
        rows = self.database.rows(f"SELECT {sound}, {columns} FROM passages {where}", parameters)  # noqa: S608
        for row in rows:
            if not row[0]:
                log.error("row of passage %s is damaged", row[1])
        with reading():
            return [passage_of(row[1:]) for row in rows if row[0]]

    def vectors_of(self, document_id: str) -> dict[str, Matrix]:
        """``(dim,)`` float32 by passage id, in the order of the passages; damaged ones are left out."""
        rows = self.database.rows(
            f"SELECT {self.database.sound('vectors', 'v')} AND {self.database.sound('passages', 'p')}, p.id, v.vector"  # noqa: S608
            " FROM passages p JOIN vectors v ON v.digest = p.digest WHERE p.document_id = ? ORDER BY p.ordinal",
            (document_id,),
        )
        for sound, identity, _ in rows:
            if not sound:
                log.error("vector of passage %s is damaged", identity)
        with reading():
            return {str(identity): vector_of(blob) for sound, identity, blob in rows if sound}

    def dimension(self) -> int | None:
        """The length of the vectors in use, None for none."""
        rows = self.database.rows(
            "SELECT length(v.vector) FROM passages p JOIN vectors v ON v.digest = p.digest"  # noqa: S608
            f" WHERE {self.database.sound('vectors', 'v')} LIMIT 1"
        )
        return int(str(rows[0][0])) // 4 if rows else None

    def known_digests(self, digests: Sequence[str]) -> set[str]:
        """Those of ``digests`` whose vectors are here already, and sound."""
        known: set[str] = set()
        for start in range(0, len(digests), TOGETHER):
            some = digests[start : start + TOGETHER]
            statement = (
                f"SELECT digest FROM vectors WHERE digest IN ({marks(some)}) AND {self.database.sound('vectors')}"  # noqa: S608
            )
            known |= {str(row[0]) for row in self.database.rows(statement, some)}
        return known

    def counts(self) -> Counts:
        rows = self.database.rows(
            "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM passages),"
            " (SELECT coalesce(sum(characters), 0) FROM documents)"
        )
        with reading():
            return Counts(*(int(str(value)) for value in rows[0]))
