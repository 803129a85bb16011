"""Satisfaction of a few customers, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.errors import QuestionError
from core.metrics.question import Filters, Question
from core.metrics.results import Satisfaction
from core.metrics.surveys.satisfaction import satisfaction
from core.metrics.surveys.weighting import quadrants
from core.settings import Cut, SatisfactionRules
from core.store.workspace import Workspace
from tests.support import workspace_with

EQUAL = SatisfactionRules()
MARCH = date(2024, 3, 5)


def answer(dimension: str, score: float | str, who: str | None = None, **more: Any) -> dict[str, Any]:
    return {
        "customer_id": who,
        "dimension": dimension,
        "score": score,
        "lowest": 1,
        "highest": 5,
        "answered_on": MARCH,
    } | more


def ten(dimension: str, score: float | str, who: str | None = None, **more: Any) -> dict[str, Any]:
    return answer(dimension, score, who, **({"lowest": 0, "highest": 10} | more))


def sale(who: str, amount: int, day: date = date(2024, 3, 30), **more: Any) -> dict[str, Any]:
    return {"order_id": f"{who}{day}{amount}", "order_date": day, "customer_id": who, "amount": amount} | more


def figures(workspace: Workspace, rules: SatisfactionRules = EQUAL, **question: Any) -> Satisfaction:
    return satisfaction(workspace, Question(**question), rules)


MIXED = [
    # A, ann: an older answer, then two on one day (75 and 25) -> 50
    answer("service", 1, "A", respondent="ann", answered_on=date(2024, 1, 10)),
    answer("service", 4, "A", respondent="ann"),
    answer("service", 2, "A", respondent="ann"),
    # A, bob on another scale: 90; A = (50 + 90) / 2 = 70
    ten("service", 9, "A", respondent="bob", answered_on=date(2024, 2, 1)),
    # B without a name: 100 and 50
    answer("service", 5, "B"),
    answer("price", 3, "B"),
    # zoe without a customer: 25
    answer("service", 2, respondent="zoe"),
    # two anonymous answers of 60 that are equal, both imported by a second file again
    ten("price", 6),
    ten("price", 6, occurrence=2),
    ten("price", 6, batch_id=2),
    ten("price", 6, occurrence=2, batch_id=2),
]


def test_latest_day_of_each_respondent_then_customers_then_dimensions(tmp_path: Path) -> None:
    found = figures(workspace_with(tmp_path, answers=MIXED))
    price, service = found.dimensions
    # service (70 + 100 + 25) / 3 = 65, price (50 + 60 + 60) / 3
    assert (service.dimension, service.index, service.answers) == ("service", pytest.approx(65), 3)
    assert (price.dimension, price.index, price.answers) == ("price", pytest.approx(170 / 3), 3)
    assert found.index == pytest.approx((65 + 170 / 3) / 2)
    assert found.low is not None
    assert found.high is not None
    assert 0 <= found.low < found.index < found.high <= 100
    assert (found.answers, found.customers, found.anonymous) == (8, 2, 3)
    # price is a cost: its burden is 100 - 170 / 3
    assert found.delivered_value == pytest.approx(65 - (100 - 170 / 3))
    # of 70, 100, 25, 50, 60, 60 one is 75 or more
    assert (found.csat, found.csat_on_all_answers) == (pytest.approx(1 / 6), True)
    assert (found.overall, found.nps, found.nps_se, found.nps_answers) == (None, None, None, 0)
    assert (found.weighting, found.weighting_note) == ("equal", None)
    assert {place.quadrant for place in found.dimensions} == {None}
    assert found.basis.as_of == MARCH  # surveys alone: the last answer
    assert (found.by_tier, found.coverage, found.unhappy_valuable) == ((), None, None)


def test_interval_of_a_dimension_is_students(tmp_path: Path) -> None:
    # 40, 50, 60: s = 10, t(0.975, 2) = 4.302653 -> 50 +- 4.302653 * 10 / sqrt(3)
    rows = [ten("service", score, who) for who, score in (("A", 4), ("B", 5), ("C", 6))]
    (service,) = figures(workspace_with(tmp_path, answers=rows)).dimensions
    assert (service.low, service.high) == (pytest.approx(25.158623, abs=1e-5), pytest.approx(74.841377, abs=1e-5))


def test_one_answer_has_the_whole_scale_as_interval(tmp_path: Path) -> None:
    found = figures(workspace_with(tmp_path, answers=[answer("service", 4, "A")]))
    assert (found.index, found.low, found.high) == (75, 0, 100)
    assert (found.dimensions[0].low, found.dimensions[0].high, found.dimensions[0].answers) == (0, 100, 1)
    assert found.trend == ((date(2024, 1, 1), 75, 0, 100, 1),)


def test_nobody_answered(tmp_path: Path) -> None:
    found = figures(workspace_with(tmp_path, [sale("A", 10)]))
    assert (found.index, found.low, found.high, found.csat, found.overall, found.nps) == (None,) * 6
    assert (found.answers, found.customers, found.anonymous, found.dimensions, found.trend) == (0, 0, 0, (), ())
    assert found.coverage == 0
    assert [(tier.index, tier.active, tier.covered) for tier in found.by_tier][:1] == [(None, 1, 0)]
    assert found.unhappy_valuable is not None
    assert len(found.unhappy_valuable) == 0
    assert not found.csat_on_all_answers


def test_no_data_at_all_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="no_data"):
        figures(workspace_with(tmp_path))


def test_anonymous_answers_count_one_by_one(tmp_path: Path) -> None:
    rows = [answer("service", 5), answer("service", 3, answered_on=date(2024, 2, 1)), answer("price", 1)]
    found = figures(workspace_with(tmp_path, answers=rows))
    # service (100 + 50) / 2, price 0
    assert [(place.dimension, place.index) for place in found.dimensions] == [("price", 0), ("service", 75)]
    assert (found.index, found.answers, found.customers, found.anonymous) == (37.5, 3, 0, 3)
    assert (found.by_tier, found.coverage) == ((), None)


def test_questions_beside_the_index(tmp_path: Path) -> None:
    rows = [
        answer("service", 3, "A"),
        answer("overall", 4, "A"),  # 75: content
        answer("overall", 3, "B"),  # 50: not
        answer("repurchase", 5, "A"),
        # scores 9, 10, 8, 6 and, of two respondents, (10 + 3) / 2 = 6.5 -> 2 promoters, 2 passives, 1 detractor
        ten("nps", 9, "A"),
        ten("nps", 10, "B", lowest=1),
        ten("nps", 8, "C"),
        ten("nps", 6, "D"),
        ten("nps", 10, "E", respondent="x"),
        ten("nps", 3, "E", respondent="y"),
        answer("nps", 5, "F"),  # of 5: no recommendation score
    ]
    found = figures(workspace_with(tmp_path, answers=rows))
    assert [place.dimension for place in found.dimensions] == ["service"]
    assert found.index == 50
    assert (found.csat, found.csat_on_all_answers, found.overall) == (0.5, False, 62.5)
    assert (found.promoters, found.passives, found.detractors, found.nps_answers) == (2, 2, 1, 5)
    # p = 0.4, d = 0.2: NPS 20, 100 * sqrt((0.6 - 0.04) / 5)
    assert (found.nps, found.nps_se) == (pytest.approx(20), pytest.approx(100 * (0.56 / 5) ** 0.5))


def test_items_lie_below_their_dimension(tmp_path: Path) -> None:
    rows = [
        answer("delivery", 5, "A", item="on time"),
        answer("delivery", 2, "A", item="complete"),
        answer("delivery", 3, "B", item="on time"),
        answer("delivery", 1, "B", item="complete", answered_on=date(2024, 1, 1)),  # not B's latest day
        answer("delivery", 4, "C"),
    ]
    (delivery,) = figures(workspace_with(tmp_path, answers=rows)).dimensions
    # A (100 + 25) / 2 = 62.5, B 50, C 75
    assert (delivery.index, delivery.answers) == (pytest.approx(62.5), 3)
    assert [(item.dimension, item.index, item.answers) for item in delivery.items] == [
        ("complete", 25, 1),
        ("on time", 75, 2),
    ]
    assert figures(workspace_with(tmp_path, answers=rows, name="again")).answers == 4


def test_answers_outside_the_window_do_not_count(tmp_path: Path) -> None:
    rows = [
        answer("service", 5, "A", answered_on=date(2023, 12, 31)),
        answer("service", 3, "A", answered_on=date(2024, 1, 1)),
        answer("service", 1, "A", answered_on=date(2024, 4, 1)),
    ]
    lines = [sale("A", 5, date(2023, 11, 1)), sale("A", 5, date(2024, 4, 30))]
    workspace = workspace_with(tmp_path, lines, answers=rows)
    assert figures(workspace, as_of="2024-03", window_months=3).index == 50
    assert figures(workspace, as_of="2023-12", window_months=1).index == 100
    assert figures(workspace, as_of="2024-04", window_months=None).index == 0


def test_given_weights_also_for_absent_dimensions(tmp_path: Path) -> None:
    rows = [answer("service", 5, "A"), answer("product", 3, "A"), answer("price", 1, "A")]
    rules = SatisfactionRules("given", {"service": Decimal(3), "product": Decimal(0), "store": Decimal(9)})
    found = figures(workspace_with(tmp_path, answers=rows), rules)
    # service 3 x 100, product 0 x 50, price (not named: 1) x 0; store was not asked
    assert found.index == pytest.approx(75)
    assert [(place.dimension, place.weight) for place in found.dimensions] == [
        ("price", 0.25),
        ("product", 0.0),
        ("service", 0.75),
    ]
    # crosshair: importance 1/3, index 50 (on the line counts as above)
    assert [place.quadrant for place in found.dimensions] == ["low_priority", "possible_overkill", "keep_up"]
    assert [place.importance for place in found.dimensions] == [0.25, 0.0, 0.75]
    assert found.weighting == "given"


def test_weights_that_the_answers_carry_count_where_none_is_given(tmp_path: Path) -> None:
    rows = [answer("service", 5, "A", weight=1), answer("service", 5, "B", weight=5), answer("product", 1, "A")]
    found = figures(workspace_with(tmp_path, answers=rows), SatisfactionRules("given"))
    assert found.index == pytest.approx(75)  # (3 x 100 + 1 x 0) / 4


def test_weights_that_cannot_be(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, answers=[answer("service", 5, "A"), answer("product", 1, "A")])
    nothing = figures(workspace, SatisfactionRules("given", {"service": Decimal(0), "product": Decimal(0)}))
    assert (nothing.weighting, nothing.weighting_note, nothing.index) == ("equal", "weights_zero", 50)
    with pytest.raises(QuestionError, match="weight_negative"):
        figures(workspace, SatisfactionRules("given", {"service": Decimal(-1)}))


def derived_rows(customers: int, outcome: str = "overall") -> list[dict[str, Any]]:
    # the outcome follows service; delivery runs 0..4 in a pattern that has nothing to do with it
    rows = []
    for number in range(customers):
        service, delivery = number % 5 + 1, (number // 5) % 5 + 1
        rows += [answer("service", service, f"C{number}"), answer("delivery", delivery, f"C{number}")]
        rows.append(ten(outcome, 2 * service, f"C{number}"))
    return rows


def test_derived_weights_need_ten_complete_rows_per_dimension(tmp_path: Path) -> None:
    rules = SatisfactionRules("derived")
    full = figures(workspace_with(tmp_path, answers=derived_rows(25)), rules)
    assert (full.weighting, full.weighting_note) == ("derived", None)
    weights = {place.dimension: place.weight for place in full.dimensions}
    assert weights == {"delivery": pytest.approx(0, abs=1e-9), "service": pytest.approx(1)}
    few = figures(workspace_with(tmp_path, answers=derived_rows(19), name="few"), rules)
    assert (few.weighting, few.weighting_note) == ("equal", "too_few_rows")
    by_nps = figures(workspace_with(tmp_path, answers=derived_rows(25, "nps"), name="nps"), rules)
    assert by_nps.weighting == "derived"
    bare = [row for row in derived_rows(25) if row["dimension"] != "overall"]
    assert figures(workspace_with(tmp_path, answers=bare, name="bare"), rules).weighting_note == "no_outcome"
    still = [row | {"score": 3} if row["dimension"] == "overall" else row for row in derived_rows(25)]
    assert figures(workspace_with(tmp_path, answers=still, name="still"), rules).weighting_note == "no_relation"


def test_an_order_or_a_name_finds_the_customer_where_it_is_unique(tmp_path: Path) -> None:
    lines = [
        sale("A", 100, order_id="1", customer_name="Acme"),
        sale("B", 50, order_id="2", customer_name="Twin"),
        sale("C", 40, order_id="2", customer_name="Twin"),
    ]
    rows = [
        answer("service", 5, order_id="1"),  # A's order
        answer("price", 3, customer_name="Acme"),  # A's name
        answer("product", 3, "Acme"),  # a name where ids stand
        answer("service", 1, order_id="2"),  # an order of two customers: nobody's
        answer("service", 2, customer_name="Twin"),  # a name of two customers: somebody of that name
    ]
    found = figures(workspace_with(tmp_path, lines, answers=rows))
    assert (found.customers, found.anonymous) == (2, 1)
    assert [tier.covered for tier in found.by_tier if tier.tier == "key"] == [1]
    assert found.coverage == pytest.approx(1 / 3)


TIERED = Cut("thresholds", thresholds=(Decimal(1000), Decimal(100)))
LINES = [
    sale("K", 2000, customer_name="Kay"),
    sale("L", 1500),
    sale("I", 500, customer_name="Ida"),
    sale("O", 50),
    sale("P", 40),
    sale("N", -5),
]
TIER_ANSWERS = [
    answer("service", 5, "K"),
    answer("delivery", 1, "K"),  # K: index 50, worst delivery 0
    answer("service", 4, "L"),  # L: 75: content
    answer("overall", 2, "I"),  # I: the overall question alone, 25
    answer("service", 1, "O"),  # O: unhappy, not valuable
    answer("service", 3, "Q"),  # Q: nobody knows
]


def test_by_tier_and_coverage(tmp_path: Path) -> None:
    lines = [*LINES, sale("Z", 10, date(2022, 1, 1))]
    found = figures(workspace_with(tmp_path, lines, answers=[*TIER_ANSWERS, answer("service", 5, "Z")]), cut=TIERED)
    tiers = {tier.tier: tier for tier in found.by_tier}
    assert list(tiers) == ["key", "important", "ordinary", "unprofitable", "inactive"]
    key = tiers["key"]
    # service (100 + 75) / 2, delivery 0
    assert key.dimensions == {"delivery": 0, "service": 87.5}
    assert (key.index, key.answers, key.active, key.covered, key.coverage) == (43.75, 2, 2, 2, 1)
    assert (tiers["important"].index, tiers["important"].answers) == (None, 0)  # outside the index
    assert (tiers["important"].active, tiers["important"].covered) == (1, 1)
    assert (tiers["ordinary"].active, tiers["ordinary"].covered, tiers["ordinary"].coverage) == (2, 1, 0.5)
    assert (tiers["unprofitable"].active, tiers["unprofitable"].coverage) == (1, 0)
    assert (tiers["inactive"].index, tiers["inactive"].active, tiers["inactive"].coverage) == (100, 0, None)
    assert found.coverage == pytest.approx(4 / 6)


def test_valuable_but_unhappy(tmp_path: Path) -> None:
    rows = [*TIER_ANSWERS, answer("overall", 1, "L")]  # beside its answers to dimensions the overall one says nothing
    found = figures(workspace_with(tmp_path, LINES, answers=rows), cut=TIERED).unhappy_valuable
    assert found is not None
    assert list(found.itertuples(index=False, name=None)) == [
        ("K", "Kay", "key", Decimal(2000), 50.0, "delivery", 0.0),
        ("I", "Ida", "important", Decimal(500), 25.0, "overall", 25.0),
    ]
    # with two tiers the second holds everybody else
    two = figures(
        workspace_with(tmp_path, LINES, answers=TIER_ANSWERS, name="two"),
        cut=Cut("thresholds", thresholds=(Decimal(1000),)),
    ).unhappy_valuable
    assert two is not None
    assert list(two["customer_id"]) == ["K"]


def test_filters_choose_customers(tmp_path: Path) -> None:
    records = [{"customer_id": "K", "kind": "dealer", "region": "North"}, {"customer_id": "L", "kind": "end"}]
    rows = [*TIER_ANSWERS, answer("service", 1)]
    workspace = workspace_with(tmp_path, LINES, records, rows)

    def index(**filters: Any) -> Satisfaction:
        return figures(workspace, cut=TIERED, filters=Filters(**filters))

    dealers = index(customers=(("kind", ("dealer",)), ("customer_region", ("North",))))
    assert (dealers.index, dealers.customers, dealers.anonymous, dealers.coverage) == (50, 1, 0, 1)
    key = index(tiers=("key",))
    assert (key.index, key.customers, key.coverage) == (43.75, 2, 1)
    with pytest.raises(QuestionError, match="filter_unknown"):
        index(customers=(("colour", ("red",)),))
    # a line filter changes who is in which tier, not the answers
    assert index(lines=(("channel", ("Online",)),)).index == index().index


def test_those_who_are_no_customers_are_left_out_on_request(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, LINES, answers=TIER_ANSWERS)
    with workspace.writing() as cursor:
        cursor.run("insert into excluded_customers values ('K', 'platform', now()::timestamp)")
    assert figures(workspace, cut=TIERED).customers == 4
    assert figures(workspace, cut=TIERED, exclude_non_customers=False).customers == 5


def test_a_group_account_is_the_mean_of_its_respondents(tmp_path: Path) -> None:
    records = [{"customer_id": "K", "parent": "G"}, {"customer_id": "L", "parent": "G"}]
    rows = [answer("service", 5, "K"), answer("service", 2, "L"), answer("service", 1, "I")]
    workspace = workspace_with(tmp_path, LINES, records, rows)
    # K 100, L 25 and I 0 apart: 125 / 3; branches without named respondents speak as one: mean of the day
    assert figures(workspace, cut=TIERED).index == pytest.approx(125 / 3)
    assert figures(workspace, cut=TIERED, rank_groups=True).index == pytest.approx(62.5 / 2)


def test_trend_by_quarter_and_by_month(tmp_path: Path) -> None:
    few = [answer("service", score, "A", answered_on=day) for score, day in ((1, date(2023, 11, 3)), (3, MARCH))]
    found = figures(workspace_with(tmp_path, answers=few), window_months=6)
    assert [(point[0], point[1], point[4]) for point in found.trend] == [
        (date(2023, 10, 1), 0, 1),
        (date(2024, 1, 1), 50, 1),
    ]
    many = [
        answer("service", 5 if day.month == 2 else 1, f"C{number}", answered_on=day)
        for number in range(30)
        for day in (date(2024, 2, 1), MARCH)
    ]
    monthly = figures(workspace_with(tmp_path, answers=many, name="many"))
    assert monthly.trend == ((date(2024, 2, 1), 100, 100, 100, 30), (date(2024, 3, 1), 0, 0, 0, 30))


def test_the_order_of_rows_does_not_matter(tmp_path: Path) -> None:
    rows = [*MIXED, *TIER_ANSWERS, *derived_rows(8)]
    once, again = (
        figures(workspace_with(tmp_path, LINES, answers=some, name=name), cut=TIERED)
        for name, some in (("once", rows), ("again", rows[::-1]))
    )
    assert replace(once, unhappy_valuable=None) == replace(again, unhappy_valuable=None)
    assert once.unhappy_valuable is not None
    assert once.unhappy_valuable.equals(again.unhappy_valuable)


def test_on_the_crosshair_counts_as_above() -> None:
    # 0.1 + 0.2 + 0.3 leaves a rest in the mean of three times 0.2
    even, rising = np.array([0.1 + 0.1, 0.2, 0.3 - 0.1]), np.array([40.0, 50.0, 60.0])
    assert quadrants(even, rising) == ("concentrate_here", "keep_up", "keep_up")
    assert quadrants(rising, even) == ("possible_overkill", "keep_up", "keep_up")


def test_the_same_question_gives_the_same_figures(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, LINES, answers=derived_rows(40))
    once, again = (replace(figures(workspace), unhappy_valuable=None) for _ in range(2))
    assert once == again
