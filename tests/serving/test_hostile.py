"""Text that would run if the page took it for more than text, in every place where text comes from elsewhere."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import docx
import openpyxl
import pptx
import pytest
from playwright.sync_api import Browser, Page, expect

from qa.answers import Answer, NoAnswer
from qa.statements import Remark, RemarkKind, said
from qa.web import words
from qa.web.conversation import Conversation
from qa.web.uploads import safe_name
from tests.hostility.markup import PAYLOADS
from tests.qa.web.test_render import answer, citation
from tests.samples import saved
from tests.serving.browsing import ANSWER, START, ask, finish, needs_browser, serving, visiting

pytestmark = needs_browser
SHORT = tuple(payload for payload in PAYLOADS if len(payload.encode()) < 100)
PARTS = "#chat, #source, #history, #catalogue, #shelf, #scope, #examples, #editing, #removal, #masthead, dialog"
RUNNING = """(parts) => {
  const found = [];
  for (const part of document.querySelectorAll(parts)) {
    for (const it of part.querySelectorAll("*")) {
      const names = it.getAttributeNames();
      if (names.some((name) => name.startsWith("on") || name === "srcdoc")) found.push(it.outerHTML);
      if (it.matches("script, iframe, img, object, embed, base, meta, link, form:not([method=dialog]), video"))
        found.push(it.outerHTML);
      if (it.matches("style") && !it.textContent.trim().startsWith(".cls-1")) found.push(it.outerHTML); // of an icon
      const goes = it.getAttribute("href") ?? "";
      const file = it.matches("#source a[data-file]") && /^(?:\\/source\\/[0-9a-f]+\\/(?:look|file))?$/.test(goes);
      if (it.matches("a") && !file && !it.getAttribute("href")?.startsWith("#")) found.push(it.outerHTML);
      if (/javascript:|data:/i.test(it.getAttribute("src") ?? "")) found.push(it.outerHTML);
    }
  }
  return { found, ran: window.ran ?? null, title: document.title };
}"""


def write_documents(folder: Path) -> None:
    """Files of every kind that say payloads: in their text, names, headings, tables, sheets, slides and subjects."""
    lines = [f"青峰水库第{number}号闸门的口令是{payload}，由专人保管。" for number, payload in enumerate(PAYLOADS)]
    (folder / "口令.txt").write_text("\n\n".join(lines), encoding="utf-8")
    headed = [f"# {payload}\n\n清溪铁路第{number}段在九月铺轨。" for number, payload in enumerate(PAYLOADS)]
    (folder / "标题.md").write_text("\n\n".join(headed), encoding="utf-8")
    for number, payload in enumerate(SHORT[::4]):
        (folder / f"{safe_name(payload)}{number}.txt").write_text(
            f"石桥镇第{number}所学校在秋天开学。", encoding="utf-8"
        )
        (folder / f"{number}{safe_name(payload)}.pdf").write_bytes(b"x")
    book, word, show, mail = openpyxl.Workbook(), docx.Document(), pptx.Presentation(), EmailMessage()
    table = word.add_table(rows=0, cols=2)
    for number, payload in enumerate(SHORT[:12]):
        named = "".join(c for c in payload if c not in r"[]:*?/\\")[:25] or "x"
        sheet = book.create_sheet(f"{named}{number}".strip("'"))
        sheet.append([payload, "人口"])
        sheet.append([f"柳湾乡{number}村", payload])
        word.add_heading(payload, 1)
        table.add_row().cells[0].text = payload
        slide = show.slides.add_slide(show.slide_layouts[5])
        slide.shapes.title.text = payload
    mail["Subject"], mail["From"] = SHORT[0], "x@example.com"
    mail.set_content("云溪镇的会议改在周五。\n")
    mail.add_attachment(b"x", maintype="application", subtype="zip", filename=f"{SHORT[0]}.zip")
    for name, save in (("表.xlsx", book.save), ("文.docx", word.save), ("片.pptx", show.save)):
        (folder / name).write_bytes(saved(save))
    (folder / "信.eml").write_bytes(mail.as_bytes())


def kept_conversation() -> str:
    """What the browser kept of a conversation, as if written by someone else: it is sent and shown."""
    text = "".join(PAYLOADS)
    cited = replace(citation(), document=text, title=text, heading=text)
    found = answer(cited, text=cited.quote)
    conversation = Conversation()
    exchanges = []
    outcomes: list[Answer | NoAnswer] = [
        replace(
            found,
            remarks=(Remark(RemarkKind.SAID, (text,)),),
            question=replace(found.question, text=text, resolved=f"{text}？"),
        ),
        NoAnswer(found.question, said(text), (cited,), 0.1, found.seconds),
    ]
    for number, outcome in enumerate(outcomes):
        conversation.begin(text, "…", f"k{number}")
        conversation.settle(outcome)
        exchanges.append(conversation.keep()["exchange"])
    conversation.begin(text, "…", "k2")
    conversation.fail(text)
    exchanges += [conversation.keep()["exchange"], {"question": text, "outcome": {"html": text}}]
    chat = {"id": "hostile", "title": text, "changed": 9e12, "exchanges": exchanges}
    return f"localStorage.setItem('yinju.conversation.hostile', {json.dumps(json.dumps(chat))})"


def look(page: Page) -> None:
    """Open all that is folded, and see that nothing stands in the page that runs, or has run."""
    page.evaluate("document.querySelectorAll('#chat details, #shelf details').forEach((it) => (it.open = true))")
    seen = page.evaluate(RUNNING, PARTS)
    assert seen == {"found": [], "ran": None, "title": words.TITLE}


def packed(texts: tuple[str, ...], most: int = 450) -> list[str]:
    """The texts in as few questions as they go into."""
    questions = [""]
    for text in texts:
        if len(questions[-1]) + len(text) > most:
            questions.append("")
        questions[-1] += f" {text}"
    return [question.strip() for question in questions]


@pytest.fixture(scope="module")
def hostile(browser: Browser, tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]  # noqa: ANN201
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "资料").mkdir()
    write_documents(folder / "资料")
    with serving(folder, folder / "资料") as server, visiting(
        browser, server, script=kept_conversation(), ready="#shelf .failures"
    ) as page:  # fmt: skip
        yield page


def test_what_was_kept_in_the_browser_is_shown_as_text(hostile: Page) -> None:
    text = "".join(PAYLOADS)
    expect(hostile.locator(".history .title")).to_have_text([text], timeout=START * 1000)
    hostile.locator(".history .title").click()
    expect(hostile.locator("#chat .asked")).to_have_count(4)
    assert hostile.locator("#chat .asked").first.text_content() == text
    look(hostile)
    hostile.get_by_role("button", name=words.NEW_CONVERSATION).click()
    expect(hostile.locator("#chat .asked")).to_have_count(0)


def test_what_is_asked_and_quoted_is_shown_as_text(hostile: Page) -> None:
    for number in (0, 11, 25):
        ask(hostile, f"青峰水库第{number}号闸门的口令是什么？")
        assert PAYLOADS[number] in "".join(hostile.locator("#chat .reply").last.all_text_contents())
    for question in packed(PAYLOADS):
        ask(hostile, question)
        assert hostile.locator("#chat .asked").last.text_content() == question
    look(hostile)


def test_documents_their_names_and_what_could_not_be_read_are_shown_as_text(hostile: Page) -> None:
    hostile.get_by_role("tab", name=words.TAB_FILES).click()
    expect(hostile.locator("#catalogue tbody tr").first).to_be_visible()
    for name in ("口令.txt", "标题.md", "表.xlsx", "文.docx", "片.pptx", "信.eml"):
        row = hostile.locator("#catalogue tbody tr", has_text=name)
        row.get_by_role("link", name=words.LOOK).click()
        expect(hostile.locator("#source h2")).to_have_text(name)
        expect(hostile.locator("#source article > *").first).to_be_visible()
        shown = hostile.locator("#source article").text_content() or ""
        assert SHORT[0] in shown
        look(hostile)
    hostile.keyboard.press("Escape")
    hostile.get_by_role("tab", name=words.TAB_ASK).click()
    assert SHORT[0].replace("/", "_")[1:7] in (hostile.locator("#shelf .failures").text_content() or "")
    hostile.locator("#scope summary").click()
    expect(hostile.locator("#scope li").first).to_be_visible()
    look(hostile)
    hostile.keyboard.press("Escape")


def test_an_upload_with_such_a_name_and_its_removal_are_shown_as_text(hostile: Page) -> None:
    hostile.get_by_role("tab", name=words.TAB_FILES).click()
    name = "\"><img src=x onerror=window.ran=1;alert(1)>'.txt"
    hostile.set_input_files(
        "#upload input[type=file]", {"name": name, "mimeType": "text/plain", "buffer": "柳湾乡在九月修路。".encode()}
    )
    row = hostile.locator("#catalogue tbody tr", has=hostile.get_by_role("button", name="移除"))
    expect(row).to_contain_text(words.READ, timeout=ANSWER * 1000)
    row.get_by_role("button", name="移除").click()
    expect(hostile.locator("#removal")).to_contain_text("onerror=window.ran=1")
    look(hostile)
    hostile.get_by_role("button", name=words.CANCEL).click()
    hostile.get_by_role("tab", name=words.TAB_ASK).click()


def test_what_is_changed_renamed_and_taken_away_is_text(hostile: Page) -> None:
    hostile.locator(".history li").first.hover()
    hostile.locator(".history li").first.get_by_role("button", name=words.HISTORY_SAYS["rename"]).click()
    hostile.keyboard.type(SHORT[5])
    hostile.keyboard.press("Enter")
    assert hostile.locator(".history .title").first.text_content() == SHORT[5]
    hostile.locator("#chat .user-row").last.hover()
    hostile.get_by_role("button", name=words.EDIT).last.click()
    look(hostile)
    for form in ("Markdown", "Word"):
        hostile.locator("#export summary").click()
        with hostile.expect_download() as download:
            hostile.get_by_role("button", name=form, exact=True).click()
        content = Path(download.value.path()).read_bytes()
        if form == "Word":
            assert PAYLOADS[0] in "\n".join(line.text for line in docx.Document(io.BytesIO(content)).paragraphs)
        else:
            assert b"<script" not in content.lower().replace(b"\\<", b"")
    look(hostile)
    finish(hostile)
