"""Text to blocks: headings, paragraphs, lists and captions, with sentences that a page cut in two mended.

Nothing is rewritten: a block is spans of the text, and a mended sentence is one block with more than one span. Every
character that is not white space belongs to exactly one block, but for the marks of Markdown's own notation.
"""

from __future__ import annotations

from index.layout.markdown import markdown_blocks
from index.layout.mending import mend
from index.layout.plain import plain_blocks
from index.text.tokens import Tokenizer
from index.types import Block, Document, Format

LAYOUT_VERSION = "6"
"""Raised with every change to what blocks or passages come out of a document: the library then reads it anew."""


def find_blocks(document: Document, tokenizer: Tokenizer) -> tuple[Block, ...]:
    """The blocks of a document in reading order.

    A file that marks its own blocks keeps them; only sentences that a page cut are mended in those too. ``tokenizer``
    tells whether two halves of a sentence meet inside a word.
    """
    if document.format is Format.MARKDOWN:  # its author's paragraphs are whole
        return document.blocks or tuple(markdown_blocks(document.text))
    if document.blocks:
        return tuple(mend(document.text, document.blocks, tokenizer))
    return tuple(mend(document.text, plain_blocks(document.text), tokenizer))
