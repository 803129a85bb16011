"""Segments followed from one month to the next, on segmentations that are written down and on one that is found."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from core.models.clusters.drift import drifts, match
from core.models.clusters.results import (
    FoundSegment,
    NoStructure,
    Placing,
    Scale,
    Scorecard,
    Segmentation,
    Trait,
)
from tests.models.clusters.planted import found_in, groups

SPENT = Trait("spent", 1.0, 0.0, 9, log=False, winsorised=False, usable=True)


def month(centres: dict[str, float], labels: dict[int, int], *, unit: float = 1.0) -> Segmentation:
    """Segments by what they spend, in deviations of the first month; `labels` gives customer -> place."""
    sizes = np.bincount(list(labels.values()), minlength=len(centres))
    segments = tuple(
        FoundSegment(code, int(size), size / len(labels), (), (), None, (), 0, 0, None)
        for code, size in zip(centres, sizes, strict=True)
    )
    return Segmentation(
        method="kmeans",
        traits=(SPENT,),
        scaling=(Scale("spent", "standard", 0, -1e9, 1e9, 0, unit),),
        goal=None,
        candidates=(),
        chosen=len(segments),
        segments=segments,
        centres=tuple((centre / unit,) for centre in centres.values()),
        placing=Placing(),
        scorecard=Scorecard(None, 1, 1, None, 1, ()),
        customer=np.array(list(labels)),
        labels=np.array(list(labels.values())),
        seed=7,
        libraries={},
    )


BEFORE = month({"s1": 0.0, "s2": 4.0}, {**dict.fromkeys(range(10), 0), **dict.fromkeys(range(10, 20), 1)})


def states(now: Segmentation, before: Segmentation = BEFORE) -> dict[str, str]:
    return {item.code: item.state for item in drifts(before, match(before, now))}


def test_a_month_of_the_same_segments_in_another_order_and_scaling() -> None:
    labels = {**dict.fromkeys(range(10), 1), **dict.fromkeys(range(10, 20), 0), 99: 0}
    now = match(BEFORE, month({"s1": 4.2, "s2": 0.1}, labels, unit=3))
    assert [segment.code for segment in now.segments] == ["s2", "s1"]
    first, second = drifts(BEFORE, now)
    assert (first.code, first.state, first.customers_before, first.customers_now, first.stayed) == (
        "s1", "kept", 10, 10, 1.0,
    )  # fmt: skip
    assert (first.moved, second.moved) == pytest.approx((0.1, 0.2))
    assert second.customers_now == 11  # the customer nobody knew before counts in the size, not in who stayed
    assert second.stayed == 1


def test_a_drifted_segment_keeps_its_code() -> None:
    now = match(BEFORE, month({"s1": 0.0, "s2": 4.7}, dict(zip(range(20), BEFORE.labels.tolist(), strict=True))))
    assert [item.state for item in drifts(BEFORE, now)] == ["kept", "drifted"]
    # far away, but its customers went with it: the same segment still
    far = month({"s1": 0.0, "s2": 9.0}, dict(zip(range(20), BEFORE.labels.tolist(), strict=True)))
    assert states(far) == {"s1": "kept", "s2": "drifted"}
    # in its place, but most of its customers are others
    others = {**dict.fromkeys(range(4), 0), **dict.fromkeys(range(4, 10), 1), **dict.fromkeys(range(10, 20), 1)}
    assert states(month({"s1": 0.0, "s2": 4.0}, others))["s1"] == "drifted"


def test_split_merged_gone_and_new() -> None:
    halves = {**dict.fromkeys(range(10), 0), **dict.fromkeys(range(10, 15), 1), **dict.fromkeys(range(15, 20), 2)}
    assert states(month({"s1": 0.0, "s2": 3.8, "s3": 5.0}, halves)) == {"s1": "kept", "s2": "split", "s3": "new"}
    one = month({"s1": 2.0}, dict.fromkeys(range(20), 0))
    assert states(one) == {"s1": "merged", "s2": "merged"}
    # customers of s2 are known no more, another crowd stands elsewhere
    others = {**dict.fromkeys(range(10), 0), **dict.fromkeys(range(50, 60), 1)}
    found = {item.code: item for item in drifts(BEFORE, match(BEFORE, month({"s1": 0.0, "s2": -6.0}, others)))}
    assert {code: item.state for code, item in found.items()} == {"s1": "kept", "s2": "gone", "s3": "new"}
    assert math.isnan(found["s2"].moved)
    assert math.isnan(found["s3"].moved)
    assert (found["s2"].customers_now, found["s3"].customers_before) == (0, 0)


def test_without_a_common_trait_only_customers_can_tell() -> None:
    other = replace(BEFORE, scaling=(replace(BEFORE.scaling[0], trait="gap"),))
    assert [segment.code for segment in match(BEFORE, other).segments] == ["s1", "s2"]
    strangers = replace(other, customer=other.customer + 100)
    assert [segment.code for segment in match(BEFORE, strangers).segments] == ["s3", "s4"]


def test_a_drifted_month_of_found_segments_is_reported() -> None:
    values, labels = groups(3, 300, 3, seed=5)
    before, later = found_in(values), values + np.random.default_rng(1).normal(0, 0.1, values.shape)
    later[labels == 1, 0] += values[:, 0].std()
    now = found_in(later)
    assert not isinstance(before, NoStructure)
    assert not isinstance(now, NoStructure)
    said = {item.code: item for item in drifts(before, match(before, now))}
    drifted = before.segments[int(np.bincount(before.labels[labels == 1]).argmax())].code
    assert {code for code, item in said.items() if item.state == "drifted"} == {drifted}
    assert said[drifted].moved == pytest.approx(1, abs=0.1)
    assert {item.state for item in said.values()} == {"kept", "drifted"}
