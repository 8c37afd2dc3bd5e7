from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from index.encoding.encoder import PROBE, Encoder
from index.errors import FolderMissing
from index.library import Library
from index.settings import Settings
from index.syncing.folders import find_files
from index.syncing.sync import SyncReport, _Ledger
from index.types import content_id
from tests.hostility.timing import bounded

NOTHING = SyncReport((), (), (), (), 0)
GARBAGE = bytes(range(256))

pytestmark = pytest.mark.contract


def write(folder: Path, **texts: str) -> None:
    for stem, text in texts.items():
        (folder / f"{stem}.txt").write_text(text, encoding="utf-8")


def names(paths: tuple[str, ...]) -> list[str]:
    return [Path(path).name for path in paths]


def texts(library: Library) -> list[str]:
    return sorted(library.document(item.id).text for item in library.documents())


def test_files_are_added_changed_and_removed(library: Library, documents: Path) -> None:
    write(documents, a="甲的内容。", b="乙的内容。", c="丙的内容。")
    assert names(library.sync([documents]).added) == ["a.txt", "b.txt", "c.txt"]
    write(documents, a="甲的新内容。", d="丁的内容。")
    (documents / "b.txt").unlink()
    report = library.sync([documents])
    assert (names(report.added), names(report.changed), names(report.removed)) == (["d.txt"], ["a.txt"], ["b.txt"])
    assert (report.failed, report.unchanged) == ((), 1)
    assert texts(library) == sorted(["甲的新内容。", "丙的内容。", "丁的内容。"])
    assert library.verify() == []


def test_what_a_first_sync_has_read_counts_as_there_once_it_can_be_found(library: Library, documents: Path) -> None:
    def look(*_progress: object) -> None:
        seen.append((library.is_empty(), bool(library.search("内容"))))

    seen: list[tuple[bool, bool]] = []
    write(documents, a="甲的内容。", b="乙的内容。")
    assert library.is_empty()
    library.sync([documents], look)
    look()
    assert set(seen) == {(True, False), (False, True)}


def test_nothing_changed_writes_nothing_and_encodes_nothing(
    library: Library, open_library: Callable[..., Library], documents: Path, encoded: list[str]
) -> None:
    write(documents, a="甲的内容。", b="乙的内容。")
    library.sync([documents])
    generation = library.status().generation
    library.close()
    encoded.clear()
    again = open_library()
    report = again.sync([documents])
    assert report == SyncReport((), (), (), (), 2)
    assert again.status().generation == generation
    assert encoded == []


def test_a_text_in_two_files_is_one_document_and_encoded_once(
    library: Library, documents: Path, encoded: list[str]
) -> None:
    write(documents, a="同样的内容。", b="同样的内容。")
    assert len(library.sync([documents]).added) == 2
    assert encoded == [PROBE, "同样的内容。"]
    assert library.status().documents == 1
    assert [item.name for item in library.documents()] == ["a.txt", "b.txt"]
    (documents / "a.txt").unlink()
    library.sync([documents])
    assert library.document(content_id("同样的内容。".encode())).name == "b.txt"
    assert len(library.search("内容")) == 1


def test_a_renamed_file_is_not_encoded_again(library: Library, documents: Path, encoded: list[str]) -> None:
    write(documents, a="甲的内容。")
    library.sync([documents])
    encoded.clear()
    (documents / "a.txt").rename(documents / "z.txt")
    report = library.sync([documents])
    assert (report.added, report.removed) == ((), ())
    assert [names(pair) for pair in report.renamed] == [["a.txt", "z.txt"]]
    assert encoded == []
    assert [item.name for item in library.documents()] == ["z.txt"]


def test_only_paragraphs_that_changed_are_encoded(library: Library, documents: Path, encoded: list[str]) -> None:
    parts = [f"第{number}章 标题\n\n{'市发改局积极推进建设。' * 12}" for number in "一二三"]
    write(documents, a="\n\n".join(parts))
    library.sync([documents])
    encoded.clear()
    write(documents, a="\n\n".join([parts[0], parts[1] + "新的一句。", parts[2]]))
    library.sync([documents])
    assert len(encoded) == 1
    assert "新的一句" in encoded[0]
    assert library.verify() == []


def test_files_below_folders_are_found_by_path_and_hidden_ones_passed_over(documents: Path) -> None:
    for place in ("b/乙.txt", "a/甲.txt", "c.txt", ".隐藏.txt", ".git/丁.txt", "b/.丙/丁.txt"):
        path = documents / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("内容", encoding="utf-8")
    (documents / "环").symlink_to(documents, target_is_directory=True)
    assert [str(path.relative_to(documents)) for path in find_files(documents, [])] == ["a/甲.txt", "b/乙.txt", "c.txt"]


def test_what_cannot_be_read_is_listed_and_the_others_are_in(library: Library, documents: Path) -> None:
    write(documents, a="甲的内容。", z="末的内容。", 空="")
    (documents / "乱.txt").write_bytes(GARBAGE)
    (documents / "报告.pdf").write_bytes(b"%PDF")
    (documents / "断.txt").symlink_to(documents / "没有")
    report = library.sync([documents])
    assert names(report.added) == ["a.txt", "z.txt"]
    reasons = {Path(failure.path).name: failure.reason for failure in report.failed}
    assert sorted(reasons) == sorted(["空.txt", "乱.txt", "报告.pdf", "断.txt"])
    assert "空" in reasons["空.txt"]
    assert "编码" in reasons["乱.txt"]
    assert "pdf" in reasons["报告.pdf"]
    assert library.status().failed == tuple(sorted(report.failed, key=lambda failure: failure.path))
    assert library.verify() == []


def test_a_failure_is_told_at_every_sync_and_forgotten_when_the_file_is_read_or_gone(
    library: Library, documents: Path
) -> None:
    (documents / "a.txt").write_bytes(GARBAGE)
    (documents / "b.txt").write_bytes(GARBAGE)
    assert len(library.sync([documents]).failed) == 2
    assert len(library.sync([documents]).failed) == 2
    write(documents, a="甲的内容。")
    (documents / "b.txt").unlink()
    assert library.sync([documents]).failed == ()
    assert library.status().failed == ()


def test_a_file_that_becomes_unreadable_keeps_its_old_content_and_recovers(
    library: Library, documents: Path, encoded: list[str]
) -> None:
    write(documents, a="甲的内容。")
    library.sync([documents])
    (documents / "a.txt").write_bytes(GARBAGE)
    report = library.sync([documents])
    assert "上次可读的内容" in report.failed[0].reason
    assert texts(library) == ["甲的内容。"]
    assert len(library.search("内容")) == 1
    encoded.clear()
    write(documents, a="甲的内容。")
    assert library.sync([documents]) == SyncReport((), (), (), (), 1)
    assert (library.status().failed, encoded) == ((), [])


def test_a_missing_folder_changes_nothing(library: Library, documents: Path) -> None:
    write(documents, a="甲的内容。")
    library.sync([documents])
    write(documents, a="甲的新内容。", b="乙的内容。")
    with pytest.raises(FolderMissing, match="没有"):
        library.sync([documents, documents / "没有"])
    with pytest.raises(FolderMissing):
        library.sync([documents / "a.txt"])
    assert texts(library) == ["甲的内容。"]
    assert library.status().generation == 1


def test_other_folders_are_left_alone_and_no_folders_means_all_of_them(library: Library, tmp_path: Path) -> None:
    first, second = tmp_path / "一", tmp_path / "二"
    for folder in (first, second):
        folder.mkdir()
        write(folder, a=f"{folder.name}的内容。", b=f"{folder.name}的另一内容。")
    library.sync([first])
    library.sync([second])
    (first / "a.txt").unlink()
    (second / "a.txt").unlink()
    assert [Path(path).parent.name for path in library.sync([second]).removed] == ["二"]
    assert [Path(path).parent.name for path in library.sync([]).removed] == ["一"]
    assert library.sync([]).unchanged == 2


def test_a_folder_that_was_empty_for_a_while_is_still_known(library: Library, documents: Path) -> None:
    write(documents, a="甲的内容。")
    library.sync([documents])
    (documents / "a.txt").unlink()
    library.sync([documents])
    write(documents, b="乙的内容。")
    assert names(library.sync([]).added) == ["b.txt"]


@pytest.mark.parametrize("inner", ["", "子"])
def test_a_folder_given_twice_or_within_another_is_read_once(library: Library, documents: Path, inner: str) -> None:
    (documents / "子").mkdir()
    write(documents / "子", a="甲的内容。")
    folders = [documents, documents / inner if inner else documents]
    assert names(library.sync(folders).added) == ["a.txt"]
    assert library.sync(folders) == SyncReport((), (), (), (), 1)


def test_a_file_of_a_synced_folder_that_is_added_too_still_belongs_to_the_folder(
    library: Library, documents: Path
) -> None:
    write(documents, a="甲的内容。")
    library.sync([documents])
    write(documents, a="甲的新内容。")
    library.add([documents / "a.txt"])
    (documents / "a.txt").unlink()
    assert names(library.sync([documents]).removed) == ["a.txt"]


def test_a_file_whose_name_is_not_utf_8_does_not_stop_the_others(library: Library, documents: Path) -> None:
    write(documents, a="甲的内容。", z="末的内容。")
    Path(os.fsdecode(os.fsencode(documents) + b"/\xb9\xab\xb0\xb2.txt")).write_text("乙的内容。", encoding="utf-8")
    library.sync([documents])
    assert {"甲的内容。", "末的内容。"} <= set(texts(library))
    assert library.verify() == []


@pytest.mark.parametrize("text", ["***\n", "[江门]: http://example.com\n", "<!-- -->\n", "# \n\n---\n"])
def test_a_markdown_file_of_nothing_but_marks_leaves_the_library_sound(
    library: Library, documents: Path, text: str
) -> None:
    (documents / "a.md").write_text(text, encoding="utf-8")
    write(documents, b="乙的内容。")
    library.sync([documents])
    assert library.verify() == []


def test_an_encoder_that_fails_at_the_third_of_five_leaves_two_in_and_the_next_sync_finishes(
    open_library: Callable[..., Library],
    make_encoder: Callable[..., Encoder],
    documents: Path,
    encoded: list[str],
) -> None:
    write(documents, **{name: f"{name}的内容很特别。" for name in "abcde"})
    failing = open_library(make_encoder(limit=3))
    with pytest.raises(OSError, match="编码中断"):
        failing.sync([documents])
    assert [item.name for item in failing.documents()] == ["a.txt", "b.txt"]
    assert len(failing.search("内容")) == 2
    failing.close()
    library = open_library()
    assert library.verify() == []
    assert [item.name for item in library.documents()] == ["a.txt", "b.txt"]
    encoded.clear()
    report = library.sync([documents])
    assert (names(report.added), report.unchanged) == (["c.txt", "d.txt", "e.txt"], 2)
    assert [text for text in encoded if text != PROBE] == [f"{name}的内容很特别。" for name in "cde"]
    assert library.verify() == []
    assert len(library.search("内容")) == 5


def test_other_lengths_of_passages_cut_anew_and_encode_only_what_is_new(
    library: Library, open_library: Callable[..., Library], documents: Path, data: Path, encoded: list[str]
) -> None:
    write(documents, a="市发改局积极推进建设。" * 20, b="短的内容。")
    library.sync([documents])
    before = library.status().passages
    library.close()
    encoded.clear()
    other = open_library(settings=Settings(data=data, passage_characters=(20, 60)))
    other.sync([documents])
    assert other.verify() == []
    assert other.status().passages > before
    assert "短的内容。" not in encoded
    assert {hit.passage.text for hit in other.search("短的内容", 50)} >= {"短的内容。"}


def test_progress_is_told_by_stage(library: Library, documents: Path) -> None:
    write(documents, a="甲的内容。", b="乙的内容。")
    steps: list[tuple[str, int, int]] = []
    library.sync([documents], lambda stage, done, total: steps.append((stage, done, total)))
    assert {stage for stage, _, _ in steps} == {"读取文件", "计算向量"}
    assert [step for step in steps if step[0] == "读取文件"] == [("读取文件", done, 2) for done in range(3)]
    assert all(0 <= done <= total for _, done, total in steps)


def test_a_folder_with_another_name_is_told_in_no_time() -> None:
    added = {f"新/{number}": str(number // 2) for number in range(40_000)}
    removed = {f"旧/{number}": str(number // 3) for number in range(40_000)}
    with bounded(5):
        report = _Ledger(added=added, removed=removed).report()
    assert report.renamed[:3] == (("旧/0", "新/0"), ("旧/1", "新/1"), ("旧/3", "新/2"))
    assert (report.added[0], report.removed[:1]) == ("新/26667", ("旧/2",))
