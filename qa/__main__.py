"""``python -m qa``: asking from the command line."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from getpass import getpass
from pathlib import Path
from typing import Any

from index.commands.batch import read_batch
from index.commands.commandline import CommandLine, TerminalProgress, choose_documents, positive
from index.errors import QuestionError, YinjuError
from index.library import Library
from index.program import in_parts
from index.settings import Settings
from index.text.places import describe
from qa.answer_json import as_json
from qa.answers import Answer, NoAnswer, Summary, not_asked
from qa.assistant import Assistant
from qa.checking.checked_json import as_json as checked_json
from qa.checking.checker import CHECKING, Checker
from qa.checking.markdown_export import as_markdown as checked_markdown
from qa.checking.reading import read_content, read_text, save
from qa.checking.types import ClaimKind
from qa.checking.word_export import as_word
from qa.checking.wording import as_lines
from qa.doctor import examine
from qa.evaluation.ablation import READING, RULES, ablate
from qa.evaluation.ablation import as_table as as_rows
from qa.evaluation.asking import ask_all
from qa.evaluation.files import Asked, QuestionFile, read_all
from qa.evaluation.given import read_given
from qa.evaluation.judgements import Judgements
from qa.evaluation.plotting import plot
from qa.evaluation.report import NAMES, as_table, cell, report
from qa.reading.model import FOLDER, ReadingModel
from qa.web import words
from qa.web.serving.passwords import Passwords
from qa.writing.summarizing import Summarizer, summarized


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0 done, 1 the work failed with a message for a person, 2 wrong usage."""
    with in_parts():
        commands = CommandLine("python -m qa", "提问、评测、检查安装。")
        add_commands(commands)
        return commands.run(arguments)


def add_commands(commands: CommandLine) -> None:
    """Have a program offer asking, and what is about it."""
    added = commands.add("ask", _ask, "提问")
    added.add_argument("question", nargs="?", metavar="问题")
    added.add_argument("--batch", type=Path, metavar="文件.jsonl", help="逐行提问，每行一个 JSON 对象")
    choose_documents(added)
    added = commands.add("check", _check, "核对一篇文字：每一句有没有依据，哪里与资料不符")
    added.add_argument("file", type=Path, metavar="文件", help="txt、md、docx、pdf 等；- 从标准输入读")
    added.add_argument("--figures", action="store_true", help="只核对数值和引语")
    added.add_argument("--word", type=Path, metavar="输出.docx", help="另存为带批注的 Word 文件")
    added.add_argument("--markdown", type=Path, metavar="输出.md", help="另存为带脚注的 Markdown 文件")
    choose_documents(added)
    added = commands.add(
        "evaluate",
        _evaluate,
        "用问题文件评测：每行一题的 .jsonl，或自带文档的：SQuAD 格式 .json，每行一篇文章的 .jsonl",
    )
    added.add_argument("files", nargs="+", type=Path, metavar="文件", help="几个自带文档的文件合成一个资料库来问")
    added.add_argument(
        "--among", nargs="+", type=Path, default=[], metavar="文件", help="这些文件的文档也放进资料库，但不问它们的题"
    )
    added.add_argument("--every", type=positive, default=1, metavar="N", help="每 N 题只问一题（默认全问）")
    added.add_argument("--held-out", action="store_true", help="只问训练阅读模型时留出的题")
    added.add_argument(
        "--given",
        nargs="?",
        type=Path,
        const=FOLDER,
        metavar="模型文件夹",
        help="不检索，由阅读模型直接读所属的文档",
    )
    added.add_argument(
        "--without",
        nargs="*",
        choices=[*RULES, READING],
        metavar="规则",
        help="不用这些规则各问一遍，列出每条规则值多少；不写名字就是全部规则",
    )
    added.add_argument("--plot", type=Path, metavar="图.png", help="画出把握与对错、风险与覆盖（要装 matplotlib）")
    commands.add("feedback", _feedback, "把页面上评过的问答写成问题文件（每行一题），可用 evaluate 评测")
    commands.add("doctor", _doctor, "断网检查安装")
    added = commands.add("password", _password, "设置打开页面所需的密码（存的是 scrypt 摘要）；设了就要登录")
    added.add_argument("name", metavar="用户名")
    added.add_argument("--remove", action="store_true", help="取消这个用户")


def _ask(settings: Settings, options: argparse.Namespace) -> int:
    if (options.question is None) == (options.batch is None):
        print("请写出问题，或用 --batch 指定文件，二者取一。", file=sys.stderr)
        return 2
    with Library.open(settings) as library:
        assistant = Assistant(library)
        summarizer = Summarizer.of(Checker(assistant))
        assistant.warm_up()
        if options.batch is None:
            outcome = summarized(summarizer, assistant.ask(options.question, documents=options.documents))
            print(json.dumps(as_json(None, outcome), ensure_ascii=False) if options.json else _as_text(outcome))
            return 0
        for line in read_batch(options.batch):
            made = _ask_line(assistant, summarizer, line, options.documents)
            print(json.dumps(made, ensure_ascii=False), flush=True)
    return 0


def _ask_line(
    assistant: Assistant, summarizer: Summarizer | None, line: dict[str, Any], documents: Sequence[str]
) -> dict[str, Any]:
    """One line's answer; a question that cannot be asked is refused in its own line, and the next is asked.

    :param documents: those to be asked where the line names none.
    """
    try:
        outcome = assistant.ask(line["question"], line["history"], line["documents"] or documents)
    except QuestionError as error:
        outcome = not_asked(line["question"], error)
    return as_json(line.get("id"), summarized(summarizer, outcome))


def _check(settings: Settings, options: argparse.Namespace) -> int:
    standard = str(options.file) == "-"
    read = read_content(sys.stdin.buffer.read(), "标准输入.txt") if standard else read_text(options.file, settings)
    kinds = (ClaimKind.FIGURE, ClaimKind.QUOTATION) if options.figures else ()
    with Library.open(settings) as library, TerminalProgress() as progress:
        assistant = Assistant(library)
        assistant.warm_up()
        stage = partial(progress, CHECKING)
        checked = Checker(assistant).check_document(read, options.documents, kinds, stage)
    if options.word is not None:
        save(options.word, as_word(checked))
    if options.markdown is not None:
        save(options.markdown, checked_markdown(checked).encode("utf-8", "replace"))
    print(json.dumps(checked_json(checked), ensure_ascii=False) if options.json else as_lines(checked))
    return 0


def _parts(answer: Answer) -> list[str]:
    """The parts of an answer, a line each, with what each answers and the numbers of its citations."""
    lines = []
    for part in answer.parts:
        label, numbers = f"{part.label}  " if part.label else "", "".join(f"[{number}]" for number in part.citations)
        kind, status = words.PART_KINDS.get(part.kind, ""), words.PART_STATUSES.get(part.status, "")
        said = f"{kind.rstrip('：')}：" if kind else f"（{status}）" if status else ""
        lines.append(f"{label}{said}{part.text}{numbers}")
    return lines


def _summary(summary: Summary) -> list[str]:
    """The proven prose with the numbers of its citations, what was left out of it, or why there is none."""
    said = [f"{it.text}{''.join(f'[{number}]' for number in it.citations)}" for it in summary.sentences]
    head = [f"\n综述（由 {summary.writer} 的语言模型写成，每句都经引文核对）："] if said else []
    left = [f"（{summary.left_out} 句没有依据，未显示）"] if summary.left_out else []
    return [*head, *said, *left, *([summary.problem] if summary.problem else [])]


def _as_text(outcome: Answer | NoAnswer) -> str:
    lines = [f"理解为：{outcome.question.resolved}"] if outcome.question.resolved != outcome.question.text else []
    whole = isinstance(outcome, Answer) and outcome.is_whole
    lines += _parts(outcome) if isinstance(outcome, Answer) and whole else []
    lines += [] if whole else [outcome.shown if isinstance(outcome, Answer) else outcome.reason]
    if isinstance(outcome, Answer) and not whole and outcome.shown != outcome.text:
        lines.append(f"（看来是“{outcome.text}”，把握一般，请核对原文）")
    lines += [outcome.remark] if outcome.remark else []
    lines += _summary(outcome.summary) if isinstance(outcome, Answer) and outcome.summary else []
    if outcome.citations:
        lines.append("\n依据：" if isinstance(outcome, Answer) else "\n相关段落（不是答案）：")
    for citation in outcome.citations:
        where = "  ".join(filter(None, [citation.name, citation.heading, describe(citation.places)]))
        lines.append(f"[{citation.number}] {where}\n    {citation.quote}")
        if citation.also:
            lines.append(
                f"    也见于：{'、'.join(' '.join((item.name, item.place)).strip() for item in citation.also)}"
            )
    return "\n".join(lines)


def _evaluate(settings: Settings, options: argparse.Namespace) -> int:
    file = read_all(options.files, options.among)
    questions = (file.held_out() if options.held_out else file.questions)[:: options.every]
    if options.given is not None:
        return _read(settings, options, file, questions)
    with TerminalProgress() as progress, file.open_library(settings, progress) as library:
        assistant = Assistant(library)
        assistant.warm_up()
        if options.without is not None:
            found = ablate(assistant, questions, options.without or [*RULES, READING], progress)
            as_values = {name: asdict(figures) for name, figures in found.items()}
            print(json.dumps(as_values, indent=2) if options.json else as_rows(found))
            return 0
        results = ask_all(assistant, questions, progress)
    made = report(results)
    if options.plot is not None:
        plot(results, options.plot)
    print(json.dumps(made.as_json(), ensure_ascii=False, indent=2) if options.json else as_table(made))
    return 0


def _read(settings: Settings, options: argparse.Namespace, file: QuestionFile, questions: Sequence[Asked]) -> int:
    model = ReadingModel.find(options.given)
    if model is None or not file.documents:
        print("这要有训练好的阅读模型，和自带文档的问题文件。", file=sys.stderr)
        return 2
    with TerminalProgress() as progress:
        made = asdict(read_given(model, file, questions, settings, progress))
    lines = (f"{NAMES[name]}\t{cell(value)}" for name, value in made.items())
    print(json.dumps(made, indent=2) if options.json else "\n".join(lines))
    return 0


def _feedback(settings: Settings, _options: argparse.Namespace) -> int:
    for question in Judgements(settings).questions():
        print(json.dumps(question, ensure_ascii=False))
    return 0


def _password(settings: Settings, options: argparse.Namespace) -> int:
    """The password is asked for twice at a terminal; elsewhere it is the first line of standard input."""
    passwords = Passwords.load(settings.data)
    if options.remove:
        if not passwords.take_out(options.name):
            raise YinjuError(f"没有名为“{options.name}”的用户。")
    else:
        passwords.put(options.name, _typed_password())
    passwords.save(settings.data)
    said = f"已{'取消' if options.remove else '设置'}“{options.name}”的密码；重新打开页面后生效。"
    print(json.dumps({"users": len(passwords)}) if options.json else said)
    return 0


def _typed_password() -> str:
    """:raises YinjuError: when nothing was typed, or something else the second time."""
    if not sys.stdin.isatty():
        typed = again = sys.stdin.readline().rstrip("\r\n")
    else:
        typed, again = getpass("密码："), getpass("再输一次：")
    if not typed or typed != again:
        raise YinjuError("两次输入的密码不一样。" if typed else "密码是空的。", "请再试一次。")
    return typed


def _doctor(settings: Settings, options: argparse.Namespace) -> int:
    checks = examine(settings)
    if options.json:
        print(json.dumps([asdict(check) for check in checks], ensure_ascii=False, indent=2))
    else:
        print("\n".join(f"{'正常' if check.passed else '有误'}  {check.name}：{check.finding}" for check in checks))
    return 0 if all(check.passed for check in checks) else 1


if __name__ == "__main__":
    sys.exit(main())
