"""Whom of those who meet the rules a list takes: exclusions, quotas, the first N, a budget, a sample.

The steps stand in this order, and each takes from what the one before it left: rules, control group, opted out,
contacted lately, on another list, quota, top N, budget, sample.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from typing import Any, Literal, get_args

from core.errors import QuestionError
from core.targets.fields import FIELDS

QuotaBy = Literal["owner", "region"]
Stratum = Literal["", "tier", "segment", "region"]
MOST = 2**31 - 1
LARGEST = Decimal(10) ** 14  # what a DECIMAL(18,4) can hold


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


COUNTS = ("top", "quota", "sample", "contacted_days", "lists_days")
AMOUNTS = ("contact_cost", "budget", "response_rate", "order_profit")


def checked_choice(choice: Choice) -> Choice:
    """The same choice where it can be.

    Errors: QuestionError `choice_count` (a count below 1), `choice_amount`, `choice_cost_missing` (a budget without
    the cost of a contact), `choice_by` (a column that has no order), `choice_group` (no such quota or stratum).
    """
    for name in COUNTS:
        count = getattr(choice, name)
        if count is not None and not 1 <= count <= MOST:
            raise QuestionError("choice_count", option=name, value=count)
    for name in AMOUNTS:
        amount = getattr(choice, name)
        if amount is not None and not _is_possible(name, amount):
            raise QuestionError("choice_amount", option=name, value=str(amount))
    if choice.budget is not None and choice.contact_cost is None:
        raise QuestionError("choice_cost_missing")
    if choice.by not in orders():
        raise QuestionError("choice_by", column=choice.by, columns=", ".join(orders()))
    for name, value, possible in (
        ("quota_by", choice.quota_by, get_args(QuotaBy)),
        ("stratify", choice.stratify, get_args(Stratum)),
    ):
        if value not in possible:
            raise QuestionError("choice_group", option=name, value=value, possible=", ".join(filter(None, possible)))
    return choice


def orders() -> tuple[str, ...]:
    """The columns that customers can be placed by: numbers, amounts and days."""
    from core.metrics.customers import COLUMNS  # with the engine, which a parser of options does not need
    from core.metrics.further import FURTHER

    kinds = ("number", "level", "money", "date")
    return tuple(name for name in (*COLUMNS, *FURTHER) if FIELDS.get(name) in kinds)


def _is_possible(name: str, amount: Decimal) -> bool:
    if not amount.is_finite() or abs(amount) >= LARGEST:
        return False
    if name == "response_rate":
        return 0 <= amount <= 1
    return amount > 0 if name == "contact_cost" else name == "order_profit" or amount >= 0


def _read(name: str, value: Any) -> Any:
    if name in AMOUNTS and value is not None:
        return Decimal(value)
    return tuple(value) if name == "not_on_lists" else value
