"""The matrix of the groups at two dates. Every cell can be clicked."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from core.charts.palette import BAD, CARD, FAINT, GOOD, text_on
from core.charts.template import Look, figure, hovers
from core.metrics.movements.movement import Cell, Movement

if TYPE_CHECKING:
    import plotly.graph_objects as go

ROW_PX, HEAD_PX = 46, 58
GAP = 0.04  # between cells
MARGIN_GAP = 0.18  # between the cells and the sums
MANY = 7  # columns whose names need smaller letters
FAINTEST, STRONGEST = 0.16, 0.92
ALL = "all"


@dataclass(frozen=True)
class Shown:
    """What the matrix shows: one kind of reason or all, customers or the change of value, and what is picked."""

    why: str = ALL
    by_value: bool = False
    picked: str | None = None


def code_of(moved_from: str, moved_to: str) -> str:
    """The code behind a cell; one of the groups is empty for a whole row or column."""
    return f"{moved_from}>{moved_to}"


def direction(cell: Cell, tiers: tuple[str, ...]) -> str:
    """`up`, `down` or `same`: who is new or returned comes up, who lapses goes down."""
    order = (*tiers, "unprofitable")
    if cell.moved_from == cell.moved_to:
        return "same"
    if cell.moved_to == "lapsed":
        return "down"
    if cell.moved_from not in order or cell.moved_to not in order:
        return "up" if cell.moved_from in ("new", "returned") else "same"
    return "up" if order.index(cell.moved_to) < order.index(cell.moved_from) else "down"


def counted(cell: Cell, why: str) -> int:
    """How many of a cell's customers have this kind of reason; all of them with `ALL`."""
    return cell.customers if why == ALL else cell.why.get(why, 0)


def draw_matrix(found: Movement, tiers: tuple[str, ...], look: Look, shown: Shown) -> go.Figure:
    """Groups before as rows, groups after as columns, sums at the ends; the darker, the more customers."""
    rows, columns = [margin.code for margin in found.came], [margin.code for margin in found.went]
    made = figure(look, HEAD_PX + ROW_PX * (len(rows) + 1), hovermode="closest", clickmode="event+select")
    most = max((counted(cell, shown.why) for cell in found.cells if direction(cell, tiers) != "same"), default=1) or 1
    shapes: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    places: list[tuple[float, float, str, str]] = []
    for row, before in enumerate(rows):
        for column, after in enumerate(columns):
            cell = found.cell(before, after)
            colour = _fill(cell, tiers, look, shown.why, most)
            picked = code_of(before, after) == shown.picked
            shapes.append(_square(column, row, colour, look.accent if picked else None))
            if cell and counted(cell, shown.why):
                notes.append(_figure(column, row, _said(cell, look, shown), _ink(cell, tiers, look, shown.why, most)))
                places.append((column, row, code_of(before, after), cell_hover(cell, look)))
    _sums(found, look, shown, notes, places)
    made.update_layout(shapes=shapes, annotations=notes, margin={"l": 4, "r": 4, "t": 4, "b": 4})
    _axes(made, found, look)
    _clicks(made, places)
    return made


def _fill(cell: Cell | None, tiers: tuple[str, ...], look: Look, why: str, most: int) -> tuple[str, float]:
    """The colour of a cell and how strong it is."""
    if cell is None or not counted(cell, why):
        return FAINT[look.scheme], 0.55
    kind = direction(cell, tiers)
    if kind == "same":
        return FAINT[look.scheme], 1.0
    strength = FAINTEST + (STRONGEST - FAINTEST) * (counted(cell, why) / most) ** 0.5
    return (GOOD if kind == "up" else BAD)[look.scheme], min(strength, STRONGEST)


def _ink(cell: Cell, tiers: tuple[str, ...], look: Look, why: str, most: int) -> str:
    """The colour of a figure that can be read on its cell."""
    colour, strength = _fill(cell, tiers, look, why, most)
    if colour == FAINT[look.scheme]:
        return look.text
    return text_on(_mixed(colour, CARD[look.scheme], strength))


def _mixed(over: str, under: str, strength: float) -> str:
    parts = [(int(over[at : at + 2], 16), int(under[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(top * strength + below * (1 - strength)):02x}" for top, below in parts)


def _square(column: float, row: float, fill: tuple[str, float], outline: str | None) -> dict[str, Any]:
    colour, strength = fill
    return {
        "type": "rect", "x0": column - 0.5 + GAP, "x1": column + 0.5 - GAP, "y0": row - 0.5 + GAP,
        "y1": row + 0.5 - GAP, "fillcolor": colour, "opacity": 1 if outline else strength, "layer": "below",
        "line": {"width": 3 if outline else 0, "color": outline or colour},
    }  # fmt: skip


def _figure(column: float, row: float, text: str, colour: str, *, bold: bool = True) -> dict[str, Any]:
    return {
        "x": column, "y": row, "text": f"<b>{text}</b>" if bold else text, "showarrow": False,
        "font": {"color": colour, "size": 13},
    }  # fmt: skip


def _said(cell: Cell, look: Look, shown: Shown) -> str:
    if not shown.by_value:
        return look.words.count(counted(cell, shown.why))
    return signed(cell.value_to - cell.value_from, look)


def signed(amount: Decimal, look: Look) -> str:
    """A change of value with its sign: +¥1.2k."""
    return f"+{look.total(amount)}" if amount > 0 else look.total(amount)


def _sums(
    found: Movement,
    look: Look,
    shown: Shown,
    notes: list[dict[str, Any]],
    places: list[tuple[float, float, str, str]],
) -> None:
    """The head counts (or totals) at both dates: a column at the right, a row at the bottom."""
    across, below = len(found.went) + MARGIN_GAP, len(found.came) + MARGIN_GAP
    t = look.words

    def words(customers: int, value: Decimal) -> str:
        return look.total(value) if shown.by_value else t.count(customers)

    for row, margin in enumerate(found.came):
        if margin.code in ("new", "returned") and shown.by_value:
            continue
        notes.append(_figure(across, row, words(margin.customers, margin.value), look.text))
        if margin.customers:
            places.append((across, row, code_of(margin.code, ""), _margin_hover(margin.code, margin.customers, look)))
    for column, margin in enumerate(found.went):
        if margin.code == "lapsed" and shown.by_value:
            continue
        notes.append(_figure(column, below, words(margin.customers, margin.value), look.text))
        if margin.customers:
            places.append((column, below, code_of("", margin.code), _margin_hover(margin.code, margin.customers, look)))


def _margin_hover(code: str, customers: int, look: Look) -> str:
    return hovers(look.tier(code), look.words.plural("{count} customer", "{count} customers", customers))


def cell_hover(cell: Cell, look: Look) -> str:
    """Who they are, what they brought and why they moved."""
    t = look.words
    lines = [
        t.plural("{count} customer", "{count} customers", cell.customers),
        t("{before} before, {after} now", before=look.total(cell.value_from), after=look.total(cell.value_to)),
        *(t.named(t.code("moved_why", why), t.count(count)) for why, count in cell.why.items()),
    ]
    return hovers(f"{look.tier(cell.moved_from)} → {look.tier(cell.moved_to)}", *lines)


def _axes(made: go.Figure, found: Movement, look: Look) -> None:
    t = look.words
    columns = [*(look.tier(margin.code) for margin in found.went), t("Before")]
    rows = [*(_broken(look.tier(margin.code)) for margin in found.came), t("Now")]
    across = [*range(len(found.went)), len(found.went) + MARGIN_GAP]
    down = [*range(len(found.came)), len(found.came) + MARGIN_GAP]
    font = {"color": look.text, "size": 12 if len(across) < MANY else 11}
    made.update_xaxes(
        side="top", tickvals=across, ticktext=[_broken(name) for name in columns], tickfont=font,
        autotickangles=[0, -45, -90],
        range=[-0.5, across[-1] + 0.5], showgrid=False,
    )  # fmt: skip
    made.update_yaxes(
        tickvals=down, ticktext=rows, tickfont=font, range=[down[-1] + 0.5, -0.5], showgrid=False
    )  # fmt: skip


def _broken(name: str, most: int = 9) -> str:
    """A name in lines for the head of a column."""
    lines = [""]
    for part in name.replace("-", "-\u200b").replace("\u200b", " ").split(" "):
        joiner = "" if lines[-1].endswith("-") or not lines[-1] else " "
        if lines[-1] and len(lines[-1]) + len(part) > most:
            lines.append(part)
        else:
            lines[-1] += joiner + part
    return "<br>".join(lines)


def _clicks(made: go.Figure, places: list[tuple[float, float, str, str]]) -> None:
    import plotly.graph_objects as go

    unseen = {"marker": {"opacity": 0}}
    made.add_trace(
        go.Scatter(
            x=[place[0] for place in places],
            y=[place[1] for place in places],
            mode="markers",
            marker={"size": ROW_PX - 8, "opacity": 0, "symbol": "square"},
            selected=unseen,
            unselected=unseen,
            customdata=[place[2] for place in places],
            hovertext=[place[3] for place in places],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )
