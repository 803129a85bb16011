"""What a purchase forecast is made from and what comes out of it: plain frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEAST_AUC = 0.6
"""Under it a buyer is put before one who does not buy hardly more often than by lot (0.5)."""
Family = Literal["mbg", "linear", "boosting", "average"]
"""MBG/NBD with Gamma-Gamma; linear models on log features; gradient boosting; the mean of those tried, weighted by how
they did on earlier days."""


@dataclass(frozen=True)
class PurchaseDays:
    """One entry per customer and day with at least one purchase, sorted by customer, then day.

    `customer`: numbers of customers; `day`: days since 1970-01-01; `revenue`: of that day, in the workspace's currency;
    `profit`: gross profit of that day, nan where the cost is not known, None where no cost is known of anybody.
    """

    customer: NDArray[np.int64]
    day: NDArray[np.int64]
    revenue: NDArray[np.float64]
    profit: NDArray[np.float64] | None = None


@dataclass(frozen=True)
class CustomerForecasts:
    """One entry per customer who bought up to `as_of`, sorted by customer; what is expected within the horizon.

    `likelihood`: chance of at least one purchase, 0-1; `expected_orders`: purchase days; `expected_revenue` and
    `expected_profit`: in the workspace's currency (`expected_profit` None where no cost is known of anybody);
    `purchase_days` up to `as_of`, `silent_days` since the last, `usual_gap_days`: median gap, nan under two days.
    """

    customer: NDArray[np.int64]
    likelihood: NDArray[np.float64]
    expected_orders: NDArray[np.float64]
    expected_revenue: NDArray[np.float64]
    expected_profit: NDArray[np.float64] | None
    purchase_days: NDArray[np.int64]
    silent_days: NDArray[np.int64]
    usual_gap_days: NDArray[np.float64]


@dataclass(frozen=True)
class FamilyScore:
    """How one family did over all test origins together; lower log loss is better."""

    family: Family
    auc: float
    log_loss: float
    brier: float
    calibration_error: float
    orders_mae: float
    orders_bias: float  # predicted / real - 1, of the total
    revenue_mae: float
    revenue_bias: float
    capture_20: float  # share of the real revenue that the 20 % with the highest expected revenue brought, 0-1
    gini: float  # of revenue by expected revenue, of the perfect order's
    orders_deviance: float  # mean Poisson deviance, lower is better
    revenue_deviance: float  # mean Tweedie deviance (power 1.5) as a share of that of one amount for everybody


@dataclass(frozen=True)
class Chosen:
    """The family that is believed for each figure: who separates buyers best may not know best how much they spend."""

    likelihood: Family
    orders: Family
    revenue: Family


@dataclass(frozen=True)
class CalibrationBin:
    """Customers of similar likelihood: how many there were, what was said on average, how many bought."""

    customers: int
    expected: float  # mean likelihood, 0-1
    bought: float  # share that bought, 0-1


@dataclass(frozen=True)
class Lift:
    """The best `share` of the customers by likelihood: how many bought, times the average, and value captured."""

    share: float
    customers: int
    bought: float  # share of them that bought
    lift: float
    captured_buyers: float  # share of all buyers
    captured_revenue: float  # share of all revenue of the horizon, ranked by expected revenue


@dataclass(frozen=True)
class Origin:
    """One test: at `day` nothing later was known; the `horizon_days` after it were forecast, then counted."""

    day: date
    customers: int
    buyers: int
    expected_buyers: float
    revenue: float
    expected_revenue: float


@dataclass(frozen=True)
class Quality:
    """How good the forecast was on later data, each figure by its own family."""

    score: FamilyScore  # named for the family of the likelihood
    calibration: tuple[CalibrationBin, ...]  # ten of about equal size
    lifts: tuple[Lift, ...]  # 5, 10, 20, 50 %
    origins: tuple[Origin, ...]
    by_group: dict[str, tuple[CalibrationBin, ...]]  # group code (tier) -> one bin

    @property
    def tells_apart(self) -> bool:
        """Whether buyers were put before the others more often than by lot, so that the order says something."""
        return not self.score.auc < LEAST_AUC


@dataclass(frozen=True)
class Forecast:
    """A forecast at `as_of`, with everything that is needed to make it again."""

    as_of: date
    horizon_days: int
    chosen: Chosen
    tried: tuple[FamilyScore, ...]
    quality: Quality
    customers: CustomerForecasts
    parameters: dict[str, float]  # of MBG/NBD and Gamma-Gamma by name, and what they are moved by
    seed: int
    libraries: dict[str, str]  # name -> version


@dataclass(frozen=True)
class Refusal:
    """Why no forecast is made. Codes: `few_customers`, `short_history`, `few_buyers`, `no_purchases`, `horizon_long`.

    `seen` and `needed` are in the unit of the code (customers, days, buyers, days). `days`: in which the buyers bought.
    """

    code: str
    seen: int
    needed: int
    days: int | None = None
