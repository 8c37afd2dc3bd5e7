from __future__ import annotations

from index.readers import read_bytes


def test_notes_styles_tags_and_entities_are_not_said() -> None:
    text = (
        "WEBVTT\n\nNOTE 给译者的话\n\nSTYLE\n::cue{}\n\n00:01.000 --> 00:04.000 align:start\n<v 张三>甲&amp;乙</v>\n\n"
        "二\n01:00:05.000 --> 01:00:06.000\n再见。\n"
    )
    document = read_bytes(text.encode(), "讲座.vtt")
    assert document.text == "甲&乙\n\n再见。"
    assert [place.number for place in document.places] == [1, 3605]
