"""The page of own segments: proposed, shown, changed, ordered, deleted."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.store.workspace import open_workspace
from core.targets.own_segments import OwnSegment, load_segments, save_segment
from core.targets.rules import parse_rule
from tests.pages.conftest import OpenPage, no_data, said, shows_no_error, small_company


def _names(home: Path) -> list[str]:
    return [segment.name for segment in load_segments(open_workspace("main", home))]


@pytest.mark.parametrize(
    ("language", "first", "sentence"),
    [
        # 1 key and 4 important customers are the best; of the others 21 - 25 are champions, all of them best already;
        # 10 more are potential loyalists, promising or new; 3 at risk or about to sleep are worked out in the RFM tests
        ("en", "Best, but unhappy", "segments hold"),
        ("zh", "高价值但不满意", "个分群包含 25 位客户中的"),
    ],
)
def test_a_proposal_is_a_click_away(
    open_page: OpenPage, tmp_path: Path, language: str, first: str, sentence: str
) -> None:
    small_company(tmp_path)
    app = open_page("segments", language)
    app.button(key="propose_segments").click().run()
    assert shows_no_error(app)
    assert sentence in said(app)
    assert _names(tmp_path)[0] == first
    assert "tier in key" not in said(app), "rules are said in words"
    assert {"en": "tier is Key or Important", "zh": "客户层级为重要客户或次要客户"}[language] in said(app)
    table = app.dataframe[-1].value
    assert [*table][:2] == ["own_segment", "customers"]
    assert table["customers"].sum() == 25
    assert table.set_index("own_segment")["customers"].iloc[2] == 5  # the best: 1 key, 4 important
    assert table["month_revenue"].sum() == 32500


def test_a_segment_is_made_changed_and_deleted(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("segments")
    app.text_input(key="segment_name").input("Our best")
    app.text_input(key="segment_owner").input("Wang Li")
    app.button(key="save_segment").click().run()
    assert shows_no_error(app)
    assert _names(tmp_path) == ["Our best"]
    assert "**1** segment holds 5 of 25 customers." in said(app)
    assert "The most comes from **Our best**: 35.4 % of revenue." in said(app)  # 11,500 of 32,500
    app.selectbox(key="edited_segment").select(0).run()
    app.text_input(key="segment_name").input("our BEST")
    app.button(key="save_segment").click().run()
    assert "There is a segment called our BEST already" in said(app)
    app.text_input(key="segment_name").input("Second")
    app.button(key="save_segment").click().run()
    assert _names(tmp_path) == ["Our best", "Second"]
    app.selectbox(key="edited_segment").select(2).run()
    app.button(key="segment_up").click().run()
    assert _names(tmp_path) == ["Second", "Our best"]
    app.button(key="segment_delete").click().run()
    assert _names(tmp_path) == ["Our best"]
    assert shows_no_error(app)


def test_the_customers_behind_a_segment(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    rules = tuple(map(parse_rule, ("order_count >= 24",)))
    save_segment(open_workspace("main", tmp_path), OwnSegment(0, 0, 'Many, "often"', rules))
    app = open_page("segments")
    app.selectbox(key="picker_own_segment").select('Many, "often"').run()
    assert shows_no_error(app)
    assert "**2** customers, **¥4.90k** together" in said(app)  # 24 and 25 orders of 100
    app.selectbox(key="picker_own_segment").select("other").run()
    assert "**23** customers" in said(app)


def test_nothing_to_share_out(open_page: OpenPage, tmp_path: Path) -> None:
    no_data(tmp_path)
    assert "No data yet" in said(open_page("segments"))
