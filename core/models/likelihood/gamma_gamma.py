"""What a purchase day is worth: Gamma-Gamma (Fader, Hardie 2013) over the average revenue per purchase day.

Each day's revenue is gamma distributed (shape p) round the customer's own mean, whose inverse scale is gamma
distributed over customers (shape q, scale g). The expected value lies between the
customer's average and everybody's, nearer to the first the more days there are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.models.likelihood.history import Floats, Ints

STARTS = ((1.0, 3.0, 1.0), (4.0, 2.0, 2.0), (0.5, 5.0, 4.0))
LIMITS = ((-4.0, 6.0), (float(np.log(1.05)), 5.0), (-6.0, 8.0))  # of the logarithms; q above 1, else there is no mean
FEWEST = 10


@dataclass(frozen=True)
class Spending:
    """Parameters of Gamma-Gamma in the currency of the data; `mean`: what is expected of somebody unknown."""

    p: float
    q: float
    g: float
    mean: float


def fitted(days: Ints, spend: Floats) -> Spending:
    """Parameters from purchase days and their revenue per customer; customers without positive revenue are left out.

    Under 10 such customers everybody is expected to spend the common average.
    """
    from scipy.optimize import minimize

    good = spend > 0
    if good.sum() < FEWEST:
        return Spending(0.0, 1.0, 0.0, float(max(spend.sum(), 0.0) / max(days.sum(), 1)))
    x, m = days[good].astype(np.float64), spend[good] / days[good]
    scale = float(np.median(m))
    runs = [
        minimize(_badness, np.log(start), args=(x, m / scale), jac=True, method="L-BFGS-B", bounds=LIMITS)
        for start in STARTS
    ]
    p, q, g = np.exp(min(runs, key=lambda run: float(run.fun)).x)
    return Spending(float(p), float(q), float(g * scale), float(p * g * scale / (q - 1)))


def _badness(logs: Floats, x: Floats, m: Floats) -> tuple[float, Floats]:
    """Minus the mean log-likelihood without what no parameter changes, and its slopes by their logarithms."""
    from scipy.special import digamma, gammaln

    p, q, g = np.exp(logs)
    px, total = p * x, g + m * x
    found = gammaln(px + q) - gammaln(px) - gammaln(q) + q * np.log(g) + px * np.log(m * x) - (px + q) * np.log(total)
    whole = digamma(px + q)
    by_p = x * (whole - digamma(px) + np.log(m * x) - np.log(total))
    by_q = whole - digamma(q) + np.log(g) - np.log(total)
    by_g = q / g - (px + q) / total
    return -float(found.mean()), -np.array([p * by_p.mean(), q * by_q.mean(), g * by_g.mean()])


def expected_value(model: Spending, days: Ints, spend: Floats) -> Floats:
    """Expected revenue of the next purchase day of each customer; revenue that is not positive counts as none."""
    paid = np.maximum(spend, 0.0)
    if model.g == 0.0:
        return np.full(len(days), model.mean)
    return np.asarray(model.p * (model.g + paid) / (model.p * days + model.q - 1))
