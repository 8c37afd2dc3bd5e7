"""Documents encoded on several machines: the only place for Ray, which is an extra."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import secrets
import signal
import socket
import tempfile
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from index.encoding.encoder import Encoder, is_same_model, open_encoder, probe
from index.errors import WorkersUnavailable, YinjuError
from index.program import extra
from index.settings import LOCAL, Settings
from index.types import Matrix

PORTION = 8
"""Texts that a worker is handed at a time: half a second of work, against which a few milliseconds of handing count
little, and what a slow worker holds up at the end is short."""
SHARE = 64
"""Texts for each worker that are wanted together: as many as are put by at a time, so that a stopped sync loses no
more time than without workers, and the others wait little for the last one."""
FEW = 32
"""So many texts are encoded here rather than by workers that have to be started first: they take as long."""
LOCAL_WORKERS = 2
CONNECTING, READY, PATIENCE = 5.0, 180.0, 300.0
"""Seconds within which the address has to answer, all workers to have loaded the model, some portion to come back."""
STORE_BYTES = 100_000_000
"""Of a cluster of this machine; texts and vectors on their way take a few kilobytes."""
RESTARTS, RETRIES = 3, 1
"""How often a worker that died is started again, and the portion that it died of given to it again."""


class Worker:
    """What runs on another machine, where ``index`` is installed as it is here.

    :param settings: those of the library. The model is unpacked into their data folder where this machine has it, and
        into one in the user's cache otherwise.
    :param share: of the cores only each ``share[1]``-th from ``share[0]``, for workers that have a machine in common.
    """

    def __init__(self, settings: Settings, share: tuple[int, int]) -> None:
        first, step = share
        if step > 1 and hasattr(os, "sched_setaffinity"):
            cores = sorted(os.sched_getaffinity(0))
            os.sched_setaffinity(0, cores[first::step] or cores)
        os.nice(10)  # a machine that answers questions too answers them first
        data = settings.data if settings.data.is_dir() else Path.home() / ".cache" / "yinju"
        self._encoder = open_encoder(replace(settings, data=data))

    def probe(self) -> Matrix:
        """As ``encoder.probe``; loads the model."""
        return probe(self._encoder)

    def encode(self, texts: Sequence[str]) -> Matrix:
        """As ``Encoder.encode_documents``."""
        return self._encoder.encode_documents(texts)


@dataclass(frozen=True, slots=True, eq=False)
class _Hand:
    """A worker as it is seen from here: Ray's handle, which has no types, and the machine's address."""

    actor: Any
    address: str


class SpreadEncoder:
    """The vectors of ``here``, bit for bit where the machines are alike, but computed by Ray's workers. Thread-safe.

    There is one worker a machine of the cluster, which has all its processors, or ``workers`` where the cluster is
    this machine alone. They are started by the first documents that are more than ``FEW``, and stopped by ``rest``. A
    question, and a text by itself, is encoded here: it does not travel, and waits for no worker.

    :param settings: ``ray`` says which cluster; the others are what the workers open the encoder by.
    """

    def __init__(self, here: Encoder, settings: Settings, workers: int = LOCAL_WORKERS) -> None:
        self.here = here
        self._settings = settings
        self._local_workers = workers
        self._hands: list[_Hand] = []
        self._opened = contextlib.ExitStack()
        self._lock = threading.RLock()

    @property
    def name(self) -> str:
        return self.here.name

    @property
    def gathers(self) -> int:
        """As in ``Spread``: a share for each worker, for one while there are none yet."""
        return SHARE * max(len(self._hands), 1)

    def encode_query(self, text: str) -> Matrix:
        """As in ``Encoder``, here."""
        return self.here.encode_query(text)

    def encode_documents(self, texts: Sequence[str]) -> Matrix:
        """As in ``Encoder``.

        :raises WorkersUnavailable: when there are no workers, or none is left.
        """
        with self._lock:
            if len(texts) <= (1 if self._hands else FEW):
                return self.here.encode_documents(texts)
            if not self._hands:
                self._open()
            return self._encode(texts)

    def rest(self) -> None:
        """Let the workers go, and a cluster of this machine end."""
        with self._lock:
            self._hands = []
            self._opened.close()

    def _encode(self, texts: Sequence[str]) -> Matrix:
        """Portions handed out as workers become free, the longest first, so that the last ones are short."""
        import ray

        portions = [range(start, min(start + PORTION, len(texts))) for start in range(0, len(texts), PORTION)]
        waiting = sorted(portions, key=lambda portion: sum(len(texts[i]) for i in portion))
        busy: dict[Any, tuple[_Hand, range]] = {}
        idle, vectors = list(self._hands), {}
        while waiting or busy:
            while waiting and idle:
                hand, portion = idle.pop(), waiting.pop()
                busy[hand.actor.encode.remote([texts[i] for i in portion])] = hand, portion
            if not busy:
                raise WorkersUnavailable("计算向量的机器都断开了。", "做完的都已保存，请检查各台机器后再同步一次。")
            done, _ = ray.wait(list(busy), timeout=PATIENCE)
            if not done:
                addresses = "、".join(sorted({hand.address for hand, _ in busy.values()}))
                raise WorkersUnavailable(
                    f"计算向量的机器 {addresses} 在 {PATIENCE:.0f} 秒内没有回音。", "请检查它们后再同步一次。"
                )
            hand, portion = busy.pop(done[0])
            try:
                with _told(hand.address):
                    vectors[portion.start] = ray.get(done[0])
            except ray.exceptions.RayActorError:  # died more often than it may; what it had goes to another
                self._hands.remove(hand)
                waiting.append(portion)
            else:
                idle.append(hand)
        return np.concatenate([vectors[portion.start] for portion in portions])

    def _open(self) -> None:
        """Start the workers, and wait until each has loaded the same model as here."""
        self.rest()
        with contextlib.ExitStack() as opened:
            opened.enter_context(_connected(self._settings.ray, self._local_workers))
            hands = self._hired()
            self._let_load(hands)
            self._opened = opened.pop_all()
        self._hands = hands

    def _hired(self) -> list[_Hand]:
        import ray
        from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

        there = replace(self._settings, data=self._settings.data.resolve(), user_dictionary=None)
        if Path(there.encoder).is_dir():
            there = replace(there, encoder=str(Path(there.encoder).resolve()))
        machines = [machine for machine in ray.nodes() if machine["Alive"] and machine["Resources"].get("CPU")]
        each = self._local_workers if self._settings.ray == LOCAL else 1
        hands = []
        for machine in machines:
            actor = ray.remote(Worker).options(
                num_cpus=machine["Resources"]["CPU"] / each,
                scheduling_strategy=NodeAffinitySchedulingStrategy(machine["NodeID"], soft=False),
                max_restarts=RESTARTS,
                max_task_retries=RETRIES,
            )
            address = machine["NodeManagerAddress"]
            hands += [_Hand(actor.remote(there, (number, each)), address) for number in range(each)]
        if not hands:
            raise WorkersUnavailable(
                f"Ray 集群 {self._settings.ray} 里没有可以计算的机器。", "请在别的机器上运行 ray start 加入集群。"
            )
        return hands

    def _let_load(self, hands: Sequence[_Hand]) -> None:
        """:raises WorkersUnavailable: for the first worker that has not loaded the model, or has loaded another."""
        import ray

        mine = probe(self.here)
        loading = {hand.actor.probe.remote(): hand for hand in hands}
        _, late = ray.wait(list(loading), num_returns=len(loading), timeout=READY)
        for reference in late:
            raise WorkersUnavailable(
                f"机器 {loading[reference].address} 在 {READY:.0f} 秒内没有准备好。",
                "它的处理器可能被 Ray 上别的任务占着，或者模型载入太慢；请检查后再同步一次。",
            )
        for reference, hand in loading.items():
            try:
                with _told(hand.address):
                    theirs = ray.get(reference)
            except ray.exceptions.RayActorError as error:
                raise WorkersUnavailable(
                    f"机器 {hand.address} 上的工作进程起不来：{str(error).strip().splitlines()[-1]}。",
                    f"请在那台机器上装好同样版本的引据，连同 Ray（{extra('ray')}），再同步一次。",
                ) from error
            if not is_same_model(mine, theirs):
                raise WorkersUnavailable(
                    f"机器 {hand.address} 上的模型与本机的不是同一个。", "请在那台机器上装好同样版本的引据和模型。"
                )


def spread(here: Encoder, settings: Settings) -> Encoder:
    """The encoder, its documents spread where the settings say so; starts nothing yet."""
    return SpreadEncoder(here, settings) if settings.ray else here


@contextlib.contextmanager
def _told(address: str) -> Iterator[None]:
    """What a person may be told of a worker's failure, with its address; a bug there stays one here."""
    from ray.exceptions import RayTaskError

    try:
        yield
    except RayTaskError as error:
        if not isinstance(error.cause, YinjuError):
            raise
        raise WorkersUnavailable(f"机器 {address} 上计算不了：{error.cause.what}", error.cause.remedy) from error


@contextlib.contextmanager
def _connected(address: str, workers: int) -> Iterator[None]:
    """Ray, connected within ``with``. It tells nobody of its use, and shows nothing of its own on the terminal.

    A cluster of this machine listens on the loopback interface only, wants a token, and leaves no files.

    :raises WorkersUnavailable: when it is not installed, nobody listens at the address, or versions differ.
    """
    if importlib.util.find_spec("ray") is None:
        raise WorkersUnavailable("没有安装 Ray，不能分到别的机器上计算。", f"请运行 {extra('ray')}。")
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    with contextlib.ExitStack() as stack:
        options: dict[str, Any] = {"address": address}
        if address == LOCAL:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="yinju-", ignore_cleanup_errors=True))
            _keep_to_loopback()
            options |= {"num_cpus": workers, "_temp_dir": folder, "_node_ip_address": "127.0.0.1"}
            options |= {"include_dashboard": False, "object_store_memory": STORE_BYTES}
        else:
            _call_at(address)
            os.environ.setdefault("RAY_NUM_REDIS_GET_RETRIES", "1")  # 40 s each, where what listens is not Ray
        import ray  # half a second

        if threading.current_thread() is threading.main_thread():  # where Ray takes over what ends a program
            stack.callback(signal.signal, signal.SIGTERM, signal.getsignal(signal.SIGTERM))
        stack.callback(ray.shutdown)
        try:
            ray.init(**options, log_to_driver=False, logging_level="ERROR")
        except (ConnectionError, RuntimeError, ValueError) as error:
            raise WorkersUnavailable(
                f"连不上 Ray 集群 {address}：{error}。",
                "请检查地址、两边 Python 和 Ray 的版本，并在本机也运行 ray start 加入集群。",
            ) from error
        yield


def _keep_to_loopback() -> None:
    """Ray looks for the address that others reach it by, unless it is told that there can be no cluster here."""
    os.environ["RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER"] = "0"
    if "RAY_AUTH_MODE" not in os.environ:
        os.environ |= {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": secrets.token_hex(32)}


def _call_at(address: str) -> None:
    """Ray itself tries for a minute and more.

    :raises WorkersUnavailable: when nobody listens there.
    """
    host, _, port = address.rpartition(":")
    try:
        socket.create_connection((host.strip("[]"), int(port)), CONNECTING).close()
    except OSError as error:
        raise WorkersUnavailable(
            f"连不上 Ray 集群 {address}：{error.strerror or '没有回音'}。",
            "请检查地址，并在那台机器上运行 ray start --head。",
        ) from error
