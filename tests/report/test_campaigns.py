"""The slide of campaigns: the verdict as title, both sides beside each other; without one what to begin with."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, cast

from core.charts.template import Look
from core.metrics.question import Question
from core.report.figures import Figures
from core.report.slides import Bullets, Cards
from core.report.telling_campaigns import campaigns
from core.settings import Settings
from core.targets.campaign import Campaign
from core.targets.outcome import Difference, Outcome, Part, Side
from core.targets.outcome import Figures as Judged
from core.targets.saved import SavedList
from core.text.teller import Teller
from core.text.words import words_for
from tests.report.conftest import tables

ENGLISH = words_for("en")
TELLER = Teller(Settings(currency="CNY"), ENGLISH, Look(ENGLISH, "light", "CNY", {}), Question())
SPAN = Campaign(date(2024, 3, 1), date(2024, 3, 31))
LIST = SavedList(1, "Win back <b>", datetime(2024, 3, 1), (), (), date(2024, 2, 29), 200, Decimal(9000), campaign=SPAN)  # noqa: DTZ001


def outcome(state: Any) -> Outcome:
    """30 of 150 contacted and 5 of 50 held back bought."""
    contacted, held = Side(150, 30, Decimal(3000), None), Side(50, 5, Decimal(500), None)
    whole = Part("", contacted, held, Difference(0.1, 0.01, 0.19), Difference(10.0, 1.0, 19.0))
    judged = Judged(SPAN.starts_on, SPAN.ends_on, whole, (), (), Decimal(0), None, None, None, None, None, {})
    return Outcome(LIST, state, date(2024, 4, 30), judged)


def asked(**answers: Any) -> Figures:
    """Figures that have only these answers."""
    return cast("Figures", SimpleNamespace(question=Question(), **answers))


def test_the_verdict_is_the_title_and_both_sides_stand_in_the_table() -> None:
    told = campaigns(asked(outcomes=(outcome("running"), outcome("judged")), lists=(LIST,)), TELLER)
    assert told.title == (
        "Win back <b>: It worked: 20.0 % of the contacted bought, 10.0 % of those held back, 10.0 points more."
    )
    (table,) = tables(told)
    assert [row[1] for row in table.rows] == ["Early look · 31 Mar 2024", "Judged · 31 Mar 2024"]
    assert table.rows[1][2:4] == ("20.0 % of 150", "10.0 % of 50")
    assert table.rows[1][4].startswith("+10.0 points (")
    (said,) = [part for part in told.parts if isinstance(part, Bullets)]
    assert said.items[-1].text == "Judged on its last day: 1 Mar 2024 to 31 Mar 2024."


def test_without_a_hold_out_a_list_to_begin_with_is_proposed() -> None:
    import pandas as pd

    quiet = pd.DataFrame({"tier": ["key", "important", "small"] * 10})
    exposure = SimpleNamespace(at_risk=SimpleNamespace(table=quiet))
    told = campaigns(asked(outcomes=(), lists=(LIST, LIST), exposure=exposure), TELLER)
    assert told.title == "2 lists were kept, but nobody was held back: what they bring cannot be told."
    (cards,) = [part for part in told.parts if isinstance(part, Cards)]
    assert [card.value for card in cards.items] == ["20", "18", "2"]
