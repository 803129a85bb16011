"""Who carries the profit, and who costs money."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from core.charts.palette import BAD
from core.report.formats import name_of, share_format
from core.report.slides import Bar, Bars, Bullet, Bullets, Cell, Curve, Row, Slide, Spot, Table
from core.report.telling_tiers import best_five
from core.text.page_sentences import joined, whale

if TYPE_CHECKING:
    from core.report.figures import Figures
    from core.text.teller import Teller

NAMED = 5
MOST_POINTS = 120
SHARES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
TWENTY = 20


def profit(figures: Figures, teller: Teller) -> Slide:
    """The curve of worth in money, the best five, and those who cost money with the main cause."""
    t = teller.t
    money = teller.asking(figures.money)
    notes = [
        t("Worth in money is the gross profit of the window, minus the cost of serving where it is given; without "
          "costs in the data it is revenue."),
        t("The curve adds up the customers, best first; above 100 % it falls where customers cost money."),
    ]  # fmt: skip
    return Slide("profit", t.code("slide", "profit"), _who_carries(figures, money), _shown(figures, money),
                 "\n".join(notes), _remark(figures, money))  # fmt: skip


def _shown(figures: Figures, money: Teller) -> tuple[Row, ...]:
    nobody = Bullets((Bullet(money.t("Nobody to rank in this window.")),))
    if not figures.curve.customers:
        return (Row((Cell(nobody),)),)
    curve, below = Cell(_curve(figures, money)), _margins(figures, money)
    if not figures.losers.customers:
        return (Row((curve, Cell(best_five(figures, money) or nobody, 1.25))),)
    above = (curve, Cell(_losers(figures, money), 1.3))
    return (Row(above),) if below is None else (Row(above, 0.62), Row((Cell(below),), 0.38))


def _who_carries(figures: Figures, teller: Teller) -> str:
    t, losers = teller.t, figures.losers
    share = figures.curve.top_shares.get(TWENTY)
    measure = teller.look.total_label.lower()
    first = t("The best 20 % of the customers bring {share} of the {measure}.", share=t.share(share), measure=measure)
    if not figures.curve.customers or share is None:
        return t("Nobody to rank in this window.")
    if not losers.customers:
        return joined(t, (first, t("Nobody costs money."))) if teller.question.value == "gross_profit" else first
    second = t.plural(
        "{count} customer costs us {value}.", "{count} customers cost us {value} together.", len(losers.customers),
        value=teller.money(-losers.lost),
    )  # fmt: skip
    return joined(t, (first, second))


def _remark(figures: Figures, teller: Teller) -> str:
    if not figures.losers.customers:
        return ""
    return whale(teller, figures.curve, figures.losers)


def _curve(figures: Figures, teller: Teller) -> Curve:
    t, found = teller.t, figures.curve
    step = max(1, len(found.customer_shares) // MOST_POINTS)
    places = sorted({*range(0, len(found.customer_shares), step), len(found.customer_shares) - 1})
    marks = [
        Spot(t.share(found.top_shares[share]), share / 100, found.top_shares[share], teller.look.accent)
        for share in (TWENTY,) if share in found.top_shares
    ]  # fmt: skip
    return Curve(
        tuple(found.customer_shares[place] for place in places),
        tuple(found.value_shares[place] for place in places),
        t("Share of customers, best first"),
        t("Share of {measure}", measure=teller.look.total_label.lower()),
        tuple((share, t.share(share, 0)) for share in SHARES),
        share_format(teller),
        tuple(marks),
        teller.look.colour("key"),
        t("How {measure} adds up", measure=teller.look.total_label.lower()),
    )


def _losers(figures: Figures, teller: Teller) -> Table:
    t = teller.t
    rows = tuple(
        (
            name_of(one.customer_name, one.customer_id),
            teller.money(one.revenue),
            teller.money(one.current_value),
            t.code("loss_cause", one.causes[0]),
        )
        for one in figures.losers.customers[:NAMED]
    )
    head = (t("Customer"), t.code("value", "revenue"), teller.look.total_label, t("Main cause"))
    return Table(head, rows, (2.0, 1.0, 1.05, 1.4), frozenset((1, 2)), t("Who costs us most"))


def _margins(figures: Figures, teller: Teller) -> Bars | None:
    """What is left of each tier's revenue; None without costs."""
    t = teller.t
    known = [tier for tier in figures.exposure.margins if tier.margin is not None and tier.revenue > Decimal(0)]
    if not known:
        return None
    items = tuple(
        Bar(teller.tier(tier.code), tier.margin or 0.0, t.share(tier.margin),
            teller.look.colour(tier.code) if tier.code != "unprofitable" else BAD[teller.look.scheme])
        for tier in known
    )  # fmt: skip
    return Bars(items, max(0.01, *(bar.value for bar in items)), t("What is left of each tier's revenue: gross margin"),
                t("Gross margin"))  # fmt: skip
