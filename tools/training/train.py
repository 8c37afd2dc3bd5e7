"""``python -m tools.training.train --out FOLDER``: trains on the folder's ``pairs.jsonl``, on from where it stopped.

The checkpoint in the folder has the weights, the optimiser and the number of batches done; the order of the batches
derives from the seed. Where the processor multiplies bfloat16 (AVX-512 BF16, AMX), it does so, which halves the time.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import torch
from torch import Tensor
from torch.optim import AdamW
from torch.optim.lr_scheduler import LambdaLR
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from tqdm import tqdm

from index.commands.commandline import positive
from index.encoding.unpacking import unpack
from qa.evaluation.measures import area_under_curve
from qa.reading.pairing import PAD, Pair, load_tokenizer, pair
from tools.training.cropping import vary
from tools.training.examples import OUT, Example, read_examples
from tools.training.network import NOWHERE, Logits, ReaderNetwork, loss_of
from tools.training.vocabulary import cut_tokenizer

SEED = 20261124
SAVE_EVERY = 100
"""Batches between two checkpoints."""
WARM_UP = 0.06
"""The share of the batches over which the learning rate rises."""
PUBLIC_FIRST = (
    {"answer": 0.75, "elsewhere": 0.06, "name": 0.15, "year": 0.5},
    {"answer": 0.25, "elsewhere": 0.02, "name": 0.05, "year": 0.2},
)
"""How much of each kind of example of encyclopaedias the first epoch takes, and each later one."""
OFFICE = {"answer": 1.0, "unanswerable": 1.0, "elsewhere": 0.08, "name": 0.3, "year": 0.5}
"""How much of each kind of example of office texts every epoch takes."""
AVERAGED = 0.998
"""What the average of the weights keeps of itself at a step: it is that of the last few hundred batches."""
LONGEST = 420
"""Pieces of the longest row that is trained on."""
LAYERS = 12
DECAY = 0.92
"""What the learning rate of a layer is of that of the layer above it (Howard and Ruder, 2018, arXiv:1801.06146)."""


@dataclass(frozen=True, slots=True)
class Row:
    """A pair with the pieces where the answer starts and ends, ``NOWHERE`` for none."""

    pair: Pair
    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Batch:
    """``ids`` and ``mask`` ``(rows, pieces)`` int64, ``allowed`` the same bool, ``start`` and ``end`` ``(rows,)``."""

    ids: Tensor
    mask: Tensor
    allowed: Tensor
    start: Tensor
    end: Tensor


def main(arguments: Sequence[str] | None = None) -> int:
    """Train to the end, or on from the checkpoint; prints how the held-out part does after each epoch."""
    options = _parse(arguments)
    torch.manual_seed(SEED)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    folder = unpack(options.data / "models")
    kept = cut_tokenizer(folder / "tokenizer.json", options.out / "tokenizer.json")
    network = ReaderNetwork.from_encoder(folder, kept).to(device)
    if options.start:
        network.load_state_dict(torch.load(options.start, weights_only=True)["average"])
    network.freeze(options.freeze)
    tokenizer = load_tokenizer(options.out / "tokenizer.json")
    examples = read_examples(options.out / "pairs.jsonl")
    others = [example for example in examples if example.held_out and is_office(example)][::8]
    held_out = list(filter(None, (to_row(tokenizer, example) for example in others)))
    batches = []
    first = 1 if options.start else 0
    for epoch in range(first, first + options.epochs):
        taken = choose(examples, epoch, options.window)
        rows = list(filter(None, (to_row(tokenizer, example) for example in tqdm(taken, "切词"))))
        batches += to_batches(rows, epoch, options.batch)
    course = Course(network, options, len(batches))
    done = course.resume(options.out)
    shown = tqdm(batches[done:], "训练", initial=done, total=len(batches), mininterval=5)
    for number, batch in enumerate(shown, start=done + 1):
        shown.set_postfix(loss=f"{course.step(to_batch(batch, device)):.3f}", refresh=False)
        if number % SAVE_EVERY == 0 or number == len(batches):
            course.save(options.out, number)
        if number % (len(batches) // (2 * options.epochs) or 1) == 0 or number == len(batches):
            print(json.dumps({"batch": number, **look(course.average, held_out, device)}), flush=True)
    return 0


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.training.train", description="训练阅读模型。")
    parser.add_argument("--data", type=Path, default=Path("data"), help="数据文件夹（默认 data）")
    parser.add_argument("--out", type=Path, default=OUT, help="样本和检查点所在的文件夹（默认 %(default)s）")
    parser.add_argument(
        "--start", type=Path, metavar="检查点", help="从早先一次训练的权重接着练，少练公开的问题（默认从编码器练起）"
    )
    parser.add_argument("--epochs", type=positive, default=2, help="遍数，第一遍多练公开的问题（默认 %(default)s）")
    parser.add_argument("--batch", type=positive, default=16, help="一批的样本数（默认 %(default)s）")
    parser.add_argument("--window", type=positive, default=350, help="段落最多剪到多少字（默认 %(default)s）")
    parser.add_argument("--freeze", type=int, default=4, help="不训练的下层层数（默认 %(default)s）")
    parser.add_argument("--rate", type=float, default=2e-4, help="最高学习率（默认 %(default)s）")
    return parser.parse_args(arguments)


def to_row(tokenizer: object, example: Example) -> Row | None:
    """The example in pieces; None where it is too long, or the answer is not in what is read."""
    made = pair(tokenizer, example.question, example.context, example.text)  # type: ignore[arg-type]
    if not made.offsets or len(made.ids) > LONGEST:
        return None
    if example.start < 0:
        return Row(made, NOWHERE, NOWHERE, example.kind)
    starts = [number for number, (_, end) in enumerate(made.offsets) if end > example.start]
    ends = [number for number, (start, _) in enumerate(made.offsets) if start < example.end]
    if not starts or not ends or made.offsets[-1][1] < example.end or ends[-1] < starts[0]:
        return None
    return Row(made, made.first + starts[0], made.first + ends[-1], example.kind)


def choose(examples: Sequence[Example], epoch: int, window: int) -> list[Example]:
    """An epoch's examples, cut to ``window`` characters, in the order and the cut that seed and epoch fix."""
    chance = random.Random(SEED + epoch)  # noqa: S311 - the same each time
    public = PUBLIC_FIRST[min(epoch, 1)]
    shares = [(OFFICE if is_office(example) else public)[example.kind] for example in examples]
    taken = [e for e, share in zip(examples, shares, strict=True) if not e.held_out and chance.random() < share]
    chance.shuffle(taken)
    return [vary(example, window, chance) for example in taken]


def is_office(example: Example) -> bool:
    """Whether it is of the project's own texts, which are trained on most."""
    return example.set.startswith("train-")


def to_batches(rows: Sequence[Row], epoch: int, size: int) -> list[list[Row]]:
    """Rows in batches; those of like length go together, the batches in an order that seed and epoch fix."""
    batches: list[list[Row]] = []
    for start in range(0, len(rows), size * 50):
        group = sorted(rows[start : start + size * 50], key=lambda row: len(row.pair.ids))
        batches += [group[at : at + size] for at in range(0, len(group), size)]
    random.Random(SEED + epoch).shuffle(batches)  # noqa: S311 - the same each time
    return batches


def to_batch(rows: Sequence[Row], device: str) -> Batch:
    """Rows as tensors, filled up to the longest."""
    longest = max(len(row.pair.ids) for row in rows)
    ids = torch.full((len(rows), longest), PAD)
    mask = torch.zeros_like(ids)
    allowed = torch.zeros_like(ids, dtype=torch.bool)
    allowed[:, NOWHERE] = True
    for number, row in enumerate(rows):
        ids[number, : len(row.pair.ids)] = torch.tensor(row.pair.ids)
        mask[number, : len(row.pair.ids)] = 1
        allowed[number, row.pair.first : row.pair.first + len(row.pair.offsets)] = True
    start, end = torch.tensor([row.start for row in rows]), torch.tensor([row.end for row in rows])
    return Batch(*(tensor.to(device) for tensor in (ids, mask, allowed, start, end)))


class Course:
    """The optimiser with its learning rate (up, then down to nothing), the weights' average, and the checkpoint.

    The average (Polyak and Juditsky, 1992) does better on questions not trained on than the weights of any one batch,
    and is what is exported.
    """

    def __init__(self, network: ReaderNetwork, options: argparse.Namespace, batches: int) -> None:
        self._network = network
        able = torch.cpu.get_capabilities()
        self._short = torch.cuda.is_available() or bool(able.get("avx512_bf16") or able.get("amx_bf16"))
        self._average = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(AVERAGED))  # type: ignore[no-untyped-call]
        groups = [
            {"params": [p], "lr": options.rate * rate_of(name)}
            for name, p in network.named_parameters()
            if p.requires_grad
        ]
        self._optimiser = AdamW(groups, weight_decay=0.01, fused=True)
        warm = max(int(WARM_UP * batches), 1)
        self._rate = LambdaLR(
            self._optimiser, lambda at: min((at + 1) / warm, max(batches - at, 1) / max(batches - warm, 1))
        )

    @property
    def average(self) -> ReaderNetwork:
        """The network with the average of the weights."""
        return cast(ReaderNetwork, self._average.module)

    def step(self, batch: Batch) -> float:
        """Learn from one batch; its loss."""
        self._network.train()
        with torch.autocast(batch.ids.device.type, torch.bfloat16, enabled=self._short):
            logits = Logits(*(each.float() for each in self._network(batch.ids, batch.mask)))
        loss = loss_of(logits, batch.allowed, batch.start, batch.end)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self._network.parameters(), 1.0)
        self._optimiser.step()
        self._rate.step()
        self._optimiser.zero_grad(set_to_none=True)
        self._average.update_parameters(self._network)
        return float(loss.detach())

    def save(self, folder: Path, done: int) -> None:
        """Written aside and renamed, so that a checkpoint is whole."""
        aside = folder / "checkpoint.tmp"
        parts = (self._network, self._average, self._optimiser, self._rate)
        average = {"average": self.average.state_dict(), "configuration": self.average.bert.config.to_dict()}
        torch.save({"done": done, "states": [part.state_dict() for part in parts]} | average, aside)
        aside.replace(folder / "checkpoint.pt")

    def resume(self, folder: Path) -> int:
        """The number of batches that the checkpoint has seen, 0 where there is none."""
        path = folder / "checkpoint.pt"
        if not path.exists():
            return 0
        saved = torch.load(path, weights_only=True)
        network, average, optimiser, rate = saved["states"]
        self._network.load_state_dict(network)
        self._average.load_state_dict(average)
        self._optimiser.load_state_dict(optimiser)
        self._rate.load_state_dict(rate)
        done: int = saved["done"]
        return done


def rate_of(name: str) -> float:
    """What the learning rate of a parameter is of the highest: the heads learn faster, lower layers slower."""
    layer = re.search(r"encoder\.layer\.(\d+)\.", name)
    return DECAY ** (LAYERS - 1 - int(layer[1])) if layer else 5.0


def look(network: ReaderNetwork, rows: Sequence[Row], device: str) -> dict[str, float]:
    """How the network does on ``rows``: exact places, and how well "here" parts what is answered from what is not."""
    network.eval()
    exact: list[bool] = []
    here: dict[str, list[float]] = {}
    with torch.inference_mode():
        for start in range(0, len(rows), 32):
            some = rows[start : start + 32]
            batch = to_batch(some, device)
            logits = Logits(*network(batch.ids, batch.mask))
            places = [
                each.masked_fill(~batch.allowed, -1e4)[:, 1:].argmax(-1) + 1 for each in (logits.start, logits.end)
            ]
            for number, row in enumerate(some):
                here.setdefault(row.kind, []).append(float(logits.here[number]))
                if row.start != NOWHERE:
                    exact.append(int(places[0][number]) == row.start and int(places[1][number]) == row.end)
    curves = {f"auc_{kind}": area_under_curve(here["answer"], here[kind]) or 0.0 for kind in here if kind != "answer"}
    return {"exact": round(sum(exact) / max(len(exact), 1), 3), **{k: round(v, 3) for k, v in sorted(curves.items())}}


if __name__ == "__main__":
    sys.exit(main())
