"""Did it work? Contacted customers of a list against those held back, from its first to its last day."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from core.metrics.cached import one_reading
from core.metrics.counted_lines import counted_lines
from core.metrics.customer_values import Prepared, filled, profit_expression
from core.metrics.question import Filters
from core.metrics.results import Statement
from core.targets.chosen import ON_THE_LIST, chosen_table

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.store.workspace import Workspace
    from core.targets.campaign import Campaign
    from core.targets.lists import TargetList
    from core.targets.saved import SavedList

State = Literal["no_campaign", "planned", "running", "judged"]
FEWEST = 5
"""With fewer names on a side nothing is compared."""
SAVED_NAMES = "select customer_id, arm, stratum, tier, segment from target_list_members where list_id = $list_id"
CHOSEN_NAMES = (
    "select c.customer_id, 'contact' as arm, cast(null as VARCHAR) as stratum, cast(null as VARCHAR) as tier, "
    "cast(null as VARCHAR) as segment from {taken} as t join customers as c on c.customer_no = t.customer_no "
    "where t.{on_the_list}"
)


@dataclass(frozen=True)
class Side:
    """One side: its customers, who of them bought, and what they brought. `profit` None where no cost is known."""

    customers: int
    buyers: int
    revenue: Decimal
    profit: Decimal | None

    @property
    def rate(self) -> float | None:
        """The share that bought; None without customers."""
        return self.buyers / self.customers if self.customers else None

    def mean(self, amount: Decimal | None) -> Decimal | None:
        """An amount per customer."""
        return None if amount is None or not self.customers else amount / self.customers


@dataclass(frozen=True)
class Difference:
    """Contacted less held back, with the ends of its 95 % interval. Rates 0-1, money in the workspace's currency."""

    estimate: float
    low: float
    high: float

    @property
    def sign(self) -> int:
        """1 or -1 where the interval leaves out 0; 0 where it cannot be told from chance."""
        return 1 if self.low > 0 else -1 if self.high < 0 else 0


@dataclass(frozen=True)
class Part:
    """Some of the names: all (""), or those of a tier or segment on the day of the list.

    Differences are None where a side has fewer than 5 customers, of profit also where no cost is known; money is per
    customer.
    """

    code: str
    contacted: Side
    held: Side
    rate: Difference | None = None
    revenue: Difference | None = None
    profit: Difference | None = None


@dataclass(frozen=True)
class Figures:
    """What was found from `first_day` to `last_day`.

    `gain`: the profit that turning to them brought, all contacted together; `net`: that less `cost`; None where no
    profit can be compared. `break_even`: what each contacted customer would have to bring in profit to pay the cost.
    `profit_covered`: share of revenue whose profit is known. `more_needed`: how many more names would show the
    difference found (8 times in 10); None where it shows already, or where there is next to none.
    `left_out`: names not counted, by reason: `apart` (set apart since), `mixed` (merged with the other side since),
    `gone` (no longer in the data); `doubled`: merged since with another name of the same side.
    """

    first_day: date
    last_day: date
    whole: Part
    tiers: tuple[Part, ...]
    segments: tuple[Part, ...]
    cost: Decimal
    break_even: Decimal | None
    gain: Difference | None
    net: Difference | None
    profit_covered: float | None
    more_needed: int | None
    left_out: dict[str, int]


@dataclass(frozen=True)
class Outcome:
    """A list and what came of it. `figures` None in the states `no_campaign` and `planned`.

    `running`: an early look, up to `known`. `judged`: the figures of the first look after the last day; `since` are
    those of today where they differ, because lines came in, or customers were merged, after it was judged.
    """

    saved: SavedList
    state: State
    known: date
    figures: Figures | None = None
    since: Figures | None = None
    statements: tuple[Statement, ...] = field(default=(), compare=False)


@one_reading
def figures_of(workspace: Workspace, saved: SavedList, campaign: Campaign, known: date) -> tuple[Figures, Statement]:
    """The figures of a campaign from its first day to its last, or to `known` where that is earlier."""
    last_day = min(campaign.ends_on, known)
    prepared = bought_statement(saved.question, SAVED_NAMES, campaign.starts_on, last_day, {"list_id": saved.list_id})
    from core.targets.figures import figures_from

    table = workspace.engine.frame(prepared.sql, prepared.values)
    return figures_from(table, campaign, campaign.starts_on, last_day), prepared.statement("outcome")


def bought_statement(
    question: Question, names: str, first_day: date, last_day: date, bound: dict[str, object]
) -> Prepared:
    """The query of `outcome.sql` for these names: a select of customer_id, arm, stratum, tier and segment."""
    profit, weights = profit_expression(question.tax)
    lines = counted_lines(question)
    texts = {
        "names": names,
        "account": "c.group_no" if question.rank_groups else "c.customer_no",
        "lines": lines.sql,
        "profit": profit,
    }
    values = lines.values | weights | {"first_day": first_day, "last_day": last_day} | bound
    return Prepared(filled(Path(__file__).with_suffix(".sql"), texts), values)


@one_reading
def bought_before(workspace: Workspace, chosen: TargetList, days: int) -> float:
    """The share of the names of a list that bought in so many days up to its day; 0 where there are none."""
    question, by = chosen.question, chosen.rfm_rules
    taken = chosen_table(workspace, question, by, chosen.rules, chosen.choice, chosen.besides)
    names = CHOSEN_NAMES.format(taken=taken, on_the_list=ON_THE_LIST)
    as_of, asked = chosen.basis.as_of, replace(question, filters=Filters())
    prepared = bought_statement(asked, names, as_of - timedelta(days=days - 1), as_of, {})
    found = workspace.engine.rows(f"select avg(cast(orders > 0 as INTEGER)) from ({prepared.sql})", prepared.values)
    return float(found[0][0] or 0)
