"""Which signals stand of each customer, for rules of lists."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from core.metrics.cached import cached, one_reading
from core.metrics.signals.found import signals

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.settings import RfmRules
    from core.store.engine import Cursor
    from core.store.workspace import Workspace

MADE = """create table {name} as
with told as (
    select unnest(cast($ids as VARCHAR[])) as customer_id, unnest(cast($kinds as VARCHAR[])) as kind,
        unnest(cast($own as DECIMAL(18,4)[])) as own_stake
)
select
    c.customer_no, string_agg(distinct t.kind, ' ' order by t.kind) as signals,
    cast(count(*) as INTEGER) as signal_count, cast(coalesce(sum(t.own_stake), 0) as DECIMAL(18,4)) as signal_stake
from told as t
join customers as c on c.customer_id = t.customer_id
group by c.customer_no"""


@one_reading
def signal_columns(workspace: Workspace, question: Question, _rules: RfmRules) -> str:
    """The name of a cached table of customer_no, signals, signal_count and signal_stake.

    signals: the kinds of the standing signals that a customer is behind, with a space between them; signal_count: how
    many there are; signal_stake: the money at stake in those that are about this customer alone.
    """
    told: list[tuple[str, str, Decimal]] = []
    for signal in signals(workspace, question).standing:
        stake = signal.at_stake if signal.subject == "customer" else Decimal(0)
        told += [(customer, signal.kind, stake) for customer in signal.customers]
    told.sort()

    def make(cursor: Cursor, name: str) -> None:
        ids, kinds, own = ([row[place] for row in told] for place in range(3))
        cursor.run(MADE.replace("{name}", name), {"ids": ids, "kinds": kinds, "own": own})

    return cached(workspace, "table", "told_signals", told, make)
