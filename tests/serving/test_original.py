"""The file itself beside the answer: its pages with the boxes of the quote, and what it is kept from doing."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from index.types import content_id
from qa.web import words
from tests.paper import TOP, Paper
from tests.samples import make_csv, make_pdf
from tests.serving.browsing import Server, ask, needs_browser, serving, visiting

QUESTION, ANSWER = "柳湾乡的粮食产量是多少？", "4.1万吨"
SHEETS = "#source .sheets"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(2)</script></svg>'
HOSTILE = (
    f"<!doctype html><html><body><script>alert(3)</script>{SVG}<p>石门水库由专人看管，每天巡查两次。</p></body></html>"
)

pytestmark = needs_browser


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server over a PDF, the same table as CSV, and a hostile page of the web."""
    folder = tmp_path_factory.mktemp("original")
    (documents := folder / "资料").mkdir()
    (documents / "公报.pdf").write_bytes(make_pdf())
    (documents / "坏.html").write_text(HOSTILE, encoding="utf-8")
    with serving(folder, documents) as server:
        yield server


@pytest.fixture
def asked(browser: Browser, library: Server, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The page with the answer and its source open, at the size that the test asks for."""
    with visiting(browser, library, getattr(request, "param", (1366, 657)), ready="#ask textarea") as page:
        ask(page, QUESTION)
        page.locator("#chat .answer a.cite, #chat .in-source a").first.click()
        expect(page.locator("#source .box.words").first).to_be_visible(timeout=60_000)
        yield page


def middle(page: Page, what: Locator) -> str:
    """The selector-like name of what is seen in the middle of an element."""
    box = what.bounding_box()
    assert box is not None
    at = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
    return str(page.evaluate("([x, y]) => document.elementsFromPoint(x, y).map((it) => it.className).join(' ')", at))


@pytest.mark.parametrize("asked", [(1440, 900), (1366, 657), (390, 844)], indirect=True)
def test_the_page_is_shown_with_the_cell_that_answers_in_a_box(asked: Page) -> None:
    box = asked.locator("#source .box.words")
    expect(box).to_have_count(1)
    expect(box).to_be_in_viewport()
    sheet = asked.locator(f"{SHEETS} figure[data-page='2']")
    expect(sheet.locator("img")).to_have_js_property("complete", True)
    assert sheet.locator("img").evaluate("image => image.naturalWidth") >= 800
    # The third row of the table and its third column: where the test drew it, 4 points in from the cell's edge.
    inner, whole = box.bounding_box(), sheet.bounding_box()
    assert inner is not None
    assert whole is not None
    assert whole["width"] >= 540  # else nothing can be read on a phone
    left, top = (inner["x"] - whole["x"]) / whole["width"], (inner["y"] - whole["y"]) / whole["height"]
    assert abs(left - (60 + 2 * 90 + 4) / 595) < 0.01
    assert abs(top - (842 - 200 + 3 * 20) / 842) < 0.02
    expect(asked.locator("#source .here")).to_contain_text(words.SOURCE_SAYS["page"].format(2))
    assert asked.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_pages_are_turned_and_zoomed(asked: Page) -> None:
    number = asked.get_by_label(words.PAGE_NUMBER)
    expect(number).to_have_value("2")
    asked.get_by_label(words.SOURCE_TOOLS["back"]).click()
    expect(number).to_have_value("1")
    expect(asked.get_by_label(words.SOURCE_TOOLS["back"])).to_be_disabled()
    asked.locator(SHEETS).focus()
    asked.keyboard.press("ArrowRight")
    expect(number).to_have_value("2")
    number.fill("1")
    number.press("Enter")
    expect(asked.locator(f"{SHEETS} figure[data-page='1'] img")).to_be_in_viewport()
    before = asked.locator(f"{SHEETS} figure").first.bounding_box()
    asked.get_by_label(words.SOURCE_TOOLS["larger"]).click()
    after = asked.locator(f"{SHEETS} figure").first.bounding_box()
    assert before is not None
    assert after is not None
    assert after["width"] > 1.2 * before["width"]


def test_two_buttons_change_between_page_and_text_and_are_remembered(asked: Page) -> None:
    asked.get_by_role("button", name=words.SOURCE_TOOLS["text"], exact=True).click()
    expect(asked.locator("#source [data-do=text]")).to_have_attribute("aria-pressed", "true")
    expect(asked.locator("#source [data-do=page]")).to_have_attribute("aria-pressed", "false")
    expect(asked.locator(SHEETS)).to_be_hidden()
    cell = asked.locator("#source article td:has(mark.words)")
    expect(cell).to_have_text(ANSWER)
    expect(cell).to_be_in_viewport()
    asked.keyboard.press("Escape")
    asked.locator("#chat .answer a.cite, #chat .in-source a").first.click()
    expect(cell).to_be_in_viewport()
    asked.get_by_role("button", name=words.SOURCE_TOOLS["page"], exact=True).click()
    expect(asked.locator("#source .box.words")).to_be_in_viewport()


def test_what_is_looked_for_is_boxed_on_the_page_in_whatever_characters(asked: Page) -> None:
    find = asked.get_by_label(words.FIND_IN_DOCUMENT)
    find.fill("清溪鐵路")
    expect(asked.locator("#source .at")).to_have_text(re.compile(r"^\d / \d$"))
    expect(asked.locator("#source .box.words").first).to_be_in_viewport()
    find.fill("")
    expect(asked.locator("#source .box.quote").first).to_be_visible()


def test_back_closes_what_was_opened_and_forward_opens_it_again(asked: Page) -> None:
    asked.go_back()
    expect(asked.locator("#source")).to_be_hidden()
    expect(asked.locator("#chat .asked")).to_have_count(1)
    asked.go_forward()
    expect(asked.locator("#source .box.words").first).to_be_in_viewport()
    asked.keyboard.press("Escape")
    expect(asked.locator("#source")).to_be_hidden()
    assert "#source" not in asked.url


def test_the_panel_is_made_wider_by_its_edge_and_stays_so(asked: Page, library: Server) -> None:
    view, grip = asked.locator("#source"), asked.get_by_role("separator", name=words.PANEL_WIDTH)
    before = view.bounding_box()
    assert before is not None
    asked.mouse.move(before["x"] + 1, 300)
    asked.mouse.down()
    asked.mouse.move(before["x"] - 119, 300, steps=4)
    asked.mouse.up()
    dragged = view.bounding_box()
    assert dragged is not None
    assert abs(dragged["width"] - before["width"] - 120) <= 3
    grip.focus()
    asked.keyboard.press("ArrowRight")
    pressed = view.bounding_box()
    assert pressed is not None
    assert abs(dragged["width"] - pressed["width"] - 40) <= 3
    assert asked.locator("#chat").evaluate("it => it.getBoundingClientRect().right") <= pressed["x"] + 1


def test_the_outline_leads_to_a_heading(asked: Page) -> None:
    asked.get_by_role("button", name=words.SOURCE_TOOLS["text"], exact=True).click()
    outline = asked.get_by_label(words.SOURCE_TOOLS["outline"])
    if asked.locator("#source article :is(h3, h4, h5, h6)").count() < 2:
        expect(outline).to_be_hidden()
        return
    outline.click()
    expect(outline).to_have_attribute("aria-expanded", "true")
    entry = asked.locator("#source .outline button").first
    title = entry.inner_text()
    entry.click()
    expect(outline).to_have_attribute("aria-expanded", "false")
    expect(asked.locator("#source article").get_by_text(title, exact=True).first).to_be_in_viewport()


def test_a_citation_shows_its_quote_under_the_pointer_and_at_the_focus(browser: Browser, library: Server) -> None:
    with visiting(browser, library, ready="#ask textarea") as page:
        ask(page, QUESTION)
        card, cite = page.locator(".yinju.preview"), page.locator("#chat a.cite").first
        expect(card).to_be_hidden()
        cite.hover()
        expect(card).to_contain_text(ANSWER)
        expect(card).to_be_in_viewport(ratio=1)
        page.mouse.move(2, 2)
        expect(card).to_be_hidden()
        page.keyboard.press("Tab")
        cite.focus()
        expect(card).to_contain_text(ANSWER)
        page.keyboard.press("Escape")
        expect(card).to_be_hidden()


def test_a_first_touch_shows_the_quote_and_the_second_opens_it(browser: Browser, library: Server) -> None:
    with browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, locale="zh-CN") as visit:
        page = visit.new_page()
        page.goto(library.url)
        expect(page.locator("#ask textarea")).to_be_visible(timeout=60_000)
        ask(page, QUESTION)
        page.locator("#chat a.cite").first.tap()
        expect(page.locator(".yinju.preview")).to_contain_text(ANSWER)
        expect(page.locator("#source")).to_be_hidden()
        page.locator(".yinju.preview .go").tap()
        expect(page.locator("#source .box.words").first).to_be_in_viewport(timeout=60_000)


def test_files_are_handed_over_as_nothing_that_runs(library: Server) -> None:
    content = make_pdf()
    kept = (library.documents / "公报.pdf").read_bytes()
    pdf, web = content_id(kept), content_id(HOSTILE.encode())
    assert len(content) == len(kept)
    got = httpx.get(f"{library.url}/source/{pdf}/file")
    assert got.content == kept
    assert got.headers["content-disposition"].startswith("attachment")
    assert got.headers["content-type"] == "application/octet-stream"
    drawn = httpx.get(f"{library.url}/source/{pdf}/1.webp?width=900")
    assert Image.open(io.BytesIO(drawn.content)).format == "WEBP"
    looked = httpx.get(f"{library.url}/source/{web}/look")
    assert looked.headers["content-type"].startswith("text/plain")
    assert "alert(3)" in looked.text
    for reply in (got, drawn, looked):
        assert "sandbox" in reply.headers["content-security-policy"]
        assert reply.headers["x-content-type-options"] == "nosniff"
    for rest in (f"{pdf}/look", f"{pdf}/9.webp", f"{pdf}/0.webp", f"{web}/1.webp", "0" * 16 + "/file"):
        refused = httpx.get(f"{library.url}/source/{rest}")
        assert refused.status_code == 404
        assert refused.text
    for path in ("/source/../../etc/passwd", f"/source/{pdf}/../../x", f"/source/{pdf}/passwd", "/source/x/file"):
        assert httpx.get(f"{library.url}{path}").status_code in (404, 421)


def test_a_file_looked_at_runs_nothing(browser: Browser, library: Server) -> None:
    page = browser.new_page()
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    page.goto(f"{library.url}/source/{content_id(HOSTILE.encode())}/look")
    expect(page.locator("body")).to_contain_text("alert(3)")
    assert dialogs == []
    page.close()


def test_pages_and_files_ask_for_the_password(tmp_path: Path) -> None:
    (documents := tmp_path / "资料").mkdir()
    (documents / "数据.csv").write_bytes(make_csv())
    identity = content_id(make_csv())
    with serving(tmp_path, documents, "--auth", "人:口令") as server:
        for rest in ("file", "look", "1.webp"):
            refused = httpx.get(f"{server.url}/source/{identity}/{rest}")
            assert (refused.status_code, refused.text) == (401, words.NOT_LET_IN)
        with httpx.Client(base_url=server.url) as client:
            client.post("/login", data={"username": "人", "password": "口令"})
            assert client.get(f"/source/{identity}/look").status_code in (200, 404)  # 404 while it is being read
        with httpx.Client(base_url=server.url, cookies={"access-token-x": "y"}) as stranger:
            assert stranger.get(f"/source/{identity}/file").status_code == 401


def test_a_file_that_goes_while_it_is_shown_says_so_and_its_text_stays(browser: Browser, tmp_path: Path) -> None:
    (documents := tmp_path / "资料").mkdir()
    paper = Paper()
    for page_number in range(1, 13):
        paper.y = TOP - 40 * page_number  # what recurs at the same height of pages is a running head
        paper.say(f"第{page_number}号水库由巡查{page_number}组看管，每天巡查两次。")
        paper.turn()
    paper.save()
    (documents / "水库.pdf").write_bytes(paper.written.getvalue())
    with serving(tmp_path, documents) as server, browser.new_context(locale="zh-CN") as visit:
        page = visit.new_page()
        page.goto(server.url)
        expect(page.locator("#shelf")).to_contain_text("1 份文件 ·", timeout=300_000)
        page.get_by_role("tab", name=words.TAB_FILES).click()
        page.get_by_role("link", name=words.LOOK).click()
        expect(page.locator(f"{SHEETS} figure[data-page='1'] img")).to_be_visible(timeout=60_000)
        shutil.rmtree(documents)
        page.get_by_label(words.PAGE_NUMBER).fill("12")
        page.get_by_label(words.PAGE_NUMBER).press("Enter")
        expect(page.locator(f"{SHEETS} figure[data-page='12']")).to_have_attribute("data-says", words.ORIGINAL_GONE)
        page.get_by_role("button", name=words.SOURCE_TOOLS["text"], exact=True).click()
        expect(page.locator("#source article")).to_contain_text("第12号水库")
        page.keyboard.press("Escape")
        page.get_by_role("link", name=words.LOOK).click()
        page.reload()
        expect(page.locator("#source .said")).to_have_text(words.ORIGINAL_GONE, timeout=60_000)
        expect(page.locator("#source article")).to_contain_text("第12号水库")
