"""An answer that is stopped, or whose conversation is left, and the question that is asked right after."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Error, Page, Route, expect

from qa.web import words
from tests.serving.browsing import ANSWER, Server, ask, needs_browser, visiting

QUESTION, OTHER = "2023年江门市GDP总量是多少？", "江门市长是谁？"
PATIENCE = 1000 * ANSWER

pytestmark = needs_browser
AT_EVERY_MOMENT = pytest.mark.parametrize("held", ["**/queue/join*", "**/queue/data*"], ids=["line", "way"])
"""Before the server has taken the question, and before it has told of the answer."""


SETTLE = """(key) => {
  const { id } = conversations.all();
  conversations.settle({ id, exchange: { ...conversations.exchange(1), key } });
}"""
"""As if the answer of this key had come."""


def begin(page: Page, question: str) -> None:
    page.get_by_label(words.ASK_LABEL).fill(question)
    page.get_by_label(words.ASK_LABEL).press("Enter")
    expect(page.locator("#halt")).to_be_visible()


def hold(page: Page, address: str) -> Callable[[], None]:
    """Let no such request be answered until what is returned is called."""
    held: list[Route] = []
    if address:
        page.route(address, lambda route: held.append(route))

    def release() -> None:
        if address:
            page.unroute(address)
        for route in held:
            with contextlib.suppress(Error):  # the page has broken it off
                route.continue_()

    return release


@AT_EVERY_MOMENT
def test_the_question_after_one_that_was_stopped_is_answered(page: Page, held: str) -> None:
    release = hold(page, held)
    begin(page, QUESTION)
    page.locator("#halt").click()
    expect(page.locator("#halt")).to_be_hidden()
    expect(page.locator("#chat .problem")).to_contain_text(words.UNFINISHED)
    release()
    ask(page, OTHER)
    expect(page.locator("#chat .asked")).to_have_text([QUESTION, OTHER])
    expect(page.locator("#chat .problem")).to_have_count(1)
    expect(page.locator("#chat .unanswered")).to_have_count(1)


def test_stopping_again_and_again_leaves_the_page_as_it_was(page: Page) -> None:
    for count in range(1, 5):
        release = hold(page, "**/queue/data*")  # else the answer may be there before the button is pressed
        begin(page, QUESTION)
        page.locator("#halt").click()
        expect(page.locator("#chat .problem")).to_have_count(count)
        release()
    ask(page, QUESTION)
    expect(page.locator("#chat .answer")).to_contain_text("4022.25亿元")


def test_what_is_stopped_leaves_the_answer_before_it_and_what_was_said_of_it(page: Page) -> None:
    ask(page, QUESTION)
    page.locator("#act-right-1").click()
    expect(page.locator("#act-right-1")).to_have_class("said")
    hold(page, "**/queue/data*")
    begin(page, OTHER)
    page.locator("#halt").click()
    expect(page.locator("#chat .problem")).to_contain_text(words.UNFINISHED)
    expect(page.locator("#act-right-1")).to_have_class("said")
    assert page.evaluate("conversations.exchange(1).verdict") == "right"


@AT_EVERY_MOMENT
def test_an_answer_that_is_left_comes_into_its_own_conversation_alone(page: Page, held: str) -> None:
    release = hold(page, held)
    begin(page, QUESTION)
    page.get_by_role("button", name=words.NEW_CONVERSATION).click()
    expect(page.locator("#halt")).to_be_hidden()
    expect(page.locator("#chat .asked")).to_have_count(0)
    release()
    ask(page, OTHER)
    expect(page.locator("#chat .asked")).to_have_text([OTHER])
    expect(page.locator("#chat .answered")).to_have_count(0)
    page.get_by_role("button", name=QUESTION, exact=True).click()
    expect(page.locator("#chat .answer")).to_contain_text("4022.25亿元", timeout=PATIENCE)
    expect(page.locator("#chat .asked")).to_have_text([QUESTION])


def test_a_conversation_that_one_comes_back_to_still_waits_for_its_answer(page: Page) -> None:
    ask(page, OTHER)
    page.get_by_role("button", name=words.NEW_CONVERSATION).click()
    expect(page.locator("#chat .asked")).to_have_count(0)
    release = hold(page, "**/queue/data*")
    begin(page, QUESTION)
    page.get_by_role("button", name=OTHER, exact=True).click()
    expect(page.locator("#chat .asked")).to_have_text(OTHER)
    expect(page.locator("#halt")).to_be_hidden()
    page.get_by_role("button", name=QUESTION, exact=True).click()
    expect(page.locator("#chat .pending")).to_be_visible()
    expect(page.locator("#halt")).to_be_visible()
    release()
    expect(page.locator("#chat .answer")).to_contain_text("4022.25亿元", timeout=PATIENCE)
    expect(page.locator("#halt")).to_be_hidden()


def test_while_an_answer_is_on_its_way_what_is_sent_stays_in_the_box(page: Page) -> None:
    box = page.get_by_label(words.ASK_LABEL)
    key = page.evaluate(f"conversations.begin({QUESTION!r}).key")  # of which the server knows nothing
    for button in (None, page.locator("#ask .submit-button")):
        box.fill(OTHER)
        button.click() if button else box.press("Enter")
        expect(box).to_have_value(OTHER)
    page.evaluate(f"conversations.end({key!r})")
    box.press("Enter")
    expect(page.locator("#chat .unanswered")).to_have_count(1, timeout=PATIENCE)
    expect(page.locator("#chat .asked")).to_have_text([QUESTION, OTHER])


def test_what_is_sent_before_the_answer_is_there_follows_it(page: Page) -> None:
    ask(page, QUESTION)
    key = page.evaluate(f"conversations.begin({OTHER!r}).key")
    box = page.get_by_label(words.ASK_LABEL)
    for text, follows in ((OTHER, True), (QUESTION, False)):
        box.fill(text)
        box.press("Enter")
        if not follows:
            box.press_sequentially("？")  # who types on sends it himself
        page.evaluate(SETTLE, key)
        if follows:
            expect(page.locator("#chat .unanswered")).to_have_count(1, timeout=PATIENCE)
            expect(box).to_have_value("")
            key = page.evaluate(f"conversations.begin({OTHER!r}).key")
    expect(box).to_have_value(f"{QUESTION}？")


def test_two_pages_stop_only_their_own(browser: Browser, server: Server) -> None:
    with visiting(browser, server) as first, visiting(browser, server) as second:
        release = hold(second, "**/queue/data*")
        begin(second, QUESTION)
        hold(first, "**/queue/data*")
        begin(first, QUESTION)
        first.locator("#halt").click()
        expect(first.locator("#chat .problem")).to_contain_text(words.UNFINISHED)
        release()
        expect(second.locator("#chat .answer")).to_contain_text("4022.25亿元", timeout=PATIENCE)
