"""What fits each customer next: counted by hand, told from chance, and tested on planted habits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from core.metrics.customers import customers
from core.metrics.forecasts import next_category
from core.metrics.forecasts.next_category import Fit, backtest, fits_of, fitting_table
from core.metrics.question import Filters, Question
from core.settings import Cut, RfmRules
from core.store.workspace import Workspace
from tests.metrics.lines import line
from tests.support import workspace_with

EVERYBODY = Question(cut=Cut("share", (1, 10000)))
"""Nobody but the best customer is in the better group of tiers."""


def _bought(who: str, *steps: str, start: date = date(2024, 1, 10)) -> Iterator[dict[str, Any]]:
    """One line per sign of each step, a step a month: "a" then "bc" on one day."""
    for number, step in enumerate(steps):
        for sign in step:
            yield line(who, 10, start + timedelta(days=30 * number), category=sign)


def _found(workspace: Workspace, question: Question, customer_id: str) -> tuple[Fit, ...]:
    query = "select customer_no from customers where customer_id = $code"
    return fits_of(workspace, question, workspace.engine.rows(query, {"code": customer_id})[0][0])


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two supporting customers are enough, and any share above the usual one."""
    monkeypatch.setattr(next_category, "LEAST_SUPPORT", 2)
    monkeypatch.setattr(next_category, "DEVIATIONS", 0.0)


@pytest.mark.usefixtures("few")
def test_counted_by_hand(tmp_path: Path) -> None:
    """Began a: A B C D E F G, of whom D had b by then: b next for A, B; c for C (with d); nothing yet for E, F, G.

    After a without b: 6 customers, 2 took b. After c without b (C, H, I): none took b. After d without b (C): none.
    """
    lines = [
        *_bought("best", "a"), line("best", 9000, category="a"),
        *_bought("A", "a", "b"), *_bought("B", "a", "b", "c"), *_bought("C", "a", "cd"), *_bought("D", "b", "a"),
        *_bought("E", "a"), *_bought("F", "a"), *_bought("G", "a"), *_bought("H", "c"), *_bought("I", "c"),
        line("E", -10, category="b"), line("F", 10, category="b", status="cancelled"), line("G", 10, category="b",
        order_date=date(2024, 7, 1)), line(None, 10, category="b"), line("H", 10),
    ]  # fmt: skip
    workspace = workspace_with(tmp_path, lines)
    asked = replace(EVERYBODY, as_of="2024-06")
    assert _found(workspace, asked, "E") == (Fit("b", "a", 2, 6),)
    assert _found(workspace, asked, "A") == ()  # has it
    assert _found(workspace, asked, "H") == ()  # nobody went from c to b
    assert _found(workspace, asked, "best") == ()  # nobody is similar to the best
    late = replace(asked, window_months=1)  # what A bought in February is not in the window of June
    assert _found(workspace, late, "A") == (Fit("b", "a", 2, 6),)
    row = workspace.engine.rows(f"select * from {fitting_table(workspace, asked)} where next_category = 'b' limit 1")[0]
    assert [str(one) for one in row[-2:]] == ["0.333333", "0.200000"]  # of 10 beginnings without b, 2 led to b
    shown = customers(workspace, asked, RfmRules(), further=["next_category", "next_category_support"]).table
    told = shown.set_index("customer_id")["next_category"].dropna()
    assert dict(told) == {"E": "b", "F": "b", "G": "b", "C": "b"}


@pytest.mark.usefixtures("few")
def test_filters_groups_and_accounts_set_apart(tmp_path: Path) -> None:
    lines = [line("best", 9000, category="a")]
    for who in "ABCDE":
        lines += [one | {"channel": "Shop"} for one in _bought(who, "a", *(["b"] if who in "ABC" else []))]
    lines += [*_bought("X", "c"), *_bought("Y", "c")]
    people = [{"customer_id": code, "parent": "House"} for code in "DE"]
    workspace = workspace_with(tmp_path, lines, people)
    asked = replace(EVERYBODY, as_of="2024-06")
    assert _found(workspace, asked, "D") == (Fit("b", "a", 3, 5),)
    assert _found(workspace, replace(asked, rank_groups=True), "D") == (Fit("b", "a", 3, 4),)
    shop = replace(asked, filters=Filters(lines=(("channel", ("Shop",)),)))
    assert _found(workspace, shop, "D") == ()  # within the shop alone everybody begins with a: nothing to tell it from
    with workspace.writing() as cursor:
        cursor.run("insert into excluded_customers values ('A', 'internal', '2024-06-30')")
    assert _found(workspace, asked, "D") == (Fit("b", "a", 2, 4),)


def test_nothing_on_thin_ground(tmp_path: Path) -> None:
    lines = [line("best", 9000, category="a")]
    for number in range(60):
        steps = ("a", "b") if number < 19 else ("c",)
        lines += _bought(f"C{number}", *steps)
    lines += _bought("Z", "a")
    workspace = workspace_with(tmp_path / "nineteen", lines)
    asked = replace(EVERYBODY, as_of="2024-06")
    assert _found(workspace, asked, "Z") == ()  # 19 are too few
    workspace = workspace_with(tmp_path / "twenty", [*lines, *_bought("D", "a", "b")])
    assert _found(workspace, asked, "Z") == (Fit("b", "a", 20, 21),)


def test_proposals_beat_the_most_bought_where_habits_are_planted(tmp_path: Path) -> None:
    """Most buy tea and milk; who begins with paper takes ink two months later, who begins with bread takes jam."""
    draw, lines = Random(7), [line("best", 90000, category="tea")]
    for number in range(240):
        first, then = (("paper", "ink"), ("bread", "jam"))[number % 2]
        begin = date(2024, 1, 1) + timedelta(days=draw.randrange(300))
        lines.append(line(f"C{number}", 10, begin, category=first))
        if draw.random() < 0.8:
            lines.append(line(f"C{number}", 10, begin + timedelta(days=60), category=then))
    lines += [
        line(f"T{number}", 10, date(2024, 1, 5), category=one) for number in range(300) for one in ("tea", "milk")
    ]
    lines += [line(f"T{number}", 10, date(2024, 12, 30), category="tea") for number in range(3)]
    workspace = workspace_with(tmp_path, lines)
    found = backtest(workspace, replace(EVERYBODY, as_of="2024-12"), months=3)
    assert found is not None
    assert found.day == date(2024, 9, 30)
    assert found.customers > 30
    assert found.hit_rate == 1.0
    assert found.popular_rate == 0.0
    assert backtest(workspace, replace(EVERYBODY, as_of="2024-02"), months=3) is None


def test_chance_is_rarely_taken_for_a_habit(tmp_path: Path) -> None:
    draw, lines = Random(3), []
    for number in range(300):
        days = sorted(draw.sample(range(300), 3))
        lines += [
            line(f"C{number}", 10, date(2024, 1, 1) + timedelta(days=day), category=one)
            for day, one in zip(days, draw.sample("abcdef", 3), strict=True)
        ]
    workspace = workspace_with(tmp_path, lines)
    table = fitting_table(workspace, EVERYBODY)
    pairs = workspace.engine.rows(f"select distinct after_category, next_category from {table}")
    assert len(pairs) <= 4  # of 30 pairs; one and a half is what chance gives
