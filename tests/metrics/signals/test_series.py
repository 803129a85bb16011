"""The months behind a signal, as its small chart shows them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from core.charts.signals import draw_months
from core.charts.template import Look
from core.metrics.question import Question
from core.metrics.signals.found import signals
from core.metrics.signals.series import Series, series_of
from core.store.workspace import Workspace
from core.text.words import words_for
from tests.metrics.lines import line
from tests.metrics.signals.test_rules import EVERYBODY_KEY, monthly, others, paid
from tests.support import workspace_with

ASKED = Question("2024-06", cut=EVERYBODY_KEY)


def series(workspace: Workspace, kind: str) -> Series:
    shown = [signal for signal in signals(workspace, ASKED).standing if signal.kind == kind]
    return series_of(workspace, ASKED, shown)[shown[0].signal_id]


def test_what_a_customer_bought(tmp_path: Path) -> None:
    lines = [*monthly("A", 100, range(6, 16)), line("A", 900, date(2024, 6, 28))]
    months = series(workspace_with(tmp_path, lines + others()), "large_order")
    assert len(months) == 18  # since the data begin; 0 where nothing was bought
    assert dict(months)[date(2023, 1, 1)] == 0
    assert dict(months)[date(2024, 4, 1)] == 100
    assert months[-2:] == ((date(2024, 5, 1), 0), (date(2024, 6, 1), 900))


def test_what_a_customer_gave_back(tmp_path: Path) -> None:
    lines = monthly("A", 100, range(18), 10, product_code="W") + others()
    lines.append(line("A", -100, date(2024, 6, 12), product_code="W"))
    months = series(workspace_with(tmp_path, lines), "quick_return")
    assert months[-2:] == ((date(2024, 5, 1), 0), (date(2024, 6, 1), 100))


def test_what_was_sold_of_a_product_in_its_place(tmp_path: Path) -> None:
    lines = monthly("Z", 1000, range(18), 28, product_code="O", region="North")
    lines += monthly("B", 100, range(18), 5, product_code="W", region="North")
    lines += [line(f"S{n}", 100, date(2024, 6, 6), product_code="W", region="South") for n in range(3)]
    months = series(workspace_with(tmp_path, lines), "product_surge")
    assert months[-2:] == ((date(2024, 5, 1), 0), (date(2024, 6, 1), 300))


def test_how_late_a_customer_paid(tmp_path: Path) -> None:
    lines = [paid("A", n, n % 3) for n in range(1, 12)] + [paid("A", n, 20) for n in (12, 13, 14)] + others()
    months = series(workspace_with(tmp_path, lines), "late_payment")
    assert months[0] == (date(2023, 2, 1), 1)
    assert months[-1] == (date(2024, 3, 1), 20)
    assert len(months) == 14  # months without an order that was due are left out


def test_the_months_of_the_event_stand_out() -> None:
    look = Look(words_for("en"), "light", "CNY", {})
    first = date(2024, 1, 1)
    months = [((first + timedelta(days=31 * n)).replace(day=1), 100.0 * n) for n in range(6)]
    made = draw_months(months, date(2024, 5, 20), look)
    assert list(made.data[0].marker.color) == [look.context] * 4 + [look.accent] * 2
    assert (made.layout.shapes[0].x0, made.layout.shapes[0].x1) == (3.5, 5.5)
    assert made.data[0].customdata[-1] == "¥500"
    assert list(made.layout.xaxis.ticktext) == ["Jan 2024", "Jun 2024"]
    days = draw_months([(first, 1.0), (date(2024, 2, 1), 20.0)], first, look, days=True)
    assert list(days.data[0].customdata) == ["1 day", "20 days"]
    assert len(draw_months([], first, look).data[0].x) == 0
