"""What a workspace has decided about its figures. Frozen values; kept as JSON in the workspace."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields, replace
from decimal import Decimal
from typing import Any, Literal

PotentialFrom = Literal["run_rate", "forecast"]
Refunds = Literal["net", "gross"]
ValueMeasure = Literal["revenue", "gross_profit", "order_count", "value_index"]
Reading = Literal["frozen", "relative"]
CutMethod = Literal["share", "contribution", "thresholds"]

TIER_CODES = ("key", "important", "ordinary", "small", "tier_5", "tier_6")
PRESETS: dict[str, tuple[int, ...]] = {
    "1/19/30/50": (100, 2000, 5000, 10000),
    "1/4/15/80": (100, 500, 2000, 10000),
    "20/80": (2000, 10000),
}


@dataclass(frozen=True)
class Cut:
    """How tiers are cut: 2 to 6 tiers, best first.

    `ceilings` are cumulative basis points of customers (`share`) or of value (`contribution`), last 10000;
    `thresholds` are the smallest values of all tiers but the last, falling (`thresholds`).
    """

    method: CutMethod = "share"
    ceilings: tuple[int, ...] = PRESETS["1/19/30/50"]
    thresholds: tuple[Decimal, ...] = ()

    @property
    def tiers(self) -> tuple[str, ...]:
        """The codes of the tiers, best first."""
        count = len(self.thresholds) + 1 if self.method == "thresholds" else len(self.ceilings)
        return TIER_CODES[:count]


@dataclass(frozen=True)
class Tax:
    """Whether amounts and costs include VAT, and at what rate (0.13 = 13 %). Margins are computed without tax."""

    rate: Decimal = Decimal(0)
    in_amounts: bool = False
    in_costs: bool = False


@dataclass(frozen=True)
class RfmRules:
    """Levels for display, own cut-offs per dimension (rising lower bounds of levels 2, 3, ...; None = quantiles).

    `recency` cut-offs are the largest days of levels 5, 4, 3, ... (rising). `grid`: "RF" (as "54") -> segment.
    """

    levels: int = 5
    recency: tuple[int, ...] | None = None
    frequency: tuple[int, ...] | None = None
    monetary: tuple[Decimal, ...] | None = None
    grid: dict[str, str] | None = None
    class_centre: Literal["mean", "median"] = "mean"
    monetary_measure: Literal["revenue", "gross_profit"] = "revenue"


@dataclass(frozen=True)
class SatisfactionRules:
    """Weights per dimension and what a dimension is to the customer; absent dimensions weigh 1 and are benefits."""

    weighting: Literal["equal", "given", "derived"] = "equal"
    weights: dict[str, Decimal] = field(default_factory=dict)
    costs: tuple[str, ...] = ("price", "time", "effort")


@dataclass(frozen=True)
class ValueRules:
    """How the parts of customer value are weighed and what a later year's money is worth (0.1 = 10 % a year).

    `potential_from`: what the potential goes by; with `forecast`, where none stands, by the run rate all the same.
    """

    current_weight: Decimal = Decimal(60)
    potential_weight: Decimal = Decimal(30)
    non_monetary_weight: Decimal = Decimal(10)
    discount_rate: Decimal = Decimal("0.1")
    potential_from: PotentialFrom = "run_rate"


@dataclass(frozen=True)
class Settings:
    """Everything a workspace keeps about its figures. `as_of`: "2011-11" or a day; None = newest complete month."""

    title: str = ""
    currency: str = ""  # ISO code; "" until a file or a person says it: amounts stand without a sign
    as_of: str | None = None
    window_months: int | None = 12
    refunds: Refunds = "net"
    value: ValueMeasure = "revenue"
    complete_months: tuple[str, ...] = ()
    incomplete_months: tuple[str, ...] = ()
    fiscal_start_month: int = 1
    join_january_february: bool = False
    tax: Tax = field(default_factory=Tax)
    cut: Cut = field(default_factory=Cut)
    label_set: Literal["standard", "big_customer", "own"] = "standard"
    own_labels: dict[str, str] = field(default_factory=dict)
    exclude_non_customers: bool = True
    rank_groups: bool = False
    rfm: RfmRules = field(default_factory=RfmRules)
    satisfaction: SatisfactionRules = field(default_factory=SatisfactionRules)
    upload_limit_mb: int = 2000
    movement_reading: Reading = "frozen"
    two_months_rule: bool = False  # a tier changes only when it holds for two month ends
    value_rules: ValueRules = field(default_factory=ValueRules)
    market_size: Decimal | None = None  # what all customers of the market buy in a year, in the currency
    key_account_weights: dict[str, Decimal] = field(default_factory=dict)  # by criterion; absent ones weigh 1
    control_share: Decimal = Decimal(0)  # of all customers: the company-wide control group, on no list (0.05 = 5 %)
    care_days: dict[str, int] = field(default_factory=dict)  # own rhythm of care, by "tier.stage.kind"; 0 = never
    brand_colour: str = ""  # of reports, "#1F3B8C"; "" = the accent of the app

    def to_json(self) -> str:
        """The settings as JSON text; decimals as strings."""
        return json.dumps(asdict(self), default=str, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Settings:
        """The settings from JSON text; unknown names are left out, absent ones take their default."""
        found: dict[str, Any] = json.loads(text)
        nested: dict[str, Callable[[Any], Any]] = {
            "tax": _tax,
            "cut": _cut,
            "rfm": _rfm,
            "satisfaction": _satisfaction,
            "value_rules": _value_rules,
            "market_size": _decimal,
            "key_account_weights": _weights,
            "control_share": Decimal,
            "complete_months": tuple,
            "incomplete_months": tuple,
        }
        known = {item.name for item in fields(cls)}
        return replace(
            cls(), **{name: nested.get(name, _same)(value) for name, value in found.items() if name in known}
        )


def _same(value: Any) -> Any:
    return value


def _tax(found: dict[str, Any]) -> Tax:
    return Tax(Decimal(found["rate"]), bool(found["in_amounts"]), bool(found["in_costs"]))


def _cut(found: dict[str, Any]) -> Cut:
    return Cut(found["method"], tuple(found["ceilings"]), tuple(Decimal(amount) for amount in found["thresholds"]))


def _rfm(found: dict[str, Any]) -> RfmRules:
    def decimals(values: list[str] | None) -> tuple[Decimal, ...] | None:
        return None if values is None else tuple(Decimal(value) for value in values)

    def integers(values: list[int] | None) -> tuple[int, ...] | None:
        return None if values is None else tuple(values)

    return RfmRules(
        found["levels"],
        integers(found["recency"]),
        integers(found["frequency"]),
        decimals(found["monetary"]),
        found["grid"],
        found["class_centre"],
        found["monetary_measure"],
    )


def _value_rules(found: dict[str, str]) -> ValueRules:
    potential: PotentialFrom = "forecast" if found.get("potential_from") == "forecast" else "run_rate"
    numbers = {name: Decimal(value) for name, value in found.items() if name != "potential_from"}
    return ValueRules(**numbers, potential_from=potential)


def _decimal(found: str | None) -> Decimal | None:
    return None if found is None else Decimal(found)


def _weights(found: dict[str, str]) -> dict[str, Decimal]:
    return {name: Decimal(weight) for name, weight in found.items()}


def _satisfaction(found: dict[str, Any]) -> SatisfactionRules:
    return SatisfactionRules(found["weighting"], _weights(found["weights"]), tuple(found["costs"]))
