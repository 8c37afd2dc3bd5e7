"""A register of many rows: what its sync takes, stage by stage, and what a question over it takes.

``python -m bench.register --rows 50000 --work DIR`` prints JSON; ``--format xlsx`` makes a workbook of it.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import resource
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import openpyxl

from bench.building import time_stages
from bench.machine import Stopwatch, conditions, measure, memory, sizes
from index.encoding.encoder import Encoder, open_encoder
from index.library import Library
from index.settings import Settings
from index.storage.changes import Changes
from index.types import Matrix
from qa.answers import Answer, NoAnswer
from qa.assistant import Assistant

HEADER = (
    "编号",
    "姓名",
    "身份证号",
    "镇街",
    "村社区",
    "联系电话",
    "救助类别",
    "发放金额（元）",
    "登记日期",
)
SURNAMES, GIVEN = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹", "伟芳娜秀英敏静丽强磊军洋勇艳杰"
TOWNS = ("棠下镇", "荷塘镇", "杜阮镇", "白沙街道", "潮连街道", "环市街道", "外海街道", "礼乐街道")
KINDS = ("低保", "特困", "残疾补贴", "高龄津贴", "临时救助")
SEED = 20
ASKED = 20
"""Rows that are asked for, spread over the register."""


class Counting:
    """An encoder that counts the texts that it encodes."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.texts = 0

    @property
    def name(self) -> str:
        return self._encoder.name

    def encode_documents(self, texts: Sequence[str]) -> Matrix:
        self.texts += len(texts)
        return self._encoder.encode_documents(texts)

    def encode_query(self, text: str) -> Matrix:
        return self._encoder.encode_query(text)


def rows(count: int) -> Iterator[list[str]]:
    """So many rows, of invented people, the same each time."""
    chance = random.Random(SEED)
    for number in range(1, count + 1):
        born = f"19{chance.randint(30, 99)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
        yield [
            f"JM2024{number:06}",
            chance.choice(SURNAMES) + chance.choice(GIVEN) + chance.choice(GIVEN),
            f"4407{chance.randint(1, 99):02}{born}{chance.randint(0, 9999):04}",
            chance.choice(TOWNS),
            f"{chance.choice(GIVEN)}{chance.choice(GIVEN)}村",
            f"13{chance.randint(100_000_000, 999_999_999)}",
            chance.choice(KINDS),
            f"{chance.randint(200, 5000)}",
            f"2024-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
        ]


def write_register(path: Path, made: Sequence[Sequence[str]]) -> None:
    """The rows below their header, as what the path's ending says: csv or xlsx."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".csv":
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([HEADER, *made])
        return
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("救助台账")
    for row in (HEADER, *made):
        sheet.append(row)
    book.save(path)


def run(work: Path, count: int, ending: str) -> Iterator[dict[str, object]]:
    """The figures of a register of ``count`` rows: of its sync, then of questions; one that is there is not synced."""
    made = list(rows(count))
    path = work / f"register-{count}" / f"救助台账.{ending}"
    write_register(path, made)
    settings = Settings(data=work / f"data-{count}-{ending}")
    encoder = Counting(open_encoder(settings))
    encoder.encode_documents(["预热"])
    encoder.texts = 0
    watch = _watch()
    with Library.open(settings, encoder) as library:
        library.tokenizer.prepare()
        began = time.process_time()
        seconds = measure(lambda: library.sync([path.parent]))
        yield {
            **conditions(),
            "file MB": round(path.stat().st_size / 1e6, 1),
            "passages": library.status().passages,
            "encoded": encoder.texts,
            "sync s": round(seconds, 1),
            "processor s": round(time.process_time() - began, 1),
            "processor s of reading": round(_reading(), 1),
            "processor s by stage": {stage: round(spent, 1) for stage, spent in watch.seconds.items()},
            "disk MB": sizes(settings.data),
            "memory MB": memory(),
        }
        yield _asked(library, made)


def _reading() -> float:
    """The processor's seconds of the processes that have ended, which read."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _watch() -> Stopwatch:
    watch = Stopwatch(time.process_time)
    time_stages(watch)
    watch.time(Counting, "encode_documents", "encoder")
    watch.time(Changes, "put", "store")
    return watch


def _asked(library: Library, made: Sequence[Sequence[str]]) -> dict[str, object]:
    """How many of some rows are found first by their words, and answered by their key; and how long that takes."""
    assistant = Assistant(library)
    assistant.warm_up()
    some = made[:: max(1, len(made) // ASKED)]
    by_number = [library.search(f"{row[0]}的联系电话是多少", 1)[0].passage.text for row in some]
    by_words = [library.search(f"{row[3]}{row[4]}{row[1]}领的是什么救助", 1)[0].passage.text for row in some]
    began = time.process_time()
    answers = [assistant.ask(f"{some[0][0]}的联系电话是多少？")]
    first = time.process_time() - began
    answers += [assistant.ask(f"{row[0]}的联系电话是多少？") for row in some[1:]]
    further = (time.process_time() - began - first) / len(some[1:])
    began = time.process_time()
    count = assistant.ask(f"{TOWNS[0]}有多少人？")
    return {
        "asked": len(some),
        "first by its number": sum(row[0] in text for row, text in zip(some, by_number, strict=True)),
        "first by its words": sum(row[0] in text for row, text in zip(some, by_words, strict=True)),
        "answered": sum(row[5] in said(a) for row, a in zip(some, answers, strict=True)),
        "processor s of the first question": round(first, 2),
        "processor s of a further one": round(further, 2),
        "count": f"{said(count)} ({sum(row[3] == TOWNS[0] for row in made)})",
        "processor s of the count": round(time.process_time() - began, 2),
        "asked MB": memory(),
    }


def said(outcome: Answer | NoAnswer) -> str:
    """What is answered, ``""`` for a refusal."""
    return outcome.text if isinstance(outcome, Answer) else ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--format", choices=("csv", "xlsx"), default="csv")
    parser.add_argument("--work", type=Path, required=True)
    asked = parser.parse_args()
    for figures in run(asked.work, asked.rows, asked.format):
        print(json.dumps(figures, ensure_ascii=False, indent=1), flush=True)


if __name__ == "__main__":
    main()
