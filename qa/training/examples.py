"""``python -m qa.training.examples FILE… --out FOLDER``: question files to question–passage pairs to train on.

Of each answerable question: the passage that holds the answer, and passages that the project's own search ranks high
and that do not hold it. Of each unanswerable one: the passages of its document that are ranked highest. Besides, the
question asked of another year or another place, which the passage does not answer. Traditional texts are kept in
every second document and turned to simplified characters in the others. Last come the questions written by rule, from
the documents and from made-up bulletins.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import itertools
import json
import random
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path

from index.commandline import TerminalProgress
from index.library import Library
from index.settings import Settings
from index.tokens import Tokenizer, fold, fold_with_origins, simplify
from index.types import Passage, Progress
from qa.evaluation.files import Asked, QuestionFile, is_held_out, read_questions
from qa.training.bulletins import write_bulletins
from qa.training.written import write_questions

OUT = Path("data/reader")
SEARCHED = 12
"""Hits among which passages without the answer are looked for."""
WITHOUT = 2
"""Passages without an answer, at most, that a question is paired with."""
WRITTEN = 4
"""Questions, at most, that are written by rule from a passage."""
BULLETINS, FROM_BULLETIN = 1200, {"bulletin": 3, "unstated": 1}
"""Made-up bulletins, and how many questions with and without an answer are taken from each."""
YEARS_OFF = (-9, -5, -3, -2, -1, 1, 2, 3, 5, 9)
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20[0-4]\d)(?=年)")


@dataclass(frozen=True, slots=True)
class Example:
    """A question beside a passage. ``start`` and ``end`` are the answer's place in ``text``, both -1 for none.

    ``kind``: ``answer``, ``search`` (a passage the search found), ``unanswerable``, ``year``, ``place``, ``written``
    (by rule, from a statement), ``bulletin`` or ``unstated`` (about a made-up bulletin).
    """

    question: str
    context: str
    text: str
    start: int
    end: int
    kind: str
    held_out: bool = False


def main(arguments: Sequence[str] | None = None) -> int:
    """Write ``pairs.jsonl``."""
    parser = argparse.ArgumentParser(prog="python -m qa.training.examples", description="由问题文件生成训练样本。")
    parser.add_argument("files", nargs="+", type=Path, metavar="文件", help="SQuAD 格式的问题文件")
    parser.add_argument("--data", type=Path, default=Path("data"), help="数据文件夹（默认 data）")
    parser.add_argument("--out", type=Path, default=OUT, help="写到哪个文件夹（默认 %(default)s）")
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    settings = Settings.load(options.data)
    files = [read_questions(path) for path in options.files]
    with (options.out / "pairs.jsonl").open("w", encoding="utf-8") as out, TerminalProgress() as progress:
        made = itertools.chain(
            *(make_examples(file, settings, progress) for file in files),
            *(write_examples(file, settings, progress) for file in files),
            bulletin_examples(files, Tokenizer()),
        )
        for example in made:
            out.write(json.dumps(asdict(example), ensure_ascii=False) + "\n")
    return 0


def make_examples(file: QuestionFile, settings: Settings, progress: Progress) -> Iterator[Example]:
    """The examples of all questions, in order; the same each time.

    Only a file without unanswerable questions of its own is searched, for which its documents have to be encoded.
    """
    with contextlib.ExitStack() as stack:
        searched = all(asked.answers for asked in file.questions)
        library = stack.enter_context(file.open_library(settings, progress)) if searched else None
        maker = _Maker(file, settings, library)
        for done, asked in enumerate(file.questions):
            held_out = is_held_out(done)
            for example in maker.of(asked):
                yield replace(example, held_out=held_out)
            progress("生成样本", done + 1, len(file.questions))


def write_examples(file: QuestionFile, settings: Settings, progress: Progress) -> Iterator[Example]:
    """Examples with questions that are written by rule from the documents about which no question is held out."""
    tokenizer = Tokenizer()
    held_out = {asked.document for number, asked in enumerate(file.questions) if is_held_out(number)}
    for done, name in enumerate(file.documents, start=1):
        chance = random.Random(hashlib.sha256(name.encode()).digest())  # noqa: S311 - the same each time
        for passage in file.passages(name, tokenizer, settings) if name not in held_out else ():
            for written in write_questions(passage.text, tokenizer, chance, WRITTEN):
                example = Example(
                    written.question, passage.context, passage.text, written.start, written.end, "written"
                )
                yield _in_turn(example, name)
        progress("写问题", done, len(file.documents))


def bulletin_examples(files: Sequence[QuestionFile], tokenizer: Tokenizer) -> Iterator[Example]:
    """Examples from made-up bulletins, with the places that the questions of ``files`` name."""
    chance = random.Random(len(files))  # noqa: S311 - the same each time
    for bulletin in write_bulletins(chance, _places_of(files, tokenizer), BULLETINS):
        stated = [each for each in bulletin.questions if each[1] >= 0]
        others = [each for each in bulletin.questions if each[1] < 0]
        for some, kind in ((stated, "bulletin"), (others, "unstated")):
            most = FROM_BULLETIN[kind]
            for question, start, end in chance.sample(some, min(most, len(some))):
                yield Example(question, "", bulletin.text, start, end, kind)


def _places_of(files: Sequence[QuestionFile], tokenizer: Tokenizer) -> list[str]:
    """The places that questions name, in the order of their characters."""
    asked = (asked for file in files for asked in file.questions)
    return sorted({place for each in asked for place in find_places(tokenizer, each.question)})


def _in_turn(example: Example, document: str) -> Example:
    """Simplified where it is the document's turn."""
    simplifies = int(hashlib.sha256(document.encode()).hexdigest(), 16) % 2 == 0
    return _simplified(example) if simplifies else example


class _Maker:
    def __init__(self, file: QuestionFile, settings: Settings, library: Library | None) -> None:
        self._file = file
        self._settings = settings
        self._library = library
        self._tokenizer = Tokenizer()
        self._passages = lru_cache(maxsize=16)(self._cut)
        self._places = _places_of([file], self._tokenizer)

    def _cut(self, name: str) -> list[Passage]:
        return self._file.passages(name, self._tokenizer, self._settings)

    def of(self, asked: Asked) -> Iterator[Example]:
        """The examples of one question, simplified where it is the document's turn."""
        chance = random.Random(hashlib.sha256(asked.id.encode()).digest())  # noqa: S311 - the same each time
        for example in self._of(asked, chance):
            yield _in_turn(example, asked.document)

    def _of(self, asked: Asked, chance: random.Random) -> Iterator[Example]:
        own = self._passages(asked.document)
        if not asked.answers:
            yield _without(asked, self._nearest(asked, own), "unanswerable")
            return
        answered = next(_answered(asked, own), None)
        if answered is not None:
            yield answered
            yield from self._altered(answered, chance)
        folded = [fold(answer) for answer in asked.answers]
        hits = [hit.passage for hit in self._library.search(asked.question, SEARCHED)] if self._library else []
        others = [hit for hit in hits if not any(answer in fold(hit.text) for answer in folded)]
        yield from (_without(asked, passage, "search") for passage in others[:WITHOUT])

    def _nearest(self, asked: Asked, passages: Sequence[Passage]) -> Passage:
        """The passage that shares most with the question."""
        grams = set(self._tokenizer.grams(asked.question))
        return max(passages, key=lambda passage: len(grams & set(self._tokenizer.grams(passage.text))))

    def _altered(self, answered: Example, chance: random.Random) -> Iterator[Example]:
        """The question asked of another year, and of another place, than the passage speaks of."""
        year = next((match[1] for match in _YEAR.finditer(answered.question) if match[1] in answered.text), None)
        if year is not None:
            yield from _asking(answered, year, str(int(year) + chance.choice(YEARS_OFF)), "year")
        named = [place for place in find_places(self._tokenizer, answered.question) if place in answered.text]
        if named:
            yield from _asking(answered, named[0], chance.choice(self._places), "place")


def find_places(tokenizer: Tokenizer, text: str) -> list[str]:
    """The places that a text names, in order."""
    folded, origins = fold_with_origins(text)
    words = [word for word in tokenizer.tag(folded) if len(word.text) > 1 and tokenizer.is_place(word.text)]
    return [text[origins[word.start] : origins[word.end]] for word in words]


def _answered(asked: Asked, passages: Sequence[Passage]) -> Iterator[Example]:
    """The passages where an answer stands at its place."""
    for answer, start in zip(asked.answers, asked.starts, strict=True):
        for passage in passages:
            position = _position(passage, start, len(answer))
            if position is not None and passage.text[position : position + len(answer)] == answer:
                yield Example(asked.question, passage.context, passage.text, position, position + len(answer), "answer")


def _position(passage: Passage, start: int, length: int) -> int | None:
    """Where ``[start, start + length)`` of the document stands in the passage's text."""
    offset = 0
    for span in passage.spans:
        if span.start <= start and start + length <= span.end:
            return offset + start - span.start
        offset += len(span)
    return None


def _without(asked: Asked, passage: Passage, kind: str) -> Example:
    return Example(asked.question, passage.context, passage.text, -1, -1, kind)


def _asking(answered: Example, old: str, new: str, kind: str) -> Iterator[Example]:
    """The question with ``new`` for ``old``; none where the passage speaks of that too, or ``old`` is the answer."""
    if fold(new) not in fold(answered.text) and old not in answered.text[answered.start : answered.end]:
        yield replace(answered, question=answered.question.replace(old, new), start=-1, end=-1, kind=kind)


def _simplified(example: Example) -> Example:
    """In simplified characters, unless that moves the text's places."""
    text = simplify(example.text)
    if len(text) != len(example.text):
        return example
    return replace(example, question=simplify(example.question), context=simplify(example.context), text=text)


def read_examples(path: Path) -> list[Example]:
    """The examples in a file that ``main`` wrote."""
    with path.open(encoding="utf-8") as lines:
        parsed: Iterator[Mapping[str, object]] = map(json.loads, lines)
        return [Example(**example) for example in parsed]  # type: ignore[arg-type]


if __name__ == "__main__":
    sys.exit(main())
