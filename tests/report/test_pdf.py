"""The PDF read again by pypdf: a page per slide with its sentence, text as text, a part of a font of this computer."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import Any

import pytest

from core.errors import QuestionError
from core.report import fonts
from core.report.as_pdf import report_pdf
from core.report.slides import Story, Table


@pytest.fixture(scope="module")
def font(hostile_story: Story) -> fonts.Font:
    """The font that is used; skips where this computer has none with Chinese."""
    try:
        return fonts.font_for(hostile_story.footer + "客")
    except QuestionError:
        pytest.skip("no font with Chinese signs on this computer")


def bare(text: str) -> str:
    """Without blanks and breaks, which a PDF does not keep."""
    return re.sub(r"[\s\x07]", "", text)


def text_of(page: Any) -> str:
    """The text of a page. Codes have two bytes, which the reader only believes of an encoding that it knows by name."""
    from pypdf.generic import NameObject

    for font in page["/Resources"]["/Font"].values():
        font.get_object()[NameObject("/Encoding")] = NameObject("/Identity-H")
    said: str = page.extract_text()
    return said


@pytest.mark.usefixtures("font")
def test_read_again(hostile_story: Story) -> None:
    from pypdf import PdfReader

    made = report_pdf(hostile_story)
    assert len(made) < 1_000_000
    read = PdfReader(io.BytesIO(made))
    assert read.metadata is not None
    assert read.metadata.title == hostile_story.title
    assert len(read.pages) == len(hostile_story.slides)
    for number, (one, page) in enumerate(zip(hostile_story.slides, read.pages, strict=True), start=1):
        said = bare(text_of(page))
        assert (float(page.mediabox.width), float(page.mediabox.height)) == (960, 540)
        assert bare(one.title) in said
        assert f"{number}/12" in said
        for table in (part for part in one.parts if isinstance(part, Table)):
            for row in table.rows:
                assert all(bare(row[place]) in said for place in table.right), one.code
    for font in read.pages[0]["/Resources"]["/Font"].values():
        (descendant,) = font.get_object()["/DescendantFonts"]
        assert any(key.startswith("/FontFile") for key in descendant.get_object()["/FontDescriptor"])


def test_signs_that_no_font_holds(hostile_story: Story, font: fonts.Font, monkeypatch: pytest.MonkeyPatch) -> None:
    assert fonts.drawable("好 \u200d🚗!", font) in ("好 □!", "好 🚗!")
    monkeypatch.setattr(fonts, "_found", lambda: ())
    with pytest.raises(QuestionError) as caught:
        report_pdf(replace(hostile_story, slides=hostile_story.slides[-1:]))
    assert caught.value.code == "report_font"
