"""Conversations that the browser keeps, and what can be done with them, as a person meets it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from qa.evaluation.judgements import FILE
from qa.web import words
from tests.serving.browsing import ANSWER, LONG, START, Server, ask, needs_browser, reload, serving, visiting

QUESTION, FOLLOW_UP = "2023年江门市GDP总量是多少？", "增速呢？"

pytestmark = needs_browser
both_sizes = pytest.mark.parametrize("page", [(1280, 900), (390, 844)], indirect=True)
"""On a desktop and on a phone."""


def titles(page: Page) -> list[str]:
    return page.locator(".history .title").all_inner_texts()


def box(page: Page) -> str:
    return page.get_by_label(words.ASK_LABEL).input_value()


def test_a_conversation_outlives_a_reload_and_follow_ups_go_on(page: Page) -> None:
    ask(page, QUESTION)
    reload(page)
    expect(page.locator("#chat .answer")).to_contain_text("4022.25亿元", timeout=START * 1000)
    ask(page, FOLLOW_UP)
    expect(page.locator("#chat .understood")).to_contain_text("2023年江门市GDP增速")


def test_several_conversations_are_listed_opened_renamed_and_deleted(page: Page) -> None:
    ask(page, QUESTION)
    page.get_by_role("button", name=words.NEW_CONVERSATION).click()
    expect(page.locator("#chat .asked")).to_have_count(0)
    ask(page, "江门市长是谁？")
    assert titles(page) == ["江门市长是谁？", QUESTION]
    page.get_by_role("button", name=QUESTION, exact=True).click()
    expect(page.locator("#chat .asked")).to_have_text(QUESTION)
    page.locator(".history li").nth(1).hover()
    page.get_by_role("button", name=f"{words.HISTORY_SAYS['rename']}：{QUESTION}").click()
    page.keyboard.type("<b>经济</b>")
    page.keyboard.press("Enter")
    assert titles(page) == ["江门市长是谁？", "<b>经济</b>"]
    page.locator(".history li").nth(0).hover()
    remove = page.get_by_role("button", name=re.compile(f"^{words.HISTORY_SAYS['remove']}：江门市长"))
    remove.click()
    expect(page.locator(".history .title")).to_have_text(["<b>经济</b>"])
    expect(page.locator("#chat .asked")).to_have_text(QUESTION)
    page.get_by_role("button", name=words.HISTORY_SAYS["undo"]).click()
    expect(page.locator(".history .title")).to_have_text(["江门市长是谁？", "<b>经济</b>"])


def test_conversations_are_found_by_what_was_asked_in_them_and_dated(page: Page) -> None:
    ask(page, QUESTION)
    page.get_by_role("button", name=words.NEW_CONVERSATION).click()
    expect(page.locator("#chat .asked")).to_have_count(0)
    ask(page, "江门市长是谁？")
    page.get_by_label(words.FIND_CONVERSATION).fill("ＧＤＰ 总量")
    expect(page.locator(".history .title")).to_have_text([QUESTION])
    page.get_by_label(words.FIND_CONVERSATION).fill("火星")
    expect(page.locator(".history .note")).to_have_text(words.HISTORY_SAYS["nowhere"])
    page.get_by_label(words.FIND_CONVERSATION).fill("")
    expect(page.locator(".history li").first).to_have_attribute("data-when", words.HISTORY_SAYS["today"])


@both_sizes
def test_a_question_is_changed_and_asked_again_in_its_place(page: Page) -> None:
    ask(page, QUESTION)
    ask(page, FOLLOW_UP)
    page.locator("#chat .user-row").first.hover()
    page.get_by_role("button", name=words.EDIT).first.click()
    expect(page.locator(".editing")).to_have_text(re.compile("正在修改第 1 问"))
    assert box(page) == QUESTION
    page.get_by_label(words.ASK_LABEL).fill("江门市长是谁？")
    page.get_by_label(words.ASK_LABEL).press("Enter")
    expect(page.locator("#chat .asked")).to_have_text(["江门市长是谁？"])
    expect(page.locator(".editing")).to_be_hidden()
    expect(page.locator("#chat .unanswered")).to_have_count(1, timeout=ANSWER * 1000)
    before = f"{QUESTION}{words.PAGE_SAYS['before']}"
    page.keyboard.press("Control+k")
    page.get_by_role("button", name=before, exact=True).click()
    expect(page.locator("#chat .asked")).to_have_text([QUESTION, FOLLOW_UP], timeout=ANSWER * 1000)


@both_sizes
def test_the_question_as_understood_is_corrected(page: Page) -> None:
    ask(page, QUESTION)
    ask(page, FOLLOW_UP)
    page.get_by_role("button", name=words.CORRECT).click()
    assert box(page) == "2023年江门市GDP增速是多少？"
    page.get_by_role("button", name=words.EDITING_ENDS).click()
    assert box(page) == ""
    expect(page.locator(".editing")).to_be_hidden()


def test_two_pages_keep_their_conversations_apart_and_see_both(browser: Browser, server: Server) -> None:
    with visiting(browser, server) as first:
        second = first.context.new_page()
        second.goto(server.url)
        expect(second.locator("#examples button").first).to_be_visible(timeout=START * 1000)
        ask(first, QUESTION)
        ask(second, "江门市长是谁？")
        expect(first.locator(".history .title")).to_have_text(["江门市长是谁？", QUESTION])
        expect(second.locator(".history .title")).to_have_text(["江门市长是谁？", QUESTION])
        expect(first.locator("#chat .asked")).to_have_text(QUESTION)
        expect(second.locator("#chat .asked")).to_have_text("江门市长是谁？")


def test_of_a_thousand_messages_the_last_are_shown_and_earlier_ones_when_asked_for(page: Page) -> None:
    ask(page, QUESTION)
    page.evaluate(LONG, 500)
    reload(page)
    page.get_by_role("button", name="长", exact=True).click()
    expect(page.locator("#chat .asked")).to_have_count(30, timeout=START * 1000)
    expect(page.locator("#chat .asked").last).to_have_text("第500问")
    page.get_by_role("button", name=words.earlier(470)).click()
    expect(page.locator("#chat .asked")).to_have_count(60)
    ask(page, FOLLOW_UP)
    expect(page.locator("#chat .asked").last).to_have_text(FOLLOW_UP)
    assert page.evaluate("conversations.all().exchanges.length") == 501


HOSTILE = '{"exchanges": [{"question": "<img src=x onerror=alert(1)>"}]}'


@pytest.mark.parametrize("kept", ["{", "[]", '{"exchanges": 7}', HOSTILE])
def test_what_was_tampered_with_in_the_browser_does_no_harm(browser: Browser, server: Server, kept: str) -> None:
    stored = f"localStorage.setItem('yinju.conversation.a', {json.dumps(kept)})"
    script = f"{stored}; sessionStorage.setItem('yinju.open', 'a')"
    with visiting(browser, server, script=script) as page:
        assert page.locator("#chat img").count() == 0
        ask(page, QUESTION)


@both_sizes
def test_feedback_is_kept_in_the_data_folder(page: Page, server: Server) -> None:
    file = server.data / FILE
    file.unlink(missing_ok=True)
    ask(page, QUESTION)
    ask(page, FOLLOW_UP)
    page.locator("#act-right-1").click()
    expect(page.get_by_text(words.FEEDBACK_SAYS["thanks"])).to_be_visible()
    page.locator("#act-wrong-2").click()
    page.get_by_label(words.RIGHT_ANSWER).fill("<b>5.5%")
    page.get_by_label(words.RIGHT_ANSWER).press("Enter")
    expect(page.locator("#act-wrong-2")).to_have_class("said")
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [(line["question"], line["verdict"]) for line in lines] == [(QUESTION, "right"), (FOLLOW_UP, "wrong")]
    assert (lines[1]["answers"], lines[1]["history"]) == (["<b>5.5%"], [QUESTION])
    reload(page)
    expect(page.locator("#act-right-1")).to_have_class("said", timeout=START * 1000)
    page.locator("#act-wrong-1").click()
    page.keyboard.press("Escape")
    expect(page.locator("#act-right-1")).to_have_class("said")


@both_sizes
def test_documents_are_chosen_and_the_choice_stays_with_the_conversation(page: Page, seed_file: Path) -> None:
    name = seed_file.name
    page.locator("#scope summary").click()
    page.get_by_label(words.FIND_DOCUMENT).fill(name[:3])
    page.get_by_role("checkbox", name=name).check()
    page.keyboard.press("Escape")
    expect(page.locator("#scope summary")).to_contain_text(name)
    ask(page, QUESTION)
    reload(page)
    expect(page.locator("#scope summary")).to_contain_text(name, timeout=START * 1000)
    page.get_by_role("button", name=words.NEW_CONVERSATION).click()
    expect(page.locator("#scope summary")).to_contain_text(words.SCOPE_SAYS["all"])


@pytest.mark.parametrize("page", [(390, 844)], indirect=True)
def test_on_a_phone_the_list_is_a_drawer(page: Page) -> None:
    ask(page, QUESTION)
    expect(page.locator("#history")).to_be_hidden()
    page.get_by_role("button", name=words.CONVERSATIONS).click()
    page.get_by_role("button", name=QUESTION, exact=True).click()
    expect(page.locator("#history")).to_be_hidden()
    page.get_by_role("button", name=words.CONVERSATIONS).click()
    page.keyboard.press("Escape")
    expect(page.locator("#history")).to_be_hidden()
    expect(page.get_by_role("button", name=words.CONVERSATIONS)).to_be_focused()


def test_a_restart_under_an_open_page_is_said_and_got_over(browser: Browser, tmp_path: Path) -> None:
    """The program is killed while the page is open, and comes back on the same port."""
    (folder := tmp_path / "资料").mkdir()
    (folder / "水库.txt").write_text("青峰水库的总库容是7.35亿立方米。\n", encoding="utf-8")
    question = "青峰水库的总库容是多少？"
    with browser.new_context(locale="zh-CN") as visit:
        page = visit.new_page()
        with serving(tmp_path, folder) as server:
            page.goto(server.url)
            expect(page.locator("#shelf")).to_contain_text("1 份文件", timeout=START * 1000)
            ask(page, question)
        expect(page.get_by_text(words.PAGE_SAYS["lost"])).to_be_visible(timeout=START * 1000)
        page.get_by_label(words.ASK_LABEL).fill("写了一半")
        page.evaluate("window.old = true")
        with serving(tmp_path, folder, "--port", server.url.rpartition(":")[2]):
            page.wait_for_function("!window.old", timeout=START * 1000)  # what follows is of the page reloaded
            expect(page.locator("#chat .answer")).to_contain_text("7.35亿立方米", timeout=START * 1000)
            expect(page.get_by_label(words.ASK_LABEL)).to_have_value("写了一半")
            expect(page.get_by_text(words.PAGE_SAYS["lost"])).to_have_count(0)
            ask(page, question)


@both_sizes
def test_an_answer_that_did_not_arrive_is_asked_for_again(page: Page) -> None:
    ask(page, QUESTION)
    page.evaluate("conversations.begin('江门市长是谁？')")  # as if the page was closed before the answer came
    reload(page)
    expect(page.locator("#chat .problem")).to_contain_text(words.UNFINISHED, timeout=START * 1000)
    page.get_by_role("button", name=words.ASK_AGAIN).click()
    expect(page.locator("#chat .unanswered")).to_have_count(1, timeout=ANSWER * 1000)
    expect(page.locator("#chat .asked")).to_have_text([QUESTION, "江门市长是谁？"])


@both_sizes
def test_a_conversation_is_taken_away_as_markdown_and_word_and_an_answer_is_copied(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, QUESTION)
    for form, start in (("Markdown", b"# "), ("Word", b"PK")):
        page.locator("#export summary").click()
        with page.expect_download() as download:
            page.get_by_role("button", name=form, exact=True).click()
        assert Path(download.value.path()).read_bytes().startswith(start)
    expect(page.locator(".said-line[role=status]")).to_be_empty()  # there before anything is said
    page.get_by_role("button", name=words.ACTS["copy"], exact=True).click()
    expect(page.locator(".said-line")).to_have_text(words.PAGE_SAYS["copied"])
    expect(page.locator("#act-copy-1")).to_have_class("done")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert re.search(r"“.*4022\.25亿元.*”（《.+》，第 \d+ 段）$", copied)


KEEPS_NOTHING = """for (const store of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, store, { get() { throw new DOMException("denied", "SecurityError"); } });
}"""


def test_where_the_browser_keeps_nothing_all_else_works(browser: Browser, server: Server) -> None:
    with visiting(browser, server, script=KEEPS_NOTHING) as page:
        ask(page, QUESTION)
        page.locator("#chat .in-source a").first.click()
        expect(page.locator("#source mark").first).to_be_visible()
        page.locator("#source .grip").press("ArrowLeft")
        page.locator("#source [data-do=close]").click()
        page.get_by_role("button", name=words.NEW_CONVERSATION).click()
        expect(page.locator("#chat .asked")).to_have_count(0)
        page.get_by_role("button", name=QUESTION, exact=True).click()
        expect(page.locator("#chat .asked")).to_have_text(QUESTION)
        expect(page.locator(".history .note")).to_have_text(words.HISTORY_SAYS["full"])
