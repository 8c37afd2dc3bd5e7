from __future__ import annotations

from qa.web import words
from qa.web.checking.form import form
from qa.web.documents_menu import documents_menu
from tests.qa.web.test_render import Reader


def test_the_menu_brings_what_its_script_says_and_what_stands_before_it() -> None:
    shown = Reader(documents_menu("<对照>："))
    for name, text in words.SCOPE_SAYS.items():
        assert shown.values(f"data-{name}") == ["<对照>：" if name == "prefix" else text]
    assert shown.values("placeholder") == [words.FIND_DOCUMENT]


def test_a_text_is_checked_against_documents_of_the_same_menu() -> None:
    assert documents_menu(words.CHECKING.says["prefix"]) in form()
