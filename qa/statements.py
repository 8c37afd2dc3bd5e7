"""What is said of an answer, and of why there is none, as kinds with what they are about; worded in ``wording``.

``words`` are the question's or the documents' own, as they are to be shown; ``called`` is what kind of thing they name.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from index.layout.identity import Where
from qa.types import Expected


class Called(StrEnum):
    """What a word of a question is; a name says no more, as it is too often guessed to be a place."""

    NAME = "name"
    NUMBERED = "numbered"
    YEAR = "year"
    AMOUNT = "amount"


class LackKind(StrEnum):
    """What should stand with a passage that answers: words in quotation marks, things that are named, a figure in the
    unit asked for, the side that is asked about and not the other, the one of several that are numbered or named alike,
    what the court says and not a party, what comes of reckoning, a thing of the kind asked for."""

    PHRASE = "phrase"
    UNMENTIONED = "unmentioned"
    UNIT = "unit"
    OTHER_SIDE = "other_side"
    ANOTHER = "another"
    CLAIMED = "claimed"
    RECKONED = "reckoned"
    EXPECTED = "expected"
    EXPECTED_HERE = "expected_here"


@dataclass(frozen=True, slots=True)
class Lack:
    """What should stand there and does not; of ``OTHER_SIDE`` the words are the side told of and the one asked about.

    ``expected`` is what is asked for, where that is what is lacking.
    """

    kind: LackKind
    words: tuple[str, ...] = ()
    expected: Expected | None = None


class ReasonKind(StrEnum):
    """Why there is no answer, or what is said to a courtesy; ``SAID`` is a text that was worded elsewhere."""

    SAID = "said"
    LACKING = "lacking"
    WORDS_MISSING = "words_missing"
    NOT_FOUND = "not_found"
    NOT_VERBATIM = "not_verbatim"
    EMPTY_LIBRARY = "empty_library"
    UPDATING = "updating"
    NOT_AMONG_CHOSEN = "not_among_chosen"
    SEVERAL = "several"
    TABLES_DIFFER = "tables_differ"
    NOT_IN_TABLE = "not_in_table"
    TO_BE_RECKONED = "to_be_reckoned"
    OTHER_UNIT = "other_unit"
    EMPTY_CELL = "empty_cell"
    SAME_NAMES = "same_names"
    TIED = "tied"
    NOT_IN_ONE_ROW = "not_in_one_row"
    DOCUMENTS_DIFFER = "documents_differ"
    NO_FIGURES = "no_figures"
    NO_DATES = "no_dates"
    NO_ROW = "no_row"
    UNITS_IN_COLUMN = "units_in_column"
    UNITS_OF_COLUMNS = "units_of_columns"
    SHARES_ADDED = "shares_added"
    SHARES_AVERAGED = "shares_averaged"
    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    ASSENT = "assent"
    IDENTITY = "identity"
    ABILITY = "ability"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why there is no answer. ``parts`` are the questions of ``SEVERAL``, each with why it is not answered."""

    kind: ReasonKind
    words: tuple[str, ...] = ()
    count: int = 0
    lack: Lack | None = None
    parts: tuple[tuple[str, Reason], ...] = ()

    @property
    def name(self) -> str:
        """For programs: what is lacking, where something is, else the kind."""
        return self.lack.kind.value if self.lack else self.kind.value


class RemarkKind(StrEnum):
    """What to mind about an answer; ``SAID`` is a text that was worded elsewhere."""

    SAID = "said"
    NAMED = "named"
    UNSTATED = "unstated"
    ITEMS = "items"
    ROWS = "rows"
    CITED_ROWS = "cited_rows"
    CAPTION_UNIT = "caption_unit"
    SHARED_CELL = "shared_cell"
    CALLED = "called"
    EDGE_COUNTED = "edge_counted"
    EDGE_LEFT_OUT = "edge_left_out"
    NOT_COMPARED = "not_compared"
    WHICH_DOCUMENT = "which_document"
    REPEALING = "repealing"
    NOT_IN_FORCE = "not_in_force"
    NEWER_FIRST = "newer_first"
    NONE_NEWER = "none_newer"
    TABLES_DIFFER = "tables_differ"
    FILES = "files"
    FIRST_FILES = "first_files"
    HEADINGS = "headings"
    OPENING = "opening"
    OUTLINE = "outline"
    NEWEST = "newest"
    INDEXING = "indexing"


@dataclass(frozen=True, slots=True)
class Remark:
    """What to mind about an answer. ``where`` says where the document is called by the words of ``NAMED``.

    ``count`` is how many there are, ``shown`` how many of them are shown where that is fewer.
    """

    kind: RemarkKind
    words: tuple[str, ...] = ()
    count: int = 0
    shown: int = 0
    where: Where | None = None
    called: Called = Called.NAME


class CheckKind(StrEnum):
    """What a check of a quote found; ``SAID`` is a text that was worded elsewhere."""

    SAID = "said"
    VERBATIM = "verbatim"
    PHRASE = "phrase"
    NAMED = "named"
    UNDERSTOOD = "understood"
    OFFICE = "office"
    UNIT = "unit"
    EXPECTED = "expected"
    LACKING = "lacking"


@dataclass(frozen=True, slots=True)
class Check:
    """What a check of a quote found. ``expected`` is what is asked for and stands there, ``lack`` what does not."""

    kind: CheckKind
    words: tuple[str, ...] = ()
    called: Called = Called.NAME
    expected: Expected | None = None
    lack: Lack | None = None


def said(text: str) -> Reason:
    """A reason that was worded elsewhere, such as by an error."""
    return Reason(ReasonKind.SAID, (text,))
