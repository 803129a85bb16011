"""Segments of a million customers, each placed, against the usual way: k-means over all rows for 2 to 8 segments."""

from __future__ import annotations

import resource
import sys

import numpy as np

from bench.measure import HEAD, call, interleaved, row
from core.models.clusters.find import find_segments
from core.models.clusters.results import Segmentation
from core.models.clusters.traits import describe_traits

CUSTOMERS, TRAITS, GROUPS = 1_000_000, 6, 4
USUAL = "k-means over all rows for 2 to 8 segments, one start each"


def cluster_ratios(times: int, customers: int = CUSTOMERS) -> None:
    """Print the ratios; that the planted groups are found is checked."""
    from sklearn.cluster import KMeans

    columns, groups = made_customers(customers)
    number = np.arange(customers)
    table = np.nan_to_num(np.column_stack(list(columns.values())))

    def found() -> None:
        segmentation = find_segments(describe_traits(number, columns), list(columns))
        if not isinstance(segmentation, Segmentation) or segmentation.chosen != GROUPS:
            raise SystemExit("the planted groups were not found")
        shares = np.histogram2d(segmentation.labels, groups, bins=GROUPS)[0]
        if shares.max(axis=1).sum() < 0.95 * customers:
            raise SystemExit("the planted groups were mixed up")

    def plain() -> None:
        scaled = (table - table.mean(axis=0)) / table.std(axis=0)
        for segments in range(2, 9):
            KMeans(segments, n_init=1, random_state=7).fit(scaled)

    taken = interleaved(
        {USUAL: lambda: call(plain), "found": lambda: call(found)},
        times,
    )
    print(f"\n### Segments of {customers:,} customers by {TRAITS} traits\n\n{HEAD}")
    base = taken[USUAL]
    for name, item in taken.items():
        print(row(name, item, base, "under 10 s" if name == "found" else ""))
    print(f"\nPeak of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")
    sys.stdout.flush()


def made_customers(customers: int) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Four groups that differ in all traits, the first two of them skewed as money is, and one customer in 20 unknown."""
    random = np.random.default_rng(4)
    groups = random.choice(GROUPS, customers, p=[0.4, 0.3, 0.2, 0.1])
    centres = np.array([[0, 0, 6, 0, 6, 0], [6, 0, 0, 6, 0, 6], [0, 6, 6, 6, 0, 0], [6, 6, 0, 0, 6, 6]])
    values = centres[groups] + random.standard_normal((customers, TRAITS))
    values[:, :2] = np.exp(values[:, :2] / 2 + 5)
    values[random.random(customers) < 0.05, 5] = np.nan
    return {f"t{place + 1}": values[:, place] for place in range(TRAITS)}, groups


if __name__ == "__main__":
    cluster_ratios(1)
