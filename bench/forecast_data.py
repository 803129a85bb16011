"""Purchase days of the data sets that forecasts are measured on: real ones where they stand, and invented ones."""

from __future__ import annotations

import csv
import os
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from core.models.likelihood.folds import origins_before
from core.models.likelihood.history import day_number
from core.models.likelihood.results import PurchaseDays

ROOT = Path(os.environ.get("REAL_DATA_DIR") or ".")


@dataclass(frozen=True)
class Case:
    """A data set, the length of the horizon, and the days to forecast from (the horizon after each is known)."""

    name: str
    days: PurchaseDays
    horizon: int
    origins: tuple[int, ...]


def case_of(name: str, days: PurchaseDays, horizon: int) -> Case:
    """A data set with the days that the app itself would test at: up to three, as far as the history allows."""
    first, last = int(days.day.min()), int(days.day.max())
    return Case(name, days, horizon, tuple(origins_before(first, last, horizon)))


def made(entries: dict[tuple[int, int], float]) -> PurchaseDays:
    """(customer, day) -> revenue, sorted."""
    keys = sorted(entries)
    return PurchaseDays(
        np.array([who for who, _ in keys], dtype=np.int64),
        np.array([day for _, day in keys], dtype=np.int64),
        np.array([entries[key] for key in keys]),
    )


def cdnow(name: str, folder: Path = ROOT) -> PurchaseDays:
    """CDNOW `master` (id, date, count, dollars) or `sample` (id of the master, own id, date, count, dollars)."""
    entries: dict[tuple[int, int], float] = defaultdict(float)
    for line in (folder / "cdnow" / f"CDNOW_{name}.txt").read_text(encoding="ascii").splitlines():
        parts = line.split()
        if len(parts) >= 4 and parts[0].isdigit():
            day = parts[-3]
            entries[int(parts[0]), day_number(date(int(day[:4]), int(day[4:6]), int(day[6:])))] += float(parts[-1])
    return made(entries)


def uci() -> PurchaseDays:
    """UCI Online Retail, `net`.

    A line with a customer, positive quantity and positive amount makes a purchase day. What came back counts on the day it
    came back or on the customer's next purchase day, as in the app: an earlier day would know of what came later. What
    comes back after the last purchase day is in no day.
    """
    bought: dict[tuple[int, int], float] = defaultdict(float)
    returned: list[tuple[int, int, float]] = []
    for path in sorted((ROOT / "uci_online_retail").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if not row["CustomerID"]:
                    continue
                who, day = int(float(row["CustomerID"])), day_number(date.fromisoformat(row["InvoiceDate"][:10]))
                quantity = int(row["Quantity"])
                amount = quantity * float(row["UnitPrice"])
                if quantity > 0 and amount > 0:
                    bought[who, day] += amount
                elif amount < 0:
                    returned.append((who, day, amount))
    owned: dict[int, list[int]] = defaultdict(list)
    for who, day in sorted(bought):
        owned[who].append(day)
    for who, day, amount in returned:
        later = [known for known in owned[who] if known >= day]
        if later:
            bought[who, later[0]] += amount
    return made(bought)


def sample_company() -> PurchaseDays:
    """The sample company that comes with the app: bought lines of standing orders make the days, returns are left out."""
    from sample_data.company import make_company

    company = make_company()
    number = {customer.customer_id: place for place, customer in enumerate(company.customers)}
    entries: dict[tuple[int, int], float] = defaultdict(float)
    for line in company.lines:
        if line.amount_fen > 0 and line.status not in {"cancelled", "returned"}:
            entries[number[line.customer.customer_id], line.day] += line.amount_fen / 100
    return made(entries)


def real_cases() -> list[Case]:
    """The cases of the real files; none where they do not stand beside the project."""
    if not (ROOT / "cdnow").is_dir():
        return []
    master, net = cdnow("master"), uci()
    last = int(master.day.max())
    return [
        Case("CDNOW master, 91 days", master, 91, (last - 182, last - 91)),
        Case("CDNOW sample, 39 / 39 weeks", cdnow("sample"), 273, (day_number(date(1997, 9, 30)),)),
        case_of("UCI net, 60 days", net, 60),
        case_of("UCI net, 90 days", net, 90),
    ]
