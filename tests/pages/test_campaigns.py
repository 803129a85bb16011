"""The page of results, and saving a list with a hold-out: both in the states they can be in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from core.metrics.question import Question
from core.settings import RfmRules
from core.store.derived import refresh_derived
from core.store.untold import make_room
from core.store.workspace import Workspace, open_workspace
from core.targets.campaign import Campaign
from core.targets.changing import change_list
from core.targets.lists import target_list
from core.targets.saved import list_members, load_lists, save_list
from core.text.words import words_for
from tests.pages.conftest import OpenPage, no_data, one_customer, said, shows_no_error, small_company

CAMPAIGN = Campaign(date(2024, 3, 1), date(2024, 3, 31), Decimal("0.4"), contact_cost=Decimal(2))
EN = words_for("en")


def _saved(home: Path, campaign: Campaign) -> Workspace:
    small_company(home)
    workspace = open_workspace("main", home)
    chosen = target_list(workspace, Question(), RfmRules(), [], words=EN)
    save_list(workspace, "Spring", chosen, EN, campaign)
    return workspace


def _march(workspace: Workspace, bought: list[str]) -> None:
    with workspace.writing() as cursor:
        make_room(cursor, "sales", ["cost"])
        for customer_id in bought:
            cursor.run(
                "insert into sales by name select 2 as batch_id, 1 as occurrence, 'm' || $id as order_id, "
                "cast('2024-03-30' as DATE) as order_date, $id as customer_id, 100 as amount, 60 as cost",
                {"id": customer_id},
            )
        refresh_derived(cursor)


def test_the_way_to_a_first_campaign(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("campaigns", "zh")
    assert shows_no_error(app)
    assert "还没有活动" in said(app)
    assert app.button("make_list").label == "制作目标名单"


def test_a_campaign_that_has_not_begun(open_page: OpenPage, tmp_path: Path) -> None:
    _saved(tmp_path, CAMPAIGN)
    app = open_page("campaigns")
    assert shows_no_error(app)
    assert "Nothing to judge yet: the campaign begins on 1 Mar 2024, and the data end on 29 Feb 2024." in said(app)
    assert "Spring: 15 contacted, 10 held back, 1 Mar 2024 to 31 Mar 2024" in said(app)


def test_a_campaign_that_is_judged(open_page: OpenPage, tmp_path: Path) -> None:
    """All fifteen contacted buy, none of the ten held back: 15 x 40 of profit for 30."""
    workspace = _saved(tmp_path, CAMPAIGN)
    members = list_members(workspace, 1)
    _march(workspace, members[members["arm"] == "contact"]["customer_id"].tolist())
    app = open_page("campaigns")
    assert shows_no_error(app)
    told = said(app)
    assert "It worked: 100.0 % of the contacted bought, 0.0 % of those held back, 100.0 points more." in told
    assert "It paid: +¥600 of profit against a cost of ¥30 leaves +¥570" in told
    assert "It cost ¥30.00, which is covered from ¥2.00 more profit per contacted customer on." in told
    assert load_lists(workspace)[0].verdict is not None
    table = app.dataframe[0].value
    assert table["part_tier"].tolist()[0] == "All"
    assert (table["contacted"].tolist()[0], table["held"].tolist()[0]) == (15, 10)
    app.segmented_control("outcome_by").set_value("segment").run()
    assert next(iter(app.dataframe[0].value)) == "part_segment", "a column of its own, as wide as its own names"
    app.segmented_control("outcome_measure").set_value("profit").run()
    assert shows_no_error(app)


def test_an_early_look(open_page: OpenPage, tmp_path: Path) -> None:
    _march(_saved(tmp_path, replace(CAMPAIGN, ends_on=date(2024, 4, 30))), ["C01", "C02", "C03"])
    app = open_page("campaigns", "zh")
    assert shows_no_error(app)
    assert "目前" in said(app)
    assert "提前查看，2024年3月1日至2024年3月31日；仅在2024年4月30日评估一次。" in said(app)


def test_without_data_and_with_one_customer(open_page: OpenPage, tmp_path: Path) -> None:
    no_data(tmp_path / "none")
    one_customer(tmp_path)
    assert "No campaign yet" in said(open_page("campaigns"))


def test_a_list_is_saved_with_a_hold_out_and_changed(open_page: OpenPage, tmp_path: Path) -> None:
    """25 names, 40 % of them are 10; somebody else renames the list while it is being changed."""
    small_company(tmp_path)
    app = open_page("targets")
    next(one for one in app.button if (one.key or "").startswith("remove_")).click().run()
    app.toggle("campaign_on").set_value(True).run()
    assert "3 of 25 names are held back and left out of the files of this list; judged once, on 30 Mar 2024." in said(
        app
    )
    assert "In the 30 days before, 100.0 % of these customers bought." in said(app)
    app.number_input("campaign_share").set_value(40.0).run()
    app.text_input("list_name").set_value("Spring").run()
    app.button("save_list").click().run()
    assert "The list “Spring” is saved with 25 customers. 10 of them are held back" in said(app)
    workspace = open_workspace("main", tmp_path)
    kept = load_lists(workspace)[0]
    assert kept.campaign == Campaign(date(2024, 3, 1), date(2024, 3, 30), Decimal("0.4"), seed=1)
    app.button("open_1").click().run()
    change_list(workspace, kept, EN, name="Hers", campaign=kept.campaign)
    app.text_input("list_name").set_value("Mine").run()
    app.button("change_list").click().run()
    assert "Somebody else has changed this list since you opened it; it is called Hers now." in said(app)
    app.button("keep_mine").click().run()
    assert [one.name for one in load_lists(workspace)] == ["Mine", "Hers"]
    assert shows_no_error(app)
    app.button("open_1").click().run()
    app.text_input("list_name").set_value("Summer").run()
    app.button("change_list").click().run()
    assert [(one.name, one.revision) for one in load_lists(workspace)] == [("Mine", 1), ("Summer", 3)]
