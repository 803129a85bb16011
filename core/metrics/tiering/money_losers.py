"""Customers that cost money, and what makes them so: from list price down to the loss."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.cached import one_reading
from core.metrics.customer_values import GROUP_NAME, Prepared, account_texts, filled, profit_expression
from core.metrics.line_facts import lines_of
from core.metrics.period import basis_of, months_back
from core.metrics.results import Statement
from core.metrics.tiering.tiers import active_table
from core.metrics.worth.value_parts import parts_table
from core.metrics.worth.value_question import value_question
from core.store.facts import NUMBERED

if TYPE_CHECKING:
    from core.metrics.question import Basis, Question
    from core.store.workspace import Workspace

CAUSES = ("cost_above_price", "discounts", "returns", "cost_to_serve")
ZERO = Decimal(0)


@dataclass(frozen=True)
class MoneyLoser:
    """One customer with a current value below 0.

    `at_list - discounts - returned - cost_to_serve = current_value`; see `money_losers.sql` for each. `causes`: of
    `CAUSES`, what pulled the value down, the largest amount first.
    """

    customer_id: str
    customer_name: str | None
    tier: str
    at_list: Decimal
    discounts: Decimal
    returned: Decimal
    cost_to_serve: Decimal
    current_value: Decimal
    revenue: Decimal
    bought: Decimal
    discounted: Decimal
    taken_back: Decimal

    @property
    def losses(self) -> dict[str, Decimal]:
        """What each cause took; below 0 where it brought something."""
        above = -self.at_list if self.bought > 0 else ZERO
        amounts = (above, self.discounts, self.returned, self.cost_to_serve)
        return dict(zip(CAUSES, amounts, strict=True))

    @property
    def causes(self) -> tuple[str, ...]:
        """What pulled the value down: the largest first, and each other one without which nothing would be lost."""
        losses = self.losses
        largest = max(CAUSES, key=losses.__getitem__)
        alone = [code for code in CAUSES if code != largest and losses[code] > ZERO and self._without(code) >= 0]
        return (largest, *sorted(alone, key=losses.__getitem__, reverse=True))

    def _without(self, code: str) -> Decimal:
        return self.current_value + self.losses[code]

    @property
    def discount_share(self) -> float:
        """Discounts / list price of what was bought."""
        asked = self.bought + self.discounted
        return float(self.discounted / asked) if asked else 0.0

    @property
    def return_share(self) -> float | None:
        """Taken back / bought; None where nothing was bought in the window."""
        return float(self.taken_back / self.bought) if self.bought else None


@dataclass(frozen=True)
class MoneyLosers:
    """The customers that cost money, greatest loss first (ties by id), and what they lose together."""

    basis: Basis
    customers: tuple[MoneyLoser, ...]
    statements: tuple[Statement, ...] = ()

    @property
    def lost(self) -> Decimal:
        """Their current values together, below 0."""
        return sum((one.current_value for one in self.customers), ZERO)

    def by_cause(self) -> dict[str, tuple[int, Decimal]]:
        """Per main cause: how many customers, and what they lose together; causes without customers are absent."""
        found: dict[str, tuple[int, Decimal]] = {}
        for code in CAUSES:
            lost = [one.current_value for one in self.customers if one.causes[0] == code]
            if lost:
                found[code] = (len(lost), sum(lost, ZERO))
        return found


@one_reading
def money_losers(workspace: Workspace, question: Question) -> MoneyLosers:
    """Every chosen active customer with a current value below 0, taken apart.

    Who is chosen and the tiers as in `customer_value`. With `gross` refunds nothing is lost by returns. Under a filter
    on lines only those lines count, and no cost to serve. Errors: those of `parts_table`.
    """
    money = value_question(workspace, question)
    basis = basis_of(workspace, money)
    prepared = losers_statement(workspace, money, basis)
    rows = workspace.engine.rows(prepared.sql, prepared.values)
    return MoneyLosers(basis, tuple(MoneyLoser(*row) for row in rows), (prepared.statement("money_losers"),))


def losers_statement(workspace: Workspace, money: Question, basis: Basis) -> Prepared:
    """The query of `money_losers.sql` for a question ranked by worth in money."""
    by_profit = money.value == "gross_profit"
    profit, weights = profit_expression(money.tax) if by_profit else ("costed_total", {})
    lines, filtered = lines_of(money.filters.lines)
    texts = account_texts(workspace, money) | {
        "tiers": active_table(workspace, money),
        "parts": parts_table(workspace, money),
        "lines": lines,
        "numbers": NUMBERED,
        "name": GROUP_NAME if money.rank_groups else "c.customer_name",
        "profit": profit,
        "costed_amount": "m.gross_costed_amount" if by_profit else "m.gross_amount",
        "cost_amount": "m.gross_cost" if by_profit else "0",
    }
    values: dict[str, object] = {
        "leave_out": money.exclude_non_customers,
        "first_month": basis.first_month,
        "last_month": basis.last_month,
        "after": months_back(basis.last_month, -1),
        "by_profit": by_profit,
    }
    return Prepared(filled(Path(__file__).with_suffix(".sql"), texts), values | weights | filtered)
