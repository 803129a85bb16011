"""The care plan as a chart: how much there is to do for each salesperson."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.charts import palette
from core.charts.template import Look, figure, hovers, text_width
from core.text.care_texts import person_name

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from core.metrics.caring.care import CarePlan, Portfolio

ROW_PX, MARGIN_PX = 30, 16
MOST_ROWS = 25
WORDS_GAP_PX = 16
LEAST_PX = 80  # so wide are the bars on a phone: the words of a short bar begin within them
NOBODY = "–"
"""What a click gives for customers without a salesperson."""


def draw_care(found: CarePlan, look: Look, picked: str | None) -> go.Figure:
    """One bar per salesperson, most to do on top: overdue in the accent, due in blue, proposed for a start in grey.

    What the bar is made of is written at its end. At most 25. `customdata`: the name, "–" for nobody.
    """
    import plotly.graph_objects as go

    people = [person for person in found.people if person.listed][:MOST_ROWS][::-1]
    names = [person_name(person, look.words) for person in people]
    codes = [person.name or NOBODY for person in people]
    made = figure(look, MARGIN_PX + ROW_PX * max(len(people), 1), barmode="stack")
    parts = (
        ([person.overdue for person in people], look.accent),
        ([person.due for person in people], palette.TIERS[look.scheme][1]),
        ([person.proposed for person in people], look.context),
    )
    for counts, colour in parts:
        made.add_trace(
            go.Bar(
                x=counts,
                y=names,
                orientation="h",
                marker={"color": colour, "opacity": [1 if picked in (None, code) else 0.4 for code in codes]},
                customdata=[[code] for code in codes],
                hovertext=[hovers(name, _told(person, look)) for name, person in zip(names, people, strict=True)],
                hovertemplate="%{hovertext}<extra></extra>",
            )
        )
    for name, person in zip(names, people, strict=True):
        made.add_annotation(
            x=person.listed, y=name, xanchor="left", xshift=8, text=_told(person, look), showarrow=False,
            font={"color": look.text, "size": 13},
        )  # fmt: skip
    most = max((person.listed for person in people), default=1)
    room = max((_beyond(person, most, look) for person in people), default=0)
    made.update_layout(margin={"l": 8, "r": room, "t": 4, "b": 4}, clickmode="event+select", showlegend=False)
    made.update_xaxes(visible=False, range=[0, most])
    made.update_yaxes(showgrid=False, tickvals=names, tickfont={"color": look.text, "size": 13})
    return made


def _beyond(person: Portfolio, most: int, look: Look) -> int:
    """How far the words behind a bar reach beyond the longest bar."""
    return text_width(_told(person, look)) + WORDS_GAP_PX - round(LEAST_PX * (1 - person.listed / most))


def _told(person: Portfolio, look: Look) -> str:
    words = look.words
    parts = (
        (person.overdue, words("{count} overdue", count=words.count(person.overdue))),
        (person.due, words("{count} due", count=words.count(person.due))),
        (person.proposed, words("{count} proposed", count=words.count(person.proposed))),
    )
    return " · ".join(text for count, text in parts if count)
