"""Target lists of six customers whose figures are worked out by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from core.errors import QuestionError
from core.metrics.question import Question
from core.settings import RfmRules, Settings
from core.store.workspace import Workspace
from core.targets.actions import SUGGESTED_ACTIONS, action_code, suggested_action
from core.targets.choice import Choice
from core.targets.lists import TargetList, target_list
from core.targets.rules import Rule, parse_rule
from core.targets.sentences import reason
from core.targets.wording import worded
from core.text.labels import LABELS
from core.text.words import Language, words_for
from tests.support import workspace_with
from tests.targets.company import LINES

ENGLISH = words_for("en")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Value at 2024-03-31: A 1000 (86 days), B 600.50 (50), C 300 (49), D 100 (3), E -20 (none), F inactive."""
    customers = [{"customer_id": "F", "customer_name": "Phi", "opted_out": True, "annual_need": 5000}]
    return workspace_with(tmp_path, LINES, customers)


def _listed(workspace: Workspace, *rules: str, language: Language = "en", **options: object) -> TargetList:
    parsed = [parse_rule(rule) for rule in rules]
    options.setdefault("choice", Choice(with_opted_out=True))
    return target_list(workspace, Question(), RfmRules(), parsed, words=words_for(language), **options)  # type: ignore[arg-type]


def _ids(found: TargetList) -> list[str]:
    return list(found.table["customer_id"])


@pytest.mark.parametrize(
    ("rules", "ids", "value"),
    [
        ([], "ABCDFE", "1980.5"),
        (["tier in key,ordinary"], "AB", "1600.5"),
        (["tier in unprofitable,inactive"], "FE", "-20"),
        (["recency_days > 49"], "AB", "1600.5"),
        (["recency_days >= 49", "value < 1000"], "BC", "900.5"),
        (["value between 100 and 300"], "CD", "400"),
        (["region not in South"], "CE", "280"),
        (["last_order > 2024-02-10"], "CD", "400"),
        (["order_count = 1", "rank <= 2"], "AB", "1600.5"),
        (["opted_out = no", "value >= 300"], "ABC", "1900.5"),
        (["annual_need >= 5000"], "F", "0"),
        (["customer_name = Alpha"], "A", "1000"),
        (["tier = key", "region = North"], "", "0"),
    ],
)
def test_rules_choose(workspace: Workspace, rules: list[str], ids: str, value: str) -> None:
    found = _listed(workspace, *rules)
    assert _ids(found) == list(ids)
    assert (found.rows, found.value) == (len(ids), Decimal(value))
    assert found.basis.as_of == date(2024, 3, 31)


def test_a_part_is_shown_and_all_are_counted(workspace: Workspace) -> None:
    found = _listed(workspace, "tier not in inactive", limit=2, offset=1, columns=("customer_id", "revenue", "city"))
    assert (found.rows, found.value) == (5, Decimal("1980.5"))
    assert list(found.table.columns) == ["customer_id", "revenue", "city", "reason", "action"]
    assert list(found.table["customer_id"]) == ["B", "C"]
    upwards = _listed(workspace, "value > 0", order_by="recency_days", descending=False)
    assert _ids(upwards) == ["D", "C", "B", "A"]


def test_each_name_has_its_reason(workspace: Workspace) -> None:
    found = _listed(workspace, "tier in key,ordinary,unprofitable", "order_count <= 1", "value < 5000")
    assert list(found.table["reason"]) == [
        "Key · 1st by revenue · 1 order · value ¥1,000 · last order 86 days ago",
        "Ordinary · 2nd by revenue · 1 order · value ¥600.50 · last order 50 days ago",
        "Net-return customers · 0 orders · value ¥-20".replace("¥-20", "−¥20"),
    ]
    chinese = _listed(workspace, "tier = key", "region not in South", language="zh")
    assert chinese.rows == 0
    chinese = _listed(workspace, "region = North", "value > 0", language="zh")
    assert list(chinese.table["reason"]) == ["小客户 · 销售收入第 3 名 · 地区 North · 价值 ¥300 · 距上次下单 49 天"]
    assert chinese.sentences == ("地区为North", "价值高于 ¥0")


def test_a_reason_of_today_and_of_nothing() -> None:
    settings = Settings(value="order_count")
    row: dict[str, object] = {"tier": "key", "recency_days": 0, "value": Decimal(11), "r": 5, "opted_out": False}
    assert reason(row, 11, ["value", "r", "opted_out", "city"], ENGLISH, settings) == (
        "Key · 11th by orders · value 11 · R 5 · opted out no · last order that day"
    )
    assert reason({"tier": None, "recency_days": None}, None, [], ENGLISH, settings) == ""
    ends = [
        reason({"tier": "small"}, rank, [], ENGLISH, settings).split()[2] for rank in (1, 2, 3, 4, 12, 21, 113, 1002)
    ]
    assert ends == ["1st", "2nd", "3rd", "4th", "12th", "21st", "113th", "1,002nd"]


def test_every_segment_has_an_action() -> None:
    assert set(LABELS["segment"]) <= set(SUGGESTED_ACTIONS)
    assert action_code("key", "at_risk") == "at_risk"
    assert action_code("unprofitable", "champions") == "unprofitable"
    assert action_code("inactive", None) == "inactive"
    assert action_code("key", None) is None
    assert suggested_action(None, ENGLISH, {}) == ""
    assert suggested_action("new", words_for("zh"), {}).startswith("两周内")


def test_the_action_stands_beside_the_name(workspace: Workspace) -> None:
    found = _listed(workspace, "tier in key,unprofitable,inactive")
    wanted = ["", SUGGESTED_ACTIONS["inactive"], SUGGESTED_ACTIONS["unprofitable"]]
    assert list(found.table["action"]) == wanted  # under 20 customers nobody has a segment


def test_columns_that_are_not_there_are_refused(workspace: Workspace) -> None:
    with pytest.raises(QuestionError, match="list_column"):
        _listed(workspace, columns=("tier", "notes; drop table sales"))


def test_hostile_text_chooses_nobody_and_harms_nothing(workspace: Workspace) -> None:
    for text in ("x' or '1'='1", "'; drop table sales; --", "$rule_0_0", '"', "\\", "%"):
        found = target_list(
            workspace, Question(), RfmRules(), [Rule("customer_name", "in", (text, "y"))], words=ENGLISH
        )
        assert found.rows == 0
    assert workspace.engine.rows("select count(*) from sales") == [(5,)]


def test_a_table_in_words(workspace: Workspace) -> None:
    found = _listed(workspace, columns=("customer_name", "tier", "r", "recency_days", "last_order", "value"))
    shown = worded(found.table, words_for("zh"), Settings())
    assert list(shown.columns) == [
        "客户名称",
        "客户层级",
        "R",
        "距上次下单天数",
        "最近下单日",
        "价值",
        "入选原因",
        "建议行动",
    ]
    assert list(shown["客户层级"])[:2] == ["重要客户", "普通客户"]
    assert shown["距上次下单天数"].iloc[0] == 86
    assert found.table["tier"].iloc[0] == "key"  # the table itself keeps its codes
