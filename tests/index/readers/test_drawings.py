from __future__ import annotations

import io

import docx
import pptx
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from lxml import etree
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.presentation import Presentation
from pptx.util import Cm

from index.readers import read_bytes
from index.readers.composing import Composer
from index.readers.drawings import DIAGRAM, RELATION, boxes_in, write_drawn
from index.readers.slide_text import TEXT
from index.types import Document, Format
from tests.samples import saved

PLACE = (Cm(1), Cm(4), Cm(12), Cm(8))


def read(presentation: Presentation) -> Document:
    return read_bytes(saved(presentation.save), "汇报.pptx")


def test_a_chart_is_read_as_the_table_it_was_drawn_from() -> None:
    made = pptx.Presentation()
    slide = made.slides.add_slide(made.slide_layouts[6])
    data = CategoryChartData(number_format="0.0%")
    data.categories = ["2022年", "2023年"]
    data.add_series("城镇", (0.125, 0.5))
    data.add_series("农村", (0.25, None))
    chart = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *PLACE, data).chart
    chart.has_title = True
    chart.chart_title.text_frame.text = "增长率"
    assert read(made).text == "增长率\n\n2022年；城镇：12.5%；农村：25.0%\n2023年；城镇：50.0%"


def test_points_of_series_that_share_no_categories_are_rows_of_their_own() -> None:
    made = pptx.Presentation()
    slide = made.slides.add_slide(made.slide_layouts[6])
    data = XyChartData()
    for name, points in (("甲", [(1, 10), (2, 20)]), ("乙", [(3, 30)])):
        series = data.add_series(name)
        for point in points:
            series.add_data_point(*point)
    slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, *PLACE, data)
    assert read(made).text == "甲；1；10\n甲；2；20\n乙；3；30"


def test_a_diagram_is_a_list_in_the_order_of_its_points() -> None:
    names = f'xmlns:d="{DIAGRAM[1:-1]}" xmlns:a="{TEXT[1:-1]}"'
    texts = {"3": "审核", "2": "申请", "4": "窗口"}
    points = "".join(
        f'<d:pt modelId="{key}"><d:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></d:t></d:pt>'
        for key, text in texts.items()
    )
    links = "".join(
        f'<d:cxn srcId="{above}" destId="{below}" srcOrd="{order}"/>'
        for above, below, order in (("1", "3", 1), ("1", "2", 0), ("2", "4", 0), ("4", "1", 0))
    )
    model = f'<d:m {names}><d:ptLst><d:pt modelId="1" type="doc"/>{points}</d:ptLst><d:cxnLst>{links}</d:cxnLst></d:m>'
    used = etree.fromstring(f'<r><d:relIds xmlns:d="{DIAGRAM[1:-1]}" xmlns:r="{RELATION[1:-1]}" r:dm="rId1"/></r>')
    composer = Composer()
    write_drawn(composer, used, {"rId1": model.encode()}.get, level=1)
    assert composer.finish("1", "图.docx", Format.WORD).text == "申请\n窗口\n审核"


def test_what_is_no_drawing_is_passed_over() -> None:
    composer = Composer()
    used = etree.fromstring(f'<r><d:relIds xmlns:d="{DIAGRAM[1:-1]}" xmlns:r="{RELATION[1:-1]}" r:dm="rId1"/></r>')
    for content in (b"", b"<", b"<a/>"):
        write_drawn(composer, used, {"rId1": content}.get, level=1)
    nothing: dict[str, bytes] = {}
    write_drawn(composer, used, nothing.get, level=1)
    assert composer.is_empty
    assert boxes_in(b"<") == []


def test_a_chart_in_a_word_file_is_read_where_it_stands() -> None:
    slides = pptx.Presentation()
    data = CategoryChartData()
    data.categories = ["一季度"]
    data.add_series("产量", (12,))
    frame = slides.slides.add_slide(slides.slide_layouts[6]).shapes.add_chart(XL_CHART_TYPE.PIE, *PLACE, data)
    document = docx.Document()
    document.add_paragraph("见下图。")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart"
    part = Part(PackURI("/word/charts/chart1.xml"), "application/xml", frame.chart.part.blob, document.part.package)
    named = document.part.relate_to(part, kind)
    chart = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    document.add_paragraph()._p.append(
        parse_xml(f'<w:r {nsdecls("w", "r")}><w:drawing><c:chart xmlns:c="{chart}" r:id="{named}"/></w:drawing></w:r>')
    )
    document.add_paragraph("如图所示。")
    written = io.BytesIO()
    document.save(written)
    assert read_bytes(written.getvalue(), "报告.docx").text == "见下图。\n\n一季度；产量：12\n\n如图所示。"
