"""The first page's figures for a few customers, worked out by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.errors import QuestionError
from core.metrics.first_page.overview import overview
from core.metrics.question import Filters, Question
from core.metrics.results import Kpi, Overview
from core.metrics.tiering.pyramid import pyramid
from core.metrics.tiering.top_share import top_share
from core.settings import Cut, RfmRules, SatisfactionRules, Tax
from core.store.workspace import Workspace
from tests.support import workspace_with

TWO = Cut(ceilings=(2000, 10000))
BY_AMOUNT = Cut("thresholds", thresholds=(Decimal(1000), Decimal(100)))


def sale(who: str | None, day: str, amount: int, **more: Any) -> dict[str, Any]:
    return {
        "order_id": f"{who}{day}",
        "order_date": date.fromisoformat(day),
        "customer_id": who,
        "amount": amount,
    } | more


def month_ends(who: str | None, year: int, months: range, amount: int, **more: Any) -> list[dict[str, Any]]:
    return [sale(who, f"{year}-{month:02}-28", amount, **more) for month in months]


def asked(workspace: Workspace, **question: Any) -> Overview:
    return overview(workspace, Question(**question), RfmRules(), SatisfactionRules())


def kpis(found: Overview) -> dict[str, Kpi]:
    return {kpi.code: kpi for kpi in (*found.kpis, *found.measures)}


HALF_YEAR = [
    *month_ends("A", 2024, range(1, 7), 100, cost=60),
    *month_ends("B", 2024, range(1, 4), 50),
    sale("C", "2024-04-28", 30),
    sale("C", "2024-06-28", 400),
    sale(None, "2024-06-28", 10),
]
ENDS = tuple(date(2024, month, 1) for month in (3, 4, 5, 6))


def test_figures_as_the_window_rolls_on(tmp_path: Path) -> None:
    found = asked(workspace_with(tmp_path, HALF_YEAR), window_months=3, cut=TWO)
    figures = kpis(found)
    order = ["active_customers", "revenue", "gross_profit", "top_share", "market_share", "retention", "acquisition"]
    assert list(figures) == [*order, "satisfaction_index", "profitability"]
    # January-March A 300 B 150; February-April A 300 B 100 C 30; March-May A 300 B 50 C 30;
    # April-June A 300 C 430 and 10 without a customer
    assert figures["active_customers"].history == tuple(zip(ENDS, (2, 3, 3, 2), strict=True))
    assert figures["revenue"].history == tuple(zip(ENDS, map(Decimal, (450, 430, 380, 740)), strict=True))
    assert figures["gross_profit"].history == tuple(zip(ENDS, [Decimal(120)] * 4, strict=True))
    # the best of 2 or 3 customers is Key; two tiers: the second holds everybody else
    shares = [share for _, share in figures["top_share"].history]
    assert shares == pytest.approx([300 / 450, 300 / 430, 300 / 380, 430 / 730])
    # only June's earlier window lies inside the data: of A and B, A is still there
    assert figures["retention"].history == ((date(2024, 6, 1), 0.5),)
    assert figures["retention"].change_month is None
    assert figures["satisfaction_index"].value is None
    assert figures["satisfaction_index"].history == ()
    assert figures["active_customers"].change_month == pytest.approx(2 / 3 - 1)
    assert figures["revenue"].change_month == pytest.approx(740 / 380 - 1)
    assert figures["top_share"].change_month == pytest.approx(430 / 730 - 300 / 380)
    assert figures["revenue"].change_year is None


def test_what_was_the_month_before_is_that_months_own_answer(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, HALF_YEAR)
    now = kpis(asked(workspace, window_months=3))
    for code, kpi in kpis(asked(workspace, window_months=3, as_of="2024-05")).items():
        if code != "satisfaction_index":
            assert dict(now[code].history).get(date(2024, 5, 1)) == kpi.value


def test_a_year_before(tmp_path: Path) -> None:
    lines = [*month_ends("A", 2023, range(1, 13), 100), *month_ends("A", 2024, range(1, 13), 150)]
    revenue = kpis(asked(workspace_with(tmp_path, lines)))["revenue"]
    assert revenue.value == Decimal(1800)
    assert revenue.change_year == pytest.approx(0.5)
    assert revenue.change_month == pytest.approx(1800 / 1750 - 1)
    assert len(revenue.history) == 13


def test_a_window_that_reaches_before_the_data_is_not_compared(tmp_path: Path) -> None:
    found = asked(workspace_with(tmp_path, HALF_YEAR), window_months=12)
    assert found.basis.reaches_before_data
    for kpi in found.kpis:
        assert len(kpi.history) <= 1
        assert (kpi.change_month, kpi.change_year) == (None, None)
    assert kpis(found)["retention"].value is None
    assert kpis(found)["revenue"].value == Decimal(1190)
    everything = asked(workspace_with(tmp_path, HALF_YEAR, name="all"), window_months=None)
    assert kpis(everything)["active_customers"].history == ((date(2024, 6, 1), 3),)


@pytest.mark.parametrize("value", ["revenue", "order_count", "gross_profit"])
@pytest.mark.parametrize("cut", [Cut(), TWO, Cut("contribution", (5000, 8000, 10000)), BY_AMOUNT])
def test_top_share_is_the_pyramids(tmp_path: Path, value: Any, cut: Cut) -> None:
    lines = [
        sale(f"C{number:02}", f"2024-{1 + (number + step) % 4:02}-{28 - step}", (number % 7 + 1) ** 3 * 10, cost=number)
        for number in range(30)
        for step in range(1 + number % 3)
    ]
    question = {"value": value, "cut": cut, "tax": Tax(Decimal("0.13"), in_amounts=True)}
    found = asked(workspace_with(tmp_path, lines), window_months=3, **question)
    valuable = [tier.value_share for tier in found.pyramid.tiers[: min(2, len(found.pyramid.tiers) - 1)]]
    assert kpis(found)["top_share"].value == pytest.approx(sum(valuable), abs=1e-6)
    ranked = found.pyramid.customers_ranked + found.pyramid.unprofitable_customers
    assert kpis(found)["active_customers"].value == ranked


def test_top_share_on_its_borders() -> None:
    def share(values: list[int], cut: Cut) -> float | None:
        everybody = np.ones(len(values), dtype=np.bool_)
        return top_share(np.array(values), everybody, everybody, Question(cut=cut))

    # by contribution: of 100 the strictly better hold 80, which is not under 80 %
    assert share([80, 10, 10], Cut("contribution", (5000, 8000, 10000))) == pytest.approx(0.8)
    assert share([79, 11, 10], Cut("contribution", (5000, 8000, 10000))) == pytest.approx(0.9)
    # equal values share the better tier
    assert share([5, 5, 5, 5, -3, 0], TWO) == 1
    assert share([-1, 0], TWO) is None


def test_profit_without_tax_is_rounded_once(tmp_path: Path) -> None:
    tax = Tax(Decimal("0.13"), in_amounts=True)
    profit = kpis(asked(workspace_with(tmp_path, [sale("A", "2024-06-30", 100, cost=60)]), tax=tax))["gross_profit"]
    assert profit.value == Decimal("28.4956")  # 100 / 1.13 - 60 = 28.49557...
    loss = workspace_with(tmp_path, [sale("A", "2024-06-30", 10, cost=60)], name="loss")
    assert kpis(asked(loss, tax=tax))["gross_profit"].value == Decimal("-51.1504")  # -51.15044...


def test_no_cost_no_profit(tmp_path: Path) -> None:
    profit = kpis(asked(workspace_with(tmp_path, [sale("A", "2024-06-30", 5)])))["gross_profit"]
    assert (profit.value, profit.history) == (None, ())


def test_monthly_revenue_by_the_tiers_of_today(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, HALF_YEAR)
    with workspace.writing() as cursor:
        cursor.run("insert into excluded_customers values ('A', 'platform', now()::timestamp)")
    found = asked(workspace, window_months=3, cut=TWO, exclude_non_customers=False).monthly
    june = found[found["month"] == date(2024, 6, 1)]
    assert list(june.itertuples(index=False, name=None)) == [
        (date(2024, 6, 1), "important", Decimal(100)),
        (date(2024, 6, 1), "key", Decimal(400)),
        (date(2024, 6, 1), "unassigned", Decimal(10)),
    ]
    assert sum(found["revenue"]) == Decimal(1190)
    assert set(found[found["month"] == date(2024, 1, 1)]["tier"]) == {"important", "inactive"}
    without = asked(workspace, window_months=3, cut=TWO)
    assert set(without.monthly["tier"]) == {"excluded", "inactive", "key", "unassigned"}
    assert sum(without.monthly["revenue"]) == Decimal(1190)
    assert kpis(without)["revenue"].value == Decimal(740)
    assert kpis(without)["active_customers"].value == 1
    assert kpis(without)["revenue"].value == without.pyramid.company_total


MOVES = [
    *month_ends("Keeps", 2024, range(1, 6), 1000),
    *month_ends("Falls", 2024, range(1, 2), 3000),
    *month_ends("Lapses", 2024, range(1, 2), 2000),
    sale("Rises", "2024-02-28", 50),
    sale("Rises", "2024-05-28", 3000),
    sale("Falls", "2024-05-28", 150),
    sale("New", "2024-05-28", 9000),
    sale("Sinks", "2024-02-28", 200),
    sale("Sinks", "2024-05-28", -500),
]


def test_moves_by_the_cut_values_of_the_month_before(tmp_path: Path) -> None:
    # windows of 3 months ending in April (February-April) and May (March-May), >= 1000 Key, >= 100 Important
    lines = [line for line in MOVES if line["customer_id"] not in {"Falls", "Lapses"}]
    lines += [sale("Falls", "2024-02-20", 3000), sale("Falls", "2024-05-28", 150), sale("Lapses", "2024-02-20", 2000)]
    found = asked(workspace_with(tmp_path, lines), window_months=3, cut=BY_AMOUNT)
    # up: Rises 50 -> 3000. down: Falls 3000 -> 150, Sinks 200 -> -500. Lapses and New have no second window
    assert (found.moved_up, found.moved_down) == (1, 2)
    # left Key: Falls, Lapses. joined: Rises, New
    assert (found.key_left, found.key_joined) == (2, 2)
    assert found.movement_window_months == 3


def test_moves_are_frozen(tmp_path: Path) -> None:
    # April: A 600 is Key of five. May: B 500 is best, but not by April's 600: nobody joined, A left
    first = [sale(who, "2024-02-28", amount) for who, amount in zip("ABCDE", (600, 50, 40, 30, 20), strict=True)]
    lines = [*first, sale("Z", "2024-01-05", 1), sale("B", "2024-05-28", 500), sale("A", "2024-05-28", 40)]
    found = asked(workspace_with(tmp_path, lines), window_months=3, cut=TWO)
    assert (found.key_left, found.key_joined, found.moved_up, found.moved_down) == (1, 0, 0, 1)


def test_moves_take_the_longest_usual_window_inside_the_data(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, HALF_YEAR)
    assert asked(workspace, window_months=12).movement_window_months == 3
    assert asked(workspace, window_months=5).movement_window_months == 5
    assert asked(workspace, window_months=None).movement_window_months == 3
    short = asked(workspace, as_of="2024-03")
    assert (short.moved_up, short.moved_down, short.key_left, short.key_joined) == (None,) * 4
    assert short.movement_window_months is None


def answers(who: str, score: int) -> dict[str, Any]:
    return {"customer_id": who, "dimension": "service", "score": score, "lowest": 1, "highest": 5} | {
        "answered_on": date(2024, 2, 1)
    }


def test_who_needs_attention(tmp_path: Path) -> None:
    lines = [
        *month_ends("Rest", 2023, range(1, 13), 10),
        *month_ends("Rest", 2024, range(1, 4), 10),
        # 5 orders in 40 days: every 10 days; silent since 2023-12-10, 110 days before 2024-03-29
        *(sale("Silent", f"2023-{day}", 400) for day in ("10-31", "11-10", "11-20", "11-30", "12-10")),
        # every 61 days; 110 days are not yet twice that
        *(sale("Slow", f"2023-{day}", 600) for day in ("10-10", "12-10")),
        *(sale("Once", "2023-06-01", 5000, order_id=f"once {n}") for n in range(2)),  # on one day: no habit yet
        # 900 in January-March 2023, 450 a year later
        *month_ends("Falling", 2023, range(1, 4), 300),
        *month_ends("Falling", 2024, range(1, 4), 150),
        # exactly 40 % less is not more than 40 %
        *month_ends("Edge", 2023, range(1, 4), 100),
        *month_ends("Edge", 2024, range(1, 4), 60),
        sale("Unhappy", "2024-03-29", 2000),
        sale("Middling", "2024-03-29", 2000),
        sale("Lesser", "2024-03-29", 500),
    ]
    survey = [answers("Unhappy", 2), answers("Middling", 3), answers("Lesser", 1)]
    found = asked(workspace_with(tmp_path, lines, answers=survey), cut=BY_AMOUNT).attention
    assert list(found.columns)[-3:] == ["recency_days", "reason", "figure"]
    rows = [
        (row.customer_id, row.tier, row.value, row.recency_days, row.reason, pytest.approx(row.figure))
        for row in found.itertuples()
    ]
    assert rows == [
        ("Silent", "key", Decimal(2000), 110, "silent", 10.0),
        ("Unhappy", "key", Decimal(2000), 0, "unhappy", 25.0),
        ("Falling", "important", Decimal(450), 1, "falling", -0.5),
    ]


def test_attention_is_short_and_leaves_out_what_cannot_be_known(tmp_path: Path) -> None:
    lines = [sale(f"S{number:02}", f"2024-0{month}-01", 1000) for number in range(15) for month in (1, 2)] + month_ends(
        "Rest", 2024, range(1, 8), 10
    )
    found = asked(workspace_with(tmp_path, lines), window_months=None, cut=BY_AMOUNT).attention
    assert list(found["customer_id"]) == [f"S{number:02}" for number in range(10)]
    assert set(found["reason"]) == {"silent"}


def test_satisfaction_rolls_with_the_window(tmp_path: Path) -> None:
    # A says 25 in January 2024 and 75 in April; windows of 3 months
    survey = [answers("A", 2) | {"answered_on": date(2024, 1, 9)}, answers("A", 4) | {"answered_on": date(2024, 4, 9)}]
    content = kpis(asked(workspace_with(tmp_path, HALF_YEAR, answers=survey), window_months=3))["satisfaction_index"]
    # every third month back from June
    assert content.history == ((date(2024, 3, 1), 25), (date(2024, 6, 1), 75))
    assert (content.value, content.change_month) == (75, 0)
    april = asked(workspace_with(tmp_path, HALF_YEAR, answers=survey, name="april"), window_months=3, as_of="2024-04")
    assert kpis(april)["satisfaction_index"].change_month == 50


def test_filters_choose_whose_figures(tmp_path: Path) -> None:
    records = [{"customer_id": "A", "kind": "dealer"}, {"customer_id": "C", "kind": "end"}]
    lines = [line | {"channel": "Shop" if line["customer_id"] == "C" else "Online"} for line in HALF_YEAR]
    workspace = workspace_with(tmp_path, lines, records)
    dealers = asked(workspace, window_months=3, cut=TWO, filters=Filters(customers=(("kind", ("dealer",)),)))
    assert (kpis(dealers)["active_customers"].value, kpis(dealers)["revenue"].value) == (1, Decimal(300))
    assert kpis(dealers)["top_share"].value == 0  # ranked among all, A is not Key in June
    assert set(dealers.monthly["tier"]) == {"important"}
    within = Filters(customers=(("kind", ("dealer",)),), rank_within=True)
    assert kpis(asked(workspace, window_months=3, cut=TWO, filters=within))["top_share"].value == 1
    shop = asked(workspace, window_months=3, filters=Filters(lines=(("channel", ("Shop",)),)))
    assert (kpis(shop)["active_customers"].value, kpis(shop)["revenue"].value) == (1, Decimal(430))
    key = asked(workspace, window_months=3, cut=TWO, filters=Filters(tiers=("key",)))
    assert kpis(key)["revenue"].history[-1] == (date(2024, 6, 1), Decimal(430))
    assert (key.moved_up, key.key_joined) == (1, 1)


def test_a_group_is_one_customer(tmp_path: Path) -> None:
    records = [{"customer_id": "A", "parent": "G"}, {"customer_id": "B", "parent": "G"}]
    found = asked(workspace_with(tmp_path, HALF_YEAR, records), window_months=3, cut=TWO, rank_groups=True)
    assert [count for _, count in kpis(found)["active_customers"].history] == [1, 2, 2, 2]
    assert [share for _, share in kpis(found)["top_share"].history][:2] == pytest.approx([1, 400 / 430])
    assert kpis(found)["retention"].value == 1


def test_surveys_alone_and_nothing(tmp_path: Path) -> None:
    alone = asked(workspace_with(tmp_path, answers=[answers("A", 4)]))
    assert kpis(alone)["satisfaction_index"].value == 75
    assert kpis(alone)["revenue"].value == 0
    assert (len(alone.monthly), len(alone.attention), alone.moved_up) == (0, 0, None)
    with pytest.raises(QuestionError, match="no_data"):
        asked(workspace_with(tmp_path, name="empty"))


def test_one_customer_and_refunds(tmp_path: Path) -> None:
    lines = [sale("A", "2024-05-28", 100), sale("A", "2024-06-28", -30)]
    workspace = workspace_with(tmp_path, lines)
    assert kpis(asked(workspace, window_months=1))["revenue"].value == Decimal(-30)
    assert kpis(asked(workspace, window_months=1))["top_share"].value is None
    assert kpis(asked(workspace, window_months=2, refunds="gross"))["revenue"].value == Decimal(100)
    assert pyramid(workspace, Question(window_months=1)).company_total == Decimal(-30)
