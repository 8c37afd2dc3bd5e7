"""The parts of the page that are the same for everyone, as HTML. What changes in them, their scripts change."""

from __future__ import annotations

from qa.web import words
from qa.web.markup import attributes, division, plain


def masthead() -> str:
    """The title, and the button that opens the list of conversations where that does not stand beside the chat."""
    label = plain(words.CONVERSATIONS)
    return (
        f'<span class="yinju says" hidden{attributes(words.PAGE_SAYS)}></span>{skip("box", words.TO_BOX)}'
        f'<button type="button" class="drawer" data-history aria-label="{label}" title="{label}">☰</button>'
        f'<h1 class="yinju title">{plain(words.TITLE)}</h1>'
    )


def skip(to: str, label: str) -> str:
    """A link for the keys alone, ``to`` the ``box`` or the ``answer``."""
    return f'<a class="yinju skip" href="#" data-to="{to}">{plain(label)}</a>'


def history() -> str:
    """The list of conversations, which the browser fills in."""
    said = attributes(words.HISTORY_SAYS)
    label = plain(words.CONVERSATIONS)
    return f'<nav class="yinju history" aria-label="{label}"{said}><h2>{label}</h2><ul></ul><p class="note"></p></nav>'


def export_menu() -> str:
    """The menu of forms that a conversation can be taken away in."""
    buttons = "".join(
        f'<button type="button" data-form="{form}">{plain(name)}</button>' for form, name in words.EXPORTS.items()
    )
    return f'<details class="yinju menu"><summary>{plain(words.EXPORT)}</summary><div>{buttons}</div></details>'


def welcome() -> str:
    """What stands in an empty chat."""
    return division("welcome", f'<p class="subtitle">{plain(words.SUBTITLE)}</p><p>{plain(words.WELCOME)}</p>')


def scope() -> str:
    """The menu of the documents that are asked: all of them, or those that are ticked."""
    label = plain(words.FIND_DOCUMENT)
    find = f'<input type="search" placeholder="{label}" aria-label="{label}">'
    everything = f'<button type="button">{plain(words.SCOPE_SAYS["all"])}</button>'
    menu = f'<div role="group" aria-label="{plain(words.SCOPE)}"><p>{find}{everything}</p><ul></ul></div>'
    return f'<details class="yinju scope"{attributes(words.SCOPE_SAYS)}><summary></summary>{menu}</details>'


def working() -> str:
    """The steps of answering, which the page's style lights one after another as the reply names them."""
    steps = "".join(f'<span class="{name}">{plain(label)}</span>' for name, label in words.STAGES.items())
    return f'<p class="yinju working" aria-hidden="true">{steps}</p>'


def editing() -> str:
    """The line that says which question the next one takes the place of."""
    said = plain(words.EDITING)
    cancel = f'<button type="button">{plain(words.EDITING_ENDS)}</button>'
    return f'<p class="yinju editing" data-says="{said}" role="status" hidden><span></span> {cancel}</p>'


def feedback() -> str:
    """The dialog that asks what would have been right."""
    field = f'<label>{plain(words.RIGHT_ANSWER)}<input name="right" maxlength="500" autocomplete="off"></label>'
    send = f'<button value="send">{plain(words.SEND)}</button>'
    cancel = f'<button value="" formnovalidate>{plain(words.CANCEL)}</button>'
    form = f'<form method="dialog"><h2>{plain(words.WRONG_HEAD)}</h2>{field}<p>{send}{cancel}</p></form>'
    return f'<dialog class="yinju feedback"{attributes(words.FEEDBACK_SAYS)}>{form}</dialog>'
