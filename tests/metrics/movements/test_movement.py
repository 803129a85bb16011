"""The movement of a few customers between two month ends, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import QuestionError
from core.metrics.customers import customers
from core.metrics.movements.movement import Movement, movement
from core.metrics.movements.movement_customers import movement_customers
from core.metrics.movements.moves import settled
from core.metrics.movements.revenue_bridge import RevenueBridge, revenue_bridge
from core.metrics.question import Filters, Question
from core.settings import Cut, RfmRules
from core.store.workspace import Workspace
from core.targets.predicates import predicate
from core.targets.rules import parse_rule
from tests.metrics.lines import line
from tests.support import workspace_with

AMOUNTS = Cut("thresholds", thresholds=(Decimal(1000), Decimal(100)))
HALVES = Cut(ceilings=(5000, 10000))
THREE = Question(window_months=3, cut=AMOUNTS)


def day(text: str) -> date:
    return date.fromisoformat(text)


def cells(found: Movement) -> dict[tuple[str, str], tuple[int, Decimal, Decimal]]:
    return {(c.moved_from, c.moved_to): (c.customers, c.value_from, c.value_to) for c in found.cells}


def asked(workspace: Workspace, question: Question = THREE) -> Movement:
    return movement(workspace, settled(workspace, question, window_asked=True))


# windows of three months: February to April, and March to May
COMPANY = [
    line("Keeps", 600, day("2024-03-28")),
    line("Keeps", 500, day("2024-04-28")),
    line("Falls", 1500, day("2024-02-10")),
    line("Falls", 150, day("2024-05-28")),
    line("Fades", 900, day("2024-02-10")),
    line("Fades", 50, day("2024-03-10")),
    line("Lapses", 2000, day("2024-02-20")),
    line("Rises", 50, day("2024-03-28")),
    line("Rises", 3000, day("2024-05-28")),
    line("Back", 10, day("2023-12-05")),
    line("Back", 200, day("2024-05-05")),
    line("New", 9000, day("2024-05-30")),
    line("Sinks", 200, day("2024-04-28")),
    line("Sinks", -500, day("2024-05-28")),
    line("Gone", 70, day("2023-12-01")),  # in neither window
]


def test_everybody_has_a_group_at_both_dates(tmp_path: Path) -> None:
    found = asked(workspace_with(tmp_path, COMPANY))
    assert (found.before.as_of, found.basis.as_of) == (day("2024-04-30"), day("2024-05-30"))
    # at least 1000: Key, at least 100: Important, else Ordinary
    assert cells(found) == {
        ("key", "key"): (1, 1100, 1100),
        ("key", "important"): (1, 1500, 150),
        ("key", "lapsed"): (1, 2000, 0),
        ("important", "ordinary"): (1, 950, 50),
        ("important", "unprofitable"): (1, 200, -300),
        ("ordinary", "key"): (1, 50, 3050),
        ("returned", "important"): (1, 0, 200),
        ("new", "key"): (1, 0, 9000),
    }
    assert (found.up, found.down) == (1, 3)
    assert [(m.code, m.customers, m.value) for m in found.came] == [
        ("key", 3, 4600),
        ("important", 2, 1150),
        ("ordinary", 1, 50),
        ("returned", 1, 0),
        ("new", 1, 0),
    ]
    assert [(m.code, m.customers, m.value) for m in found.went] == [
        ("key", 3, 13150),
        ("important", 2, 350),
        ("ordinary", 1, 50),
        ("unprofitable", 1, -300),
        ("lapsed", 1, 0),
    ]


def test_each_move_has_its_kind_of_reason(tmp_path: Path) -> None:
    found = asked(workspace_with(tmp_path, COMPANY))
    why = {(cell.moved_from, cell.moved_to): cell.why for cell in found.cells}
    assert why[("key", "key")] == {}
    assert why[("key", "important")] == {"bought_differently": 1}
    # nothing counted in May
    assert why[("key", "lapsed")] == {"old_month_left": 1}
    assert why[("important", "ordinary")] == {"old_month_left": 1}
    # a return is a counted line
    assert why[("important", "unprofitable")] == {"bought_differently": 1}
    gross = asked(workspace_with(tmp_path, COMPANY, name="gross"), replace(THREE, refunds="gross"))
    sinks = gross.cell("important", "important")
    assert sinks is not None
    assert (sinks.customers, sinks.why) == (1, {})


def test_frozen_means_that_the_customer_changed(tmp_path: Path) -> None:
    # April: A 40 and B 30 are the better half of four. May: B, C, D buy more; A stays at 40 and is the worst of four
    april = [line(who, amount, day("2024-04-28")) for who, amount in zip("ABCD", (40, 30, 20, 10), strict=True)]
    more = [line(who, amount, day("2024-05-28")) for who, amount in (("B", 10), ("C", 40), ("D", 30))]
    workspace = workspace_with(tmp_path, [line("Z", 1, day("2024-01-05")), *april, *more])
    question = Question(window_months=3, cut=HALVES)
    # frozen: from 30 on Key; B 40, C 60 and D 40 are, A still is
    assert cells(asked(workspace, question)) == {("key", "key"): (2, 70, 80), ("important", "key"): (2, 30, 100)}
    # relative: C 60 alone is better than the three with 40, one better: 1 * 2 < 4, so all four are in the upper half
    assert cells(asked(workspace, replace(question, reading="relative"))) == {
        ("key", "key"): (2, 70, 80),
        ("important", "key"): (2, 30, 100),
    }


def test_the_others_moved(tmp_path: Path) -> None:
    # April: A 40, B 30 Key, C 20, D 10. May: C 70, D 60: now A and B are the lower half with the same values
    april = [line(who, amount, day("2024-04-28")) for who, amount in zip("ABCD", (40, 30, 20, 10), strict=True)]
    more = [line(who, 50, day("2024-05-28")) for who in "CD"]
    workspace = workspace_with(tmp_path, [line("Z", 1, day("2024-01-05")), *april, *more])
    question = Question(window_months=3, cut=HALVES, reading="relative")
    found = asked(workspace, question)
    assert cells(found) == {("key", "important"): (2, 70, 70), ("important", "key"): (2, 30, 130)}
    assert [cell.why for cell in found.cells] == [{"others_moved": 2}, {"bought_differently": 2}]
    assert (found.moved_frozen, found.moved_relative, found.moved_unchanged) == (2, 4, 2)
    assert (found.own_cuts_before[0], found.own_cuts_after[0], found.moved_line) == (30, 60, 0)


def test_an_empty_tier_takes_the_next_lower_cut(tmp_path: Path) -> None:
    # April: 100 is Key, nobody lies under 20 % of the five, 50 and 40 are Ordinary, 20 and 10 Small
    april = [line(who, amount, day("2024-04-28")) for who, amount in zip("ABCDE", (100, 50, 40, 20, 10), strict=True)]
    workspace = workspace_with(tmp_path, [line("Z", 1, day("2024-01-05")), *april, line("F", 45, day("2024-05-28"))])
    found = asked(workspace, Question(window_months=3))
    # both dates by 100 / 40 / 40: what is Ordinary by its own ranking is Important here, at both dates alike
    assert found.cuts_before == found.cuts_after == (100, 40, 40, 0)
    assert cells(found) == {
        ("key", "key"): (1, 100, 100),
        ("important", "important"): (2, 90, 90),
        ("small", "small"): (2, 30, 30),
        ("new", "important"): (1, 0, 45),
    }


@pytest.mark.parametrize("cut", [AMOUNTS, Cut(ceilings=(2500, 10000))])  # from 1500 on in April, from 3050 in May
def test_the_way_back_is_the_same_way(tmp_path: Path, cut: Cut) -> None:
    workspace = workspace_with(tmp_path, COMPANY)
    there = asked(workspace, replace(THREE, cut=cut, as_of="2024-05", compared_with="2024-04"))
    back = asked(workspace, replace(THREE, cut=cut, as_of="2024-04", compared_with="2024-05"))
    # the earlier date's amounts cut both, whichever way one looks
    assert there.cuts_before == back.cuts_before == back.cuts_after
    assert _merged(there) == {(after, before): found for (before, after), found in _merged(back).items()}
    # whoever came lapses on the way back, and nobody is new there: all have a line by May
    assert {cell.moved_from for cell in back.cells} & {"new", "returned"} == {"returned"}


def _merged(found: Movement) -> dict[tuple[str, str], int]:
    merged: dict[tuple[str, str], int] = {}
    for cell in found.cells:
        before = "absent" if cell.moved_from in ("new", "returned") else cell.moved_from
        after = "absent" if cell.moved_to == "lapsed" else cell.moved_to
        merged[before, after] = merged.get((before, after), 0) + cell.customers
    return merged


def test_a_line_that_does_not_count_makes_nobody_new(tmp_path: Path) -> None:
    # both are nothing in April's window; only N has no line of any kind by then
    lines = [
        line("Z", 1, day("2024-01-05")),
        line("Z", 5, day("2024-04-28")),
        line("Was", 40, day("2024-04-28"), status="cancelled"),
        line("Was", 60, day("2024-05-28")),
        line("N", 70, day("2024-05-29")),
    ]
    found = cells(asked(workspace_with(tmp_path, lines)))
    assert (found["returned", "ordinary"], found["new", "ordinary"]) == ((1, 0, 60), (1, 0, 70))


def test_profit_that_is_not_known(tmp_path: Path) -> None:
    lines = [
        line("A", 100, day("2024-04-28"), cost=60),
        line("A", 50, day("2024-05-28")),
        line("B", 70, day("2024-04-28")),
        line("B", 70, day("2024-05-28"), cost=50),
        line("C", 30, day("2024-05-28")),
        line("Z", 1, day("2023-12-05"), cost=1),
    ]
    question = Question(window_months=1, value="gross_profit", cut=HALVES)
    found = asked(workspace_with(tmp_path, lines), question)
    # A's May and B's April have lines, but none with a cost; C is not counted at either date. Key is from 40 on
    assert cells(found) == {("key", "uncosted"): (1, 40, 0), ("uncosted", "important"): (1, 0, 20)}
    assert [m.code for m in found.went] == ["key", "important", "uncosted"]


RULE = replace(THREE, two_months_rule=True)


def test_a_tier_changes_only_when_it_holds_for_two_month_ends(tmp_path: Path) -> None:
    # own tiers  Jan Feb Mar Apr: A k k i k | B k i k k | C i k k - | D i - i u | E - i - i, halves of one month each
    # by the rule                 A k k k k | B k k k k | C i i k - | D i - i i | E - i - i, as in the history
    amounts: dict[str, tuple[float | None, ...]] = {
        "A": (100, 100, 10, 100), "B": (90, 20, 90, 90), "C": (10, 90, 80, None), "D": (5, None, 5, -5),
        "E": (None, 10, None, 7),
    }  # fmt: skip
    lines = [line(who, amount, date(2024, month, 28)) for who, row in amounts.items()
             for month, amount in enumerate(row, start=1) if amount is not None]  # fmt: skip
    workspace = workspace_with(tmp_path, lines)
    question = Question("2024-03", 1, cut=HALVES, compared_with="2024-02", reading="relative", two_months_rule=True)
    march = asked(workspace, question)
    assert cells(march) == {
        ("key", "key"): (2, 120, 100),
        ("important", "key"): (1, 90, 80),
        ("important", "lapsed"): (1, 10, 0),
        ("returned", "important"): (1, 0, 5),
    }
    assert (march.up, march.down, march.since.as_of) == (1, 0, day("2024-01-31"))
    # by February's cut of 90 C is over it for one month only, so the others made it Key
    assert march.cell("important", "key").why == {"others_moved": 1}  # type: ignore[union-attr]
    frozen = asked(workspace, replace(question, reading="frozen"))
    assert cells(frozen).keys() == {("key", "key"), ("important", "important"), *list(cells(march))[2:]}
    april = asked(workspace, replace(question, as_of="2024-04", compared_with="2024-03"))
    assert cells(april) == {
        ("key", "key"): (2, 100, 190),
        ("key", "lapsed"): (1, 80, 0),
        ("important", "important"): (1, 5, -5),  # D gave back for one month only
        ("returned", "important"): (1, 0, 7),
    }
    later = settled(workspace, replace(question, as_of="2024-04", compared_with="2024-03"), window_asked=True)
    stays = movement_customers(workspace, later, (("moved", ("stayed",)),)).table
    assert dict(zip(stays["customer_id"], stays["own_to"], strict=True))["D"] == "unprofitable"


def test_reasons_by_the_rule_compare_with_the_month_end_before(tmp_path: Path) -> None:
    # F and G are Key up to March, by January's 1500; in April and May they have 50, so that it counts in May
    lines = [
        line("F", 1500, day("2024-01-28")), line("F", 50, day("2024-03-28")),
        line("G", 1500, day("2024-01-28")), line("G", 50, day("2024-04-28")),
        line("Z", 5, day("2024-05-28")),
    ]  # fmt: skip
    workspace = workspace_with(tmp_path, lines)
    april = asked(workspace, replace(RULE, as_of="2024-04"))
    assert cells(april)["key", "key"] == (2, 1550 + 1500, 100)
    found = asked(workspace, replace(RULE, as_of="2024-05"))
    # F bought nothing in April and May; G did in April
    assert found.cell("key", "ordinary").why == {"bought_differently": 1, "old_month_left": 1}  # type: ignore[union-attr]
    question = settled(workspace, replace(RULE, as_of="2024-05"), window_asked=True)
    moved = movement_customers(workspace, question, (("moved", ("down",)),)).table.set_index("customer_id").loc["F"]
    assert (moved["value_from"], moved["value_since"], moved["orders_since"], moved["waited"]) == (50, 1550, 2, True)
    # rules of lists speak of the same
    where = predicate([parse_rule("moved_from in key"), parse_rule("moved_to in ordinary")])
    assert customers(workspace, replace(RULE, as_of="2024-05"), RfmRules(), where=where).rows == 2
    assert customers(workspace, replace(THREE, as_of="2024-05"), RfmRules(), where=where).rows == 0


def test_nobody_ranked_at_the_earlier_date_leaves_no_cut(tmp_path: Path) -> None:
    lines = [line("A", -5, day("2024-04-20")), line("A", 50, day("2024-05-28")), line("B", 10, day("2024-05-28"))]
    question = Question(window_months=1, cut=HALVES)
    found = asked(workspace_with(tmp_path, lines), question)
    assert found.is_uncut
    assert cells(found) == {("unprofitable", "key"): (1, -5, 50), ("new", "key"): (1, 0, 10)}
    relative = asked(workspace_with(tmp_path, lines, name="other"), replace(question, reading="relative"))
    assert not relative.is_uncut
    assert {after for _, after in cells(relative)} == {"key", "important"}


def test_the_longest_usual_window_inside_the_data(tmp_path: Path) -> None:
    months = [line("A", 10, date(2023, 10 + n, 28) if n < 3 else date(2024, n - 2, 28)) for n in range(8)]
    workspace = workspace_with(tmp_path, months)  # October 2023 to May 2024

    def window(question: Question, *, window_asked: bool = False) -> int | None:
        return settled(workspace, question, window_asked=window_asked).window_months

    assert window(Question()) == 6
    assert window(Question(window_months=None)) == 6
    assert window(Question(window_months=5)) == 5
    assert window(Question(window_months=12), window_asked=True) == 12
    # January is the fourth month: three lie before it
    assert window(Question(compared_with="2024-01")) == 3
    assert window(Question(as_of="2023-12", compared_with="2024-05")) == 3
    for question in (Question(as_of="2023-12", compared_with="2023-11"), Question(as_of="2023-10")):
        with pytest.raises(QuestionError, match="history_too_short"):
            settled(workspace, question)
    with pytest.raises(QuestionError, match="as_of_outside"):
        settled(workspace, Question(compared_with="2020-01"))


def test_filters_choose_after_ranking(tmp_path: Path) -> None:
    customers_filed = [{"customer_id": who, "industry": "Taxi"} for who in ("Falls", "New")]
    workspace = workspace_with(tmp_path, COMPANY, customers_filed)
    taxis = replace(THREE, filters=Filters(customers=(("industry", ("Taxi",)),)))
    assert cells(asked(workspace, taxis)) == {("key", "important"): (1, 1500, 150), ("new", "key"): (1, 0, 9000)}
    # the tier is that of the later date
    key = replace(THREE, filters=Filters(tiers=("key",)))
    assert {after for _, after in cells(asked(workspace, key))} == {"key"}
    inactive = replace(THREE, filters=Filters(tiers=("inactive",)))
    assert cells(asked(workspace, inactive)) == {("key", "lapsed"): (1, 2000, 0)}


def test_groups_move_as_one(tmp_path: Path) -> None:
    lines = [line("H1", 60, day("2024-04-28")), line("H2", 60, day("2024-05-28")), line("Z", 1, day("2023-12-05"))]
    filed = [{"customer_id": "H1", "parent": "H"}, {"customer_id": "H2", "parent": "H"}]
    workspace = workspace_with(tmp_path, lines, filed)
    one = asked(workspace, replace(THREE, rank_groups=True))
    assert cells(one) == {("ordinary", "important"): (1, 60, 120)}
    two = cells(asked(workspace, THREE))
    assert two == {("ordinary", "ordinary"): (1, 60, 60), ("new", "ordinary"): (1, 0, 60)}


def test_accounts_set_apart_do_not_move(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, COMPANY)
    with workspace.writing() as cursor:
        cursor.run("insert into excluded_customers values ('New', 'walk-in', now())")
    assert "new" not in {cell.moved_from for cell in asked(workspace).cells}


def test_the_customers_of_a_cell(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, COMPANY)
    question = settled(workspace, THREE, window_asked=True)
    found = movement_customers(workspace, question, (("moved", ("down",)),))
    assert (found.rows, found.value_from, found.value_to) == (3, 2650, -100)
    # the largest change first
    assert found.table["customer_id"].tolist() == ["Falls", "Fades", "Sinks"]
    falls = found.table.iloc[0]
    assert (falls["orders_from"], falls["orders_to"], falls["recency_days"]) == (1, 1, 2)
    assert falls["last_order"] == day("2024-05-28")
    assert found.table.iloc[2]["returned_to"] == 500
    back = movement_customers(workspace, question, (("moved_from", ("returned",)),)).table.iloc[0]
    assert (back["last_before"], back["bought_again"]) == (day("2023-12-05"), day("2024-05-05"))
    one = movement_customers(workspace, question, (("moved_to", ("key",)),), 1)
    assert (one.rows, len(one.table)) == (3, 1)


def test_a_rule_speaks_of_moves(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, COMPANY)
    question = replace(THREE, as_of="2024-05", compared_with="2024-04")

    def chosen(*rules: str) -> list[str]:
        where = predicate([parse_rule(rule) for rule in rules])
        return sorted(customers(workspace, question, RfmRules(), where=where).table["customer_id"])

    assert chosen("moved_from in key", "moved_to in important,lapsed") == ["Falls", "Lapses"]
    assert chosen("moved = down", "moved_why = old_month_left") == ["Fades"]
    assert chosen("moved in new,returned") == ["Back", "New"]
    question = replace(question, compared_with=None)
    assert chosen("moved = up") == ["Rises"]


def steps(found: RevenueBridge) -> dict[str, tuple[int, Decimal]]:
    return {step.code: (step.customers, step.amount) for step in (*found.steps, *found.effects)}


def test_the_revenue_bridge(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, COMPANY)
    found = revenue_bridge(workspace, settled(workspace, THREE, window_asked=True))
    assert (found.revenue_from, found.revenue_to) == (5800, 13250)
    told = steps(found)
    assert told["won"] == (1, 9000)
    assert told["returned"] == (1, 200)
    assert told["lapsed"] == (1, -2000)
    assert told["up"] == (1, 3000)
    # Falls -1350, Fades -900, Sinks -500
    assert told["down"] == (3, -2750)
    # Keeps 2 -> 2, Falls 1 -> 1 and Sinks 1 -> 1 (a return is no order): no more orders
    # Fades 2 -> 1: -1 x (475 + 50) / 2. Rises 1 -> 2: 1 x (50 + 1525) / 2
    assert told["frequency"] == (5, Decimal(525))
    assert told["price"] == (5, Decimal(-275))
    assert told["without_orders"] == (0, 0)


amounts = st.lists(
    st.tuples(st.sampled_from("ABCDEFGH"), st.integers(1, 6), st.integers(-4, 12)), min_size=1, max_size=30
)


@given(
    rows=amounts,
    reading=st.sampled_from(["frozen", "relative"]),
    method=st.sampled_from(["share", "contribution"]),
    rule=st.booleans(),
)
@settings(max_examples=8, deadline=None)
def test_margins_and_bridge_add_up(rows: list[tuple[str, int, int]], reading: Any, method: Any, *, rule: bool) -> None:
    lines = [line(who, f"{amount}.37", date(2024, month, 25)) for who, month, amount in rows]
    lines += [line("Z", 3, date(2024, 1, 5)), line("Z", 3, date(2024, 6, 29))]
    question = Question(window_months=2, cut=Cut(method, ceilings=(2500, 5000, 10000)), reading=reading)
    question = replace(question, two_months_rule=rule)
    with TemporaryDirectory() as folder:
        workspace = workspace_with(Path(folder), lines)
        there = replace(question, as_of="2024-06", compared_with="2024-04")
        found, back = (
            asked(workspace, there),
            asked(workspace, replace(there, as_of="2024-04", compared_with="2024-06")),
        )
        bridge = revenue_bridge(workspace, settled(workspace, there, window_asked=True))
        workspace.engine.close()
    then = {who: 0 for who, month, _ in rows if month in (3, 4)}
    now = {who for who, month, _ in rows if month in (5, 6)} | {"Z"}
    present = [margin for margin in found.came if margin.code not in ("new", "returned")]
    assert sum(margin.customers for margin in present) == len(then)
    assert sum(margin.customers for margin in found.went if margin.code != "lapsed") == len(now)
    total_then = sum((Decimal(f"{amount}.37") for _, month, amount in rows if month in (3, 4)), Decimal(0))
    total_now = sum((Decimal(f"{amount}.37") for _, month, amount in rows if month in (5, 6)), Decimal(3))
    assert sum(margin.value for margin in found.came) == total_then == bridge.revenue_from
    assert sum(margin.value for margin in found.went) == total_now == bridge.revenue_to
    assert sum(cell.customers for cell in found.cells) == len(then.keys() | now)
    assert bridge.revenue_from + sum(step.amount for step in bridge.steps) == bridge.revenue_to
    kept = sum(step.amount for step in bridge.steps if step.code in ("up", "down"))
    assert sum(step.amount for step in bridge.effects) == kept
    assert _merged(found) == {(after, before): count for (before, after), count in _merged(back).items()}
    moved = [cell for cell in found.cells if cell.moved_from != cell.moved_to]
    assert all(sum(cell.why.values()) == cell.customers for cell in moved)
