"""Text as HTML: all that comes from a document or a person passes through ``plain``.

The HTML is one line: in the chat it goes through a Markdown renderer, which leaves a block of HTML alone as long as no
blank line ends it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from index.text.tokens import well_formed
from index.types import Span

# A blank line would end the block of HTML, and the chat component expands tabs, which a quote has to keep.
_CARRIED = {ord("\t"): "&#9;", ord("\n"): "&#10;", ord("\r"): "&#13;", 0: "\ufffd"}


def plain(text: str) -> str:
    """``text`` as one line of HTML that shows the same characters and nothing else.

    U+0000 and lone surrogates, which no page can carry, are shown as U+FFFD.
    """
    return escape(well_formed(text), quote=True).translate(_CARRIED)


def stretch(text: str, span: Span) -> str:
    """A slice of a document's text, which the page's scripts find by its place: ``<span data-start data-end>``."""
    return f'<span data-start="{span.start}" data-end="{span.end}">{plain(text[span.start : span.end])}</span>'


def attributes(texts: Mapping[str, str]) -> str:
    """Texts that the page's script shows, as attributes ``data-…``."""
    return "".join(f' data-{name}="{plain(text)}"' for name, text in texts.items())


def marked(text: str, parts: Sequence[Span]) -> str:
    """``text`` as HTML with ``parts``, slices of it in ascending order without overlap, inside ``<mark>``."""
    pieces: list[str] = []
    end = 0
    for part in parts:
        pieces += [plain(text[end : part.start]), "<mark>", plain(text[part.start : part.end]), "</mark>"]
        end = part.end
    return "".join([*pieces, plain(text[end:])])


def division(kind: str, inner: str) -> str:
    return f'<div class="yinju {kind}">{inner}</div>'


def bar(share: float, label: str) -> str:
    """How much is done, 0 to 1, as a bar; one without end where that is 0."""
    extent = f' value="{share:.3f}" max="1"' if share else ""
    return f'<progress{extent} aria-label="{plain(label)}"></progress>'
