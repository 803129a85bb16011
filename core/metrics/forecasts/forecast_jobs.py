"""Forecasts in the making while the page stays usable: one run per workspace and way of counting, for all readers.

A run is a thread that dies with the app: what it makes is written in one transaction at its end, so that nothing half
made is left behind.
"""

from __future__ import annotations

import json
import logging
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from core.errors import CoreError
from core.metrics.forecasts.forecast_making import forecast_question, make_forecast, way_of
from core.metrics.period import basis_of
from core.models.likelihood.results import Refusal
from core.store.engine import Engine

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.store.workspace import Workspace


@dataclass
class Run:
    """One forecast in the making. `share` 0-1 and `step` say how far it is.

    When `is_over`, either a forecast stands now, or one of these says why not: `refusal`, `error` (worded for people)
    or `has_failed` (unexpected; the log has it).
    """

    horizon_days: int | None
    data_version: int
    share: float = 0.0
    step: str = "reading"
    refusal: Refusal | None = None
    error: CoreError | None = None
    has_failed: bool = False
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return self.over.is_set()

    @property
    def was_made(self) -> bool:
        """Whether a forecast came of it."""
        return self.is_over and not (self.refusal or self.error or self.has_failed)


_runs: WeakKeyDictionary[Engine, dict[str, Run]] = WeakKeyDictionary()
_guard = threading.Lock()


def start_forecast(workspace: Workspace, question: Question, horizon_days: int | None = None) -> Run:
    """Begin to make the forecast of a question, or join the run that is under way for it, whatever its horizon."""
    key, version = _key(workspace, question), workspace.data_version
    with _guard:
        runs = _runs.setdefault(workspace.engine, {})
        found = runs.get(key)
        if found is not None and not found.is_over:
            return found
        run = runs[key] = Run(horizon_days, version)
    threading.Thread(target=_work, args=(run, workspace, question), name="forecast", daemon=True).start()
    return run


def forecast_run(workspace: Workspace, question: Question) -> Run | None:
    """The run for a question that is under way, or that came to nothing with the data as they are; None otherwise."""
    with _guard:
        runs = dict(_runs.get(workspace.engine, {}))
    if not runs:
        return None
    found = runs.get(_key(workspace, question))
    if found is None or (found.is_over and (found.was_made or found.data_version != workspace.data_version)):
        return None
    return found


def _key(workspace: Workspace, question: Question) -> str:
    asked = forecast_question(question)
    return json.dumps([str(basis_of(workspace, asked).as_of), way_of(asked)], sort_keys=True)


def _work(run: Run, workspace: Workspace, question: Question) -> None:
    def heard(share: float, step: str) -> None:
        run.share, run.step = share, step

    try:
        made = make_forecast(workspace, question, run.horizon_days, heard)
        run.refusal = made if isinstance(made, Refusal) else None
    except CoreError as error:
        run.error = error
    except Exception:  # the end of the thread: what happened must be said, and nowhere else would it be
        logging.getLogger("customer_pyramid").exception("A forecast failed")
        run.has_failed = True
    finally:
        run.over.set()
