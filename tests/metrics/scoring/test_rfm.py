"""Scores, segments and classes, worked out by hand."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import QuestionError
from core.metrics.question import Filters, Question
from core.metrics.scoring.rfm import rfm
from core.metrics.scoring.rfm_histograms import histograms
from core.metrics.scoring.rfm_rules import GRID, SEGMENTS, proposed_cutoffs
from core.metrics.scoring.rfm_scores import scores_table
from core.settings import RfmRules
from core.store.workspace import Workspace
from tests.metrics.lines import DAY, line, one_each
from tests.support import workspace_with


def scores_of(workspace: Workspace, rules: RfmRules | None = None, question: Question | None = None) -> dict[str, Any]:
    table = scores_table(workspace, question or Question(), rules or RfmRules())
    query = f"select c.customer_id, s.* exclude (customer_no) from {table} as s join customers as c using (customer_no)"
    return {row[0]: row[1:] for row in workspace.engine.rows(query)}


def ladder(count: int) -> list[dict[str, Any]]:
    """Customer k of `count` bought k times, last on day k of June, 10 * k in all (the last one on the 30th)."""
    lines = []
    for k in range(1, count + 1):
        day = DAY - timedelta(days=count - k)
        lines += [line(f"C{k:02}", 10, day) for _ in range(k)]
    return lines


def test_five_customers(tmp_path: Path) -> None:
    found = rfm(workspace_with(tmp_path, ladder(5)), Question(), RfmRules())
    # worse: 0 to 4 of 5 -> floor(5 * worse / 5) + 1
    assert scores_of(workspace_with(tmp_path, ladder(5), name="again")) == {
        f"C{k:02}": (5 - k, k, 10 * k, k, k, k, k, k, k, None, "111" if k > 3 else "000") for k in range(1, 6)
    }
    assert found.scores == {part: dict.fromkeys(range(1, 6), 1) for part in "rfm"}
    assert found.boundaries["r"][1] == (4, 4)
    assert found.boundaries["m"][5] == (50, 50)
    assert found.skipped_levels == {"r": (), "f": (), "m": ()}
    # under 20 customers there are no segments; the classes stand on the means 2 days, 3 orders, 30
    assert (found.customers, found.segments, found.grid) == (5, (), {})
    assert found.centres == {"recency": 2, "frequency": 3, "monetary": 30}
    assert [(group.code, group.customers, group.monetary) for group in found.classes] == [
        ("111", 2, 90),
        ("000", 3, 60),
    ]


def test_the_median_as_centre(tmp_path: Path) -> None:
    lines = [*one_each(1, 2, 3, 100), line("C01", 5, DAY - timedelta(days=8))]
    # monetary 6, 2, 3, 100: the middle is (3 + 6) / 2; frequency 2, 1, 1, 1 -> 1; recency all 0
    found = rfm(workspace_with(tmp_path, lines), Question(), RfmRules(class_centre="median"))
    assert found.centres == {"recency": 0, "frequency": 1, "monetary": Decimal("4.5")}
    assert {group.code: group.customers for group in found.classes} == {"011": 1, "001": 1, "000": 2}


def test_equal_values_have_equal_scores(tmp_path: Path) -> None:
    # twenty one-time buyers on one day: nobody is worse than anybody
    found = rfm(workspace_with(tmp_path, one_each(*[7] * 20)), Question(), RfmRules())
    assert found.scores == {"r": {1: 20}, "f": {1: 20}, "m": {1: 20}}
    assert found.skipped_levels == dict.fromkeys("rfm", (2, 3, 4, 5))
    assert [(group.code, group.customers) for group in found.segments] == [("hibernating", 20)]
    assert [(group.code, group.customers) for group in found.classes] == [("000", 20)]
    assert found.grid == {(1, 1): (20, Decimal(140))}
    assert all(len(steps) == 4 and list(steps) == sorted(set(steps)) for steps in found.proposals.values())


def test_a_tie_on_the_boundary(tmp_path: Path) -> None:
    # worse: 0, 0, 2, 3, 4 of 5 -> 1, 1, 3, 4, 5: level 2 does not occur
    workspace = workspace_with(tmp_path, one_each(1, 1, 2, 3, 4))
    found = rfm(workspace, Question(), RfmRules())
    assert found.scores["m"] == {1: 2, 3: 1, 4: 1, 5: 1}
    assert found.skipped_levels["m"] == (2,)
    assert found.boundaries["m"] == {1: (1, 1), 3: (2, 2), 4: (3, 3), 5: (4, 4)}


@pytest.mark.parametrize("levels", [3, 4, 10])
def test_other_levels_for_display(tmp_path: Path, levels: int) -> None:
    workspace = workspace_with(tmp_path, ladder(20))
    found = rfm(workspace, Question(), RfmRules(levels=levels))
    expected: dict[int, int] = {}
    for worse in range(20):
        score = min(levels, levels * worse // 20 + 1)
        expected[score] = expected.get(score, 0) + 1
    assert found.scores["m"] == expected
    # segments stay on five levels: four customers per level, all on the diagonal
    assert found.grid == {(k, k): (4, sum(Decimal(10 * n) for n in range(4 * k - 3, 4 * k + 1))) for k in range(1, 6)}
    # 11 and 22 hibernating, 33 need attention, 44 loyal, 55 champions
    assert [(group.code, group.customers) for group in found.segments] == [
        ("champions", 4),
        ("loyal", 4),
        ("need_attention", 4),
        ("hibernating", 8),
    ]
    champions = found.segments[0]
    # days 0 to 3, orders 17 to 20, 170 to 200
    assert (champions.recency_days, champions.frequency, champions.monetary_mean) == (1.5, 18.5, 185)
    assert (champions.monetary, champions.customer_share, champions.monetary_score) == (740, 0.2, 5)
    assert champions.monetary_share == pytest.approx(740 / 2100)


def test_fixed_cutoffs(tmp_path: Path) -> None:
    rules = RfmRules(
        recency=(0, 1, 2, 3), frequency=(2, 3, 5, 10), monetary=(Decimal(50), Decimal(60), Decimal(70), Decimal(80))
    )
    scores = scores_of(workspace_with(tmp_path, ladder(5)), rules)
    # C05: 0 days, 5 orders, 50; C01: 4 days, 1 order, 10. Cut-offs for five levels are those of the segments too
    assert scores["C05"][3:9] == (5, 4, 2, 5, 4, 2)
    assert scores["C01"][3:9] == (1, 1, 1, 1, 1, 1)
    assert scores["C03"][3:9] == (3, 3, 1, 3, 3, 1)


def test_fixed_cutoffs_of_other_levels_leave_the_segments_alone(tmp_path: Path) -> None:
    scores = scores_of(workspace_with(tmp_path, ladder(5)), RfmRules(levels=3, frequency=(2, 3)))
    assert [scores[f"C{k:02}"][4] for k in range(1, 6)] == [1, 2, 3, 3, 3]
    assert [scores[f"C{k:02}"][7] for k in range(1, 6)] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        (RfmRules(levels=2), "levels_invalid"),
        (RfmRules(levels=11), "levels_invalid"),
        (RfmRules(frequency=(2, 3)), "cutoffs_invalid"),
        (RfmRules(recency=(30, 20, 10, 5)), "cutoffs_invalid"),
        (RfmRules(monetary=(Decimal(1),) * 4), "cutoffs_invalid"),
        (RfmRules(grid={"66": "loyal"}), "grid_invalid"),
        (RfmRules(grid={"55": "stars"}), "grid_invalid"),
    ],
)
def test_rules_that_cannot_be_are_refused(tmp_path: Path, rules: RfmRules, code: str) -> None:
    with pytest.raises(QuestionError, match=code):
        rfm(workspace_with(tmp_path, one_each(1)), Question(), rules)


def test_the_grid_covers_each_cell_once() -> None:
    assert sorted(GRID) == sorted(f"{r}{f}" for r in range(1, 6) for f in range(1, 6))
    assert set(GRID.values()) == set(SEGMENTS)


def test_an_edited_grid(tmp_path: Path) -> None:
    rules = RfmRules(grid={"55": "loyal"})
    found = rfm(workspace_with(tmp_path, ladder(20)), Question(), rules)
    assert (found.segments[0].code, found.segments[0].customers) == ("loyal", 8)


def test_refunds(tmp_path: Path) -> None:
    lines = [
        line("A", 10, DAY - timedelta(days=20)),
        line("A", 50, DAY - timedelta(days=5), order_id="back"),
        line("A", -4, DAY),
        line("B", -9, DAY),
        line("C", 0, DAY),
    ]
    workspace = workspace_with(tmp_path, lines, returned=["back"])
    # net: the returned order is gone, the last bought day is 20 days ago; B and C have no order
    assert {who: row[:3] for who, row in scores_of(workspace).items()} == {"A": (20, 1, 6)}
    gross = scores_of(workspace, question=Question(refunds="gross"))
    assert {who: row[:3] for who, row in gross.items()} == {"A": (5, 2, 60)}


def test_an_order_counts_once_per_customer_and_month(tmp_path: Path) -> None:
    may, june = date(2024, 5, 31), date(2024, 6, 3)
    lines = [line("A", 1, may, order_id="x"), line("A", 1, june, order_id="x"), line("A", 1, june, order_id="x")]
    lines += [line("A", 1, june, order_id=None), line("A", 1, june, order_id=None), line("B", 1, june, order_id="x")]
    found = scores_of(workspace_with(tmp_path, lines), question=Question(as_of="2024-06"))
    assert (found["A"][1], found["B"][1]) == (3, 1)


def test_only_refunds_have_no_scores(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, one_each(-1, -2))
    found = rfm(workspace, Question(), RfmRules())
    assert (found.customers, found.scores, found.classes) == (0, {"r": {}, "f": {}, "m": {}}, ())
    assert found.skipped_levels == {"r": (), "f": (), "m": ()}
    assert histograms(workspace, Question(), RfmRules(), found) == {"recency": (), "frequency": (), "monetary": ()}


def test_no_data_is_said(tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="no_data"):
        rfm(workspace_with(tmp_path), Question(), RfmRules())


def test_gross_profit_as_monetary_value(tmp_path: Path) -> None:
    lines = [line("A", 10, cost=4), line("B", 10, cost=1), line("C", 10)]
    workspace = workspace_with(tmp_path, lines)
    rules = RfmRules(monetary_measure="gross_profit")
    assert {who: (row[2], row[5], row[10]) for who, row in scores_of(workspace, rules).items()} == {
        "A": (6, 1, "000"),
        "B": (9, 3, "001"),
        "C": (None, None, None),
    }
    found = rfm(workspace, Question(), rules)
    assert (found.customers, sum(found.scores["m"].values()), found.centres["monetary"]) == (3, 2, Decimal("7.5"))


def test_filters_after_ranking_leave_the_scores_alone(tmp_path: Path) -> None:
    customers = [{"customer_id": "C05", "kind": "dealer"}]
    workspace = workspace_with(tmp_path, ladder(5), customers)
    dealers = Filters(customers=(("kind", ("dealer",)),))
    found = rfm(workspace, Question(filters=dealers), RfmRules())
    assert (found.customers, found.scores["r"], found.boundaries["m"][1]) == (1, {5: 1}, (10, 10))
    alone = rfm(workspace, Question(filters=replace(dealers, rank_within=True)), RfmRules())
    assert (alone.customers, alone.scores["r"]) == (1, {1: 1})


def test_segment_filters(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, ladder(20))
    question = Question(filters=Filters(segments=("champions", "loyal")))
    assert rfm(workspace, question, RfmRules()).customers == 8


def test_proposals_are_round_and_rise() -> None:
    bounds = {
        "recency": [Decimal(-178), Decimal(-70), Decimal(-31), Decimal(-11)],
        "frequency": [Decimal(2)] * 4,
        "monetary": [Decimal("250.26"), Decimal("490.52"), None, Decimal("2062.06")],
    }
    found = proposed_cutoffs(bounds, 5)
    assert found["recency"] == (10, 30, 70, 200)
    assert found["frequency"] == (2, 3, 5, 10)
    assert found["monetary"] == (250, 500, 550, 2000)


def test_histograms_hold_everybody(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, [*ladder(9), line("L", 3000), line("N", 2), line("N", -90)])
    found = rfm(workspace, Question(), RfmRules())
    spread = histograms(workspace, Question(), RfmRules(), found)
    for bins in spread.values():
        assert 0 < len(bins) <= 24
        assert sum(customers for _, _, customers in bins) == found.customers == 11
        assert all(low < high for low, high, _ in bins)
        assert all(before[1] == after[0] for before, after in pairwise(bins))
    assert spread["recency"][0] == (0, 1, 3)
    assert spread["frequency"][0] == (1, 2, 3)
    assert spread["monetary"][0][:2] == (-100, 0)


values = st.lists(st.tuples(st.integers(0, 5), st.integers(1, 3), st.integers(1, 6)), min_size=1, max_size=24)


@given(values=values, levels=st.integers(3, 10), seed=st.integers(0, 99))
@settings(max_examples=12, deadline=None)
def test_scores_follow_the_definition(values: list[tuple[int, int, int]], levels: int, seed: int) -> None:
    lines = [line("LAST", 1)]
    for number, (days, orders, amount) in enumerate(values):
        lines += [line(f"C{number:02}", amount, DAY - timedelta(days=days)) for _ in range(orders)]
    random.Random(seed).shuffle(lines)
    with TemporaryDirectory() as folder:
        workspace = workspace_with(Path(folder), lines)
        found = scores_of(workspace, RfmRules(levels=levels))
        result = rfm(workspace, Question(), RfmRules(levels=levels))
        workspace.engine.close()
    for place, sign in ((0, -1), (1, 1), (2, 1)):
        column = {who: sign * row[place] for who, row in found.items()}
        for top, score_place in ((levels, 3 + place), (5, 6 + place)):
            for who, value in column.items():
                worse = sum(other < value for other in column.values())
                assert found[who][score_place] == min(top, top * worse // len(column) + 1)
    assert result.customers == len(values) + 1
    for groups in (result.segments, result.classes):
        assert not groups or sum(group.customers for group in groups) == result.customers
        assert not groups or sum(group.monetary for group in groups) == sum(row[2] for row in found.values())
