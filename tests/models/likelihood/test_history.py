"""What was known at an origin, worked out by hand; windows that close before their test; nothing of the future."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.models.likelihood.describe import expected_profit, usual_gaps
from core.models.likelihood.features import NAMES, features_at
from core.models.likelihood.folds import origins_before, training_windows
from core.models.likelihood.history import blocks_of, history_at, outcome_of
from core.models.likelihood.training import training_rows
from tests.models.likelihood.worlds import FIRST, purchases

ENTRIES = [(7, 0, 10.0), (7, 10, 20.0), (7, 40, 30.0), (2, 5, 100.0), (9, 35, 8.0), (2, 5, -40.0), (7, 31, 5.0)]
COSTS = [4.0, 8.0, 12.0, float("nan"), 2.0, float("nan"), 1.0]


def test_by_hand_and_in_any_order() -> None:
    blocks = blocks_of(purchases(ENTRIES), 10**6)
    history = history_at(blocks, FIRST + 31)
    assert blocks.customer[history.position].tolist() == [2, 7]  # 9 comes later
    assert (history.repeats.tolist(), history.recency.tolist()) == ([0, 2], [0, 31])
    assert (history.age.tolist(), history.spend.tolist()) == (
        [26, 31],
        [60.0, 35.0],
    )  # both entries of day 5 are one day
    came = outcome_of(blocks, history, 9)
    assert (came.orders.tolist(), came.revenue.tolist()) == ([0, 1], [0.0, 30.0])  # day 40 is the last of the nine
    assert outcome_of(blocks, history, 8).orders.tolist() == [0, 0]
    gaps = usual_gaps(blocks, history_at(blocks, FIRST + 40))
    assert np.isnan(gaps[[0, 2]]).all()
    assert gaps[1] == 10.0  # 10, 21, 9
    turned = blocks_of(purchases(ENTRIES[::-1]), 10**6)
    assert (turned.day.tolist(), turned.revenue.tolist()) == (blocks.day.tolist(), blocks.revenue.tolist())


def test_profit_follows_the_known_margin_of_the_customer() -> None:
    blocks = blocks_of(purchases(ENTRIES, COSTS), 10**6)
    found = expected_profit(blocks, history_at(blocks, FIRST + 40), np.array([100.0, 100.0, 100.0]))
    common, typical = 27 / 73, 36.5  # of 7 (25 of 65) and 9 (2 of 8); median of what they paid
    assert found == pytest.approx(
        [100 * common, 100 * (25 + common * typical) / (65 + typical), 100 * (2 + common * typical) / (8 + typical)]
    )
    assert expected_profit(blocks_of(purchases(ENTRIES), 10**6), history_at(blocks, FIRST + 40), np.ones(3)) is None


def test_windows_close_before_their_test() -> None:
    assert origins_before(0, 372, 90) == [102 + 90, 102 + 180]  # the third would have less than two horizons before it
    assert origins_before(0, 900, 90) == [900 - 364, 720, 810]
    assert origins_before(0, 900, 180) == [360, 540, 720]  # last year's season, 536, is the window before the latest
    assert origins_before(0, 900, 120) == [536, 660, 780]
    assert origins_before(0, 900, 60) == [536, 780, 840]
    assert origins_before(0, 400, 60) == [220, 280, 340]
    assert origins_before(0, 100, 60) == []
    for origin in (120, 372, 800):
        for window in training_windows(0, origin, 60):
            assert window.end <= origin
            assert window.origin >= 0
    assert {window.horizon for window in training_windows(0, 272, 273)} == {136, 68}


CENTS = st.integers(-5_000, 50_000).map(lambda cents: cents / 100)


@settings(max_examples=12, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 6), st.integers(0, 150), CENTS), min_size=3, max_size=25),
    st.integers(60, 150),
    st.lists(st.tuples(st.integers(1, 7), st.integers(1, 100), CENTS), max_size=8),
)
def test_what_comes_after_the_origin_changes_nothing_before_it(
    entries: list[tuple[int, int, float]], origin: int, later: list[tuple[int, int, float]]
) -> None:
    past = [entry for entry in entries if entry[1] <= origin] or [(1, 0, 1.0)]
    other = [*past, *((who, origin + days, revenue) for who, days, revenue in later)]
    seen = []
    for entries_then in (past, other):
        blocks = blocks_of(purchases(entries_then), 10**6)
        history = history_at(blocks, FIRST + origin)
        rows = training_rows(blocks, training_windows(int(blocks.day.min()), FIRST + origin, 30), 7)
        values = features_at(blocks, history, 30).values
        assert np.isfinite(values).all()
        assert values.shape == (len(history.position), len(NAMES))
        seen.append((blocks.customer[history.position].tolist(), values, rows))
    (known, first, trained), (known_too, second, trained_too) = seen
    assert known == known_too
    np.testing.assert_allclose(first, second, atol=1e-9)
    assert (trained is None) == (trained_too is None)
    if trained and trained_too:
        np.testing.assert_allclose(trained.values, trained_too.values, atol=1e-9)
        assert trained.orders.tolist() == trained_too.orders.tolist()
