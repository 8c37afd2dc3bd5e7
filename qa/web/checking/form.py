"""The tab that checks a text before there is one: what to check, against which documents, and where the result goes."""

from __future__ import annotations

from qa.web import words
from qa.web.checking.service import ENDINGS
from qa.web.documents_menu import documents_menu
from qa.web.markup import attributes, plain


def form() -> str:
    """The whole tab, which its script brings to life."""
    said = words.CHECKING
    box = (
        f'<label class="box"><span>{plain(said.text)}</span>'
        f'<textarea rows="7" placeholder="{plain(said.placeholder)}"></textarea></label>'
    )
    accepted, remove = ",".join(sorted(ENDINGS)), plain(said.says["remove"])
    file = (
        f'<label class="file button">{plain(said.file)}<input type="file" accept="{accepted}"></label>'
        f'<span class="chosen" hidden><bdi></bdi><button type="button" aria-label="{remove}">✕</button></span>'
    )
    only = f'<label class="only"><input type="checkbox">{plain(said.only)}</label>'
    go = f'<button type="button" class="go">{plain(said.go)}</button>'
    stop = f'<button type="button" class="stop" hidden>{plain(said.stop)}</button>'
    return (
        f'<section class="yinju checking"{attributes(said.says)}><p class="about">{plain(said.about)}</p>{box}'
        f'<div class="line">{file}{documents_menu(said.says["prefix"])}{only}{go}{stop}</div>'
        '<div class="progress"></div><p class="heard" role="status"></p><div class="result"></div></section>'
    )
