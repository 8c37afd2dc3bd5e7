from __future__ import annotations

import base64

import pytest

from index.readers import read_bytes
from index.types import BlockKind
from tests.hostility.timing import bounded


def encoded_word(text: str, charset: str, codec: str) -> str:
    return f"=?{charset}?B?{base64.b64encode(text.encode(codec)).decode()}?="


@pytest.mark.parametrize(
    "subject",
    [
        encoded_word("朱镕基讲话", "GB2312", "gb18030"),
        encoded_word("朱镕基讲话", "utf-8", "utf-8"),
        "朱镕基讲话",
    ],
)
def test_a_subject_is_read_however_it_was_written(subject: str) -> None:
    mail = f"Subject: {subject}\r\nContent-Type: text/plain; charset=gb2312\r\n\r\n朱镕基在会上讲话。\r\n"
    assert read_bytes(mail.encode("gb18030"), "信.eml").text == "朱镕基讲话\n\n朱镕基在会上讲话。"


def test_a_message_of_markup_alone_is_read_and_its_attachments_are_named() -> None:
    lines = [
        "Subject: report",
        'Content-Type: multipart/mixed; boundary="b"',
        "",
        "--b",
        "Content-Type: text/html; charset=gb2312",
        "",
        "<p>全县投资<b>88亿元</b>。</p>",
        "--b",
        "Content-Type: application/vnd.ms-excel",
        "Content-Disposition: attachment; filename*=utf-8''%E6%8A%A5%E8%A1%A8.xls",
        "",
        "x",
        "--b--",
    ]
    document = read_bytes("\r\n".join(lines).encode("gb18030"), "信.eml")
    assert document.text == "report\n\n全县投资88亿元。"
    assert document.remark == "附件没有读入：报表.xls。"


def test_a_date_that_cannot_be_is_quoted_as_it_stands() -> None:
    mail = "Subject: x\nDate: Mon, 05 Feb 99999999999999999999 09:00:00 +0800\n\n青峰水库九月完工。\n"
    assert "日期：Mon, 05 Feb 99999999999999999999 09:00:00 +0800" in read_bytes(mail.encode(), "信.eml").text


@pytest.mark.slow
def test_a_header_of_a_hundred_thousand_addresses_is_read_as_it_is_written() -> None:
    many = "a@b.cn, " * 100_000
    with bounded(10):
        text = read_bytes(
            f"Subject: x\nTo: {many}\nContent-Type: text/plain; {many}\n\n完工。\n".encode(), "信.eml"
        ).text
    assert f"收件人：{many.strip()}" in text
    assert text.endswith("完工。")


def test_numbered_headings_of_a_plain_message_are_headings() -> None:
    head = "Subject: 通知\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    mail = head + "一、目标\r\n\r\n一、完成投资，抓好培训。\r\n\r\n张三\r\n"
    kinds = [block.kind for block in read_bytes(mail.encode(), "信.eml").blocks]
    assert kinds == [BlockKind.HEADING, BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.PARAGRAPH]


def test_an_error_of_our_own_is_not_said_to_be_damage_of_the_message(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object) -> None:
        raise ValueError("our own")

    monkeypatch.setattr("index.readers.mail.write_markup", fail)
    with pytest.raises(ValueError, match="our own"):
        read_bytes(b"Subject: x\nContent-Type: text/html\n\n<p>y</p>\n", "信.eml")
