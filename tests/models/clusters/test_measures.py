"""The measures on a handful of customers, worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score, silhouette_score

from core.models.clusters.measures import eta_squared, silhouettes
from core.models.clusters.noise import unimodal
from core.models.clusters.profile import goal_of, name_codes
from core.models.clusters.results import Distinction, Rule
from core.models.clusters.rules import plain_rules, precision_recall, taken
from core.models.clusters.traits import beyond, describe_traits, lifted_log, skewness

SIX = np.array([0.0, 1, 2, 10, 11, 12])
TWO = np.array([0, 0, 0, 1, 1, 1])


def test_silhouette_of_six_customers() -> None:
    # customer 0: own (1 + 2) / 2, other (10 + 11 + 12) / 3 -> (11 - 1.5) / 11; 1: (10 - 1) / 10; 2: (9 - 1.5) / 9
    by_hand = (9.5 / 11 + 9 / 10 + 7.5 / 9) / 3
    pairs = np.array([0, 0, 1, 1, 2, 2])
    both = silhouettes(SIX[:, None], [TWO, pairs])
    assert both == pytest.approx([by_hand, silhouette_score(SIX[:, None], pairs)], abs=1e-6)


def test_silhouette_of_one_alone_is_nothing_and_of_one_segment_unknown() -> None:
    alone = np.array([0, 0, 0, 0, 0, 1])  # the last one is alone: 0; the others as sklearn says
    assert silhouettes(SIX[:, None], [alone]) == pytest.approx([silhouette_score(SIX[:, None], alone)], abs=1e-6)
    assert math.isnan(silhouettes(SIX[:, None], [TWO * 0])[0])


def test_adjusted_rand_index_of_six_customers() -> None:
    # cells 2, 1 / 0, 3: pairs together in both 1 + 3 = 4; in the first 3 + 3 = 6, in the second 1 + 6 = 7, of 15.
    # expected 6 * 7 / 15 = 2.8; (4 - 2.8) / (6.5 - 2.8)
    assert adjusted_rand_score(TWO, [0, 0, 1, 1, 1, 1]) == pytest.approx(1.2 / 3.7)


def test_eta_squared_of_six_customers() -> None:
    # mean 6; between: 3 * 25 + 3 * 25 = 150; within: 2 + 2 = 4
    assert eta_squared(SIX, TWO) == pytest.approx(150 / 154)
    unknown = np.append(SIX, np.nan)
    assert eta_squared(unknown, np.append(TWO, 1)) == pytest.approx(150 / 154)
    assert eta_squared(SIX * 0 + 3, TWO) == 0


def test_the_goal_has_an_interval() -> None:
    # 10, 11, 12: mean 11, deviation 1; t(0.975, 2) = 4.302653 -> 4.302653 / sqrt(3)
    goal = goal_of(SIX, TWO == 1)
    assert goal is not None
    assert (goal.mean, goal.mean_all) == (11, 6)
    assert (goal.low, goal.high) == pytest.approx((11 - 2.484138, 11 + 2.484138), abs=1e-6)
    assert goal_of(np.array([1.0, np.nan]), np.array([True, True])) is None


def test_skew_of_four_customers() -> None:
    # 0, 0, 0, 4: mean 1, away -1 -1 -1 3: cubes 24 / 4 = 6; variance 12 / 4 = 3 -> 6 / 3 ** 1.5
    assert skewness(np.array([0.0, 0, 0, 4])) == pytest.approx(6 / 3**1.5)
    assert skewness(np.full(3, 1e9 + 0.1)) == 0
    assert skewness(np.array([])) == 0


def test_logs_and_whiskers() -> None:
    assert lifted_log(np.array([-3.0, 0, 5]), -3).tolist() == pytest.approx([0, math.log(4), math.log(9)])
    assert lifted_log(np.array([0.0, 5]), 0).tolist() == pytest.approx([0, math.log(6)])
    # quartiles of 1..9 and 100: 3.25 and 7.75, so whiskers of 1.5 ranges end at 14.5
    assert beyond(np.array([*range(1, 10), 100.0]), 1.5) == pytest.approx(0.1)


def test_what_is_proposed_for_each_trait() -> None:
    powers = 2.0 ** np.arange(20)
    columns = {
        "spent": powers,  # a log makes it even
        "orders": np.arange(20.0),
        "double": np.arange(20.0) ** 3,  # ranks as orders do
        "odd": np.append(np.arange(19.0), 1000),  # one far value, which a log does not mend
        "same": np.full(20, 7.0),
        "rare": np.where(np.arange(20) < 9, np.arange(20.0), np.nan),
        "none": np.full(20, np.inf),
    }
    found = describe_traits(np.arange(20), columns)
    by_name = {trait.name: trait for trait in found.traits}
    assert [name for name, trait in by_name.items() if trait.log] == ["spent", "odd"]
    assert [name for name, trait in by_name.items() if trait.winsorised] == ["odd"]
    assert [name for name, trait in by_name.items() if not trait.usable] == ["same", "rare", "none"]
    assert by_name["rare"].known == pytest.approx(0.45)
    assert by_name["double"].alike == "spent"  # the earliest that says the same
    assert by_name["none"].known == by_name["none"].distinct == 0
    assert found.correlation[1, 2] == 1
    assert found.correlation[4, 1] == 0


def test_a_customer_stands_in_one_row() -> None:
    with pytest.raises(ValueError, match="one row only"):
        describe_traits(np.array([1, 1]), {"spent": np.array([1.0, 2])})


def test_the_nearest_single_hump() -> None:
    # rising to the second bin, then 1 and 5 change places: pooled to 3 and 3
    assert unimodal(np.array([2, 6, 1, 5]) / 14, np.ones(4)).tolist() == pytest.approx(np.array([2, 6, 3, 3]) / 14)
    already = np.array([1, 2, 5, 4, 1]) / 13
    assert unimodal(already, np.ones(5)).tolist() == pytest.approx(already.tolist())
    # a bin twice as wide with the same share is half as dense: 2, 1, 2 becomes 2, 4/3, 4/3 per width
    assert unimodal(np.array([2.0, 2, 2]) / 6, np.array([1.0, 2, 1])).tolist() == pytest.approx(
        np.array([2, 8 / 3, 4 / 3]) / 6
    )


def test_rules_a_person_can_remember() -> None:
    random = np.random.default_rng(1)
    values = random.random((400, 2)) * [1000, 10]
    inside = (values[:, 0] > 731.3) & (values[:, 1] <= 4.02)
    rules = plain_rules(values, values, inside, ["spent", "gap"], 7)
    assert {(rule.column, rule.operator) for rule in rules} == {("spent", ">"), ("gap", "<=")}
    assert all(len(f"{rule.border:g}".replace(".", "")) <= 3 for rule in rules)
    assert min(precision_recall(taken(values, ["spent", "gap"], rules), inside)) > 0.95


def test_who_has_no_value_is_taken_by_no_rule() -> None:
    given = np.array([[1.0], [np.nan], [3.0]])
    assert taken(given, ["gap"], [Rule("gap", "<=", 2)]).tolist() == [True, False, False]
    assert taken(given, ["gap"], [Rule("gap", ">", 2)]).tolist() == [False, False, True]
    assert not taken(given, ["gap"], []).any()


def apart(**differences: float) -> list[Distinction]:
    found = [Distinction(name, difference, 0, 0) for name, difference in differences.items()]
    return sorted(found, key=lambda item: -abs(item.difference))


def test_names_say_what_stands_out_and_differ() -> None:
    assert name_codes([apart(spent=1.4, gap=-0.7, orders=0.6), apart(spent=-0.9, gap=0.1), apart(spent=0.1)]) == [
        ("high:spent", "low:gap"),
        ("low:spent",),
        ("middle:spent",),
    ]
    alike = [apart(spent=2, gap=1, orders=0.8), apart(spent=1.5, gap=0.9, orders=-0.6), apart(spent=-1)]
    assert name_codes(alike) == [
        ("high:spent", "high:gap", "high:orders"),
        ("high:spent", "high:gap", "low:orders"),
        ("low:spent",),
    ]
    steps = [apart(spent=step) for step in (-1.5, -0.8, 0.0, 0.7, 0.9, 1.6)]
    assert name_codes(steps) == [
        ("lowest:spent",),
        ("low:spent",),
        ("middle:spent",),
        ("high:spent",),
        ("high:spent", "number:2"),
        ("highest:spent",),
    ]
    assert name_codes([apart(spent=0.1), apart(spent=0.2)]) == [("middle:spent",), ("middle:spent", "number:2")]


def test_two_are_named_against_each_other() -> None:
    # 76 % of the customers lie near the mean of all, since they are most of it: margin +0.4 here, -0.5 there
    assert name_codes([apart(margin=0.42, spent=0.2, orders=0.05), apart(margin=-0.48, spent=-0.63, orders=-0.16)]) == [
        ("high:margin", "high:spent"),
        ("low:margin", "low:spent"),
    ]


def test_the_trait_that_another_moves_with() -> None:
    columns = {
        "first": np.array([1.0, 2.0, 3.0, 4.0]),
        "second": np.array([2.0, 4.0, 6.0, 9.0]),
        "third": np.array([4.0, 3.0, 1.0, 2.0]),  # ranks differ by 3, 1, 2, 2: 1 - 6 * 18 / (4 * 15) = -0.8
        "same": np.ones(4),
    }
    traits = {trait.name: trait for trait in describe_traits(np.arange(4), columns).traits}
    assert (traits["first"].nearest, traits["first"].nearest_correlation) == ("second", 1.0)
    assert (traits["third"].nearest, traits["third"].nearest_correlation) == ("first", -0.8)
    assert traits["same"].nearest is None
