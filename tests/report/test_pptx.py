"""The PowerPoint file opened again by python-pptx: the same texts and numbers; nothing live, nothing overflowing."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from core.report.as_pptx import report_pptx
from core.report.floors import floors
from core.report.measure import LINE_HEIGHT, wrapped
from core.report.slides import (
    Bar,
    Bars,
    Cell,
    Columns,
    Curve,
    Lines,
    Row,
    Scatter,
    Slide,
    Spot,
    Story,
    Table,
    Waterfall,
)  # fmt: skip
from tests.report.conftest import NAMES

CHARTS = (Bars, Columns, Waterfall, Lines, Scatter, Curve)
POINTS = 12700
EAST_ASIAN = "{http://schemas.openxmlformats.org/drawingml/2006/main}ea"


@pytest.fixture(scope="module")
def sheets(hostile_story: Story) -> list[Any]:
    """The slides as another program reads them."""
    from pptx import Presentation

    book = Presentation(io.BytesIO(report_pptx(hostile_story)))
    assert (book.slide_width, book.slide_height) == (960 * POINTS, 540 * POINTS)
    return list(book.slides)


def pairs(hostile_story: Story, sheets: list[Any]) -> Iterator[tuple[Slide, Any]]:
    assert len(sheets) == len(hostile_story.slides)
    return zip(hostile_story.slides, sheets, strict=True)


def test_titles_notes_and_numbers_of_the_slides(hostile_story: Story, sheets: list[Any]) -> None:
    for number, (told, sheet) in enumerate(pairs(hostile_story, sheets), start=1):
        assert sheet.shapes.title.text_frame.text == told.title
        assert sheet.notes_slide.notes_text_frame.text == told.notes
        texts = [shape.text_frame.text for shape in sheet.shapes if shape.has_text_frame]
        assert {f"{number} / 12", hostile_story.footer, told.topic} <= set(texts)


def test_tables_cell_by_cell(hostile_story: Story, sheets: list[Any]) -> None:
    compared = 0
    for told, sheet in pairs(hostile_story, sheets):
        made = [shape.table for shape in sheet.shapes if shape.has_table]
        for table, found in zip([part for part in told.parts if isinstance(part, Table)], made, strict=True):
            for row, cells in zip((table.head, *table.rows), found.rows, strict=True):
                for text, cell in zip(row, cells.cells, strict=True):
                    shown = cell.text_frame.text
                    clean = text.replace("\x07", "")
                    assert shown == clean or (shown.endswith("…") and clean.startswith(shown[:-1])), told.code
                    compared += 1
    assert compared > 100


def test_charts_are_native_with_the_numbers_of_the_figures(hostile_story: Story, sheets: list[Any]) -> None:
    kinds = set()
    for told, sheet in pairs(hostile_story, sheets):
        made = [shape.chart for shape in sheet.shapes if shape.has_chart]
        for part, chart in zip([part for part in told.parts if isinstance(part, CHARTS)], made, strict=True):
            for wanted, series in zip(numbers(part), chart.plots[0].series, strict=False):
                assert list(series.values) == pytest.approx(wanted), told.code
            kinds.add(type(part))
    assert kinds == {Bars, Columns, Waterfall, Lines, Curve}  # the scatter: see below


def numbers(part: Any) -> list[list[float | None]]:
    """The values of the series of a chart."""
    if isinstance(part, Bars):
        return [[bar.value for bar in part.items]]
    if isinstance(part, Columns | Lines):
        return [list(one.values) for one in part.series]
    if isinstance(part, Curve):
        return [list(part.ys), [mark.y for mark in part.marks]]
    feet = [part.lowest if s.total else min(pair) for s, pair in zip(part.steps, floors(part.steps), strict=True)]
    return [feet, [max(pair) - foot for pair, foot in zip(floors(part.steps), feet, strict=True)]]


def test_names_in_charts_stay_names(hostile_story: Story) -> None:
    """Labels and series that look like formulas, in a bar chart and a scatter, and in the workbooks behind them."""
    from openpyxl import load_workbook
    from pptx import Presentation

    spots = (Spot("=1+1", 0.4, 52.0, "#E8960C"), Spot("价格", 0.6, 80.0, "#3F6FD9"))
    bars = Bars((Bar(NAMES[1], 3.0, "3", "#3F6FD9"), Bar(NAMES[2], 4.0, "4", "#3F6FD9")), 5.0, series="=2+2")
    cells = (Cell(Scatter(spots, "x", "=y", (0.5, 66.0))), Cell(bars))
    one = replace(hostile_story.slides[0], rows=(Row(cells),))
    sheet = Presentation(io.BytesIO(report_pptx(replace(hostile_story, slides=(one,))))).slides[0]
    scatter, drawn = [shape.chart for shape in sheet.shapes if shape.has_chart]
    assert list(scatter.plots[0].series[0].values) == [52.0, 80.0]
    assert scatter.plots[0].series[0].points[0].data_label.text_frame.text == "=1+1"
    assert list(drawn.plots[0].categories) == list(NAMES[1:3])
    for chart in (scatter, drawn):
        book = load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
        kinds = {str(cell.value): cell.data_type for row in book.active.iter_rows() for cell in row}
        assert set(kinds.values()) <= {"s", "n"}
        assert kinds.keys() & {"=y", "=2+2"}


def test_no_text_runs_over_its_box_or_the_slide(sheets: list[Any]) -> None:
    """Counted with the width of a usual sans-serif: every text fits its box, every box the slide."""
    for sheet in sheets:
        for shape in sheet.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= 960 * POINTS + 1
            assert shape.top + shape.height <= 540 * POINTS
            if shape.has_text_frame and shape.text_frame.text:
                run = shape.text_frame.paragraphs[0].runs[0]
                size = run.font.size.pt
                lines = wrapped(run.text, shape.width / POINTS, size, bold=bool(run.font.bold))
                assert len(lines) * size * LINE_HEIGHT <= shape.height / POINTS + size * 0.35, run.text


def test_both_scripts_have_a_typeface(sheets: list[Any]) -> None:
    runs = [
        run for shape in sheets[1].shapes if shape.has_text_frame for run in shape.text_frame.paragraphs[0].runs
    ]  # fmt: skip
    assert {run.font.name for run in runs} == {"Arial"}
    typefaces = {run._r.rPr.find(EAST_ASIAN).get("typeface") for run in runs}
    assert typefaces == {"Microsoft YaHei"}
