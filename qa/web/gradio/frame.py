"""The parts of the page that are the same for everyone, as HTML. What changes in them, their scripts change."""

from __future__ import annotations

from index.readers.sniffing import ENDINGS, OUTDATED
from qa.asking.question import MAX_CHARACTERS
from qa.evaluation.judgements import RIGHT_CHARACTERS
from qa.web import words
from qa.web.markup import attributes, division, plain


def masthead() -> str:
    """The title, and the button that opens the list of conversations where that does not stand beside the chat."""
    label = plain(words.CONVERSATIONS)
    named = f'aria-label="{label}" aria-expanded="false" title="{label}"'
    return (
        f'<span class="yinju says" hidden{attributes(words.PAGE_SAYS)}></span>{skip("box", words.TO_BOX)}'
        f'<button type="button" class="drawer" data-history {named}>☰</button>'
        f'<h1 class="yinju title">{plain(words.TITLE)}</h1>'
    )


def skip(to: str, label: str) -> str:
    """A link for the keys alone, ``to`` the ``box`` or the ``answer``."""
    return f'<a class="yinju skip" href="#" data-to="{to}">{plain(label)}</a>'


def history() -> str:
    """The list of conversations, which the browser fills in."""
    said = attributes({**words.HISTORY_SAYS, "colon": words.STATEMENTS.colon})
    label = plain(words.CONVERSATIONS)
    find = plain(words.FIND_CONVERSATION)
    search = f'<input type="search" placeholder="{find}" aria-label="{find}">'
    inner = f'<h2>{label}</h2>{search}<ul></ul><p class="note"></p>'
    return f'<nav class="yinju history" aria-label="{label}"{said}>{inner}</nav>'


def export_menu() -> str:
    """The menu of forms that a conversation can be taken away in."""
    buttons = "".join(
        f'<button type="button" data-form="{form}">{plain(name)}</button>' for form, name in words.EXPORTS.items()
    )
    return f'<details class="yinju menu"><summary>{plain(words.EXPORT)}</summary><div>{buttons}</div></details>'


def welcome() -> str:
    """What stands in an empty chat."""
    return division("welcome", f'<p class="subtitle">{plain(words.SUBTITLE)}</p><p>{plain(words.WELCOME)}</p>')


def catalogue() -> str:
    """The table of files without any, and what finds and sorts them."""
    label = plain(words.FIND_FILE)
    find = f'<input type="search" placeholder="{label}" aria-label="{label}">'
    selects = "".join(
        f'<select name="{name}" aria-label="{plain(words.CATALOGUE_SAYS[f"{name}s"])}" hidden></select>'
        for name in ("folder", "format")
    )
    only = f'<button type="button" data-do="only" hidden>{plain(words.ASK_THESE)}</button>'
    bar = f'<p class="bar">{find}{selects}{only}<span class="count" role="status"></span></p>'
    heads = "".join(
        f'<th data-by="{by}" scope="col"><button type="button">{plain(name)}</button></th>'
        for by, name in zip(("name", "format", "bytes", "passages", "at", "state"), words.COLUMNS, strict=False)
    )
    table = f'<thead><tr>{heads}<th scope="col">{plain(words.COLUMNS[-1])}</th></tr></thead><tbody></tbody>'
    said = attributes({**words.CATALOGUE_SAYS, "look": words.LOOK, "remove": words.REMOVE})
    return f'<div class="yinju catalogue"{said}>{bar}<table>{table}</table><p class="end"></p></div>'


def bringing(most: int) -> str:
    """The button that brings a whole folder, and the place that says what was not sent and why.

    :param most: bytes of a file.
    """
    known = {"endings": " ".join(sorted(ENDINGS)), "outdated": " ".join(map(":".join, OUTDATED.items()))}
    said = attributes({**words.BRINGING_SAYS, **known, "most": str(most)})
    folder = f'<label class="folder">{plain(words.BRING_FOLDER)}<input type="file" webkitdirectory multiple></label>'
    refused = f'<div class="yinju problem" role="status" hidden><p>{plain(words.NOT_TAKEN)}</p><ul></ul></div>'
    return f'<div class="yinju bringing"{said}>{folder}<p class="pending" role="status" hidden></p>{refused}</div>'


def working() -> str:
    """The steps of answering, which the page's style lights one after another as the reply names them; and in their
    place, of a question that becomes too long, how many characters are left of it."""
    steps = "".join(f'<span class="{name}">{plain(label)}</span>' for name, label in words.STAGES.items())
    said = attributes({**words.COUNTING, "most": str(MAX_CHARACTERS)})
    counted = f'<p class="yinju counted"{said} role="status" hidden></p>'
    return f'{counted}<p class="yinju working" aria-hidden="true">{steps}</p>'


def editing() -> str:
    """The line that says which question the next one takes the place of."""
    said = plain(words.EDITING)
    cancel = f'<button type="button">{plain(words.EDITING_ENDS)}</button>'
    return f'<p class="yinju editing" data-says="{said}" role="status" hidden><span></span> {cancel}</p>'


def feedback() -> str:
    """The dialog that asks what would have been right."""
    right = f'<input name="right" maxlength="{RIGHT_CHARACTERS}" autocomplete="off">'
    field = f"<label>{plain(words.RIGHT_ANSWER)}{right}</label>"
    send = f'<button value="send">{plain(words.SEND)}</button>'
    cancel = f'<button value="" formnovalidate>{plain(words.CANCEL)}</button>'
    form = f'<form method="dialog"><h2>{plain(words.WRONG_HEAD)}</h2>{field}<p>{send}{cancel}</p></form>'
    return f'<dialog class="yinju feedback"{attributes(words.FEEDBACK_SAYS)}>{form}</dialog>'
