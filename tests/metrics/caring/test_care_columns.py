"""The care plan as rules of lists: the plan of any number of days, and who was never contacted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from core.metrics.customers import customers
from core.metrics.question import Question
from core.metrics.signals.dismissals import dismiss
from core.settings import RfmRules, Settings
from core.store.workspace import Workspace
from core.targets.care_list import care_rows
from core.targets.predicates import predicate
from core.targets.rules import parse_rule
from core.targets.sentences import rule_sentence
from core.text.words import words_for
from tests.metrics.caring.test_care import ASKED, company, note, plan


def chosen(workspace: Workspace, *rules: str, question: Question = ASKED) -> list[str]:
    where = predicate([parse_rule(rule) for rule in rules])
    return sorted(customers(workspace, question, RfmRules(), where=where).table["customer_id"])


def held(workspace: Workspace, days: int, question: Question = ASKED) -> list[str]:
    """Whom the plan of so many days holds as overdue or due."""
    found = plan(workspace, days, question, most_new=None)
    rows = care_rows(found, words_for("en"), Settings(), {}, ("overdue", "due"))
    return sorted(row["customer_id"] for row in rows)


def test_the_rules_choose_whom_the_plan_holds(tmp_path: Path) -> None:
    workspace = company(tmp_path, D={"birthday": date(1990, 7, 20)})
    note(workspace, "A", date(2024, 6, 1), "Sales visit")  # call on 1 July, visit on 31 July
    note(workspace, "B", date(2024, 4, 20), "call")  # overdue since 19 June
    note(workspace, "C", date(2024, 6, 1), "visit", next_on=date(2024, 9, 1))  # a message is due on 31 July
    for day in (10, 12):  # something is odd with B, whom nobody has called since
        note(workspace, "B", date(2024, 5, day), "complaint", settled_on=date(2024, 5, 20))
    assert chosen(workspace, "care_due_on <= 2024-07-05") == held(workspace, 7) == ["A", "B"]
    assert chosen(workspace, "care_due_on <= 2024-07-28") == held(workspace, 30) == ["A", "B", "D"]
    assert chosen(workspace, "care_due_on <= 2024-08-02") == held(workspace, 35) == ["A", "B", "C", "D"]
    assert chosen(workspace, "care_state in overdue") == ["B"]
    assert chosen(workspace, "care_state in due") == ["A"]
    assert chosen(workspace, "care_state in never") == ["D", "E", "S"]
    assert chosen(workspace, "care_state in never", 'owner in "Ann"') == ["S"]
    note(workspace, "A", date(2024, 7, 2), "visit")
    assert chosen(workspace, "care_state = done") == ["A"]
    earlier = replace(ASKED, as_of="2024-05")
    assert chosen(workspace, "care_due_on <= 2024-06-07", question=earlier) == held(workspace, 7, earlier)


def test_a_dismissed_signal_is_due_no_more(tmp_path: Path) -> None:
    workspace = company(tmp_path)
    note(workspace, "A", date(2024, 6, 28), "visit")
    for day in (10, 12):
        note(workspace, "A", date(2024, 5, day), "complaint", settled_on=date(2024, 5, 20))
    assert chosen(workspace, "care_due_on <= 2024-07-05") == ["A"]
    (signal,) = plan(workspace).signals["A"]
    dismiss(workspace, signal.signal_id, "known", signal.at_stake)
    assert chosen(workspace, "care_due_on <= 2024-07-05") == held(workspace, 7) == []


def test_in_words() -> None:
    told = [
        [rule_sentence(parse_rule(rule), words_for(language), Settings()) for language in ("en", "zh")]
        for rule in ("care_due_on <= 2024-07-05", "care_state in never,due")
    ]
    assert told == [
        ["next contact due on or before 5 Jul 2024", "应联系日期不晚于 2024年7月5日"],
        ["state in the care plan is Never contacted or Due", "客户关怀状态为从未联系或待联系"],
    ]
