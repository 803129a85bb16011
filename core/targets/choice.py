"""Whom of those who meet the rules a list takes: exclusions, quotas, the first N, a budget, a sample.

The steps stand in this order, and each takes from what the one before it left: rules, control group, opted out,
contacted lately, on another list, quota, top N, budget, sample.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from typing import Any, Literal

QuotaBy = Literal["owner", "region"]
Stratum = Literal["", "tier", "segment", "region"]


@dataclass(frozen=True)
class Choice:
    """What limits a list beyond its rules; as it stands by default, only opted out customers are left out.

    `by`: the column by which customers are placed, the largest (with `lowest_first` the smallest) first, unknown values
    last, equal ones by customer id. `quota`: so many at most per `quota_by`; customers without one are a group of their
    own. `budget` needs `contact_cost`, and takes as many contacts as it pays. `response_rate` 0-1 and `order_profit`
    (None: what an order of these customers earned) are for the expected return only.
    `contacted_days`: leave out who was contacted in so many days up to the day of the list, or since. `not_on_lists`:
    leave out who is on one of these saved lists, held back or not; with `lists_days` only lists whose day lies in so
    many days up to the day of this one, or later: alone it speaks of all saved lists.
    `sample`: so many at random, by `seed`; with `stratify` in proportion to the strata (largest remainders).
    """

    by: str = "value"
    lowest_first: bool = False
    contacted_days: int | None = None
    not_on_lists: tuple[int, ...] = ()
    lists_days: int | None = None
    with_opted_out: bool = False
    quota: int | None = None
    quota_by: QuotaBy = "owner"
    top: int | None = None
    contact_cost: Decimal | None = None
    budget: Decimal | None = None
    response_rate: Decimal | None = None
    order_profit: Decimal | None = None
    sample: int | None = None
    stratify: Stratum = ""
    seed: int = 1

    @property
    def most_contacts(self) -> int | None:
        """How many contacts the budget pays; None without a budget."""
        if self.budget is None or self.contact_cost is None:
            return None
        return int(self.budget // self.contact_cost)

    def to_json(self) -> str:
        """The choice as JSON text; decimals as strings."""
        return json.dumps(asdict(self), default=str, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Choice:
        """The choice from JSON text; unknown names are left out, absent ones take their default."""
        found: dict[str, Any] = json.loads(text)
        known = {item.name for item in fields(cls)}
        return cls(**{name: _read(name, value) for name, value in found.items() if name in known})


AMOUNTS = ("contact_cost", "budget", "response_rate", "order_profit")


def _read(name: str, value: Any) -> Any:
    if name in AMOUNTS and value is not None:
        return Decimal(value)
    return tuple(value) if name == "not_on_lists" else value
