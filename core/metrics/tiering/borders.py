"""The customers at the borders between tiers: who nearly made it, and who only just did."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.cached import one_reading
from core.metrics.customer_values import filled
from core.metrics.tiering.tiers import check_cut, ranking_cuts, tiers_table

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.store.workspace import Workspace


@dataclass(frozen=True)
class BorderCustomer:
    """A customer next to a border; `distance` to the cut value: what it lacks below, what it has to spare above."""

    customer_id: str
    customer_name: str | None
    tier: str
    value: Decimal
    distance: Decimal


@dataclass(frozen=True)
class Border:
    """The lower end of a tier: its cut value, and who is nearest on either side, the nearest first."""

    tier: str
    cut_value: Decimal
    below: tuple[BorderCustomer, ...]
    above: tuple[BorderCustomer, ...]


@one_reading
def borders(workspace: Workspace, question: Question, n: int) -> tuple[Border, ...]:
    """The borders between the tiers, the best first, each with up to `n` chosen customers per side.

    A tier without customers has no border of its own. By share of customers a customer who reaches the cut value can
    push another one down. Errors as in `tiers_table`.
    """
    check_cut(question.cut)
    cuts = ranking_cuts(workspace, question)[:-1]
    query = filled(Path(__file__).with_suffix(".sql"), {"tiers": tiers_table(workspace, question)})
    found = []
    for number, (tier, cut) in enumerate(zip(question.cut.tiers, cuts, strict=False)):
        if cut > 0 and cut not in cuts[:number]:
            found.append(_border(workspace, query, tier, cut, n))
    return tuple(found)


def _border(workspace: Workspace, query: str, tier: str, cut: Decimal, n: int) -> Border:
    sides: dict[str, list[BorderCustomer]] = {"below": [], "above": []}
    for side, customer_id, name, own_tier, value in workspace.engine.rows(query, {"cut_value": cut, "n": n}):
        sides[side].append(BorderCustomer(customer_id, name, own_tier, value, abs(value - cut)))
    for nearest in sides.values():
        nearest.sort(key=lambda customer: (customer.distance, customer.customer_id))
    return Border(tier, cut, tuple(sides["below"]), tuple(sides["above"]))
