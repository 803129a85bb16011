"""Segments of the reader's own: everybody in exactly one, in the order of the rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import QuestionError
from core.metrics.customers import customers
from core.metrics.question import Filters, Question
from core.settings import RfmRules
from core.store.workspace import Workspace
from core.targets.lists import target_list
from core.targets.own_segments import (
    MOST_SEGMENTS,
    OTHER,
    OwnSegment,
    delete_segment,
    load_segments,
    months_of,
    order_segments,
    own_segments,
    save_segment,
)
from core.targets.rules import parse_rule
from core.text.words import words_for
from tests.support import workspace_with

BIG = "revenue >= 300"
NORTH = "region = North"
QUIET = "recency_days > 40"


def company(folder: Path) -> Workspace:
    """At 2024-03-31: A 1000 North (86 days), B 600 South (50), C 300 North (49), D 100 South (3), E 40 no region (1).

    F stands in the customer file alone. In March D brought 100 and E 40.
    """
    lines = [
        ("A", date(2024, 1, 5), "North", 1000),
        ("B", date(2024, 2, 10), "South", 600),
        ("C", date(2024, 2, 11), "North", 300),
        ("D", date(2024, 3, 28), "South", 100),
        ("E", date(2024, 3, 30), None, 40),
    ]
    return workspace_with(
        folder,
        [
            {"order_id": name, "customer_id": name, "order_date": day, "region": region, "amount": amount}
            for name, day, region, amount in lines
        ],
        customers=[{"customer_id": "F", "region": "North"}],
    )


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """The company of six."""
    return company(tmp_path)


def kept(workspace: Workspace, name: str, *rules: str, owner: str = "", target: str = "") -> int:
    return save_segment(workspace, OwnSegment(0, 0, name, tuple(map(parse_rule, rules)), owner, target))


def sizes(workspace: Workspace, question: Question | None = None) -> dict[str, tuple[int, int, Decimal, Decimal]]:
    found = own_segments(workspace, question or Question(), RfmRules())
    return {one.name: (one.customers, one.active, one.revenue, one.month_revenue) for one in found.results}


def test_everybody_is_in_the_first_segment_that_fits(workspace: Workspace) -> None:
    assert sizes(workspace) == {OTHER: (6, 5, 2040, 140)}
    big, north = kept(workspace, "Big", BIG), kept(workspace, "North", NORTH)
    # A, B, C are big; of the North only F is left; D and E are in none
    assert sizes(workspace) == {"Big": (3, 3, 1900, 0), "North": (1, 0, 0, 0), OTHER: (2, 2, 140, 140)}
    order_segments(workspace, [north, big])
    assert sizes(workspace) == {"North": (3, 2, 1300, 0), "Big": (1, 1, 600, 0), OTHER: (2, 2, 140, 140)}
    delete_segment(workspace, north)
    assert sizes(workspace) == {"Big": (3, 3, 1900, 0), OTHER: (3, 2, 140, 140)}


def test_a_segment_can_be_made_of_groups(workspace: Workspace) -> None:
    group = f"not ({NORTH} or {QUIET})"
    kept(workspace, "Neither", group)
    kept(workspace, "Either", f"({NORTH} or {QUIET})")
    found = sizes(workspace)
    assert found["Neither"][0] + found["Either"][0] == 6  # a group holds or it does not: nobody is in between
    assert [str(rule) for rule in load_segments(workspace)[0].rules] == [str(parse_rule(group))]
    with pytest.raises(QuestionError) as caught:
        kept(workspace, "Of itself", 'not (tier = key or own_segment = "Either")')
    assert caught.value.code == "segment_in_itself"


def test_the_whole_is_that_of_everybody_known(workspace: Workspace) -> None:
    kept(workspace, "Quiet and big", BIG, QUIET)
    found = own_segments(workspace, Question(), RfmRules())
    assert (found.customers, found.revenue) == (6, 2040)
    assert found.statements[0].sql.count("$name_0") == 1


def test_months_look_back_as_far_as_the_data(workspace: Workspace) -> None:
    kept(workspace, "Quiet", QUIET)
    assert months_of(workspace, Question()) == (date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1))
    # end of February: A (55 days) is quiet, B and C are not, D and E have not come yet; F has always been known
    assert sizes(workspace, Question(as_of="2024-02")) == {"Quiet": (1, 1, 1000, 0), OTHER: (3, 2, 900, 900)}


def test_a_list_can_speak_of_them(workspace: Workspace) -> None:
    kept(workspace, "Big, and North", BIG, NORTH)
    rules = [parse_rule('own_segment in "Big, and North"')]
    found = target_list(workspace, Question(), RfmRules(), rules, words=words_for("en"))
    assert list(found.table["customer_id"]) == ["A", "C"]
    assert found.sentences == ("own segment is Big, and North",)
    assert "own_segment" not in customers(workspace, Question(), RfmRules()).table


def test_filters_choose_customers_first(workspace: Workspace) -> None:
    kept(workspace, "Big", BIG)
    question = Question(filters=Filters(customers=(("customer_region", ("South",)),)))
    assert sizes(workspace, question) == {"Big": (1, 1, 600, 0), OTHER: (1, 1, 100, 100)}


def test_a_segment_is_kept_as_said(workspace: Workspace) -> None:
    number = kept(workspace, "  Big   ones ", BIG, owner=" Wang  Li ", target="30 % more")
    (found,) = load_segments(workspace)
    assert found == OwnSegment(number, 1, "Big ones", (parse_rule(BIG),), "Wang Li", "30 % more")
    save_segment(workspace, replace(found, name="BIG ONES", rules=(parse_rule(QUIET),)))
    assert [(one.segment_id, one.name, one.rules) for one in load_segments(workspace)] == [
        (number, "BIG ONES", (parse_rule(QUIET),))
    ]


@pytest.mark.parametrize(
    ("name", "rules", "code"),
    [
        (" ", [BIG], "segment_name_missing"),
        ("x" * 81, [BIG], "segment_name_long"),
        ("big", [BIG], "segment_name_taken"),
        ("Other", [BIG], "segment_name_taken"),
        ("其他", [BIG], "segment_name_taken"),
        ("New", [], "segment_without_rules"),
        ("New", ["own_segment in Big"], "segment_in_itself"),
    ],
)
def test_what_cannot_be_kept_is_said(workspace: Workspace, name: str, rules: Sequence[str], code: str) -> None:
    kept(workspace, "Big", BIG)
    with pytest.raises(QuestionError, match=code):
        kept(workspace, name, *rules)
    assert len(load_segments(workspace)) == 1


def test_what_is_gone_is_said(workspace: Workspace) -> None:
    number = kept(workspace, "Big", BIG)
    with pytest.raises(QuestionError, match="segment_missing"):
        order_segments(workspace, [])
    with pytest.raises(QuestionError, match="segment_missing"):
        order_segments(workspace, [number, number])
    with pytest.raises(QuestionError, match="segment_missing"):
        save_segment(workspace, OwnSegment(99, 1, "X", (parse_rule(BIG),)))
    delete_segment(workspace, number)
    with pytest.raises(QuestionError, match="segment_missing"):
        delete_segment(workspace, number)
    for place in range(MOST_SEGMENTS):
        kept(workspace, f"S{place}", BIG)
    with pytest.raises(QuestionError, match="segments_many"):
        kept(workspace, "One too many", BIG)


@settings(max_examples=20, deadline=None)
@given(st.permutations([BIG, NORTH, QUIET, "tier in key", "order_count >= 1"]), st.integers(0, 5))
def test_segments_share_everybody_out(tmp_path_factory: pytest.TempPathFactory, rules: list[str], count: int) -> None:
    space = company(tmp_path_factory.mktemp("shared"))
    chosen = [OwnSegment(n, n, f"S{n}", (parse_rule(rule),)) for n, rule in enumerate(rules[:count], start=1)]
    found = own_segments(space, Question(), RfmRules(), chosen)
    assert (found.customers, found.revenue) == (6, 2040)
    together = own_segments(space, Question(), RfmRules(), chosen[:1])
    if chosen:
        assert found.results[0] == together.results[0]  # nothing behind it changes the first
