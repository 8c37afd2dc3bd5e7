"""Fields of a document, ``乙方：某公司``, asked for by their names: ``合同的乙方是谁？``, ``微信号``, ``文号``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.text.tokens import HAN, Tokenizer, fold
from index.text.vocabulary import find_meant
from index.types import BlockKind, Document, Span
from qa.answers import PartKind
from qa.asking.question import content_terms
from qa.judging.identity import identity_of
from qa.types import Expected, Question
from qa.whole.drafts import Draft, Found, Slice

LINE = 200
"""Characters of a line that holds fields; longer ones are text."""
_LABEL = re.compile(rf"(?m)(?:^|(?<=[，,；;。\t ]))(?P<label>[{HAN}A-Za-z]{{2,10}})[:：][ \t]*")
_EDGES = " \t，,；;。"
_NUMBER = re.compile(rf"[ \t]*(?P<value>[{HAN}]{{1,12}}[〔\[（(【](?:19|20)\d\d[〕\]）)】]第?\d{{1,6}}号)[ \t]*")
NUMBER_OF_PAPER = "文号"
_ASKED = re.compile(
    "(?:的?(?:名称|名字|姓名|号码))?(?:是|为|叫|有)?(?:谁|什么(?:名字)?|啥|哪一?[家个位里儿](?:公司|单位|人|部门)?|多少|几号?)?呢?[?.。!]*"
)
_WHAT = re.compile(f"(?:是|指)?(?:什么|哪一?[个份项种本])(?P<kind>[{HAN}]{{2,6}})[?.。!]*$")
_LEADS = re.compile("^(?:请问|我想知道|告诉我)")
_OF_VALUES = frozenset({Expected.LIST, Expected.REASON, Expected.MANNER, Expected.YES_NO})
"""What asks for more than a value."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a document: its ``label``, folded, where its value stands, and where both do."""

    label: str
    value: Span
    whole: Span


def find_fields(document: Document) -> list[Field]:
    """The fields of a document in order, without those of tables, and the number of an official paper."""
    rows = sorted(span for block in document.blocks if block.kind is BlockKind.ROW for span in block.spans)
    found: list[Field] = []
    at = 0
    for match in re.finditer(r"[^\n]+", document.text):
        start, end = match.span()
        while at < len(rows) and rows[at].end <= start:
            at += 1
        if end - start <= LINE and not (at < len(rows) and rows[at].start < end):
            found += _fields_of(document.text, start, end)
    return found


def _fields_of(text: str, start: int, end: int) -> Iterator[Field]:
    number = _NUMBER.fullmatch(text, start, end)
    if number:
        yield Field(NUMBER_OF_PAPER, Span(*number.span("value")), Span(*number.span("value")))
    labels = list(_LABEL.finditer(text, start, end))
    ends = [*(match.start() for match in labels[1:]), end][: len(labels)]
    for match, last in zip(labels, ends, strict=True):
        value = text[match.end() : last].rstrip(_EDGES)
        if value and not _is_text(value):
            place = Span(match.end(), match.end() + len(value))
            yield Field(fold(match["label"]), place, Span(match.start("label"), place.end))


def _is_text(value: str) -> bool:
    """Whether what stands behind a label is more than a value: sentences."""
    return "。" in value or value.endswith(("：", ":"))


def answer_of_field(
    question: Question, fields: Mapping[str, Sequence[Field]], documents: Sequence[Document], tokenizer: Tokenizer
) -> Found | None:
    """The value of the one field that a question names, and nothing else but its document; None where it does not.

    :param fields: those of the documents, by document id.
    """
    asked = fold(question.resolved)
    if question.expected in _OF_VALUES:
        return None
    found = [
        (document, field, names)
        for document in documents
        for field in fields[document.id]
        if (names := _named(field.label, asked)) and _is_only_of(document, asked, names, tokenizer)
    ]
    longest = max((high - low for _, _, (low, high) in found), default=0)
    best = [(document, field) for document, field, (low, high) in found if high - low == longest]
    values = {fold(document.text[field.value.start : field.value.end]) for document, field in best}
    if len(values) != 1 or longest < 2:
        return None
    document, field = best[0]
    text = document.text[field.value.start : field.value.end]
    draft = Draft(text, PartKind.QUOTED, (Slice(document, field.whole, (field.value,)),))
    return Found((draft,), longest)


def answer_of_value(
    question: Question, fields: Mapping[str, Sequence[Field]], documents: Sequence[Document]
) -> Found | None:
    """What the one document is called that has a value in a field (``SB-2023-118是什么合同``); None where none is.

    Its title has to say what kind of thing it is, as the question does, and to stand in its text.

    :param fields: those of the documents, by document id.
    """
    asked = _LEADS.sub("", fold(question.resolved))
    match = _WHAT.search(asked)
    value = asked[: match.start()] if match else ""
    if match is None or len(value) < 2:
        return None
    found = [
        (document, field)
        for document in documents
        for field in fields[document.id]
        if fold(document.text[field.value.start : field.value.end]) == value and match["kind"] in fold(document.title)
    ]
    if len({document.id for document, _ in found}) != 1:
        return None
    document, field = found[0]
    start = document.text.find(document.title)
    if start < 0:
        return None
    title = Span(start, start + len(document.title))
    slices = (Slice(document, title, (title,)), Slice(document, field.whole, (field.value,)))
    return Found((Draft(document.title, PartKind.QUOTED, slices),), len(value) + len(match["kind"]))


def _named(label: str, asked: str) -> tuple[int, int] | None:
    """Where a folded question names a label, as it is written or by another word for it; None for nowhere."""
    start = asked.find(label)
    if start >= 0:
        return start, start + len(label)
    meant = (place for *place, others in find_meant(asked) if label in others)
    return next(((start, end) for start, end in meant), None)


def _is_only_of(document: Document, asked: str, label: tuple[int, int], tokenizer: Tokenizer) -> bool:
    """Whether a folded question only asks for a label: behind it what asks, before it what the document is called."""
    if not _ASKED.fullmatch(asked, label[1]):  # 乙方 of 乙方的账号, and of 乙方是谁签的字, is whose it is
        return False
    named = fold("\n".join(identity_of(document).lines))
    return all(term.is_in(named) for term in content_terms(_LEADS.sub("", asked[: label[0]]), tokenizer))
