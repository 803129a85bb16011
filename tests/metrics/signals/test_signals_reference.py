"""The signals as an independent implementation computes them: on the sample company, and on real orders."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from core.intake.batching.batches import import_files
from core.metrics.period import basis_of, calendar_of
from core.metrics.question import Filters, Question
from core.metrics.signals.found import signals
from core.metrics.surveys.satisfaction_tiers import valuable_tiers
from core.metrics.tiering.tiers import tiers_table
from core.store.workspace import Workspace, open_workspace
from tests.metrics.lines import line
from tests.metrics.signals import reference_signals as reference
from tests.metrics.signals import reference_signals_beside as beside
from tests.metrics.signals import reference_signals_products as products
from tests.support import workspace_with

RULES: dict[str, Callable[[pd.DataFrame, reference.Surroundings], reference.Found]] = {
    "large_order": reference.large_orders,
    "quiet": reference.quiet,
    "falling": reference.falling,
    "late_payment": reference.late_payments,
}
CUSTOMERS = tuple(f"C{number}" for number in range(16))
CODES = "ABCDEFGHIJKLMNOPQRST"
SURGES = ((19, "A"), (19, "T"), (23, "C"), (23, "D"), (23, "T"))
WAVES = ((18, "F"), (19, "F"), (19, "G"), (22, "E"), (23, "E"), (23, "H"))
LINES = (
    "select order_id, order_date, customer_id, product_code, product, amount, quantity, status, due_date, paid_date, "
    "region, channel, salesperson from sales"
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


_read: dict[tuple[Path, int], tuple[pd.DataFrame, pd.DataFrame]] = {}


def lines_of(workspace: Workspace) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The lines as they stand and as they are prepared; those of the last workspace are kept for its next question."""
    place = (workspace.folder, workspace.data_version)
    if place not in _read:
        _read.clear()
        lines = workspace.engine.frame(LINES)
        _read[place] = (lines, reference.prepared(lines))
    return _read[place]


def compare(workspace: Workspace, question: Question) -> int:
    """How many signals of the rules there are; they are the same, each with the same figures."""
    (lines, told), around = lines_of(workspace), surroundings(workspace, question)
    for column, values in question.filters.lines:
        lines, told = lines[lines[column].isin(values)], told[told[column].isin(values)]
    count = same(workspace, question, {kind: rule(told, around) for kind, rule in RULES.items()})
    by_code = {"product_surge": products.surges, "return_wave": products.waves}
    return count + sum(same_products(workspace, question, kind, rule(lines, around)) for kind, rule in by_code.items())


def same_products(workspace: Workspace, question: Question, kind: str, expected: dict[str, products.Told]) -> int:
    """How many signals about products of a kind there are; they are the expected ones, with place and customers."""
    found = {s.subject_id: s for s in signals(workspace, question).standing if s.kind == kind}
    assert found.keys() == expected.keys(), kind
    for code, theirs in expected.items():
        ours = found[code]
        figures = float(ours.expected), float(ours.seen), float(ours.at_stake)
        assert figures == pytest.approx((theirs.expected, theirs.seen, theirs.at_stake), abs=0.00006), (kind, code)
        assert ((ours.place_column, ours.place), ours.customers) == (theirs.place, theirs.customers), (kind, code)
    return len(found)


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


def drawn_lines(rng: random.Random) -> list[dict[str, Any]]:
    """Two years of orders of 16 customers; in some months a code surges or comes back, here or everywhere."""
    lines = []
    for number in range(1600):
        month, code = rng.randrange(24), rng.choice(CODES)
        day = date(2023 + month // 12, month % 12 + 1, rng.randrange(1, 29))
        amount, customer, times = rng.randrange(100, 100_000) / 100, rng.choice((*CUSTOMERS, None)), 1
        more: dict[str, Any] = {
            "order_id": f"o{number // 2}" if number % 7 else None,
            "product_code": code if code != "T" else None,
            "product": f"Product {code}" if rng.random() > 0.05 else None,
            "region": rng.choice(("North", "South", "South", None)),
            "salesperson": rng.choice(("Ann", "Bo", "Cy")),
            "status": "cancelled" if rng.random() < 0.1 else None,
            "quantity": 1,
        }
        if (month, code) in SURGES and more["region"] != "North":
            times = 25
        elif (month, code) in WAVES and more["region"] == "South":
            times, more["quantity"] = 6, -1
        elif rng.random() < 0.05:
            more["status"] = "returned"
        lines += [line(customer, amount * more["quantity"], day, **more)] * times
    return lines


def drawn_contacts(rng: random.Random) -> list[tuple[Any, ...]]:
    """Visits and complaints, some noted twice, by hand and in a file; of every other customer all get settled."""
    rows = []
    for _ in range(300):
        day, customer = date(2023, 6, 1) + timedelta(days=rng.randrange(579) // 20 * 20), rng.choice(CUSTOMERS)
        is_settled = int(customer[1:]) % 2 or rng.random() < 0.6
        settled = day + timedelta(days=rng.randrange(40)) if is_settled else None
        kind = rng.choice(("visit", "visit", "回访", None, *beside.COMPLAINTS))
        severity = rng.choice((*beside.GRAVE, "low", None))
        rows.append((rng.randrange(2), customer, day, kind, severity, settled))
    return rows


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    rng = random.Random(11)
    workspace = workspace_with(tmp_path_factory.mktemp("drawn"), drawn_lines(rng), returned=["o8", "o31", "o900"])
    with workspace.writing() as cursor:
        cursor.run("insert into excluded_customers values ('C3', null, now()::timestamp)")
        for row in drawn_contacts(rng):
            names = ("batch", "customer", "day", "kind", "severity", "settled")
            cursor.run(
                "insert into contact_records (batch_id, customer_id, contacted_on, kind, severity, settled_on) "
                "values ($batch, $customer, $day, $kind, $severity, $settled)",
                dict(zip(names, row, strict=True)),
            )
    return workspace


def same_complaints(workspace: Workspace, question: Question) -> set[str]:
    """How grave the complaints are that are signalled; who, how many days, since when and what for is as expected."""
    contacts = workspace.engine.frame("select * from contact_records")
    theirs = beside.complaints(contacts, surroundings(workspace, question))
    ours = {s.subject_id: s for s in signals(workspace, question).standing if s.kind == "complaints"}
    assert ours.keys() == theirs.keys()
    for customer, told in theirs.items():
        signal = ours[customer]
        said = int(signal.expected), int(signal.seen), signal.since, signal.detail or ""
        assert said == (0, told.seen, told.since, told.detail)
        assert float(signal.at_stake) == pytest.approx(told.at_stake, abs=0.00006)
    return {told.detail for told in theirs.values()}


def test_on_a_drawn_company_with_complaints(drawn: Workspace) -> None:
    details: set[str] = set()
    kinds: set[tuple[str, str | None]] = set()
    for question in questions(("2024-12", "2024-08"), Filters(lines=(("region", ("South",)),))):
        details |= same_complaints(drawn, question)
        assert compare(drawn, question) > 0
        kinds |= {(s.kind, s.place_column) for s in signals(drawn, question).standing if s.subject == "product"}
    assert details == {"severe", "open", "settled"}
    assert kinds == {
        ("product_surge", "customer"), ("product_surge", "region"), ("product_surge", None),
        ("return_wave", "region"), ("return_wave", "salesperson"), ("return_wave", None),
    }  # fmt: skip
