"""Planted groups are found, crowds are refused; the whole check is `python -m tests.models.clusters.planted`."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from core.models.clusters.candidates import Tried, choose
from core.models.clusters.find import find_segments
from core.models.clusters.methods import Fitted
from core.models.clusters.place import place
from core.models.clusters.results import Candidate, Method, NoStructure, Placing, Segmentation, Traits
from core.models.clusters.traits import describe_traits
from tests.models.clusters.planted import crowd, described, found_in, groups


def found(values: np.ndarray, **how: object) -> Segmentation:
    segmentation = found_in(values, **how)
    assert isinstance(segmentation, Segmentation), segmentation
    return segmentation


def refused(values: np.ndarray, **how: object) -> str:
    answer = found_in(values, **how)
    assert isinstance(answer, NoStructure)
    return answer.reason


def names(traits: Traits) -> list[str]:
    return [trait.name for trait in traits.traits]


@pytest.mark.parametrize(
    ("kind", "customers", "traits"),
    [("gaussian", 300, 3), ("uniform", 300, 1), ("exponential", 300, 2), ("lognormal", 300, 4), ("elongated", 300, 2)],
)
def test_a_crowd_is_no_structure(kind: str, customers: int, traits: int) -> None:
    assert refused(crowd(kind, customers, traits, seed=11)) == "no_better_than_noise"


def test_traits_that_are_bound_to_each_other_are_no_structure() -> None:
    assert refused(crowd("bound", 300, 5, seed=4)) == "no_better_than_noise"


def test_sheets_by_month_are_no_structure_but_groups_in_them_are() -> None:
    """Days are then whole months: between them lies nothing, and 0 days are far from 31."""
    assert refused(crowd("monthly", 500, 4, seed=2)) == "no_better_than_noise"
    random, firsts = np.random.default_rng(5), np.cumsum([0, *([31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 28, 31] * 2)])
    kinds = (((0, 2), (9, 13), 6, (14, 24)), ((7, 11), (1, 5), 5, (14, 24)), ((0, 3), (1, 3), 4, (3, 6)))
    rows = [
        (firsts[random.integers(*silent)], random.integers(*orders), random.lognormal(worth, 0.4),
         firsts[random.integers(*known)])
        for silent, orders, worth, known in kinds for _ in range(150)
    ]  # fmt: skip
    assert adjusted_rand_score(np.repeat([0, 1, 2], 150), found(np.array(rows, float)).labels) > 0.95


@pytest.mark.parametrize("segments", [2, 4, 6])
def test_planted_groups_are_found_beside_a_trait_of_noise(segments: int) -> None:
    values, labels = groups(segments, 500, 9, segments, noise_traits=1)
    assert adjusted_rand_score(labels, found(values).labels) > 0.95


@pytest.fixture(scope="module")
def four() -> tuple[Traits, np.ndarray, Segmentation]:
    """Four groups by three traits: money is skewed, one value in 20 unknown; the goal depends on the group."""
    values, labels = groups(4, 500, 3, seed=8)
    values[:, 0] = np.exp(values[:, 0] / 4 + 8)
    values[::20, 2] = np.nan
    traits = described(values)
    goal = labels * 10.0 + np.random.default_rng(1).standard_normal(500)
    segmentation = find_segments(traits, names(traits), goal=("next_revenue", goal), reachable=labels > 0)
    assert isinstance(segmentation, Segmentation)
    return traits, labels, segmentation


def test_what_is_said_of_segments(four: tuple[Traits, np.ndarray, Segmentation]) -> None:
    traits, labels, segmentation = four
    assert traits.traits[0].log
    assert segmentation.scaling[0].kind == "log"
    assert segmentation.chosen == len(segmentation.segments) == len(segmentation.centres) == 4
    assert [segment.code for segment in segmentation.segments] == ["s1", "s2", "s3", "s4"]
    sizes = [segment.customers for segment in segmentation.segments]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes == np.bincount(segmentation.labels).tolist()
    assert len({segment.name_codes for segment in segmentation.segments}) == 4
    assert [candidate.segments for candidate in segmentation.candidates] == list(range(2, 9))
    card = segmentation.scorecard
    assert card.fits_goal is not None
    assert card.fits_goal > 0.85
    assert card.understandable > 0.75
    assert card.reachable == 0  # nobody of group 0 is
    assert card.met == ("fits_goal", "understandable", "large_enough", "stable")
    for at, segment in enumerate(segmentation.segments):
        group = np.bincount(labels[segmentation.labels == at]).argmax()
        assert segment.goal is not None
        assert segment.goal.low < segment.goal.mean < segment.goal.high
        assert abs(segment.goal.mean - group * 10) < 2
        assert 1 <= len(segment.rules) <= 3
        assert set(segmentation.libraries) == {"numpy", "scipy", "scikit-learn"}


def test_each_customer_of_the_month_keeps_its_segment_when_placed(
    four: tuple[Traits, np.ndarray, Segmentation],
) -> None:
    traits, _, segmentation = four
    assert (place(segmentation, traits) == segmentation.labels).all()
    # another month knows fewer traits, in another order, and has values nobody had: each still falls into one
    few = describe_traits(np.array([7, 5]), {"t3": np.array([1e9, np.nan]), "t1": np.array([-1e9, np.inf])})
    assert place(segmentation, few).shape == (2,)


def test_neither_the_order_of_rows_nor_threads_matter(four: tuple[Traits, np.ndarray, Segmentation]) -> None:
    traits, _, segmentation = four
    mixed = np.random.default_rng(3).permutation(len(traits.customer))
    columns = {trait.name: traits.values[mixed, at] for at, trait in enumerate(traits.traits)}
    shuffled = describe_traits(traits.customer[mixed], columns)
    assert shuffled.traits == traits.traits
    again = find_segments(shuffled, names(traits))
    assert isinstance(again, Segmentation)
    assert (again.customer == traits.customer[mixed]).all()
    assert (again.labels == segmentation.labels[mixed]).all()
    alike = {field.name for field in fields(Segmentation)} - {"customer", "labels", "goal", "segments", "scorecard"}
    assert all(getattr(again, name) == getattr(segmentation, name) for name in alike)


@pytest.mark.parametrize("method", ["mixture", "hdbscan", "tree"])
def test_other_methods_find_the_groups_too(method: Method) -> None:
    values, labels = groups(3, 300, 3, seed=4)
    segmentation = found(values, method=method, segments=None if method == "hdbscan" else 3)
    assert segmentation.method == method
    assert adjusted_rand_score(labels, segmentation.labels) > 0.95
    assert (place(segmentation, described(values)) == segmentation.labels).all()


def test_one_far_customer_is_no_segment() -> None:
    crowded = crowd("gaussian", 300, 2, seed=1)
    crowded[0] = [1e6, -1e6]
    assert refused(crowded) == "no_better_than_noise"
    values, labels = groups(3, 300, 2, seed=1)
    segmentation = found(np.vstack([values, [[1e7, -1e7]]]))
    assert segmentation.chosen == 3
    assert adjusted_rand_score(labels, segmentation.labels[:-1]) > 0.95


def test_few_outsiders_are_no_segment_either() -> None:
    values = np.vstack([crowd("gaussian", 485, 2, seed=1), crowd("gaussian", 15, 2, seed=2) + 12])
    assert refused(values) == "one_segment"


def test_too_few_customers_or_traits() -> None:
    assert refused(crowd("gaussian", 49, 2, seed=1)) == "few_customers"
    assert refused(np.empty((0, 1))) == "few_customers"
    same = np.column_stack([np.full(60, 3.0), np.full(60, np.nan)])
    assert refused(same) == "few_traits"
    assert find_segments(described(crowd("gaussian", 60, 2, seed=1)), []) == NoStructure((), "few_traits")


def test_doubles_and_whole_numbers() -> None:
    three = np.repeat(np.array([[0.0, 0], [5, 5], [9, 1]]), 60, axis=0)
    assert found(three).chosen == 3  # more segments than different customers are not even tried
    assert refused(crowd("counts", 300, 2, seed=5)) == "no_better_than_noise"
    assert refused(np.random.default_rng(1).integers(0, 2, (300, 2)).astype(float)) == "no_better_than_noise"


def test_a_given_number_is_taken_or_refused() -> None:
    values, _ = groups(4, 300, 3, seed=6)
    assert found(values, segments=3).chosen == 3
    assert refused(crowd("gaussian", 200, 3, seed=2), segments=3) == "no_better_than_noise"


def tried(segments: int, silhouette: float, stability: float = 1.0, smallest: float = 0.1, bar: float = 0.3) -> Tried:
    nothing = Fitted("kmeans", np.empty((segments, 1)), Placing())
    return Tried(Candidate(segments, silhouette, stability, smallest, bar), nothing)


def test_which_number_is_taken() -> None:
    def chosen(*these: Tried, given: bool = False) -> int | str:
        best = choose(these, given=given)
        return best if isinstance(best, str) else best.candidate.segments

    assert chosen(tried(2, 0.29), tried(3, 0.3)) == "no_better_than_noise"
    assert chosen(tried(2, 0.24, bar=0.2)) == "too_weak"
    assert chosen(tried(2, 0.5, smallest=0.049)) == "one_segment"
    assert chosen(tried(2, 0.5, stability=0.74)) == "unstable"
    assert chosen(tried(2, 0.5, stability=0.74, smallest=0.01), given=True) == 2
    assert chosen(tried(2, 0.6, bar=0.5), tried(3, 0.5)) == 3  # not the highest: the farthest above chance
    assert chosen(tried(3, 0.5), tried(4, 0.49), tried(5, 0.47)) == 4  # as clear and as steady: the larger number
    assert chosen(tried(3, 0.5), tried(4, 0.49, stability=0.9)) == 3
