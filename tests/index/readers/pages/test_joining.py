"""Which characters stand in a row, and what they say."""

from __future__ import annotations

from index.readers import pdf
from tests.paper import LEFT, TOP, Paper, read


def test_halves_of_a_rare_character_are_one() -> None:
    units = [character.encode("utf-16-be").hex() for character in "𠮷野"]
    codes = "".join(f"<{number:04x}> <{unit}>\n" for number, unit in enumerate(units, 1))
    cmap = f"/CIDInit /ProcSet findresource begin begincmap 2 beginbfchar\n{codes}endbfchar endcmap end"
    text = "BT /F1 12 Tf 60 700 Td <00010002> Tj ET"
    system = "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(text)}>>\nstream\n{text}\nendstream",
        "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>",
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo {system}>>",
        f"<</Length {len(cmap)}>>\nstream\n{cmap}\nendstream",
    ]
    written, places = "%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(written))
        written += f"{number} 0 obj\n{each}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    start = len(written)
    written += f"xref\n0 8\n0000000000 65535 f \n{table}trailer\n<</Root 1 0 R/Size 8>>\nstartxref\n{start}\n%%EOF"
    assert pdf.read(written.encode("latin-1"), "00", "文件.pdf").text == "𠮷野"


def test_a_hyphen_at_the_end_of_a_line_is_kept() -> None:
    def draw(paper: Paper) -> None:
        paper.setFont("Helvetica", 11)
        paper.drawString(LEFT, TOP, "the table of this commit-")
        paper.drawString(LEFT, TOP - 14, "tee has rows and columns")

    assert "commit-\ntee" in read(draw).text


def test_words_that_stand_apart_are_one_line() -> None:
    words = ["Abstract:", "Distribution", "network", "information", "system"]

    def draw(paper: Paper) -> None:
        paper.setFont("Helvetica", 9)
        for line in range(6):
            left = LEFT
            for word in words:
                paper.drawString(left, TOP - 14 * line, word)
                left += int(paper.stringWidth(word, "Helvetica", 9)) + 4

    assert read(draw).text.split("\n")[0] == " ".join(words)


def test_raised_and_lowered_figures_are_read_as_such() -> None:
    parts = [
        ("库容2.5×10", 11, 0),
        ("8", 7, 4),
        ("立方米，CO", 11, 0),
        ("2", 7, -3),
        ("减少", 11, 0),
        ("[1]", 7, 4),
        ("约5", 8, 0),
    ]

    def draw(paper: Paper) -> None:
        left = LEFT
        for text, size, up in parts:
            paper.setFont("STSong-Light", size)
            paper.drawString(left, TOP + up, text)
            left += int(paper.stringWidth(text, "STSong-Light", size))

    assert read(draw).text == "库容2.5×10⁸立方米，CO₂减少[1]约5"


def test_a_shadow_is_no_second_text() -> None:
    def draw(paper: Paper) -> None:
        for line in range(8):
            for shift in (0.0, 0.4, 0.9):
                paper.drawString(LEFT + shift + 0.3 * line, TOP - 20 * line - shift, "证券代码：300218")

    assert read(draw).text.split() == ["证券代码：300218"] * 8


def test_the_same_character_beside_itself_is_there_twice() -> None:
    def draw(paper: Paper) -> None:
        paper.setFont("Helvetica", 6)
        paper.drawString(LEFT, TOP, "No. 111,100.00 ill...")

    assert read(draw).text == "No. 111,100.00 ill..."
