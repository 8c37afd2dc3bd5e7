"""What must not grow with the library: counted, never timed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index.library import Library
from index.searching.vectors import FILE, Vectors
from index.types import Matrix, content_id
from tests.inside import embedded

DIMENSION = 16
COUNT = 3_000


def names(count: int) -> list[str]:
    return [content_id(str(number).encode()) for number in range(count)]


def matrix(count: int, seed: int = 1) -> Matrix:
    """Unit vectors around a mean, as those of an encoder are."""
    made = np.random.default_rng(seed).normal(size=(count, DIMENSION)) + 1.0
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)


def fill(folder: Path, steps: int = 10) -> Vectors:
    made, pairs = Vectors(folder), list(zip(names(COUNT), matrix(COUNT), strict=True))
    for step in range(steps):
        made.apply([], dict(pairs[step * COUNT // steps : (step + 1) * COUNT // steps]))
    made.turn(1)
    made.save()
    return made


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Vectors:
    monkeypatch.setattr("index.searching.vectors.EXACT", 500)
    monkeypatch.setattr("index.searching.vectors.PROBED", 4)
    made = fill(tmp_path)
    assert not made.is_exact
    return made


def exact(question: Matrix, top: int) -> list[str]:
    order = np.argsort(-(matrix(COUNT) @ question))[:top]
    return [names(COUNT)[row] for row in order]


def test_of_many_nearly_all_of_the_nearest_are_found(many: Vectors) -> None:
    asked = matrix(50, seed=2)
    found = [{identity for identity, _ in many.search(question, 10)} for question in asked]
    shares = [len(each & set(exact(question, 10))) / 10 for each, question in zip(found, asked, strict=True)]
    assert np.mean(shares) >= 0.98
    cosines = dict(zip(names(COUNT), (matrix(COUNT) @ asked[0]).tolist(), strict=True))
    for identity, cosine in many.search(asked[0], 10):
        assert cosine == pytest.approx(cosines[identity], abs=1e-3)


def test_the_same_changes_give_the_same_lists(many: Vectors, tmp_path: Path) -> None:
    again = fill(tmp_path / "again")
    assert (tmp_path / "again" / FILE).read_bytes() == (tmp_path / FILE).read_bytes()
    assert again.search(matrix(1, 3)[0], 20) == many.search(matrix(1, 3)[0], 20)


def test_of_many_what_is_taken_out_is_gone_and_what_comes_again_replaces_it(many: Vectors, tmp_path: Path) -> None:
    gone, changed = names(COUNT)[:700], names(COUNT)[700]
    many.apply([*gone, "7fffffffffffffff"], {changed: matrix(1, 9)[0]})
    many.turn(2)
    many.save()
    for side in (many, Vectors(tmp_path)):
        assert side.ids() == set(names(COUNT)[700:])
        assert not set(gone) & {identity for identity, _ in side.search(matrix(COUNT)[0], 100)}
        assert side.search(matrix(1, 9)[0], 1)[0][0] == changed


@pytest.mark.parametrize("few", [0, 5_000])
def test_among_chosen_ones_of_many_none_is_overlooked(many: Vectors, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.searching.vectors.FEW", few)
    chosen, question = names(COUNT)[::7], matrix(1, 4)[0]
    found = [identity for identity, _ in many.search(question, 10, [*chosen, "7fffffffffffffff"])]
    assert found == [identity for identity in exact(question, COUNT) if identity in set(chosen)][:10]


def test_equal_vectors_of_many_have_equal_cosines_in_the_order_of_ids(many: Vectors) -> None:
    same = [content_id(f"same{number}".encode()) for number in range(5)]
    many.apply([], dict.fromkeys(same, matrix(1, 5)[0]))
    found = many.search(matrix(1, 5)[0], 5)
    assert [identity for identity, _ in found] == sorted(same)
    assert len({cosine for _, cosine in found}) == 1


def test_only_a_vector_that_differs_by_more_than_16_bits_is_another(many: Vectors) -> None:
    right = dict(zip(names(COUNT)[:50], matrix(COUNT)[:50], strict=True))
    assert many.differing(right) == []
    wrong = {identity: np.roll(vector, 1) for identity, vector in right.items()}
    assert sorted(many.differing(wrong)) == sorted(right)


def write(documents: Path, numbers: range) -> None:
    for number in numbers:
        (documents / f"{number:04}.txt").write_text(f"第{number}镇的产量是{number * 97}吨。", encoding="utf-8")


def test_a_document_more_leaves_the_large_file_and_whoever_opens_it_sees_the_document(
    library: Library, open_library: Callable[..., Library], documents: Path, data: Path
) -> None:
    write(documents, range(150))
    library.sync([documents])
    written = (data / FILE).stat().st_ino
    write(documents, range(150, 151))
    (documents / "0003.txt").unlink()
    library.add([documents / "0150.txt"])
    assert (data / FILE).stat().st_ino == written
    other = open_library()
    for each in (library, other):
        assert each.search("第150镇的产量")[0].passage.text.startswith("第150镇")
        assert each.verify() == []
    library.sync([documents])  # two changes of 150: more than stay unwritten
    assert (data / FILE).stat().st_ino != written
    for each in (other, open_library()):
        assert "第3镇的产量是291吨。" not in [hit.passage.text for hit in each.search("第3镇的产量", 20)]
        assert each.verify() == []


def test_what_was_purged_does_not_come_back_from_a_file_that_was_behind(
    library: Library, open_library: Callable[..., Library], documents: Path, data: Path
) -> None:
    write(documents, range(150))
    library.sync([documents])
    other = open_library()
    (documents / "0003.txt").unlink()
    library.sync([documents])
    other.refresh()
    library.close()
    before = (data / FILE).read_bytes(), (data / "vectors.json").read_bytes()
    other.purge()
    other.close()
    (data / FILE).write_bytes(before[0])
    (data / "vectors.json").write_bytes(before[1])
    opened = open_library()
    assert opened.verify() == []
    assert (data / FILE).read_bytes() != before[0]


def test_a_search_asks_the_store_as_often_in_a_large_library_as_in_a_small_one(
    library: Library, documents: Path
) -> None:
    counted = []
    for count in (20, 200):
        write(documents, range(count))
        library.sync([documents])
        library.search("第7镇的产量")
        asked: list[str] = []
        for records in (embedded(library).store, embedded(library).derived.snapshot):
            records.file._connection.set_trace_callback(asked.append)
        library.search("第7镇的产量")
        for records in (embedded(library).store, embedded(library).derived.snapshot):
            records.file._connection.set_trace_callback(None)
        counted.append(len(asked))
    assert counted[0] == counted[1] < 15
