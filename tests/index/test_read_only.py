"""A data folder that cannot be written, or is another person's: one sentence with what to do, and nothing changed."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from index.disk import write_failure, writing
from index.errors import DiskFull, WriteFailed
from index.library import Library
from tests.test_architecture import ROOT

NOBODY = 65534
COMMANDS = [["status"], ["list"], ["verify"], ["repair"], ["sync"], ["purge"]]


AS_NOBODY = f"import os, sys; from index.__main__ import main; os.setuid({NOBODY}); sys.exit(main(sys.argv[1:]))"
"""Python itself may lie where only root can read it, so the program is loaded first."""


def run(arguments: list[str], start: Sequence[str] = ("-m", "index")) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *start, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def is_a_sentence(done: subprocess.CompletedProcess[str]) -> bool:
    return done.returncode == 1 and "Traceback" not in done.stderr and "请" in done.stderr.splitlines()[-1]


@pytest.fixture
def filled(library: Library, documents: Path) -> None:
    (documents / "甲.txt").write_text("江门市。", encoding="utf-8")
    library.sync([documents])
    library.close()


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def read_only(filled: None, data: Path, tmp_path: Path) -> Iterator[Path]:
    """The library on a disk that is mounted for reading only."""
    disk = tmp_path / "光盘"
    disk.mkdir()
    if (
        shutil.which("mount") is None
        or subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(disk)], capture_output=True, check=False).returncode
    ):
        pytest.skip("这里不能挂载 tmpfs（要 root）")
    shutil.copytree(data, disk / "data")
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    yield disk / "data"
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


@pytest.mark.slow
def test_on_a_read_only_disk_every_command_says_what_to_do(read_only: Path) -> None:
    for command in COMMANDS:
        done = run([*command, "--data", str(read_only)])
        assert is_a_sentence(done), (command, done.stderr)
        assert "只读" in done.stderr, command


def test_a_new_data_folder_on_a_read_only_disk_is_told(read_only: Path) -> None:
    done = run(["status", "--data", str(read_only / "新")])
    assert is_a_sentence(done)
    assert "只读" in done.stderr


@pytest.fixture
def open_to_nobody(tmp_path: Path) -> Iterator[None]:
    """The folders above the test's own can be passed by any user, which needs root to be of use."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("要 root 才能换用户")
    above = [folder for folder in tmp_path.parents if folder.stat().st_uid == 0 and not folder.stat().st_mode & 0o001]
    modes = {folder: folder.stat().st_mode for folder in [tmp_path, *above]}
    for folder, mode in modes.items():
        folder.chmod(mode | 0o755)
    yield
    for folder, mode in modes.items():
        folder.chmod(mode)


@pytest.mark.slow
@pytest.mark.parametrize("mode", [0o755, 0o700])
@pytest.mark.usefixtures("open_to_nobody", "filled")
def test_another_persons_data_folder_is_told_and_left_as_it_is(data: Path, mode: int) -> None:
    data.chmod(mode)
    before = contents(data)
    for command in COMMANDS:
        done = run([*command, "--data", str(data)], ("-c", AS_NOBODY))
        assert is_a_sentence(done), (command, done.stderr)
        assert "权限" in done.stderr or "检查" in done.stderr, (command, done.stderr)
    assert contents(data) == before


@pytest.mark.parametrize(
    ("error", "kind", "said"),
    [
        (OSError(errno.EIO, "Input/output error"), WriteFailed, "磁盘出错"),
        (OSError(errno.EROFS, "Read-only file system"), WriteFailed, "只读"),
        (PermissionError(errno.EACCES, "Permission denied"), WriteFailed, "权限"),
        (ValueError("IO error: 'Input/output error (os error 5)'"), WriteFailed, "磁盘出错"),
        (ValueError('IoError(Os { code: 5, kind: Uncategorized, message: "x" })'), WriteFailed, "磁盘出错"),
        (ValueError("IoError(PermissionDenied)"), WriteFailed, "权限"),
        (ValueError("QuotaExceeded"), DiskFull, "磁盘满了"),
    ],
)
def test_whoever_was_told_what_the_disk_does_not_take_a_person_is_told(
    error: Exception, kind: type[WriteFailed], said: str
) -> None:
    failure = write_failure(error, "索引文件")
    assert type(failure) is kind
    assert said in failure.what
    assert "索引文件" in failure.what
    assert failure.remedy.startswith("请")


@pytest.mark.parametrize("error", [FileNotFoundError(errno.ENOENT, "gone"), ValueError("code 5"), OSError("no number")])
def test_what_is_not_of_the_disk_stays_what_it_is(error: Exception) -> None:
    assert write_failure(error, "索引文件") is None
    with pytest.raises(type(error)), writing("索引文件"):
        raise error
