"""Which text is no writing."""

from __future__ import annotations

import pytest

from index.readers.pages.garbled import is_garbled
from tests.samples import FIRST, SECOND


def _numbered(text: str) -> str:
    """A text as its font numbers its characters, these numbers taken for characters: letters of all scripts."""
    return "".join(chr(0x300 + 37 * place % 0x3C00) for place in map(ord, text))


@pytest.mark.parametrize(
    "text",
    [
        "! $ # - * ( ) & ' ; < = > ? @ [ ] ^ _ " * 3,
        "\ue001\ue002\ue003",
        FIRST.encode("gbk").decode("latin-1"),
        "".join(map(chr, range(0x3500, 0x3540))),
        _numbered(FIRST + SECOND),
        _numbered(FIRST + SECOND) + "1.2 " + _numbered(SECOND) + " ISO 9001 GB/T 19001",
    ],
)
def test_characters_without_meaning_are_garbled(text: str) -> None:
    assert is_garbled(text)


@pytest.mark.parametrize(
    "text",
    [
        FIRST + SECOND,
        "臺灣鐵路局時刻表與票價，自強號、莒光號及區間車均適用之規定事項如下",
        "1,234.50 88.1% 2023-01-02 -3.14 " * 4,
        "for (int i = 0; i < count; i++) { total += values[i] * 2; }",
        "L'été dernier, la rivière a été très élevée près du château.",
        "Москва является столицей, расположена на реке",
        "第一章 概述" + "." * 200 + "1",
        "漢字かな交じり文は読みやすい。ひらがなとカタカナを使います。",
        "국가유산청은 조선 시대의 건축물을 보물로 지정하였다고 밝혔다.",
        "《条例》第三条 «Положение» статья 3: срок — 30 дней, 期限为三十日。" * 3,
        "བོད་ལྗོངས་ཀྱི་རྒྱལ་ས་ལྷ་ས་ཡིན། 西藏自治区首府拉萨" * 3,
        "ئۈرۈمچى شىنجاڭ ئۇيغۇر ئاپتونوم رايونىنىڭ مەركىزى 乌鲁木齐是自治区首府" * 3,
        "式中 α+β=γ，Σᵢ∂ƒ/∂xᵢ·Δx=∫₀^∞ℱ(ω)e^{iωt}dω，ℝⁿ→ℂ，𝑥∈𝔸，∀ε>0，∃δ>0，‖ξ−η‖<δ⇒μ(λ)≤κ·ρ，其中ℏ为常数，φ、ψ、θ为角。"
        * 3,
        "学生名单：㑇建国、㛃丽华、陈㵑文、刘志强、李㛄萍、王㼆、赵小明、陈㻏、周建㬎、吴国平、孙丽、刘㛹芳",
        "English 中文 日本語 にほんご 한국어 Русский Ελληνικά العربية עברית ไทย हिन्दी বাংলা தமிழ் ქართული Հայերեն",
        "§5.2",
        "",
    ],
)
def test_writing_is_not(text: str) -> None:
    assert not is_garbled(text)
