from __future__ import annotations

import dataclasses
import importlib.util
import os
import signal
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from index.__main__ import main
from index.encoding.bundled_encoder import BundledEncoder
from index.encoding.encoder import Encoder
from index.encoding.ray_workers import FEW, PORTION, SHARE, SpreadEncoder, spread
from index.errors import EncoderUnavailable, SettingsError, WorkersUnavailable
from index.library import Library
from index.settings import Settings
from index.types import Matrix
from tests.inside import embedded

pytestmark = pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="没有安装 ray")
TEXTS = [f"第{number}条 江门市发展改革局推进重大项目建设。" * (number % 3 + 1) for number in range(1, FEW + 13)]


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory, models: Path | None) -> Settings:
    folder = tmp_path_factory.mktemp("spread")
    if models is not None:
        (folder / "models").symlink_to(models, target_is_directory=True)
    return Settings(data=folder, ray="local")


@pytest.fixture(scope="module")
def here(settings: Settings) -> BundledEncoder:
    return BundledEncoder(settings.models)


@pytest.fixture(scope="module")
def spread_encoder(here: BundledEncoder, settings: Settings) -> Iterator[SpreadEncoder]:
    made = SpreadEncoder(here, settings, workers=2)
    yield made
    made.rest()


def worker_processes() -> list[int]:
    """Ray's workers that are at work for this process, by its children's children."""
    listed = subprocess.run(["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True).stdout
    rows = [line.split(maxsplit=2) for line in listed.splitlines()[1:]]
    mine = {pid for pid, parent, _ in rows if int(parent) == os.getpid()}
    return [int(pid) for pid, parent, name in rows if parent in mine and name.startswith("ray::Worker")]


def listening() -> set[str]:
    """Local addresses, in hexadecimal as the kernel has them, that this process or one of Ray's listens on."""
    listed = subprocess.run(["ps", "-eo", "pid,ppid"], capture_output=True, text=True, check=True).stdout
    parents = {int(pid): int(parent) for pid, parent in (line.split() for line in listed.splitlines()[1:])}
    family = {os.getpid()} | {pid for pid in parents if os.getpid() in (parents[pid], parents.get(parents[pid]))}
    inodes = set()
    for pid in family:
        for descriptor in Path(f"/proc/{pid}/fd").glob("*") if Path(f"/proc/{pid}").exists() else ():
            inodes.add(str(descriptor.readlink()) if descriptor.is_symlink() else "")
    rows = [line.split() for kind in ("tcp", "tcp6") for line in Path(f"/proc/net/{kind}").read_text().splitlines()]
    return {row[1].partition(":")[0] for row in rows if row[3] == "0A" and f"socket:[{row[9]}]" in inodes}


def test_it_spreads_where_the_settings_say_so(here: BundledEncoder, settings: Settings) -> None:
    assert spread(here, Settings(data=settings.data)) is here
    made = spread(here, settings)
    assert isinstance(made, SpreadEncoder)
    assert made.name == "bundled"


@pytest.mark.parametrize("ray", ["seeds", "10.0.0.1", "ray://10.0.0.1:10001", "a b:1"])
def test_what_is_no_address_is_refused(ray: str) -> None:
    with pytest.raises(SettingsError, match="ray"):
        Settings(ray=ray)


def test_a_few_texts_and_questions_start_no_worker(spread_encoder: SpreadEncoder, here: BundledEncoder) -> None:
    assert np.array_equal(spread_encoder.encode_query("经济总量"), here.encode_query("经济总量"))
    assert np.array_equal(spread_encoder.encode_documents(TEXTS[:3]), here.encode_documents(TEXTS[:3]))
    assert spread_encoder.encode_documents([]).shape == (0, 384)
    assert spread_encoder.gathers == SHARE
    assert worker_processes() == []


def test_two_workers_give_the_same_vectors_bit_for_bit(spread_encoder: SpreadEncoder, here: BundledEncoder) -> None:
    assert np.array_equal(spread_encoder.encode_documents(TEXTS), here.encode_documents(TEXTS))
    assert len(worker_processes()) == 2
    assert spread_encoder.gathers == 2 * SHARE
    assert np.array_equal(spread_encoder.encode_documents(TEXTS[:2]), here.encode_documents(TEXTS[:2]))
    assert spread_encoder.encode_documents([]).shape == (0, 384)
    assert listening() <= {"0100007F", "0000000000000000FFFF00000100007F"}, "nothing but loopback"


def test_a_worker_that_is_killed_costs_no_vector(spread_encoder: SpreadEncoder, here: BundledEncoder) -> None:
    texts = [f"{number}。{'睦洲派出所民警巡逻。' * 30}" for number in range(4 * PORTION)]
    spread_encoder.encode_documents(TEXTS)
    victim = worker_processes()[0]
    killing = threading.Timer(0.5, os.kill, (victim, signal.SIGKILL))
    killing.start()
    vectors = spread_encoder.encode_documents(texts)
    assert killing.finished.is_set()
    assert victim not in worker_processes()
    assert np.array_equal(vectors, here.encode_documents(texts))


def test_a_worker_that_dies_for_good_leaves_its_portion_to_the_other(
    spread_encoder: SpreadEncoder, here: BundledEncoder
) -> None:
    import ray

    spread_encoder.encode_documents(TEXTS)
    ray.kill(spread_encoder._hands[-1].actor)
    assert np.array_equal(spread_encoder.encode_documents(TEXTS), here.encode_documents(TEXTS))
    assert spread_encoder.gathers == SHARE
    ray.kill(spread_encoder._hands[-1].actor)
    with pytest.raises(WorkersUnavailable, match=r"都断开了.*再同步一次"):
        spread_encoder.encode_documents(TEXTS)


def test_a_worker_that_cannot_load_the_model_is_told_with_its_address(
    spread_encoder: SpreadEncoder, here: BundledEncoder, tmp_path: Path
) -> None:
    spread_encoder.rest()
    (tmp_path / "empty").mkdir()
    other = SpreadEncoder(here, Settings(data=tmp_path, encoder=str(tmp_path / "empty"), ray="local"), workers=1)
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(EncoderUnavailable, match=r"机器 127\.0\.0\.1 上计算不了：模型.*载入失败"):
        other.encode_documents(TEXTS)
    assert worker_processes() == []
    assert signal.getsignal(signal.SIGTERM) is before, "a kill goes on meaning what it did"


def test_an_address_nobody_listens_at_is_told(here: BundledEncoder, settings: Settings) -> None:
    with socket.socket() as held:  # bound, and not listening
        held.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{held.getsockname()[1]}"
        other = SpreadEncoder(here, Settings(data=settings.data, ray=address))
        with pytest.raises(WorkersUnavailable, match=f"连不上 Ray 集群 {address}.*ray start --head"):
            other.encode_documents(TEXTS)


def test_without_ray_its_install_line_is_told(
    here: BundledEncoder, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(WorkersUnavailable, match=r"pip install 'yinju\[ray\]'"):
        SpreadEncoder(here, settings).encode_documents(TEXTS)


def test_a_sync_finds_and_stores_the_same(
    settings: Settings, tmp_path: Path, documents: Path, shared_tokenizer: object
) -> None:
    for number, text in enumerate(TEXTS):
        (documents / f"{number:03}.txt").write_text(f"第{number}号文件\n\n{text}", encoding="utf-8")
    (documents / "坏.docx").write_bytes(b"broken")
    found = []
    for ray in ("", "local"):
        data = tmp_path / f"data-{ray}"
        data.mkdir()
        (data / "models").symlink_to(settings.models.resolve(), target_is_directory=True)
        with Library.open(Settings(data=data, ray=ray)) as library:
            report = library.sync([documents])
            vectors = embedded(library).store.file.rows("SELECT digest, vector FROM vectors ORDER BY digest")
            # A signature is noted only of a file that has come to rest, which the broken one may have or not.
            failed = [(failure.path, failure.reason) for failure in report.failed]
            report = dataclasses.replace(report, failed=())
            found.append(
                (
                    report,
                    vectors,
                    library.search("重大项目建设"),
                    dataclasses.replace(library.status(), failed=()),
                    failed,
                )
            )
            assert worker_processes() == []
            assert library.verify() == []
    assert found[0] == found[1]
    assert len(found[0][0].added) == len(TEXTS)
    assert len(found[0][1]) >= len(TEXTS)


def test_short_documents_are_encoded_together_where_the_encoder_wants_many(
    open_library: Callable[..., Library], documents: Path, make_encoder: Callable[..., Encoder]
) -> None:
    given: list[int] = []

    class Many:
        here = make_encoder()
        gathers = 10
        name = "fake"
        rested = False

        def encode_query(self, text: str) -> Matrix:
            return self.here.encode_query(text)

        def encode_documents(self, texts: list[str]) -> Matrix:
            given.append(len(texts))
            return self.here.encode_documents(texts)

        def rest(self) -> None:
            self.rested = True

    for number in range(25):
        (documents / f"{number:02}.txt").write_text(f"第{number}号文件说的是第{number}件事。", encoding="utf-8")
    many = Many()
    library = open_library(many)
    assert len(library.sync([documents]).added) == 25
    assert given == [1, 10, 10, 5], "the probe, then all that is there to be encoded"
    assert many.rested
    assert library.verify() == []


def test_the_option_goes_before_the_setting(data: Path, documents: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("sync", "add"):
        assert main([command, str(documents), "--data", str(data), "--ray", "seeds"]) == 1
        assert "设置 ray 的值 'seeds'" in capsys.readouterr().err
