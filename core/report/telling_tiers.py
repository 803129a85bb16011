"""The pyramid, and what moved between its tiers."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from core.charts.palette import BAD, GOOD
from core.report.floors import floors
from core.report.formats import name_of, signed
from core.report.slides import Bullet, Bullets, Cell, PyramidPart, Row, Slice, Slide, Stack, Step, Table, Waterfall
from core.targets.wording import plain
from core.text.movement_reasons import move_reason
from core.text.movement_sentences import bridge_sentence, telling_of, what_moved, with_groups
from core.text.page_sentences import who_brings
from core.text.tier_sets import tier_share_note

if TYPE_CHECKING:
    import pandas as pd

    from core.metrics.movements.movement import Movement
    from core.metrics.movements.revenue_bridge import RevenueBridge
    from core.metrics.results import Pyramid, Tier
    from core.report.figures import Figures
    from core.text.teller import Teller

BRIDGE_ROOM = 1.2  # the axis of the bridge begins so many times the changes below the lower total


def pyramid(figures: Figures, teller: Teller) -> Slide:
    """The tiers with what they bring, drawn and as a table."""
    t, found = teller.t, figures.overview.pyramid
    slices = tuple(_slice(teller, tier) for tier in found.tiers)
    heads = (
        t.plural("{count} customer", "{count} customers", found.customers_ranked),
        f"{teller.look.total_label} {teller.total(found.total)}",
    )
    title = who_brings(teller, found) if found.customers_ranked else t("Nobody to rank in this window.")
    cells = (Cell(PyramidPart(slices, heads), 1.15), Cell(_figures_and_best(figures, teller), 1.0))
    return Slide(
        "pyramid", t.code("slide", "pyramid"), title, (Row(cells),), _pyramid_notes(teller), _beside(teller, found)
    )  # fmt: skip


def _figures_and_best(figures: Figures, teller: Teller) -> Table | Stack:
    """The tiers in figures, and who the best five customers are."""
    tiers, best = tier_table(teller, figures.overview.pyramid), best_five(figures, teller)
    rows = len(tiers.rows) + 1.5
    return tiers if best is None else Stack((tiers, best), (rows, len(best.rows) + 2.0))


def best_five(figures: Figures, teller: Teller) -> Table | None:
    """The five customers with the most revenue; None where nobody bought."""
    t, found = teller.t, figures.exposure
    if not found.top5:
        return None
    rows = tuple(
        (name_of(name, customer), teller.money(revenue), t.share(float(revenue / found.revenue)))
        for customer, name, revenue in found.top5
    )
    head = (t("Customer"), t.code("value", "revenue"), t("Share of revenue"))
    heading = t.plural(
        "The {count} best customer brings {share} of the revenue", "The {count} best bring {share} of the revenue",
        len(rows), share=t.share(found.top5_share),
    )  # fmt: skip
    return Table(head, rows, (2.4, 1.1, 1.3), frozenset((1, 2)), heading)


def _slice(teller: Teller, tier: Tier) -> Slice:
    t = teller.t
    return Slice(
        teller.tier(tier.code),
        tier_share_note(t, teller.question.cut, tier.code, teller.settings.currency),
        t.count(tier.customers),
        max(tier.value_share, 0.0),
        t.share(tier.value_share),
        teller.total(tier.value),
        teller.look.colour(tier.code),
    )


def tier_table(teller: Teller, found: Pyramid) -> Table:
    """The tiers in figures."""
    t = teller.t
    rows = tuple(
        (
            teller.tier(tier.code),
            t.count(tier.customers),
            teller.total(tier.value),
            t.share(tier.value_share),
            "–" if tier.cut_value is None else teller.value(tier.cut_value),
        )
        for tier in found.tiers
    )
    head = (t("Tier"), t("Customers"), teller.look.total_label, t("Share of value"), t("Smallest value"))
    swatches = tuple(teller.look.colour(tier.code) for tier in found.tiers)
    return Table(head, rows, (1.5, 1.15, 1.25, 1.2, 1.25), frozenset((1, 2, 3, 4)), swatches=swatches)


def _pyramid_notes(teller: Teller) -> str:
    t = teller.t
    rule = {
        "share": t("A customer is in the first tier whose ceiling lies above the share of customers with more value."),
        "contribution": t(
            "A customer is in the first tier whose ceiling lies above the share of value held by better ones."
        ),
        "thresholds": t("A customer is in the first tier whose amount it reaches."),
    }[teller.question.cut.method]
    return f"{rule}\n{t('Equal values share the better tier; the best customer is always in the first.')}"


def _beside(teller: Teller, found: Pyramid) -> str:
    t = teller.t
    parts = [
        f"{teller.tier(code)}: {t.count(count)}"
        for code, count in (("unprofitable", found.unprofitable_customers), ("inactive", found.inactive_customers))
        if count
    ]
    return " · ".join(parts)


def moved(figures: Figures, teller: Teller) -> Slide:
    """What moved since the month before: the bridge of revenue, and the largest moves with their reasons."""
    t, found, bridge, question = teller.t, figures.movement, figures.bridge, figures.settled
    topic = t.code("slide", "movement")
    if found is None or bridge is None or question is None:
        return _too_short(teller, topic)
    teller = with_groups(teller.asking(question))
    right: Table | Bullets = Bullets((Bullet(t("Nobody changed the tier.")),))
    if figures.moved is not None and len(figures.moved):
        right = _largest_moves(teller, found, figures.moved)
    notes = "\n".join((
        t("Each customer's tier at the end of {before} and of {after}, by the amounts of the earlier date, so that a "
          "move means that the customer changed.", before=t.month(found.before.last_month),
          after=t.month(found.basis.last_month)),
        bridge_sentence(teller, bridge),
    ))  # fmt: skip
    rows = (Row((Cell(_bridge(teller, bridge), 1.05), Cell(right, 1.1))),)
    return Slide("movement", topic, what_moved(teller, found), rows, notes, bridge_sentence(teller, bridge))


def _too_short(teller: Teller, topic: str) -> Slide:
    t = teller.t
    said = Bullets((
        Bullet(t("What is missing"), t("At least four months of sales, so that two windows of three months compare.")),
        Bullet(t("What brings it"), t("The sales sheets of earlier months, or the one of next month.")),
    ))  # fmt: skip
    title = t("What moved cannot be told yet: the data do not reach back to a month before.")
    return Slide("movement", topic, title, (Row((Cell(said),)),), t("Movement compares two windows of equal length."))


def _bridge(teller: Teller, found: RevenueBridge) -> Waterfall:
    t, look = teller.t, teller.look
    good, bad = GOOD[look.scheme], BAD[look.scheme]
    steps = [Step(t.code("bridge", "revenue_from"), float(found.revenue_from), teller.money(found.revenue_from),
                  look.context, total=True)]  # fmt: skip
    steps += [
        Step(t.code("bridge", step.code), float(step.amount), signed(teller, step.amount),
             good if step.amount >= 0 else bad)
        for step in found.steps
    ]  # fmt: skip
    steps.append(Step(t.code("bridge", "revenue_to"), float(found.revenue_to), teller.money(found.revenue_to),
                      look.colour("important"), total=True))  # fmt: skip
    every = [level for pair in floors(tuple(steps))[1:-1] for level in pair]
    low, high = min(every), max(every)
    lowest = max(low - (high - low) * BRIDGE_ROOM, 0.0) if low > 0 else min(low, 0.0)
    heading = t("What became of revenue")
    if lowest > 0:
        heading = t("What became of revenue (columns begin at {amount})", amount=teller.money(lowest))
    return Waterfall(tuple(steps), lowest, heading, t.code("value", "revenue"))


def _largest_moves(teller: Teller, found: Movement, table: pd.DataFrame) -> Table:
    t, tell = teller.t, telling_of(teller, found)
    rows: list[dict[str, Any]] = plain(table).to_dict("records")  # type: ignore[assignment]  # names are texts
    shown = tuple(
        (
            name_of(row["customer_name"], row["customer_id"]),
            f"{teller.tier(row['moved_from'])} → {teller.tier(row['moved_to'])}",
            _difference(teller, row),
            move_reason(row, tell),
        )
        for row in rows
    )
    head = (t("Customer"), t("Move"), t("Change"), t("Why"))
    return Table(head, shown, (1.55, 1.4, 1.2, 2.2), frozenset((2,)), t("The largest moves"))


def _difference(teller: Teller, row: dict[str, Any]) -> str:
    if row["value_to"] is None or row["value_from"] is None:
        return "–"
    change = Decimal(row["value_to"]) - Decimal(row["value_from"])
    text = teller.total(change)
    return f"+{text}" if change > 0 else text
