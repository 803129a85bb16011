"""What each step of choosing takes away and leaves, whom a quota cuts, and what the contacts may return."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Literal

from core.metrics.cached import remembered
from core.metrics.customers import listed_statement
from core.store.engine import quoted
from core.targets.chosen import ON_THE_LIST

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.settings import RfmRules
    from core.store.workspace import Workspace
    from core.targets.choice import Choice

STEPS = ("control", "opted_out", "contacted", "on_list", "quota", "top", "budget", "sample")
"""The steps behind the rules, in their order."""
CENTS_OF_CENTS = Decimal("0.0001")


@dataclass(frozen=True)
class Step:
    """One step: `known` (everybody whom the filters choose), `rules`, or one of STEPS; whom it took, who is left."""

    code: str
    taken: int
    left: int


@dataclass(frozen=True)
class QuotaGroup:
    """What the quota left and took of one salesperson or region; None for customers without one."""

    name: str | None
    kept: int
    cut: int


@dataclass(frozen=True)
class Economics:
    """What contacting the list costs and may return. Money has 4 places, rates are shares 0-1.

    `order_profit` is what one order brings: as given, else the gross profit per order of these customers in the window
    (`profit`), else, where no line has a cost, their revenue per order (`revenue`); None without orders.
    `break_even_rate`: what share has to order for the contacts to pay; None where an order brings nothing.
    `expected_return`: contacts x response rate x order profit; `expected_profit`: that minus the cost.
    """

    contacts: int
    cost: Decimal
    order_profit: Decimal | None
    order_profit_from: Literal["given", "profit", "revenue"]
    break_even_rate: float | None
    expected_return: Decimal | None = None
    expected_profit: Decimal | None = None


def funnel(
    workspace: Workspace, question: Question, rfm_rules: RfmRules, table: str, choice: Choice
) -> tuple[Step, ...]:
    """The steps that are asked for or took somebody away, in their order; what is left at the end is the list."""
    counts: dict[str | None, int] = dict(workspace.engine.rows(f"select cut, count(*) from {table} group by cut"))
    left = sum(counts.values())
    known = _known(workspace, question, rfm_rules)
    steps = [Step("known", 0, known), Step("rules", known - left, left)]
    asked = {
        "contacted": choice.contacted_days,
        "on_list": choice.not_on_lists or choice.lists_days,
        "quota": choice.quota,
        "top": choice.top,
        "budget": choice.budget,
        "sample": choice.sample,
    }
    for code in STEPS:
        taken = counts.get(code, 0)
        left -= taken
        if taken or asked.get(code) not in (None, ()):
            steps.append(Step(code, taken, left))
    return tuple(steps)


def _known(workspace: Workspace, question: Question, rfm_rules: RfmRules) -> int:
    listed = listed_statement(workspace, question, rfm_rules)

    def count() -> int:
        return int(workspace.engine.rows(f"{listed.sql}select count(*) from listed", listed.values)[0][0])

    return remembered(workspace, "listed_count", (listed.sql, repr(listed.values)), count)


def quota_groups(workspace: Workspace, table: str, choice: Choice) -> tuple[QuotaGroup, ...]:
    """The groups of which the quota cut somebody, most first, equal ones by name; none without a quota."""
    if choice.quota is None:
        return ()
    name = quoted(choice.quota_by)
    query = (
        f"select {name}, count(*) filter (where cut is null or cut <> 'quota'), count(*) filter (where cut = 'quota') "
        f"from {table} where cut is null or cut in ('quota', 'top', 'budget', 'sample') "
        f"group by {name} having count(*) filter (where cut = 'quota') > 0 order by 3 desc, {name} nulls last"
    )
    return tuple(QuotaGroup(*row) for row in workspace.engine.rows(query))


def economics(workspace: Workspace, table: str, choice: Choice) -> Economics | None:
    """What the list costs and may return; None where the cost of a contact is not given."""
    if choice.contact_cost is None:
        return None
    contacts, orders, revenue, costed_orders, profit = workspace.engine.rows(
        "select count(*), sum(order_count), sum(revenue), sum(order_count) filter (where gross_profit is not null), "
        f"sum(gross_profit) from {table} where {ON_THE_LIST}"
    )[0]
    cost = _rounded(contacts * choice.contact_cost)
    source: Literal["given", "profit", "revenue"] = "profit" if profit is not None else "revenue"
    each = _per(profit, costed_orders) if profit is not None else _per(revenue, orders)
    if choice.order_profit is not None:
        source, each = "given", choice.order_profit
    rate = float(choice.contact_cost / each) if each is not None and each > 0 else None
    if choice.response_rate is None or each is None:
        return Economics(contacts, cost, each, source, rate)
    returned = _rounded(contacts * choice.response_rate * each)
    return Economics(contacts, cost, each, source, rate, returned, returned - cost)


def _per(amount: Decimal | None, orders: int | None) -> Decimal | None:
    return _rounded(Decimal(amount) / int(orders)) if amount is not None and orders else None


def _rounded(amount: Decimal) -> Decimal:
    return amount.quantize(CENTS_OF_CENTS, ROUND_HALF_UP)
