"""The menu of documents to ask, or to check a text against, which its script fills with those there are."""

from __future__ import annotations

from qa.web import words
from qa.web.markup import attributes, plain


def documents_menu(prefix: str) -> str:
    """All documents, or those that are ticked.

    :param prefix: what is said before which are chosen.
    """
    label = plain(words.FIND_DOCUMENT)
    find = f'<input type="search" placeholder="{label}" aria-label="{label}">'
    everything = f'<button type="button">{plain(words.SCOPE_SAYS["all"])}</button>'
    menu = f'<div role="group" aria-label="{plain(words.SCOPE)}"><p>{find}{everything}</p><ul></ul></div>'
    said = attributes({**words.SCOPE_SAYS, "prefix": prefix})
    return f'<details class="yinju scope"{said}><summary></summary>{menu}</details>'
