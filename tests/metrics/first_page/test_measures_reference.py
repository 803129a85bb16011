"""The measures and salespeople against a second implementation, to the cent: the sample company and public data."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from pathlib import Path

import pandas as pd
import pytest

from core.metrics.first_page.overview import overview
from core.metrics.question import Filters, Question
from core.metrics.relationships.exposure import exposure
from core.metrics.selling.overdue import overdue
from core.metrics.selling.plan_actual import plan_actual
from core.metrics.selling.salespeople import salespeople
from core.metrics.tiering.textbook import textbook
from core.metrics.tiering.tiers import tiers_table
from core.settings import RfmRules, SatisfactionRules
from core.store.workspace import Workspace, close_workspace, open_workspace
from tests.metrics.first_page import reference_measures as reference
from tests.metrics.test_real_answers import GERMANY, homes, uci  # noqa: F401  # fixtures

LINES = """
select
    case when e.customer_id is null then l.customer_id end as customer,
    coalesce(l.order_id, cast(l.order_date as VARCHAR)) as order_key, cast(l.order_date as TIMESTAMP) as day,
    cast(l.amount * cast(10000 as DECIMAL(5,0)) as BIGINT) as units,
    cast(cast(l.cost * cast(10000 as DECIMAL(5,0)) as BIGINT) as DOUBLE) as cost_units,
    l.amount < 0 or coalesce(l.quantity, 0) < 0 as is_return, coalesce(l.status, '') = 'cancelled' as is_cancelled,
    coalesce(l.status, '') = 'returned' or coalesce(l.order_id in (select order_id from returned_orders), false)
        as is_returned,
    l.salesperson as written, c.owner, cast(l.due_date as TIMESTAMP) as due, cast(l.paid_date as TIMESTAMP) as paid,
    cast(l.discount as DOUBLE) as discount, l.channel, l.region
from sales as l
left join customers as c on c.customer_id = l.customer_id
left join excluded_customers as e on e.customer_id = l.customer_id
"""
WAYS = list(product((3, 6, 12), ("net", "gross")))


_read: dict[Path, pd.DataFrame] = {}


def lines_of(workspace: Workspace) -> pd.DataFrame:
    """All lines as `reference_measures` wants them; accounts set apart and nobody are missing customers."""
    if workspace.folder not in _read:
        _read[workspace.folder] = _lines(workspace)
    return _read[workspace.folder]


def _lines(workspace: Workspace) -> pd.DataFrame:
    found = workspace.engine.frame(LINES)
    found["month"] = found["day"].dt.year * 12 + found["day"].dt.month - 1
    found.loc[found["is_return"], "units"] = -found["units"].abs()
    found["customer"] = found["customer"].replace("", None)
    return found


@pytest.fixture(scope="module")
def sample(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    home = shutil.copytree(sample_home, tmp_path_factory.mktemp("sample") / "home")
    workspace = open_workspace("sample", home)
    with workspace.writing() as cursor:
        cursor.run("insert into excluded_customers values ('C00001', 'walk-in', now()::timestamp)")
    yield workspace
    close_workspace(workspace)
    shutil.rmtree(workspace.folder, ignore_errors=True)


def units(amount: Decimal) -> int:
    assert amount * 10000 == int(amount * 10000)
    return int(amount * 10000)


def same_measures(workspace: Workspace, company: pd.DataFrame, question: Question) -> None:
    """Measures, dependence and silence of a question are those of the reference."""
    found = overview(workspace, question, RfmRules(), SatisfactionRules())
    month = found.basis.last_month.year * 12 + found.basis.last_month.month - 1
    window, lines = question.window_months or 0, reference.named(company)
    expected = reference.measures(company, month, window, question.refunds, int(company["month"].min()))
    told = {kpi.code: kpi.value for kpi in (*found.kpis, *found.measures)}
    assert units(Decimal(told["revenue"] or 0)) == expected["revenue"]
    for code, name in (("profitability", "margin"), ("retention", "retention"), ("acquisition", "acquired")):
        assert told[code] == (None if expected[name] is None else pytest.approx(expected[name])), code
    hangs = exposure(workspace, question, RfmRules())
    assert (units(hangs.revenue), sum(units(one[2]) for one in hangs.top5)) == reference.top5(
        lines, month, window, question.refunds
    )
    quiet = reference.silent(lines, month, window, question.refunds, pd.Timestamp(found.basis.as_of))
    reasons = hangs.at_risk.reasons
    assert reasons["silent"][0] + reasons["both"][0] == len(quiet)
    listed = hangs.at_risk.table
    assert set(listed[listed["reason"] != "segment"]["customer_id"]) <= quiet


@pytest.mark.parametrize(("window", "refunds"), WAYS)
def test_measures_of_the_sample(sample: Workspace, window: int, refunds: str) -> None:
    company = lines_of(sample)
    for as_of in ("2026-10", "2026-03"):
        same_measures(sample, company, Question(as_of=as_of, window_months=window, refunds=refunds))  # type: ignore[arg-type]
    channel = str(company["channel"].mode()[0])
    asked = Question(window_months=window, refunds=refunds, filters=Filters(lines=(("channel", (channel,)),)))  # type: ignore[arg-type]
    shop = reference.chosen(company, "channel", channel)
    same_measures(sample, shop, asked)


@pytest.mark.parametrize(("window", "refunds"), WAYS)
def test_measures_of_public_data(uci: Workspace, window: int, refunds: str) -> None:  # noqa: F811
    company = lines_of(uci)
    for as_of in ("2011-11", "2011-06"):
        same_measures(uci, company, Question(as_of=as_of, window_months=window, refunds=refunds))  # type: ignore[arg-type]
    asked = Question(as_of="2011-11", window_months=window, refunds=refunds, filters=GERMANY)  # type: ignore[arg-type]
    same_measures(uci, reference.chosen(company, "region", "Germany"), asked)


@pytest.mark.parametrize(("window", "refunds"), WAYS)
def test_salespeople_of_the_sample(sample: Workspace, window: int, refunds: str) -> None:
    company = lines_of(sample)
    lines = reference.named(company)
    for as_of in ("2026-10", "2026-03"):
        question = Question(as_of=as_of, window_months=window, refunds=refunds)  # type: ignore[arg-type]
        found = salespeople(sample, question)
        month = found.basis.last_month.year * 12 + found.basis.last_month.month - 1
        expected = reference.salespeople(lines, month, window, refunds)
        told = {one.name: one for one in found.people}
        for name, one in expected.items():
            before = None if found.compared_with is None else one["before"]
            person = told[name]
            known = None if person.revenue_before is None else units(person.revenue_before)
            assert (person.customers, units(person.revenue), known) == (one["customers"], one["revenue"], before)
        apart = reference.alone(lines, month, window, refunds)
        assert {
            one.name: (one.alone_customers, units(one.alone_revenue)) for one in found.people if one.alone_customers
        } == apart
        own = reference.booked(company, month - window + 1, month, refunds)
        assert {one.name: units(one.booked) for one in found.people if one.booked} == own
        year = plan_actual(sample, question)
        first = year.first_month.year * 12 + year.first_month.month - 1
        own = reference.booked(company, first, month, refunds)
        assert {line.salesperson: units(line.to_date_actual) for line in year.people if line.to_date_actual} == own


@pytest.mark.parametrize("as_of", ["2026-10", "2026-03"])
def test_overdue_of_the_sample(sample: Workspace, as_of: str) -> None:
    lines = reference.named(lines_of(sample))
    found = overdue(sample, Question(as_of=as_of))
    expected = reference.overdue(lines, pd.Timestamp(found.basis.as_of))
    assert found.customers == len(expected)
    parts = [found.amount, *found.ages.values()]
    assert [units(part) for part in parts] == [sum(column) for column in zip(*expected.values(), strict=True)]
    for row in found.table.to_dict("records"):
        own = [row["overdue"], row["late_30"], row["late_60"], row["late_90"], row["late_more"]]
        assert [units(part) for part in own] == expected[row["customer_id"]]


@pytest.mark.parametrize(("as_of", "refunds"), [("2026-10", "net"), ("2026-03", "gross")])
def test_discount_and_payment_of_the_sample(sample: Workspace, as_of: str, refunds: str) -> None:
    question = Question(as_of=as_of, refunds=refunds)  # type: ignore[arg-type]
    lines = reference.named(lines_of(sample))
    found = textbook(sample, question)
    month = found.basis.last_month.year * 12 + found.basis.last_month.month - 1
    values = reference.payments(lines, month, 12, refunds, pd.Timestamp(found.basis.as_of))
    told = sample.engine.frame(f"select customer_id, tier from {tiers_table(sample, question)} where is_active")
    tiers = told.set_index("customer_id")["tier"]
    for measure in ("discount_share", "in_time_share", "days_late"):
        own = values[measure].dropna()
        means = own.groupby(tiers.reindex(own.index)).agg(["mean", "count"])
        for estimate in found.measures[measure]:  # type: ignore[index]
            assert estimate.n == means.loc[estimate.tier, "count"]
            assert estimate.mean == pytest.approx(means.loc[estimate.tier, "mean"])
