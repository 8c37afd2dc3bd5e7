"""The frame around the conversation: how much it leaves to it, at every size, and what the keys reach."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from qa.asking.question import MAX_CHARACTERS
from qa.web import words
from tests.serving.browsing import ask, needs_browser

QUESTION = "2023年江门市GDP总量是多少？"
SIZES = [(1440, 900), (1366, 657), (683, 328), (390, 844), (390, 420), (844, 390)]
"""A desktop, a small laptop, that at 200 %, a phone, with its keyboard, and lying down."""
SHARE = "document.querySelector('#chat').getBoundingClientRect().height / innerHeight"
ON_TOP = """(element) => {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  const places = [[left + 6, top + 6], [(left + right) / 2, (top + bottom) / 2], [right - 6, bottom - 6]];
  return places.every(([x, y]) => document.elementFromPoint(x, y)?.closest("button") === element);
}"""

SHIFTS = """() => new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(sum), 500);
})"""
"""How far things have moved by themselves since the page was opened."""

pytestmark = needs_browser
every_size = pytest.mark.parametrize("page", SIZES, indirect=True, ids=lambda size: f"{size[0]}x{size[1]}")


@every_size
def test_at_least_half_of_the_window_is_the_conversation_s_and_nothing_is_cut_off(page: Page) -> None:
    ask(page, QUESTION)
    assert page.evaluate(SHARE) >= 0.5
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for name in (words.NEW_CONVERSATION, words.ASK_BUTTON):
        assert page.get_by_role("button", name=name, exact=True).evaluate(ON_TOP), name


@every_size
def test_the_button_that_stops_an_answer_can_be_seen_and_pressed(page: Page) -> None:
    page.route("**/queue/data*", lambda _: None)  # no answer arrives
    page.get_by_label(words.ASK_LABEL).fill(QUESTION)
    page.get_by_label(words.ASK_LABEL).press("Enter")
    halt = page.locator("#halt")
    expect(halt).to_be_visible()
    assert halt.evaluate(ON_TOP)
    place = halt.bounding_box()
    assert place
    page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    expect(page.locator("#chat .problem")).to_contain_text(words.UNFINISHED)
    expect(halt).to_be_hidden()


def test_the_keys_lead_to_the_box_the_conversations_and_the_newest_answer(page: Page) -> None:
    box = page.get_by_label(words.ASK_LABEL)
    expect(box).to_be_focused()
    ask(page, QUESTION)
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('a.skip')"):
            break
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('#chat .reply')")
    page.keyboard.press("/")
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    page.keyboard.press("ArrowUp")
    expect(box).to_have_value(QUESTION)
    page.keyboard.type("/")
    expect(box).to_have_value(f"{QUESTION}/")
    page.keyboard.press("Control+k")
    assert page.evaluate("document.querySelector('#history').contains(document.activeElement)")


@pytest.mark.parametrize("page", [(390, 844)], indirect=True)
def test_where_the_conversations_are_a_drawer_the_keys_open_and_close_it(page: Page) -> None:
    ask(page, QUESTION)
    expect(page.locator("#history")).to_be_hidden()
    page.keyboard.press("Control+k")
    expect(page.locator("#history")).to_be_visible()
    expect(page.locator("[data-history]")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(page.locator("#history")).to_be_hidden()
    expect(page.locator("[data-history]")).to_have_attribute("aria-expanded", "false")
    expect(page.get_by_label(words.ASK_LABEL)).to_be_focused()


def test_the_first_tab_leads_past_everything_to_the_box(page: Page) -> None:
    page.evaluate("document.body.tabIndex = -1; document.body.focus()")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('a.skip')")
    assert page.evaluate("document.activeElement.getBoundingClientRect().top >= 0")
    page.keyboard.press("Enter")
    expect(page.get_by_label(words.ASK_LABEL)).to_be_focused()


def test_the_wheel_beside_the_column_moves_the_conversation(page: Page) -> None:
    for _ in range(2):
        ask(page, QUESTION)
    page.mouse.move(1270, 400)
    before = page.locator("#chat [role=log]").evaluate("chat => chat.scrollTop")
    page.mouse.wheel(0, -200)
    page.wait_for_function("before => document.querySelector('#chat [role=log]').scrollTop < before", arg=before)


@every_size
def test_nothing_moves_while_the_page_opens_and_answers(page: Page) -> None:
    page.wait_for_timeout(1000)
    assert page.evaluate(SHIFTS) < 0.05
    ask(page, QUESTION)
    assert page.evaluate(SHIFTS) < 0.05
    page.locator("#chat .answer a.cite, #chat .in-source a").first.click()
    expect(page.locator("#source mark").first).to_be_visible()
    assert page.evaluate(SHIFTS) < 0.05


def test_a_question_that_becomes_too_long_is_counted_and_kept(page: Page) -> None:
    box, counted = page.get_by_label(words.ASK_LABEL), page.locator(".yinju.counted")
    box.fill("长" * 449)
    expect(counted).to_be_hidden()
    box.fill("长" * 450 + "   长")
    expect(counted).to_have_text(words.COUNTING["left"].format(MAX_CHARACTERS - 452))
    for button in (None, page.get_by_role("button", name=words.ASK_BUTTON, exact=True)):
        box.fill("长" * 512)
        button.click() if button else box.press("Enter")
        expect(counted).to_have_text(words.COUNTING["over"].format(12, MAX_CHARACTERS))
        expect(box).to_have_value("长" * 512)
    expect(page.locator("#chat .asked")).to_have_count(0)
    ask(page, "𠮷" * 455 + "？")
    expect(counted).to_be_hidden()


def test_an_idle_page_leaves_the_server_alone(page: Page) -> None:
    asked: list[str] = []
    page.wait_for_timeout(1500)
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(11_000)
    looks = [url for url in asked if url.endswith(("/queue/join", "/component_server")) or "/run/" in url]
    assert len(looks) <= 2, asked
