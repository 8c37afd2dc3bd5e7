"""Nearest vectors: the only place for FAISS. Derived from the store and rebuilt from it without encoding.

Few passages are searched exactly. Many lie in the lists of an inverted file (Sivic and Zisserman, 2003), each in that
of the centroid nearest to it, of which a search looks through those nearest to the question. Their vectors are kept in
16 bits a number, which moves a cosine by 0.0001 at most, in half of the memory.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping, Sequence
from math import isqrt
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from index.disk import replace_file, replacing_file
from index.searching.derived_file import CALLED, digest_file
from index.types import Matrix

FILE, ABOUT = "vectors.faiss", "vectors.json"
EXACT = 100_000
"""Passages up to which every vector is compared; measured in ``bench``."""
LISTS = 4
"""Lists for each unit of the square root of the number of passages."""
PROBED = 28
"""Lists that a search looks through, for each unit of the square root of their number."""
GROWTH = 2
"""How many times too few lists there may be before all are made anew, that is, a quarter of the passages ago."""
SAMPLE = 40
"""Passages a list whose vectors its centroid is found from."""
FEW = 5_000
"""Chosen passages up to which each is compared, rather than all looked through for them."""
STEP = 20_000
"""Vectors that are moved at once."""
BUFFER = 1 << 22
"""Bytes that are read or written at once."""

Numbers = NDArray[np.int64]
_engine: Any = faiss  # its types say too little


class Vectors:
    """Inner-product search over unit vectors, so scores are cosines; higher is nearer.

    On disk it is one FAISS file and a JSON file beside it with the generation it was built from and the file's
    digest; a pair that does not fit counts as missing, and the caller builds it anew. It may be behind: a large file
    is not written anew for few changes, which the store has.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._faiss: Any = None
        self._saved: int | None = None
        self._unsaved = 0
        self.generation: int | None = None
        self.load()

    def __len__(self) -> int:
        return int(self._faiss.ntotal) if self._faiss is not None else 0

    def load(self) -> None:
        """Read what lies on disk; ``generation`` is None where it is missing or damaged."""
        self.clear()
        try:
            about = json.loads((self._folder / ABOUT).read_text(encoding="utf-8"))
            with (self._folder / FILE).open("rb") as file:  # another may take its place meanwhile
                if about["digest"] != digest_file(file):
                    return
                file.seek(0)
                read = _engine.read_index(_engine.PyCallbackIOReader(file.read, BUFFER))
            self._faiss = read if read.ntotal else None  # an empty one does not know its dimension
            self.generation = self._saved = int(about["generation"])
        except (OSError, ValueError, KeyError, TypeError, RuntimeError):
            # Whatever is wrong with derived files, the cure is the same: build them again from the store.
            self.clear()

    def clear(self) -> None:
        """Start anew, from nothing."""
        self._faiss, self.generation, self._saved, self._unsaved = None, None, None, 0

    @property
    def dimension(self) -> int | None:
        """The length of the vectors in here, None for none."""
        return int(self._faiss.d) if self._faiss is not None else None

    @property
    def is_exact(self) -> bool:
        """Whether a search compares every vector."""
        return self._faiss is None or isinstance(self._faiss, _engine.IndexIDMap2)

    def apply(self, removed: Sequence[str], added: Mapping[str, Matrix]) -> None:
        """Take out passages by id (unknown ones are ignored), then put in ``(dim,)`` float32 vectors by passage id."""
        self._unsaved += len(removed) + len(added)
        if self._faiss is not None and (removed or added):
            numbers = np.unique(_numbers([*removed, *added]))
            # The lists know where each passage is; the rest is looked through from end to end.
            self._faiss.remove_ids(numbers if self.is_exact else _engine.IDSelectorArray(numbers))
            self._faiss = self._faiss if len(self) else None
        if not added:
            return
        matrix = np.stack(list(added.values())).astype(np.float32)
        if self._faiss is None:
            self._faiss = _engine.IndexIDMap2(_engine.IndexFlatIP(matrix.shape[1]))
        self._faiss.add_with_ids(matrix, _numbers(list(added)))
        self._divide()

    def turn(self, generation: int) -> None:
        """What was applied is ``generation``."""
        self.generation = generation

    def save(self, share: float = 0.0) -> None:
        """Write aside and rename, the FAISS file first: a crash between the two leaves a pair that does not fit.

        :param share: of the passages in here, which may have changed since the last time without being written.
        """
        if self.generation is None or self._saved == self.generation:
            return
        if self._saved is not None and self._unsaved <= share * len(self):
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        written = self._faiss if self._faiss is not None else _engine.IndexIDMap2(_engine.IndexFlatIP(1))
        with replacing_file(self._folder / FILE, CALLED) as file:
            _engine.write_index(written, _engine.PyCallbackIOWriter(file.write, BUFFER))
            file.seek(0)
            digest = digest_file(file)
        about = {"generation": self.generation, "digest": digest, "passages": len(self)}
        replace_file(self._folder / ABOUT, json.dumps(about).encode(), CALLED)
        self._saved, self._unsaved = self.generation, 0

    def ids(self) -> set[str]:
        """The ids of all passages in here."""
        return {f"{number:016x}" for number in self._all_numbers().tolist()}

    def differing(self, expected: Mapping[str, Matrix]) -> list[str]:
        """Those passages in here whose vectors are not the ones expected of them, ``(dim,)`` float32 by id."""
        differing = []
        for identity, vector in expected.items():
            kept = vector if self.is_exact else vector.astype(np.float16).astype(np.float32)
            with contextlib.suppress(RuntimeError):  # one that is not in here
                if not np.array_equal(self._stored(_numbers([identity]))[0], kept):
                    differing.append(identity)
        return differing

    def search(self, query: Matrix, top: int, among: Sequence[str] | None = None) -> list[tuple[str, float]]:
        """The ``top`` nearest to ``query`` ``(dim,)`` as (passage id, cosine), best first, ties by id.

        :param among: only these passages, where given, of which none is overlooked; unknown ids are ignored.
        """
        if self._faiss is None or (among is not None and not among):
            return []
        numbers = None if among is None else _numbers(among)
        if self.is_exact:
            found, scores = self._look_through(query, top, numbers)
        else:
            # Each cosine is computed the same way, whichever way its passage was found: equal vectors are equal.
            if numbers is not None and len(numbers) <= FEW:
                found = self._known(numbers)
            else:
                found, _ = self._look_through(query, top, numbers)
            scores = (self._stored(found) * query).sum(axis=1)
        pairs = zip((f"{number:016x}" for number in found.tolist()), scores.tolist(), strict=True)
        return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))[:top]

    def _look_through(self, query: Matrix, top: int, among: Numbers | None) -> tuple[Numbers, Matrix]:
        """The numbers of the ``top`` nearest with their cosines, both ``(n,)``."""
        chosen: dict[str, Any] = {} if among is None else {"sel": _engine.IDSelectorBatch(among)}
        if self.is_exact:
            parameters = _engine.SearchParameters(**chosen)
        else:
            lists = int(self._faiss.nlist)
            probed = min(PROBED * isqrt(lists), lists) if among is None else lists
            parameters = _engine.SearchParametersIVF(nprobe=probed, **chosen)
        with _one_thread():
            scores, numbers = self._faiss.search(query.reshape(1, -1), min(top, len(self)), params=parameters)
        there = numbers[0] >= 0  # FAISS fills up with -1
        return numbers[0][there], scores[0][there]

    def _stored(self, numbers: Numbers) -> Matrix:
        """``(n, dim)`` float32.

        :raises RuntimeError: when one of them is not in here.
        """
        if self._faiss is None:
            raise RuntimeError("no vectors")
        return np.asarray(self._faiss.reconstruct_batch(numbers), np.float32)

    def _known(self, numbers: Numbers) -> Numbers:
        """Those that are in here, each once."""
        known = np.unique(numbers)
        try:
            self._stored(known)
        except RuntimeError:
            known = np.intersect1d(known, self._all_numbers())
        return known

    # Many

    def _divide(self) -> None:
        """Make the lists, or make them anew, where there are too many passages for what there is."""
        wanted = LISTS * isqrt(len(self))
        if len(self) <= EXACT or (not self.is_exact and wanted < GROWTH * self._faiss.nlist):
            return
        divided = _train(self._sample(SAMPLE * wanted), wanted)
        for numbers, matrix in self._parts():
            divided.add_with_ids(matrix, numbers)
        self._faiss = divided

    def _sample(self, size: int) -> Matrix:
        """The vectors of ``size`` passages, those with the smallest ids: as good as any, since ids are digests."""
        numbers = np.sort(self._all_numbers())
        return self._stored(numbers[:size])

    def _all_numbers(self) -> Numbers:
        if self._faiss is None:
            return np.empty(0, np.int64)
        if self.is_exact:
            return np.asarray(_engine.vector_to_array(self._faiss.id_map), np.int64)
        lists = self._faiss.invlists
        sizes = ((each, lists.list_size(each)) for each in range(self._faiss.nlist))
        filled = [_engine.rev_swig_ptr(lists.get_ids(each), size).copy() for each, size in sizes if size]
        return np.concatenate(filled)

    def _parts(self) -> Iterator[tuple[Numbers, Matrix]]:
        """All passages, some at a time: numbers ``(n,)`` and vectors ``(n, dim)``."""
        numbers = self._all_numbers()
        for start in range(0, len(numbers), STEP):
            some = numbers[start : start + STEP]
            yield some, self._stored(some)


def _train(sample: Matrix, lists: int) -> Any:  # noqa: ANN401 - FAISS has no types
    """Empty lists with centroids by k-means (``faiss.Clustering``, of a fixed seed); they know each vector's place."""
    centroids = _engine.IndexFlatIP(sample.shape[1])
    kind = _engine.ScalarQuantizer.QT_fp16
    made = _engine.IndexIVFScalarQuantizer(centroids, sample.shape[1], lists, kind, _engine.METRIC_INNER_PRODUCT, False)
    made.cp.min_points_per_centroid = 1  # of which it would complain on the terminal
    made.train(sample)
    made.set_direct_map_type(_engine.DirectMap.Hashtable)
    return made


@contextlib.contextmanager
def _one_thread() -> Iterator[None]:
    """FAISS shares no work for one question, yet its threads wait for each other; what is set is this thread's."""
    before = _engine.omp_get_max_threads()
    _engine.omp_set_num_threads(1)
    try:
        yield
    finally:
        _engine.omp_set_num_threads(before)


def _numbers(ids: Sequence[str]) -> Numbers:
    return np.array([int(identity, 16) for identity in ids], np.int64)
