"""``python -m index``: the library from the command line."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from index.commands.batch import read_batch
from index.commands.commandline import CommandLine, Run, TerminalProgress, choose_documents, positive
from index.commands.results_json import found_as_json
from index.errors import LibraryBusy, YinjuError
from index.library import Failure, Library, Status, SyncReport
from index.program import extra, in_parts
from index.settings import LOCAL, Settings
from index.storage.local.backup import back_up
from index.storage.local.repair import repair_folder
from index.syncing.watching import changes
from index.types import Progress

SEEDS = Path("seeds")


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0 done, 1 the work failed with a message for a person, 2 wrong usage."""
    with in_parts():
        commands = CommandLine("python -m index", "资料库：同步、查看、检索、检查。")
        add_commands(commands)
        return commands.run(arguments)


def add_commands(commands: CommandLine) -> None:
    """Have a program offer what is done with a library."""
    added = commands.add("sync", _opened(_sync), "让资料库与文件夹一致")
    added.add_argument("folders", nargs="*", type=Path, metavar="文件夹", help="默认是上次同步的文件夹，没有则是 seeds")
    added.add_argument("--reencode", action="store_true", help="换了模型之后，重新计算全部向量")
    added.add_argument("--watch", action="store_true", help="同步之后一直跟着文件夹，有变化就再同步（按 Ctrl+C 停止）")
    _add_ray(added)
    added = commands.add("add", _opened(_add), "加入单个文件")
    added.add_argument("files", nargs="+", type=Path, metavar="文件")
    _add_ray(added)
    commands.add("remove", _opened(_remove), "按编号移除").add_argument("ids", nargs="+", metavar="编号")
    commands.add("list", _opened(_list), "列出文件")
    commands.add("status", _opened(_status), "资料库的数字")
    commands.add("rollback", _opened(_rollback), "回到上一次更新之前")
    commands.add("purge", _opened(_purge), "抹掉已移除内容的一切痕迹（之后不能再 rollback）")
    commands.add("verify", _opened(_verify), "检查资料库")
    copied = commands.add("backup", _backup, "备份到一个新的文件夹，程序开着也可以")
    copied.add_argument("folder", type=Path, metavar="文件夹", help="还没有的，或空的文件夹")
    commands.add("copy", _copy, "把数据文件夹里的资料库复制到服务器上的空数据库（--library），不重新计算")
    commands.add("repair", _repair, "取出损坏的内容，重建索引")
    added = commands.add("search", _opened(_search), "检索段落")
    added.add_argument("question", nargs="?", metavar="问题")
    added.add_argument("--top", type=positive, default=10, metavar="数量", help="返回几段（默认 10）")
    added.add_argument("--batch", type=Path, metavar="文件.jsonl", help="逐行检索，每行一个 JSON 对象")
    choose_documents(added)


def _add_ray(parser: argparse.ArgumentParser) -> None:
    """``--ray``, which goes before the setting; without an address it means this machine."""
    help_ = f"计算向量分给 Ray 集群，地址如 10.0.0.1:6379；不写地址则只在本机（要另装：{extra('ray')}）"
    parser.add_argument("--ray", nargs="?", const=LOCAL, metavar="地址", help=help_)


def _opened(run: Callable[[Library, argparse.Namespace], int]) -> Run:
    """A command that is given the settings' library, and leaves it closed."""

    def opened(settings: Settings, options: argparse.Namespace) -> int:
        if vars(options).get("ray"):
            settings = replace(settings, ray=options.ray)
        with Library.open(settings) as library:
            return run(library, options)

    return opened


def _sync(library: Library, options: argparse.Namespace) -> int:
    folders = options.folders or library.folders() or [SEEDS]
    with TerminalProgress() as progress:
        report = library.sync(folders, progress, reencode=options.reencode)
    _print_report(report, options.json)
    for _ in changes(folders) if options.watch else ():
        _follow(library, folders, as_json=options.json)
    return 0


def _follow(library: Library, folders: Sequence[Path], *, as_json: bool) -> None:
    """Sync once more; what does not work now is told, and may work after the next change."""
    try:
        with TerminalProgress() as progress:
            report = _sync_when_free(library, folders, progress)
    except YinjuError as error:
        print(error, file=sys.stderr, flush=True)
    else:
        if report.added or report.changed or report.removed or report.renamed:
            _print_report(report, as_json)


def _sync_when_free(library: Library, folders: Sequence[Path], progress: Progress) -> SyncReport:
    """As ``Library.sync``, after whoever is writing; each attempt waits for a while by itself."""
    while True:
        with contextlib.suppress(LibraryBusy):
            return library.sync(folders, progress)


def _add(library: Library, options: argparse.Namespace) -> int:
    with TerminalProgress() as progress:
        report = library.add(options.files, progress)
    _print_report(report, options.json)
    return 1 if report.failed else 0


def _remove(library: Library, options: argparse.Namespace) -> int:
    removed = library.remove(options.ids)
    _print({"removed": removed}, options.json, [f"已移除 {path}" for path in removed])
    return 0


def _rollback(library: Library, options: argparse.Namespace) -> int:
    library.rollback()
    status = library.status()
    value = {"documents": status.documents, "passages": status.passages, "generation": status.generation}
    line = f"已回到上一次更新之前：{status.documents} 份文件，{status.passages:,} 段。下次同步会再与文件夹一致。"
    _print(value, options.json, [line])
    return 0


def _purge(library: Library, options: argparse.Namespace) -> int:
    library.purge()
    _print({"purged": True}, options.json, ["已抹掉：数据文件夹里不再有已移除内容的文字、词语和向量。"])
    return 0


def _list(library: Library, options: argparse.Namespace) -> int:
    documents = library.documents()
    status = library.status()
    value = {
        "documents": [
            {
                "id": item.id,
                "name": item.name,
                "title": item.title,
                "path": item.path,
                "characters": item.characters,
                "format": item.format,
                "passages": item.passages,
                "bytes": item.bytes,
                "indexed": item.indexed,
            }
            for item in documents
        ],
        "failed": _reasons(status.failed),
        "partial": _reasons(status.partial),
    }
    lines = [f"{item.id}  {item.characters:>9,} 字  {item.name}  《{item.title}》" for item in documents]
    _print(value, options.json, [*lines, *_troubles(status)])
    return 0


def _status(library: Library, options: argparse.Namespace) -> int:
    status = library.status()
    value = {
        "documents": status.documents,
        "passages": status.passages,
        "characters": status.characters,
        "generation": status.generation,
        "encoder": status.encoder,
        "failed": _reasons(status.failed),
        "partial": _reasons(status.partial),
    }
    figures = f"{status.documents} 份文件，{status.passages:,} 段，{status.characters:,} 字"
    lines = [f"资料库：{figures}；第 {status.generation} 代，模型 {status.encoder}"]
    _print(value, options.json, [*lines, *_troubles(status)])
    return 0


def _reasons(failures: Sequence[Failure]) -> list[dict[str, str]]:
    return [{"path": failure.path, "reason": failure.reason} for failure in failures]


def _troubles(status: Status) -> list[str]:
    failed = [f"读不了：{item.path}：{item.reason}" for item in status.failed]
    return [*failed, *(f"没读全：{item.path}：{item.reason}" for item in status.partial)]


def _verify(library: Library, options: argparse.Namespace) -> int:
    findings = library.verify()
    _print({"ok": not findings, "findings": findings}, options.json, findings or ["资料库完好。"])
    return 1 if findings else 0


def _repair(settings: Settings, options: argparse.Namespace) -> int:
    done = [] if settings.library else repair_folder(settings.data)
    with Library.open(settings) as library:
        done += library.repair()
        findings = library.verify()
    _print({"done": done, "findings": findings}, options.json, [*done, *findings])
    return 1 if findings else 0


def _backup(settings: Settings, options: argparse.Namespace) -> int:
    made = back_up(settings, options.folder)
    value = {"folder": str(made.folder), "documents": made.documents, "uploads": made.uploads, "bytes": made.bytes}
    line = f"已备份到 {made.folder}：{made.documents} 份文件，上传的 {made.uploads} 份，{made.bytes / 1e6:.1f} MB。"
    _print(value, options.json, [line, f"用它：--data {made.folder}，或把它放回原来的数据文件夹。"])
    return 0


def _copy(settings: Settings, options: argparse.Namespace) -> int:
    from index.syncing.copying import copy_library  # its client is an extra

    with TerminalProgress() as progress:
        copied = copy_library(settings, progress)
    line = f"已复制 {copied.documents} 份文件，{copied.passages:,} 段。用它：--library 同一个地址。"
    _print({"documents": copied.documents, "passages": copied.passages}, options.json, [line])
    return 0


def _search(library: Library, options: argparse.Namespace) -> int:
    if (options.question is None) == (options.batch is None):
        print("请写出问题，或用 --batch 指定文件，二者取一。", file=sys.stderr)
        return 2
    if options.batch is not None:
        for line in read_batch(options.batch):
            documents = line["documents"] or options.documents
            hits = library.search(str(line["question"]), options.top, documents=documents)
            found = {"id": line.get("id"), **found_as_json(library, str(line["question"]), hits)}
            print(json.dumps(found, ensure_ascii=False), flush=True)
        return 0
    hits = library.search(options.question, options.top, documents=options.documents)
    lines = [f"{hit.score:+.3f}  {hit.passage.heading}\n    {hit.passage.text}" for hit in hits]
    empty = "所选的文件里没有段落。" if options.documents else "资料库是空的。"
    _print(found_as_json(library, options.question, hits), options.json, lines or [empty])
    return 0


def _print_report(report: SyncReport, as_json: bool) -> None:
    value = {
        "added": list(report.added),
        "changed": list(report.changed),
        "removed": list(report.removed),
        "renamed": [{"from": old, "to": new} for old, new in report.renamed],
        "failed": _reasons(report.failed),
        "unchanged": report.unchanged,
    }
    lines = [f"新增 {path}" for path in report.added]
    lines += [f"更新 {path}" for path in report.changed]
    lines += [f"改名 {old} → {new}" for old, new in report.renamed]
    lines += [f"移除 {path}" for path in report.removed]
    lines += [f"读不了 {failure.path}：{failure.reason}" for failure in report.failed]
    counts = {"新增": report.added, "更新": report.changed, "改名": report.renamed, "移除": report.removed}
    named = [f"{name} {len(paths)}" for name, paths in counts.items() if paths or name != "改名"]
    lines.append("，".join([*named, f"读不了 {len(report.failed)}", f"未变 {report.unchanged}"]))
    _print(value, as_json, lines)


def _print(value: dict[str, Any], as_json: bool, lines: Sequence[str]) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2) if as_json else "\n".join(lines), flush=True)


if __name__ == "__main__":
    sys.exit(main())
