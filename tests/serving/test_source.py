"""The source view as a person meets it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from qa.evaluation.files import read_questions
from qa.web import words
from tests.serving.browsing import START, Server, ask, needs_browser, reload, serving, visiting

QUESTION = "2023年江门市GDP总量是多少？"
SEEDS = Path(__file__).parents[1] / "quality" / "seed_questions.jsonl"

pytestmark = needs_browser


def texts(page: Page, selector: str) -> str:
    return "".join(page.locator(f"#source {selector}").all_text_contents())


def slices(page: Page, seed_file: Path, part: int) -> str:
    """What the document has at the places that the page's address names: of the quote (1) or of its words (2)."""
    text = seed_file.read_bytes().decode()
    places = page.url.partition("#source/")[2].split("/")[part]
    return "".join(text[int(low) : int(high)] for low, high in re.findall(r"(\d+)-(\d+)", places))


def test_what_is_marked_is_what_stands_in_the_file_for_every_seed_question(page: Page, seed_file: Path) -> None:
    for asked in read_questions(SEEDS).questions:
        page.get_by_role("button", name=words.NEW_CONVERSATION).click()
        expect(page.locator("#chat .asked")).to_have_count(0)
        ask(page, asked.question)
        if not page.locator("#chat .answered").count():
            continue
        page.locator("#chat .answer a.cite").click()
        expect(page.locator("#source mark.words").first).to_be_in_viewport()
        expect(page.locator("#source mark").first).to_be_visible()
        # Between two paragraphs, which a passage may have, the page has no line breaks but a paragraph's end.
        assert "".join(texts(page, "mark").split()) == "".join(slices(page, seed_file, 1).split())
        assert texts(page, "mark.words") == slices(page, seed_file, 2)


@pytest.mark.parametrize("page", [(1280, 900), (390, 844)], indirect=True)
def test_the_other_passages_of_the_answer_are_in_the_margin_and_one_step_away(page: Page) -> None:
    ask(page, QUESTION)
    page.locator("#chat .answer a.cite").click()
    view = page.get_by_label(words.SOURCE, exact=True)
    expect(view.locator("mark.words")).to_have_text("4022.25亿元")
    first = page.url
    count = page.locator("#chat .reply .citation").count()
    assert set(view.locator("[data-number]").evaluate_all("all => all.map((it) => it.dataset.number)")) == {
        str(number + 1) for number in range(count)
    }
    view.get_by_role("button", name=words.SOURCE_TOOLS["next"]).click()
    expect(view.locator(".at")).to_have_text(f"2 / {count}")
    assert page.url != first
    expect(view.locator("mark").first).to_be_in_viewport()
    view.get_by_role("button", name=words.SOURCE_TOOLS["previous"]).click()
    expect(view.locator("mark.words")).to_have_text("4022.25亿元")
    assert page.url == first


@pytest.mark.parametrize("page", [(1280, 900), (390, 844)], indirect=True)
def test_a_link_opens_the_quote_again_after_a_reload(page: Page) -> None:
    ask(page, QUESTION)
    page.locator("#chat .citation .in-source a").first.click()
    expect(page.locator("#source mark.words")).to_have_text("4022.25亿元")
    reload(page)
    expect(page.locator("#source mark.words")).to_have_text("4022.25亿元")
    expect(page.locator("#source mark.words")).to_be_in_viewport()


def test_a_link_to_what_the_library_no_longer_has_says_so(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/#source/0000000000000000/1-9/3-4")
    reload(page)
    expect(page.locator("#source article")).to_have_text(words.CHANGED)


def test_the_keyboard_searches_steps_and_closes(page: Page) -> None:
    ask(page, "恩平“禁毒杯”广场舞大赛上有多少支队伍登台？")  # which stands towards the end
    link = page.locator("#chat .answer a.cite").first
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#source article")).to_be_focused()
    find = page.get_by_label(words.FIND_IN_DOCUMENT)
    find.fill("江门")
    expect(page.locator("#source .at")).to_have_text(re.compile(r"^\d+ / \d+$"))
    place, count = map(int, page.locator("#source .at").inner_text().split(" / "))
    assert 1 < place <= count  # from where one reads, not from the beginning
    find.press("Enter")
    expect(page.locator("#source .at")).to_have_text(f"{place % count + 1} / {count}")
    find.press("Shift+Enter")
    expect(page.locator("#source .at")).to_have_text(f"{place} / {count}")
    page.get_by_label(words.SOURCE_TOOLS["previous"]).click()
    expect(page.locator("#source .at")).to_have_text(f"{place - 1} / {count}")
    find.fill("江門")  # in traditional characters
    expect(page.locator("#source .at")).to_have_text(re.compile(rf"^\d+ / {count}$"))
    find.fill("这里没有的话")
    expect(page.locator("#source .at")).to_have_text(words.SOURCE_SAYS["nowhere"])
    page.keyboard.press("Escape")
    expect(page.locator("#source")).to_be_hidden()
    expect(link).to_be_focused()
    assert "#source" not in page.url


@pytest.mark.parametrize(("page", "beside"), [((1280, 900), True), ((390, 844), False)], indirect=["page"])
def test_it_stands_beside_the_chat_and_on_a_phone_below_it(page: Page, beside: bool) -> None:
    ask(page, QUESTION)
    page.locator("#chat .answer a.cite").click()
    expect(page.locator("#source mark.words")).to_be_in_viewport()
    chat, view = page.locator("#chat").bounding_box(), page.locator("#source").bounding_box()
    assert chat is not None
    assert view is not None
    if beside:
        assert chat["x"] + chat["width"] <= view["x"] + 1
    else:
        assert chat["y"] + chat["height"] <= view["y"] + 1
    expect(page.get_by_label("问题")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") == page.viewport_size["width"]  # type: ignore[index]


HOSTILE = "<img src=x onerror=alert(1)> **粗** [链](javascript:x) $x^2$ `码` \u202e倒\u202c 零\u200b宽 &lt;b&gt;"


def test_a_hostile_document_is_shown_as_its_text_and_nothing_runs(browser: Browser, tmp_path: Path) -> None:
    (folder := tmp_path / "资料").mkdir()
    name = "<img src=x onerror=alert(2)>.txt"
    text = f"{HOSTILE}\n\n青峰水库的密码是{HOSTILE}，由专人保管。\n\n{'长' * 10_000}。\n"
    (folder / name).write_text(text, encoding="utf-8")
    with serving(tmp_path, folder) as server, browser.new_context(locale="zh-CN") as visit:
        page = visit.new_page()
        faults: list[str] = []
        page.on("dialog", lambda dialog: faults.append(dialog.message))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(server.url)
        expect(page.locator("#shelf")).to_contain_text("1 份文件", timeout=START * 1000)
        ask(page, f"青峰水库的密码是什么？{HOSTILE}")
        page.locator("#chat .in-source a").first.evaluate("link => link.click()")
        expect(page.locator("#source h2")).to_have_text(name)
        expect(page.locator("#source mark").first).to_be_visible()
        shown = page.locator("#source article").text_content() or ""
        assert "".join(text.split()) == "".join(shown.split())
        assert page.locator("#chat img, #source img, #source article a").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert faults == []


def test_two_hundred_pages_are_laid_out_as_they_come_into_sight(browser: Browser, tmp_path: Path) -> None:
    """What is out of sight costs no layout: see the rule on ``content-visibility``."""
    (folder := tmp_path / "资料").mkdir()
    lines = [f"第{number}号文件记着第{number}次巡查的经过，由值班的人写成。" for number in range(1500)]
    (folder / "长.txt").write_text("\n\n".join(lines), encoding="utf-8")
    with serving(tmp_path, folder) as server, visiting(browser, server, ready="#shelf .figures") as page:
        page.get_by_role("tab", name=words.TAB_FILES).click()
        page.get_by_role("link", name=words.LOOK).click()
        expect(page.locator("#source article > *")).to_have_count(1500)
        skipped = "all => all.filter((it) => !it.checkVisibility({ contentVisibilityAuto: true })).length"
        assert page.locator("#source article > * > span").evaluate_all(skipped) > 1400
