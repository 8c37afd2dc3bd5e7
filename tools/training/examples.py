"""``python -m tools.training.examples FILE… --out FOLDER``: question files to question–passage pairs to train on.

Of each answerable question: the passage that holds the answer, and passages that lie near it and do not hold it. Of
each unanswerable one: the passage with the words that a careless reader would give, else the one that shares most with
the question. Besides, the question asked of another year, or of another person, place or body, which the passage does
not answer. Traditional texts are kept in every second document and turned to simplified characters in the others.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from index.commands.commandline import TerminalProgress
from index.settings import Settings
from index.text.tokens import Tokenizer, fold, fold_with_origins, simplify
from index.types import Passage, Progress
from qa.evaluation.files import Asked, QuestionFile, read_questions

OUT = Path("data/reader")
ELSEWHERE = 2
"""Passages without the answer that an answerable question is put beside, at most."""
NEAREST = 8
"""Of how many passages that are nearest to a question they are taken."""
YEARS_OFF = (-9, -5, -3, -2, -1, 1, 2, 3, 5, 9)
NAMED = ("nr", "ns", "nt", "nz")
"""jieba's tags of people, places, bodies and other names."""
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20[0-4]\d)(?=年)")


@dataclass(frozen=True, slots=True)
class Example:
    """A question beside a passage. ``start`` and ``end`` are the answer's place in ``text``, both -1 for none.

    ``kind``: ``answer``, ``elsewhere`` (a passage that does not hold the answer), ``unanswerable``, ``year`` or
    ``name`` (the question changed). ``set`` is the file that the question is from.
    """

    question: str
    context: str
    text: str
    start: int
    end: int
    kind: str
    held_out: bool = False
    set: str = ""


def main(arguments: Sequence[str] | None = None) -> int:
    """Write ``pairs.jsonl``."""
    parser = argparse.ArgumentParser(prog="python -m tools.training.examples", description="由问题文件生成训练样本。")
    parser.add_argument("files", nargs="+", type=Path, metavar="文件", help="SQuAD 格式或每行一篇文章的问题文件")
    parser.add_argument("--data", type=Path, default=Path("data"), help="数据文件夹（默认 data）")
    parser.add_argument("--out", type=Path, default=OUT, help="写到哪个文件夹（默认 %(default)s）")
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    settings, tokenizer = Settings.load(options.data), Tokenizer()
    with (options.out / "pairs.jsonl").open("w", encoding="utf-8") as out, TerminalProgress() as progress:
        for path in options.files:
            for example in make_examples(read_questions(path), settings, tokenizer, progress):
                out.write(json.dumps(asdict(replace(example, set=path.stem)), ensure_ascii=False) + "\n")
    return 0


def make_examples(
    file: QuestionFile, settings: Settings, tokenizer: Tokenizer, progress: Progress
) -> Iterator[Example]:
    """The examples of all questions of a file with documents of its own, in order; the same each time."""
    maker = _Maker(file, settings, tokenizer)
    for done, asked in enumerate(file.questions):
        chance = random.Random(hashlib.sha256(asked.id.encode()).digest())  # noqa: S311 - the same each time
        for example in maker.of(asked, chance):
            yield replace(_in_turn(example, asked.document), held_out=asked.document in file.held_out_documents)
        progress("生成样本", done + 1, len(file.questions))


def _in_turn(example: Example, document: str) -> Example:
    """In simplified characters where it is the document's turn, unless that moves the text's places."""
    text = simplify(example.text)
    if int(hashlib.sha256(document.encode()).hexdigest(), 16) % 2 or len(text) != len(example.text):
        return example
    return replace(example, question=simplify(example.question), context=simplify(example.context), text=text)


class _Maker:
    def __init__(self, file: QuestionFile, settings: Settings, tokenizer: Tokenizer) -> None:
        self._passages = {name: file.cut(name, tokenizer, settings)[1] for name in file.documents}
        self._all = [passage for passages in self._passages.values() for passage in passages]
        self._tokenizer = tokenizer
        self._names = _names_of(file.questions, tokenizer)
        self._weigher = TfidfVectorizer(analyzer="char", ngram_range=(1, 2), sublinear_tf=True, dtype=np.float32)
        self._matrix = self._weigher.fit_transform(map(_read, self._all))

    def of(self, asked: Asked, chance: random.Random) -> Iterator[Example]:
        """The examples of one question, none where its answer stands in no passage."""
        own = self._passages[asked.document]
        if not asked.answers:
            yield _without(asked.question, self._nearest(asked, own), "unanswerable")
            return
        answered = next(_answered(asked, own), None)
        if answered is None:
            return
        yield answered
        yield from self._altered(answered, chance)
        folded = [fold(answer) for answer in asked.answers]
        near = self._near(asked.question)
        others = [passage for passage in near if not any(answer in fold(_read(passage)) for answer in folded)]
        for passage in chance.sample(others, min(ELSEWHERE, len(others))):
            yield _without(asked.question, passage, "elsewhere")

    def _near(self, question: str) -> list[Passage]:
        """The passages of all documents that share most with a question."""
        scores = (self._matrix @ self._weigher.transform([question]).T).toarray()[:, 0]
        return [self._all[number] for number in np.argsort(-scores, kind="stable")[:NEAREST]]

    def _nearest(self, asked: Asked, passages: Sequence[Passage]) -> Passage:
        """The passage with the words that nearly answer or, without such, that shares most with the question."""
        holding = [passage for passage in passages if asked.near and asked.near in passage.text] or passages
        grams = set(self._tokenizer.grams(asked.question))
        return max(holding, key=lambda passage: len(grams & set(self._tokenizer.grams(_read(passage)))))

    def _altered(self, answered: Example, chance: random.Random) -> Iterator[Example]:
        """The question asked of another year, and of another name, than the passage speaks of."""
        year = next((match[1] for match in _YEAR.finditer(answered.question) if match[1] in answered.text), None)
        if year is not None:
            yield from _asking(answered, year, str(int(year) + chance.choice(YEARS_OFF)), "year")
        read = f"{answered.context}\n{answered.text}"
        named = [(name, tag) for name, tag in find_names(self._tokenizer, answered.question) if name in read]
        if named:
            name, tag = chance.choice(named)
            yield from _asking(answered, name, chance.choice(self._names[tag]), "name")


def _read(passage: Passage) -> str:
    return f"{passage.context}\n{passage.text}"


def _names_of(questions: Sequence[Asked], tokenizer: Tokenizer) -> Mapping[str, list[str]]:
    """The names in questions by their tag, in the order of their characters."""
    found: dict[str, set[str]] = {}
    for asked in questions:
        for name, tag in find_names(tokenizer, asked.question):
            found.setdefault(tag, set()).add(name)
    return {tag: sorted(names) for tag, names in found.items()}


def find_names(tokenizer: Tokenizer, text: str) -> list[tuple[str, str]]:
    """The names in a text with their tags, in order."""
    folded, origins = fold_with_origins(text)
    words = [word for word in tokenizer.tag(folded) if len(word.text) > 1 and word.tag[:2] in NAMED]
    return [(text[origins[word.start] : origins[word.end]], word.tag[:2]) for word in words]


def _answered(asked: Asked, passages: Sequence[Passage]) -> Iterator[Example]:
    """The passages where an answer stands at its place; then, for one that stands across a cut or a heading, others."""
    pairs = [
        (answer, start, passage)
        for answer, start in zip(asked.answers, asked.starts, strict=True)
        for passage in passages
    ]
    for answer, start, passage in pairs:
        position = _position(passage, start, len(answer))
        if position is not None and passage.text[position : position + len(answer)] == answer:
            yield Example(asked.question, passage.context, passage.text, position, position + len(answer), "answer")
    for answer, _, passage in pairs:
        position = passage.text.find(answer)
        if position >= 0:
            yield Example(asked.question, passage.context, passage.text, position, position + len(answer), "answer")


def _position(passage: Passage, start: int, length: int) -> int | None:
    """Where ``[start, start + length)`` of the document stands in the passage's text."""
    offset = 0
    for span in passage.spans:
        if span.start <= start and start + length <= span.end:
            return offset + start - span.start
        offset += len(span)
    return None


def _without(question: str, passage: Passage, kind: str) -> Example:
    return Example(question, passage.context, passage.text, -1, -1, kind)


def _asking(answered: Example, old: str, new: str, kind: str) -> Iterator[Example]:
    """The question with ``new`` for ``old``; none where the passage speaks of that too, or ``old`` is the answer."""
    read = fold(f"{answered.context}\n{answered.text}")
    if fold(new) not in read and old not in answered.text[answered.start : answered.end]:
        yield replace(answered, question=answered.question.replace(old, new), start=-1, end=-1, kind=kind)


def read_examples(path: Path) -> list[Example]:
    """The examples in a file that ``main`` wrote."""
    with path.open(encoding="utf-8") as lines:
        parsed: Iterator[Mapping[str, object]] = map(json.loads, lines)
        return [Example(**example) for example in parsed]  # type: ignore[arg-type]


if __name__ == "__main__":
    sys.exit(main())
