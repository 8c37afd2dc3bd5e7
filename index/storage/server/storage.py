"""A library on a server, which several machines may share: seekdb, or a cluster of OceanBase."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

from index.searching.bm25 import scorer, weights
from index.searching.fusion import Fused, fuse
from index.settings import Settings
from index.storage.lock import LOCK, Turn
from index.storage.protocol import Query
from index.storage.server.address import Address
from index.storage.server.searched import PUBLISHED, Candidate
from index.storage.server.store import SharedStore
from index.storage.verification import Damage, check_documents
from index.text.terms import GRAMS, Term, grams_of, terms_of
from index.text.tokens import Tokenizer
from index.types import Passage

AHEAD = 20
"""Candidates beyond those wanted, since some may turn out to be worth less than the server takes them for."""
AMONG = 1_000
"""Candidates among which those with all grams of phrases are looked for."""
FOREMOST = 1_000.0
"""Weight of a gram that has to be there, far above that of any that need not."""


class Shared:
    """A ``Storage``. Several processes may write, of different documents, and any number read."""

    def __init__(self, settings: Settings, tokenizer: Tokenizer) -> None:
        """:raises LibraryError: when the server does not answer, or its tables cannot be used."""
        self._tokenizer = tokenizer
        self.store = SharedStore(Address.parse(settings.library), tokenizer)
        self._searched = self.store.searched
        self._turn = Turn(settings.data / LOCK)
        if self.store.get(PUBLISHED) != self.store.generation:
            self.publish()  # what a sync that was killed had put in

    @property
    def seen(self) -> SharedStore:
        return self.store

    def close(self) -> None:
        self.store.close()

    def changing(self) -> contextlib.AbstractContextManager[None]:
        """The right to change something from this data folder; other machines have their own."""
        return self._turn.taken()

    def refresh(self) -> None:
        """Nothing needs to be done: all that is asked of the server is asked anew."""

    def publish(self, *, goes_on: bool = False) -> None:  # noqa: ARG002 - it is the same work
        self._searched.publish()

    def find(self, query: Query) -> tuple[list[Fused], dict[str, Passage]]:
        terms = terms_of(query.words, self._tokenizer)
        required = grams_of(query.phrases, self._tokenizer)

        def at_one_moment() -> tuple[list[Fused], dict[str, Passage]]:
            fused = self._find(query, terms, required)
            return fused, self.store.passages([item.id for item in fused])

        return self._searched.at_one_moment(at_one_moment)

    def _find(self, query: Query, terms: dict[Term, int], required: Sequence[str]) -> list[Fused]:
        statistics = self._searched.statistics({*terms, *((GRAMS, gram) for gram in required)})
        if not statistics.passages:
            return []
        sparse = weights(terms, statistics)
        top = query.candidates + AHEAD
        if required:
            for key in weights({(GRAMS, gram): 1 for gram in required}, statistics):
                sparse[key] = sparse.get(key, 0.0) + FOREMOST
            top = AMONG
        in_words = self._searched.find_terms(sparse, top, query.documents)
        in_near = self._searched.find_near(query.vector, query.candidates, query.documents)
        found = self._searched.candidates(list(dict.fromkeys([*in_words, *in_near])))
        if required:
            found = {identity: each for identity, each in found.items() if _has(each, required)}
        score = scorer(terms, statistics)
        worded = [(identity, score(each.fields)) for identity, each in found.items()]
        words = _best([(identity, value) for identity, value in worded if value], in_words, query.candidates)
        cosines = [(identity, float(each.vector @ query.vector)) for identity, each in found.items()]
        near = _best(cosines, in_near, query.candidates)
        kept = {identity for identity, _ in [*words[: query.candidates], *near[: query.candidates]]}
        words, near = ([pair for pair in side if pair[0] in kept] for side in (words, near))
        return fuse(words, statistics.ceiling(terms), near, query.dense_weight, query.candidates)

    def is_empty(self) -> bool:
        return not self._searched.has_passages()

    def rarity(self, grams: Sequence[str]) -> dict[str, float]:
        statistics = self._searched.statistics([(GRAMS, gram) for gram in grams])
        return {gram: statistics.rarity((GRAMS, gram)) if statistics.passages else 0.0 for gram in grams}

    def rollback(self) -> None:
        self.store.rollback()

    def purge(self) -> None:
        self.publish()
        self.store.purge()

    def repair(self) -> list[str]:
        self._searched.rebuild()
        return ["已重建服务器上的检索表。"]

    def verify(self) -> list[str]:
        damage = Damage()
        check_documents(self.store, damage)
        findings = damage.findings()
        published, newest = self.store.get(PUBLISHED), self.store.generation
        if published != newest:
            findings.append(f"检索表停在第 {published} 代，资料库是第 {newest} 代。")
        searched = self._searched.searched_ids()
        missing, extra = len(damage.passages - searched), len(searched - damage.passages)
        if missing or extra:
            findings.append(f"检索表与资料库不一致：缺 {missing} 段，多 {extra} 段。")
        counted = self._searched.statistics(()).passages
        if counted != len(searched):
            findings.append(f"词频按 {counted} 段计，检索表有 {len(searched)} 段。")
        return findings


def _has(candidate: Candidate, grams: Sequence[str]) -> bool:
    return set(grams) <= set(candidate.fields[GRAMS].split())


def _best(scored: Sequence[tuple[str, float]], found: Sequence[str], top: int) -> list[tuple[str, float]]:
    """The ``top`` of those that a side found, best first, ties by id, then the scores of the others."""
    mine = set(found)
    ordered = sorted(scored, key=lambda pair: (-pair[1], pair[0]))
    first = [pair for pair in ordered if pair[0] in mine][:top]
    chosen = {identity for identity, _ in first}
    return [*first, *(pair for pair in ordered if pair[0] not in chosen)]
