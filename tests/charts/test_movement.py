"""The drawings of movement hold its figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from core.charts.movement import Shown, code_of, draw_matrix
from core.charts.movement_flow import draw_flow
from core.charts.palette import Scheme
from core.charts.revenue_bridge import draw_bridge, draw_effects
from core.charts.template import Look
from core.metrics.movements.movement import Cell, Margin, Movement
from core.metrics.movements.revenue_bridge import RevenueBridge, Step
from core.metrics.question import Basis
from core.text.words import words_for

TIERS = ("key", "small")
MONTH = date(2024, 5, 1)
BASIS = Basis(date(2024, 5, 31), 3, date(2024, 3, 1), MONTH, False, (), "net", "revenue")
LOOK = Look(words_for("en"), "light", "CNY", {"new": "New", "lapsed": "Lapsed"})


def cell(before: str, after: str, customers: int, values: tuple[int, int], **why: int) -> Cell:
    return Cell(before, after, customers, Decimal(values[0]), Decimal(values[1]), why)


FOUND = Movement(
    basis=BASIS,
    before=BASIS,
    since=BASIS,
    reading="frozen",
    two_months_rule=False,
    cells=(
        cell("key", "key", 5, (500, 600)),
        cell("key", "small", 2, (200, 20), old_month_left=2),
        cell("small", "lapsed", 9, (90, 0), old_month_left=9),
        cell("new", "key", 1, (0, 150), bought_differently=1),
    ),
    came=(Margin("key", 7, Decimal(700)), Margin("small", 9, Decimal(90)), Margin("new", 1, Decimal(0))),
    went=(Margin("key", 6, Decimal(750)), Margin("small", 2, Decimal(20)), Margin("lapsed", 9, Decimal(0))),
    cuts_before=(Decimal(100), Decimal(0)),
    cuts_after=(Decimal(100), Decimal(0)),
    own_cuts_before=(Decimal(100), Decimal(0)),
    own_cuts_after=(Decimal(100), Decimal(0)),
    own_cuts_since=(Decimal(100), Decimal(0)),
    up=0,
    down=2,
    moved_frozen=2,
    moved_relative=2,
    moved_unchanged=0,
)
BRIDGE = RevenueBridge(
    Decimal(790),
    Decimal(770),
    tuple(
        Step(code, count, Decimal(amount))
        for code, count, amount in (
            ("lapsed", 9, -90), ("down", 2, -180), ("up", 5, 100), ("returned", 0, 0), ("won", 1, 150)
        )
    ),
    (Step("frequency", 7, Decimal(-30)), Step("price", 7, Decimal(-50)), Step("without_orders", 0, Decimal(0))),
)  # fmt: skip


def written(drawn: Any) -> dict[tuple[float, float], str]:
    return {(note.x, note.y): note.text for note in drawn.layout.annotations}


def test_the_matrix_holds_cells_and_sums() -> None:
    drawn = draw_matrix(FOUND, TIERS, LOOK, Shown())
    texts = written(drawn)
    assert (texts[0, 0], texts[1, 0], texts[2, 1], texts[0, 2]) == ("<b>5</b>", "<b>2</b>", "<b>9</b>", "<b>1</b>")
    # the sums stand beyond the last group
    assert [text for (across, _), text in texts.items() if across > 3] == ["<b>7</b>", "<b>9</b>", "<b>1</b>"]
    assert [text for (_, down), text in texts.items() if down > 3] == ["<b>6</b>", "<b>2</b>", "<b>9</b>"]
    assert set(drawn.data[0].customdata) == {
        "key>key", "key>small", "small>lapsed", "new>key",
        "key>", "small>", "new>", ">key", ">small", ">lapsed",
    }  # fmt: skip


def test_one_kind_of_reason_alone() -> None:
    drawn = draw_matrix(FOUND, TIERS, LOOK, Shown(why="old_month_left"))
    cells = [code for code in drawn.data[0].customdata if all(code.split(">"))]
    assert cells == ["key>small", "small>lapsed"]
    assert sum(draw_flow(FOUND, TIERS, LOOK, "old_month_left").data[0].link.value) == 11


def test_the_change_of_value_and_the_pick() -> None:
    picked = code_of("key", "small")
    drawn = draw_matrix(FOUND, TIERS, LOOK, Shown(by_value=True, picked=picked))
    texts = written(drawn)
    assert (texts[0, 0], texts[1, 0]) == ("<b>+¥100</b>", "<b>−¥180</b>")
    outlined = [shape for shape in drawn.layout.shapes if shape.line.width]
    assert [(shape.x0 > 0.5, shape.line.color) for shape in outlined] == [(True, LOOK.accent)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_streams_hold_everybody_and_best_stands_on_top(scheme: Scheme) -> None:
    stream = draw_flow(FOUND, TIERS, Look(LOOK.words, scheme, "CNY", LOOK.tiers)).data[0]
    assert sum(stream.link.value) == 17
    heights = list(stream.node.y)
    assert heights[:3] == sorted(heights[:3])
    assert heights[3:] == sorted(heights[3:])
    assert all(0 < height < 1 for height in heights)


def test_each_step_begins_where_the_one_before_ended() -> None:
    bars = draw_bridge(BRIDGE, LOOK).data[0]
    assert list(bars.base) == [0, -90, -270, -170, -170, 0]
    assert list(bars.x) == [-90, -180, 100, 0, 150, -20]
    # who can be named can be clicked: nobody returned
    steps = {">lapsed", "new>", "bridge:up", "bridge:down"}
    assert set(draw_bridge(BRIDGE, LOOK).data[1].customdata) == steps


def test_effects_without_anybody_are_left_out() -> None:
    drawn = draw_effects(BRIDGE, LOOK)
    assert list(drawn.data[0].x) == [-30, -50, -80]
    assert set(drawn.data[1].customdata) == {"frequency:less", "price:less"}
    only = replace(BRIDGE, effects=(*BRIDGE.effects[:2], Step("without_orders", 2, Decimal(-7))))
    drawn = draw_effects(only, LOOK, "bridge:without_orders")
    assert list(drawn.data[0].marker.line.width) == [0, 0, 3, 0]
    assert set(drawn.data[1].customdata) == {"frequency:less", "price:less", "bridge:without_orders"}
