"""A text taken apart into its sentences, and these into what they claim."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from index.layout import find_blocks
from index.text.sentences import split_sentences
from index.text.tokens import HAN, Tokenizer
from index.text.values import COUNTS, Kind, Value
from index.types import BlockKind, Document, Span, clip_spans, join_spans
from qa.asking.courtesy import courtesy_reply
from qa.checking.line import Line, Near, is_name, never, place_of
from qa.checking.types import ClaimKind

SILENT = frozenset({BlockKind.HEADING, BlockKind.CONTENTS, BlockKind.CREDIT, BlockKind.CODE})
"""Blocks that claim nothing: they name what follows, or who wrote it."""
SHORTEST = 6
"""Letters of a clause that says something by itself."""
LONGEST = 600
"""Characters of a sentence; of a longer one, which is none, each part is looked at by itself."""
QUOTED = 6
"""Letters from which words in quotation marks are a quotation; fewer are a name, or a way of speaking."""
_QUOTATION = re.compile(f'[“「『"](?P<it>[^“”「」『』"]{{{QUOTED},300}})[”」』"]')
_ASKS = re.compile('[?？][”」』"]?$')
_PREDICATES = ("v", "a", "d", "i", "l", "z")
_READABLE = re.compile(f"[{HAN}]")
_BOUND = SHORTEST - 1
_CUTS = (re.compile("[；;\n]"), re.compile(r"[，,、。！？](?!\d)|(?<!\d)[，,]"))
"""Where a sentence that is too long may be cut, the better first."""


@dataclass(frozen=True)
class Sentence:
    """A sentence of the checked text at ``span``; ``line`` is it with nothing where a line of the text was broken.

    ``offsets`` say of each character of ``line.text`` where it stands in the checked text, with the end behind them.
    """

    span: Span
    line: Line
    offsets: Sequence[int]

    def span_of(self, start: int, end: int) -> Span:
        """The slice of the checked text where folded characters of the line stand."""
        low, high = self.line.origins[start], self.line.origins[end]
        return Span(self.offsets[low], self.offsets[high - 1] + 1) if high > low else self.span


@dataclass(frozen=True)
class Claim:
    """What a sentence claims between ``start`` and ``end`` of its folded line; ``value`` is a figure's or a time's.

    ``scope`` is the part of the sentence whose words it is about, which may begin before it.
    """

    kind: ClaimKind
    start: int
    end: int
    scope: tuple[int, int]
    value: Value | None = None


def sentences_of(document: Document, tokenizer: Tokenizer, near: Near = never) -> Iterator[Sentence]:
    """The sentences that may claim something, in the order of the blocks; headings and what is no Chinese do not."""
    for block in find_blocks(document, tokenizer):
        if block.kind in SILENT:
            continue
        text = join_spans(document.text, block.spans)
        whole = [(0, len(text))] if block.kind is BlockKind.ROW else split_sentences(text)
        for low, high in whole:
            for start, end in _pieces(text, low, high):
                spans = clip_spans(block.spans, start, end)
                offsets = [at for span in spans for at in range(span.start, span.end)]
                line = Line.of(text[start:end], tokenizer, near)
                if _READABLE.search(line.folded) and not _ASKS.search(line.folded):
                    yield Sentence(Span(spans[0].start, spans[-1].end), line, [*offsets, spans[-1].end])


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What is looked at by itself of ``[start, end)``: cut behind the last ； that leaves no piece too long, else
    behind the last other mark that is no part of a number, else anywhere."""
    while end - start > LONGEST:
        most = start + LONGEST
        found = ([match.end() for match in mark.finditer(text, start, most + 1)] for mark in _CUTS)
        cut = next((inside[-1] for ends in found if (inside := [each for each in ends if each <= most])), most)
        yield start, cut
        start = cut
    if start < end:
        yield start, end


def claims_of(line: Line, kinds: Collection[ClaimKind] = ()) -> list[Claim]:
    """What a sentence claims, in order: its quotations, the figures of its clauses, and the clauses without any.

    :param kinds: the only ones wanted, none for all.
    """
    if courtesy_reply(line.text):
        return []
    found = list(_quotations(line))
    quoted = [(claim.start, claim.end) for claim in found]
    for clauses in _runs(line, quoted):
        scope = clauses[0][0], clauses[-1][1]
        told = [value for value in _told(line, scope) if not _within(place_of(value), quoted)]
        if told:
            found += [Claim(ClaimKind.FIGURE, *place_of(value), scope, value) for value in told]
        elif not any(low < scope[1] and scope[0] < high for low, high in quoted):
            found += _statement(line, scope)
    wanted = [claim for claim in found if not kinds or claim.kind in kinds]
    return sorted(wanted, key=lambda claim: (claim.start, claim.end))


def _runs(line: Line, quoted: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """The clauses, one list for each with figures, and one for those without that stand beside each other.

    A few words without a figure go with the clause before.
    """
    runs: list[list[tuple[int, int]]] = []
    figures: list[bool] = []
    for clause in joined_clauses(line):
        told = bool(_told(line, clause)) or _within(clause, quoted)
        short = not told and line.letters(*clause) < SHORTEST
        if runs and (short or not (told or figures[-1])):
            runs[-1].append(clause)
        else:
            runs.append([clause])
            figures.append(told)
    return runs


def joined_clauses(line: Line) -> list[tuple[int, int]]:
    """The clauses, one that only leads into the next (``2023年，``) together with it."""
    joined: list[tuple[int, int]] = []
    lead: int | None = None
    for start, end in line.clauses:
        first = start if lead is None else lead
        counts = any(value.kind in COUNTS and start <= value.start < end for value in line.values)
        if line.letters(first, end) < _BOUND and not counts:
            lead = first
            continue
        joined.append((first, end))
        lead = None
    if lead is not None:
        start = joined.pop()[0] if joined else lead
        joined.append((start, line.clauses[-1][1]))
    return joined


def _told(line: Line, clause: tuple[int, int]) -> list[Value]:
    """The figures of a clause, its telephones and codes; its times where it has none of them.

    What it names by a number, ``第三条``, is no figure.
    """
    inside = [value for value in line.values if clause[0] <= value.start < clause[1]]
    counts = [value for value in inside if value.kind in COUNTS or value.kind is Kind.IDENTIFIER]
    return counts or [value for value in inside if value.kind is Kind.TIME and value.asks]


def _quotations(line: Line) -> Iterator[Claim]:
    for match in _QUOTATION.finditer(line.folded):
        if line.letters(*match.span("it")) >= QUOTED:
            yield Claim(ClaimKind.QUOTATION, *match.span("it"), line.clause_at(match.start()))


def _statement(line: Line, scope: tuple[int, int]) -> list[Claim]:
    """What clauses without figures state, where they say something of something, or who is what."""
    start, end = _trimmed(line, *scope)
    words = [word for word in line.words if start <= word.start < end]
    names = sum(is_name(word, line.tokenizer) for word in words)
    nouns = sum(word.tag.startswith("n") for word in words)
    says = any(word.tag.startswith(_PREDICATES) for word in words) or (names > 0 and nouns > 1)
    if line.letters(start, end) < SHORTEST or not says:
        return []
    return [Claim(ClaimKind.STATEMENT, start, end, (start, end))]


def _trimmed(line: Line, start: int, end: int) -> tuple[int, int]:
    while start < end and line.folded[start].isspace():
        start += 1
    return start, end


def _within(place: tuple[int, int], places: Sequence[tuple[int, int]]) -> bool:
    return any(low <= place[0] and place[1] <= high for low, high in places)
