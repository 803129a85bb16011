"""Who is small here but big elsewhere: a large annual need of which little is bought from us."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.cached import one_reading
from core.metrics.customer_values import GROUP_NAME, Prepared, filled
from core.metrics.period import basis_of
from core.metrics.results import Statement
from core.metrics.surveys.satisfaction_tiers import valuable_tiers
from core.metrics.tiering.tiers import active_table, ranking_cuts
from core.metrics.worth.value_parts import data_months, parts_table
from core.metrics.worth.value_question import value_question
from core.settings import Cut

if TYPE_CHECKING:
    from core.metrics.question import Basis, Question
    from core.store.workspace import Workspace

MOST_HERE = Decimal("0.5")
PLACES = Decimal("0.01")


@dataclass(frozen=True)
class BigElsewhere:
    """One customer: a year's revenue here, what it needs in a year, the share bought here (0-1), the rest."""

    customer_id: str
    customer_name: str | None
    tier: str
    yearly_revenue: Decimal
    annual_need: Decimal
    share_of_wallet: Decimal
    elsewhere: Decimal


@dataclass(frozen=True)
class Elsewhere:
    """`bar`: a year's revenue from which a customer counts as Important here; None where nobody is ranked.

    `customers`: who buys most elsewhere first, ties by id.
    """

    basis: Basis
    bar: Decimal | None
    others: tuple[str, ...]  # the tiers that count as small
    customers: tuple[BigElsewhere, ...]
    statements: tuple[Statement, ...] = ()

    @property
    def amount(self) -> Decimal:
        """What they buy elsewhere in a year, together."""
        return sum((one.elsewhere for one in self.customers), Decimal(0))


@one_reading
def elsewhere(workspace: Workspace, question: Question) -> Elsewhere:
    """Customers outside Key and Important whose need would make them Important, and who buy under half of it here.

    Tiers and chosen customers as in `customer_value`. The bar is the smallest revenue of an Important customer in a
    ranking by revenue (by shares), taken to 12 months and rounded to cents. Under a filter on lines nobody is listed,
    since a need is that of the whole customer. Errors: those of `parts_table`.
    """
    money = value_question(workspace, question)
    basis, bar = basis_of(workspace, money), _bar(workspace, money)
    valuable = valuable_tiers(money.cut)
    others = tuple(code for code in (*money.cut.tiers, "unprofitable") if code not in valuable)
    texts = {
        "tiers": active_table(workspace, money),
        "parts": parts_table(workspace, money),
        "name": GROUP_NAME if money.rank_groups else "c.customer_name",
    }
    values: dict[str, object] = {
        "others": list(others),
        "bar": bar or Decimal(0),
        "months": data_months(workspace, money),
        "most_here": MOST_HERE,
    }
    prepared = Prepared(filled(Path(__file__).with_suffix(".sql"), texts), values)
    rows = workspace.engine.rows(prepared.sql, prepared.values) if bar is not None else []
    found = tuple(BigElsewhere(*row) for row in rows)
    return Elsewhere(basis, bar, others, found, (prepared.statement("elsewhere"),))


def _bar(workspace: Workspace, money: Question) -> Decimal | None:
    cut = money.cut if money.cut.method == "share" else Cut()
    cuts = ranking_cuts(workspace, replace(money, value="revenue", cut=cut))
    place = len(valuable_tiers(cut)) - 1
    if not cuts[place]:
        return None
    return (cuts[place] * 12 / data_months(workspace, money)).quantize(PLACES, ROUND_HALF_UP)
