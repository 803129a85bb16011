"""The history against a second implementation and against the pyramid of every date, to the cent."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from core.metrics.histories import history_kept
from core.metrics.histories.history import History, MonthEnd, history
from core.metrics.question import Filters, Question
from core.metrics.tiering.pyramid import pyramid
from core.metrics.tiering.tier_path import tier_path
from core.metrics.tiering.tiers import apply_cut_values, ranking_cuts, tiers_table
from core.settings import Cut, Tax
from core.store.workspace import Workspace, open_workspace
from tests.metrics.histories import reference_history as reference
from tests.metrics.test_real_answers import GERMANY, homes, uci  # noqa: F401  # fixtures

LINES = """
select
    l.customer_id, year(l.order_date) * 12 + month(l.order_date) - 1 as month, {column} as filtered,
    coalesce(l.quantity, 0) < 0 or l.amount < 0 as is_return,
    coalesce(l.status, '') = 'cancelled' as is_cancelled,
    coalesce(l.status, '') = 'returned' or coalesce(l.order_id in (select order_id from returned_orders), false)
        as is_returned,
    cast(10000 * case when is_return then -abs(l.amount) else l.amount end as BIGINT) as units
from sales as l
where l.customer_id is not null and l.customer_id not in (select customer_id from excluded_customers)
"""
TIERS = ("key", "important", "ordinary", "small")
UNIT = Decimal("0.0001")
_read: dict[str, pd.DataFrame] = {}


def lines_of(workspace: Workspace, column: str) -> pd.DataFrame:
    """The lines that have a customer, read once per workspace."""
    place = str(workspace.folder)
    if place not in _read:
        _read[place] = workspace.engine.frame(LINES.replace("{column}", column))
    return _read[place]


@pytest.fixture
def sample(sample_home: Path) -> Workspace:
    """The sample company."""
    return open_workspace("sample", sample_home)


def number(month: MonthEnd) -> int:
    return month.month.year * 12 + month.month.month - 1


def same(found: History, lines: pd.DataFrame, *, rule: bool) -> None:
    """Sizes, values and flows of every month end are those of the reference."""
    months, window = found.months, found.basis.window_months
    assert window is not None
    last = number(months[-1])
    ends = reference.month_ends(lines, last, 1200 if rule else len(months), window, found.basis.refunds)
    groups = reference.held(ends) if rule else {month: then.groups for month, then in ends.items()}
    first_months = {str(key): int(month) for key, month in lines.groupby("customer_id")["month"].min().items()}
    assert number(months[0]) == max(last - len(months) + 1, int(lines["month"].min()))
    for month in months:
        at = number(month)
        values: Counter[str] = Counter()
        for customer, group in groups[at].items():
            values[group] += ends[at].values[customer]
        sizes = Counter(groups[at].values())
        assert [tier.customers for tier in month.tiers] == [sizes[code] for code in TIERS]
        assert [tier.value for tier in month.tiers] == [UNIT * values[code] for code in TIERS]
        assert month.unprofitable_customers == sizes["unprofitable"]
        assert month.unprofitable_value == UNIT * values["unprofitable"]
        assert month.new_customers == sum(first_months[customer] == at for customer in groups[at])
        if month is not months[0]:
            assert month.flows == reference.flows(groups[at - 1], groups[at], first_months, at)


@pytest.mark.parametrize(("window", "refunds"), list(product((3, 6, 12), ("net", "gross"))))
def test_the_sample_company(sample: Workspace, window: int, refunds: Any) -> None:
    lines = lines_of(sample, "l.channel")
    for as_of, months, rule in (("2026-10", 24, False), ("2026-03", 6, False), ("2026-10", 6, True)):
        asked = Question(as_of=as_of, window_months=window, refunds=refunds, two_months_rule=rule)
        same(history(sample, asked, months), lines, rule=rule)
    channel = str(lines["filtered"].mode()[0])
    filtered = Question(window_months=window, refunds=refunds, filters=Filters(lines=(("channel", (channel,)),)))
    same(history(sample, filtered, 6), lines[lines["filtered"] == channel], rule=False)


@pytest.mark.parametrize(("window", "refunds"), list(product((3, 6, 12), ("net", "gross"))))
def test_public_data(uci: Workspace, window: int, refunds: Any) -> None:  # noqa: F811
    lines = lines_of(uci, "l.region")
    for as_of, rule in (("2011-11", False), ("2011-12", True)):
        asked = Question(as_of=as_of, window_months=window, refunds=refunds, two_months_rule=rule)
        same(history(uci, asked), lines, rule=rule)
    asked = Question(as_of="2011-11", window_months=window, refunds=refunds, filters=GERMANY)
    same(history(uci, asked), lines[lines["filtered"] == "Germany"], rule=False)


CUTS = (
    Cut(),
    Cut("share", (500, 1000, 3000, 6000, 10000)),
    Cut("contribution", (5000, 8000, 9500, 10000)),
    Cut("thresholds", (), (Decimal(200000), Decimal(20000), Decimal("1500.5"))),
)
QUESTIONS = [
    Question(window_months=window, refunds=refunds, value=value, cut=cut, tax=tax)  # type: ignore[arg-type]
    for (window, refunds), (value, tax), cut in zip(
        product((3, 12, None), ("net", "gross")),
        (
            ("revenue", Tax()), ("gross_profit", Tax()), ("order_count", Tax()),
            ("gross_profit", Tax(Decimal("0.13"), in_amounts=True)), ("revenue", Tax()),
            ("gross_profit", Tax(Decimal("0.13"), in_amounts=True, in_costs=True)),
        ),
        (*CUTS, *CUTS),
        strict=False,
    )
]  # fmt: skip


def filters_of(sample: Workspace) -> dict[str, Filters]:
    """One of each kind, by values that occur."""
    owner = str(sample.engine.rows("select mode(owner) from customers")[0][0])
    owned = (("owner", (owner,)),)
    channel = (("channel", (str(sample.engine.rows("select mode(channel) from sales")[0][0]),)),)
    return {
        "none": Filters(),
        "lines": Filters(lines=channel),
        "after": Filters(customers=owned),
        "within": Filters(lines=channel, customers=owned, rank_within=True),
    }


@pytest.mark.parametrize("kind", ["none", "lines", "after", "within"])
@pytest.mark.parametrize(
    "asked", QUESTIONS, ids=lambda asked: f"{asked.value}-{asked.cut.method}-{asked.window_months}"
)
def test_every_month_end_is_the_pyramid_of_its_date(sample: Workspace, asked: Question, kind: str) -> None:
    question = replace(asked, filters=filters_of(sample)[kind])
    found = history(sample, question)
    for month in (found.months[0], found.months[7], found.months[-1]):
        expected = pyramid(sample, replace(question, as_of=f"{month.month:%Y-%m}"))
        assert (month.customers_ranked, month.total) == (expected.customers_ranked, expected.total)
        assert [
            (tier.code, tier.customers, tier.customer_share, tier.value, tier.value_share, tier.cut_value)
            for tier in month.tiers
        ] == [
            (tier.code, tier.customers, tier.customer_share, tier.value, tier.value_share, tier.cut_value)
            for tier in expected.tiers
        ]
        assert month.unprofitable_customers == expected.unprofitable_customers
        assert month.unprofitable_value == expected.unprofitable_value
        assert month.uncosted_customers == expected.uncosted_customers
        assert month.inactive_customers == expected.inactive_customers
        assert month.reaches_before_data == expected.basis.reaches_before_data
        assert month.as_of == expected.basis.as_of


@pytest.mark.parametrize("rank_groups", [False, True])
@pytest.mark.parametrize("exclude", [False, True])
def test_groups_and_accounts_set_apart(sample: Workspace, rank_groups: bool, exclude: bool) -> None:
    question = Question(rank_groups=rank_groups, exclude_non_customers=exclude, window_months=6)
    found = history(sample, question)
    for month in (found.months[5], found.months[-1]):
        expected = pyramid(sample, replace(question, as_of=f"{month.month:%Y-%m}"))
        assert [(tier.customers, tier.value) for tier in month.tiers] == [
            (tier.customers, tier.value) for tier in expected.tiers
        ]
        assert month.inactive_customers == expected.inactive_customers


def test_a_measure_that_is_no_sum(sample: Workspace) -> None:
    question = Question(value="value_index", as_of="2026-03")
    month = history(sample, question, 2).months[-1]
    expected = pyramid(sample, question)
    assert [(tier.customers, tier.value, tier.cut_value) for tier in month.tiers] == [
        (tier.customers, tier.value, tier.cut_value) for tier in expected.tiers
    ]


@pytest.mark.parametrize("cut", [Cut(), CUTS[2]], ids=["share", "contribution"])
def test_frozen_is_what_applying_the_cut_values_gives(sample: Workspace, cut: Cut) -> None:
    question = Question(cut=cut, window_months=6)
    cuts = ranking_cuts(sample, question)
    for month in history(sample, question, 3, cuts).months:
        table = apply_cut_values(sample, replace(question, as_of=f"{month.month:%Y-%m}"), cuts)
        counted: dict[str, int] = dict(sample.engine.rows(f"select tier, count(*) from {table} group by tier"))
        assert [tier.customers for tier in month.tiers] == [counted.get(code, 0) for code in cut.tiers]
        assert month.inactive_customers == counted["inactive"]


def test_tier_filters_choose_the_same_customers_at_every_month_end(sample: Workspace) -> None:
    question = Question(filters=Filters(tiers=("key", "important")))
    plain = Question()
    found = history(sample, question, 6)
    chosen = f"select customer_no from {tiers_table(sample, plain)} where tier in ('key', 'important')"
    for month in (found.months[0], found.months[-1]):
        table = tiers_table(sample, replace(plain, as_of=f"{month.month:%Y-%m}"))
        rows = sample.engine.rows(f"select tier, count(*) from {table} where customer_no in ({chosen}) group by tier")
        counted: dict[str, int] = dict(rows)
        assert [tier.customers for tier in month.tiers] == [counted.get(code, 0) for code in TIERS]
        assert month.inactive_customers == counted.get("inactive", 0)


def test_the_path_of_a_customer_is_what_the_tiers_of_each_date_say(sample: Workspace) -> None:
    history_kept._shelves.clear()
    for question in (Question(), Question(value="gross_profit", window_months=3), Question(rank_groups=True)):
        numbers = sample.engine.rows(
            f"select customer_no from {tiers_table(sample, question)} order by hash(customer_no)"
        )
        for (customer,) in numbers[:4]:
            for point in tier_path(sample, question, customer, 5):
                table = tiers_table(sample, replace(question, as_of=f"{point.month:%Y-%m}"))
                rows = sample.engine.rows(
                    f"select tier, value, revenue, order_count, last_bought from {table} where customer_no = {customer}"
                )
                told = (point.tier, point.value, point.revenue, point.order_count, point.last_order)
                assert told == (rows[0] if rows else (None, told[1], 0, 0, None))
                assert point.tier_by_month == point.tier
