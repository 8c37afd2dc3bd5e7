"""The page in English: no Chinese in it but the documents' own, and in an English browser a Chinese page is Chinese."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, Page, expect

from qa.web import english, words
from tests.serving.browsing import ANSWER, ROOT, START, Server, needs_browser, serving, visiting

QUESTION, REFUSED = "2023年江门市GDP总量是多少？", "江门市长是谁？"

pytestmark = needs_browser

HAN = """() => {
  // What documents, questions, files' names and links to them say themselves.
  const own = `.asked, .answer, .sentence, blockquote, mark, .document, .heading, .where, bdi, .understood, .also-in,
    #examples .gallery-item, .history .title, .history li, #source article, #source h2, #source .outline, #source .here,
    .preview, .catalogue tbody .name, .catalogue tbody .folder, .catalogue tbody th, .catalogue tbody td:first-child,
    .catalogue select, .why, #scope .menu li, #scope label, #checking .text, #checking [data-claim], #checking td,
    #checking .beside, #ask textarea,
    .empty-folder`;
  const han = /[\u3400-\u9fff]/;
  const found = [];
  for (const element of document.querySelectorAll("body *")) {
    if (element.closest("script, style")) continue;
    if (element.closest(own) && !element.matches(".why strong, .why summary")) continue;
    const texts = [...element.childNodes].filter(({ nodeType }) => nodeType === 3).map(({ data }) => data);
    const names = ["title", "aria-label", "placeholder", "alt", "aria-description"];
    const values = names.map((name) => element.getAttribute(name));
    const data = Object.values(element.dataset ?? {});
    const drawn = ["::before", "::after"].map((part) => getComputedStyle(element, part).content);
    for (const said of [...texts, ...values, ...data, ...drawn]) {
      if (said && han.test(said.replace(/“[^”]*”/g, ""))) {
        found.push(`${element.tagName}.${element.className}: ${said.trim().slice(0, 80)}`);
      }
    }
  }
  return [...new Set(found)];
}"""
"""What the page has of Chinese that is not the documents' own, wherever a person may meet it."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A page in English over the seeds, a table, a file that cannot be read and two of one name."""
    folder = tmp_path_factory.mktemp("english")
    documents = Path(shutil.copytree(ROOT / "seeds", folder / "资料"))
    (documents / "table.csv").write_text("姓名,数量\n张三,12\n李四,30\n", encoding="utf-8")
    (documents / "broken.pdf").write_bytes(b"")
    with serving(folder, documents, "--language", "en") as server:
        yield server


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    with visiting(browser, server, locale="en-US") as page:
        yield page


def ask(page: Page, question: str) -> None:
    settled = page.locator("#chat :is(.answered .part:not(.also), .unanswered, .problem)")
    before = settled.count()
    page.get_by_label(english.ASK_LABEL).fill(question)
    page.get_by_label(english.ASK_LABEL).press("Enter")
    expect(settled).to_have_count(before + 1, timeout=ANSWER * 1000)


def test_an_answer_a_refusal_and_all_around_them_are_english(page: Page) -> None:
    assert page.title() == english.TITLE
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.evaluate(HAN) == []
    ask(page, QUESTION)
    page.locator("#chat details").evaluate_all("all => all.forEach((each) => { each.open = true; })")
    ask(page, REFUSED)
    ask(page, "张三的数量是多少？")
    page.locator("#scope summary").click()
    page.locator("#export summary").click()
    assert page.evaluate(HAN) == []
    page.get_by_label(english.ASK_LABEL).fill("长" * 512)
    ask_too_long = page.locator(".yinju.counted")
    expect(ask_too_long).to_contain_text("too many")
    page.get_by_label(english.ASK_LABEL).fill("")
    ask(page, "？！…")
    expect(page.locator("#chat .problem")).to_have_text(
        "The question has no words. Please write in a sentence what you want to know."
    )
    assert page.evaluate(HAN) == []


def test_the_source_is_english(page: Page) -> None:
    ask(page, "张三的数量是多少？")
    page.locator("#chat .in-source a").first.click()
    expect(page.locator("#source mark").first).to_be_visible()
    page.locator("#source input[type=search]").fill("nowhere in it")
    expect(page.locator("#source span.at")).to_have_text(english.SOURCE_SAYS["nowhere"])
    assert page.evaluate(HAN) == []
    expect(page.locator("#chat .where .heading").first).to_contain_text("row 2")


def test_the_documents_the_check_and_the_dialogs_are_english(page: Page) -> None:
    ask(page, QUESTION)
    page.locator("#act-wrong-1").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert page.evaluate(HAN) == []
    page.keyboard.press("Escape")
    page.get_by_role("tab", name=english.TAB_FILES).click()
    expect(page.locator(".catalogue tbody tr").first).to_be_visible()
    expect(page.locator(".catalogue")).to_contain_text("The file is empty.")
    assert page.evaluate(HAN) == []
    page.get_by_role("tab", name=english.CHECKING.tab).click()
    page.locator("#checking textarea").fill("2023年，江门市GDP总量为4022.52亿元，增长5.5%。火星上有水。")
    page.locator("#checking button.go").click()
    expect(page.locator("#checking .contradicted").first).to_be_visible(timeout=START * 1000)
    assert page.evaluate(HAN) == []


def test_what_is_taken_away_is_english_but_for_what_is_quoted(page: Page) -> None:
    ask(page, QUESTION)
    page.locator("#export summary").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Word", exact=True).click()
    lines = [each.text for each in docx.Document(str(download.value.path())).paragraphs]
    assert lines[0] == english.TITLE
    assert lines[1].startswith("Exported ")
    assert english.REFERENCES in lines
    assert "passage" in "".join(lines)
    assert not [line for line in lines if "，第" in line or line.startswith("《")]


def test_in_an_english_browser_a_chinese_page_is_chinese(browser: Browser, tmp_path: Path) -> None:
    (folder := tmp_path / "资料").mkdir()
    (folder / "水库.txt").write_text("青峰水库的总库容是7.35亿立方米。\n", encoding="utf-8")
    with (
        serving(tmp_path, folder) as server,
        visiting(browser, server, ready="#shelf .figures", locale="en-US") as page,
    ):
        assert page.evaluate("document.documentElement.lang") == words.LANGUAGE
        page.get_by_label(words.ASK_LABEL).fill("青峰水库的总库容是多少？")
        page.get_by_label(words.ASK_LABEL).press("Enter")
        expect(page.locator("#chat .answered .part").first).to_be_visible(timeout=ANSWER * 1000)
        page.get_by_role("tab", name=words.TAB_FILES).click()
        expect(page.locator(".catalogue tbody tr").first).to_be_visible()
        shown = page.evaluate("document.body.innerText")
        assert not [line for line in shown.splitlines() if line.strip().isascii() and len(line.split()) > 3]
