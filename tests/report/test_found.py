"""The slide of the kinds of customers: the saved segments in one table; that there are none; how to find them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from core.charts.found_segments import distinction_fill
from core.charts.template import Look
from core.metrics.question import Filters, question_of
from core.metrics.segments.found_segments import Recipe, found_segments, keep_finding
from core.report.as_html import report_html
from core.report.as_pdf import report_pdf
from core.report.as_pptx import report_pptx
from core.report.slides import Bullets, Slide
from core.report.story import story
from core.store.segmentations import delete_segmentation
from core.store.workspace import Workspace, close_workspace
from core.text.words import Language, words_for
from tests.metrics.segments.found_company import RECIPE, kinds_company
from tests.report.conftest import slide, tables

NAMES = {"s1": "Regulars", "s2": "Big ones", "s3": "Silent ones"}


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Three kinds of 20 customers each and a prospect."""
    made = kinds_company(tmp_path_factory.mktemp("kinds"))
    yield made
    close_workspace(made)


def told(workspace: Workspace, language: Language, filters: Filters | None = None) -> Slide:
    asked = replace(question_of(workspace.settings()), filters=filters or Filters())
    return slide(story(workspace, asked, words_for(language), slides=("found_segments",)), "found_segments")


def test_how_to_find_them_then_that_there_are_none_then_what_they_are(kinds: Workspace) -> None:
    asked = question_of(kinds.settings())
    unknown = told(kinds, "en")
    assert unknown.title == "Which kinds of customers there are is not known: no found segments were saved."
    found_segments(kinds, asked, Recipe(None, ("discount_share",)))  # nobody has a discount
    vain = told(kinds, "en")
    assert vain.title == "There is no clear structure in these data; use RFM."
    (said,) = [part for part in vain.parts if isinstance(part, Bullets)]
    assert said.items[0].text == "There are too few traits that are known and vary from customer to customer."
    number = keep_finding(kinds, found_segments(kinds, asked, RECIPE), "Kinds", NAMES)
    made = told(kinds, "en", Filters(tiers=("key",)))
    # A 20 x 12 x 99.5 = 23,880; B 2 x 99,800 = 199,600; C 3 x 15,980 = 47,940: B has 199,600 of 271,420
    assert made.title == '3 segments hold 60 of 61 customers. The most comes from "Big ones": 73.5 % of revenue.'
    assert made.remark == (
        "Blue: more than all customers, amber: less; the stronger, the further. · Not enough data: 1 · "
        "Filters have no part in found segments."
    )
    with kinds.writing() as cursor:
        cursor.run("update segmentations set result = ''")
    damaged = told(kinds, "zh")
    assert damaged.title == "有哪几类客户尚不清楚：保存的结果无法读取。"
    (said,) = [part for part in damaged.parts if isinstance(part, Bullets)]
    assert "Kinds" in said.items[0].text
    delete_segmentation(kinds, number)
    assert told(kinds, "zh").title == "有哪几类客户尚不清楚：还没有保存过发现的分群。"


def test_one_row_each_with_its_middle_customer(kinds: Workspace) -> None:
    keep_finding(kinds, found_segments(kinds, question_of(kinds.settings()), RECIPE), "Kinds", NAMES)
    made = told(kinds, "zh")
    (table,) = tables(made)
    rows = {row[0]: dict(zip(table.head, row, strict=True)) for row in table.rows}
    assert list(rows) == ["Big ones", "Silent ones", "Regulars", "全部"]
    assert [row["收入占比"] for row in rows.values()] == ["73.5%", "17.7%", "8.8%", ""]
    # orders 2, 3 and 12: of all 60 the middle one has 3; amounts 4,800 + 20 n, n = 0 to 19: the middle is 4,990
    orders = next(name for name in table.head if name == words_for("zh").code("column", "order_count"))
    amount = next(name for name in table.head if name == words_for("zh").code("column", "order_value"))
    assert [row[orders] for row in rows.values()] == ["2", "3", "12", "3"]
    assert rows["Big ones"][amount] == "¥4,990"
    assert rows["Big ones"]["做什么"].endswith("。")
    place = table.head.index(orders)
    look = Look(words_for("zh"), "light", "CNY", {})
    amber, blue = table.fills[0][place], table.fills[2][place]
    assert amber != blue
    assert blue in {distinction_fill(look, step / 1000) for step in range(1, 1501)}
    assert table.fills[-1] == ("",) * len(table.head)
    whole = story(kinds, question_of(kinds.settings()), words_for("zh"), slides=("found_segments",))
    assert f'style="background:{blue};color:' in report_html(whole).decode()
    assert report_pptx(whole)
    assert report_pdf(whole).startswith(b"%PDF")
