"""The plane of the customers: shares and directions worked out by hand, the same customers whoever stands first."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.models.clusters.find import find_segments
from core.models.clusters.plane import plane_of, two_directions
from core.models.clusters.results import Segmentation
from tests.models.clusters.planted import described, groups


def axes_of(*sizes: float) -> np.ndarray:
    """Two customers on each axis, so far from the middle."""
    each = np.diag(sizes)
    return np.vstack([each, -each])


def test_shares_and_directions_by_hand() -> None:
    # two traits lie in the plane, whatever they are; 3 and -3 across, 1 and -1 up
    share, axes = two_directions(axes_of(1, 3))
    assert share == 1
    assert axes.tolist() == [[0, 1], [1, 0]]
    # variances 2 * 9 / 6, 2 * 4 / 6 and 2 * 1 / 6: (9 + 4) / 14
    share, axes = two_directions(axes_of(2, 1, 3))
    assert share == pytest.approx(13 / 14, abs=1e-6)
    assert np.abs(axes).round(6).tolist() == [[0, 1], [0, 0], [1, 0]]
    # the second says the same as the first: one direction holds all, in equal parts
    one = np.array([-1.0, 0, 1])
    share, axes = two_directions(np.column_stack([one, one]))
    assert share == 1
    assert axes[:, 0].tolist() == pytest.approx([0.5**0.5, 0.5**0.5])
    assert two_directions(axes_of(1, 1, 1, 1, 1))[0] == pytest.approx(0.4)  # 2 of 5 that are alike
    assert two_directions(np.ones((4, 3)))[0] == 0


def test_everybody_is_drawn_with_its_segment_or_so_many_by_chance() -> None:
    values, _ = groups(3, 300, 3, seed=4)
    traits = described(values)
    found = find_segments(traits, [trait.name for trait in traits.traits], segments=3)
    assert isinstance(found, Segmentation)
    plane = plane_of(found, traits)
    assert plane is not None
    assert (plane.customers, len(plane.x)) == (300, 300)
    assert plane.labels.tolist() == found.labels.tolist()
    assert [plane.x.mean(), plane.y.mean()] == pytest.approx([0, 0], abs=1e-6)
    assert plane.x.var() >= plane.y.var()
    assert abs(plane.across[0][1]) >= abs(plane.across[-1][1])
    back = slice(None, None, -1)
    turned = plane_of(found, replace(traits, customer=traits.customer[back], values=traits.values[back]))
    assert turned is not None
    assert turned.labels.tolist() == plane.labels[back].tolist()
    assert turned.x.tolist() == pytest.approx(plane.x[back].tolist(), abs=1e-5)
    some, again = plane_of(found, traits, 100), plane_of(found, traits, 100)
    assert some is not None
    assert again is not None
    assert (len(some.x), some.customers, some.share) == (100, 300, plane.share)
    assert some.x.tolist() == again.x.tolist()
    assert set(some.x.tolist()) <= set(plane.x.tolist())
    assert plane_of(replace(found, scaling=found.scaling[:1], traits=found.traits[:1]), traits) is None
