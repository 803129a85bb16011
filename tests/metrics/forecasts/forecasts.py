"""A purchase forecast made up, for tests in which the model is not the matter; a drawn company where it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

from core.models.likelihood import forecast as engine
from core.models.likelihood.results import (
    CalibrationBin,
    Chosen,
    CustomerForecasts,
    FamilyScore,
    Forecast,
    Lift,
    Origin,
    PurchaseDays,
    Quality,
)
from core.store.workspace import Workspace
from tests.metrics.lines import line
from tests.support import workspace_with

SCORE = FamilyScore("mbg", 0.81, 0.4, 0.15, 0.02, 0.5, 0.031, 12.0, -0.06, 0.7, 0.8, 0.9, 0.7)
LINEAR = FamilyScore("linear", 0.8, 0.42, 0.16, 0.03, 0.6, 0.1, 13.0, 0.02, 0.69, 0.79, 1.0, 0.8)
EXPECTED = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.95)
BOUGHT = (0.04, 0.12, 0.2, 0.28, 0.42, 0.5, 0.61, 0.68, 0.83, 0.96)


def made_up(days: PurchaseDays, as_of: date, horizon_days: int, likelihoods: Sequence[float] = ()) -> Forecast:
    """A forecast for everybody with a purchase: n customers have the likelihoods given, the others 0.5.

    Each is expected to come twice as often, for 100 a time with a margin of a quarter; nobody has a gap but the first.
    """
    numbers = np.unique(days.customer)
    likelihood = np.array([*likelihoods, *([0.5] * len(numbers))][: len(numbers)])
    gaps = np.full(len(numbers), np.nan)
    gaps[:1] = 24.0
    origin = Origin(as_of - timedelta(days=horizon_days), 90, 60, 57.5, 9000.0, 8460.0)
    bins = tuple(CalibrationBin(20, said, came) for said, came in zip(EXPECTED, BOUGHT, strict=True))
    lifts = tuple(Lift(part, round(part * 200), 0.9, 1.8, part * 1.8, part * 3) for part in (0.05, 0.1, 0.2))
    return Forecast(
        as_of=as_of,
        horizon_days=horizon_days,
        chosen=Chosen("mbg", "mbg", "mbg"),
        tried=(SCORE, LINEAR),
        quality=Quality(SCORE, bins, lifts, (origin,), {"key": (CalibrationBin(12, 0.71, 0.75),)}),
        customers=CustomerForecasts(
            customer=numbers,
            likelihood=likelihood,
            expected_orders=likelihood * 2,
            expected_revenue=likelihood * 200,
            expected_profit=None if days.profit is None else likelihood * 50,
            purchase_days=np.array([int((days.customer == one).sum()) for one in numbers], dtype=np.int64),
            silent_days=np.full(len(numbers), 61, dtype=np.int64),
            usual_gap_days=gaps,
        ),
        parameters={"r": 0.5},
        seed=7,
        libraries={"numpy": "2"},
    )


def hardly_telling(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `made_up` forecasts put customers in an order that says hardly anything."""
    poor, chance = replace(SCORE, auc=0.557), Lift(0.2, 40, 0.3, 1.2, 0.24, 0.249)
    real = made_up

    def unsure(days: PurchaseDays, as_of: date, horizon_days: int, likelihoods: Sequence[float] = ()) -> Forecast:
        found = real(days, as_of, horizon_days, likelihoods)
        return replace(found, quality=replace(found.quality, score=poor, lifts=(chance,)))

    monkeypatch.setitem(globals(), "made_up", unsure)


def sent_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let more come back than was bought in the tests of `made_up` forecasts: no share of revenue is known."""
    real, nan = made_up, float("nan")

    def below(days: PurchaseDays, as_of: date, horizon_days: int, likelihoods: Sequence[float] = ()) -> Forecast:
        found = real(days, as_of, horizon_days, likelihoods)
        score, quality = replace(SCORE, revenue_bias=nan, capture_20=nan), found.quality
        lifts = tuple(replace(lift, captured_revenue=nan) for lift in quality.lifts)
        origins = (replace(quality.origins[0], revenue=-300.0),)
        return replace(found, tried=(score,), quality=replace(quality, score=score, lifts=lifts, origins=origins))

    monkeypatch.setitem(globals(), "made_up", below)


def stub(monkeypatch: pytest.MonkeyPatch, likelihoods: Sequence[float] = ()) -> list[int]:
    """Let the engine give `made_up` forecasts, of any company; returns the horizons that it is asked for."""
    asked: list[int] = []

    def quick(days: PurchaseDays, as_of: date, horizon_days: int, **_: Any) -> Forecast:
        asked.append(horizon_days)
        return made_up(days, as_of, horizon_days, likelihoods)

    monkeypatch.setattr(engine, "forecast", quick)
    monkeypatch.setattr(engine, "refused", lambda *_: None)
    return asked


def drawn_company(home: Path, customers: int = 110, seed: int = 1) -> Workspace:
    """Customers who each buy at a pace of their own within 400 days up to 30 June 2024; every third one stops."""
    return workspace_with(home, list(_lines(customers, Random(seed))))


def _lines(customers: int, draw: Random) -> Iterator[Mapping[str, Any]]:
    last = date(2024, 6, 30)
    for number in range(customers):
        pace, day = draw.uniform(8, 120), draw.randrange(200)
        stops = draw.randrange(day, 400) if number % 3 == 0 else 400
        while day <= stops:
            amount = round(draw.uniform(20, 200), 2)
            when = last - timedelta(days=400 - day)
            yield line(f"C{number:03}", amount, when, cost=round(amount * 0.7, 2), customer_name=f"Firm {number}")
            day += 1 + round(draw.expovariate(1 / pace))
    yield line("C000", 50, last, cost=35, customer_name="Firm 0")
