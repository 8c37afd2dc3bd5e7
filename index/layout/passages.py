"""Blocks to passages: whole sentences under one heading, of a length that search does well on. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.text.sentences import split_long, split_sentences
from index.types import Block, BlockKind, Document, Passage, Span, clip_spans, content_id, join_spans, merge_spans

ASIDE = (BlockKind.CAPTION, BlockKind.CREDIT)


def build_passages(document: Document, blocks: Sequence[Block], characters: tuple[int, int]) -> list[Passage]:
    """The passages of a document, in the order of their first character.

    Each lies under one heading path, crosses no block that closes one, and holds blocks that stand next to each other;
    it is grown to ``characters[0]`` and kept within ``characters[1]`` where sentences allow. Captions and credit lines
    are passages of their own.
    A heading with nothing under it is one too, so that no text is lost; a table of contents is none.
    """
    builder = _Builder(document, characters)
    headings: list[tuple[int, Block]] = []
    bare: Block | None = None
    for block in blocks:
        if ends := block.ends:
            builder.flush()
            if bare is not None and bare.level >= ends:
                builder.alone(bare, headings)
                bare = None
            while headings and headings[-1][0] >= ends:
                headings.pop()
        if block.kind is BlockKind.HEADING:
            headings.append((block.level, block))
            bare = block
        elif block.kind is BlockKind.CONTENTS:
            builder.flush()
        elif block.kind in ASIDE:
            builder.flush()
            builder.alone(block, headings)
        else:
            builder.extend(block, headings)
            bare = None
    builder.flush()
    if bare is not None:
        builder.alone(bare, headings)
    return builder.finish()


class _Builder:
    """Collects pieces (spans) under one heading path until they make a passage."""

    def __init__(self, document: Document, characters: tuple[int, int]) -> None:
        self._document = document
        self._low, self._high = characters
        self._made: list[tuple[BlockKind, tuple[str, ...], tuple[Span, ...]]] = []
        self._spans: tuple[Span, ...] = ()
        self._kind = BlockKind.PARAGRAPH
        self._headings: tuple[str, ...] = ()

    def extend(self, block: Block, headings: Sequence[tuple[int, Block]]) -> None:
        self._headings = self._path(headings)
        for spans in self._pieces(block):
            joined = self._joined(spans) if self._adjoins(spans) else spans
            if joined is spans:
                self.flush()
            small = _length(self._spans) < self._low or _length(spans) < self._low
            if self._spans and not (small and _length(joined) <= self._high):
                self.flush()
                joined = spans
            if not self._spans:
                self._kind = block.kind
            self._spans = joined

    def alone(self, block: Block, headings: Sequence[tuple[int, Block]]) -> None:
        path = self._path([pair for pair in headings if pair[1] is not block])
        for spans in self._pieces(block):
            self._made.append((block.kind, path, spans))

    def flush(self) -> None:
        if self._spans:
            self._made.append((self._kind, self._headings, self._spans))
        self._spans = ()

    def finish(self) -> list[Passage]:
        made = sorted(self._made, key=lambda item: item[2])
        return [self._passage(ordinal, *item) for ordinal, item in enumerate(made)]

    def _passage(self, ordinal: int, kind: BlockKind, headings: tuple[str, ...], spans: tuple[Span, ...]) -> Passage:
        place = ",".join(f"{span.start}-{span.end}" for span in spans)
        identity = content_id(f"{self._document.id}:{place}".encode())
        text = join_spans(self._document.text, spans)
        return Passage(identity, self._document.id, ordinal, kind, headings, spans, text)

    def _path(self, headings: Sequence[tuple[int, Block]]) -> tuple[str, ...]:
        return tuple(join_spans(self._document.text, block.spans) for _, block in headings)

    def _adjoins(self, spans: tuple[Span, ...]) -> bool:
        """Whether nothing but white space stands between the passage in the making and ``spans``."""
        return not self._spans or not self._document.text[self._spans[-1].end : spans[0].start].strip()

    def _joined(self, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        """The passage in the making with ``spans`` behind it, and the white space that stands between them."""
        if not self._spans:
            return spans
        between = self._document.text[self._spans[-1].end : spans[0].start]
        if between and not between.strip():
            return merge_spans((*self._spans, Span(self._spans[-1].end, spans[0].start), *spans))
        return merge_spans((*self._spans, *spans))

    def _pieces(self, block: Block) -> Iterator[tuple[Span, ...]]:
        """A block whole, or a long one in parts of about equal length that end where sentences (or items) end."""
        text = join_spans(self._document.text, block.spans)
        target = len(text) / -(-len(text) // self._high)
        start = first = passed = 0
        ends = _sentence_ends(text, self._high)
        for end, following in zip(ends, [*ends[1:], len(text)], strict=True):
            if end == len(text) or following - start > self._high or (len(text) > self._high and end - start >= target):
                low, high = _trim(text, start, end)
                while passed + len(block.spans[first]) <= low < high:  # a block of many lines has as many spans
                    passed += len(block.spans[first])
                    first += 1
                if low < high:
                    yield clip_spans(block.spans[first : first + high - low], low - passed, high - passed)
                start = end


def _length(spans: Sequence[Span]) -> int:
    return sum(map(len, spans))


def _sentence_ends(text: str, limit: int) -> list[int]:
    """Where the text may be cut: behind each sentence, and within one that is longer than ``limit``.

    White space behind a sentence goes with it, so that the parts cover the text.
    """
    ends: list[int] = []
    starts = [start for start, _ in split_sentences(text)][1:]
    start = 0
    for end in [*starts, len(text)]:
        ends += [start + stop for _, stop in split_long(text[start:end], limit)]
        start = end
    return ends


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The part without the white space at its edges."""
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), start + len(part.rstrip())
