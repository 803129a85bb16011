"""The signals as an independent implementation computes them: on the sample company, and on real orders."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from core.intake.batches import import_files
from core.metrics.period import calendar_of
from core.metrics.question import Filters, Question
from core.metrics.satisfaction_tiers import valuable_tiers
from core.metrics.signals.found import signals
from core.metrics.tiers import tiers_table
from core.store.workspace import Workspace, open_workspace
from tests.metrics import reference_signals as reference

RULES: dict[str, Callable[[pd.DataFrame, reference.Surroundings], reference.Found]] = {
    "large_order": reference.large_orders,
    "quiet": reference.quiet,
    "falling": reference.falling,
    "late_payment": reference.late_payments,
}
LINES = (
    "select order_id, order_date, customer_id, amount, quantity, status, due_date, paid_date, region, channel "
    "from sales where customer_id is not null"
)


def compare(workspace: Workspace, question: Question) -> int:
    """How many signals of the rules there are; they are the same, each with the same figures."""
    answered = signals(workspace, question)
    basis = answered.basis
    lines = workspace.engine.frame(LINES)
    for column, values in question.filters.lines:
        lines = lines[lines[column].isin(values)]
    rows = workspace.engine.rows(
        f"select customer_id, tier, cast(revenue as DOUBLE) from {tiers_table(workspace, question)}"
    )
    returned = workspace.engine.rows("select order_id from returned_orders")
    around = reference.Surroundings(
        as_of=pd.Timestamp(basis.as_of),
        month=reference.month_end(basis.as_of),
        known_first=pd.Timestamp(calendar_of(workspace).first_month),
        refunds=question.refunds,
        tiers={customer: (tier, revenue) for customer, tier, revenue in rows},
        valuable=valuable_tiers(question.cut),
        returned=frozenset(order for (order,) in returned),
    )
    told = reference.prepared(lines)
    count = 0
    for kind, rule in RULES.items():
        theirs = rule(told, around)
        ours = {s.subject_id: (s.expected, s.seen) for s in answered.standing if s.kind == kind}
        assert ours.keys() == theirs.keys(), kind
        for who, (expected, seen) in theirs.items():
            assert float(ours[who][0]) == pytest.approx(expected, abs=0.006), (kind, who)
            assert float(ours[who][1]) == pytest.approx(seen, abs=0.006), (kind, who)
        count += len(ours)
    return count


def questions(as_of: tuple[str, str], some: Filters) -> list[Question]:
    """Each pair of a window, a refund rule, a date, and a filter or none, stands in one of these."""
    first, second = as_of
    return [
        Question(as_of=first, window_months=6, refunds="net"),
        Question(as_of=first, window_months=12, refunds="gross", filters=some),
        Question(as_of=first, window_months=None, refunds="net", filters=some),
        Question(as_of=second, window_months=6, refunds="gross", filters=some),
        Question(as_of=second, window_months=12, refunds="net"),
        Question(as_of=second, window_months=None, refunds="gross"),
    ]


@pytest.fixture(scope="module")
def sample(sample_home: Path) -> Path:
    return sample_home


def test_on_the_sample_company(sample: Path) -> None:
    workspace = open_workspace("sample", sample)
    some = Filters(lines=(("region", ("South China", "East China")),))
    counts = [compare(workspace, question) for question in questions(("2026-10", "2026-06"), some)]
    assert min(counts) > 0, counts


def test_on_real_orders(real_data: Path, tmp_path: Path) -> None:
    workspace = open_workspace("main", tmp_path, create=True)
    receipts = import_files(workspace, sorted((real_data / "uci_online_retail").glob("*.csv")))
    assert {receipt.status for receipt in receipts} == {"imported"}
    some = Filters(lines=(("region", ("Germany", "France")),))
    asked = questions(("2011-11", "2011-09"), some)
    counts = [compare(workspace, question) for question in (asked[0], asked[1], asked[5])]
    assert sum(counts) > 20, counts
