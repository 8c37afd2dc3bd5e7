"""The page by the keys alone: every place is come to and seen, and what closes gives the focus back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from qa.web import words
from tests.serving.browsing import ask, needs_browser

QUESTION = "2023年江门市GDP总量是多少？"
ZOOMED = (683, 328)
"""A small laptop's window at 200 %."""
MOST = 80
"""Places that the keys come to on a page with one answer, at most."""

pytestmark = needs_browser
both_sizes = pytest.mark.parametrize("page", [(1280, 900), ZOOMED], indirect=True, ids=lambda size: f"{size[0]}")

PLACE = """() => {
  const element = document.activeElement;
  const ringed = (each) => {
    const style = getComputedStyle(each);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  };
  const { width, height, top, bottom } = element.getBoundingClientRect();
  return {
    name: `${element.id} ${element.getAttribute("aria-label") ?? element.textContent.trim()}`.slice(0, 60),
    end: element === document.body,
    seen: width > 0 && height > 0 && bottom > 0 && top < innerHeight,
    ringed: ringed(element) || element.matches("#ask textarea"), // whose box changes its colour
  };
}"""
COVERED = """(selector) => [...document.querySelectorAll(selector)].filter((element) => {
  element.scrollIntoView({ block: "nearest" }); // out of a list that is longer than its box
  const { left, right, top, bottom } = element.getBoundingClientRect();
  const at = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  return !element.contains(at) && !at?.contains(element);
}).length"""
CONTRAST = """(element) => {
  const light = (color) => color.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0);
  const { color, backgroundColor } = getComputedStyle(element);
  const [one, other] = [light(color), light(backgroundColor)];
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}"""


def test_every_place_that_the_keys_come_to_is_seen(page: Page) -> None:
    ask(page, QUESTION)
    page.evaluate("document.body.tabIndex = -1; document.body.focus()")
    places = []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        place = page.evaluate(PLACE)
        if place["end"]:
            break
        places.append(place)
    assert 15 < len(places) < MOST
    assert [place["name"] for place in places if not (place["seen"] and place["ringed"])] == []
    named = " ".join(place["name"] for place in places)
    for name in (words.NEW_CONVERSATION, words.EXPORT, words.TAB_FILES, words.ACTS["copy"], words.ASK_BUTTON):
        assert name in named


@both_sizes
def test_what_closes_gives_the_focus_back(page: Page) -> None:
    ask(page, QUESTION)
    link = page.locator("#chat .answer a.cite").first
    link.press("Enter")
    expect(page.locator("#source mark").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#source")).to_be_hidden()
    expect(link).to_be_focused()
    for menu, inside in (("#scope", "input[type=search]"), ("#export", "button >> nth=0")):
        summary = page.locator(f"{menu} summary")
        summary.press("Enter")
        expect(page.locator(f"{menu} {inside}")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator(f"{menu} {inside}")).to_be_hidden()
        expect(summary).to_be_focused()
    wrong = page.locator("#act-wrong-1")
    wrong.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(wrong).to_be_focused()


@pytest.mark.parametrize("page", [ZOOMED], indirect=True)
def test_nothing_stands_in_front_of_a_menu_or_of_a_button(page: Page) -> None:
    ask(page, QUESTION)
    expect(page.locator("#act-wrong-1")).to_be_visible()
    nothing_covers(page, "#chat .acts button")
    page.locator("#scope summary").click()
    rows = "#scope div :is(label, button, input[type=search])"
    expect(page.locator(rows).first).to_be_visible()
    nothing_covers(page, rows)


def nothing_covers(page: Page, selector: str) -> None:
    """Waits until none of them is covered: a menu is filled by and by, and a line about the files may come above it."""
    page.wait_for_function(f"(selector) => ({COVERED})(selector) === 0", arg=selector)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_ways_past_everything_can_be_read(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    skip = page.locator("a.skip").first
    skip.focus()
    # Colours may change by and by.
    page.wait_for_function(f"(link) => ({CONTRAST})(link) >= 4.5", arg=skip.element_handle())
