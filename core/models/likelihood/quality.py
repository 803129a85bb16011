"""How good the chosen family was on later data, in the terms that a page shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import numpy as np

from core.models.likelihood import scores
from core.models.likelihood.history import EPOCH, Floats, Ints
from core.models.likelihood.predictions import PastTest, Prediction, believed, scored, together
from core.models.likelihood.results import CalibrationBin, Chosen, Lift, Origin, Quality

SHARES = (0.05, 0.1, 0.2, 0.5)


def quality_of(tested: Sequence[PastTest], chosen: Chosen, groups: dict[str, Ints]) -> Quality:
    """`groups`: code -> numbers of customers; each becomes one bin over all origins, those without customers none."""
    said, orders, revenue = together(tested, chosen)
    bought = orders > 0
    customer = np.concatenate([one.customer for one in tested])
    by_group: dict[str, tuple[CalibrationBin, ...]] = {
        code: (_bin(bought[inside], said.likelihood[inside]),)
        for code, members in groups.items()
        if (inside := np.isin(customer, members)).any()
    }
    return Quality(
        score=scored(chosen.likelihood, said, orders, revenue),
        calibration=tuple(CalibrationBin(*found) for found in scores.bins(bought, said.likelihood)),
        lifts=tuple(_lift(share, said, bought, revenue) for share in SHARES),
        origins=tuple(_origin(one, chosen) for one in tested),
        by_group=by_group,
    )


def _bin(bought: scores.Bools, likelihood: Floats) -> CalibrationBin:
    return CalibrationBin(len(bought), float(likelihood.mean()), float(bought.mean()))


def _lift(share: float, said: Prediction, bought: scores.Bools, revenue: Floats) -> Lift:
    best = scores.best_first(said.likelihood, share)
    rate = float(bought[best].mean())
    return Lift(
        share=share,
        customers=len(best),
        bought=rate,
        lift=rate / float(bought.mean()) if bought.any() else float("nan"),
        captured_buyers=float(bought[best].sum() / bought.sum()) if bought.any() else float("nan"),
        captured_revenue=scores.capture(revenue, said.revenue, share),
    )


def _origin(tested: PastTest, chosen: Chosen) -> Origin:
    said = believed(tested.said, chosen)
    return Origin(
        day=EPOCH + timedelta(days=tested.origin),
        customers=len(tested.customer),
        buyers=int((tested.orders > 0).sum()),
        expected_buyers=float(said.likelihood.sum()),
        revenue=float(tested.revenue.sum()),
        expected_revenue=float(said.revenue.sum()),
    )
