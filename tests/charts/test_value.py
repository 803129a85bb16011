"""The charts of what customers are worth hold the figures and can be clicked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from core.charts.template import Look
from core.charts.value import LOSERS, draw_equity, draw_way_down
from core.metrics.question import Question
from core.metrics.tiering.money_losers import money_losers
from core.metrics.worth.customer_value import customer_value
from core.settings import Cut
from core.store.workspace import Workspace
from core.text.words import Language, words_for
from tests.metrics.lines import line
from tests.support import workspace_with

EARLIER, NOW = date(2023, 6, 30), date(2024, 6, 30)


def _look(language: Language = "en") -> Look:
    return Look(words_for(language), "light", "CNY", {})


def _workspace(folder: Path) -> Workspace:
    """A earns 600, B 200, both as a year ago; C loses 50: 450 at list price, 500 off."""
    lines = [line("Z", 0, date(2022, 7, 1), cost=0)]
    for who, amount in (("A", 1200), ("B", 400)):
        lines += [line(who, amount, day, cost=amount / 2) for day in (EARLIER, NOW)]
    lines.append(line("C", 500, cost=550, discount="0.5"))
    return workspace_with(folder, lines, [{"customer_id": "B", "cost_to_serve": Decimal(100)}])


def test_equity_with_its_range(tmp_path: Path) -> None:
    found = customer_value(_workspace(tmp_path), Question(cut=Cut("share", (5000, 10000))))
    made = draw_equity(found, _look(), "important")
    bars, clicks = made.data
    assert list(bars.x) == [6000, 1000]  # ten years' worth of 600 and of 200 - 100
    # everybody stayed: one of one is 0.206549 to 1 of them
    assert bars.error_x.arrayminus[0] == pytest.approx(6000 - 600 * 0.206549 / (1.1 - 0.206549), abs=0.01)
    assert list(bars.error_x.array) == [0, 0]
    assert list(bars.marker.line.width) == [0, 3]
    assert set(clicks.customdata) == set(bars.customdata) == {"key", "important"}
    assert "¥6.00k" in made.layout.annotations[0].text


@pytest.mark.parametrize(("language", "name"), [("en", "Discounts"), ("zh", "折扣")])
def test_way_down_leaves_out_what_took_nothing(tmp_path: Path, language: Language, name: str) -> None:
    made = draw_way_down(money_losers(_workspace(tmp_path), Question()), _look(language))
    (steps,) = made.data
    assert list(steps.y) == [450, -500, -50]
    assert steps.x[1] == name
    assert list(steps.measure) == ["relative", "relative", "total"]
    assert set(steps.customdata) == {LOSERS}
