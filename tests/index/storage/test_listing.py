from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.storage.listing import told_apart

NAMES = st.text("ab./", min_size=1, max_size=6).map(lambda text: f"/{text.strip('/')}")


@pytest.mark.parametrize(
    ("paths", "called"),
    [
        (["/家/甲.txt", "/家/乙.txt"], {}),
        (
            ["/家/2019级/名单.txt", "/家/2021级/名单.txt"],
            {"/家/2019级/名单.txt": "2019级/名单.txt", "/家/2021级/名单.txt": "2021级/名单.txt"},
        ),
        (
            ["/家/东/库/表.csv", "/家/西/库/表.csv"],
            {"/家/东/库/表.csv": "东/库/表.csv", "/家/西/库/表.csv": "西/库/表.csv"},
        ),
        (["/家/东/库/表.csv", "/家/西/仓/表.csv"], {"/家/东/库/表.csv": "库/表.csv", "/家/西/仓/表.csv": "仓/表.csv"}),
        (["/表.csv", "/家/表.csv"], {"/表.csv": "/表.csv", "/家/表.csv": "家/表.csv"}),
        ([], {}),
    ],
)
def test_files_of_one_name_are_called_by_the_folders_that_differ(paths: list[str], called: dict[str, str]) -> None:
    assert told_apart(paths) == called


@given(st.sets(NAMES, max_size=8))
def test_no_two_files_are_called_alike(paths: set[str]) -> None:
    called = told_apart(paths)
    assert len(set(called.values())) == len(called)
    assert all(
        path.endswith(name) or name == path for path, name in called.items() if "." not in path and "//" not in path
    )
