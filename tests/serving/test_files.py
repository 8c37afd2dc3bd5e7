"""The documents tab as a person meets it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from qa.web import words
from tests.samples import make_csv, make_pdf
from tests.serving.browsing import ANSWER, Server, ask, needs_browser

QUESTION = "清溪铁路白石段预计什么时候通车？"

pytestmark = needs_browser


def bring(page: Page, folder: Path, files: dict[str, bytes]) -> None:
    """Upload files in the documents tab."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    page.get_by_role("tab", name=words.TAB_FILES).click()
    page.set_input_files("#upload input[type=file]", [folder / name for name in files])


def row(page: Page, name: str) -> Locator:
    return page.locator("#catalogue tbody tr", has_text=name)


def take_out(page: Page, name: str) -> None:
    """Remove a file, and see that it is gone from the table."""
    row(page, name).get_by_role("button", name="移除").click()
    page.get_by_role("button", name=words.CONFIRM).click()
    expect(row(page, name)).to_have_count(0, timeout=ANSWER * 1000)


def test_files_are_brought_looked_at_asked_and_removed(page: Page, server: Server, tmp_path: Path) -> None:
    bring(
        page,
        tmp_path,
        {"公报.pdf": make_pdf(), "坏.docx": b"PK\x03\x04", "<img src=x onerror=alert(1)>.csv": make_csv()},
    )
    expect(row(page, "公报.pdf")).to_contain_text(words.READ, timeout=ANSWER * 1000)
    expect(page.locator("#refused")).to_contain_text("坏.docx：文件损坏")
    expect(row(page, "坏.docx")).to_have_count(0)
    row(page, "公报.pdf").get_by_role("link", name=words.LOOK).click()
    expect(page.locator("#source article")).to_contain_text("白石县经济运行情况")
    page.keyboard.press("Escape")
    page.get_by_role("tab", name=words.TAB_ASK).click()
    ask(page, QUESTION)
    expect(page.locator("#citation-1-1")).to_contain_text("第 1–2 页")
    page.get_by_role("tab", name=words.TAB_FILES).click()
    row(page, "公报.pdf").get_by_role("button", name="移除").click()
    expect(page.locator("#removal")).to_contain_text("公报.pdf")
    page.get_by_role("button", name=words.CANCEL).click()
    expect(page.locator("#removal")).to_be_hidden()
    assert (server.data / "uploads" / "公报.pdf").exists()
    take_out(page, "公报.pdf")
    assert not (server.data / "uploads" / "公报.pdf").exists()
    page.get_by_role("tab", name=words.TAB_ASK).click()
    ask(page, QUESTION)
    expect(page.locator("#chat .reply")).to_have_count(2)
    expect(page.locator("#chat .reply").last).not_to_contain_text("公报.pdf")
    page.get_by_role("tab", name=words.TAB_FILES).click()
    take_out(page, "onerror")


@pytest.mark.parametrize("page", [(390, 844)], indirect=True)
def test_on_a_phone_the_question_is_in_sight_wherever_it_was_asked(page: Page, tmp_path: Path) -> None:
    names = [f"{number:02}号桥.txt" for number in range(12)]
    bring(page, tmp_path, {name: f"{name}在九月完工。".encode() for name in names})
    for name in names:
        expect(row(page, name)).to_contain_text(words.READ, timeout=ANSWER * 1000)
    row(page, names[9]).get_by_role("button", name="移除").click()
    expect(page.locator("#removal")).to_contain_text(names[9])
    expect(page.locator("#removal")).to_be_in_viewport(ratio=0.9)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.get_by_role("button", name=words.CONFIRM).click()
    expect(row(page, names[9])).to_have_count(0, timeout=ANSWER * 1000)


def test_a_whole_folder_is_brought_and_what_cannot_be_read_is_told_before_it_is_sent(
    page: Page, tmp_path: Path
) -> None:
    folder = tmp_path / "来件"
    (folder / "里面").mkdir(parents=True)
    (folder / "里面" / "水库.txt").write_text("青石水库在十月蓄水。", encoding="utf-8")
    (folder / "旧.doc").write_bytes(b"x")
    (folder / "程序.exe").write_bytes(b"x")
    (folder / ".DS_Store").write_bytes(b"x")
    page.get_by_role("tab", name=words.TAB_FILES).click()
    page.set_input_files(".bringing input[type=file]", folder)
    expect(row(page, "水库.txt")).to_contain_text(words.READ, timeout=ANSWER * 1000)
    refused = page.locator(".bringing li")
    expect(refused).to_have_count(2)
    expect(page.locator(".bringing")).to_contain_text(words.BRINGING_SAYS["unknown"].format(".exe"))
    expect(page.locator(".bringing")).to_contain_text(words.BRINGING_SAYS["old"].format(".doc", ".docx"))
    take_out(page, "水库.txt")


def test_thousands_of_files_are_found_sorted_and_asked_without_delay(page: Page) -> None:
    made = """() => {
      const folders = ["资料/2023", "资料/2024", "上传的文件"];
      return Array.from({ length: 5000 }, (_, number) => ({
        id: number.toString(16).padStart(16, "0"), path: `/家/${number}.txt`, name: `第${number}号.txt`,
        folder: folders[number % 3], format: number % 2 ? "文本" : "PDF", size: `${number} KB`, bytes: number,
        passages: 1, read: "2026-11-29", at: "", state: number === 4999 ? "打不开。" : "可用",
        trouble: number === 4999, removable: false }));
    }"""
    rows = page.evaluate(made)

    def tell(route: Route) -> None:
        if '"files"' in (route.request.post_data or ""):
            route.fulfill(json=rows)
        else:
            route.continue_()

    page.route("**/component_server/", tell)
    page.get_by_role("tab", name=words.TAB_FILES).click()
    table = page.locator("#catalogue tbody tr")
    expect(table.first).to_contain_text("打不开。")
    assert table.count() < 500
    took = page.evaluate(
        """async () => {
          const field = document.querySelector("#catalogue input[type=search]");
          const started = performance.now();
          field.value = "第4998号";
          field.dispatchEvent(new Event("input", { bubbles: true }));
          await new Promise(requestAnimationFrame);
          return performance.now() - started;
        }"""
    )
    assert took < 500
    expect(table).to_have_count(1)
    page.get_by_label(words.FIND_FILE).fill("")
    page.get_by_role("button", name=words.COLUMNS[2], exact=True).click()
    expect(table.first).to_contain_text("第0号.txt")
    page.get_by_label(words.CATALOGUE_SAYS["folders"]).select_option("资料/2024")
    page.get_by_label(words.FIND_FILE).fill("第1号.txt")
    page.get_by_role("button", name=words.ASK_THESE).click()
    expect(page.locator("#scope summary")).to_contain_text("第1号.txt")
