"""What purchase forecasts are made from, when one stands, and what an earlier one is judged by."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from core.metrics.forecasts.forecast_bands import forecast_bands
from core.metrics.forecasts.forecast_days import FIRST_DAY, days_table, left_out, purchase_arrays
from core.metrics.forecasts.forecast_judged import judged_forecast
from core.metrics.forecasts.forecast_making import (
    make_forecast,
    proposed,
    refusal_error,
    standing_forecast,
    tier_groups,
    tiers_day,
)
from core.metrics.question import Filters, Question
from core.metrics.worth.customer_value import customer_value, to_a_year
from core.metrics.worth.value_parts import parts_table
from core.models.likelihood import forecast as engine
from core.models.likelihood.results import Chosen, Forecast, PurchaseDays, Refusal
from core.settings import Cut, Settings, Tax, ValueRules
from core.store.derived import refresh_derived
from core.store.engine import Row
from core.store.forecasts import KEPT, SavedForecast, Totals, save_forecast, saved_forecasts, unreadable_forecasts
from core.store.workspace import Workspace
from core.text.messages import message
from core.text.words import words_for
from tests.metrics.forecasts.forecasts import SCORE, drawn_company, made_up, stub
from tests.metrics.lines import line
from tests.support import workspace_with

JUNE = date(2024, 6, 30)


def _june(day: int) -> date:
    return date(2024, 6, day)


@pytest.fixture
def few(tmp_path: Path) -> Workspace:
    """A: goods back that day, later, and at the end; B: a returned order; C: cancelled, and a gift; one nameless."""
    lines = [
        line("A", 100, _june(1), cost=60, channel="web"),
        line("A", -20, _june(1), cost=-12, quantity=-1, channel="web"),
        line("A", -30, _june(5), cost=-18, quantity=-1, channel="web"),
        line("A", 50, _june(9), channel="web"),
        line("A", -10, _june(12), quantity=-1, channel="web"),
        line("B", 40, _june(2), cost=10, order_id="back", channel="shop"),
        line("B", 70, _june(9), cost=30, channel="shop"),
        line("C", 90, _june(3), status="cancelled"),
        line("C", 0, _june(4)),
        line(None, 500, JUNE),
    ]
    customers = [{"customer_id": "A", "parent": "P"}, {"customer_id": "B", "parent": "P"}]
    return workspace_with(tmp_path, lines, customers, returned=["back"])


def _days(workspace: Workspace, question: Question) -> list[Row]:
    query = (
        f"select c.customer_id, day(d.day), d.revenue, d.profit from {days_table(workspace, question)} as d "
        "join customers as c on c.customer_no = d.customer_no order by 1, 2"
    )
    return workspace.engine.rows(query)


def test_days_and_what_they_brought(few: Workspace) -> None:
    # net: 100 - 20 on the first; what came back on the fifth counts on the ninth, that of the twelfth nowhere yet
    assert _days(few, Question()) == [("A", 1, 80, 32), ("A", 9, 20, -12), ("B", 9, 70, 40)]
    assert _days(few, Question(refunds="gross")) == [("A", 1, 100, 40), ("A", 9, 50, None), ("B", 2, 40, 30),
                                                     ("B", 9, 70, 40)]  # fmt: skip
    # prices with 25 % tax in them: (80 / 1.25) - 48
    taxed = Question(tax=Tax(rate=Decimal("0.25"), in_amounts=True))
    assert _days(few, taxed)[0] == ("A", 1, 80, 16)
    assert _days(few, Question(filters=Filters(lines=(("channel", ("shop",)),)))) == [("B", 9, 70, 40)]
    together = _days(few, Question(rank_groups=True))
    assert [(row[1], row[2]) for row in together] == [(1, 80), (9, 90)]
    assert left_out(few, Question()) == (found := left_out(few, Question(refunds="gross")))
    assert (found.lines, found.revenue) == (1, Decimal(500))


def test_arrays_are_sorted_and_know_what_is_unknown(few: Workspace) -> None:
    found = purchase_arrays(few, Question(refunds="gross"))
    assert found.day.tolist() == [(_june(day) - FIRST_DAY).days for day in (1, 9, 2, 9)]
    assert found.profit is not None
    assert np.isnan(found.profit).tolist() == [False, True, False, False]
    with few.writing() as cursor:
        cursor.run("insert into excluded_customers (customer_id, reason, decided_at) values ('A', 'own', now())")
    assert purchase_arrays(few, Question()).revenue.tolist() == [70.0]
    with few.writing() as cursor:
        cursor.run("update sales set cost = null")
    assert purchase_arrays(few, Question()).profit is None


def test_a_forecast_stands_as_long_as_its_purchases(few: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    asked_for = stub(monkeypatch, (0.8, 0.3))
    question = Question(as_of="2024-06", filters=Filters(customers=(("region", ("North",)),)))
    assert standing_forecast(few, question) is None
    made = make_forecast(few, question, 30)
    assert isinstance(made, SavedForecast)
    assert (made.chosen, made.horizon_days, made.quality.score, made.seed) == (
        Chosen("mbg", "mbg", "mbg"),
        30,
        SCORE,
        7,
    )
    assert made.totals == Totals(2, 0.8 + 0.3, 1.6 + 0.6, Decimal("220.0000"), Decimal("55.0000"))
    assert made == saved_forecasts(few)[0] == standing_forecast(few, Question(window_months=3, value="order_count"))
    assert make_forecast(few, question, 30) == made  # asked again, nothing is made again
    assert asked_for == [30]
    for way in (Question(refunds="gross"), Question(rank_groups=True), Question(exclude_non_customers=False)):
        assert standing_forecast(few, way) is None
    assert standing_forecast(few, question, 60) is None
    with few.writing() as cursor:  # something else changes
        cursor.run("update sales set channel = 'phone' where customer_id = 'C'")
    assert standing_forecast(few, question) == made
    with few.writing() as cursor:
        cursor.run("update sales set amount = 71 where amount = 70")
    assert standing_forecast(few, question) is None
    other = make_forecast(few, question, 60)
    assert isinstance(other, SavedForecast)
    assert saved_forecasts(few) == (other,)  # one stands for a day and a way of counting
    assert make_forecast(few, question) == other  # not the 30 days that so short a history proposes


def test_which_file_came_first_decides_nothing(few: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """The model draws by chance: it must know customers by their ids, not by the numbers they got as they came in."""
    stub(monkeypatch, (0.8, 0.3))
    told = []
    for horizon in (30, 31):
        make_forecast(few, Question(), horizon)
        told.append(few.engine.rows("select customer_id, likelihood from forecast_customers order by customer_id"))
        with few.writing() as cursor:  # A and B change places
            cursor.run("update customers set customer_no = 5 - customer_no, group_no = 5 - group_no")
    assert told == [[("A", 0.8), ("B", 0.3)]] * 2


def test_what_cannot_be_read_plays_no_part(few: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    asked_for = stub(monkeypatch)
    make_forecast(few, Question(), 30)
    make_forecast(few, Question(refunds="gross"), 30)
    ways = ("result = '{'", "result = json_merge_patch(result, '{\"chosen\": {\"orders\": \"oracle\"}}')",
            "result = json_merge_patch(result, '{\"quality\": null}')", "stood_on = '{}'")  # fmt: skip
    for round_, damage in enumerate(ways, 2):
        with few.writing() as cursor:
            cursor.run(f"update forecasts set {damage} where json_extract_string(stood_on, '$.way.refunds') = 'net'")
        assert standing_forecast(few, Question()) is None
        assert judged_forecast(few, Question()) is None
        assert len(saved_forecasts(few)) == 1  # the other way of counting is as it was
        assert unreadable_forecasts(few) == (JUNE,)
        assert isinstance(make_forecast(few, Question(), 30), SavedForecast)
        assert unreadable_forecasts(few) == ()
        assert few.engine.rows("select count(*) from forecasts") == [(2,)]
        assert len(asked_for) == round_ + 1


def test_the_file_is_held_while_a_forecast_is_made(few: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    few.engine.idle_seconds = 0.05
    opened: list[int] = []

    def slow(days: PurchaseDays, as_of: date, horizon_days: int, **_: object) -> Forecast:
        time.sleep(0.4)
        other = [sys.executable, "-c", "import duckdb, sys; duckdb.connect(sys.argv[1])", str(few.engine.path)]
        opened.append(subprocess.run(other, capture_output=True, check=False).returncode)
        return made_up(days, as_of, horizon_days)

    stub(monkeypatch)
    monkeypatch.setattr(engine, "forecast", slow)
    assert isinstance(make_forecast(few, Question(), 30), SavedForecast)
    assert opened == [1]


def test_customers_of_the_last_few_are_kept(few: Workspace) -> None:
    days = purchase_arrays(few, Question())
    for month in range(KEPT + 1):
        made = made_up(days, date(2023, 1 + month, 28), 30)
        save_forecast(few, made, {"days": "1:1", "way": {}, "tiers": {}, "data_version": 1})
    assert len(saved_forecasts(few)) == KEPT + 1
    assert few.engine.rows("select count(distinct forecast_id), count(*) from forecast_customers") == [(8, 16)]
    gaps = few.engine.rows(
        "select usual_gap_days, expected_profit from forecast_customers order by forecast_id, 1 limit 2"
    )
    assert gaps == [(24.0, Decimal("25.0000")), (None, Decimal("25.0000"))]
    way = {"lines": [["region", ["North"]]]}  # a look at a part of the sales displaces nothing of the whole
    save_forecast(few, made_up(days, JUNE, 30), {"days": "1:1", "way": way, "tiers": {}, "data_version": 1})
    assert few.engine.rows("select count(distinct forecast_id), count(*) from forecast_customers") == [(9, 18)]


def test_what_was_said_is_held_against_what_came(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stub(monkeypatch, (0.8, 0.6, 0.1))
    first = [line(who, 100, date(2024, 3, 31)) for who in "ABC"]
    # A comes back within 30 days, B on the day after, C never; D is new and was not spoken of
    later = [line("A", 60, date(2024, 4, 30)), line("B", 70, date(2024, 5, 1)), line("D", 5, date(2024, 4, 9))]
    workspace = workspace_with(tmp_path, [*first, *later, line("D", 5, JUNE)])
    asked = Question(as_of="2024-03")
    assert judged_forecast(workspace, asked) is None
    assert not isinstance(make_forecast(workspace, asked, 30), Refusal)
    found = judged_forecast(workspace, Question())
    assert found is not None
    assert (found.ends, found.customers, found.buyers, found.revenue) == (date(2024, 4, 30), 3, 1, Decimal(60))
    assert found.expected_buyers == pytest.approx(1.5)
    assert found.expected_revenue == 300
    assert found.was_made_later
    assert not isinstance(make_forecast(workspace, Question(as_of="2024-06"), 30), Refusal)
    again = judged_forecast(workspace, Question())
    assert again is not None
    assert again.forecast == found.forecast  # the newer one has not closed yet
    assert judged_forecast(workspace, Question(refunds="gross")) is None


def test_potential_and_lifetime_value_by_the_forecast(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stub(monkeypatch, (0.8, 0.6))
    years = [date(2023, 6, 30), JUNE]
    lines = [line("Z", 0, date(2022, 7, 1), cost=0)]
    lines += [line(who, amount, day, cost=amount / 2) for day in years for who, amount in (("A", 800), ("B", 200))]
    workspace = workspace_with(tmp_path, lines, [{"customer_id": "B", "cost_to_serve": Decimal(15)}])
    rules = ValueRules(potential_from="forecast")
    asked = Question(as_of="2024-06", cut=Cut("share", (5000, 10000)), value_rules=rules)
    before = customer_value(workspace, asked)
    assert before.forecast_days is None  # none stands, so the run rate it is
    assert [tier.potential_value for tier in before.tiers] == [400, 100]
    make_forecast(workspace, asked, 73)
    found = customer_value(workspace, asked)
    assert found.forecast_days == 73
    # both stayed: 0.8 x 50 and 0.6 x 50 in 73 days are five times that in a year; all of it, less the service, at 10 %
    assert [tier.potential_value for tier in found.tiers] == [200, 150]
    assert [tier.lifetime_value and tier.lifetime_value.amount for tier in found.tiers] == [2000, 1350]
    each = workspace.engine.rows(
        f"select potential_value, lifetime_value from {parts_table(workspace, asked)} order by customer_no"
    )
    assert each == [(200, 2000), (150, 1350)]
    assert customer_value(workspace, replace(asked, value_rules=ValueRules())) == replace(
        before, statements=customer_value(workspace, replace(asked, value_rules=ValueRules())).statements
    )
    assert Settings.from_json(Settings(value_rules=rules).to_json()).value_rules == rules


def test_taken_to_a_year() -> None:
    assert to_a_year(1, 73) == 5
    assert to_a_year(0, 30) == 1
    # where half stays from one fifth of the year to the next, each brings half of what the one before it brought
    assert to_a_year(0.5**5, 73) == pytest.approx(1 + 0.5 + 0.25 + 0.125 + 0.0625)


def test_what_is_proposed_fits_four_times_into_the_history(tmp_path: Path) -> None:
    workspace = drawn_company(tmp_path)  # 400 days, 110 customers
    assert proposed(workspace, Question(as_of="2024-06")) == 90
    assert proposed(workspace, Question(as_of="2023-12")) == 30
    with workspace.writing() as cursor:  # the days stand for about 4 months
        cursor.run("update sales set order_date = $last - cast(($last - order_date) // 4 as INTEGER)", {"last": JUNE})
        refresh_derived(cursor)
    assert proposed(workspace, Question(as_of="2024-06")) == 25  # no usual horizon fits 101 days
    assert proposed(workspace, Question(as_of="2024-06"), 30) == Refusal("horizon_long", 30, 25)


def test_the_longest_with_which_a_forecast_can_be_made_is_proposed(tmp_path: Path) -> None:
    """20 customers for a year, then 90 more, who came 45 days before the end and bought again a week before it."""
    old = [line(f"A{who}", 5, JUNE - timedelta(days=360)) for who in range(20)]
    new = [line(f"B{who}", 5, JUNE - timedelta(days=ago)) for who in range(90) for ago in (45, 7)]
    workspace = workspace_with(tmp_path, [*old, *new, line("B0", 5, JUNE)])
    assert proposed(workspace, Question(as_of="2024-06")) == 30
    refused = proposed(workspace, Question(as_of="2024-06"), 90)
    assert refused == Refusal("few_buyers", 0, 30, 90)
    assert message(refusal_error(refused), words_for("en")).startswith("Customers known 90 days ago who have bought")


def test_tiers_that_know_nothing_of_what_is_tested(tmp_path: Path) -> None:
    workspace = drawn_company(tmp_path, 30)
    question = Question(as_of="2024-06", window_months=3)
    # tested at 1 April and 2 January 2024: before 4 October 2023 the 400 days do not hold twice 90
    assert tiers_day(workspace, question, 90) == date(2023, 12, 1)
    groups = tier_groups(workspace, question, 90)
    assert len(groups["key"]) == 1
    assert tiers_day(workspace, replace(question, as_of="2023-07"), 90) is None
    assert tier_groups(workspace, replace(question, as_of="2023-07"), 90) == {}


def test_what_many_bring_together_may_be_more_than_one_amount_can_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stub(monkeypatch, (0.8, 0.8))
    much = Decimal(90000000000000)  # an amount holds up to 10 ** 14
    days = (date(2024, 3, 31), date(2024, 4, 9), JUNE)
    workspace = workspace_with(tmp_path, [line(who, str(much), day) for who in "AB" for day in days])
    found = make_forecast(workspace, Question(as_of="2024-03"), 30)
    assert isinstance(found, SavedForecast)
    with workspace.writing() as cursor:
        cursor.run("update forecast_customers set expected_revenue = $much", {"much": much})
    judged = judged_forecast(workspace, Question())
    assert judged is not None
    assert (judged.revenue, judged.expected_revenue) == (2 * much, 2 * much)
    asked = replace(Question(as_of="2024-03"), window_months=1)
    assert forecast_bands(workspace, asked, found).revenue == 2 * much
