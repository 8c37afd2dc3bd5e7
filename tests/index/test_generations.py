"""A library that is changed while it is asked: what is seen when, what can be undone, and what is gone for good."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from index.errors import LibraryBusy, NothingKept, Stopped
from index.library import Library
from index.settings import Settings
from index.storage.records import Records
from index.storage.schema import Counts
from index.types import content_id

SECRET = "青峰水库除险加固工程的保密费用是七千三百一十九万元。"

pytestmark = pytest.mark.contract


def write(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def found(library: Library, question: str) -> set[str]:
    return {library.document(hit.passage.document_id).name for hit in library.search(question, 50)}


def texts(library: Library) -> dict[str, str]:
    return {item.name: library.document(item.id).text for item in library.documents()}


@pytest.mark.embedded
def test_a_rollback_brings_back_what_was_there_and_a_second_one_undoes_it(
    library: Library, documents: Path, encoded: list[str]
) -> None:
    write(documents, a="甲的内容。", b="乙的内容。", c="丙的内容。")
    library.sync([documents])
    before = texts(library)
    write(documents, a="甲变了样。", d="丁的内容。")
    (documents / "b.txt").unlink()
    library.sync([documents])
    after = texts(library)
    encoded.clear()
    library.rollback()
    assert texts(library) == before
    assert found(library, "内容") == {"a.txt", "b.txt", "c.txt"}
    assert library.verify() == []
    library.rollback()
    assert texts(library) == after
    assert library.verify() == []
    assert encoded == []


@pytest.mark.embedded
def test_a_rollback_of_a_copy_is_seen_by_what_tells_names_apart(library: Library, documents: Path) -> None:
    write(documents, a="甲的内容。")
    library.sync([documents])
    (documents / "副本").mkdir()
    write(documents / "副本", a="甲的内容。")
    library.sync([documents])
    assert library.called(str(documents / "a.txt")) == f"{documents.name}/a.txt"
    library.rollback()
    assert library.called(str(documents / "a.txt")) == "a.txt"
    assert library.verify() == []


@pytest.mark.embedded
def test_a_sync_that_changes_nothing_keeps_the_generation_to_go_back_to(library: Library, documents: Path) -> None:
    write(documents, a="甲的内容。")
    library.sync([documents])
    write(documents, a="甲变了样。")
    library.sync([documents])
    library.sync([documents])
    library.rollback()
    assert texts(library) == {"a.txt": "甲的内容。"}


def test_there_is_no_rollback_before_the_first_change_or_after_a_purge(library: Library, documents: Path) -> None:
    with pytest.raises(NothingKept):
        library.rollback()
    write(documents, a="甲的内容。")
    library.sync([documents])
    library.purge()
    with pytest.raises(NothingKept):
        library.rollback()


def test_after_a_removal_nothing_of_the_document_is_found_or_read(library: Library, documents: Path) -> None:
    write(documents, a=SECRET, b="别的内容。")
    library.sync([documents])
    (documents / "a.txt").unlink()
    library.sync([documents])
    assert found(library, SECRET) == {"b.txt"}
    assert library.passages_of(content_id(SECRET.encode())) == []
    assert "a.txt" not in texts(library)


@pytest.mark.embedded
def test_the_old_content_answers_until_the_new_is_complete(
    library: Library, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(documents, a="旧的江门内容。", b="旧的台山内容。")
    library.sync([documents])
    write(documents, a="新的江门内容。", b="新的台山内容。")
    seen: list[dict[str, str]] = []

    def look(stage: str, done: int, total: int) -> None:
        seen.append(texts(library))
        assert found(library, "内容") == {"a.txt", "b.txt"}

    library.sync([documents], look)
    assert len(seen) > 3
    assert all(state == {"a.txt": "旧的江门内容。", "b.txt": "旧的台山内容。"} for state in seen)
    assert texts(library) == {"a.txt": "新的江门内容。", "b.txt": "新的台山内容。"}


def test_another_process_sees_the_new_generation_at_its_next_question(
    library: Library, open_library: Callable[..., Library], documents: Path
) -> None:
    write(documents, a="甲的内容。")
    library.sync([documents])
    other = open_library()
    during: list[set[str]] = []
    write(documents, b="乙的内容。")
    library.sync([documents], lambda *_: during.append(found(other, "内容")))
    assert during
    assert all(names == {"a.txt"} for names in during)
    assert found(other, "内容") == {"a.txt", "b.txt"}


def test_a_stopped_sync_keeps_what_it_did_and_the_next_goes_on_from_it(
    library: Library, documents: Path, encoded: list[str]
) -> None:
    write(documents, **{f"f{n}": f"第{n}份文件的内容。" for n in range(6)})

    def stop(stage: str, done: int, total: int) -> None:
        if stage == "读取文件" and done == 4:
            raise Stopped("停。")

    with pytest.raises(Stopped):
        library.sync([documents], stop)
    assert len(library.documents()) == 4
    assert library.verify() == []
    encoded.clear()
    report = library.sync([documents])
    assert (len(report.added), report.unchanged) == (2, 4)
    assert len(encoded) == 2


def test_of_a_long_document_a_stopped_sync_keeps_the_vectors(
    library: Library, documents: Path, encoded: list[str]
) -> None:
    write(documents, a="\n\n".join(f"第{n}段说的是{n * 7}件不同的事情，" + "字" * 110 + "。" for n in range(200)))

    def stop(stage: str, done: int, total: int) -> None:
        if stage == "计算向量" and done >= 150:
            raise Stopped("停。")

    with pytest.raises(Stopped):
        library.sync([documents], stop)
    assert library.documents() == []
    encoded.clear()
    library.sync([documents])
    assert 0 < len(encoded) <= 200 - 128
    assert library.verify() == []


def test_a_changed_paragraph_costs_one_paragraph(library: Library, documents: Path, encoded: list[str]) -> None:
    paragraphs = [f"第{n}段说的是{n * 7}件不同的事情，" + "字" * 110 + "。" for n in range(30)]
    write(documents, a="\n\n".join(paragraphs))
    library.sync([documents])
    encoded.clear()
    paragraphs[17] = "这一段改了，" + "句" * 110 + "。"
    write(documents, a="\n\n".join(paragraphs))
    library.sync([documents])
    assert len(encoded) == 1


def test_files_that_nobody_touched_are_not_read(
    library: Library, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(documents, a="甲的内容。", b="乙的内容。")
    (documents / "坏.pdf").write_bytes(b"%PDF-1.4 nothing")
    monkeypatch.setattr("index.syncing.sync.SETTLED_SECONDS", -1.0)
    library.sync([documents])
    monkeypatch.setattr("index.syncing.sync.load_bytes", lambda *_: pytest.fail("读了"))
    report = library.sync([documents])
    assert (report.unchanged, len(report.failed)) == (2, 1)


def test_a_file_touched_a_moment_before_it_was_read_is_read_again(library: Library, documents: Path) -> None:
    write(documents, a="甲的内容。")
    library.sync([documents])
    status = (documents / "a.txt").stat()
    write(documents, a="乙的内容。")
    os.utime(documents / "a.txt", ns=(status.st_atime_ns, status.st_mtime_ns))
    assert len(library.sync([documents]).changed) == 1


def test_a_second_writer_is_told_so(library: Library, open_library: Callable[..., Library], documents: Path) -> None:
    write(documents, a="甲的内容。")
    other = open_library()
    told = threading.Event()

    def meanwhile(*_: object) -> None:
        with pytest.raises(LibraryBusy):
            other.sync([documents])
        told.set()

    library.sync([documents], lambda *_: None if told.is_set() else meanwhile())
    assert told.is_set()


def test_the_same_text_in_two_documents_is_found_once_with_both_places(library: Library, documents: Path) -> None:
    text = "白石县全年实现地区生产总值八百一十二亿元，同比增长百分之五点七。"
    write(documents, a=text, b=f"{text}\n\n\n", c=text.replace("五点七", "五点八"))
    library.sync([documents])
    hits = library.search("白石县的地区生产总值", 10)
    assert len(hits) == 2
    assert sum(len(hit.twins) for hit in hits) == 1


def test_links_that_run_in_a_circle_are_not_followed(library: Library, documents: Path) -> None:
    write(documents, a="甲的内容。")
    (documents / "圈").symlink_to(documents, target_is_directory=True)
    (documents / "自己.txt").symlink_to(documents / "自己.txt")
    report = library.sync([documents])
    assert len(report.added) == 1
    assert len(report.failed) == 1


def test_settings_limit_what_is_read(open_library: Callable[..., Library], documents: Path, data: Path) -> None:
    library = open_library(settings=Settings(data=data, max_file_bytes=10))
    write(documents, a="很长很长很长的内容。")
    assert "max_file_bytes" in library.sync([documents]).failed[0].reason


def test_documents_are_counted_once_a_generation(
    library: Library, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[Counts] = []
    count = Records.counts

    def counting(records: Records) -> Counts:
        counted.append(count(records))
        return counted[-1]

    monkeypatch.setattr(Records, "counts", counting)
    for number in (1, 2):
        write(documents, **{f"{number}": f"第{number}份的内容。"})
        library.sync([documents])
        before = len(counted)
        assert {library.status().documents for _ in range(5)} == {number}
        assert len(counted) - before <= 1


def test_what_files_are_called_is_of_one_generation(library: Library, documents: Path) -> None:
    """Also where another thread finds that there is a later one meanwhile."""
    write(documents, 甲="甲的内容。")
    library.sync([documents])
    seen = iter([(library.status().generation, {"p/甲.txt": "p/甲.txt"}), (99, {})])

    class Overtaken(Library):
        _told_apart = property(lambda _: next(seen), lambda *_: None)

    library.__class__ = Overtaken
    assert library.called("p/甲.txt") == "p/甲.txt"
    library.__class__ = Library
