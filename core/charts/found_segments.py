"""Found segments: how many there should be, and what sets each apart."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from core.charts import palette
from core.charts.template import Look, figure, hovers, shortened

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from core.models.clusters.results import Candidate, FoundSegment

CURVES_HEIGHT = 300
ROW_PX, HEAD_PX = 34, 84
STRONGEST = 1.5  # standard deviations from which the colour grows no more
WORTH_A_NUMBER = 0.25
_FIGURE_AND_UNIT = re.compile(r"[!-~]+.?|.")
HIGH: dict[palette.Scheme, str] = {"light": "#1F5FBF", "dark": "#6FA8FF"}
LOW: dict[palette.Scheme, str] = {"light": "#C0641B", "dark": "#F0964A"}
"""More and less than all: two hues, since neither is good or bad by itself."""


def draw_candidates(candidates: Sequence[Candidate], chosen: int | None, look: Look) -> go.Figure:
    """Separation (silhouette) and stability by the number of segments, and what chance alone separates, as a band.

    The chosen number stands in the accent.
    """
    import plotly.graph_objects as go

    t = look.words
    made = figure(look, CURVES_HEIGHT, hovermode="closest")
    numbers = [one.segments for one in candidates]
    noise = [one.noise_silhouette for one in candidates]
    made.add_trace(
        go.Scatter(
            x=numbers, y=noise, mode="lines", fill="tozeroy", line={"width": 0}, hoverinfo="skip",
            fillcolor=palette.FAINT[look.scheme],
        )
    )  # fmt: skip
    curves = (
        (t("Stability"), [one.stability for one in candidates], look.context, "dot"),
        (t("Separation"), [one.silhouette for one in candidates], look.colour("key"), "solid"),
    )
    for name, values, colour, dash in curves:
        made.add_trace(
            go.Scatter(
                x=numbers,
                y=values,
                mode="lines+markers",
                line={"color": colour, "width": 2, "dash": dash},
                marker={"size": 9, "color": [look.accent if number == chosen else colour for number in numbers]},
                hovertext=[
                    hovers(t.plural("{count} segment", "{count} segments", number), f"{name} {t.number(value, 2)}")
                    for number, value in zip(numbers, values, strict=True)
                ],
                hovertemplate="%{hovertext}<extra></extra>",
            )
        )
        _ending(made, values[-1], name, colour if dash == "solid" else look.muted)
    made.add_annotation(
        x=numbers[0], y=noise[0] / 2, text=t("Chance"), showarrow=False, xanchor="left", xshift=8,
        font={"size": 12, "color": look.muted},
    )  # fmt: skip
    lowest = min(0.0, *(one.silhouette for one in candidates))
    made.update_yaxes(
        range=[lowest, 1.04], tickvals=[0, 0.25, 0.5, 0.75, 1], ticktext=["0", "0.25", "0.5", "0.75", "1"]
    )
    made.update_xaxes(tickvals=numbers, title=t("Number of segments"), range=[numbers[0] - 0.3, numbers[-1] + 0.3])
    made.update_layout(margin={"l": 4, "r": 92, "t": 12, "b": 4})
    return made


def _ending(made: go.Figure, y: float, name: str, colour: str) -> None:
    """The name of a curve beside its end."""
    made.add_annotation(
        x=1, xref="paper", y=y, text=name, showarrow=False, xanchor="left", xshift=4, font={"size": 12, "color": colour}
    )


def draw_distinctions(
    segments: Sequence[FoundSegment], names: Mapping[str, str], look: Look, picked: str | None = None
) -> go.Figure:
    """One row per segment, one square per trait: by how many standard deviations it differs from all customers.

    Blue is more, amber less, the stronger the further; differences worth telling are written. Points carry the code of
    the segment in `customdata`; the picked row has an outline.
    """
    import plotly.graph_objects as go

    t = look.words
    traits = traits_apart(segments)
    cells = [
        (row, column, segment, trait, _by_trait(segment)[trait])
        for row, segment in enumerate(segments)
        for column, trait in enumerate(traits)
        if trait in _by_trait(segment)
    ]
    fills = [distinction_fill(look, found[0]) for *_, found in cells]
    shapes = [_square(row, column, fill) for (row, column, *_), fill in zip(cells, fills, strict=True)]
    shapes += [_outline(row, len(traits), look) for row, one in enumerate(segments) if one.code == picked]
    made = figure(look, HEAD_PX + ROW_PX * len(segments), hovermode="closest", clickmode="event+select", shapes=shapes)
    made.add_trace(
        go.Scatter(
            x=[column for _, column, *_ in cells],
            y=[row for row, *_ in cells],
            mode="markers+text",
            marker={"size": ROW_PX, "opacity": 0, "symbol": "square"},
            selected={"marker": {"opacity": 0}},
            unselected={"marker": {"opacity": 0}, "textfont": {}},
            text=[_signed(found[0], look) if abs(found[0]) >= WORTH_A_NUMBER else "" for *_, found in cells],
            textfont={"size": 12, "color": [palette.text_on(fill) for fill in fills]},
            customdata=[[segment.code] for _, _, segment, *_ in cells],
            hovertext=[
                hovers(
                    names[segment.code],
                    t.named(t.code("column", trait), _signed(found[0], look))
                    + f" {t('standard deviations from all customers')}",
                )
                for _, _, segment, trait, found in cells
            ],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )
    made.update_yaxes(
        range=[len(segments) - 0.5, -0.5], tickvals=list(range(len(segments))), showgrid=False,
        ticktext=[_on_two_lines(shortened(names[one.code], 30)) for one in segments],
        tickfont={"color": look.text, "size": 12},
    )  # fmt: skip
    made.update_xaxes(
        side="top", range=[-0.5, len(traits) - 0.5], tickvals=list(range(len(traits))), tickangle=0,
        ticktext=[_in_lines(t.code("column", trait)) for trait in traits],
    )  # fmt: skip
    made.update_layout(margin={"l": 4, "r": 4, "t": 4, "b": 4})
    return made


def traits_apart(segments: Sequence[FoundSegment]) -> list[str]:
    """The traits in which any of the segments differs from all customers, the farthest difference first."""
    traits = sorted({one.trait for segment in segments for one in segment.distinctions})
    traits.sort(key=lambda name: -max(_by_trait(segment).get(name, (0.0,) * 3)[0] ** 2 for segment in segments))
    return traits


def _by_trait(segment: FoundSegment) -> dict[str, tuple[float, float, float]]:
    return {one.trait: (one.difference, one.median, one.median_all) for one in segment.distinctions}


def distinction_fill(look: Look, difference: float) -> str:
    """The ground of a difference in standard deviations: blue for more, amber for less, the stronger the further."""
    part = min(abs(difference) / STRONGEST, 1.0)
    return palette.mixed((HIGH if difference >= 0 else LOW)[look.scheme], palette.CARD[look.scheme], 0.05 + 0.8 * part)


def _square(row: int, column: int, fill: str) -> dict[str, Any]:
    return {
        "type": "rect", "x0": column - 0.48, "x1": column + 0.48, "y0": row - 0.46, "y1": row + 0.46,
        "fillcolor": fill, "line": {"width": 0}, "layer": "below",
    }  # fmt: skip


def _outline(row: int, across: int, look: Look) -> dict[str, Any]:
    return {
        "type": "rect", "x0": -0.5, "x1": across - 0.5, "y0": row - 0.5, "y1": row + 0.5,
        "line": {"color": look.accent, "width": 2},
    }  # fmt: skip


def _signed(difference: float, look: Look) -> str:
    sign = "+" if difference >= 0 else "−"
    return f"{sign}{look.words.number(abs(difference))}"


def _on_two_lines(name: str) -> str:
    """A name of two phrases with each on its own line, so that the squares have room on a phone."""
    for between in (", ", "、"):
        first, found, second = name.partition(between)
        if found:
            return f"{first}{between.rstrip()}<br>{second}"
    return name


def _in_lines(label: str) -> str:
    """A label in lines of at most ten letters, five Chinese signs, so that columns can stand close."""
    if label > "\u2e7f":
        return "<br>".join(_chinese_lines(_FIGURE_AND_UNIT.findall(label.replace(" ", ""))))
    lines = [""]
    for word in label.split():
        if lines[-1] and len(lines[-1]) + len(word) >= 11:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(lines)


def _chinese_lines(parts: Sequence[str]) -> list[str]:
    """Lines of at most five signs; a figure is half as wide and stays with its unit."""
    lines = [""]
    for part in parts:
        if lines[-1] and _signs(lines[-1] + part) > 5:
            lines.append("")
        lines[-1] += part
    return lines


def _signs(text: str) -> float:
    return sum(1 if sign > "\u2e7f" else 0.5 for sign in text)
