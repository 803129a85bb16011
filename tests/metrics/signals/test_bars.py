"""How many false alarms the rules raise where nothing happened, and how much of what happened they find."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.metrics.question import Question
from core.metrics.signals.found import Signals, signals
from core.settings import Cut
from core.store.workspace import Workspace
from tests.metrics.signals.drawn import CUSTOMERS, DAYS, LATEST, company_of, drawn, shuffled

MONTHS = ("2024-10", "2024-11", "2024-12")
FALSE_ALARMS = 1.0  # per 100 customers and month
FOUND = 0.95


def found_in(workspace: Workspace, month: str = "2024-12") -> Signals:
    return signals(workspace, Question(as_of=month))


@pytest.mark.parametrize("seed", [11, 12])
@pytest.mark.parametrize("what", ["amount own", "day own", "amount across", "day across"])
def test_few_false_alarms_on_shuffled_data(tmp_path: Path, what: str, seed: int) -> None:
    workspace = company_of(tmp_path, shuffled(drawn(seed), seed, what))
    raised = [signal.kind for month in MONTHS for signal in found_in(workspace, month).standing]
    assert len(raised) / (CUSTOMERS * len(MONTHS)) * 100 <= FALSE_ALARMS, raised


@pytest.mark.parametrize("times", [(3.0, 3.0), (3.0, 6.0)])
def test_large_orders_are_found(tmp_path: Path, times: tuple[float, float]) -> None:
    orders, rng = drawn(21), np.random.default_rng(21)
    chosen = [number for number in range(0, CUSTOMERS, 4) if orders.counted(number) >= 5]
    planted = orders
    for number in chosen:
        amount = round(orders.high(number) * rng.uniform(*times), 2)
        planted = planted.with_order(number, LATEST + int(rng.integers(0, 30)), amount)
    found = {
        signal.subject_id for signal in found_in(company_of(tmp_path, planted)).standing if signal.kind == "large_order"
    }
    share = np.mean([f"C{number}" in found for number in chosen])
    assert len(chosen) > 80
    assert share >= FOUND


def test_silence_is_found(tmp_path: Path) -> None:
    """Every tenth customer orders no more for 3 to 4 times the 90th percentile of its gaps before."""
    orders, rng, silent = drawn(24), np.random.default_rng(24), dict[int, int]()
    kept = np.ones(len(orders.day), dtype=bool)
    for number in range(0, CUSTOMERS, 10):
        own = orders.customer == number
        days = np.unique(orders.day[own])
        for last in days[::-1]:  # the latest order after which the silence is long enough
            before = days[days <= last]
            usual = float(np.percentile(np.diff(before), 90)) if len(before) > 8 else np.inf
            if DAYS - last >= max(usual * rng.uniform(3, 4), 31):
                if DAYS - last <= max(usual * 3, 31) + 60:  # else it is no news
                    silent[number] = int(last)
                    kept &= ~own | (orders.day <= last)
                break
    planted = replace(
        orders, **{name: getattr(orders, name)[kept] for name in ("customer", "day", "amount", "late", "code")}
    )
    question = Question(as_of="2024-12", cut=Cut(ceilings=(9999, 10000)))
    standing = signals(company_of(tmp_path, planted), question).standing
    found = {signal.subject_id for signal in standing if signal.kind == "quiet"}
    assert len(silent) >= 25
    assert np.mean([f"C{number}" in found for number in silent]) >= FOUND


def test_months_without_pay_are_found(tmp_path: Path) -> None:
    """Of what falls due from July on, 20 customers pay 3 times the 90th percentile of before late, at least 30 days."""
    orders = drawn(22)
    late, chosen = orders.late.copy(), range(0, 400, 20)
    for number in chosen:
        own = orders.customer == number
        before = own & (orders.day < 520)
        late[own & (orders.day >= 520)] = max(3 * int(np.percentile(orders.late[before], 90)), 30)
    workspace = company_of(tmp_path, replace(orders, late=late))
    found = {signal.subject_id for signal in found_in(workspace).standing if signal.kind == "late_payment"}
    # who has too few orders, due and paid by then, cannot be judged
    judged = [
        number
        for number in chosen
        if np.sum((orders.customer == number) & (orders.day >= 520) & (orders.day < 620)) >= 4
    ]
    assert np.mean([f"C{number}" in found for number in judged]) >= FOUND


def test_a_surge_of_one_code_is_found_where_it_happens(tmp_path: Path) -> None:
    """Code P7 sells four times its best month, all of it to customers of region 1."""
    orders = drawn(23)
    own = orders.code == 7
    months = np.bincount(orders.day[own] // 31, weights=orders.amount[own])
    buyers = list(range(1, 161, 4))
    for number in buyers:
        orders = orders.with_order(number, LATEST + number % 28, round(4 * months.max() / len(buyers), 2))
    code = orders.code.copy()
    code[-len(buyers) :] = 7
    found = [
        s for s in found_in(company_of(tmp_path, replace(orders, code=code))).standing if s.kind == "product_surge"
    ]
    assert [(s.subject_id, s.place_column, s.place) for s in found] == [("P7", "region", "Region 1")]
    assert {f"C{number}" for number in buyers} <= set(found[0].customers)
