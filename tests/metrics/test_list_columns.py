"""What rules of lists ask of the bridge, of risk, of signals and of key accounts, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from core.metrics.customers import customers
from core.metrics.key_account.key_accounts import key_accounts
from core.metrics.movements.moves import settled
from core.metrics.movements.revenue_bridge import revenue_bridge
from core.metrics.question import Filters, Question
from core.metrics.relationships.exposure import exposure
from core.metrics.signals.dismissals import dismiss
from core.metrics.signals.found import signals
from core.settings import RfmRules, Settings
from core.store.assessments import assess
from core.store.workspace import Workspace
from core.targets.predicates import predicate
from core.targets.rules import parse_rule
from core.targets.sentences import reason, rule_sentence
from core.text.words import words_for
from tests.metrics.lines import line
from tests.metrics.movements.test_movement import COMPANY, THREE
from tests.metrics.signals.test_rules import EVERYBODY_KEY, complain, monthly, others
from tests.support import workspace_with

MAY = replace(THREE, as_of="2024-05", compared_with="2024-04")


def chosen(workspace: Workspace, question: Question, *rules: str) -> list[str]:
    where = predicate([parse_rule(rule) for rule in rules])
    return sorted(customers(workspace, question, RfmRules(), where=where).table["customer_id"])


def test_every_step_of_the_bridge_leads_to_its_customers(tmp_path: Path) -> None:
    # Only has an order in the earlier window and a return in the later one
    only = [line("Only", 800, date(2024, 2, 10)), line("Only", -300, date(2024, 5, 28))]
    workspace = workspace_with(tmp_path, [*COMPANY, *only])
    assert chosen(workspace, MAY, "bridge_part in up") == ["Rises"]
    assert chosen(workspace, MAY, "bridge_part = down") == ["Fades", "Falls", "Only", "Sinks"]
    assert chosen(workspace, MAY, "bridge_orders in without_orders") == ["Only"]
    assert chosen(workspace, MAY, "bridge_orders = both") == ["Fades", "Falls", "Keeps", "Rises", "Sinks"]
    assert chosen(workspace, MAY, "bridge_part in won,returned") == ["Back", "New"]
    assert chosen(workspace, MAY, "bridge_part = same") == ["Keeps"]
    assert chosen(workspace, MAY, "revenue_change <= -900") == ["Fades", "Falls", "Lapses", "Only"]
    # Fades 2 -> 1 order: -1 x (475 + 50) / 2; Rises 1 -> 2: 1 x (50 + 1525) / 2; the rest is what an order brings
    rows = customers(workspace, MAY, RfmRules(), further=["frequency_effect", "price_effect", "revenue_change"]).table
    told = rows.set_index("customer_id")
    assert (told["frequency_effect"]["Fades"], told["price_effect"]["Fades"]) == (Decimal("-262.5"), Decimal("-637.5"))
    assert chosen(workspace, MAY, "frequency_effect > 0") == ["Rises"]
    found = revenue_bridge(workspace, settled(workspace, MAY, window_asked=True))
    assert {step.code: step.customers for step in found.steps} == {
        code: len(chosen(workspace, MAY, f"bridge_part = {code}"))
        for code in ("lapsed", "down", "up", "returned", "won")
    }
    assert [(step.code, step.customers) for step in found.effects] == [
        ("frequency", 5), ("price", 5), ("without_orders", 1),
    ]  # fmt: skip
    assert found.effects[2].amount == told["revenue_change"]["Only"] == -1100
    assert told["revenue_change"].dropna().sum() == found.revenue_to - found.revenue_from


def test_risk_and_the_best_by_revenue(tmp_path: Path) -> None:
    # A: every 10 days up to 20 January, silent for 131 days of May; B and C bought in May, C for as much as D
    days = [date(2024, 1, 1) + timedelta(days=10 * n) for n in range(3)]
    lines = [line("A", 500, day) for day in days]
    lines += [line("B", 100, date(2024, 5, 30)), *(line(who, 70, date(2024, 5, 29)) for who in "CD")]
    workspace = workspace_with(tmp_path, lines, [{"customer_id": "B", "industry": "Taxi"}])
    question = Question(as_of="2024-05", value="order_count")
    found = exposure(workspace, question, RfmRules())
    at_risk = chosen(workspace, question, "risk in both,segment,silent")
    assert at_risk == found.at_risk.table["customer_id"].tolist() == ["A"]
    assert chosen(workspace, question, "risk = segment") == []
    assert chosen(workspace, replace(question, cut=EVERYBODY_KEY), "attention in silent,falling,unhappy") == ["A"]
    # by revenue, whatever ranks; equal revenue shares its place; among the chosen
    assert chosen(workspace, question, "revenue_rank <= 2") == ["A", "B"]
    assert chosen(workspace, question, "revenue_rank = 3") == ["C", "D"]
    taxis = replace(question, filters=Filters(customers=(("industry", ("Taxi",)),)))
    assert chosen(workspace, taxis, "revenue_rank = 1") == ["B"]


def test_signals_of_a_customer(tmp_path: Path) -> None:
    # Q bought each month up to November, C complains; both have nothing else
    lines = [*monthly("Q", 300, range(11)), *monthly("C", 100, range(18)), *others()]
    workspace = workspace_with(tmp_path, lines)
    complain(workspace, *(("C", date(2024, 6, day), "complaint", None, None) for day in (3, 9)))
    question = Question(as_of="2024-06", cut=EVERYBODY_KEY)
    standing = {signal.kind: signal for signal in signals(workspace, question).standing}
    assert {kind: signal.customers for kind, signal in standing.items()} == {"complaints": ("C",)}
    assert chosen(workspace, question, "signals in complaints,quiet") == ["C"]
    assert chosen(workspace, question, "signals not in complaints") == ["Q", "Z"]
    assert chosen(workspace, question, "signal_count >= 1", "signal_stake > 0") == ["C"]
    dismiss(workspace, standing["complaints"].signal_id, "settled by phone", standing["complaints"].at_stake)
    assert chosen(workspace, question, "signals = complaints") == []


def test_key_account_scores_and_signs(tmp_path: Path) -> None:
    lines = [*monthly("A", 900, range(18)), *monthly("B", 100, (0, 17)), *others()]
    workspace = workspace_with(tmp_path, lines)
    question = Question(as_of="2024-06", cut=EVERYBODY_KEY)
    assess(workspace, "A", {"strength": 5, "influence": 1}, "")
    assess(workspace, "A", {"complains": 1, "trusts_help": 0}, "")
    scores = {each.customer_id: each.score for each in key_accounts(workspace, question, RfmRules()).accounts}
    table = customers(workspace, question, RfmRules(), further=["key_account_score"]).table.set_index("customer_id")
    assert {who: float(table["key_account_score"][who]) for who in "AB"} == pytest.approx(
        {who: scores[who] for who in "AB"}, abs=0.0001
    )
    assert chosen(workspace, question, "account_strengths in strength") == ["A"]
    assert chosen(workspace, question, "account_weaknesses = influence") == ["A"]
    assert "B" in chosen(workspace, question, "account_weaknesses in continuity")
    assert chosen(workspace, question, "signs_seen in complains,mutual_need") == ["A"]
    assert chosen(workspace, question, "signs_lacking = trusts_help") == ["A"]
    assert chosen(workspace, question, "signs_lacking not in trusts_help") == ["B", "Z"]


def test_in_words() -> None:
    def said(text: str, language: str = "en") -> str:
        rule = parse_rule(text)
        return rule_sentence(rule, words_for(language), Settings(currency="CNY"))  # type: ignore[arg-type]

    assert said("bridge_part in up") == "part in the change of revenue is Buys more"
    assert said("bridge_orders in without_orders") == "orders in the two windows is Only returns in one"
    assert said("bridge_orders in without_orders", "zh") == "两期的订单情况为其中一期仅有退货"
    assert said("signals in quiet,falling") == "signals is Gone quiet or Falling spend"
    assert said("signals in quiet,falling", "zh") == "信号为久未下单或采购额下滑"
    assert said("key_account_score >= 3.5") == "key account score at least 3.50"
    assert said("revenue_rank <= 5", "zh") == "收入排名不高于 5"
    row = {"tier": "key", "signals": "falling quiet", "recency_days": 0}
    told = reason(row, None, ["signals"], words_for("en"), Settings())
    assert told == "Key · Falling spend and Gone quiet · last order that day"
