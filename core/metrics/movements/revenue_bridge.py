"""From the revenue of one window to that of another: who came, who left, who bought more or less, and how."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.cached import made_view, one_reading
from core.metrics.customer_values import filled
from core.metrics.movements.moves import moves_table, settled
from core.metrics.results import Statement

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.settings import RfmRules
    from core.store.workspace import Workspace

STEPS = ("lapsed", "down", "up", "returned", "won")
EFFECTS = ("frequency", "price", "without_orders")


@dataclass(frozen=True)
class Step:
    """One step of the bridge: how many customers, and by how much revenue changed through them."""

    code: str
    customers: int
    amount: Decimal


@dataclass(frozen=True)
class RevenueBridge:
    """`revenue_from` + the amounts of `steps` = `revenue_to`, to the last decimal.

    `steps`: `lapsed`, `down`, `up`, `returned`, `won`. `effects` take `down` and `up` together apart by another rule,
    with the same sum: `frequency`, `price` (revenue per order) and `without_orders` (customers with no order in one of
    the windows, who only returned).
    """

    revenue_from: Decimal
    revenue_to: Decimal
    steps: tuple[Step, ...]
    effects: tuple[Step, ...]
    statements: tuple[Statement, ...] = ()


@one_reading
def revenue_bridge(workspace: Workspace, question: Question) -> RevenueBridge:
    """The bridge between the two windows of a settled question (see `core.metrics.movements.moves.settled`).

    Of all customers with a counted line in one of the windows whom the filters choose, unprofitable ones and those
    without costs too; always in revenue, whatever ranks. A customer's frequency effect is the change of its orders x
    the mean of its two averages per order, rounded half up to 4 places; its price effect is the rest of its change.
    """
    sql = filled(Path(__file__).with_suffix(".sql"), {"parts": parts_view(workspace, question)})
    rows = {row[0]: row[1:] for row in workspace.engine.rows(sql)}

    def amount(code: str | None, place: int) -> Decimal:
        return Decimal(rows[code][place]) if code in rows else Decimal(0)

    def count(code: str, place: int = 0) -> int:
        return int(rows[code][place]) if code in rows else 0

    kept = ("up", "down", "same")
    effects = [
        Step("frequency", sum(count(c, 6) for c in kept), sum((amount(c, 3) for c in kept), Decimal(0))),
        Step("price", sum(count(c, 6) for c in kept), sum((amount(c, 4) for c in kept), Decimal(0))),
        Step("without_orders", sum(count(c, 7) for c in kept), sum((amount(c, 5) for c in kept), Decimal(0))),
    ]
    return RevenueBridge(
        revenue_from=sum((amount(code, 1) for code in rows), Decimal(0)),
        revenue_to=sum((amount(code, 2) for code in rows), Decimal(0)),
        steps=tuple(Step(code, count(code), amount(code, 2) - amount(code, 1)) for code in STEPS),
        effects=tuple(effects),
        statements=(Statement("revenue_bridge", sql, {}),),
    )


def parts_view(workspace: Workspace, question: Question) -> str:
    """The name of a view of `revenue_parts.sql` for a settled question: the part of every customer in the bridge."""
    path = Path(__file__).with_name("revenue_parts.sql")
    return made_view(workspace, "parts", filled(path, {"moves": moves_table(workspace, question)}))


def bridge_columns(workspace: Workspace, question: Question, _rules: RfmRules) -> str:
    """The table behind the columns `bridge_part`, `bridge_orders`, `revenue_change` and the two effects.

    Of the question's own dates (without a date to compare with: a month before) and window.
    """
    return parts_view(workspace, settled(workspace, question, window_asked=True))
