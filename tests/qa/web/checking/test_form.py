from __future__ import annotations

from qa.web import words
from qa.web.checking.form import form
from tests.qa.web.test_render import Reader


def test_only_what_changes_is_said_aloud_and_not_each_sentence() -> None:
    """How far it is is written anew each time that the page looks."""
    live = [values["class"] for _, values in Reader(form()).attributes if values.get("role") == "status"]
    assert live == ["heard"]


def test_all_that_the_script_says_is_brought_along() -> None:
    shown = Reader(form())
    for name, text in words.CHECKING.says.items():
        assert text in shown.values(f"data-{name}")
