"""``make screenshots``: the pictures in the README, of a real page with a real answer, light and dark."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from qa.web import words
from tests.serving.browsing import CHROMIUM, FLAGS, ROOT, START, Server, ask, serving

QUESTION = "2023年江门市GDP总量是多少？"
DRAFT = "2023年，全市GDP总量为4022.52亿元，增长5.5%，增速排全省第6。\n县域经济专班由各级机关、高校抽调骨干组成。"
SIZE = {"width": 1360, "height": 860}
OUT = ROOT / "docs"


def main() -> int:
    """Write ``docs/chat-light.png`` and so on: chat, source view, a text that is checked, and documents."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        documents = Path(shutil.copytree(ROOT / "seeds", Path(folder, "资料")))
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        with serving(Path(folder), documents) as server:
            for scheme in ("light", "dark"):
                page = browser.new_page(viewport=SIZE, locale="zh-CN", color_scheme=scheme)  # type: ignore[arg-type]
                picture(page, server, scheme)
                page.close()
        browser.close()
    return 0


def picture(page: Page, server: Server, scheme: str) -> None:
    """The four views in one of the two schemes."""
    page.goto(server.url)
    expect(page.locator("#examples button").first).to_be_visible(timeout=START * 1000)
    ask(page, QUESTION)
    page.screenshot(path=OUT / f"chat-{scheme}.png")
    page.locator("#chat .answer a.cite, #chat .in-source a").first.click()
    expect(page.locator("#source mark").first).to_be_visible()
    page.screenshot(path=OUT / f"source-{scheme}.png")
    page.keyboard.press("Escape")
    page.get_by_role("tab", name=words.CHECKING.tab).click()
    page.get_by_label(words.CHECKING.text).fill(DRAFT)
    page.get_by_role("button", name=words.CHECKING.go).click()
    wrong = page.locator("#checking .text button.contradicted").first
    expect(wrong).to_be_visible(timeout=START * 1000)
    wrong.click()
    page.screenshot(path=OUT / f"checking-{scheme}.png")
    page.get_by_role("tab", name=words.TAB_FILES).click()
    expect(page.locator("#catalogue table")).to_be_visible()
    page.screenshot(path=OUT / f"documents-{scheme}.png")


if __name__ == "__main__":
    sys.exit(main())
