"""Purchase forecasts against plain ways and each family: `python -m bench.forecast [--only WORD] [--customers 100000]`."""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Iterable
from dataclasses import asdict
from datetime import timedelta
from itertools import repeat

import numpy as np
from threadpoolctl import threadpool_limits

from bench.forecast_data import Case, case_of, real_cases, sample_company
from bench.forecast_made import leaving, made_cases
from bench.forecast_rows import all_rows
from core.models.likelihood.forecast import forecast
from core.models.likelihood.history import EPOCH, blocks_of, history_at, outcome_of
from core.models.likelihood.predictions import Prediction, scored

HEAD = (
    "| row | AUC | log loss | Brier | cal. error | orders MAE | RMSE | bias | revenue MAE | bias | top 20 % | Gini |\n"
    "|---|---|---|---|---|---|---|---|---|---|---|---|"
)


def table(case: Case) -> None:
    """One data set: all rows on the same origins, put together."""
    said: dict[str, list[Prediction]] = {}
    orders, revenue, chosen = [], [], []
    whole, start = blocks_of(case.days, 10**6), time.process_time()
    for origin in case.origins:
        rows, family = all_rows(blocks_of(case.days, origin), case.horizon, origin)
        came = outcome_of(whole, history_at(whole, origin), case.horizon)
        orders.append(came.orders)
        revenue.append(came.revenue)
        chosen.append("/".join(asdict(family).values()))
        for name, prediction in rows.items():
            said.setdefault(name, []).append(prediction)
    real, spent = np.concatenate(orders).astype(np.float64), np.concatenate(revenue)
    bar = 0.03 + 0.7 / np.sqrt(len(real))
    print(
        f"\n## {case.name}: {len(real):,} forecasts, {np.mean(real > 0):.1%} bought, calibration bar {bar:.3f}, "
        f"ours chose {' and '.join(chosen)}, {time.process_time() - start:.0f} s of CPU\n\n{HEAD}"
    )
    for name, parts in said.items():
        if len(parts) == len(case.origins):  # else there were too few customers for it on the first days
            print(line(name, joined(parts), real, spent), flush=True)
    last = int(case.days.day.max())
    alone = map(scored, repeat("average"), said["ours"], orders, revenue)
    days = (f"{last - day} days back {s.calibration_error:.3f}" for day, s in zip(case.origins, alone, strict=True))
    print(f"\nCalibration error of ours on each day alone: {', '.join(days)}", flush=True)


def joined(parts: Iterable[Prediction]) -> Prediction:
    several = list(parts)
    return Prediction(*(np.concatenate([getattr(one, name) for one in several]) for name in Prediction.__annotations__))


def line(name: str, said: Prediction, orders: np.ndarray, revenue: np.ndarray) -> str:
    s = scored("average", said, orders, revenue)
    rmse = float(np.sqrt(np.mean((said.orders - orders) ** 2)))
    return (
        f"| {name} | {s.auc:.4f} | {s.log_loss:.4f} | {s.brier:.4f} | {s.calibration_error:.4f} | {s.orders_mae:.3f} | {rmse:.3f} "
        f"| {s.orders_bias:+.1%} | {s.revenue_mae:.2f} | {s.revenue_bias:+.1%} | {s.capture_20:.3f} | {s.gini:.4f} |"
    )


def large(customers: int) -> None:
    """How long a whole forecast with its tests takes, and the most memory that was ever held."""
    days = leaving(customers, 730, 11)
    last = int(days.day.max())
    start, cpu = time.perf_counter(), time.process_time()
    found = forecast(days, EPOCH + timedelta(days=last), 90)
    wall, cpu = time.perf_counter() - start, time.process_time() - cpu
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"\n{customers:,} customers, {len(days.day):,} days: {wall:.0f} s, {cpu:.0f} s of CPU, {held:,.0f} MB, {getattr(found, 'chosen', found)}"
    )


def main() -> None:
    import sklearn.ensemble
    import sklearn.linear_model  # noqa: F401  # its threads are limited too

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="data sets whose name contains this")
    parser.add_argument("--customers", type=int, default=100_000, help="of the timing; 0: none")
    options = parser.parse_args()
    if options.customers:
        large(options.customers)
    cases = [*real_cases(), case_of("sample company, 90 days", sample_company(), 90), *made_cases()]
    with threadpool_limits(1):
        for case in cases:
            if options.only.lower() in case.name.lower():
                table(case)


if __name__ == "__main__":
    main()
