"""What tables and lists answer, tried before a single sentence is looked for."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import partial
from typing import Generic, TypeVar

from index.library import Library
from index.text.tokens import Tokenizer, fold
from index.text.values import Kind, find_values
from index.types import BlockKind, Document, Hit, Span
from qa.statements import Reason, ReasonKind, Remark, RemarkKind
from qa.types import Expected, Question
from qa.whole.asking_tables import may_ask_of, understand_of
from qa.whole.differing import told_apart
from qa.whole.drafts import Found
from qa.whole.fields import answer_of_field, answer_of_value, find_fields
from qa.whole.lacking import lack_of, lack_of_most
from qa.whole.list_answers import answer_of_list, may_ask_of_list
from qa.whole.lists import find_lists
from qa.whole.naming import Register
from qa.whole.operations import COMPARED, COMPUTED, Operation, may_compare
from qa.whole.table_answers import answer_of
from qa.whole.tables import Table, find_tables
from qa.whole.turned import turned

T = TypeVar("T")
CELLS = 1_000_000
"""Tables of more cells are not read here; nor are more than this kept ready, unless of one document."""
_TIMED = re.compile("[年月日号时点周天期]")
KEPT = 16
"""What is read out of so many documents is kept ready, at most."""


class Whole:
    """Answers from whole tables and lists of a library. Thread-safe."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._registers = _Kept(_registers_of, lambda register: _cells_of(register.table))
        self._turned = _Kept(self._turned_of, lambda register: _cells_of(register.table))
        self._fields = _Kept(find_fields, lambda _: 1)
        self._lists = _Kept(partial(find_lists, tokenizer=library.tokenizer), lambda listing: len(listing.items))

    def find(self, question: Question, hits: Sequence[Hit], documents: Mapping[str, Document]) -> Found | None:
        """What the documents of the hits answer whole, or why not; None where it is not asked so."""
        identities = dict.fromkeys(hit.passage.document_id for hit in hits if hit.passage.document_id in documents)
        found: list[tuple[Found, bool, str]] = []
        for identity in identities if may_ask_of(question) else ():
            own = list(self._answers(question, self._registers.of(documents[identity]), frozenset(Operation)))
            if not own and may_compare(question.resolved):
                own = list(self._answers(question, self._turned.of(documents[identity]), COMPARED))
            # of a table of which the question has nothing nothing is reckoned, where it is not all there is
            known = (each for each in own if not each[1] or each[0].explained or len(identities) == 1)
            found += [(answer, computed, identity) for answer, computed in known]
        chosen = [documents[identity] for identity in identities]
        return (
            _best(found, self._library.tokenizer)
            or self._find_field(question, chosen)
            or self._find_list(question, chosen)
        )

    def _answers(
        self, question: Question, registers: Sequence[Register], operations: Set[Operation]
    ) -> Iterator[tuple[Found, bool]]:
        """What each of some tables answers, where that is asked for by one of the operations, and if it is computed."""
        for register in registers:
            asked = understand_of(register, question, self._library.tokenizer)
            told = asked and (asked.operation in operations or (asked.operation is Operation.ROWS and asked.chosen))
            answer = answer_of(asked) if asked and told else None
            if asked and answer and not _lacks_time(question, answer):
                yield answer, asked.operation in COMPUTED

    def _turned_of(self, document: Document) -> list[Register]:
        """Those of a document's tables that have things as columns, turned round."""
        tables = (turned(register.table) for register in self._registers.of(document))
        return [Register(table) for table in tables if table]

    def _find_field(self, question: Question, documents: Sequence[Document]) -> Found | None:
        """The value of a field that a question asks for by its name; None where there is no such, or several are."""
        fields = {document.id: self._fields.of(document) for document in documents}
        found = answer_of_field(question, fields, documents, self._library.tokenizer)
        return found or answer_of_value(question, fields, documents)

    def _find_list(self, question: Question, documents: Sequence[Document]) -> Found | None:
        """What the one list that accounts for most of a question answers; None where there is none, or several do."""
        if not may_ask_of_list(question):
            return None
        tokenizer = self._library.tokenizer
        lists = [each for document in documents for each in self._lists.of(document)]
        found = [answer for each in lists if (answer := answer_of_list(each, question, tokenizer))]
        most = max((each.explained for each in found), default=0)
        best = [each for each in found if each.explained == most]
        same = len({tuple(draft.text for draft in each.drafts) for each in best}) == 1
        return best[0] if same else None

    def lack_of(self, question: Question, document: Document, place: Span, *, read: bool) -> Reason | None:
        """Why no single row of the table that has a ``place`` of a document can answer, which is ``read`` to or not.

        None where nothing is known against it, or no row of a table stands there.
        """
        if register := self._register_at(document, place):
            return lack_of(register, question, self._library.tokenizer, at=place, read=read)
        rows = (block.spans[0] for block in document.blocks if block.kind is BlockKind.ROW)
        row = next((span for span in rows if span.start <= place.start < span.end), None)
        return lack_of_most(document.text[row.start : row.end], question) if row else None

    def is_row(self, document: Document, place: Span) -> bool:
        """Whether a row of a table stands at a place of a document."""
        return self._register_at(document, place) is not None

    def _register_at(self, document: Document, place: Span) -> Register | None:
        """The table that has a place of a document in one of its rows."""
        for register in self._registers.of(document):
            if any(row.span.start < place.end and place.start < row.span.end for row in register.table.rows):
                return register
        return None


class _Kept(Generic[T]):
    """What was last read out of documents, by document, as much as ``KEPT`` and ``CELLS`` allow. Thread-safe.

    :param size: of what is read, in cells or the like.
    """

    def __init__(self, read: Callable[[Document], list[T]], size: Callable[[T], int]) -> None:
        self._read = read
        self._size = size
        self._kept: dict[str, list[T]] = {}
        self._lock = threading.Lock()

    def of(self, document: Document) -> list[T]:
        with self._lock:
            if document.id not in self._kept:
                read = self._read(document)
                while self._kept and (len(self._kept) >= KEPT or self._sizes(read) > CELLS):
                    self._kept.pop(next(iter(self._kept)))
                self._kept[document.id] = read
            return self._kept[document.id]

    def _sizes(self, read: Sequence[T]) -> int:
        """Of what was read last and all that is kept."""
        return sum(self._size(each) for some in (read, *self._kept.values()) for each in some)


def _lacks_time(question: Question, answer: Found) -> bool:
    """Whether it is asked when, and what is answered is no time: the number of the contract that was signed."""
    texts = [fold(draft.text) for draft in answer.drafts] if question.expected is Expected.TIME else []
    timed = (_TIMED.search(text) or any(v.kind is Kind.TIME for v in find_values(text)) for text in texts)
    return not answer.why and bool(texts) and not any(timed)


def _registers_of(document: Document) -> list[Register]:
    return [Register(each) for each in find_tables(document) if _cells_of(each) <= CELLS]


def _cells_of(table: Table) -> int:
    return sum(len(row.cells) for row in table.rows)


def _best(found: Sequence[tuple[Found, bool, str]], tokenizer: Tokenizer) -> Found | None:
    """The one that accounts for most of the question; where several do, what all of them say."""
    rows = [item for item in found if item[0].why is None or item[0].why.kind is not ReasonKind.NO_ROW]
    found = rows or found
    most = max((each.explained for each, _, _ in found), default=0)
    best = [item for item in found if item[0].explained == most]
    if len(best) < 2:
        return best[0][0] if best else None
    first = best[0][0]
    texts = [tuple(draft.text for draft in each.drafts) for each, _, _ in best]
    if len(set(texts)) == 1:  # they say the same
        return first
    if any(computed or each.why for each, computed, _ in best):
        drafts = tuple(draft for each, _, _ in best for draft in each.drafts)
        return Found(drafts, most, Reason(ReasonKind.TABLES_DIFFER))
    answers = [(each, each.drafts[0].slices[0].document) for each, _, _ in best]
    if len({document.id for _, document in answers}) > 1:
        return told_apart(answers, tokenizer)
    drafts = tuple(draft for each, _, _ in best for draft in each.drafts)
    return replace(first, drafts=drafts, remarks=(Remark(RemarkKind.TABLES_DIFFER, count=len(best)),), sure=False)
