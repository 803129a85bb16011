"""Purchase forecasts as they were made: kept with what they stood on, so that they can be made again and judged later.

What a forecast said of each customer is kept of the last few alone; how it was made and how good it was, of all.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from core.models.likelihood.results import Chosen, CustomerForecasts, FamilyScore, Forecast, Quality
from core.store.forms import FormError, read_again, read_json

if TYPE_CHECKING:
    from core.store.engine import Cursor, Row
    from core.store.workspace import Workspace

KEPT = 8
"""Of how many forecasts the customers are kept, of those of all lines and of those under a filter on lines each: with
one each month, long enough for any horizon to close."""
StoodOn = dict[str, Any]
"""What a forecast depends on, as JSON: `days` (a print of the purchase days), `way` (refunds, tax, groups, accounts
left out, filters on lines), `tiers` (how customers were cut), `data_version`."""
STANDS_ON = {"days", "way", "data_version"}
SAVED = "select forecast_id, made_at, as_of, horizon_days, stood_on, result from forecasts"
AMOUNTS = (
    "select coalesce(sum(expected_revenue), 0), sum(expected_profit) from forecast_customers where forecast_id = $id"
)
"""The totals of the amounts as they are kept, so that customers add up to them to the last digit."""
INSERT = """insert into forecast_customers
select $forecast_id, c.customer_id, f.likelihood, f.orders,
    cast(round(f.revenue, 4) as DECIMAL(18,4)), cast(round(f.profit, 4) as DECIMAL(18,4)), f.days, f.silent,
    case when not isnan(f.gap) then f.gap end
from (
    select unnest($numbers) as customer_no, unnest($likelihood) as likelihood, unnest($orders) as orders,
        unnest($revenue) as revenue, unnest($profit) as profit, unnest($days) as days, unnest($silent) as silent,
        unnest($gaps) as gap
) as f
join customers as c on c.customer_no = f.customer_no"""


@dataclass(frozen=True)
class Totals:
    """What a forecast expects of all its customers together. `profit` None where no cost is known."""

    customers: int
    buyers: float
    orders: float
    revenue: Decimal
    profit: Decimal | None


@dataclass(frozen=True)
class SavedForecast:
    """A forecast as it is kept; what it says of each customer stands in `forecast_customers` as long as it is new."""

    forecast_id: int
    made_at: datetime
    as_of: date
    horizon_days: int
    stood_on: StoodOn
    chosen: Chosen
    tried: tuple[FamilyScore, ...]
    quality: Quality
    parameters: dict[str, float]
    seed: int
    libraries: dict[str, str]
    totals: Totals


@dataclass(frozen=True)
class Expected:
    """What a forecast says of one customer; `expected_profit` None where no cost is known of anybody.

    `usual_gap_days`: None under two purchase days.
    """

    likelihood: float
    expected_orders: float
    expected_revenue: Decimal
    expected_profit: Decimal | None
    purchase_days: int
    silent_days: int
    usual_gap_days: float | None


def expected_of(workspace: Workspace, forecast_id: int, customer_id: str) -> Expected | None:
    """What a forecast says of one customer; None where it says nothing of them."""
    query = (
        "select likelihood, expected_orders, expected_revenue, expected_profit, purchase_days, silent_days, "
        "usual_gap_days from forecast_customers where forecast_id = $forecast_id and customer_id = $customer_id"
    )
    rows = workspace.engine.rows(query, {"forecast_id": forecast_id, "customer_id": customer_id})
    return Expected(*rows[0]) if rows else None


def habits_of(workspace: Workspace, forecast_id: int) -> dict[str, tuple[int, int, float | None]]:
    """How each customer of a forecast buys, by id: purchase days, days of silence, usual gap (None under two days)."""
    query = (
        "select customer_id, purchase_days, silent_days, usual_gap_days from forecast_customers "
        "where forecast_id = $forecast_id"
    )
    return {
        who: (days, silent, gap)
        for who, days, silent, gap in workspace.engine.rows(query, {"forecast_id": forecast_id})
    }


def save_forecast(workspace: Workspace, made: Forecast, stood_on: StoodOn) -> SavedForecast:
    """Keep a forecast; another for the same day and way of counting leaves (one stands), and the customers of old ones.

    What is kept of the same day and cannot be read leaves too.

    In one transaction: whoever is stopped on the way leaves nothing behind. The data version rises, since lists and
    values that speak of the forecast change with it.
    """
    with workspace.writing() as cursor:
        for row in _rows(cursor, made.as_of):
            old = _readable(row)
            if old is None or old.stood_on["way"] == stood_on["way"]:
                _forget(cursor, row[0])
        number = int(cursor.value("select coalesce(max(forecast_id), 0) + 1 from forecasts"))
        _keep_customers(cursor, number, made.customers)
        amounts = cursor.row(AMOUNTS, {"id": number})
        cursor.run(
            "insert into forecasts values ($id, $made_at, $as_of, $horizon, $stood_on, $result)",
            {
                "id": number,
                "made_at": datetime.now(UTC).replace(tzinfo=None),
                "as_of": made.as_of,
                "horizon": made.horizon_days,
                "stood_on": json.dumps(stood_on, ensure_ascii=False, sort_keys=True),
                "result": _result(made, *amounts),
            },
        )
        cursor.run(
            "delete from forecast_customers where forecast_id not in (select unnest($kept))",
            {"kept": _with_customers_kept(cursor)},
        )
        return _saved(cursor.row(f"{SAVED} where forecast_id = $id", {"id": number}))


def _with_customers_kept(cursor: Cursor) -> list[int]:
    """The newest `KEPT` of all lines and as many under a filter, so that looks at parts do not displace the whole."""
    found = [one for row in _rows(cursor) if (one := _readable(row)) is not None]
    parts = [one.forecast_id for one in found if one.stood_on["way"].get("lines")]
    whole = [one.forecast_id for one in found if not one.stood_on["way"].get("lines")]
    return [*whole[:KEPT], *parts[:KEPT]]


def saved_forecasts(workspace: Workspace, as_of: date | None = None) -> tuple[SavedForecast, ...]:
    """All that are kept and can be read, the newest first; of one day where it is given."""
    with workspace.engine.cursor() as cursor:
        found = map(_readable, _rows(cursor, as_of))
        return tuple(one for one in found if one is not None)


def unreadable_forecasts(workspace: Workspace) -> tuple[date, ...]:
    """The days of what is kept and cannot be read: another version wrote it, or it was damaged. Each once, sorted."""
    with workspace.engine.cursor() as cursor:
        return tuple(sorted({row[2] for row in _rows(cursor) if _readable(row) is None}))


def _rows(cursor: Cursor, as_of: date | None = None) -> list[Row]:
    return cursor.rows(
        f"{SAVED} where $as_of is null or as_of = $as_of order by made_at desc, forecast_id desc", {"as_of": as_of}
    )


def _readable(row: Row) -> SavedForecast | None:
    try:
        return _saved(row)
    except FormError:
        return None


def _forget(cursor: Cursor, forecast_id: int) -> None:
    for table in ("forecasts", "forecast_customers"):
        cursor.run(f"delete from {table} where forecast_id = $id", {"id": forecast_id})


def _keep_customers(cursor: Cursor, forecast_id: int, found: CustomerForecasts) -> None:
    unknown = [None] * len(found.customer)
    cursor.run(
        INSERT,
        {
            "forecast_id": forecast_id,
            "numbers": found.customer.tolist(),
            "likelihood": found.likelihood.tolist(),
            "orders": found.expected_orders.tolist(),
            "revenue": found.expected_revenue.tolist(),
            "profit": unknown if found.expected_profit is None else found.expected_profit.tolist(),
            "days": found.purchase_days.tolist(),
            "silent": found.silent_days.tolist(),
            "gaps": found.usual_gap_days.tolist(),
        },
    )


def _result(made: Forecast, revenue: Decimal, profit: Decimal | None) -> str:
    customers = made.customers
    kept = {
        "chosen": asdict(made.chosen),
        "tried": [asdict(score) for score in made.tried],
        "quality": asdict(made.quality),
        "parameters": made.parameters,
        "seed": made.seed,
        "libraries": made.libraries,
        "totals": {
            "customers": len(customers.customer),
            "buyers": float(customers.likelihood.sum()),
            "orders": float(customers.expected_orders.sum()),
            "revenue": f"{revenue:f}",
            "profit": None if profit is None else f"{profit:f}",
        },
    }
    return json.dumps(kept, ensure_ascii=False, default=str)


def _saved(row: Row) -> SavedForecast:
    """FormError where another version wrote it, or where it was damaged."""
    number, made_at, as_of, horizon, stood_on, result = row
    stood = read_json(stood_on)
    if lacking := STANDS_ON - stood.keys():
        raise FormError("stood_on", sorted(lacking))
    told = {"forecast_id": number, "made_at": made_at, "as_of": as_of, "horizon_days": horizon, "stood_on": stood}
    return read_again(SavedForecast, read_json(result), told)
