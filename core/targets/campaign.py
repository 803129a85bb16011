"""What a list is saved for: a campaign with a hold-out, its days, and what it costs."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal, get_args

from core.errors import QuestionError

Strata = Literal["tier", "tier_segment"]
CouponPer = Literal["buyer", "contact"]
MOST_HELD_BACK = Decimal("0.5")
LONGEST_DAYS = 731
USUAL_DAYS = 30
LARGEST = Decimal(10) ** 12
DECIMALS = ("holdout", "contact_cost", "coupon_cost", "margin")


@dataclass(frozen=True)
class Campaign:
    """From when to when a list is worked on and judged, who is held back, and what a contact costs.

    `holdout`: the share 0-0.5 of the names that nobody turns to (0 = none), drawn by `seed` within `strata`. It is
    judged once, at `ends_on`. `coupon_cost` is per buyer among the contacted, or per contact. `margin` 0-1: what is
    left of revenue where a line has no cost; None leaves such lines out of the profit.
    """

    starts_on: date
    ends_on: date
    holdout: Decimal = Decimal("0.1")
    seed: int = 1
    strata: Strata = "tier"
    contact_cost: Decimal = Decimal(0)
    coupon_cost: Decimal = Decimal(0)
    coupon_per: CouponPer = "buyer"
    margin: Decimal | None = None

    @property
    def days(self) -> int:
        """How many days it lasts, first and last included."""
        return (self.ends_on - self.starts_on).days + 1

    def cost(self, contacted: int, buyers: int) -> Decimal:
        """What it costs to turn to so many of whom so many buy."""
        coupons = buyers if self.coupon_per == "buyer" else contacted
        return self.contact_cost * contacted + self.coupon_cost * coupons

    def to_json(self) -> str:
        """The campaign as JSON text; days as 2024-06-30, decimals as strings."""
        return json.dumps(asdict(self), default=str, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Campaign:
        """The campaign from JSON text; unknown names are left out."""
        found: dict[str, Any] = json.loads(text)
        known = {item.name for item in fields(cls)}
        return cls(**{name: _read(name, value) for name, value in found.items() if name in known})


def usual_campaign(known: date, seed: int = 1) -> Campaign:
    """The campaign that is proposed: 30 days from the day after all that is known, a tenth held back."""
    return Campaign(known + timedelta(days=1), known + timedelta(days=USUAL_DAYS), seed=seed)


def checked_campaign(campaign: Campaign, as_of: date) -> Campaign:
    """The same campaign where it can be. `as_of`: the day of its list.

    Errors: QuestionError `campaign_invalid` with a `reason`: `holdout`, `days` (it ends before it starts or lasts more
    than two years), `start` (not after the day of the list), `cost`, `margin`, `strata`.
    """
    amounts = (campaign.contact_cost, campaign.coupon_cost)
    margin = campaign.margin
    reasons = {
        "holdout": not campaign.holdout.is_finite() or not 0 <= campaign.holdout <= MOST_HELD_BACK,
        "days": not 1 <= campaign.days <= LONGEST_DAYS,
        "start": campaign.starts_on <= as_of,
        "cost": not all(amount.is_finite() and 0 <= amount < LARGEST for amount in amounts),
        "margin": margin is not None and not (margin.is_finite() and 0 <= margin <= 1),
        "strata": campaign.strata not in get_args(Strata) or campaign.coupon_per not in get_args(CouponPer),
    }
    for reason, is_wrong in reasons.items():
        if is_wrong:
            raise QuestionError(
                "campaign_invalid", reason=reason, as_of=as_of, starts_on=campaign.starts_on, ends_on=campaign.ends_on
            )
    return campaign


def _read(name: str, value: Any) -> Any:
    if name in ("starts_on", "ends_on"):
        return date.fromisoformat(value)
    return Decimal(value) if name in DECIMALS and value is not None else value
