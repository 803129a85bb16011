"""What segments are found from and what comes out: plain frozen values, no library needed to read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Method = Literal["kmeans", "mixture", "hdbscan", "tree"]
Scaling = Literal["standard", "log", "robust"]


@dataclass(frozen=True)
class Trait:
    """One column of the matrix: how it is distributed and what is proposed for it; `name` is a customer column."""

    name: str
    known: float  # share of customers with a value, 0-1
    skew: float
    distinct: int
    log: bool  # proposed: log1p of the value, lifted to 0 where some are negative
    winsorised: bool  # proposed: cut at the 1st and 99th percentile; without it at what was seen, for later months
    usable: bool  # False: constant, or hardly known
    alike: str | None = None  # the earlier trait with |correlation| >= 0.9, which says the same
    nearest: str | None = None  # the other trait that it moves with most, in either direction
    nearest_correlation: float = 0.0  # rank correlation with it, -1 to 1


@dataclass(frozen=True)
class Traits:
    """Customers by traits. `values`: customers x traits, nan where unknown; `correlation`: rank correlation."""

    customer: NDArray[np.int64]
    values: NDArray[np.float64]
    traits: tuple[Trait, ...]
    correlation: NDArray[np.float64]


@dataclass(frozen=True)
class Candidate:
    """One number of segments that was tried."""

    segments: int
    silhouette: float  # mean over a sample, -1 to 1
    stability: float  # mean adjusted Rand index of fits on bootstrap samples, 0-1
    smallest: float  # share of the smallest segment, 0-1
    noise_silhouette: float  # the bar: customers alike in spread but without structure hardly ever reach it


@dataclass(frozen=True)
class Distinction:
    """By how much a trait of a segment differs: `difference` in standard deviations from all customers."""

    trait: str
    difference: float
    median: float  # of the segment, in the trait's unit
    median_all: float


@dataclass(frozen=True)
class Goal:
    """Does the segment differ in what matters? Mean of the goal's column, 95 % interval, and the mean of all."""

    mean: float
    low: float
    high: float
    mean_all: float


@dataclass(frozen=True)
class Rule:
    """One plain step of the readable version: column, operator (`<=` or `>`), border in the trait's unit."""

    column: str
    operator: str
    border: float


@dataclass(frozen=True)
class FoundSegment:
    """One segment. `code` holds over months (s1, s2, ...); `name_codes` make its proposed name in both languages."""

    code: str
    customers: int
    share: float
    name_codes: tuple[str, ...]  # highest|high|middle|low|lowest:trait, e.g. ("high:revenue"), or number:2
    distinctions: tuple[Distinction, ...]  # the most telling first
    goal: Goal | None
    rules: tuple[Rule, ...]  # at most three, which say about the same
    precision: float  # of those whom the rules take, the share in the segment
    recall: float  # of the segment, the share whom the rules take
    reachable: float | None  # share with a phone or an e-mail; None where nobody's is known


@dataclass(frozen=True)
class Scorecard:
    """The four rules and stability, each 0-1, and whether it is met."""

    fits_goal: float | None  # share of the goal's variance between segments; None without a goal
    understandable: float  # share of customers whom the rules of their own segment take, and no others
    large_enough: float  # share of the smallest segment
    reachable: float | None  # share in the segment with the fewest
    stable: float  # mean adjusted Rand index
    met: tuple[str, ...]  # names of the fields that are met


@dataclass(frozen=True)
class Scale:
    """How a trait is made comparable: unknown -> `filled`, cut to `low`..`high`, log, less `centre`, by `spread`."""

    trait: str
    kind: Scaling
    filled: float  # the median of the known, in the trait's unit
    low: float  # in the trait's unit
    high: float
    centre: float  # after the log
    spread: float  # after the log; never 0


@dataclass(frozen=True)
class Branch:
    """One fork of a readable tree: at most `border` goes to `low`, more to `high`; below 0 stands -1 - segment."""

    trait: int  # place in `Segmentation.traits`
    border: float  # in the trait's unit
    low: int  # place of the next branch, or -1 - place of the segment
    high: int


@dataclass(frozen=True)
class Placing:
    """What puts a customer into its segment, besides the centres; only what the method needs is there."""

    weights: tuple[float, ...] = ()  # mixture: share of each segment
    covariances: tuple[tuple[float, ...], ...] = ()  # mixture: one matrix per segment, row by row, scaled
    anchors: tuple[tuple[float, ...], ...] = ()  # hdbscan: scaled customers of dense places, the nearest decides
    anchor_segments: tuple[int, ...] = ()
    tree: tuple[Branch, ...] = ()  # tree: the first branch is the root


@dataclass(frozen=True)
class Segmentation:
    """Segments that were found, with everything that is needed to find them again and to place other customers."""

    method: Method
    traits: tuple[Trait, ...]
    scaling: tuple[Scale, ...]  # one per trait
    goal: str | None
    candidates: tuple[Candidate, ...]
    chosen: int
    segments: tuple[FoundSegment, ...]
    centres: tuple[tuple[float, ...], ...]  # segments x traits, scaled
    placing: Placing
    scorecard: Scorecard
    customer: NDArray[np.int64]
    labels: NDArray[np.int64]  # place of the segment in `segments`, one per customer
    seed: int
    libraries: dict[str, str]


@dataclass(frozen=True)
class Plane:
    """Customers seen along the two directions in which they differ most (principal components of the scaled traits).

    `share`: of all their differences (the variance), 0-1; `across`, `up`: the weight of each trait, -1 to 1, the
    strongest first; `x`, `y`, `labels` (place of the segment): one per customer that is drawn, of `customers`.
    """

    share: float
    across: tuple[tuple[str, float], ...]
    up: tuple[tuple[str, float], ...]
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    labels: NDArray[np.int64]
    customers: int


@dataclass(frozen=True)
class NoStructure:
    """The honest end: no number of segments is better than data without structure, or none can be built on."""

    candidates: tuple[Candidate, ...]
    reason: str  # no_better_than_noise | too_weak | unstable | one_segment | few_customers | few_traits


@dataclass(frozen=True)
class Drift:
    """How a segment of last time stands now: `kept`, `drifted`, `split`, `merged`, `gone`, `new`."""

    code: str
    state: str
    moved: float  # distance of the centres in standard deviations; nan for gone and new
    customers_before: int
    customers_now: int
    stayed: float  # share of its customers (known at both times) that are in it still
