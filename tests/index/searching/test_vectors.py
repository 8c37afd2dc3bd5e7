from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.searching.vectors import ABOUT, FILE, Vectors
from index.types import Matrix, content_id

DIMENSION = 8


def name(number: int) -> str:
    return content_id(str(number).encode())


def unit(number: int) -> Matrix:
    vector = np.random.default_rng(number).normal(size=DIMENSION)
    return np.asarray(vector / np.linalg.norm(vector), np.float32)


@pytest.fixture
def vectors(tmp_path: Path) -> Vectors:
    made = Vectors(tmp_path)
    made.apply([], {name(number): unit(number) for number in range(20)})
    made.turn(3)
    made.save()
    return made


def test_scores_are_cosines_best_first(vectors: Vectors) -> None:
    found = vectors.search(unit(7), 5)
    cosines = {name(number): float(unit(7) @ unit(number)) for number in range(20)}
    expected = sorted(cosines.items(), key=lambda pair: (-pair[1], pair[0]))[:5]
    assert [identity for identity, _ in found] == [identity for identity, _ in expected]
    assert [score for _, score in found] == pytest.approx([score for _, score in expected], abs=1e-6)
    assert found[0][0] == name(7)
    assert found[0][1] == pytest.approx(1.0, abs=1e-6)


def test_equal_cosines_are_ordered_by_id(tmp_path: Path) -> None:
    made = Vectors(tmp_path)
    made.apply([], {name(number): unit(0) for number in (5, 3, 9, 1)})
    assert [identity for identity, _ in made.search(unit(0), 4)] == sorted(name(number) for number in (5, 3, 9, 1))


def test_more_than_there_is_gives_all_and_none_gives_nothing(vectors: Vectors, tmp_path: Path) -> None:
    assert len(vectors.search(unit(1), 100)) == 20
    assert Vectors(tmp_path / "空").search(unit(1), 5) == []


def test_what_is_taken_out_is_not_found_and_unknown_ids_do_no_harm(vectors: Vectors) -> None:
    vectors.apply([name(7), name(999)], {})
    assert len(vectors) == 19
    assert name(7) not in {identity for identity, _ in vectors.search(unit(7), 20)}
    assert vectors.ids() == {name(number) for number in range(20) if number != 7}


def test_what_is_put_in_again_replaces_what_was_there(vectors: Vectors) -> None:
    vectors.apply([], {name(7): unit(100)})
    assert len(vectors) == 20
    assert vectors.search(unit(100), 1)[0][0] == name(7)


def test_what_is_saved_is_there_when_opened_again(vectors: Vectors, tmp_path: Path) -> None:
    opened = Vectors(tmp_path)
    assert opened.generation == 3
    assert opened.ids() == vectors.ids()
    assert opened.search(unit(4), 20) == vectors.search(unit(4), 20)
    assert sorted(path.name for path in tmp_path.iterdir()) == [FILE, ABOUT]


@pytest.mark.parametrize("size", [0, 1])
def test_an_empty_side_that_is_opened_again_takes_vectors_of_any_size(tmp_path: Path, size: int) -> None:
    made = Vectors(tmp_path)
    made.apply([], {name(number): unit(number) for number in range(size)})
    made.apply([name(number) for number in range(size)], {})
    made.turn(0)
    made.save()
    opened = Vectors(tmp_path)
    assert (len(opened), opened.generation) == (0, 0)
    opened.apply([], {name(1): unit(1)})
    assert opened.search(unit(1), 1)[0][0] == name(1)


def test_after_a_clear_the_same_generation_is_written_again(vectors: Vectors, tmp_path: Path) -> None:
    (tmp_path / FILE).unlink()
    vectors.clear()
    vectors.apply([], {name(1): unit(1)})
    vectors.turn(3)
    vectors.save()
    assert Vectors(tmp_path).ids() == {name(1)}


def unfitting(folder: Path) -> None:
    """Both files are as they were written, but this is no FAISS file."""
    (folder / FILE).write_bytes(b"garbage")
    (folder / ABOUT).write_text(json.dumps({"generation": 3, "digest": content_id(b"garbage"), "passages": 1}))


DAMAGES: dict[str, Callable[[Path], object]] = {
    "no file": lambda folder: (folder / FILE).unlink(),
    "no about": lambda folder: (folder / ABOUT).unlink(),
    "garbled": lambda folder: (folder / FILE).write_bytes(b"x" * 100),
    "cut off": lambda folder: (folder / FILE).write_bytes((folder / FILE).read_bytes()[:-1]),
    "no json": lambda folder: (folder / ABOUT).write_text("{"),
    "a list": lambda folder: (folder / ABOUT).write_text("[]"),
    "null": lambda folder: (folder / ABOUT).write_text("null"),
    "no text": lambda folder: (folder / ABOUT).write_bytes(b"\xff\xfe"),
    "no digest": lambda folder: (folder / ABOUT).write_text(json.dumps({"generation": 3})),
    "no faiss": unfitting,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_pair_that_does_not_fit_counts_as_missing(
    vectors: Vectors, tmp_path: Path, damage: Callable[[Path], object]
) -> None:
    damage(tmp_path)
    opened = Vectors(tmp_path)
    assert opened.generation is None
    assert len(opened) == 0
    opened.apply([], {name(1): unit(1)})
    opened.turn(4)
    opened.save()
    assert Vectors(tmp_path).generation == 4


@settings(max_examples=40)
@given(
    steps=st.lists(
        st.tuples(st.sets(st.integers(0, 9), max_size=4), st.sets(st.integers(0, 9), max_size=4)), max_size=6
    )
)
def test_any_row_of_changes_leaves_what_a_dictionary_would_hold(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[set[int], set[int]]]
) -> None:
    folder = tmp_path_factory.mktemp("vectors")
    made, model = Vectors(folder), dict[str, Matrix]()
    for generation, (removed, added) in enumerate(steps):
        changes = {name(number): unit(number * 100 + generation) for number in sorted(added)}
        made.apply([name(number) for number in sorted(removed)], changes)
        model = {identity: vector for identity, vector in model.items() if identity not in map(name, removed)} | changes
    made.turn(len(steps))
    made.save()
    opened = Vectors(folder)
    assert opened.ids() == set(model)
    assert dict(opened.search(unit(0), 20)) == pytest.approx(
        {i: float(v @ unit(0)) for i, v in model.items()}, abs=1e-5
    )


def test_among_some_the_nearest_of_them_are_found_with_the_same_cosines(vectors: Vectors) -> None:
    some = [name(number) for number in (3, 7, 11, 500)]
    whole = dict(vectors.search(unit(99), 20))
    found = vectors.search(unit(99), 20, some)
    expected = sorted(((identity, whole[identity]) for identity in some[:3]), key=lambda pair: (-pair[1], pair[0]))
    assert [identity for identity, _ in found] == [identity for identity, _ in expected]
    assert [score for _, score in found] == pytest.approx([score for _, score in expected], abs=1e-6)
    assert vectors.search(unit(99), 1, some) == found[:1]


def test_among_none_nothing_is_found(vectors: Vectors) -> None:
    assert vectors.search(unit(1), 5, []) == []
    assert vectors.search(unit(1), 5, [name(500)]) == []
