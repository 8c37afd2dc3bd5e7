"""Any row of things that can happen to a folder: after each sync the library is what the readable files are."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from index.encoding.encoder import Encoder
from index.library import Library
from index.settings import Settings
from index.text.tokens import Tokenizer
from index.types import content_id

PLACES = st.sampled_from(["甲.txt", "乙.txt", "丙.md", "子/丁.txt", "子/戊.md"])
TEXTS = st.sampled_from(
    [
        "县域经济\n\nGDP总量突破4000亿元，增长5.5%。\n\n文/图 陈敏锐\n",
        "公安局\n\n睦洲派出所民警在村内进行治安巡逻。\n\n↑民警巡逻。\n\n倾听群众心声。",
        "市发改局最\n\n终争取到台山、开平纳入承接范围。",
        "# 深江铁路\n\n全线开工。\n\n## 江门站\n\n- 开通\n- 直达香港\n",
        "𠮷野家的㎏，①②③。",
        "同一句话。" * 120,
        "一个字",
    ]
)
UNREADABLE = st.sampled_from([b"", b" \n", bytes(range(256)), "江门".encode()[:-1]])


class FolderMachine(RuleBasedStateMachine):
    """``readable`` is what each file said when a sync last read it well; ``files`` what lies there now."""

    make_encoder: ClassVar[Callable[..., Encoder]]
    encoded: ClassVar[list[str]]

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="yinju-"))
        self.documents = self.root / "documents"
        self.documents.mkdir()
        self.files: dict[str, bytes] = {}
        self.readable: dict[str, bytes] = {}
        self.library = self.open()

    def open(self) -> Library:
        return Library.open(Settings(data=self.root / "data"), type(self).make_encoder())

    def teardown(self) -> None:
        self.library.close()
        shutil.rmtree(self.root)

    @initialize(place=PLACES, text=TEXTS)
    def start(self, place: str, text: str) -> None:
        self.write(place, text)
        self.sync()

    @rule(place=PLACES, text=TEXTS)
    def write(self, place: str, text: str) -> None:
        self.put(place, text.encode())

    @rule(place=PLACES, content=UNREADABLE)
    def garble(self, place: str, content: bytes) -> None:
        self.put(place, content)

    @rule(place=PLACES)
    def delete(self, place: str) -> None:
        (self.documents / place).unlink(missing_ok=True)
        self.files.pop(place, None)

    @rule(place=PLACES, target_=PLACES)
    def rename(self, place: str, target_: str) -> None:
        content = self.files.get(place)
        if content is not None and place != target_:
            self.delete(place)
            self.put(target_, content)

    @rule(place=PLACES, target_=PLACES)
    def duplicate(self, place: str, target_: str) -> None:
        if place in self.files:
            self.put(target_, self.files[place])

    @rule()
    def sync(self) -> None:
        report = self.library.sync([self.documents])
        good = {place: content for place, content in self.files.items() if is_readable(content)}
        kept = {place: content for place, content in self.readable.items() if place in self.files}
        before, self.readable = self.readable, kept | good
        left, arrived = zip(*report.renamed, strict=True) if report.renamed else ((), ())
        assert self.placed((*report.added, *arrived)) == self.readable.keys() - before.keys()
        assert self.placed((*report.removed, *left)) == before.keys() - self.readable.keys()
        for old, new in zip(self.listed(left), self.listed(arrived), strict=True):
            assert before[old] == self.readable[new]
        changed = {place for place in good.keys() & before.keys() if good[place] != before[place]}
        assert self.placed(report.changed) == changed
        for failed in (report.failed, self.library.status().failed):
            assert self.placed(tuple(failure.path for failure in failed)) == self.files.keys() - good.keys()
        self.check()

    @rule()
    def sync_twice(self) -> None:
        self.sync()
        generation = self.library.status().generation
        type(self).encoded.clear()
        report = self.library.sync([self.documents])
        assert (report.added, report.changed, report.removed) == ((), (), ())
        assert self.library.status().generation == generation
        assert type(self).encoded == []

    @rule()
    def reopen(self) -> None:
        questions = ["GDP总量", "民警", "江门站", "同一句话", "字"]
        before = [self.library.search(question, 30) for question in questions]
        self.library.close()
        self.library = self.open()
        assert [self.library.search(question, 30) for question in questions] == before

    @rule()
    def repair(self) -> None:
        self.library.repair()
        self.check()

    @invariant()
    def nothing_changes_without_a_sync(self) -> None:
        assert self.library.status().documents == len(set(self.readable.values()))

    def put(self, place: str, content: bytes) -> None:
        path = self.documents / place
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        self.files[place] = content

    def listed(self, paths: tuple[str, ...]) -> list[str]:
        return [str(Path(path).relative_to(self.documents.resolve())) for path in paths]

    def placed(self, paths: tuple[str, ...]) -> set[str]:
        places = set(self.listed(paths))
        assert len(places) == len(paths)
        return places

    def check(self) -> None:
        assert self.library.verify() == []
        listed = {str(Path(item.path).relative_to(self.documents.resolve())): item for item in self.library.documents()}
        assert listed.keys() == self.readable.keys()
        for place, item in listed.items():
            assert item.id == content_id(self.readable[place])
            assert self.library.document(item.id).text.encode() == self.readable[place]
        there = {passage.id for item in listed.values() for passage in self.library.passages_of(item.id)}
        assert {hit.passage.id for hit in self.library.search("江门市的民警和GDP总量", 100)} == there


def is_readable(content: bytes) -> bool:
    try:
        return bool(content.decode().strip()) and b"\x00" not in content
    except UnicodeDecodeError:
        return False


@pytest.fixture
def machine(
    make_encoder: Callable[..., Encoder], encoded: list[str], shared_tokenizer: Tokenizer
) -> type[FolderMachine]:
    """The machine with this test's encoder and the session's tokenizer."""
    FolderMachine.make_encoder = staticmethod(make_encoder)
    FolderMachine.encoded = encoded
    return FolderMachine


def test_after_each_sync_the_library_is_what_the_readable_files_are(machine: type[FolderMachine]) -> None:
    run_state_machine_as_test(machine, settings=settings(max_examples=15, stateful_step_count=12, deadline=None))
