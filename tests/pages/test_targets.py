"""The target lists page: rules, the list they make, saving it and taking it along."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from core.store.workspace import open_workspace
from core.targets.saved import list_members, load_lists
from tests.pages.conftest import OpenPage, no_data, one_customer, said, shows_no_error, small_company
from tests.support import workspace_with


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "**5** customers, **¥11.5k** together: tier is Key or Important"),
        ("zh", "**5** 位客户，合计 **¥1.15万**：客户层级为重要客户或次要客户"),
    ],
)
def test_list_in_a_sentence(open_page: OpenPage, tmp_path: Path, language: str, sentence: str) -> None:
    small_company(tmp_path)
    app = open_page("targets", language)
    assert shows_no_error(app)
    assert sentence in said(app)


def test_table_names_the_reason_and_the_action(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    table = open_page("targets").dataframe[0].value
    assert table["customer_name"].tolist()[0] == "Customer 25"
    assert table["reason"].tolist()[0] == "Key · 1st by revenue · last order that day"
    assert table["action"].tolist()[0].startswith("Thank them in person")


@pytest.mark.parametrize(
    ("names", "first"),
    [
        ((None, None), ("customer_id", ["B", "A"])),
        (("Alpha", None), ("customer_name", ["B", "Alpha"])),
    ],
)
def test_a_customer_without_a_name_stands_under_the_id(
    open_page: OpenPage, tmp_path: Path, names: tuple[str | None, ...], first: tuple[str, list[str]]
) -> None:
    lines = [
        {
            "order_id": code,
            "order_date": date(2024, 2, 29),
            "customer_id": code,
            "customer_name": name,
            "amount": amount,
        }
        for code, name, amount in zip("AB", names, (10, 90), strict=True)
    ]
    workspace_with(tmp_path, lines)
    app = open_page("targets")
    next(one for one in app.button if (one.key or "").startswith("remove_")).click().run()
    table = app.dataframe[0].value
    assert (table.columns[0], table[table.columns[0]].tolist()) == first


def test_rules_are_added_changed_and_taken_away(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("targets")
    app.button("add_rule").click().run()
    assert "last order more than 60 days ago" in said(app)
    assert "Nobody meets all rules." in said(app)
    next(one for one in app.number_input if one.key.startswith("value_")).set_value(2).run()
    # the last orders of 24, 23, 22, 21 were 1, 2, 3 and 4 days before the 29th
    assert "**2** customers, **¥4.30k** together" in said(app)
    next(one for one in app.button if (one.key or "").startswith("remove_")).click().run()
    assert "tier is" not in said(app)
    assert "**22** customers" in said(app)


def test_column_changes_the_widgets(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("targets")
    next(one for one in app.selectbox if one.key.startswith("column_")).set_value("channel").run()
    box = next(one for one in app.multiselect if one.key.startswith("values_"))
    assert sorted(box.options) == ["Online", "Shop"]
    box.set_value(["Shop"]).run()
    assert shows_no_error(app)
    assert "channel is Shop" in said(app)
    assert "**12** customers" in said(app)


def test_between_takes_two_values_in_order(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("targets")
    next(one for one in app.selectbox if one.key.startswith("column_")).set_value("order_count").run()
    next(one for one in app.selectbox if one.key.startswith("operator_")).set_value("between").run()
    low, high = [one for one in app.number_input if one.key.startswith("value_")]
    low.set_value(3)
    high.set_value(5).run()
    assert "**3** customers, **¥1.20k** together: 3 to 5 orders" in said(app)
    next(one for one in app.number_input if one.key.endswith("_1")).set_value(1).run()
    assert len(app.error) == 1


def test_quick_start_fills_the_rules(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("targets", "zh")
    app.pills("template").set_value("win_back").run()
    assert shows_no_error(app)
    assert "没有客户符合全部条件。" in said(app)


def test_list_is_saved_opened_and_deleted(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("targets")
    app.text_input("list_name").set_value("Visits in March").run()
    app.button("save_list").click().run()
    assert "The list “Visits in March” is saved with 5 customers." in said(app)
    workspace = open_workspace("main", tmp_path)
    kept = load_lists(workspace)[0]
    assert list_members(workspace, kept.list_id)["customer_id"].tolist() == ["C21", "C22", "C23", "C24", "C25"]
    app.button("save_list").click().run()
    assert len(app.error) == 1  # the name is taken
    app.pills("template").set_value("cost_more").run()
    app.button(f"open_{kept.list_id}").click().run()
    assert "**5** customers, **¥11.5k** together: tier is Key or Important" in said(app)
    app.button(f"delete_yes_{kept.list_id}").click().run()
    assert load_lists(workspace) == ()


def test_columns_are_chosen(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("targets")
    app.multiselect("list_columns").set_value(["customer_name", "channel"]).run()
    assert list(app.dataframe[0].value.columns) == ["customer_name", "reason", "action", "channel"]


@pytest.mark.parametrize(("language", "sentence"), [("en", "No data yet"), ("zh", "还没有数据")])
def test_no_data(open_page: OpenPage, tmp_path: Path, language: str, sentence: str) -> None:
    no_data(tmp_path)
    app = open_page("targets", language)
    assert shows_no_error(app)
    assert sentence in said(app)


@pytest.mark.parametrize(
    ("language", "sentence"), [("en", "**1** customer, **¥80**"), ("zh", "**1** 位客户，合计 **¥80**")]
)
def test_one_customer(open_page: OpenPage, tmp_path: Path, language: str, sentence: str) -> None:
    one_customer(tmp_path)
    app = open_page("targets", language)
    assert shows_no_error(app)
    assert sentence in said(app)


def test_groups_and_a_choice_with_their_funnel(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    workspace = open_workspace("main", tmp_path)
    with workspace.writing() as cursor:
        cursor.run(
            "insert into contact_records by name select 0 as batch_id, 'C25' as customer_id, "
            "date '2024-02-28' as contacted_on, 'call' as kind"
        )
    app = open_page("targets")
    app.button("add_none").click().run()
    # not the key customer, C25, whose last order is 0 days old; the group began with more than 60 days
    next(one for one in app.selectbox if one.key.startswith("operator_") and "recency" in one.key).set_value("=").run()
    [one for one in app.number_input if one.key.startswith("value_")][-1].set_value(4).run()
    assert "**4** customers" in said(app)  # C22 to C25: the last order of C21 is 4 days old
    assert "tier is Key or Important and not \\(last order exactly 4 days ago\\)" in said(app)
    app.number_input("choice_contacted_days_0").set_value(30)
    app.number_input("choice_top_0").set_value(2)
    app.number_input("choice_cost_0").set_value(8.0).run()
    assert shows_no_error(app)
    # C25 was called, C24 and C23 are the first two: 4,700 at 8 each; an order earned 40
    assert "**2** customers, **¥4.70k** together" in said(app)
    assert "without those contacted in the last 30 days; the first 2 by value" in said(app)
    assert "4 meet the rules · Contacted lately: −1 · Behind the first: −1 · left: 2" in said(app)
    assert "| Not contacted lately | −1 | **3** |" in said(app)
    assert "2 contacts cost ¥16.00. With ¥40.00 gross profit of one order" in said(app)
    assert "the contacts pay when **20.00 %** of them order." in said(app)
    app.text_input("list_name").set_value("Two").run()
    app.button("save_list").click().run()
    kept = load_lists(workspace)[0]
    assert (kept.customers, kept.choice.top, str(kept.rules[1])) == (2, 2, "not (recency_days = 4)")
    assert app.dataframe[1].value.iloc[0].tolist()[0] == "Two"
    app.number_input("choice_top_0").set_value(None).run()
    assert "**3** customers" in said(app)
    app.button(f"open_{kept.list_id}").click().run()
    assert "**2** customers, **¥4.70k** together" in said(app)
    [one for one in app.button if (one.key or "").startswith("remove_")][1].click().run()  # the whole group
    assert "**2** customers, **¥4.70k** together: tier is Key or Important · without those" in said(app)
