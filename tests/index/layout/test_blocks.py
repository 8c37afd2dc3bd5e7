"""Laws that hold for any text: what goes in comes out, once, in its place."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from index.layout import find_blocks
from index.text.tokens import Tokenizer
from index.types import Block, BlockKind, Document, Format


def blocks_of(text: str, tokenizer: Tokenizer) -> tuple[Block, ...]:
    return find_blocks(Document("0" * 16, "文.txt", "文", Format.TEXT, text), tokenizer)


@given(data=st.data())
def test_every_character_that_is_not_white_space_is_in_exactly_one_block(
    data: st.DataObject, chinese_texts: st.SearchStrategy[str], tokenizer: Tokenizer
) -> None:
    text = data.draw(chinese_texts)
    blocks = blocks_of(text, tokenizer)
    taken = Counter(place for block in blocks for span in block.spans for place in range(span.start, span.end))
    assert set(taken.values()) <= {1}
    assert [c for place, c in enumerate(text) if place not in taken and not c.isspace()] == []


@given(data=st.data())
def test_blocks_stand_in_the_order_of_their_first_characters_and_levels_never_skip(
    data: st.DataObject, chinese_texts: st.SearchStrategy[str], tokenizer: Tokenizer
) -> None:
    blocks = blocks_of(data.draw(chinese_texts), tokenizer)
    assert all(before.spans[0] < after.spans[0] for before, after in pairwise(blocks))
    assert all((block.level > 0) == (block.kind is BlockKind.HEADING) for block in blocks)
    for spans in (block.spans for block in blocks):
        assert all(before.end < after.start for before, after in pairwise(spans))


@settings(max_examples=60)
@given(data=st.data())
def test_the_same_text_gives_the_same_blocks(
    data: st.DataObject, chinese_texts: st.SearchStrategy[str], tokenizer: Tokenizer
) -> None:
    text = data.draw(chinese_texts)
    assert blocks_of(text, tokenizer) == blocks_of(text, tokenizer)
