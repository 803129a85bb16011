"""A company of eight with names that try to act, told once as a report, and the writers' files of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from core.metrics.question import question_of
from core.report.slides import Slide, Story, Table
from core.report.story import story
from core.store.workspace import Workspace, close_workspace
from core.text import words_for
from tests.support import workspace_with

NAMES = (
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "上海海岚汽车零部件贸易有限公司浦东新区分公司第二营业部与仓储物流中心联合体（华东大区）",
    "The Very Long Name Of A Wholesale Customer Which Nobody Ever Shortens Because It Is In The Contract Ltd.",
    "</svg><img src=x onerror=alert(1)>",
    "-2+3+cmd|' /C calc'!A0 {name} %s",
    "Quote \" & ' ampersand \x07 bell",
)
MONTHS = (*((2023, month) for month in range(1, 13)), *((2024, month) for month in range(1, 13)))


def hostile_lines() -> list[dict[str, Any]]:
    """Customer k buys 100 x k a month; the second one falls silent in July 2024, the third pays late since then."""
    return [
        {
            "order_id": f"{k}-{year}-{month}", "order_date": date(year, month, 28), "customer_id": f"C{k}",
            "customer_name": name, "amount": 100 * k, "cost": 130 * k if k == 4 else 60 * k,
            "due_date": date(year, month, 28), "product": name, "product_code": name[:20],
            "paid_date": None if (k, year, month) == (3, 2024, 10) else date(year, month, 28),
        }
        for k, name in enumerate(NAMES, start=1) for year, month in MONTHS
        if not (k == 2 and (year, month) > (2024, 6))
    ]  # fmt: skip


def hostile_answers() -> list[dict[str, Any]]:
    """Everybody answers on delivery and price; the best customer is unhappy with delivery."""
    return [
        {
            "customer_id": f"C{k}", "respondent": f"C{k}", "dimension": dimension, "score": score, "lowest": 0,
            "highest": 10, "answered_on": date(2024, 11, 5),
        }
        for k in range(1, 9) for dimension, score in (("delivery", 2 if k == 8 else 8), ("price", 6))
    ]  # fmt: skip


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The company, ranked by thresholds so that every tier has somebody."""
    made = workspace_with(tmp_path_factory.mktemp("hostile"), hostile_lines(), answers=hostile_answers())
    made.save_settings(replace(made.settings(), title="=Hostile & <Co>", brand_colour="#0A7F5A"))
    yield made
    close_workspace(made)


@pytest.fixture(scope="session")
def hostile_story(hostile: Workspace) -> Story:
    """Its twelve slides in Chinese: both scripts in one report."""
    return story(hostile, question_of(hostile.settings()), words_for("zh"))


def slide(told: Story, code: str) -> Slide:
    """One slide of a story."""
    return next(one for one in told.slides if one.code == code)


def tables(one: Slide) -> list[Table]:
    """Its tables."""
    return [part for part in one.parts if isinstance(part, Table)]


def months_of(home: Path, customers: int, months: int) -> Workspace:
    """Customer k buys for 100 x k in each of the last months of 2024."""
    lines = [
        {"order_id": f"{k}-{month}", "order_date": date(2024, month, 28), "customer_id": f"C{k}",
         "amount": Decimal(100 * k)}
        for k in range(1, customers + 1) for month in range(13 - months, 13)
    ]  # fmt: skip
    return workspace_with(home, lines)
