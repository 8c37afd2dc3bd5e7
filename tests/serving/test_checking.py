"""The tab that checks a text, in a browser, at the sizes of a desk and of a phone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from qa.checking.types import Standing
from qa.web import words
from tests.serving.browsing import START, needs_browser

SIZES = [(1280, 900), (390, 844)]
TEXT = "一、经济总量\n2023年，GDP总量为4022.25亿元，增长5.5%。火星上的总人口是三百万人。"
pytestmark = needs_browser


def open_tab(page: Page) -> None:
    page.get_by_role("tab", name=words.CHECKING.tab).click()
    expect(page.get_by_label(words.CHECKING.text)).to_be_visible()


def check(page: Page) -> None:
    page.get_by_role("button", name=words.CHECKING.go).click()
    expect(page.locator("#checking .result header")).to_be_visible(timeout=START * 1000)


@pytest.mark.parametrize("page", SIZES, indirect=True)
def test_each_claim_has_a_sign_a_quote_and_a_place(page: Page) -> None:
    open_tab(page)
    page.get_by_label(words.CHECKING.text).fill(TEXT)
    check(page)
    result = page.locator("#checking .result")
    text = result.locator(".text")
    assert re.sub("[✓✗≠?]", "", text.inner_text()).split() == TEXT.split()
    supported = text.locator("mark.supported")
    expect(supported.first).to_contain_text("4022.25亿元")
    text.locator("button.supported").first.click()
    beside = result.locator(".beside")
    expect(beside.locator("h3")).to_have_text(re.compile(words.CHECKING.standings[Standing.SUPPORTED]))
    expect(beside).to_be_in_viewport()
    expect(supported.first).to_be_in_viewport()
    expect(beside.locator("blockquote mark").first).to_have_text(re.compile("4022.25"))
    beside.get_by_role("link", name=words.SHOW_IN_SOURCE).first.click()
    expect(page.locator("#source mark.words").first).to_have_text(re.compile("4022.25"))
    expect(page.locator("#source mark.words").first).to_be_in_viewport()
    page.locator("#source [data-do=close]").click()
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width == 0


@pytest.mark.parametrize("page", SIZES, indirect=True)
def test_the_table_and_the_counts(page: Page) -> None:
    open_tab(page)
    page.get_by_label(words.CHECKING.text).fill(TEXT)
    check(page)
    result = page.locator("#checking .result")
    claims = result.locator(".text mark").count()
    unseen = result.locator(".text mark.unseen").count()
    assert 0 < unseen < claims
    result.get_by_role("button", name=words.CHECKING.views["table"]).click()
    expect(result.locator("tbody tr:visible")).to_have_count(claims)
    expect(result.locator(".text")).to_be_hidden()
    only = result.locator("[data-only=unseen]")
    expect(only).to_have_text(re.compile(f"{words.CHECKING.standings[Standing.UNSEEN]} {unseen}$"))
    only.click()
    expect(result.locator("tbody tr:visible")).to_have_count(unseen)
    expect(only).to_have_attribute("aria-pressed", "true")
    only.click()
    expect(result.locator("tbody tr:visible")).to_have_count(claims)
    expect(page.locator("#checking .heard")).to_have_text(words.CHECKING.says["done"])
    result.locator("tbody tr.unseen button").first.click()
    expect(result.locator(".text mark.unseen").first).to_be_visible()
    expect(result.locator(".beside h3")).to_have_text(re.compile(words.CHECKING.standings[Standing.UNSEEN]))
    expect(result.locator(".text button.unseen").first).to_be_focused()


def test_a_file_is_checked_and_the_result_outlives_a_reload(page: Page, tmp_path: Path) -> None:
    open_tab(page)
    (file := tmp_path / "稿子.md").write_text(f"# 稿\n\n{TEXT}", encoding="utf-8")
    page.locator("#checking input[type=file]").set_input_files(file)
    expect(page.locator("#checking .chosen")).to_contain_text("稿子.md")
    expect(page.get_by_label(words.CHECKING.text)).to_be_disabled()
    check(page)
    expect(page.locator("#checking .facts")).to_contain_text("稿子.md")
    page.wait_for_timeout(1000)
    page.reload()
    open_tab(page)
    expect(page.locator("#checking .facts")).to_contain_text("稿子.md", timeout=START * 1000)


def test_what_cannot_be_checked_is_told(page: Page, tmp_path: Path) -> None:
    open_tab(page)
    page.get_by_role("button", name=words.CHECKING.go).click()
    expect(page.locator("#checking .result .problem")).to_have_text(words.CHECKING.nothing)
    (file := tmp_path / "坏.pdf").write_bytes(b"%PDF-1.4 broken")
    page.locator("#checking input[type=file]").set_input_files(file)
    page.get_by_role("button", name=words.CHECKING.go).click()
    expect(page.locator("#checking .result .problem")).to_contain_text("PDF", timeout=START * 1000)
    page.locator("#checking .chosen button").click()
    expect(page.get_by_label(words.CHECKING.text)).to_be_enabled()


def test_it_can_be_stopped(page: Page, tmp_path: Path) -> None:
    open_tab(page)
    (file := tmp_path / "长.txt").write_text("2023年江门市GDP总量为4022.25亿元，增长5.5%。\n" * 2_000, encoding="utf-8")
    page.locator("#checking input[type=file]").set_input_files(file)
    page.get_by_role("button", name=words.CHECKING.go).click()
    expect(page.locator("#checking progress")).to_be_visible(timeout=START * 1000)
    page.get_by_role("button", name=words.CHECKING.stop, exact=True).click()
    expect(page.locator("#checking .result .problem")).to_have_text(words.CHECKING.stopped, timeout=START * 1000)
    expect(page.get_by_role("button", name=words.CHECKING.go)).to_be_enabled()


def test_the_documents_can_be_chosen(page: Page) -> None:
    open_tab(page)
    menu = page.locator("#checking .scope")
    menu.locator("summary").click()
    menu.locator("li:not(.folder) label").first.click()
    name = menu.locator("li:not(.folder) bdi").first.inner_text()
    expect(menu.locator("summary")).to_have_text(words.CHECKING.says["prefix"] + name)
    page.keyboard.press("Escape")
    page.get_by_label(words.CHECKING.text).fill(TEXT)
    page.get_by_label(words.CHECKING.only).check()
    check(page)
    expect(page.locator("#checking mark.supported").first).to_contain_text("4022.25亿元")
