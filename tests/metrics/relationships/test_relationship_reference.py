"""Relationship against a second implementation, to the cent: the sample company, and public data."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from itertools import product
from pathlib import Path

import pandas as pd
import pytest

from core.metrics.period import basis_of, calendar_of
from core.metrics.question import Filters, Question
from core.metrics.relationships.relations import relations_table
from core.metrics.relationships.relationship import Relationship, relationship
from core.metrics.relationships.stage_flow import earlier_question
from core.settings import RfmRules
from core.store.workspace import Workspace, open_workspace
from tests.metrics.relationships import reference_relationship as reference
from tests.metrics.relationships.reference_relationship import Asked, Person
from tests.metrics.test_real_answers import GERMANY, homes, uci  # noqa: F401  # fixtures

LINES = """
select
    l.customer_id, l.order_date, l.category, coalesce(l.quantity, 0) < 0 or l.amount < 0 as is_return,
    coalesce(l.order_id, cast(l.order_date as VARCHAR)) as order_key,
    cast(abs(l.amount) * cast(10000 as DECIMAL(5,0)) as BIGINT) as units,
    coalesce(l.status, '') = 'cancelled' as is_cancelled,
    coalesce(l.status, '') = 'returned' or coalesce(l.order_id in (select order_id from returned_orders), false)
        as is_returned,
    {column} as filtered
from sales as l
where l.customer_id is not null and l.customer_id not in (select customer_id from excluded_customers)
"""
COLUMNS = "customer_id, stage, purchase_mode, loyalty, ladder, first_day, first_amount"


_read: dict[str, pd.DataFrame] = {}


def lines_of(workspace: Workspace, column: str) -> pd.DataFrame:
    """The lines that have a customer, as the reference wants them; read once per workspace."""
    if (place := str(workspace.folder)) not in _read:
        _read[place] = _lines(workspace, column)
    return _read[place]


def _lines(workspace: Workspace, column: str) -> pd.DataFrame:
    found = workspace.engine.frame(LINES.replace("{column}", column))
    days = pd.to_datetime(found["order_date"])
    found["month"] = days.dt.year * 12 + days.dt.month - 1
    found["units"] = found["units"].where(~found["is_return"], -found["units"])
    found["category"] = found["category"].replace("", None)
    return found


def asked_of(workspace: Workspace, question: Question) -> Asked:
    basis, begin = basis_of(workspace, question), calendar_of(workspace).first_month
    last, first = reference.month_number(basis.last_month), reference.month_number(begin)
    return Asked(basis.as_of, last, basis.window_months, basis.refunds, first)


@pytest.fixture
def sample(sample_home: Path) -> Workspace:
    """The sample company."""
    return open_workspace("sample", sample_home)


def same(workspace: Workspace, lines: pd.DataFrame, question: Question) -> None:
    """All figures of a question are those of the reference."""
    found, asked = relationship(workspace, question, RfmRules()), asked_of(workspace, question)
    everybody = reference.people(lines, asked)
    _same_customers(workspace, question, everybody, asked)
    _same_flow(workspace, question, lines, everybody, found)
    numbers = [
        (reference.month_number(one.month), one.won, one.won_back, one.kept, one.lost) for one in found.breadth.months
    ]
    assert numbers == reference.breadth(everybody, asked)
    cells = {
        reference.month_number(one.month): [(count, int(money * 10000)) for count, money in one.months]
        for one in found.cohorts.cohorts
    }
    assert cells == reference.cohorts(everybody, asked)
    soon = {
        reference.month_number(one.month): (one.customers, list(one.within.values()))
        for one in found.second_order.months
    }
    assert soon == reference.second_orders(everybody, asked)
    kept = found.retention
    assert (kept and (kept.earlier_customers, kept.kept)) == reference.retention(everybody, asked)
    _same_depth(found, reference.depth(everybody, lines, asked))


def _same_customers(workspace: Workspace, question: Question, everybody: dict[str, Person], asked: Asked) -> None:
    table = workspace.engine.frame(f"select {COLUMNS} from {relations_table(workspace, question, RfmRules())}")
    told = {name: table.set_index("customer_id")[name].dropna().to_dict() for name in table.columns[1:]}
    assert told["stage"] == reference.stages(everybody, asked)
    assert told["purchase_mode"] == reference.purchase_modes(everybody, asked)
    assert told["loyalty"] == reference.loyalty(everybody, asked)
    until = {"as_of": basis_of(workspace, question).as_of}
    log = workspace.engine.rows("select customer_id from contact_records where contacted_on <= $as_of", until)
    contacted = {row[0] for row in log}
    filed = set() if question.filters.lines else set(table["customer_id"])
    assert told["ladder"] == reference.ladder(everybody, asked, contacted, filed)
    first = {customer: one.orders[0][0] for customer, one in everybody.items() if one.orders}
    assert told["first_day"] == first
    assert {customer: int(amount * 10000) for customer, amount in told["first_amount"].items()} == {
        customer: max(units for day, units in everybody[customer].orders if day == first[customer])
        for customer in first
    }


def _same_flow(
    workspace: Workspace, question: Question, lines: pd.DataFrame, everybody: dict[str, Person], found: Relationship
) -> None:
    earlier = earlier_question(workspace, question)
    if earlier is None:
        assert found.flow is None
        return
    before = asked_of(workspace, earlier)
    then = reference.stages(reference.people(lines, before), before)
    now = reference.stages(everybody, asked_of(workspace, question))
    expected = Counter((then.get(customer, "not_yet"), stage) for customer, stage in now.items())
    assert found.flow is not None
    assert {(one.before, one.now): one.customers for one in found.flow.passages} == dict(expected)


def _same_depth(found: Relationship, expected: dict[str, int]) -> None:
    def units(amount: Decimal) -> int:
        return int(amount * 10000)

    deep, parts = found.depth, found.depth.categories
    told = {
        "revenue": units(deep.revenue),
        "first_orders": units(deep.first_orders),
        "first_buyers": deep.first_buyers,
    }
    assert deep.repeat == deep.revenue - deep.first_orders
    if parts:
        told |= {
            "cross_sell": units(parts.cross_sell),
            "up_sell": units(parts.up_sell),
            "up_customers": parts.up_sell_customers,
        }
    elif deep.why_without == "categories":
        expected = {name: expected[name] for name in told}
    assert told == expected


@pytest.mark.parametrize(("window", "refunds"), list(product((3, 6, 12), ("net", "gross"))))
def test_the_sample_company(sample: Workspace, window: int, refunds: str) -> None:
    lines = lines_of(sample, "l.channel")
    asked = Question(as_of="2026-10", window_months=window, refunds=refunds)  # type: ignore[arg-type]
    same(sample, lines, asked)
    same(sample, lines, replace(asked, as_of="2026-03", compared_with="2025-03"))
    channel = str(lines["filtered"].mode()[0])
    filtered = replace(asked, filters=Filters(lines=(("channel", (channel,)),)))
    same(sample, lines[lines["filtered"] == channel], filtered)


@pytest.mark.parametrize(("window", "refunds"), list(product((3, 6, None), ("net", "gross"))))
def test_public_data(uci: Workspace, window: int | None, refunds: str) -> None:  # noqa: F811
    lines = lines_of(uci, "l.region")
    for as_of in ("2011-11", "2011-06"):
        asked = Question(as_of=as_of, window_months=window, refunds=refunds)  # type: ignore[arg-type]
        same(uci, lines, asked)
    same(uci, lines[lines["filtered"] == "Germany"], replace(asked, filters=GERMANY))
