"""Tiers at 24 month ends from the monthly facts, against the fastest way known and against pandas; then a new month.

All three give customers and value per tier and the flows from month end to month end; that they agree is checked.
"""

from __future__ import annotations

import shutil
import sys
from itertools import pairwise
from pathlib import Path

from bench.imports import made
from bench.measure import HEAD, Taken, call, interleaved, row, run_python
from core.metrics.histories import history_kept
from core.metrics.histories.history import History, history
from core.metrics.period import months_back
from core.metrics.question import Question
from core.store.workspace import Workspace, close_workspace, open_workspace

MONTHS, WINDOW = 24, 12
TIERS = ("key", "important", "ordinary", "small")
FACTS = """
select customer_no, cast(date_diff('month', (select min(month) from customer_months), month) as UTINYINT) as month_no,
    cast(net_amount * cast(10000 as DECIMAL(5,0)) as BIGINT) as units
from customer_months
where net_lines > 0 and customer_no > 0
"""
Sizes = list[tuple[int, ...]]


def grid(workspace: Workspace) -> tuple[Sizes, Sizes]:
    """The fastest way known: a grid of customers x months, rolling sums, cuts by partition, flows by bincount."""
    import numpy as np

    with workspace.engine.cursor() as cursor:
        facts = cursor.numpy(FACTS)
    months, customers = int(facts["month_no"].max()) + 1, int(facts["customer_no"].max()) + 1
    cells = np.zeros((months, customers), dtype=np.int64)
    cells[facts["month_no"], facts["customer_no"]] = facts["units"]
    sums = cells[max(months - MONTHS - WINDOW, 0) : max(months - MONTHS, 0)].sum(axis=0)
    sizes, values, before = [], [], None
    for month in range(months - MONTHS, months):
        sums += cells[month]
        if month >= WINDOW:
            sums -= cells[month - WINDOW]
        ranked = np.compress(sums > 0, sums)
        places = [len(ranked) - -(-len(ranked) * ceiling // 10000) for ceiling in (100, 2000, 5000)]
        ranked.partition(places)
        tiers = (sums <= 0).astype(np.uint8)
        for place in places:
            tiers += sums < ranked[place]
        sizes.append(tuple(np.bincount(tiers, minlength=5)[:4].tolist()))
        values.append(tuple(int(np.dot(sums, tiers == tier)) for tier in range(4)))
        if before is not None:
            np.bincount(before * np.uint8(5) + tiers, minlength=25)
        before = tiers
    return sizes, values


def usual(workspace: Workspace) -> tuple[Sizes, Sizes]:
    """Pandas, the usual way: a group-by per date, tiers by rank, flows by crosstab."""
    import pandas as pd

    with workspace.engine.cursor() as cursor:
        facts = pd.DataFrame(cursor.numpy(FACTS))
    last = int(facts["month_no"].max())
    sizes, values, kept = [], [], []
    for month in range(last - MONTHS + 1, last + 1):
        inside = facts[(facts["month_no"] > month - WINDOW) & (facts["month_no"] <= month)]
        value = inside.groupby("customer_no")["units"].sum()
        value = value[value > 0]
        share = (value.rank(method="min", ascending=False) - 1) / len(value)
        tier = pd.cut(share, [0, 0.01, 0.2, 0.5, 1], right=False, labels=list(TIERS))
        table = pd.DataFrame({"tier": tier, "value": value})
        grouped = table.groupby("tier", observed=False)["value"].agg(["size", "sum"])
        sizes.append(tuple(grouped["size"].tolist()))
        values.append(tuple(grouped["sum"].tolist()))
        kept.append(table["tier"])
    for before, after in pairwise(kept):
        both = pd.concat([before, after], axis=1, keys=["before", "after"]).astype(object).fillna("none")
        pd.crosstab(both["before"], both["after"])
    return sizes, values


def history_ratios(folder: Path, rows: int, times: int) -> None:
    """Print the ratios for the workspace that the import bench left behind, and what a further month costs."""
    home = folder / f"home_{rows}"
    workspace = open_workspace("main", home)
    whole = Question(as_of=f"{workspace.months()[-1].month:%Y-%m}")

    def afresh() -> Taken:
        _forget(workspace)
        return call(lambda: history(workspace, whole))

    _check(history(workspace, whole), grid(workspace), usual(workspace))
    taken = interleaved(
        {
            "grid in numpy": lambda: call(lambda: grid(workspace)),
            "history": afresh,
            "pandas, the usual way": lambda: call(lambda: usual(workspace)),
        },
        times,
    )
    print(f"\n### Tiers at {MONTHS} month ends, {rows:,} lines\n\n{HEAD}")
    bars = {"history": "2", "pandas, the usual way": f"8 x history = {8 * _ratio(taken):.1f}"}
    for name in taken:
        print(row(name, taken[name], taken["grid in numpy"], bars.get(name, "")))
    close_workspace(workspace)
    _further_month(folder, home)
    sys.stdout.flush()


def _check(found: History, *others: tuple[Sizes, Sizes]) -> None:
    """All ways give the same customers and value per tier."""
    sizes = [tuple(tier.customers for tier in month.tiers) for month in found.months]
    values = [tuple(int(tier.value * 10000) for tier in month.tiers) for month in found.months]
    if any(other != (sizes, values) for other in others):
        raise SystemExit("the ways do not agree")


def _ratio(taken: dict[str, Taken]) -> float:
    return taken["history"].wall_seconds / taken["grid in numpy"].wall_seconds


def _forget(workspace: Workspace) -> None:
    """Nothing is answered from memory."""
    history_kept._shelves.pop(workspace.engine, None)
    with workspace.writing():
        pass


def _further_month(folder: Path, home: Path) -> None:
    """A month of 300,000 lines is imported by another process while this one keeps what it knows."""
    copy, month = folder / "home_history", folder / "next_month.csv"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(home, copy)
    workspace = open_workspace("main", copy)
    newest = workspace.months()[-1].month
    history(workspace, Question(as_of=f"{newest:%Y-%m}"))
    workspace.engine.close()
    text = made(folder, 300_000, "month", "--seed", "2", "--months", "1").read_text(encoding="utf-8")
    following = months_back(newest, -1)
    text = text.replace(",2024-05-", f",{following:%Y-%m}-").replace("\nSO1", "\nSO3")  # orders of its own
    month.write_text(text, encoding="utf-8")
    run_python(["-m", "core", "--home", str(copy), "--json", "import", "--future-dates", str(month)])
    asked = Question(as_of=f"{following:%Y-%m}")
    workspace.data_version  # noqa: B018  # opens the file, which both sides have behind them
    changed = call(lambda: history(workspace, asked))
    _forget(workspace)
    afresh = call(lambda: history(workspace, asked))
    print(row("after a further month of 300,000 lines, against all of it anew", changed, afresh, "0.5 at 10M"))
    close_workspace(workspace)
    shutil.rmtree(copy)
