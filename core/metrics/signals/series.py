"""The months behind each signal, for a small chart: what was bought, given back, or how late it was paid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.metrics.cached import one_reading, remembered
from core.metrics.period import basis_of, calendar_of, months_between
from core.metrics.signals.rule import HISTORY_MONTHS, Asked

if TYPE_CHECKING:
    from core.metrics.customer_values import Prepared
    from core.metrics.question import Question
    from core.metrics.signals.found import Signal
    from core.store.workspace import Workspace

Series = tuple[tuple[date, float], ...]
HERE = Path(__file__).parent
BACK_KINDS = ("return_wave", "quick_return")
"""Whose months show what was given back instead of what was bought."""


@one_reading
def series_of(workspace: Workspace, question: Question, shown: Sequence[Signal]) -> dict[str, Series]:
    """By signal id: (first day of the month, figure), at most 24 months up to `as_of`, 0 where nothing happened.

    The figure is money bought by the customers behind it (of a product: sold), money given back for returns, or the
    days after the due date for late payments, where months without a due order are left out.
    """
    asked = Asked(workspace, question, basis_of(workspace, question))
    found: dict[str, dict[date, float]] = defaultdict(dict)
    for prepared in _statements(asked, shown):
        key = (prepared.sql, repr(prepared.values))
        for signal_id, month, *figures in remembered(workspace, "signal_series", key, _rows(workspace, prepared)):
            found[signal_id][month] = float(figures[-1] if signal_id.startswith(BACK_KINDS) else figures[0])
    last = asked.basis.last_month
    months = months_between(max(calendar_of(workspace).first_month, asked.back(HISTORY_MONTHS - 1)), last)
    return {signal.signal_id: _filled(signal, found[signal.signal_id], months) for signal in shown}


def _rows(workspace: Workspace, prepared: Prepared) -> Any:
    return lambda: tuple(workspace.engine.rows(prepared.sql, prepared.values))


def _filled(signal: Signal, found: dict[date, float], months: Iterable[date]) -> Series:
    if signal.kind == "late_payment":
        return tuple(sorted(found.items()))
    return tuple((month, found.get(month, 0.0)) for month in months)


def _statements(asked: Asked, shown: Sequence[Signal]) -> list[Prepared]:
    paying = [signal for signal in shown if signal.kind == "late_payment"]
    products = [signal for signal in shown if signal.subject == "product"]
    others = [signal for signal in shown if signal.subject != "product" and signal.kind != "late_payment"]
    made = []
    end = asked.end_before(HISTORY_MONTHS)
    if others:
        made.append(asked.prepared(HERE / "series_customers.sql", **_customers(others)))
    if paying:
        made.append(asked.prepared(HERE / "series_payment.sql", history_end=end, **_customers(paying)))
    if products:
        made.append(
            asked.prepared(
                HERE / "series_products.sql",
                history_end=end,
                signal_ids=[signal.signal_id for signal in products],
                product_keys=[signal.subject_id for signal in products],
                regions=[signal.place if signal.place_column == "region" else None for signal in products],
                salespeople=[signal.place if signal.place_column == "salesperson" else None for signal in products],
            )
        )
    return made


def _customers(shown: Sequence[Signal]) -> dict[str, list[str]]:
    pairs = [(signal.signal_id, customer) for signal in shown for customer in signal.customers]
    return {"signal_ids": [pair[0] for pair in pairs], "customer_ids": [pair[1] for pair in pairs]}
