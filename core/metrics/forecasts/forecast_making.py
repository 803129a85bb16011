"""Making a purchase forecast for a question, and finding the one that stands: of the same purchases and day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from core.errors import QuestionError
from core.metrics.cached import holds, one_reading, remembered
from core.metrics.forecasts.forecast_days import days_print, days_table, numbers_by_id, purchase_arrays
from core.metrics.period import basis_of, calendar_of, months_back
from core.metrics.question import Filters
from core.metrics.tiering.tiers import tiers_table
from core.models.likelihood.results import Refusal
from core.store.forecasts import SavedForecast, StoodOn, save_forecast, saved_forecasts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from core.metrics.question import Question
    from core.models.likelihood.results import Forecast, PurchaseDays
    from core.store.workspace import Workspace

SEED = 7
Progress = Callable[[float, str], None]
"""Told the share done (0-1) and a step: `reading`, `testing`, `scoring`, `done`."""


def forecast_question(question: Question) -> Question:
    """The part of a question that a forecast depends on: its customer, tier and segment filters choose afterwards."""
    return replace(question, filters=Filters(lines=question.filters.lines), compared_with=None)


def way_of(question: Question) -> dict[str, Any]:
    """How purchases are counted for a forecast, as JSON holds it."""
    tax = {name: str(value) if name == "rate" else value for name, value in asdict(question.tax).items()}
    return {
        "refunds": question.refunds,
        "tax": tax,
        "rank_groups": question.rank_groups,
        "exclude_non_customers": question.exclude_non_customers,
        "lines": [[column, list(values)] for column, values in question.filters.lines],
    }


def was_ever_made(workspace: Workspace) -> bool:
    """Whether there is any forecast in this workspace."""
    return holds(workspace, "select 1 from forecasts limit 1")


@one_reading
def standing_forecast(
    workspace: Workspace, question: Question, horizon_days: int | None = None
) -> SavedForecast | None:
    """The forecast of just these purchases at this day, of any horizon unless one is given; None where none is.

    It stands as long as no purchase up to the day changes and purchases are counted in the same way; its window, value
    measure and cut are no part of it. A forecast whose customers are no longer kept does not stand.
    """
    if not was_ever_made(workspace):
        return None
    asked = forecast_question(question)
    as_of, way = basis_of(workspace, asked).as_of, way_of(asked)
    fitting = [
        one
        for one in saved_forecasts(workspace, as_of)
        if one.stood_on["way"] == way and horizon_days in (None, one.horizon_days)
    ]
    kept = _with_customers(workspace) if fitting else frozenset[int]()
    return next(
        (one for one in fitting if one.forecast_id in kept and one.stood_on["days"] == days_print(workspace, asked)),
        None,
    )


def _with_customers(workspace: Workspace) -> frozenset[int]:
    query = "select distinct forecast_id from forecast_customers"
    return remembered(
        workspace, "forecasts_kept", None, lambda: frozenset(int(row[0]) for row in workspace.engine.rows(query))
    )


@one_reading
def proposed(workspace: Workspace, question: Question, horizon_days: int | None = None) -> int | Refusal:
    """The horizon in days that is proposed (or the one that is asked for), or why no forecast can be made of it.

    Proposed is the longest of the usual ones with which one can be made: where most customers are new, too few were
    known half a year ago. A history too short for any of them has a quarter of itself proposed.
    """
    from core.models.likelihood.forecast import PARTS_OF_HISTORY, fitting_horizons, refused
    from core.models.likelihood.history import blocks_of, day_number

    asked = forecast_question(question)
    as_of = basis_of(workspace, asked).as_of

    def found() -> int | Refusal:
        days = purchase_arrays(workspace, asked)
        last = day_number(as_of)
        known = last - int(days.day.min(initial=last)) + 1
        usual = fitting_horizons(days, as_of) or [max(known // PARTS_OF_HISTORY, 1)]
        blocks = blocks_of(days, last)
        answers = [refused(blocks, last, horizon) or horizon for horizon in ([horizon_days] if horizon_days else usual)]
        return next((horizon for horizon in answers if isinstance(horizon, int)), answers[0])

    return remembered(workspace, "horizon", (days_table(workspace, asked), horizon_days), found)


def make_forecast(
    workspace: Workspace, question: Question, horizon_days: int | None = None, progress: Progress | None = None
) -> SavedForecast | Refusal:
    """The forecast for a question, kept with the workspace; the one that stands where there is one.

    Without `horizon_days` one of any horizon will do, and a new one is made for the horizon that is proposed. One maker
    at a time, also of other processes, since the file is held meanwhile; whoever waits takes what it made. Errors:
    those of `basis_of` and `lines_of`.
    """
    asked, told = forecast_question(question), progress or (lambda _share, _step: None)
    with workspace.making(f"forecast {way_of(asked)}"), workspace.engine.cursor():
        if found := standing_forecast(workspace, asked, horizon_days):
            return found
        horizon = proposed(workspace, asked, horizon_days)
        if isinstance(horizon, Refusal):
            return horizon
        told(0.0, "reading")
        prepared = _prepared(workspace, asked, horizon)
        made = _forecast(prepared, horizon, told)
        return made if isinstance(made, Refusal) else save_forecast(workspace, made, prepared.stood_on)


@dataclass(frozen=True)
class _Prepared:
    """What a forecast is made from, all of one data version; `numbers`: see `numbers_by_id`."""

    as_of: date
    days: PurchaseDays
    groups: dict[str, NDArray[np.int64]]
    numbers: NDArray[np.int64]
    stood_on: StoodOn


def _forecast(found: _Prepared, horizon: int, progress: Progress) -> Forecast | Refusal:
    """The forecast. The model knows customers by their place by id: what it draws by chance depends on nothing else."""
    import numpy as np

    from core.models.likelihood.forecast import forecast

    place = np.zeros(int(found.numbers.max(initial=0)) + 1, dtype=np.int64)
    place[found.numbers] = np.arange(len(found.numbers))
    days = replace(found.days, customer=place[found.days.customer])
    groups = {code: place[members] for code, members in found.groups.items()}
    made = forecast(days, found.as_of, horizon, groups=groups, progress=progress, seed=SEED)
    if isinstance(made, Refusal):
        return made
    return replace(made, customers=replace(made.customers, customer=found.numbers[made.customers.customer]))


@one_reading
def _prepared(workspace: Workspace, asked: Question, horizon: int) -> _Prepared:
    stood_on: StoodOn = {
        "days": days_print(workspace, asked),
        "way": way_of(asked),
        "tiers": {"window_months": asked.window_months, "value": asked.value, "cut": str(asked.cut)},
        "data_version": workspace.data_version,
    }
    as_of, days = basis_of(workspace, asked).as_of, purchase_arrays(workspace, asked)
    return _Prepared(as_of, days, tier_groups(workspace, asked, horizon), numbers_by_id(workspace), stood_on)


@one_reading
def tiers_day(workspace: Workspace, question: Question, horizon_days: int) -> date | None:
    """The month (its first day) at whose end the tiers stood that a forecast is tested by; None where data begin later.

    It is the last before the first test, so that no tier knows of what was tested.
    """
    from core.models.likelihood.folds import origins_before
    from core.models.likelihood.history import day_number

    query = f"select min(day) from {days_table(workspace, question)}"
    first = workspace.engine.rows(query)[0][0]
    as_of = basis_of(workspace, question).as_of
    origins = origins_before(day_number(first), day_number(as_of), horizon_days) if first else []
    if not origins:
        return None
    earliest = as_of - timedelta(days=day_number(as_of) - origins[0])
    month = months_back(earliest + timedelta(days=1), 1)
    return None if month < calendar_of(workspace).first_month else month


@one_reading
def tier_groups(workspace: Workspace, question: Question, horizon_days: int) -> dict[str, NDArray[np.int64]]:
    """The numbers of the customers by the tier they had on `tiers_day`, best first; who came later is in none."""
    import numpy as np

    month = tiers_day(workspace, question, horizon_days)
    if month is None:
        return {}
    table = tiers_table(workspace, replace(question, as_of=f"{month:%Y-%m}"))
    codes = (*question.cut.tiers, "unprofitable", "inactive")
    with workspace.engine.cursor() as cursor:
        found = cursor.numpy(f"select customer_no, coalesce(tier, '') as tier from {table}")
    tiers, numbers = np.asarray(found["tier"], dtype=str), np.asarray(found["customer_no"], dtype=np.int64)
    groups = {code: numbers[tiers == code] for code in codes}
    return {code: members for code, members in groups.items() if len(members)}


def refusal_error(found: Refusal) -> QuestionError:
    """A refusal as an error with its sentence."""
    if found.code == "few_customers":
        return QuestionError("few_customers", seen=found.seen, needed=found.needed)
    if found.code == "short_history":
        return QuestionError("short_history", seen=found.seen, needed=found.needed)
    if found.code == "few_buyers":
        return QuestionError("few_buyers", seen=found.seen, needed=found.needed, days=found.days)
    if found.code == "horizon_long":
        return QuestionError("horizon_long", seen=found.seen, needed=found.needed)
    return QuestionError("no_purchases", seen=found.seen, needed=found.needed)
