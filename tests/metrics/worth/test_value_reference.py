"""Customer value against a second implementation, to the cent: the sample company, and public data."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from core.metrics.period import basis_of, calendar_of
from core.metrics.question import Filters, Question
from core.metrics.tiering.money_losers import money_losers
from core.metrics.worth.customer_value import customer_value, years_worth
from core.metrics.worth.value_parts import parts_table
from core.store.workspace import Workspace, open_workspace
from sample_data import truths
from tests.metrics.test_real_answers import GERMANY, homes, uci  # noqa: F401  # fixtures
from tests.metrics.worth import reference_value as reference
from tests.metrics.worth.reference_value import Asked, Worth, half_up

LINES = """
select
    l.customer_id as customer, year(l.order_date) * 12 + month(l.order_date) as month,
    cast(l.amount * cast(10000 as DECIMAL(5,0)) as BIGINT) as units,
    cast(cast(l.cost * cast(10000 as DECIMAL(5,0)) as BIGINT) as DOUBLE) as cost,
    cast(l.discount * cast(1000000 as DECIMAL(7,0)) as BIGINT) as discount,
    l.amount < 0 or coalesce(l.quantity, 0) < 0 as is_return, coalesce(l.status, '') = 'cancelled' as is_cancelled,
    coalesce(l.status, '') = 'returned' or coalesce(l.order_id in (select order_id from returned_orders), false)
        as is_returned,
    {column} as filtered
from sales as l
where l.customer_id is not null and l.customer_id not in (select customer_id from excluded_customers)
"""
ATTRIBUTES = "referrals, standing, information_value, annual_need, cost_to_serve"
PARTS = "current_value, cost_to_serve, potential_value, lifetime_value, share_of_wallet, value_index, potential_grade"
WAYS = list(product((3, 6, 12), ("net", "gross")))


_read: dict[str, pd.DataFrame] = {}


def lines_of(workspace: Workspace, column: str) -> pd.DataFrame:
    """The lines that have a customer, as the reference wants them; read once per workspace."""
    place = str(workspace.folder)
    if place not in _read:
        _read[place] = _lines(workspace, column)
    return _read[place]


def _lines(workspace: Workspace, column: str) -> pd.DataFrame:
    found = workspace.engine.frame(LINES.replace("{column}", column))
    found["units"] = found["units"].abs().where(~found["is_return"], -found["units"].abs())
    found["cost"] = found["cost"].astype(float)
    found["asked"] = [
        half_up(Fraction(int(units) * 1000000, 1000000 - int(share))) if share > 0 else units
        for units, share in zip(found["units"], found["discount"].fillna(0), strict=True)
    ]
    return found


@pytest.fixture
def sample(sample_home: Path) -> Workspace:
    """The sample company."""
    return open_workspace("sample", sample_home)


def same(workspace: Workspace, lines: pd.DataFrame, question: Question) -> None:
    """All parts of a question's customers, its tiers and those who cost money are as in the reference."""
    basis, begin = basis_of(workspace, question), calendar_of(workspace).first_month
    last, first = (day.year * 12 + day.month for day in (basis.last_month, begin))
    asked = Asked(last, question.window_months or 0, question.refunds, first, bool(question.filters.lines))
    rows = workspace.engine.rows(f"select customer_id, {ATTRIBUTES} from customers")
    attributes = {row[0]: dict(zip(ATTRIBUTES.split(", "), row[1:], strict=True)) for row in rows}
    expected = reference.worths(lines, attributes, asked)
    _same_parts(workspace, question, expected)
    _same_tiers(workspace, question, expected, reference.retention(lines, asked), asked)
    losers = {
        one.customer_id: tuple(
            int(amount * 10000) for amount in (one.at_list, one.discounts, one.returned, one.current_value)
        )
        for one in money_losers(workspace, question).customers
    }
    assert losers == reference.losses(lines, expected, asked)


def _same_parts(workspace: Workspace, question: Question, expected: dict[str, Worth]) -> None:
    table = parts_table(workspace, question)
    query = f"select c.customer_id, p.non_monetary_value, p.{PARTS.replace(', ', ', p.')} from {table} as p "
    rows = workspace.engine.rows(f"{query} join customers as c on c.customer_no = p.customer_no")
    assert {row[0] for row in rows} == set(expected)
    for who, informal, current, cost, potential, lifetime, wallet, index, grade in rows:
        one = expected[who]
        assert (_units(current), _units(cost), grade) == (one.current, one.cost_to_serve, one.grade), who
        for told, wanted in ((potential, one.potential), (lifetime, one.lifetime)):
            assert _near(_units(told), wanted, 1), who
        assert _near(informal, one.informal, 0.0001), who
        assert _near(wallet, one.wallet, 0.000001), who
        assert _near(index, one.index, 0.0001), who


def _same_tiers(
    workspace: Workspace, question: Question, expected: dict[str, Worth], rates: dict[str, Any], asked: Asked
) -> None:
    found = customer_value(workspace, question)
    for tier in found.tiers:
        members = [one for one in expected.values() if one.tier == tier.code]
        yearly = sum(one.current or 0 for one in members) * 12 / asked.months / 10000
        assert tier.customers == len(members)
        assert _units(tier.current_value) == sum(one.current or 0 for one in members)
        if tier.code == "unprofitable" or tier.code not in rates:
            assert tier.equity is None
            continue
        earlier, kept, rate = rates[tier.code]
        assert tier.retention is not None
        assert tier.equity is not None
        assert (tier.retention.earlier, tier.retention.kept) == (earlier, kept)
        power = 12 / (found.retention_window_months or 12)
        ends = sorted(yearly * years_worth(end**power, 0.1) for end in reference.wilson(kept, earlier))
        told = (tier.equity.amount, tier.equity.low, tier.equity.high)
        wanted = (yearly * years_worth(rate, 0.1), *ends)
        assert [float(amount) for amount in told] == pytest.approx(wanted, rel=1e-6, abs=0.01)


def _units(amount: Any) -> int | None:
    return None if amount is None else int(amount * 10000)


def _near(told: Any, wanted: Any, apart: float) -> bool:
    if told is None or wanted is None:
        return told is None and wanted is None
    return abs(float(told) - float(wanted)) <= apart * 1.01


@pytest.mark.parametrize(("window", "refunds"), WAYS)
def test_the_sample_company(sample: Workspace, window: int, refunds: Any) -> None:
    lines = lines_of(sample, "l.channel")
    asked = Question(as_of="2026-10", window_months=window, refunds=refunds)
    same(sample, lines, asked)
    same(sample, lines, replace(asked, as_of="2026-03"))


def test_the_sample_company_under_a_filter(sample: Workspace) -> None:
    lines = lines_of(sample, "l.channel")
    channel = lines["filtered"].value_counts().index[1]
    question = Question(as_of="2026-10", filters=Filters(lines=(("channel", (channel,)),)))
    same(sample, lines[lines["filtered"] == channel], question)


def test_what_is_planted_in_the_sample_company_is_found(sample: Workspace) -> None:
    first = money_losers(sample, Question()).customers[0]
    assert (first.customer_id, first.causes) == (truths.LOSING_CHAIN, ("discounts", "returns"))
    assert first.discount_share == pytest.approx(0.3, abs=0.03)
    assert first.return_share == pytest.approx(truths.LOSING_CHAIN_RETURN_SHARE, abs=0.02)


@pytest.mark.parametrize(("window", "refunds"), WAYS)
def test_public_sales_without_costs(uci: Workspace, window: int, refunds: Any) -> None:  # noqa: F811
    lines = lines_of(uci, "l.region")
    asked = Question(as_of="2011-11", window_months=window, refunds=refunds)
    same(uci, lines, asked)
    same(uci, lines[lines["filtered"] == "Germany"], replace(asked, filters=GERMANY))
    same(uci, lines, replace(asked, as_of="2011-08"))
