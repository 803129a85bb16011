"""The signals as an independent implementation computes them: on the sample company, and on real orders."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from core.intake.batches import import_files
from core.metrics.period import basis_of, calendar_of
from core.metrics.question import Filters, Question
from core.metrics.satisfaction_tiers import valuable_tiers
from core.metrics.signals.found import signals
from core.metrics.tiers import tiers_table
from core.store.workspace import Workspace, open_workspace
from tests.metrics import reference_signals as reference
from tests.metrics import reference_signals_beside as beside

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


def surroundings(workspace: Workspace, question: Question) -> reference.Surroundings:
    """What the rules are told besides lines, answers and contacts."""
    basis = basis_of(workspace, question)
    rows = workspace.engine.rows(
        f"select customer_id, tier, cast(revenue as DOUBLE) from {tiers_table(workspace, question)}"
    )
    returned = workspace.engine.rows("select order_id from returned_orders")
    return reference.Surroundings(
        as_of=pd.Timestamp(basis.as_of),
        month=reference.month_end(basis.as_of),
        known_first=pd.Timestamp(calendar_of(workspace).first_month),
        refunds=question.refunds,
        tiers={customer: (tier, revenue) for customer, tier, revenue in rows},
        valuable=valuable_tiers(question.cut),
        returned=frozenset(order for (order,) in returned),
    )


def compare(workspace: Workspace, question: Question) -> int:
    """How many signals of the rules there are; they are the same, each with the same figures."""
    lines, around = workspace.engine.frame(LINES), surroundings(workspace, question)
    for column, values in question.filters.lines:
        lines = lines[lines[column].isin(values)]
    told = reference.prepared(lines)
    return same(workspace, question, {kind: rule(told, around) for kind, rule in RULES.items()})


def same(workspace: Workspace, question: Question, expected: dict[str, reference.Found]) -> int:
    """How many signals of these kinds there are; they are the expected ones."""
    answered, count = signals(workspace, question), 0
    for kind, theirs in expected.items():
        ours = {s.subject_id: (s.expected, s.seen) for s in answered.standing if s.kind == kind}
        assert ours.keys() == theirs.keys(), kind
        for who, (usual, seen) in theirs.items():
            assert float(ours[who][0]) == pytest.approx(usual, abs=0.006), (kind, who)
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


@pytest.mark.parametrize("as_of", ["2026-10", "2026-04"])
def test_the_rules_beside_on_the_sample_company(sample: Path, as_of: str) -> None:
    workspace = open_workspace("sample", sample)
    question = Question(as_of=as_of)
    around, frame = surroundings(workspace, question), workspace.engine.frame
    columns = "order_id, order_date, customer_id, product_code, product, salesperson, amount, quantity, status"
    lines = frame(f"select {columns} from sales")
    answers = frame("select customer_id, dimension, answered_on, score, lowest, highest from survey_answers")
    first = pd.Timestamp(basis_of(workspace, question).first_month)
    expected = {
        "quick_return": beside.quick_returns(lines, around),
        "salesperson_gone": beside.salespeople_gone(lines, around),
        "satisfaction_drop": beside.satisfaction_drops(answers, around),
        "satisfaction_gap": beside.satisfaction_gaps(answers, around, first),
    }
    assert same(workspace, question, expected) > 0


def test_on_real_orders(real_data: Path, tmp_path: Path) -> None:
    workspace = open_workspace("main", tmp_path, create=True)
    receipts = import_files(workspace, sorted((real_data / "uci_online_retail").glob("*.csv")))
    assert {receipt.status for receipt in receipts} == {"imported"}
    some = Filters(lines=(("region", ("Germany", "France")),))
    asked = questions(("2011-11", "2011-09"), some)
    counts = [compare(workspace, question) for question in (asked[0], asked[1], asked[5])]
    assert sum(counts) > 20, counts
