"""What comes of a question: an answer with its citations, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from index.errors import QuestionError
from index.types import Place, Span, check_spans, merge_spans
from qa.statements import Check, Reason, Remark, said
from qa.types import Evidence, Expected, Question, Seconds, Silence
from qa.wording import CHINESE


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another place where the same text stands: a copy of the file, or a document that says the same.

    ``place`` is Chinese (``第 3 页``), ``""`` for formats without pages, slides, rows or times. ``called`` is the name
    with the folders that tell the file from others of that name, ``""`` where it is the only one.
    """

    document: str
    document_id: str
    path: str
    heading: str
    place: str
    called: str = ""

    @property
    def name(self) -> str:
        """What a person is shown."""
        return self.called or self.document


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a passage is cited.

    ``matched`` and ``missing`` are the question's words that carry content, as typed, that stand in the evidence's
    sentence and those that do not. ``cosine``, ``lexical_share`` (BM25 as a share of what it cannot exceed) and their
    ranks from 1 are None where that side has nothing for the passage, ``score`` is both fused. ``coverage`` is that of
    the evidence, ``reading`` the probability that the reading model gives, None where the passage was not read.
    ``checked`` is what was found by checking.
    """

    matched: tuple[str, ...]
    missing: tuple[str, ...]
    dense_rank: int | None
    cosine: float | None
    lexical_rank: int | None
    lexical_share: float | None
    score: float
    coverage: float
    reading: float | None
    checked: tuple[Check, ...]

    @property
    def checks(self) -> tuple[str, ...]:
        """What was found by checking, in Chinese sentences."""
        return tuple(map(CHINESE.check, self.checked))


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote that was checked against its document. ``number`` counts from 1.

    ``quote`` is the joined slices of ``spans``; ``highlight`` are the words in it that answer, and may be empty.
    ``places`` are the pages, slides, rows or times of the sentence that answers, ``also`` where else the text stands.
    ``paragraph`` is the passage's number in its document, from 1; 0 for none. ``explanation`` says why it is cited.
    ``path`` is the first file's of the document, ``""`` where it is not known, and ``called`` as of ``Elsewhere``.
    """

    number: int
    document: str
    document_id: str
    title: str
    heading: str
    quote: str
    spans: tuple[Span, ...]
    highlight: tuple[Span, ...]
    places: tuple[Place, ...] = ()
    also: tuple[Elsewhere, ...] = ()
    paragraph: int = 0
    explanation: Explanation | None = None
    path: str = ""
    called: str = ""

    def __post_init__(self) -> None:
        check_spans(self.spans)
        if self.number < 1 or len(self.quote) != sum(map(len, self.spans)):
            raise ValueError("a citation counts from 1 and its quote is as long as its spans")
        if any(not any(s.start <= h.start and h.end <= s.end for s in self.spans) for h in self.highlight):
            raise ValueError("a highlight lies within one span of its quote")

    @property
    def name(self) -> str:
        """What a person is shown of the document's name."""
        return self.called or self.document

    @property
    def marks(self) -> tuple[Span, ...]:
        """The highlight as slices of the quote, ascending, touching ones joined; ``()`` where there is none.

        A highlight counts in the document, where the spans of a mended quote lie apart; in the quote they adjoin.
        """
        found: list[Span] = []
        offset = 0
        for span in self.spans:
            shift = offset - span.start
            found += [
                Span(part.start + shift, part.end + shift)
                for part in self.highlight
                if span.start <= part.start and part.end <= span.end
            ]
            offset += len(span)
        return merge_spans(found)


class PartKind(StrEnum):
    """What a part of an answer is: words of a document, a cell of a table, what was reckoned from cells, or nothing."""

    QUOTED = "quoted"
    CELL = "cell"
    COMPUTED = "computed"
    UNANSWERED = "unanswered"


class PartStatus(StrEnum):
    """Where documents say different things of one, how a part stands to the first: as good, or of an earlier document,
    of one that is no longer in force, or of a draft."""

    STANDS = "stands"
    EARLIER = "earlier"
    REPEALED = "repealed"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Part:
    """One of several things that an answer says, with the numbers of the citations that it follows from.

    ``label`` says what it answers: the column of a cell, the question of several, the document with its date where
    several disagree (``status``). The text of one that is quoted, and of a cell, stands in one of its citations; of one
    that is unanswered it is the reason ``why``, in Chinese.
    """

    text: str
    kind: PartKind
    citations: tuple[int, ...]
    label: str = ""
    why: Reason | None = None
    status: PartStatus = PartStatus.STANDS


@dataclass(frozen=True, slots=True)
class Proven:
    """A sentence that a language model wrote, with the numbers of the citations that prove it."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """Prose on an answer, as far as the answer's quotes prove it; ``sentences`` are empty where they prove none.

    ``left_out`` are the sentences that they do not prove, ``writer`` is where the question and the quotes were sent,
    ``problem`` says in Chinese why nothing was written, ``""`` where something was.
    """

    sentences: tuple[Proven, ...]
    left_out: int = 0
    writer: str = ""
    problem: str = ""

    def __post_init__(self) -> None:
        if any(not sentence.citations for sentence in self.sentences):
            raise ValueError("a sentence is cited by what proves it")


@dataclass(frozen=True, slots=True)
class Answer:
    """``text`` stands word for word in ``sentence``, and that in the first citation's quote; often they are the same.

    ``confidence`` is the probability that ``text`` is right; ``sure``: it is high enough to be shown without its
    sentence. ``remarks`` are what to mind about it. ``evidence`` is all that was looked at: what is
    cited first, then the rest, best first. ``parts`` are what an answer of several things, or one that was computed,
    says, or what several documents say otherwise; each that is no computation stands in its own citations. ``text`` is
    all of them, but the first alone where the other documents are earlier ones or no longer in force. ``summary`` is
    None where nobody was asked for one.
    """

    question: Question
    text: str
    citations: tuple[Citation, ...]
    confidence: float
    seconds: Seconds
    evidence: tuple[Evidence, ...] = ()
    remarks: tuple[Remark, ...] = ()
    sentence: str = ""
    sure: bool = True
    parts: tuple[Part, ...] = ()
    summary: Summary | None = None

    @property
    def remark(self) -> str:
        """What to mind about it, in Chinese; ``""`` for nothing."""
        return CHINESE.remark(self.remarks)

    @property
    def shown(self) -> str:
        """What stands large: the words where they are sure, else the sentence that they stand in."""
        return self.text if self.sure else self.sentence

    @property
    def is_whole(self) -> bool:
        """Whether the text stands in no one citation: it is of several parts, or was computed."""
        return len(self.parts) > 1 or any(part.kind is PartKind.COMPUTED for part in self.parts)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sentence", self.sentence or self.text)
        if not self.citations or self.text not in self.sentence:
            raise ValueError("an answer stands in its first citation")
        if not self.is_whole and self.sentence not in self.citations[0].quote:
            raise ValueError("an answer stands in its first citation")
        for part in self.parts:
            quotes = [citation.quote for citation in self.citations if citation.number in part.citations]
            said = part.kind in (PartKind.QUOTED, PartKind.CELL)
            if (said and not any(part.text in quote for quote in quotes)) or (
                part.kind is PartKind.COMPUTED and not quotes
            ):
                raise ValueError("a part of an answer stands in its citations, a computed one follows from them")


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """``why`` there is none; ``citations`` are the nearest passages, related but not the answer.

    ``evidence`` and ``remarks`` as in ``Answer``. Of a greeting (``kind``) it is what is said to that.
    """

    question: Question
    why: Reason
    citations: tuple[Citation, ...]
    confidence: float
    seconds: Seconds
    evidence: tuple[Evidence, ...] = ()
    kind: Silence = Silence.REFUSED
    remarks: tuple[Remark, ...] = ()

    @property
    def remark(self) -> str:
        """What to mind about it, in Chinese; ``""`` for nothing."""
        return CHINESE.remark(self.remarks)

    @property
    def reason(self) -> str:
        """Why there is none, in Chinese."""
        return CHINESE.reason(self.why)


def not_asked(text: str, error: QuestionError) -> NoAnswer:
    """What comes of a question that cannot be asked as it stands: why not."""
    return NoAnswer(Question(text, text, Expected.OTHER), said(str(error)), (), 0.0, Seconds(0.0, 0.0, 0.0))
