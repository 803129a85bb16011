"""When customers buy again, in closed form: MBG/NBD and BG/NBD.

While alive a customer buys as a Poisson process whose rate is gamma distributed over customers (r, alpha). After each
purchase it may leave for good, with a chance that is beta distributed (a, b). In MBG/NBD (Batislam and others 2007) it
may leave after the first purchase too, in BG/NBD (Fader, Hardie, Lee 2005) only after a repeated one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from core.models.likelihood.history import Floats, Ints

STARTS = ((0.5, 0.5, 0.5, 2.0), (1.0, 1.0, 1.0, 1.0), (0.2, 0.1, 0.1, 5.0))
"""r, alpha as a share of the longest age, a, b."""
LOWEST, HIGHEST = -7.0, 6.0  # of the logarithm of each parameter, alpha as a share of the longest age
FIRST_TRY = 4_000  # customers that the starts are compared on
FITTED = 40_000  # customers that parameters are taken from: more change the third digit at most
NODES = 64
SUREST = 900.0  # the nodes of a beta with more than this overflow; so many purchases say the same


@dataclass(frozen=True)
class Seen:
    """One entry per customer, in days.

    `repeats`: purchases after the first; `recency`: from the first to the last; `age`: from the first until now.
    """

    repeats: Ints
    recency: Ints
    age: Ints

    def some(self, most: int) -> Seen:
        """At most `most` customers, evenly by recency, age and repeats, whatever their order was."""
        if len(self.repeats) <= most:
            return self
        order = np.lexsort((self.repeats, self.age, self.recency))
        kept = order[np.linspace(0, len(order) - 1, most).astype(np.int64)]
        return Seen(self.repeats[kept], self.recency[kept], self.age[kept])

    def alike(self) -> tuple[Seen, Floats]:
        """Each of the different customers once, and its share of all."""
        whole = np.column_stack([self.repeats, self.recency, self.age])
        kept, count = np.unique(whole, axis=0, return_counts=True)
        return Seen(kept[:, 0], kept[:, 1], kept[:, 2]), count / count.sum()


@dataclass(frozen=True)
class Purchasing:
    """The four parameters, in days, and how likely the data are under them. `leaves_first`: MBG/NBD, else BG/NBD."""

    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float
    leaves_first: bool = True


def fitted(seen: Seen, *, leaves_first: bool = True) -> Purchasing:
    """The most likely parameters. The log-likelihood leaves out what does not depend on them, and is of all customers.

    Starts are compared on some customers, the best is followed on (at most 40,000 of) all.
    """
    scale = float(max(seen.age.max(initial=1), 1))
    few = partial(_badness, *seen.some(FIRST_TRY).alike(), scale, leaves_first)
    many = partial(_badness, *seen.some(FITTED).alike(), scale, leaves_first)
    best = min((_lowest(few, np.log(start)) for start in STARTS), key=lambda found: found[0])
    r, alpha, a, b = np.exp(_lowest(many, best[1])[1])
    found = Purchasing(float(r), float(alpha * scale), float(a), float(b), 0.0, leaves_first)
    return replace(found, log_likelihood=float(log_likelihoods(found, seen).sum()))


def _lowest(function: Callable[[Floats], tuple[float, Floats]], start: Floats) -> tuple[float, Floats]:
    from scipy.optimize import minimize

    limits = [(LOWEST, HIGHEST)] * len(start)
    found = minimize(
        function,
        start,
        jac=True,
        method="L-BFGS-B",
        bounds=limits,
        options={"ftol": 1e-11, "gtol": 1e-6, "maxiter": 300},
    )
    return float(found.fun), found.x


def _parts(model: Purchasing, seen: Seen) -> tuple[Floats, Floats, Floats]:
    """Log-likelihood of what both ways share, of still being alive, and of having left after the last purchase."""
    from scipy.special import betaln, gammaln

    x, of = np.unique(seen.repeats, return_inverse=True)  # the costly functions depend on nothing else
    flips = x + 1.0 if model.leaves_first else x.astype(np.float64)
    shared = gammaln(model.r + x) - gammaln(model.r) + model.r * np.log(model.alpha) - betaln(model.a, model.b)
    alive = betaln(model.a, model.b + flips)
    left = np.where(flips > 0, betaln(model.a + 1, model.b + np.maximum(flips, 1) - 1), -np.inf)
    power = (model.r + x)[of]
    return (
        shared[of],
        alive[of] - power * np.log(model.alpha + seen.age),
        left[of] - power * np.log(model.alpha + seen.recency),
    )


def log_likelihoods(model: Purchasing, seen: Seen) -> Floats:
    """One entry per customer."""
    shared, alive, left = _parts(model, seen)
    return np.asarray(shared + np.logaddexp(alive, left))


def _badness(seen: Seen, share: Floats, scale: float, leaves_first: bool, logs: Floats) -> tuple[float, Floats]:
    """Minus the mean log-likelihood and its slopes by the logarithms of the parameters; `share`: weights, 1 in all."""
    from scipy.special import digamma

    r, in_scale, a, b = np.exp(logs)
    model = Purchasing(r, in_scale * scale, a, b, 0.0, leaves_first)
    shared, alive, left = _parts(model, seen)
    total = np.logaddexp(alive, left)
    lives, leaves = np.exp(alive - total), np.exp(left - total)
    x, of = np.unique(seen.repeats, return_inverse=True)
    flips = x + 1 if leaves_first else x
    older, recent = model.alpha + seen.age, model.alpha + seen.recency
    by_r = (digamma(r + x) - digamma(r))[of] + np.log(model.alpha) - lives * np.log(older) - leaves * np.log(recent)
    by_alpha = r / model.alpha - (r + seen.repeats) * (lives / older + leaves / recent)
    both = digamma(a + b) - digamma(a + b + flips)
    by_a = lives * digamma(a) + leaves * digamma(a + 1) + (both - digamma(a))[of]
    before = np.where(flips > 0, digamma(b + np.maximum(flips - 1, 0)), 0.0)
    by_b = lives * digamma(b + flips)[of] + leaves * before[of] + (both - digamma(b))[of]
    slopes = np.array([r * by_r @ share, model.alpha * by_alpha @ share, a * by_a @ share, b * by_b @ share])
    return -float((shared + total) @ share), -slopes


def alive_chance(model: Purchasing, seen: Seen) -> Floats:
    """The chance that each customer has not left, 0-1."""
    _, alive, left = _parts(model, seen)
    return np.asarray(np.exp(alive - np.logaddexp(alive, left)))


def purchase_chance(model: Purchasing, seen: Seen, horizon: float) -> Floats:
    """The chance of at least one purchase within `horizon` days, 0-1: alive, and the next arrives in time."""
    longer = np.log1p(horizon / (model.alpha + seen.age))
    return np.asarray(alive_chance(model, seen) * -np.expm1(-(model.r + seen.repeats) * longer))


def expected_purchases(model: Purchasing, seen: Seen, horizon: float) -> Floats:
    """Purchases expected within `horizon` days.

    Alive, with rate l and chance p to leave, they are (1 - exp(-l p h)) / p; over the gamma of l that is
    (1 - (1 + p h / (alpha + age)) ** -(r + x)) / p, and over the beta of p a hypergeometric function, which loses all
    digits near a = 1 and for many purchases. Gauss-Jacobi nodes of that beta give the same without subtracting.
    """
    from scipy.special import roots_jacobi

    known, which = np.unique(seen.repeats, return_inverse=True)
    found = np.empty(len(seen.repeats))
    order = np.argsort(which, kind="stable")
    ends = np.cumsum(np.bincount(which))
    for number, repeats in enumerate(known):
        rows = order[ends[number - 1] if number else 0 : ends[number]]
        stays = min(model.b + repeats + (1 if model.leaves_first else 0), SUREST - model.a)
        nodes, weights = roots_jacobi(NODES, stays - 1, model.a - 1)
        leaves = (nodes + 1) / 2
        longer = np.log1p(leaves[None, :] * (horizon / (model.alpha + seen.age[rows]))[:, None])
        found[rows] = (-np.expm1(-(model.r + repeats) * longer) / leaves) @ (weights / weights.sum())
    return np.asarray(alive_chance(model, seen) * found)
