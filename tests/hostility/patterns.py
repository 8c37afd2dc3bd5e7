"""Every regular expression of the program, and the texts on which one that backtracks too much would never end.

    python -m tests.hostility.patterns             all on 1 MB of each text, a quarter of an hour; prints the slowest
    python -m tests.hostility.patterns --pairs     also of each pair of characters; --length 20000 takes a minute

A pattern is asked as the program asks it (``match`` where it only matches, else ``search`` too). Its texts are made
from its own parts: each character and pair of characters that it tells apart, and each of its repetitions, repeated
behind what leads up to it, with and without a last character that spoils the match.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import itertools
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from index.readers import figures
from tests.hostility.timing import TooSlow, bounded

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted([*ROOT.glob("index/**/*.py"), *ROOT.glob("qa/**/*.py"), ROOT / "app.py"])
FUNCTIONS = {"compile", "match", "search", "fullmatch", "findall", "finditer", "sub", "subn", "split"}
GENERAL = " \n\t\u3000\u00a0\"'<>[](){}-=.,:;/\\#*|&_a1中。，　？\U00020000\0"
SPOILERS = ("", "\0中")
WHOLE = 1_000_000
"""Characters of a text."""
BOUNDED = {
    "index/readers/figures.py": figures.LONGEST,  # a cell's format
    "qa/judging/exactness.py": 500,  # a question
    "qa/suggesting/facts.py": 1_000,  # a sentence of a passage
    "qa/suggesting/questions.py": 1_000,  # a heading
}
"""Where texts are never longer, and how long they may be: patterns there may take the square of it."""
SECONDS = 10.0
Parsed = Any
"""The trees of the standard library's own parser of patterns, which have no types."""


@dataclass(frozen=True)
class Seed:
    """What becomes a text: ``repeated`` again and again behind ``before``."""

    before: str
    repeated: str
    after: str

    def grown(self, length: int) -> str:
        """A text of about so many characters."""
        return self.before + self.repeated * (length // len(self.repeated)) + self.after


@dataclass(frozen=True)
class Used:
    """A pattern, where it stands, and by which methods the program uses it."""

    place: str
    pattern: re.Pattern[str] | re.Pattern[bytes]
    methods: tuple[str, ...]

    def length(self, most: int) -> int:
        """How long the texts are that it meets, up to ``most``."""
        return min(most, BOUNDED.get(self.place.partition(":")[0], most))


@cache
def all_patterns() -> tuple[Used, ...]:
    """In the order of the files and of their lines."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES}
    called = {path: _called(tree) for path, tree in trees.items()}
    return tuple(used for path, tree in trees.items() for used in _patterns(path, tree, called))


def _called(tree: ast.Module) -> set[tuple[str, str]]:
    """(name, method) of every call ``name.method(…)`` in a file, and of those that hand a name to another function."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
            name = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
            found.add((name, node.attr))
    return found


def _patterns(path: Path, tree: ast.Module, called: dict[Path, set[tuple[str, str]]]) -> Iterator[Used]:
    names = {
        id(call): target.id
        for statement in tree.body
        if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value is not None
        for target in (statement.targets if isinstance(statement, ast.Assign) else [statement.target])
        if isinstance(target, ast.Name)
        for call in ast.walk(statement.value)
    }
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in FUNCTIONS):
            continue
        if not (isinstance(node.func.value, ast.Name) and node.func.value.id == "re" and node.args):
            continue
        flags = next((word.value for word in node.keywords if word.arg == "flags"), None)
        if node.func.attr == "compile" and len(node.args) > 1:
            flags = node.args[1]
        method = node.func.attr
        methods = _methods(names.get(id(node), ""), path, called) if method == "compile" else (method,)
        yield Used(f"{path.relative_to(ROOT).as_posix()}:{node.lineno}", _built(path, node.args[0], flags), methods)


def _methods(name: str, path: Path, called: dict[Path, set[tuple[str, str]]]) -> tuple[str, ...]:
    """The methods by which a global is used anywhere; of one in a list, those of what its file calls ``pattern``."""
    files = [path] if name.startswith("_") else list(called)
    direct = {method for file in files for of, method in called[file] if of == name and method in FUNCTIONS}
    listed = {method for of, method in called[path] if of == "pattern" and method in FUNCTIONS}
    return tuple(sorted(direct or listed or {"search"}))


def _built(path: Path, pattern: ast.expr, flags: ast.expr | None) -> re.Pattern[str] | re.Pattern[bytes]:
    """The pattern of a call, its names looked up in its module; a pattern that only a function knows is an error."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    module = importlib.import_module(".".join(parts[:-1] if parts[-1] == "__init__" else parts))

    def value(node: ast.expr) -> Parsed:
        return eval(compile(ast.Expression(node), str(path), "eval"), vars(module))

    return re.compile(value(pattern), value(flags) if flags is not None else 0)


def texts_for(pattern: re.Pattern[Any], pairs: bool) -> Iterator[Seed]:
    """The seeds of a pattern's texts, those of pairs of characters among them or not."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    parsed = importlib.import_module("re._parser").parse(source, pattern.flags & ~re.UNICODE)
    own = list(dict.fromkeys(_characters(parsed)))
    told = list(dict.fromkeys([*own, *GENERAL]))
    repeated = {("", character) for character in told}
    repeated |= {(before, body) for before, bodies in _repetitions(parsed, "", told) for body in bodies if body}
    if pairs:
        some = list(dict.fromkeys([*own[:6], *own[-6:], *" \n1中"]))
        repeated |= {("", one + other) for one, other in itertools.permutations(some, 2)}
    for before, body in sorted(repeated):
        for spoiler in SPOILERS:
            yield Seed(before, body, spoiler)


def _characters(parsed: Parsed) -> Iterator[str]:
    """What a pattern tells apart: its literals, and the ends of its ranges."""
    for kind, value in parsed:
        name = str(kind)
        if name in ("LITERAL", "NOT_LITERAL"):
            yield chr(value)
        elif name == "IN":
            yield from _of_class(value)
        else:
            for inner in _inside(name, value):
                yield from _characters(inner)


def _of_class(items: Parsed) -> Iterator[str]:
    literals = [chr(value) for kind, value in items if str(kind) == "LITERAL"]
    yield from literals[:6]
    for kind, value in items:
        if str(kind) == "RANGE":
            yield chr(value[0])
        elif str(kind) == "CATEGORY":
            yield {"DIGIT": "7", "SPACE": " ", "WORD": "b"}.get(str(value).rpartition("_")[2], "%")


def _inside(name: str, value: Parsed) -> list[Parsed]:
    """The patterns within a part of a pattern."""
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return [value[2]]
    if name == "SUBPATTERN":
        return [value[3]]
    if name == "BRANCH":
        return list(value[1])
    if name in ("ASSERT", "ASSERT_NOT"):
        return [value[1]]
    return [value] if name == "ATOMIC_GROUP" else []


def _repetitions(parsed: Parsed, before: str, told: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """What leads up to each repetition, and examples of what is repeated there."""
    for kind, value in parsed:
        name = str(kind)
        for inner in _inside(name, value):
            if name.endswith("REPEAT"):
                yield before, _examples(inner, told)
            yield from _repetitions(inner, before, told)
        before += next(iter(_examples([(kind, value)], told)), "")


def _examples(parsed: Parsed, told: Sequence[str]) -> list[str]:
    """A few texts that a pattern takes, short ones and ones in which what may be absent is there."""
    found = [""]
    for kind, value in parsed:
        name = str(kind)
        if name == "LITERAL":
            options = [chr(value)]
        elif name == "NOT_LITERAL":
            options = [next(c for c in told if ord(c) != value)]
        elif name == "ANY":
            options = ["x"]
        elif name == "IN":
            options = _chosen(value, told)
        elif name == "BRANCH":
            options = [text for inner in value[1] for text in _examples(inner, told)[:1]]
        elif name.endswith("REPEAT"):
            one = _examples(value[2], told)
            options = [text * max(value[0], 1) for text in one] + ([""] if value[0] == 0 else [])
        elif name in ("SUBPATTERN", "ATOMIC_GROUP"):
            options = _examples(_inside(name, value)[0], told)
        else:
            options = [""]
        most = max(
            6, len(found), len(options)
        )  # each alternative stays: it may be the one that can be parted in two ways
        found = [text + option for option in options for text in found][:most]
    return list(dict.fromkeys(found))


def _chosen(items: Parsed, told: Sequence[str]) -> list[str]:
    """Up to three characters of a class."""
    negated = str(items[0][0]) == "NEGATE"
    fitting = [c for c in told if any(_holds(kind, value, c) for kind, value in items) != negated]
    return fitting[:3] or [next(_of_class(items), "x")]


def _holds(kind: Parsed, value: Parsed, character: str) -> bool:
    match str(kind):
        case "LITERAL":
            return bool(ord(character) == value)
        case "RANGE":
            return bool(value[0] <= ord(character) <= value[1])
        case "CATEGORY":
            of = {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w"}[str(value).rpartition("_")[2]]
            return bool(re.match(of, character)) != ("NOT" in str(value))
    return False


def time_taken(used: Used, text: str, seconds: float) -> float:
    """Processor seconds for all of a pattern's methods on a text; infinite where that is more than ``seconds``."""
    given: Any = text if isinstance(used.pattern.pattern, str) else text.encode("utf-8", "replace")
    pattern: Any = used.pattern
    started = time.process_time()
    try:
        with bounded(seconds):
            for method in used.methods:
                if method in ("match", "search", "fullmatch"):
                    getattr(pattern, method)(given)
                else:
                    for _ in pattern.finditer(given):
                        pass
    except TooSlow:
        return float("inf")
    return time.process_time() - started


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--length", type=int, default=WHOLE)
    parser.add_argument("--only", default="", help="part of a file's name")
    parser.add_argument("--pairs", action="store_true")
    given = parser.parse_args()
    slowest = []
    for used in all_patterns():
        if given.only not in used.place:
            continue
        worst, seed = 0.0, Seed("", "", "")
        for text in texts_for(used.pattern, given.pairs):
            taken = time_taken(used, text.grown(used.length(given.length)), SECONDS)
            if taken > worst:
                worst, seed = taken, text
            if worst == float("inf"):
                break
        slowest.append((worst, used.place, used.methods, seed, used.pattern.pattern[:80]))
        if worst > 1:
            print(*map(repr, slowest[-1]), flush=True)
    print(f"{len(slowest)} patterns; the slowest:")
    for line in sorted(slowest, reverse=True)[:10]:
        print(*map(repr, line))


if __name__ == "__main__":
    main()
