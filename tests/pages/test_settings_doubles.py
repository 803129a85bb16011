"""Customers who stand under several ids, on the settings page: suggested, merged, turned down, undone."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core.store.merges import merges
from core.store.workspace import open_workspace
from tests.pages.conftest import OpenPage, no_data, one_customer, said, shows_no_error
from tests.support import workspace_with

TABS = {"en": "Same customers", "zh": "重复客户"}


def doubles(open_page: OpenPage, language: str = "en") -> AppTest:
    app = open_page("settings", language)
    app.session_state[f"settings_tabs_{language}"] = TABS[language]
    return app.run()


def line(customer: str, name: str, amount: int) -> dict[str, Any]:
    order = f"{customer}-{amount}"
    row = {"order_id": order, "order_date": date(2024, 2, 29), "customer_id": customer, "customer_name": name}
    return {**row, "amount": amount}


def company(home: Path) -> None:
    """Alpha stands under A and A2, and B has two names."""
    names = [("A", "Alpha *Foods*", 900), ("A2", "ALPHA *foods* Ltd", 60), ("B", "Beta", 50), ("B", "Omega", 40)]
    workspace_with(home, [line(*each) for each in names])


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("state", [no_data, one_customer])
def test_nobody_stands_there_twice(open_page: OpenPage, tmp_path: Path, language: str, state: Any) -> None:
    state(tmp_path)
    app = doubles(open_page, language)
    assert shows_no_error(app)
    assert {"en": "No two customers look alike.", "zh": "没有发现相似的客户。"}[language] in said(app)


def test_a_pair_is_merged_and_taken_apart_again(open_page: OpenPage, tmp_path: Path) -> None:
    company(tmp_path)
    app = doubles(open_page)
    assert "The same name, apart from its spelling and the kind of company" in said(app)
    (box,) = [one for one in app.checkbox if "Alpha" in one.label]
    assert box.label == r"**Alpha \*Foods\*** (A) · **ALPHA \*foods\* Ltd** (A2)"
    assert app.button("doubles_merge").disabled
    box.check().run()
    app.radio("set_main_kept_A_A2").set_value("A2").run()
    app.button("doubles_merge").click().run()
    assert "1 pair is merged" in said(app)
    (made,) = merges(open_workspace("main", tmp_path))
    assert (made.customer_ids, made.into_id, made.evidence) == (("A",), "A2", ((("name", "alphafoods"),),))
    assert r"**Alpha \*Foods\*** (A) counts as **ALPHA \*foods\* Ltd** (A2)" in said(app)
    app.button("set_main_unmerge_1").click().run()
    assert "The merge is undone" in said(app)
    assert merges(open_workspace("main", tmp_path))[0].undone_at


def test_suggestions_are_turned_down(open_page: OpenPage, tmp_path: Path) -> None:
    company(tmp_path)
    app = doubles(open_page, "zh")
    assert "同一编号下有 2 个不同名称" in said(app)
    app.button("set_main_names_B").click().run()
    next(one for one in app.checkbox if "Alpha" in one.label).check().run()
    app.button("doubles_dismiss").click().run()
    assert "已记住，不再提示。" in said(app)
    assert "没有发现相似的客户。" in said(app)
    assert "同一编号，不同名称" not in said(app)


def test_a_merge_that_cannot_be_is_said(open_page: OpenPage, tmp_path: Path) -> None:
    """A counts as A2 when the page was drawn before, in another window."""
    company(tmp_path)
    app = doubles(open_page)
    next(one for one in app.checkbox if "Alpha" in one.label).check().run()
    other = doubles(open_page)
    next(one for one in other.checkbox if "Alpha" in one.label).check().run()
    other.button("doubles_merge").click().run()
    app.button("doubles_merge").click().run()
    assert shows_no_error(app)
    assert len([one for one in merges(open_workspace("main", tmp_path)) if not one.undone_at]) == 1


def test_many_are_shown_page_by_page(open_page: OpenPage, tmp_path: Path) -> None:
    lines = [line(f"{half}{number:02}", f"Name {chr(65 + number)}{number}", 5) for number in range(23) for half in "AB"]
    workspace_with(tmp_path, lines)
    app = doubles(open_page)
    assert len([one for one in app.checkbox if "Name" in one.label]) == 10
    day = "\N{WORD JOINER}".join("29 Feb 2024")
    assert any(day in one.value for one in app.caption), "a day stays on one line"
    for more in (10, 3):
        next(one for one in app.button if one.label == f"Show {more} more").click().run()
    pairs = [one for one in app.checkbox if "Name" in one.label]
    assert len(pairs) == 23
    pairs[-1].check().run()
    app.button("doubles_merge_below").click().run()  # the last pair stands far below the first buttons
    assert "1 pair is merged" in said(app)
