from __future__ import annotations

import stat
import subprocess
from pathlib import Path

import pytest

from tests.seekdb import Seekdb, running


def sockets(process: int) -> set[str]:
    """The inodes of the sockets that a process has open."""
    links = [link.readlink().as_posix() for link in Path(f"/proc/{process}/fd").iterdir() if link.is_symlink()]
    return {link.removeprefix("socket:[").rstrip("]") for link in links if link.startswith("socket:[")}


def listening(*tables: str) -> set[str]:
    """The inodes in the kernel's tables of sockets."""
    lines = [line.split() for table in tables for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]]
    return {inode for line in lines for inode in line if inode.isdecimal() and len(inode) > 3}


def test_the_server_answers_and_knows_chinese(seekdb_server: Seekdb) -> None:
    assert seekdb_server.execute("SELECT '深江铁路𠮷'") == [("深江铁路𠮷",)]


def test_it_is_on_no_network_and_only_its_owners(seekdb_server: Seekdb) -> None:
    mine = sockets(seekdb_server.process.pid)
    assert mine & listening("unix")
    assert mine & listening("tcp", "tcp6", "udp", "udp6") == set()
    assert not stat.S_IMODE(seekdb_server.socket.stat().st_mode) & 0o022


@pytest.mark.parametrize("_time", [1, 2])
def test_each_test_has_an_empty_database(seekdb_server: Seekdb, seekdb_url: str, _time: int) -> None:
    name = seekdb_url.partition("@/")[2].partition("?")[0]
    assert seekdb_server.execute("SHOW TABLES", name) == []
    seekdb_server.execute("CREATE TABLE t (n INT PRIMARY KEY)", name)


def test_what_was_committed_is_there_after_a_kill(tmp_path: Path) -> None:
    with running(tmp_path) as server:
        server.execute("CREATE DATABASE kept")
        server.execute("CREATE TABLE t (n INT PRIMARY KEY)", "kept")
        server.execute("INSERT INTO t VALUES (1), (2)", "kept")
        unfinished = server.connect("kept")
        unfinished.begin()
        unfinished.cursor().execute("INSERT INTO t VALUES (3)")
        server.kill()
        with pytest.raises(OSError, match="refused"):
            server.execute("SELECT 1")
        server.start()
        assert server.execute("SELECT n FROM t ORDER BY n", "kept") == [(1,), (2,)]
        unfinished.close()


def test_nothing_is_left_running_when_a_test_fails(tmp_path: Path) -> None:
    def test(server: Seekdb) -> None:
        processes.append(server.process)
        raise ValueError("gone wrong")

    processes: list[subprocess.Popen[bytes]] = []
    with pytest.raises(ValueError, match="gone wrong"), running(tmp_path) as server:
        test(server)
    assert [process.returncode is not None for process in processes] == [True]


def test_a_server_that_cannot_start_says_so(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("in its way")
    (tmp_path / "log").write_text("in its way")
    server = Seekdb(tmp_path)
    with pytest.raises(RuntimeError, match="seekdb"):
        server.start()
