"""The page for those who do not see it well or use no mouse, checked by axe-core and with the keys alone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from qa.web import words
from tests.serving.browsing import ANSWER, Server, ask, needs_browser, reload

QUESTION = "2023年江门市GDP总量是多少？"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}
SIZES = [(1280, 900), (390, 844)]

pytestmark = needs_browser


def serious(page: Page) -> list[str]:
    """The serious and critical findings, each with where it is."""
    found = Axe().run(page, options=RULES).response["violations"]
    grave = [each for each in found if each["impact"] in ("serious", "critical")]
    return [f"{each['id']}: {node['html'][:120]}" for each in grave for node in each["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", SIZES, indirect=True)
def test_no_serious_finding_in_chat_source_view_and_documents(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    reload(page)
    ask(page, QUESTION)
    ask(page, "江门市长是谁？")
    assert serious(page) == []
    page.locator("#chat .answer a.cite").click()
    expect(page.locator("#source mark.words")).to_be_visible()
    assert serious(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("tab", name=words.TAB_FILES).click()
    expect(page.locator("#catalogue table")).to_be_visible()
    assert serious(page) == []


def tab_to(page: Page, name: str) -> None:
    """Press Tab until something of this name has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        label = "document.activeElement.getAttribute('aria-label') || document.activeElement.textContent"
        if name in str(page.evaluate(label)):
            return
    raise AssertionError(f"no way to {name} by the Tab key")


def test_the_keys_alone_ask_look_at_the_source_and_begin_anew(page: Page) -> None:
    page.get_by_label(words.ASK_LABEL).focus()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator("#chat .answered .part:not(.also)")).to_have_count(1, timeout=ANSWER * 1000)
    page.locator("#masthead").evaluate("element => { element.tabIndex = -1; element.focus(); }")
    tab_to(page, "[1]")
    page.keyboard.press("Enter")
    expect(page.locator("#source article")).to_be_focused()
    page.keyboard.press("Escape")
    page.locator("#masthead").evaluate("element => element.focus()")
    tab_to(page, words.NEW_CONVERSATION)
    page.keyboard.press("Enter")
    expect(page.locator("#chat .asked")).to_have_count(0)


def test_steps_are_shown_at_once_and_nothing_moves_for_them(page: Page, server: Server) -> None:
    assert server.url
    expect(page.locator(".working")).to_be_hidden()
    before = page.get_by_label(words.ASK_LABEL).bounding_box()
    page.route("**/queue/data*", lambda _: None)  # no answer arrives
    page.get_by_label(words.ASK_LABEL).fill(QUESTION)
    page.get_by_label(words.ASK_LABEL).press("Enter")
    expect(page.locator(".working")).to_be_visible()
    assert page.get_by_label(words.ASK_LABEL).bounding_box()["y"] == before["y"]  # type: ignore[index]
    page.get_by_role("button", name=words.HALT).click()
    expect(page.locator("#chat .problem")).to_contain_text(words.UNFINISHED)
    expect(page.locator(".working")).to_be_hidden()
