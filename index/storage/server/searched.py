"""What is searched of a library on a server: tokens and vectors of its passages, and how often each term stands there.

The server finds candidates, by sparse vectors made of our own tokens, and by near vectors. What each is worth is
computed here, as the embedded engines compute it, so that answers are the same. The server's own BM25 is not used: its
averages follow the data with a delay and change with the way it is laid out.
"""

from __future__ import annotations

import hashlib
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.errors import LibraryBusy
from index.searching.bm25 import Statistics, impacts
from index.storage.database import marks
from index.storage.records import BATCH, Records
from index.storage.server.connection import Result, Server
from index.storage.server.schema import searched
from index.text.terms import GRAMS, WORDS, Term, fields_of
from index.text.tokens import Tokenizer
from index.types import Matrix, Passage, batched

PUBLISHED = "published"
"""Key of ``meta``: the generation up to which searches see the changes, and the lock of who brings them further."""
TOKENS, DIMENSION = "tokens", "dimension"
"""Keys of ``meta``: the fingerprint of the tokens that are searched, and the length of the vectors."""
TOTAL = b"passages"
"""Stands for the number of all passages among the terms; a field's name for the number of all tokens in it."""
LONGEST = 500
"""Bytes of a term as it is noted."""
ROWS = 100
"""Passages put in by one statement: more are not faster."""
LOADING, PAUSE = 600, 1.0
"""Seconds that searches wait for a server that reads its vectors into memory, and between two looks whether it has."""
PROBES, ALIKE = 32, 1e-3
"""Passages whose own vectors are searched for to see whether it has, and how much smaller the product of what is found
may be."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that was found: its tokens by field, with spaces between them, and its vector ``(dim,)`` float32."""

    fields: Mapping[str, str]
    vector: Matrix


class Searched:
    """What is searched of the records on a server; thread-safe.

    Searches see a new document when it is published; one that changes or goes does so for them in the same moment.
    """

    def __init__(self, server: Server, tokenizer: Tokenizer) -> None:
        self._server = server
        self._records = Records(server)
        self._tokenizer = tokenizer
        self._waking = threading.Lock()

    # Publishing

    def publish(self) -> None:
        """Bring what is searched to where the store is; others may do so at the same time."""
        self._prepare()
        while self._publish_some():
            pass

    def follow(self, document_ids: Sequence[str]) -> None:
        """Bring along those of the documents that just changed, in the same transaction, of which searches see any."""
        dimension = self._server.get(DIMENSION)
        if not document_ids or dimension is None or dimension != self._records.dimension():
            return
        among = f"document_id IN ({marks(document_ids)})"
        if self._server.rows(f"SELECT 1 FROM searched WHERE {among} LIMIT 1", document_ids):  # noqa: S608
            self._server.lock(PUBLISHED)
            self._bring(document_ids)

    def rebuild(self) -> None:
        """Make what is searched from nothing."""
        with self._server.transaction(PUBLISHED):
            self._server.unset(DIMENSION)
        self.publish()

    def _prepare(self) -> None:
        """The table, made anew where vectors have another length or tokens follow other rules."""
        if self._is_prepared():
            return
        with self._server.transaction(PUBLISHED):
            if self._is_prepared():
                return  # another process was quicker
            # Over other connections, since a table's making ends a transaction; nobody else does so meanwhile.
            self._server.define("DROP TABLE IF EXISTS searched")
            dimension = self._records.dimension() or 0
            self._server.define(searched(dimension, self._server.address.partitions))
            self._server.execute("DELETE FROM frequencies")
            self._server.set_value(PUBLISHED, 0)
            self._server.set_value(DIMENSION, dimension)
            self._server.set_value(TOKENS, self._tokenizer.fingerprint)

    def _is_prepared(self) -> bool:
        """Also where there are no passages yet."""
        dimension = self._records.dimension()
        return dimension is None or (self._server.get(DIMENSION), self._server.get(TOKENS)) == (
            dimension,
            self._tokenizer.fingerprint,
        )

    def _publish_some(self) -> bool:
        """Some of the changes that are not published yet, in one transaction; False where there are none."""
        with self._server.transaction(PUBLISHED):
            batch = next(self._records.batches_since(int(str(self._server.get(PUBLISHED)))), None)
            if batch is None:
                return False
            if self._server.get(DIMENSION) is not None:  # otherwise there was never a passage
                self._bring([document_id for document_id, _ in batch])
            self._server.set_value(PUBLISHED, batch[-1][1])
        return True

    def _bring(self, document_ids: Sequence[str]) -> None:
        """Let searches see these documents as they are now in the store; nobody else does so meanwhile."""
        document_ids = list(dict.fromkeys(document_ids))  # one that was said twice would be counted twice
        changed: Counter[bytes] = Counter()
        for some in batched(document_ids, BATCH):
            rows = self._server.rows(f"SELECT words, grams FROM searched WHERE document_id IN ({marks(some)})", some)  # noqa: S608
            for words, grams in rows:
                changed.subtract(_counts({WORDS: str(words), GRAMS: str(grams)}))
            self._server.execute(f"DELETE FROM searched WHERE document_id IN ({marks(some)})", some)  # noqa: S608
        for together in batched(self._brought(document_ids), ROWS):
            rows = []
            for passage, fields, vector in together:
                changed.update(_counts(fields))
                tokens = (fields[WORDS], fields[GRAMS], _sparse(impacts(fields)))
                rows.append((passage.id, passage.document_id, *tokens, vector.astype("<f4").tobytes()))
            self._server.execute_all(
                "REPLACE INTO searched (id, document_id, words, grams, terms, near) VALUES (?, ?, ?, ?, ?, ?)", rows
            )
        # In order, since two that change the same rows in different orders would wait for each other.
        self._server.execute_all(
            "INSERT INTO frequencies (term, passages) VALUES (?, ?)"
            " ON DUPLICATE KEY UPDATE passages = passages + VALUES(passages)",
            [(term, count) for term, count in sorted(changed.items()) if count],
        )

    def _brought(self, document_ids: Sequence[str]) -> Iterator[tuple[Passage, dict[str, str], Matrix]]:
        for document_id in document_ids:
            vectors, names = self._records.vectors_of(document_id), self._records.identity_of(document_id).lines
            for passage in self._records.passages_of(document_id):
                if passage.id in vectors:
                    yield passage, fields_of(passage, self._tokenizer, names), vectors[passage.id]

    # Searching

    def at_one_moment(self, ask: Callable[[], Result]) -> Result:
        """As of any server, once this one has read its vectors into memory.

        :raises LibraryBusy: when it has not within ``LOADING`` seconds.
        """
        while True:
            with self._waking:
                if self._server.may_have_begun:
                    self._server.patiently(self._wake)
                    self._server.may_have_begun = False
            result = self._server.at_one_moment(ask)
            if not self._server.may_have_begun:  # nor has it while it was asked
                return result

    def _wake(self) -> None:
        """A server that began anew reads its vectors at the first search, and meanwhile finds those that it has read,
        without a word about the others.
        """
        end = time.monotonic() + LOADING
        while not all(self._finds(vector) for vector in self._some_vectors()):
            if time.monotonic() > end:
                raise LibraryBusy("资料库服务器正在把向量读回内存，", "请过几分钟再问。")
            time.sleep(PAUSE)

    def _some_vectors(self) -> Iterator[Matrix]:
        """``(dim,)`` each, of passages by chance; ids are hexadecimal digits of digests."""
        for _ in range(PROBES):
            for beginning in (f"{random.getrandbits(63):016x}", ""):
                rows = self._server.rows(
                    "SELECT v.vector FROM searched s JOIN passages p ON p.id = s.id"
                    " JOIN vectors v ON v.digest = p.digest WHERE s.id >= ? ORDER BY s.id LIMIT 1",
                    (beginning,),
                )
                if rows:
                    yield np.frombuffer(rows[0][0], "<f4")  # type: ignore[call-overload]
                    break

    def _finds(self, vector: Matrix) -> bool:
        """Whether a search for a passage's own vector finds it, or one just like it."""
        nearest = self.candidates(self.find_near(vector, 1)).values()
        return any(float(each.vector @ vector) > float(vector @ vector) - ALIKE for each in nearest)

    def statistics(self, terms: Collection[Term]) -> Statistics:
        """What BM25 needs to know of all passages."""
        keys = {_key(*term): term for term in terms}
        asked = [*keys, TOTAL, WORDS.encode(), GRAMS.encode()]
        rows = self._server.rows(f"SELECT term, passages FROM frequencies WHERE term IN ({marks(asked)})", asked)  # noqa: S608
        found = {str(term).encode(): int(str(count)) for term, count in rows}
        tokens = {field: found.get(field.encode(), 0) for field in (WORDS, GRAMS)}
        return Statistics(found.get(TOTAL, 0), tokens, {term: found.get(key, 0) for key, term in keys.items()})

    def find_terms(self, weights: Mapping[int, float], top: int, documents: Collection[str] = ()) -> list[str]:
        """The ids of about the ``top`` passages with the largest inner product, of these documents where there are any.

        Some may be missing where another process is just changing them: the server then finds them twice.
        """
        return self._nearest("negative_inner_product(terms, ?)", _sparse(weights), top, documents) if weights else []

    def find_near(self, vector: Matrix, top: int, documents: Collection[str] = ()) -> list[str]:
        """The ids of the ``top`` passages whose vectors are nearest to ``(dim,)``."""
        return self._nearest("cosine_distance(near, ?)", vector.astype("<f4").tobytes(), top, documents)

    def _nearest(self, distance: str, parameter: object, top: int, documents: Collection[str]) -> list[str]:
        among = f"WHERE document_id IN ({marks(documents)})" if documents else ""
        rows = self._server.rows(
            f"SELECT id FROM searched {among} ORDER BY {distance} APPROXIMATE LIMIT {top}",  # noqa: S608
            [*documents, parameter],
        )
        return list(dict.fromkeys(str(row[0]) for row in rows))

    def candidates(self, ids: Sequence[str]) -> dict[str, Candidate]:
        """Those passages that are there, by id."""
        if not ids:
            return {}
        rows = self._server.rows(
            "SELECT s.id, s.words, s.grams, v.vector FROM searched s JOIN passages p ON p.id = s.id"  # noqa: S608
            f" JOIN vectors v ON v.digest = p.digest WHERE s.id IN ({marks(ids)})",
            ids,
        )
        return {
            str(identity): Candidate(
                {WORDS: str(words), GRAMS: str(grams)},
                np.frombuffer(vector, "<f4"),  # type: ignore[call-overload]
            )
            for identity, words, grams, vector in rows
        }

    def has_passages(self) -> bool:
        """Whether searches see any."""
        return self.statistics(()).passages > 0

    def searched_ids(self) -> set[str]:
        """The ids of all passages that searches see."""
        return (
            {str(row[0]) for row in self._server.rows("SELECT id FROM searched")}
            if self._server.get(DIMENSION)
            else set()
        )


def _counts(fields: Mapping[str, str]) -> Counter[bytes]:
    """What a passage adds to the statistics."""
    counts = Counter({TOTAL: 1})
    for field, text in fields.items():
        tokens = text.split()
        counts[field.encode()] = len(tokens)
        counts.update({_key(field, token): 1 for token in set(tokens)})
    return counts


def _key(field: str, token: str) -> bytes:
    """A term as it is noted; a very long one as its digest."""
    key = f"{field}:{token}".encode()
    return key if len(key) <= LONGEST else f"{field}:{hashlib.blake2b(key, digest_size=32).hexdigest()}".encode()


def _sparse(weights: Mapping[int, float]) -> str:
    """A sparse vector as the server reads it."""
    return f"{{{','.join(f'{key}:{value:.6g}' for key, value in sorted(weights.items()))}}}"
