"""``python -m qa``: asking from the command line."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from index.batch import read_batch
from index.errors import QuestionError, YinjuError
from index.library import Library
from index.settings import Settings
from qa.assistant import Assistant
from qa.doctor import examine
from qa.evaluate import Figures, evaluate
from qa.types import Answer, NoAnswer


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0 done, 1 the work failed with a message for a person, 2 wrong usage."""
    options = _parser().parse_args(arguments)
    try:
        status: int = options.command(Settings.load(options.data), options)
        return status
    except YinjuError as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m qa", description="提问、评测、检查安装。")
    commands = parser.add_subparsers(required=True, metavar="命令")

    def command(name: str, run: Callable[[Settings, argparse.Namespace], int], help_: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=help_, description=help_)
        added.add_argument("--data", type=Path, default=Path("data"), help="数据文件夹（默认 data）")
        added.add_argument("--json", action="store_true", help="输出 JSON")
        added.set_defaults(command=run)
        return added

    added = command("ask", _ask, "提问")
    added.add_argument("question", nargs="?", metavar="问题")
    added.add_argument("--batch", type=Path, metavar="文件.jsonl", help="逐行提问，每行一个 JSON 对象")
    command("evaluate", _evaluate, "用问题文件评测").add_argument("file", type=Path, metavar="文件.jsonl")
    command("doctor", _doctor, "断网检查安装")
    return parser


def _ask(settings: Settings, options: argparse.Namespace) -> int:
    if (options.question is None) == (options.batch is None):
        print("请写出问题，或用 --batch 指定文件，二者取一。", file=sys.stderr)
        return 2
    with Library.open(settings) as library:
        library.warm_up()
        assistant = Assistant(library)
        if options.batch is None:
            outcome = assistant.ask(options.question)
            print(json.dumps(as_json(None, outcome), ensure_ascii=False) if options.json else _as_text(outcome))
            return 0
        for line in read_batch(options.batch):
            print(json.dumps(_ask_line(assistant, line), ensure_ascii=False), flush=True)
    return 0


def _ask_line(assistant: Assistant, line: dict[str, Any]) -> dict[str, Any]:
    """One line's answer; a question that cannot be asked is refused in its own line, and the next is asked."""
    try:
        outcome = assistant.ask(line["question"], line["history"])
    except QuestionError as error:
        return {
            "id": line.get("id"),
            "question": line["question"],
            "status": "no_answer",
            "answer": None,
            "reason": str(error),
            "confidence": 0.0,
            "citations": [],
            "seconds": {"search": 0.0, "read": 0.0, "total": 0.0},
        }
    return as_json(line.get("id"), outcome)


def as_json(identity: object, outcome: Answer | NoAnswer) -> dict[str, Any]:
    """An outcome in the form that ``ask --json`` and ``--batch`` print; offsets are code points of the document."""
    answered = isinstance(outcome, Answer)
    return {
        "id": identity,
        "question": outcome.question.text,
        "status": "answered" if answered else "no_answer",
        "answer": outcome.text if isinstance(outcome, Answer) else None,
        "reason": outcome.reason if isinstance(outcome, NoAnswer) else None,
        "confidence": round(outcome.confidence, 4),
        "citations": [
            {
                "number": citation.number,
                "document": citation.document,
                "document_id": citation.document_id,
                "title": citation.title,
                "heading": citation.heading,
                "quote": citation.quote,
                "spans": [[span.start, span.end] for span in citation.spans],
                "highlight": [[span.start, span.end] for span in citation.highlight],
            }
            for citation in outcome.citations
        ],
        "seconds": {name: round(value, 4) for name, value in asdict(outcome.seconds).items()},
    }


def _as_text(outcome: Answer | NoAnswer) -> str:
    lines = [f"理解为：{outcome.question.resolved}"] if outcome.question.resolved != outcome.question.text else []
    lines.append(outcome.text if isinstance(outcome, Answer) else outcome.reason)
    if outcome.citations:
        lines.append("\n依据：" if isinstance(outcome, Answer) else "\n相关段落（不是答案）：")
    for citation in outcome.citations:
        lines.append(f"[{citation.number}] {citation.document}  {citation.heading}\n    {citation.quote}")
    return "\n".join(lines)


def _evaluate(settings: Settings, options: argparse.Namespace) -> int:
    with Library.open(settings) as library:
        library.warm_up()
        figures = evaluate(Assistant(library), read_batch(options.file))
    print(json.dumps(asdict(figures), ensure_ascii=False, indent=2) if options.json else _table(figures))
    return 0


def _table(figures: Figures) -> str:
    def share(value: float | None) -> str:
        return "—" if value is None else f"{value:.1%}"

    def seconds(value: float | None) -> str:
        return "—" if value is None else f"{value:.3f} 秒"

    rows = [
        ("问题", f"{figures.questions}（可答 {figures.answerable}）"),
        ("首条引用含答案", share(figures.first)),
        ("前三条引用含答案", share(figures.first_three)),
        ("不可答而拒答", share(figures.refused)),
        ("可答而误拒", share(figures.wrongly_refused)),
        ("引文逐字一致", share(figures.exact_quotes)),
        ("用时 p50", seconds(figures.seconds_p50)),
        ("用时 p95", seconds(figures.seconds_p95)),
    ]
    lines = [f"{name}\t{value}" for name, value in rows]
    lines += [f"未过\t{item.id}\t{item.question}\t{item.returned[:60]}" for item in figures.failures]
    return "\n".join(lines)


def _doctor(settings: Settings, options: argparse.Namespace) -> int:
    checks = examine(settings)
    if options.json:
        print(json.dumps([asdict(check) for check in checks], ensure_ascii=False, indent=2))
    else:
        print("\n".join(f"{'正常' if check.passed else '有误'}  {check.name}：{check.finding}" for check in checks))
    return 0 if all(check.passed for check in checks) else 1


if __name__ == "__main__":
    sys.exit(main())
