"""How content the customers are, and what matters to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.report.formats import name_of
from core.report.slides import Bar, Bars, Bullet, Bullets, Cell, Row, Scatter, Slide, Spot, Table
from core.text.satisfaction_sentences import dimension_label, how_content, widest_gap

if TYPE_CHECKING:
    from core.metrics.results import DimensionIndex, Satisfaction
    from core.report.figures import Figures
    from core.text.teller import Teller

FULL = 100.0
NAMED = 5


def satisfaction(figures: Figures, teller: Teller) -> Slide:
    """The index by dimension beside importance, or beside who is valuable but unhappy; what file is missing without."""
    t, found = teller.t, figures.satisfaction
    topic = t.code("slide", "satisfaction")
    if found is None or (not found.dimensions and found.csat is None and found.nps is None):
        return _without(teller, topic, found)
    cells = [Cell(_dimensions(teller, found), 1.0)] if found.dimensions else []
    mapped = [one for one in found.mapped if one.importance is not None]
    beside = _of_best(teller, found) or (_map(teller, mapped) if len(mapped) > 1 else _unhappy(teller, found))
    cells.append(Cell(beside or _figures(teller, found), 1.0))
    notes = "\n".join((
        t("Index of an answer: 100 × (score − lowest) / (highest − lowest) of its scale."),
        t("Satisfaction index: the weighted mean of the dimensions. The overall question, the recommendation and the "
          "intent to buy again stay outside. Its interval is a bootstrap over respondents with a fixed seed."),
    ))  # fmt: skip
    return Slide("satisfaction", topic, how_content(teller, found), (Row(tuple(cells)),), notes, _remark(teller, found))


def _without(teller: Teller, topic: str, found: Satisfaction | None) -> Slide:
    t = teller.t
    title = t("How satisfied they are is not known: there is no survey yet.")
    if found is not None:
        title = t("How satisfied they are is not known: nobody answered in this window.")
    said = Bullets((
        Bullet(t("What brings it"), t("A survey sheet: one row per answer, or one column per question as survey "
                                      "services export it.")),
        Bullet(t("What it needs"), t("A score with its scale; with the customer's number, satisfaction stands beside "
                                     "the tiers.")),
    ))  # fmt: skip
    return Slide("satisfaction", topic, title, (Row((Cell(said),)),), t("Without answers no index is computed."))


def _dimensions(teller: Teller, found: Satisfaction) -> Bars:
    """One bar per dimension, the least content first among equals by name; what to concentrate on in the accent."""
    t, look = teller.t, teller.look
    ordered = sorted(found.dimensions, key=lambda one: (-one.index, one.dimension))
    hot = {one.dimension for one in found.mapped if one.quadrant == "concentrate_here"}
    gap = widest_gap(found)
    hot = {gap[0]} if gap else hot or {ordered[-1].dimension}
    items = tuple(
        Bar(dimension_label(teller, one.dimension), one.index, t.number(one.index, 0),
            look.accent if one.dimension in hot else look.colour("important"))
        for one in ordered
    )  # fmt: skip
    return Bars(items, FULL, t("Satisfaction index per dimension, all customers (0 to 100)"), t("Satisfaction index"))


def _of_best(teller: Teller, found: Satisfaction) -> Bars | None:
    """What the best tier gives per dimension, where it lags behind somewhere; None where it does not."""
    t, look, gap = teller.t, teller.look, widest_gap(found)
    if gap is None:
        return None
    best = found.by_tier[0]
    ordered = sorted(found.dimensions, key=lambda one: (-one.index, one.dimension))
    items = tuple(
        Bar(dimension_label(teller, one.dimension), best.dimensions[one.dimension],
            t.number(best.dimensions[one.dimension], 0),
            look.accent if one.dimension == gap[0] else look.colour("key"))
        for one in ordered if one.dimension in best.dimensions
    )  # fmt: skip
    tier = teller.tier(best.tier)
    return Bars(items, FULL, t("The same from {tier} customers alone", tier=tier), tier)


def _map(teller: Teller, mapped: list[DimensionIndex]) -> Scatter:
    t, look = teller.t, teller.look
    xs, ys = [one.importance or 0.0 for one in mapped], [one.index for one in mapped]
    spots = tuple(
        Spot(dimension_label(teller, one.dimension), x, y,
             look.accent if one.quadrant == "concentrate_here" else look.colour("important"))
        for one, x, y in zip(mapped, xs, ys, strict=True)
    )  # fmt: skip
    middle = (sum(xs) / len(xs), sum(ys) / len(ys))
    return Scatter(spots, t("Importance (share of weight) →"), t("Satisfaction index →"), middle,
                   t("What matters to them, and how content they are with it"))  # fmt: skip


def _unhappy(teller: Teller, found: Satisfaction) -> Table | None:
    """Who is valuable but unhappy; None where nobody is."""
    t, frame = teller.t, found.unhappy_valuable
    if frame is None or frame.empty:
        return None
    rows = tuple(
        (
            name_of(row["customer_name"], row["customer_id"]),
            teller.tier(row["tier"]),
            teller.value(row["value"]),
            t.number(row["index"], 0),
        )
        for row in frame.head(NAMED).to_dict("records")
    )
    head = (t("Customer"), t("Tier"), teller.look.total_label, t("Satisfaction index"))
    return Table(head, rows, (2.0, 1.0, 1.1, 1.1), frozenset((2, 3)), t("Valuable but unhappy"))


def _figures(teller: Teller, found: Satisfaction) -> Bullets:
    """What the other questions say."""
    t = teller.t
    items = []
    if found.csat is not None:
        items.append(Bullet(t("CSAT"), t.share(found.csat, 0)))
    if found.nps is not None:
        items.append(Bullet(t("NPS"), t.number(found.nps)))
    items.append(Bullet(t("Answers"), t.count(found.answers)))
    return Bullets(tuple(items))


def _remark(teller: Teller, found: Satisfaction) -> str:
    t = teller.t
    parts = [t.plural("{count} answer", "{count} answers", found.answers)]
    if found.low is not None and found.high is not None:
        parts.append(
            t("95 % interval of the index {low} to {high}", low=t.number(found.low), high=t.number(found.high))
        )
    if found.nps is not None:
        parts.append(t("NPS {nps}", nps=t.number(found.nps)))
    if found.coverage is not None:
        parts.append(t("{share} of the active customers answered", share=t.share(found.coverage, 0)))
    return " · ".join(parts)
