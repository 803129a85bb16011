"""False alarms on real habits: each customer's dates shuffled, so that nothing happened.

The pauses between a customer's orders, the one up to the end of the data among them, take another order, and so do the
orders: how often it buys, and what, stays; when does not.

As a script, on the sample company and, where `REAL_DATA_DIR` names public data, on those too:
python -m tests.metrics.signals.shuffled_dates
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from core.intake.batching.batches import import_files
from core.metrics.question import Question
from core.metrics.signals.found import signals
from core.sample import restore_sample
from core.store.derived import refresh_derived
from core.store.workspace import Workspace, close_workspace, open_workspace

OF_DATES = ("large_order", "product_surge", "return_wave", "quick_return", "quiet", "falling", "late_payment",
            "salesperson_gone")  # fmt: skip
"""The rules that stand on dates of orders; answers and complaints are not shuffled."""
SHUFFLE = """
create or replace temp table moved as
with orders as (
    select customer_id, coalesce(order_id, cast(order_date as VARCHAR)) as order_key, min(order_date) as day
    from sales
    where customer_id is not null
    group by customer_id, order_key
),
-- the days between an order and the next, the last one up to the end of the data
gaps as (
    select *,
        coalesce(lead(day) over own, (select max(order_date) from sales)) - day as gap_days,
        min(day) over (partition by customer_id) as first_day
    from orders
    window own as (partition by customer_id order by day, order_key)
),
-- gaps in another order, and orders in another order
drawn as (
    select *,
        row_number() over (partition by customer_id order by hash(order_key, $seed), order_key) as gap_place,
        row_number() over (partition by customer_id order by hash(order_key, $seed + 1000), order_key) as order_place
    from gaps
),
days as (
    select customer_id, gap_place as place,
        first_day + cast(coalesce(sum(gap_days) over (
            partition by customer_id order by gap_place rows between unbounded preceding and 1 preceding
        ), 0) as INTEGER) as new_day
    from drawn
)
select o.customer_id, o.order_key, d.new_day - o.day as days
from drawn as o
join days as d on d.customer_id = o.customer_id and d.place = o.order_place
"""
MOVE = """
update sales as s
set order_date = s.order_date + cast(m.days as INTEGER), due_date = s.due_date + cast(m.days as INTEGER),
    paid_date = s.paid_date + cast(m.days as INTEGER)
from moved as m
where m.customer_id = s.customer_id and m.order_key = coalesce(s.order_id, cast(s.order_date as VARCHAR))
"""


@dataclass(frozen=True)
class Alarms:
    """How often each rule raised a signal, among how many customers and months."""

    raised: Counter[str]
    customers_and_months: int

    @property
    def per_hundred(self) -> float:
        """Per 100 customers and month."""
        return 100 * sum(self.raised.values()) / self.customers_and_months


def shuffle(workspace: Workspace, seed: int) -> None:
    """Give every customer's pauses and orders another order; what is due and paid moves along with its order."""
    with workspace.writing() as cursor:
        cursor.run(SHUFFLE, {"seed": seed})
        cursor.run(MOVE)
        refresh_derived(cursor)


def false_alarms(workspace: Workspace, months: tuple[str, ...]) -> Alarms:
    """What the rules raise in these months; asked of shuffled data, each is a false alarm."""
    raised: Counter[str] = Counter()
    looked_at = 0
    for month in months:
        found = signals(workspace, Question(as_of=month))
        raised.update(signal.kind for signal in found.standing if signal.kind in OF_DATES)
        looked_at += found.customers
    return Alarms(raised, looked_at)


def main() -> None:
    """Print the false alarms of three months for some seeds (given as words; else three of them)."""
    seeds = [int(seed) for seed in sys.argv[1:]] or [1, 2, 3]
    with TemporaryDirectory() as folder:
        companies = {"sample": (restore_sample(Path(folder), "en"), ("2026-08", "2026-09", "2026-10"))}
        if real := os.environ.get("REAL_DATA_DIR"):
            workspace = open_workspace("uci", Path(folder), create=True)
            import_files(workspace, sorted((Path(real) / "uci_online_retail").glob("*.csv")))
            companies["UCI"] = (workspace, ("2011-09", "2011-10", "2011-11"))
        for name, (workspace, months) in companies.items():
            for seed in seeds:
                shuffle(workspace, seed)
                found = false_alarms(workspace, months)
                print(f"{name}, seed {seed}: {found.per_hundred:.2f} per 100 customers and month", dict(found.raised))
            close_workspace(workspace)


if __name__ == "__main__":
    main()
