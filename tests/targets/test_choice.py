"""Choosing among those who meet the rules: each step on twelve customers whose answers are worked out by hand."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from core.errors import QuestionError
from core.metrics.question import Question
from core.settings import RfmRules, Settings
from core.store.workspace import Workspace, close_workspace
from core.targets.choice import Choice, checked_choice
from core.targets.choice_words import choice_sentences
from core.targets.chosen import control_group, opting_out_is_known
from core.targets.draws import CONTROL, ceiling, draw, draw_expression, in_control_group
from core.targets.funnel import QuotaGroup, Step
from core.targets.lists import TargetList, target_list
from core.targets.overlap import overlaps
from core.targets.rules import parse_rule
from core.targets.saved import delete_list, list_members, load_lists, save_list
from core.text.words import words_for
from tests.support import workspace_with

ENGLISH, CHINESE = words_for("en"), words_for("zh")
DEFINITION = json.dumps({"rules": [], "columns": [], "question": asdict(Question())}, default=str)
IDS = [f"C{k:02d}" for k in range(1, 13)]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Customer k brought 100 k in March 2024 in k orders, at a profit of 40 k: C12 first, C01 last. as_of 2024-03-31.

    Ann has C01 to C06, Bo C07 to C10, nobody C11 and C12. C10 opted out; C09 was called on the 30th, C08 on the 1st
    of March, C07 in April and C06 complained on the 30th. List 1 of 31 January holds C05 and C12 (held back), list 2
    of 31 March holds C12, C04 and an id that is unknown.
    """
    lines = [
        {
            "order_id": f"{k}-{n}", "order_date": date(2024, 3, 31 - n), "customer_id": f"C{k:02d}", "amount": 100,
            "cost": 60, "region": "North" if k <= 4 else "South",
            "salesperson": "Ann" if k <= 6 else "Bo" if k <= 10 else None,
        }
        for k in range(1, 13)
        for n in range(k)
    ]  # fmt: skip
    made = workspace_with(
        tmp_path_factory.mktemp("choice"), lines, [{"customer_id": "C10", "opted_out": True, "annual_need": 5}]
    )
    with made.writing() as cursor:
        for code, day, kind in (
            ("C09", date(2024, 3, 30), "call"),
            ("C08", date(2024, 3, 1), "visit"),
            ("C07", date(2024, 4, 5), None),
            ("C06", date(2024, 3, 30), "complaint"),
        ):
            cursor.run(
                "insert into contact_records by name select 0 as batch_id, $code as customer_id, $day as contacted_on, "
                "$kind as kind",
                {"code": code, "day": day, "kind": kind},
            )
        for number, day, members in (
            (1, date(2024, 1, 31), (("C05", "contact"), ("C12", "held_back"))),
            (2, date(2024, 3, 31), (("C12", "contact"), ("C04", "contact"), ("gone", "contact"))),
        ):
            cursor.run(
                "insert into target_lists values ($number, $name, $day, $definition, $day, 2, 0, 1, null)",
                {"number": number, "name": f"List {number}", "day": day, "definition": DEFINITION},
            )
            for code, arm in members:
                cursor.run(
                    "insert into target_list_members by name select $number as list_id, $code as customer_id, "
                    "'' as reason, $arm as arm",
                    {"number": number, "code": code, "arm": arm},
                )
    yield made
    close_workspace(made)


def _listed(workspace: Workspace, *rules: str, **choice: object) -> TargetList:
    parsed = [parse_rule(rule) for rule in rules]
    chosen = Choice(**choice)  # type: ignore[arg-type]
    return target_list(workspace, Question(), RfmRules(), parsed, words=ENGLISH, choice=chosen)


def _again(workspace: Workspace, choice: Choice, besides: int) -> TargetList:
    return target_list(workspace, Question(), RfmRules(), (), words=ENGLISH, choice=choice, besides=besides)


def _numbers(found: TargetList) -> list[int]:
    return [int(code[1:]) for code in found.table["customer_id"]]


def _taken(found: TargetList) -> dict[str, int]:
    return {step.code: step.taken for step in found.funnel if step.code not in ("known", "rules")}


EVERYBODY = [12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]


@pytest.mark.parametrize(
    ("choice", "numbers", "taken"),
    [
        ({}, [12, 11, 9, 8, 7, 6, 5, 4, 3, 2, 1], {"opted_out": 1}),
        ({"with_opted_out": True}, EVERYBODY, {}),
        # 30 days up to 31 March begin on 2 March; April counts, a complaint does not
        ({"contacted_days": 30}, [12, 11, 8, 6, 5, 4, 3, 2, 1], {"opted_out": 1, "contacted": 2}),
        ({"contacted_days": 31}, [12, 11, 6, 5, 4, 3, 2, 1], {"opted_out": 1, "contacted": 3}),
        ({"not_on_lists": (1,)}, [11, 9, 8, 7, 6, 4, 3, 2, 1], {"opted_out": 1, "on_list": 2}),
        ({"lists_days": 60}, [11, 9, 8, 7, 6, 5, 3, 2, 1], {"opted_out": 1, "on_list": 2}),
        ({"lists_days": 61}, [11, 9, 8, 7, 6, 3, 2, 1], {"opted_out": 1, "on_list": 3}),
        ({"not_on_lists": (1,), "lists_days": 60}, [12, 11, 9, 8, 7, 6, 5, 4, 3, 2, 1], {"opted_out": 1, "on_list": 0}),
        ({"quota": 2}, [12, 11, 9, 8, 6, 5], {"opted_out": 1, "quota": 5}),
        ({"quota": 2, "quota_by": "region"}, [12, 11, 4, 3], {"opted_out": 1, "quota": 7}),
        ({"quota": 2, "top": 5}, [12, 11, 9, 8, 6], {"opted_out": 1, "quota": 5, "top": 1}),
        ({"top": 3, "by": "order_count", "lowest_first": True}, [1, 2, 3], {"opted_out": 1, "top": 8}),
        # a need is known of C10 alone, who opted out: the others come behind it, by id
        ({"top": 3, "by": "annual_need", "with_opted_out": True}, [10, 1, 2], {"top": 9}),
        ({"top": 2, "by": "annual_need", "lowest_first": True}, [1, 2], {"opted_out": 1, "top": 9}),
        # 37 pays 7 contacts at 5 each; the first 9 are asked for before that
        (
            {"top": 9, "contact_cost": Decimal(5), "budget": Decimal(37)},
            [12, 11, 9, 8, 7, 6, 5],
            {"opted_out": 1, "top": 2, "budget": 2},
        ),
        ({"contact_cost": Decimal(5), "budget": Decimal(4)}, [], {"opted_out": 1, "budget": 11}),
        ({"sample": 50}, [12, 11, 9, 8, 7, 6, 5, 4, 3, 2, 1], {"opted_out": 1, "sample": 0}),
    ],
)
def test_each_step_takes_whom_it_says(
    workspace: Workspace, choice: dict[str, object], numbers: list[int], taken: dict[str, int]
) -> None:
    found = _listed(workspace, **choice)
    assert _numbers(found) == numbers
    assert _taken(found) == taken
    assert (found.rows, found.value) == (len(numbers), Decimal(100 * sum(numbers)))
    assert found.funnel[:2] == (Step("known", 0, 12), Step("rules", 0, 12))
    assert found.funnel[-1].left == found.rows


def test_who_falls_out_twice_counts_at_the_first_step(workspace: Workspace) -> None:
    found = _listed(workspace, "value >= 900", contacted_days=30, lists_days=1, quota=1, top=1)
    # 12 is on list 2, 10 opted out, 9 was called: 11 alone is left
    assert found.funnel == (
        Step("known", 0, 12),
        Step("rules", 8, 4),
        Step("opted_out", 1, 3),
        Step("contacted", 1, 2),
        Step("on_list", 1, 1),
        Step("quota", 0, 1),
        Step("top", 0, 1),
    )
    assert _listed(workspace, quota=2).quota_groups == (QuotaGroup("Ann", 2, 4), QuotaGroup("Bo", 2, 1))
    assert _listed(workspace, quota=1).quota_groups[-1] == QuotaGroup(None, 1, 1)


def test_a_draw_is_the_same_however_often_and_in_proportion(workspace: Workspace) -> None:
    drawn = [_numbers(_listed(workspace, sample=4, seed=seed)) for seed in (1, 1, 2)]
    assert drawn[0] == drawn[1] != drawn[2]
    by_hand = sorted((f"C{k:02d}" for k in EVERYBODY if k != 10), key=lambda code: draw("sample:1", code))[:4]
    assert sorted(drawn[0], reverse=True) == drawn[0]
    assert {f"C{k:02d}" for k in drawn[0]} == set(by_hand)
    # 4 customers in the North, 7 in the South: 5 of 11 are 1.8 and 3.2, so 1 and 3 whole ones and one for the North
    found = _listed(workspace, sample=5, stratify="region")
    assert Counter("North" if k <= 4 else "South" for k in _numbers(found)) == {"South": 3, "North": 2}
    assert _taken(found) == {"opted_out": 1, "sample": 6}
    fewer = set(_numbers(_listed(workspace, "value > 200", sample=3)))
    assert fewer <= {*_numbers(_listed(workspace, "value > 200", sample=6))}


def test_the_control_group_is_on_no_list(workspace: Workspace) -> None:
    settings = workspace.settings()
    share = Decimal("0.4")
    try:
        workspace.save_settings(replace(settings, control_share=share))
        found = _listed(workspace, with_opted_out=True)
    finally:
        workspace.save_settings(settings)
    kept = [int(code[1:]) for code in reversed(IDS) if not in_control_group(code, share)]
    assert 0 < len(kept) < 12
    assert _numbers(found) == kept
    assert _taken(found) == {"control": 12 - len(kept)}
    assert control_group(workspace, share) == (12 - len(kept), 12)


def test_a_contact_with_a_branch_is_one_with_its_group(tmp_path: Path) -> None:
    lines = [
        {"order_id": code, "order_date": date(2024, 3, 31), "customer_id": code, "amount": amount}
        for code, amount in (("A", 10), ("A1", 20), ("B", 5))
    ]
    made = workspace_with(tmp_path, lines, [{"customer_id": "A1", "parent": "A"}, {"customer_id": "A", "parent": "A"}])
    with made.writing() as cursor:
        cursor.run(
            "insert into contact_records by name select 0 as batch_id, 'A1' as customer_id, date '2024-03-31' as "
            "contacted_on, 'visit' as kind"
        )
    for groups, ids in ((False, ["A", "B"]), (True, ["B"])):
        asked = Question(rank_groups=groups)
        found = target_list(made, asked, RfmRules(), (), words=ENGLISH, choice=Choice(contacted_days=1))
        assert list(found.table["customer_id"]) == ids


def test_membership_is_the_same_in_sql_and_in_python(workspace: Workspace) -> None:
    ids = [f"{number}" for number in range(3000)] + ["客户一", "O'Brien", "a b\t", "é", "0007"]
    query = f"select id, {draw_expression('$salt', 'id')} from (select unnest($ids) as id)"
    found = dict(workspace.engine.rows(query, {"ids": ids, "salt": CONTROL}))
    assert found == {code: draw(CONTROL, code) for code in ids}
    tenth, fifth = ({code for code in ids if in_control_group(code, Decimal(share))} for share in ("0.1", "0.2"))
    assert tenth < fifth  # a larger share takes all of a smaller one
    assert abs(len(tenth) / len(ids) - 0.1) < 0.02
    assert [in_control_group("x", Decimal(share)) for share in (0, 1)] == [False, True]
    assert ceiling(Decimal("0.5")) == "8" + "0" * 12


def test_cost_and_return(workspace: Workspace) -> None:
    # C12, C11 and C09: 32 orders, 1,280 profit: 40 an order
    found = _listed(workspace, top=3, contact_cost=Decimal(5), response_rate=Decimal("0.25")).economics
    assert found is not None
    assert (found.contacts, found.cost, found.order_profit, found.order_profit_from) == (3, 15, 40, "profit")
    assert found.break_even_rate == 0.125
    assert (found.expected_return, found.expected_profit) == (Decimal("30.0000"), Decimal("15.0000"))
    given = _listed(workspace, top=3, contact_cost=Decimal(5), order_profit=Decimal(-1)).economics
    assert given is not None
    assert (given.order_profit_from, given.break_even_rate, given.expected_return) == ("given", None, None)
    assert _listed(workspace, top=3).economics is None


def test_without_costs_the_revenue_of_an_order_stands_in(tmp_path: Path) -> None:
    line = {"order_id": "1", "order_date": date(2024, 3, 31), "customer_id": "A", "amount": 80}
    made = workspace_with(tmp_path, [line])
    found = _listed(made, contact_cost=Decimal(2)).economics
    assert found is not None
    assert (found.order_profit, found.order_profit_from, found.break_even_rate) == (80, "revenue", 0.025)
    assert not opting_out_is_known(made)


def test_overlap_with_saved_lists(workspace: Workspace) -> None:
    found = overlaps(workspace, _listed(workspace, "value >= 500"))
    assert [(one.list_id, one.shared, one.value, one.held_back) for one in found] == [
        (2, 1, Decimal(1200), 0),
        (1, 2, Decimal(1700), 1),
    ]
    assert overlaps(workspace, _listed(workspace, "value < 400")) == ()


def test_a_choice_in_words_and_as_json() -> None:
    choice = Choice(
        by="satisfaction_index", lowest_first=True, contacted_days=1, not_on_lists=(1, 2), lists_days=30,
        with_opted_out=True, quota=5, top=1000, contact_cost=Decimal("4.5"), budget=Decimal(100), sample=50,
        stratify="segment", seed=7, response_rate=Decimal("0.05"), order_profit=Decimal("-3.5"), quota_by="region",
    )  # fmt: skip
    assert Choice.from_json(choice.to_json()) == choice
    assert Choice.from_json('{"unheard_of": 1, "top": 3}') == Choice(top=3)
    settings = Settings(currency="CNY")
    assert choice_sentences(choice, ENGLISH, settings, {1: "List 1"}) == (
        "also those who opted out",
        "without those contacted in the last 1 day",
        "without those on “List 1” and “a deleted list” if of the last 30 days",
        "at most 5 per region",
        "the first 1,000 by satisfaction, lowest first",
        "as many as ¥100.00 pay for at ¥4.50 each",
        "a random 50 of them in proportion to segment (seed 7)",
    )
    assert choice_sentences(Choice(lists_days=30, quota=5, sample=9), CHINESE, settings, {}) == (
        "不含最近 30 天内名单上的客户",
        "每个负责人最多 5 位",
        "其中随机抽取 9 位（随机种子 1）",
    )
    assert choice_sentences(Choice(), ENGLISH, settings, {}) == ()


@pytest.mark.parametrize(
    ("choice", "code"),
    [
        (Choice(top=0), "choice_count"),
        (Choice(sample=-1), "choice_count"),
        (Choice(contacted_days=2**40), "choice_count"),
        (Choice(contact_cost=Decimal(0)), "choice_amount"),
        (Choice(contact_cost=Decimal("NaN")), "choice_amount"),
        (Choice(response_rate=Decimal(5)), "choice_amount"),
        (Choice(budget=Decimal(5)), "choice_cost_missing"),
        (Choice(by="customer_name"), "choice_by"),
        (Choice(by='value" desc; --'), "choice_by"),
        (Choice(stratify="city"), "choice_group"),  # type: ignore[arg-type]
        (Choice(quota_by="tier; --"), "choice_group"),  # type: ignore[arg-type]
    ],
)
def test_what_cannot_be_is_refused(choice: Choice, code: str) -> None:
    with pytest.raises(QuestionError) as caught:
        checked_choice(choice)
    assert caught.value.code == code


def test_a_list_that_is_gone_is_said(workspace: Workspace) -> None:
    with pytest.raises(QuestionError) as caught:
        _listed(workspace, not_on_lists=(1, 9))
    assert (caught.value.code, caught.value.fields) == ("list_missing", {"list_id": 9})


def test_a_saved_list_keeps_its_choice_and_holds_whom_it_took(workspace: Workspace) -> None:
    found = _listed(workspace, "(value > 1000 or not (region = South))", top=2)
    kept = save_list(workspace, "Two", found, ENGLISH)
    assert (kept.choice, kept.rules, kept.customers) == (found.choice, found.rules, 2)
    assert list(list_members(workspace, kept.list_id)["customer_id"]) == ["C11", "C12"]
    assert next(one.shared for one in overlaps(workspace, found)) == 2
    assert _numbers(_listed(workspace, not_on_lists=(kept.list_id,), top=2)) == [9, 8]
    again = _again(workspace, replace(found.choice, lists_days=1), kept.list_id)  # what is changed leaves nobody out
    assert (_numbers(again), [one.list_id for one in overlaps(workspace, again)]) == ([11, 9], [])
    assert save_list(workspace, "Again", again, ENGLISH).customers == 2
    for one in load_lists(workspace)[:2]:
        delete_list(workspace, one.list_id)
