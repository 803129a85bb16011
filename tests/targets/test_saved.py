"""Saved target lists of six customers: kept with their names, deleted, named once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from core.errors import QuestionError
from core.metrics.question import Question
from core.settings import RfmRules
from core.store.workspace import Workspace
from core.targets.lists import TargetList, target_list
from core.targets.rules import parse_rule
from core.targets.saved import delete_list, list_members, load_lists, save_list
from core.text.words import Language, words_for
from tests.support import workspace_with

ENGLISH = words_for("en")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Value at 2024-03-31: A 1000 (86 days), B 600.50 (50), C 300 (49), D 100 (3), E -20 (none), F inactive."""
    lines = [
        {"order_id": "1", "order_date": date(2024, 1, 5), "customer_id": "A", "amount": 1000, "customer_name": "Alpha"},
        {"order_id": "2", "order_date": date(2024, 2, 10), "customer_id": "B", "amount": Decimal("600.5")},
        {"order_id": "3", "order_date": date(2024, 2, 11), "customer_id": "C", "amount": 300, "region": "North"},
        {"order_id": "4", "order_date": date(2024, 3, 28), "customer_id": "D", "amount": 100, "region": "South"},
        {"order_id": "5", "order_date": date(2024, 3, 31), "customer_id": "E", "amount": -20, "region": "North"},
    ]
    customers = [{"customer_id": "F", "customer_name": "Phi", "opted_out": True, "annual_need": 5000}]
    return workspace_with(tmp_path, lines, customers)


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
    assert list(list_members(workspace, 1).columns) == ["customer_id", "customer_name", "reason"]
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
