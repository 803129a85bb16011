"""Whom do we call? Who is to be visited, called or written to in the next days, and who has been."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import QuestionError
from core.metrics.cached import cached, one_reading, remembered
from core.metrics.caring.care_rhythm import KINDS, Rhythm, rhythms
from core.metrics.caring.contacts import contacts_table
from core.metrics.customer_values import Prepared, filled, values_table
from core.metrics.period import basis_of, calendar_of, months_back
from core.metrics.relationships.stages import stages_table, summed
from core.metrics.results import Statement
from core.metrics.scoring.rfm_scores import scores_table
from core.metrics.signals.dismissals import looked_into
from core.metrics.signals.found import Signal, signals
from core.metrics.surveys.satisfaction_tiers import valuable_tiers
from core.metrics.tiering.tiers import tiers_table
from core.store.engine import Cursor

if TYPE_CHECKING:
    import pandas as pd

    from core.metrics.question import Basis, Question
    from core.settings import RfmRules
    from core.store.workspace import Workspace

HERE = Path(__file__)
ASLEEP_DAYS = 730
"""Who ordered last so long ago is not woken any more."""
BEGUN_DAYS = 90
"""Whose first order lies so long after the data begin is taken for a new customer of that day."""
MOST_NEW = 20
"""So many of the never contacted are proposed to each salesperson."""
EVERYBODY = 1_000_000_000
USUAL_PLAN, LONGEST_PLAN = 7, 366
"""Days that a plan reaches beyond the day of the figures."""
NOBODY = ""
"""The salesperson of customers that have none, as what is asked for."""


@dataclass(frozen=True)
class Portfolio:
    """What falls to one salesperson (`name` None: customers without one): customers by state.

    `proposed`: of those never contacted, how many are on the list.
    """

    name: str | None
    overdue: int
    due: int
    never: int
    proposed: int
    done: int
    opted_out: int

    @property
    def listed(self) -> int:
        """How many customers the list of this salesperson holds that are still to do."""
        return self.overdue + self.due + self.proposed


@dataclass(frozen=True)
class CarePlan:
    """Who is due in the days after `basis.as_of`, by salesperson. See `care.sql` for the columns of `table`.

    `people`: everybody's counts, also where `table` holds one salesperson. `contacts`: records in the log.
    """

    basis: Basis
    last_day: date
    counted_to: date  # contacts up to this day count
    rhythms: tuple[Rhythm, ...]
    contacts: int
    people: tuple[Portfolio, ...]
    table: pd.DataFrame
    signals: Mapping[str, tuple[Signal, ...]]  # of customers of the two best tiers, most money at stake first
    statements: tuple[Statement, ...] = ()

    def count(self, state: str) -> int:
        """How many customers are in a state ("overdue", "due", "never", "proposed", "done", "opted_out")."""
        return sum(int(getattr(person, state)) for person in self.people)


@one_reading
def care_plan(
    workspace: Workspace,
    question: Question,
    rules: RfmRules,
    *,
    days: int = USUAL_PLAN,
    salesperson: str | None = None,
    most_new: int | None = MOST_NEW,
    limit: int | None = None,
) -> CarePlan:
    """The customers who are due by `days` days after `as_of`, the overdue first; see `care.sql` and `care_rows.sql`.

    A rhythm says how often customers of a tier and stage are visited, called or written to; the day due is that of the
    last contact of the kind (or a stronger one) and these days. Beside it: next steps promised in the log, complaints
    of the last 12 months that nobody has settled, signals of customers of the two best tiers (at once, until somebody
    calls or visits them after `as_of`), birthdays, and anniversaries of these customers (joined, else first order
    where it lies 90 days after the data begin). The salesperson is the owner as on the page of salespeople. Who opted
    out is not written to.
    Contacts after `as_of` count as done; where an earlier month is asked for, up to the end of its plan.
    `salesperson`: only theirs, "" = of customers without one; `most_new` None = all who were never contacted; `limit`:
    so many rows at most of what is to do, and of what is done.
    For who is chosen and ranked see `tiers_table`. Errors: those, and `care_plan_days` outside 1 to 366.
    """
    if not 1 <= days <= LONGEST_PLAN:
        raise QuestionError("care_plan_days", days=days, longest=LONGEST_PLAN)
    basis = basis_of(workspace, question)
    last_day = basis.as_of + timedelta(days=days)
    counted_to = counted_until(workspace, question, last_day)
    table, everybody = care_table(workspace, question, rules, last_day, counted_to)
    shown = EVERYBODY if most_new is None else most_new
    people_sql = filled(HERE.with_name("care_people.sql"), {"care": table})
    rows_sql = filled(HERE.with_name("care_rows.sql"), {"care": table})
    asked: dict[str, object] = {
        "only_one": salesperson is not None,
        "salesperson": salesperson or None,
        "most_new": shown,
        "most_rows": EVERYBODY if limit is None else limit,
        "ranked": [*question.cut.tiers, "unprofitable", "inactive"],
    }
    people = workspace.engine.rows(people_sql, {"most_new": shown})
    return CarePlan(
        basis=basis,
        last_day=last_day,
        counted_to=counted_to,
        rhythms=rhythms(question.cut, workspace.settings().care_days),
        contacts=int(workspace.engine.rows("select count(*) from contact_records")[0][0]),
        people=tuple(Portfolio(*row) for row in people),
        table=workspace.engine.frame(rows_sql, asked),
        signals=signals_of_the_best(workspace, question),
        statements=(everybody.statement("care"), Statement("care_rows", rows_sql, asked)),
    )


def counted_until(workspace: Workspace, question: Question, last_day: date) -> date:
    """The last day whose contacts count: of the newest plan all of them, of an earlier month those of its plan."""
    basis = basis_of(workspace, question)
    newest = basis_of(workspace, replace(question, as_of=None)).as_of
    return last_day if basis.as_of < newest else date.max


def signals_of_the_best(workspace: Workspace, question: Question) -> dict[str, tuple[Signal, ...]]:
    """The signals of customers of the two best tiers that nobody has dismissed, by id.

    Without complaints that are not settled: the plan knows them of itself.
    """
    key = question, looked_into(workspace)
    return remembered(workspace, "signals_of_the_best", key, lambda: _signals_of_the_best(workspace, question))


def _signals_of_the_best(workspace: Workspace, question: Question) -> dict[str, tuple[Signal, ...]]:
    found: dict[str, tuple[Signal, ...]] = {}
    best = valuable_tiers(question.cut)
    for signal in signals(workspace, question).standing:
        is_open = signal.kind == "complaints" and signal.detail != "settled"
        if signal.subject == "customer" and signal.tier in best and not is_open:
            found[signal.subject_id] = (*found.get(signal.subject_id, ()), signal)
    return found


def care_table(
    workspace: Workspace, question: Question, rules: RfmRules, last_day: date, counted_to: date
) -> tuple[str, Prepared]:
    """The name of the cached table of everybody in the care plan (see `care.sql`), and its query."""
    prepared = _statement(workspace, question, rules, last_day, counted_to)

    def make(cursor: Cursor, name: str) -> None:
        cursor.run(f"create table {name} as {prepared.sql}", prepared.values)

    return cached(workspace, "table", "care", (prepared.sql, sorted(prepared.values.items())), make), prepared


def _statement(workspace: Workspace, question: Question, rules: RfmRules, last_day: date, counted_to: date) -> Prepared:
    basis, own = basis_of(workspace, question), workspace.settings().care_days
    found = [
        (rhythm.tier, rhythm.stage, kind, days)
        for rhythm in rhythms(question.cut, own)
        for kind, days in zip(KINDS, rhythm.days, strict=True)
    ]
    tiers, stages, kinds, every = (list(part) for part in zip(*found, strict=True))
    texts = {
        "contacts": contacts_table(workspace, question),
        "tiers": tiers_table(workspace, question),
        "stages": stages_table(workspace, question),
        "scores": scores_table(workspace, question, rules),
        "before": _before(workspace, question, basis),
        "measure": summed(question),
    }
    values: dict[str, object] = {
        "tiers": tiers,
        "stages": stages,
        "kinds": kinds,
        "days": every,
        "as_of": basis.as_of,
        "last_day": last_day,
        "counted_to": counted_to,
        "valuable": list(valuable_tiers(question.cut)),
        "asleep_days": ASLEEP_DAYS,
        "known_from": calendar_of(workspace).first_month + timedelta(days=BEGUN_DAYS),
        "signalled": sorted(signals_of_the_best(workspace, question)),
    }
    return Prepared(filled(HERE.with_suffix(".sql"), texts), values)


def _before(workspace: Workspace, question: Question, basis: Basis) -> str:
    """The values of the window before; of this one where the data do not reach back: the inactive have none there."""
    earlier = months_back(basis.first_month, 1)
    if basis.window_months is None or earlier < calendar_of(workspace).first_month:
        return values_table(workspace, question)
    return values_table(workspace, replace(question, as_of=f"{earlier:%Y-%m}"))
