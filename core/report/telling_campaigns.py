"""What campaigns have brought, against those who were held back by chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.metrics.surveys.satisfaction_tiers import valuable_tiers
from core.report.proposals import quiet_best
from core.report.slides import Bullet, Bullets, Card, Cards, Cell, Row, Slide, Table
from core.text.outcome_sentences import did_it_pay, how_sure, points, points_span, what_came_of_it, which_look

if TYPE_CHECKING:
    from core.report.figures import Figures
    from core.targets.outcome import Outcome
    from core.text.teller import Teller

SHOWN = 4
HOLD_OUT = 0.1


def campaigns(figures: Figures, teller: Teller) -> Slide:
    """The campaigns with a hold-out and what came of them; without one nobody can say what one brings."""
    t, found = teller.t, figures.outcomes
    topic = t.code("slide", "campaigns")
    notes = t("A list that holds back a share by chance shows what would have happened without it: who was contacted "
              "is compared with who was held back.")  # fmt: skip
    compared = [one for one in found if one.figures is not None and one.figures.whole.rate is not None]
    if not compared:
        return Slide("campaigns", topic, _nothing_yet(figures, teller), _first(figures, teller), notes)
    best = next((one for one in compared if one.state == "judged"), compared[0])
    title = t("{name}: {reason}", name=best.saved.name, reason=what_came_of_it(t, best))
    rows = (Row((Cell(_table(teller, compared[:SHOWN])),), 1.0), Row((Cell(_said(teller, best)),), 1.1))
    return Slide("campaigns", topic, title, rows, notes)


def _nothing_yet(figures: Figures, teller: Teller) -> str:
    t = teller.t
    if not figures.lists:
        return t("No campaign was kept yet, so nobody can say what one brings.")
    if figures.outcomes:
        return what_came_of_it(t, figures.outcomes[0])
    return t.plural(
        "{count} list was kept, but nobody was held back: what it brings cannot be told.",
        "{count} lists were kept, but nobody was held back: what they bring cannot be told.", len(figures.lists),
    )  # fmt: skip


def _first(figures: Figures, teller: Teller) -> tuple[Row, ...]:
    """The list to begin with: who, how many to contact, how many to hold back; in words where nobody is quiet."""
    t, names = teller.t, len(quiet_best(figures))
    tiers = t.listed([teller.tier(code) for code in valuable_tiers(figures.question.cut)])
    held = round(names * HOLD_OUT)
    what = t("Make the next list of quiet {tiers} customers, and hold back 10 % of them by chance.", tiers=tiers)
    said = Row((Cell(Bullets((
        Bullet(t("What we propose"), what),
        Bullet(t("Then"), t("Next month's sales sheet shows who bought again: the difference to those held back is "
                            "what the campaign brought.")),
    ))),), 0.71)  # fmt: skip
    if not held:
        return (said,)
    cards = (
        Card(t("Quiet {tiers} customers", tiers=tiers), t.count(names)),
        Card(t("To be contacted"), t.count(names - held)),
        Card(t("Held back by chance"), t.count(held)),
    )
    return (Row((Cell(Cards(cards)),), 0.22), said)


def _table(teller: Teller, found: list[Outcome]) -> Table:
    t = teller.t
    rows = []
    for one in found:
        if one.figures is None or one.figures.whole.rate is None:
            continue
        whole, rate = one.figures.whole, one.figures.whole.rate
        state = t("Judged") if one.state == "judged" else t("Early look")
        rows.append((
            one.saved.name,
            f"{state} · {t.day(one.figures.last_day)}",
            *(t("{share} of {count}", share=t.share(side.rate), count=t.count(side.customers))
              for side in (whole.contacted, whole.held)),
            f"{points(t, rate.estimate)} ({points_span(t, rate)})",
        ))  # fmt: skip
    head = (t("Campaign"), t("As of"), t("Contacted who bought"), t("Held back who bought"),
            t("Difference (95 % interval)"))  # fmt: skip
    return Table(head, tuple(rows), (2.2, 1.6, 1.4, 1.4, 2.2), frozenset((2, 3, 4)))


def _said(teller: Teller, found: Outcome) -> Bullets:
    t = teller.t
    if found.figures is None:
        return Bullets(())
    told = (how_sure(t, found.figures), did_it_pay(t, teller.settings.currency, found.figures), which_look(t, found))
    return Bullets(tuple(Bullet("", sentence) for sentence in told if sentence))
