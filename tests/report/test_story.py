"""What the slides say: sentences made from figures worked out by hand, and what stands where data are missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import QuestionError
from core.metrics.period import basis_of
from core.metrics.question import Filters, question_of
from core.report.as_html import report_html
from core.report.as_pptx import report_pptx
from core.report.proposals import RULES
from core.report.slides import Bars, Columns, Story, Waterfall
from core.report.story import SLIDES, story
from core.store.playbook import keep_words
from core.store.workspace import Workspace
from core.text import words_for
from tests.report.conftest import hostile_answers, months_of, slide, tables
from tests.support import workspace_with


def test_twelve_slides_each_with_a_sentence(hostile_story: Story) -> None:
    # a month: 3,600 until June 2024, then 3,400 without the second customer; 2023: 43,200, 2024: 42,000
    titles = {one.code: one.title for one in hostile_story.slides}
    assert tuple(titles) == SLIDES
    assert titles["overview"] == "8 位客户共购买 ¥4.20万，比上年同期下降 2.8%。1 位重要客户贡献了 22.9%。"
    # profit: 40 of 100 of everybody but the fourth, who costs 30 of 100: 14,880 - 1,440; the best 20 % of 8 are 1.6
    assert titles["profit"] == "最好的 20% 客户贡献了 43.6% 的毛利。1 位客户让我们合计亏损 ¥1,440。"
    assert titles["satisfaction"].startswith("客户满意度为 66 分（满分 100），重要客户为 40 分，其中交付只有 20 分")
    assert titles["campaigns"] == "还没有保存过营销活动，因此无法说清活动的效果。"
    assert hostile_story.colour == "#0A7F5A"
    assert hostile_story.footer.startswith("=Hostile & <Co> · 截至2024年12月28日 · 12 个月")


def test_what_stands_on_the_slides(hostile_story: Story) -> None:
    (monthly,) = [part for part in slide(hostile_story, "overview").parts if isinstance(part, Columns)]
    assert [sum(one.values[place] or 0 for one in monthly.series) for place in (0, -1)] == [3600, 3400]
    (bridge,) = [part for part in slide(hostile_story, "movement").parts if isinstance(part, Waterfall)]
    # from December 2023 - November 2024 to 2024: the second one bought 200 in December 2023
    assert [step.amount for step in bridge.steps] == [42200, 0, -200, 0, 0, 0, 42000]
    assert bridge.lowest == pytest.approx(42000 - 1.2 * 200)
    best, others = (part for part in slide(hostile_story, "satisfaction").parts if isinstance(part, Bars))
    assert {bar.label: bar.value for bar in best.items} == {"交付": pytest.approx(72.5), "价格": 60}
    assert {bar.label: bar.value for bar in others.items} == {"交付": 20, "价格": 60}
    tiers, five = tables(slide(hostile_story, "pyramid"))
    assert tiers.rows[0][1:] == ("1", "¥9,600", "22.9%", "¥9,600")
    assert [row[1] for row in five.rows] == ["¥9,600", "¥8,400", "¥7,200", "¥6,000", "¥4,800"]
    assert five.heading == "前 5 位客户贡献 85.7% 的销售收入"


def test_proposals_follow_from_the_figures(hostile_story: Story) -> None:
    (table,) = tables(slide(hostile_story, "proposals"))
    worth = {row[1]: row[3] for row in table.rows}
    assert worth["为最重要的客户改进交付"] == "¥9,600"
    assert worth["催收 1 位客户的逾期货款"] == "¥300"
    assert worth["与 1 位亏损客户重新商定条件"] == "¥1,440"
    assert [row[0] for row in table.rows] == [str(place) for place in range(1, len(table.rows) + 1)]
    assert len(table.rows) <= len(RULES)


def test_what_to_check_is_said_in_the_workspaces_own_words(tmp_path: Path) -> None:
    workspace = months_of(tmp_path, 3, 1)
    day = basis_of(workspace, question_of(workspace.settings())).as_of
    with workspace.writing() as cursor:
        cursor.run(
            "insert into contact_records (batch_id, customer_id, contacted_on, kind) "
            "select 1, customer_id, $day, 'complaint' from customers order by customer_id desc limit 1",
            {"day": day},
        )
    keep_words(workspace, ("signal", "complaints", "causes"), "en", "Our new driver", None)
    told = story(workspace, question_of(workspace.settings()), words_for("en"), slides=("proposals",))
    (table,) = tables(slide(told, "proposals"))
    assert table.rows[0][2].endswith("First check: Our new driver")


def test_three_customers_and_one_month_still_make_a_report(tmp_path: Path) -> None:
    workspace = months_of(tmp_path, 3, 1)
    told = story(workspace, question_of(workspace.settings()), words_for("en"))
    titles = {one.code: one.title for one in told.slides}
    assert titles["overview"] == "3 customers bought for ¥600. 1 Key customer brings 50.0 %."
    assert titles["movement"] == "What moved cannot be told yet: the data do not reach back to a month before."
    assert titles["satisfaction"] == "How satisfied they are is not known: there is no survey yet."
    assert titles["profit"] == "The best 20 % of the customers bring 30.0 % of the revenue."
    assert titles["measures"] == "The data do not tell any of the five customer measures yet."
    expected = "No money is in sight that calls for action; next: hold back 10 % of the next list by chance."
    assert titles["proposals"] == expected
    assert len(tables(slide(told, "proposals"))[0].rows) == 3
    assert "the window begins before the data" in told.footer


def test_filters_that_choose_nobody_are_said(hostile: Workspace) -> None:
    nobody = question_of(hostile.settings(), Filters(lines=(("channel", ("Nowhere",)),)))
    told = story(hostile, nobody, words_for("en"))
    titles = {one.code: one.title for one in told.slides}
    assert (titles["pyramid"], titles["profit"]) == ("Nobody to rank in this window.",) * 2
    assert ("Filters", "Channel: Nowhere") in tables(slide(told, "definitions"))[0].rows
    assert report_html(told)
    assert report_pptx(told)


def test_only_the_slides_that_are_asked_for_in_their_order_and_the_way_there(hostile: Workspace) -> None:
    heard: list[tuple[float, str]] = []
    told = story(
        hostile, question_of(hostile.settings()), words_for("en"), slides=("definitions", "pyramid"),
        progress=lambda done, what: heard.append((done, what)),
    )  # fmt: skip
    assert [one.code for one in told.slides] == ["pyramid", "definitions"]
    assert heard == [(0.0, "Slide 1 of 2"), (pytest.approx(1 / 3), "Slide 2 of 2"), (pytest.approx(2 / 3),
                                                                                   "Writing the file")]  # fmt: skip
    with pytest.raises(QuestionError) as caught:
        story(hostile, question_of(hostile.settings()), words_for("en"), slides=("cover",))
    assert caught.value.code == "slide_unknown"


def test_surveys_alone_are_no_report(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, answers=hostile_answers())
    with pytest.raises(QuestionError) as caught:
        story(workspace, question_of(workspace.settings()), words_for("en"))
    assert caught.value.code == "no_data"
