"""``python -m tests.serving.pace``: how long the page takes, in milliseconds by the browser."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from qa.web import words
from tests.serving.browsing import CHROMIUM, FLAGS, LONG, START, ask, serving

QUESTION = "青峰水库的总库容是多少？"
LINES, LETTERS = 1300, 120
"""A document of 160,000 characters, two hundred pages."""
# Each acts, waits until a condition holds, and gives the milliseconds until then.
MEASURE = """async ([act, holds]) => {
  const started = performance.now();
  (0, eval)(act);
  while (!(0, eval)(holds)) await new Promise(requestAnimationFrame);
  return performance.now() - started;
}"""
STEPS = (
    "document.querySelector('#ask .submit-button').click()",
    "getComputedStyle(document.querySelector('.working')).visibility === 'visible'",
)
SOURCE = ("document.querySelector('#chat .answer a.cite').click()", "document.querySelector('#source mark.words')")
CONVERSATION = (
    "[...document.querySelectorAll('.history .title')].find((it) => it.textContent === '长').click()",
    "document.querySelectorAll('#chat .answered').length === 30",
)


def main() -> int:
    """Print one line for each."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        (documents := Path(folder, "资料")).mkdir()
        text = "\n\n".join(f"第{number}号文件。{'水' * LETTERS}。" for number in range(LINES))
        (documents / "长文.txt").write_text(f"{text}\n\n青峰水库的总库容是7.35亿立方米。\n", encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(locale="zh-CN")
        with serving(Path(folder), documents) as server:
            page.goto(server.url)
            expect(page.locator("#shelf")).to_contain_text("1 份文件", timeout=10 * START * 1000)
            measure(page)
            page.close()
        browser.close()
    return 0


def measure(page: Page) -> None:
    """The three, on a page with the long document."""
    page.get_by_label(words.ASK_LABEL).fill(QUESTION)
    print(f"按下回车到看见在做什么\t{page.evaluate(MEASURE, STEPS):.0f}")
    expect(page.locator("#chat .answer a.cite")).to_be_visible(timeout=START * 1000)
    print(f"打开 200 页的原文\t{page.evaluate(MEASURE, SOURCE):.0f}")
    page.keyboard.press("Escape")
    ask(page, QUESTION)
    page.evaluate(LONG, 500)
    page.reload()
    expect(page.locator(".history .title")).to_have_count(2)
    print(f"打开 1,000 条消息的对话\t{page.evaluate(MEASURE, CONVERSATION):.0f}")


if __name__ == "__main__":
    sys.exit(main())
