"""Saved target lists of six customers: kept with their names, deleted, named once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from core.errors import QuestionError
from core.metrics.question import Question
from core.settings import RfmRules
from core.store.workspace import Workspace
from core.targets.campaign import Campaign, usual_campaign
from core.targets.changing import change_list
from core.targets.lists import TargetList, target_list
from core.targets.rules import parse_rule
from core.targets.saved import MEMBER_COLUMNS, delete_list, list_members, load_list, load_lists, next_list_id, save_list
from core.targets.wording import plain
from core.text.messages import message
from core.text.words import Language, words_for
from tests.support import workspace_with
from tests.targets.company import LINES

ENGLISH = words_for("en")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Value at 2024-03-31: A 1000 (86 days), B 600.50 (50), C 300 (49), D 100 (3), E -20 (none), F inactive."""
    customers = [{"customer_id": "F", "customer_name": "Phi", "annual_need": 5000}]
    return workspace_with(tmp_path, LINES, customers)


def _listed(workspace: Workspace, *rules: str, language: Language = "en", **options: object) -> TargetList:
    parsed = [parse_rule(rule) for rule in rules]
    return target_list(workspace, Question(), RfmRules(), parsed, words=words_for(language), **options)  # type: ignore[arg-type]


def test_a_list_is_kept_with_all_its_names(workspace: Workspace) -> None:
    version = workspace.data_version
    shown = _listed(
        workspace, 'region in "North, upper",North', "value > 0.5", limit=0, columns=("customer_name", "value")
    )
    saved = save_list(workspace, "  March   calls ", shown, ENGLISH)
    other = save_list(workspace, "Everybody", _listed(workspace), words_for("zh"))
    assert (saved.list_id, saved.name, saved.customers, saved.value) == (1, "March calls", 1, Decimal(300))
    assert saved.rules == shown.rules
    assert (saved.columns, saved.as_of) == (("customer_name", "value"), date(2024, 3, 31))
    assert load_lists(workspace) == (other, saved)
    reason_said = "Small · 3rd by revenue · region North · value ¥300 · last order 49 days ago"
    kept = workspace.engine.rows(
        "select customer_id, customer_name, reason, arm from target_list_members where list_id = 1"
    )
    assert kept == [("C", None, reason_said, "contact")]
    found = list_members(workspace, 1)
    assert found.columns.tolist() == list(MEMBER_COLUMNS)
    assert plain(found).iloc[0].tolist() == ["C", None, reason_said, "contact", None, "small", None, Decimal(300), ""]
    members = list_members(workspace, other.list_id)
    assert list(members["customer_id"]) == list("ABCDEF")
    assert members["reason"].iloc[0].startswith("重要客户 · 销售收入第 1 名")
    assert workspace.data_version == version


def test_a_list_keeps_its_names_when_the_data_change(workspace: Workspace) -> None:
    save_list(workspace, "Key", _listed(workspace, "tier = key"), ENGLISH)
    with workspace.writing() as cursor:
        cursor.run("delete from customer_months")
    assert list(list_members(workspace, 1)["customer_id"]) == ["A"]


def test_names_of_lists(workspace: Workspace) -> None:
    chosen = _listed(workspace, "tier = key")
    save_list(workspace, "Key", chosen, ENGLISH)
    for name, code in (
        ("Key", "list_name_taken"),
        (" key ", "list_name_taken"),
        ("  ", "list_name_missing"),
        ("x" * 121, "list_name_long"),
    ):
        with pytest.raises(QuestionError, match=code):
            save_list(workspace, name, chosen, ENGLISH)
    assert len(load_lists(workspace)) == 1


def test_a_list_can_be_deleted(workspace: Workspace) -> None:
    chosen = _listed(workspace, "tier = key")
    first, second = (save_list(workspace, name, chosen, ENGLISH) for name in ("one", "two"))
    delete_list(workspace, first.list_id)
    assert load_lists(workspace) == (second,)
    assert list_members(workspace, first.list_id).empty
    assert len(list_members(workspace, second.list_id)) == 1
    with pytest.raises(QuestionError, match="list_missing"):
        delete_list(workspace, first.list_id)


CAMPAIGN = Campaign(date(2024, 4, 1), date(2024, 4, 30), Decimal("0.5"), seed=3)


def test_a_campaign_is_kept_with_its_sides(workspace: Workspace) -> None:
    assert next_list_id(workspace) == 1
    saved = save_list(workspace, "April", _listed(workspace), ENGLISH, CAMPAIGN)
    assert (saved.campaign, saved.customers, saved.held_back, saved.revision) == (CAMPAIGN, 6, 3, 1)
    members = list_members(workspace, saved.list_id)
    again = save_list(workspace, "April again", _listed(workspace), ENGLISH, CAMPAIGN)
    assert list_members(workspace, again.list_id).equals(members)
    assert list(members["stratum"].unique()) == ["key+ordinary+small+unprofitable+inactive"]
    other = save_list(workspace, "Another draw", _listed(workspace), ENGLISH, replace(CAMPAIGN, seed=4))
    assert not list_members(workspace, other.list_id)["arm"].equals(members["arm"])
    with pytest.raises(QuestionError, match="campaign_invalid"):
        save_list(workspace, "Late", _listed(workspace), ENGLISH, usual_campaign(date(2024, 3, 1)))
    assert len(load_lists(workspace)) == 3


def test_a_list_is_changed(workspace: Workspace) -> None:
    saved = save_list(workspace, "April", _listed(workspace), ENGLISH, CAMPAIGN)
    members = list_members(workspace, saved.list_id)
    renamed = change_list(workspace, saved, ENGLISH, name=" May ", campaign=CAMPAIGN)
    assert (renamed.name, renamed.revision, renamed.campaign) == ("May", 2, CAMPAIGN)
    assert list_members(workspace, saved.list_id).equals(members)
    none_held = replace(CAMPAIGN, holdout=Decimal(0))
    plainer = change_list(workspace, renamed, ENGLISH, name="May", campaign=none_held)
    assert (plainer.held_back, plainer.customers, plainer.revision) == (0, 6, 3)
    fewer = change_list(
        workspace, plainer, ENGLISH, name="May", campaign=CAMPAIGN, chosen=_listed(workspace, "value > 200", limit=1)
    )
    assert (fewer.customers, fewer.held_back, fewer.value) == (3, 2, Decimal("1900.5"))
    assert [str(rule) for rule in fewer.rules] == ["value > 200"]
    assert list(list_members(workspace, fewer.list_id)["customer_id"]) == ["A", "B", "C"]


def test_whoever_was_overtaken_is_told_and_nothing_is_lost(workspace: Workspace) -> None:
    seen = save_list(workspace, "April", _listed(workspace), ENGLISH, CAMPAIGN)
    change_list(workspace, seen, ENGLISH, name="Hers", campaign=CAMPAIGN)
    with pytest.raises(QuestionError, match="list_changed") as overtaken:
        change_list(workspace, seen, ENGLISH, name="His", campaign=None, chosen=_listed(workspace, "tier = key"))
    assert overtaken.value.fields == {"list_id": 1, "name": "Hers", "revision": 2}
    assert "it is called Hers now" in message(overtaken.value, ENGLISH)
    now = load_list(workspace, 1)
    assert (now.name, now.customers, now.campaign) == ("Hers", 6, CAMPAIGN)
    his = change_list(workspace, now, ENGLISH, name="His", campaign=None)  # put in its place, seen what was there
    assert (his.name, his.revision, his.held_back) == ("His", 3, 0)
    delete_list(workspace, 1)
    with pytest.raises(QuestionError, match="list_missing"):
        change_list(workspace, his, ENGLISH, name="His", campaign=None)


def test_of_many_at_once_one_gets_through(workspace: Workspace) -> None:
    seen = save_list(workspace, "April", _listed(workspace), ENGLISH, CAMPAIGN)
    begin = threading.Barrier(4)

    def change(number: int) -> str:
        begin.wait()
        try:
            return change_list(workspace, seen, ENGLISH, name=f"List {number}", campaign=CAMPAIGN).name
        except QuestionError as error:
            return error.code

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(change, range(4)))
    assert answers[1:] == ["list_changed"] * 3
    now = load_list(workspace, 1)
    assert (now.name, now.revision) == (answers[0], 2)


def test_a_campaign_that_began_stays_as_it_is(workspace: Workspace) -> None:
    early = target_list(workspace, Question(as_of="2024-02"), RfmRules(), [], words=ENGLISH)
    begun = Campaign(date(2024, 3, 1), date(2024, 4, 30), Decimal("0.5"))
    saved = save_list(workspace, "March", early, ENGLISH, begun)
    for changes in ({"campaign": None}, {"campaign": replace(begun, ends_on=date(2024, 5, 31))}):
        with pytest.raises(QuestionError, match="campaign_started"):
            change_list(workspace, saved, ENGLISH, name="March", **changes)
    with pytest.raises(QuestionError, match="campaign_started"):
        change_list(workspace, saved, ENGLISH, name="March", campaign=begun, chosen=early)
    assert change_list(workspace, saved, ENGLISH, name="In March", campaign=begun).name == "In March"
    with pytest.raises(QuestionError, match="list_name_taken"):
        save_list(workspace, "in march", early, ENGLISH)
