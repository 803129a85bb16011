"""The pyramid of a few customers, worked out by hand."""

from __future__ import annotations

import random
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
from core.metrics.question import Filters, Question
from core.metrics.results import Pyramid
from core.metrics.tiering.pyramid import pyramid
from core.metrics.tiering.tiers import apply_cut_values, tiers_table
from core.settings import Cut, Tax
from core.store.workspace import Workspace
from tests.metrics.lines import DAY, line, one_each
from tests.support import workspace_with

HALVES = Cut(ceilings=(5000, 10000))


def counts(found: Pyramid) -> list[int]:
    return [tier.customers for tier in found.tiers]


def tiers_of(workspace: Workspace, question: Question) -> dict[str, str | None]:
    return dict(workspace.engine.rows(f"select customer_id, tier from {tiers_table(workspace, question)}"))


def test_ten_customers_by_share(tmp_path: Path) -> None:
    # n = 10. better * 10000 < ceiling * 10: Key < 0.1 better -> the first; Important < 2 -> the second;
    # Ordinary < 5 -> 3rd to 5th; Small the rest
    workspace = workspace_with(tmp_path, one_each(100, 90, 80, 70, 60, 50, 40, 30, 20, 10))
    found = pyramid(workspace, Question())
    assert counts(found) == [1, 1, 3, 5]
    assert [tier.value for tier in found.tiers] == [100, 90, 210, 150]
    assert [tier.cut_value for tier in found.tiers] == [100, 90, 60, 10]
    assert (found.customers_ranked, found.total, found.company_total) == (10, 550, 550)
    assert found.tiers[0].customer_share == pytest.approx(0.1)
    assert found.tiers[2].value_share == pytest.approx(210 / 550)
    assert (found.unprofitable_customers, found.inactive_customers, found.profit_coverage) == (0, 0, None)


def test_equal_values_share_the_better_tier(tmp_path: Path) -> None:
    # the 50s: one is better -> 1 * 10000 < 2000 * 10; all of them are Important. Those of 10 have 5 better -> Small
    workspace = workspace_with(tmp_path, one_each(100, 50, 50, 50, 50, 10, 10, 10, 10, 10))
    found = pyramid(workspace, Question())
    assert counts(found) == [1, 4, 0, 5]
    assert [tier.cut_value for tier in found.tiers] == [100, 50, None, 10]


def test_a_tie_on_the_boundary(tmp_path: Path) -> None:
    # 5 of 10 lie under 50 %: the 6th equals the 5th and goes with it; without the tie it would be in the lower half
    workspace = workspace_with(tmp_path, one_each(10, 9, 8, 7, 6, 6, 4, 3, 2, 1))
    assert counts(pyramid(workspace, Question(cut=HALVES))) == [6, 4]


def test_one_customer_is_key(tmp_path: Path) -> None:
    found = pyramid(workspace_with(tmp_path, one_each(5)), Question())
    assert counts(found) == [1, 0, 0, 0]
    assert found.tiers[0].value_share == 1


def test_all_equal_are_key(tmp_path: Path) -> None:
    assert counts(pyramid(workspace_with(tmp_path, one_each(*[7] * 6)), Question())) == [6, 0, 0, 0]


def test_no_data_is_said(tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="no_data"):
        pyramid(workspace_with(tmp_path), Question())


def test_only_refunds(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, one_each(-5, -7))
    net = pyramid(workspace, Question())
    assert (net.customers_ranked, net.total, net.unprofitable_customers, net.unprofitable_value) == (0, 0, 2, -12)
    assert [tier.value_share for tier in net.tiers] == [0, 0, 0, 0]
    gross = pyramid(workspace, Question(refunds="gross"))
    assert (gross.unprofitable_customers, gross.inactive_customers, gross.company_total) == (0, 2, 0)


def test_refunds_net_and_gross(tmp_path: Path) -> None:
    lines = [
        line("A", 100, order_id="a1"),
        line("A", -40),
        line("B", 70, order_id="b1"),
        line("C", 30, status="cancelled"),
        line("D", 20, quantity=-2),
        line("E", 8, status="returned"),
    ]
    workspace = workspace_with(tmp_path, lines, returned=["b1"])
    net = pyramid(workspace, Question(cut=HALVES))
    # net: A 60; B's order was returned whole and E's too: no counted line; C cancelled; D -20
    assert tiers_of(workspace, Question(cut=HALVES)) == {
        "A": "key",
        "B": "inactive",
        "C": "inactive",
        "D": "unprofitable",
        "E": "inactive",
    }
    assert (net.total, net.unprofitable_value, net.company_total) == (60, -20, 40)
    # gross: A 100, B 70, E 8 bought; D's only line takes back
    gross = pyramid(workspace, Question(cut=HALVES, refunds="gross"))
    assert (counts(gross), gross.total, gross.inactive_customers) == ([2, 1], 178, 2)


def test_a_free_line_is_active_but_not_ranked(tmp_path: Path) -> None:
    found = pyramid(workspace_with(tmp_path, one_each(10, 0)), Question())
    assert (found.customers_ranked, found.unprofitable_customers, found.unprofitable_value) == (1, 1, 0)


def test_who_is_known(tmp_path: Path) -> None:
    lines = [line("A", 10), line("B", 10, date(2023, 1, 5)), line("LATER", 10, date(2024, 7, 5))]
    customers = [
        {"customer_id": "FILED"},
        {"customer_id": "JOINED", "joined_on": date(2024, 6, 30)},
        {"customer_id": "JOINS", "joined_on": date(2024, 7, 1)},
    ]
    workspace = workspace_with(tmp_path, lines, customers)
    assert tiers_of(workspace, Question(as_of="2024-06", window_months=3)) == {
        "A": "key",
        "B": "inactive",
        "FILED": "inactive",
        "JOINED": "inactive",
    }


def test_lines_without_a_customer_count_for_the_company_only(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, [*one_each(60, 40), line(None, 70), line(None, -20)])
    found = pyramid(workspace, Question())
    assert (found.total, found.company_total) == (100, 150)
    assert (found.unassigned_lines, found.unassigned_revenue) == (2, 50)
    assert found.tiers[0].company_share == pytest.approx(0.4)
    gross = pyramid(workspace, Question(refunds="gross"))
    # lines without a customer are all of them, their revenue follows the rule
    assert (gross.unassigned_lines, gross.unassigned_revenue) == (2, 70)


def set_apart(workspace: Workspace, *customer_ids: str) -> None:
    with workspace.writing() as cursor:
        for customer_id in customer_ids:
            cursor.run("insert into excluded_customers values ($id, 'walk-in', now())", {"id": customer_id})


def test_accounts_set_apart_are_counted_apart(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, one_each(60, 40, 900), [{"customer_id": "FILED"}])
    set_apart(workspace, "C03", "FILED")
    found = pyramid(workspace, Question())
    assert (found.customers_ranked, found.total, found.company_total) == (2, 100, 1000)
    assert (found.excluded_customers, found.excluded_value, found.inactive_customers) == (1, 900, 0)
    everybody = pyramid(workspace, Question(exclude_non_customers=False))
    assert (everybody.customers_ranked, everybody.excluded_customers, everybody.inactive_customers) == (3, 0, 1)


def test_group_accounts_are_ranked_as_one(tmp_path: Path) -> None:
    customers = [
        {"customer_id": "H", "customer_name": "Head"},
        {"customer_id": "H1", "parent": "H"},
        {"customer_id": "H2", "parent": "H"},
        {"customer_id": "P1", "customer_name": "North branch", "parent": "Polar"},
        {"customer_id": "P2", "customer_name": "South branch", "parent": "Polar"},
    ]
    workspace = workspace_with(tmp_path, [line("H1", 30), line("H2", 30), line("X", 50), line("P2", 9)], customers)
    question = Question(rank_groups=True, cut=HALVES)
    table = tiers_table(workspace, question)
    rows = workspace.engine.rows(f"select customer_id, customer_name, value, tier from {table} order by value desc")
    # n = 3: better * 2 < 3 -> the first two
    assert rows == [("H", "Head", 60, "key"), ("X", None, 50, "key"), ("P1", "Polar", 9, "important")]
    assert pyramid(workspace, question).inactive_customers == 0
    assert pyramid(workspace, replace(question, rank_groups=False)).inactive_customers == 2


def test_by_contribution(tmp_path: Path) -> None:
    # total 100. Held by strictly better: 0, 50, 80, 95. Ceilings 50/80/95/100 %: a tier's ceiling must exceed it
    workspace = workspace_with(tmp_path, one_each(50, 30, 15, 5))
    cut = Cut("contribution", ceilings=(5000, 8000, 9500, 10000))
    assert counts(pyramid(workspace, Question(cut=cut))) == [1, 1, 1, 1]
    # the first holds 60 %: nothing is left for the second tier's own ceiling of 50..55 %
    workspace = workspace_with(tmp_path, one_each(60, 30, 10), name="other")
    assert counts(pyramid(workspace, Question(cut=replace(cut, ceilings=(5000, 5500, 10000))))) == [1, 0, 2]


def test_equal_values_share_the_better_tier_by_contribution(tmp_path: Path) -> None:
    # of the three 20s none is worse placed: strictly better hold 40 %
    workspace = workspace_with(tmp_path, one_each(40, 20, 20, 20))
    assert counts(pyramid(workspace, Question(cut=Cut("contribution", ceilings=(5000, 10000))))) == [4, 0]


def test_by_thresholds(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, one_each(100, "99.9999", 50, 49, 1))
    cut = Cut("thresholds", thresholds=(Decimal(100), Decimal(50)))
    found = pyramid(workspace, Question(cut=cut))
    assert counts(found) == [1, 2, 2]
    assert [tier.cut_value for tier in found.tiers] == [100, 50, 1]
    beyond = Cut("thresholds", thresholds=(Decimal("1e20"), Decimal("49.00001")))
    assert counts(pyramid(workspace, Question(cut=beyond))) == [0, 4, 1]


@pytest.mark.parametrize(
    ("cut", "reason"),
    [
        (Cut(ceilings=(10000,)), "tier_count"),
        (Cut(ceilings=(1, 2, 3, 4, 5, 6, 10000)), "tier_count"),
        (Cut(ceilings=(2000, 100, 10000)), "not_rising"),
        (Cut(ceilings=(100, 100, 10000)), "not_rising"),
        (Cut(ceilings=(100, 2000)), "not_whole"),
        (Cut(ceilings=(0, 10000)), "not_positive"),
        (Cut("thresholds"), "tier_count"),
        (Cut("thresholds", thresholds=(Decimal(5), Decimal(5))), "not_falling"),
        (Cut("thresholds", thresholds=(Decimal(5), Decimal(50))), "not_falling"),
        (Cut("thresholds", thresholds=(Decimal(5), Decimal(-1))), "not_positive"),
        (Cut("thresholds", thresholds=(Decimal("nan"),)), "not_positive"),
    ],
)
def test_a_cut_that_cannot_be_is_refused(tmp_path: Path, cut: Cut, reason: str) -> None:
    with pytest.raises(QuestionError) as caught:
        pyramid(workspace_with(tmp_path, one_each(1)), Question(cut=cut))
    assert (caught.value.code, caught.value.fields["reason"]) == ("cut_invalid", reason)


def test_gross_profit_ranks_whom_it_knows(tmp_path: Path) -> None:
    lines = [
        line("A", 100, cost=60),
        line("A", 50),  # no cost: outside the profit
        line("B", 100, cost=130),
        line("C", 70),
        line("D", 30, date(2023, 1, 9), cost=5),
        line(None, 10, cost=4),
    ]
    workspace = workspace_with(tmp_path, lines)
    question = Question(value="gross_profit", window_months=6)
    found = pyramid(workspace, question)
    assert tiers_of(workspace, question) == {"A": "key", "B": "unprofitable", "C": None, "D": "inactive"}
    assert (found.total, found.unprofitable_value, found.company_total) == (40, -30, 16)
    assert (found.uncosted_customers, found.inactive_customers) == (1, 1)
    # 210 of 330 have a cost
    assert found.profit_coverage == pytest.approx(210 / 330)


def test_gross_profit_without_any_cost(tmp_path: Path) -> None:
    found = pyramid(workspace_with(tmp_path, one_each(5, 6)), Question(value="gross_profit"))
    assert (found.customers_ranked, found.uncosted_customers, found.profit_coverage) == (0, 2, 0)


@pytest.mark.parametrize(
    ("tax", "profit"),
    [
        (Tax(Decimal("0.13"), in_amounts=True), "40.0000"),  # 113 / 1.13 - 60
        (Tax(Decimal("0.13"), in_costs=True), "59.9027"),  # 113 - 60 / 1.13 = 113 - 53.09734...
        (Tax(Decimal("0.13"), in_amounts=True, in_costs=True), "46.9027"),  # 53 / 1.13 = 46.90265...
        (Tax(Decimal("0.13")), "53.0000"),
    ],
)
def test_margins_are_without_tax(tmp_path: Path, tax: Tax, profit: str) -> None:
    workspace = workspace_with(tmp_path, [line("A", 113, cost=60), line("B", -113, cost=-60)])
    found = pyramid(workspace, Question(value="gross_profit", tax=tax))
    assert found.total == Decimal(profit)
    assert found.unprofitable_value == -Decimal(profit)
    assert found.company_total == 0


def test_order_count_as_value(tmp_path: Path) -> None:
    lines = [line("A", 1), line("A", 1), line("A", 0), line("B", 500), line("B", -2)]
    found = pyramid(workspace_with(tmp_path, lines), Question(value="order_count", cut=HALVES))
    assert (counts(found), found.total, found.company_total) == ([1, 1], 3, 3)


def filtered(folder: Path) -> Workspace:
    lines = [
        line("A", 100, channel="Shop"),
        line("A", 5, channel="Online"),
        line("B", 50, channel="Online"),
        line("C", 40, channel="Shop"),
        line("D", 30, channel="Shop"),
    ]
    customers = [{"customer_id": customer, "kind": "dealer", "region": "North"} for customer in "CD"]
    return workspace_with(folder, lines, [*customers, {"customer_id": "E"}])


def test_line_filters_rank_among_customers_with_such_lines(tmp_path: Path) -> None:
    question = Question(cut=HALVES, filters=Filters(lines=(("channel", ("Online",)),)))
    workspace = filtered(tmp_path)
    assert tiers_of(workspace, question) == {"B": "key", "A": "important"}
    assert pyramid(workspace, question).company_total == 55


def test_customer_filters_choose_after_or_before_ranking(tmp_path: Path) -> None:
    workspace = filtered(tmp_path)
    dealers = Filters(customers=(("kind", ("dealer",)), ("customer_region", ("North",))))
    after = Question(cut=HALVES, filters=dealers)
    assert tiers_of(workspace, after) == {"C": "important", "D": "important"}
    found = pyramid(workspace, after)
    # figures of the chosen, cut values of the ranking
    assert (counts(found), found.total, found.company_total) == ([0, 2], 70, 225)
    assert [tier.cut_value for tier in found.tiers] == [50, 30]
    within = Question(cut=HALVES, filters=replace(dealers, rank_within=True))
    assert tiers_of(workspace, within) == {"C": "key", "D": "important"}


def test_tier_filters_use_the_unfiltered_tiers(tmp_path: Path) -> None:
    # unfiltered, A (105) and B (50) are the upper half; online A has 5 and B 50
    filters = Filters(lines=(("channel", ("Online",)),), tiers=("key",))
    assert tiers_of(filtered(tmp_path), Question(cut=HALVES, filters=filters)) == {"B": "key", "A": "important"}
    filters = Filters(lines=(("channel", ("Shop",)),), tiers=("key", "inactive"))
    assert tiers_of(filtered(tmp_path), Question(cut=HALVES, filters=filters)) == {"A": "key"}


def test_an_unknown_filter_is_refused(tmp_path: Path) -> None:
    for filters in (Filters(lines=(("amount", ("1",)),)), Filters(customers=(("phone", ("1",)),))):
        with pytest.raises(QuestionError, match="filter_unknown"):
            pyramid(filtered(tmp_path), Question(filters=filters))


def test_values_of_filters_are_never_sql(tmp_path: Path) -> None:
    hostile = ("x'); drop table sales; --",)
    filters = Filters(lines=(("channel", hostile),), customers=(("kind", hostile),))
    assert pyramid(filtered(tmp_path), Question(filters=filters)).customers_ranked == 0


def test_frozen_cut_values(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, one_each(100, 60, 40, 5, -1))

    def frozen(*cuts: int | None) -> list[str]:
        values = [None if cut is None else Decimal(cut) for cut in cuts]
        table = apply_cut_values(workspace, Question(), values)
        return [tier for (tier,) in workspace.engine.rows(f"select tier from {table} order by value desc")]

    assert frozen(90, 50, 20, 10) == ["key", "important", "ordinary", "small", "unprofitable"]
    # an empty tier takes the next lower cut, the last one every value above 0
    assert frozen(90, None, 50, 10) == ["key", "important", "small", "small", "unprofitable"]
    assert frozen(90, None, None, None) == ["key", "important", "important", "important", "unprofitable"]


def test_new_lines_are_seen(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, one_each(10, 20))
    assert pyramid(workspace, Question()).total == 30
    with workspace.writing() as cursor:
        cursor.run("update customer_months set net_amount = net_amount * 2")
    assert pyramid(workspace, Question()).total == 60


def test_an_engine_that_let_go_makes_its_tables_again(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, one_each(10, 20))
    before = pyramid(workspace, Question())
    workspace.engine.close()
    assert pyramid(workspace, Question()) == before


amounts = st.lists(st.integers(-5, 12), min_size=1, max_size=30)
cuts = st.one_of(
    st.sets(st.integers(1, 9999), min_size=1, max_size=5).map(lambda found: Cut(ceilings=(*sorted(found), 10000))),
    st.sets(st.integers(1, 9999), min_size=1, max_size=5).map(
        lambda found: Cut("contribution", ceilings=(*sorted(found), 10000))
    ),
    st.sets(st.integers(1, 12), min_size=1, max_size=5).map(
        lambda found: Cut("thresholds", thresholds=tuple(Decimal(step) for step in sorted(found, reverse=True)))
    ),
)


def by_the_definition(values: list[int], cut: Cut) -> dict[int, str]:
    ranked = [value for value in values if value > 0]
    found = {}
    for value in ranked:
        better = [other for other in ranked if other > value]
        if cut.method == "thresholds":
            place = next((n for n, step in enumerate(cut.thresholds) if value >= step), len(cut.thresholds))
        elif cut.method == "share":
            place = next(n for n, top in enumerate(cut.ceilings) if len(better) * 10000 < top * len(ranked))
        else:
            place = next(n for n, top in enumerate(cut.ceilings) if sum(better) * 10000 < top * sum(ranked))
        found[value] = cut.tiers[place]
    return found


@given(values=amounts, cut=cuts, seed=st.integers(0, 99))
@settings(max_examples=15, deadline=None)
def test_tiers_follow_the_definition_and_add_up(values: list[int], cut: Cut, seed: int) -> None:
    lines: list[dict[str, Any]] = one_each(*values)
    random.Random(seed).shuffle(lines)
    with TemporaryDirectory() as folder:
        workspace = workspace_with(Path(folder), lines)
        question = Question(cut=cut)
        found = pyramid(workspace, question)
        expected = by_the_definition(values, cut)
        rows = workspace.engine.rows(f"select value, tier from {tiers_table(workspace, question)}")
        workspace.engine.close()
    assert {int(value): tier for value, tier in rows if value > 0} == expected
    assert sum(counts(found)) == found.customers_ranked
    assert found.customers_ranked + found.unprofitable_customers + found.inactive_customers == len(values)
    assert sum(tier.value for tier in found.tiers) == found.total
    assert found.total + found.unprofitable_value == found.company_total == sum(values)
    assert not found.customers_ranked or found.tiers[0].customers or cut.method == "thresholds"


@pytest.mark.parametrize("as_of", ["2024-04", "2024-05", "2024-06"])
@pytest.mark.parametrize("rank_groups", [False, True])
def test_who_is_known_is_counted_as_it_is_listed(tmp_path: Path, as_of: str, rank_groups: bool) -> None:
    april, may = date(2024, 4, 30), date(2024, 5, 31)
    lines = [line("A", 5, april), line("A", 5), line("B", 5, may), line("C", 5), line("G1", 5, may), line("X", 5, may)]
    filed = [
        {"customer_id": "C", "joined_on": april},
        {"customer_id": "D", "joined_on": may},
        {"customer_id": "A", "joined_on": DAY},
        {"customer_id": "E"},
        {"customer_id": "G1", "parent": "G"},
        {"customer_id": "G2", "parent": "G", "joined_on": DAY},
    ]
    workspace = workspace_with(tmp_path, lines, filed)
    set_apart(workspace, "X", "E")
    question = Question(as_of=as_of, window_months=1, rank_groups=rank_groups)
    found = pyramid(workspace, question)
    listed = len(tiers_of(workspace, question))
    assert found.customers_ranked + found.inactive_customers == listed
    # by April A (bought) and C (joined); by May B, D and G1 too (a customer of the file without a joined date is known
    # always, so G1 is from the start); in June G2 as well, which is one group with G1
    known = {"2024-04": 3, "2024-05": 5, "2024-06": 5 if rank_groups else 6}
    assert listed == known[as_of]
