"""The signals of a question: every rule asked, what was dismissed set apart, greatest money at stake first."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from core.errors import QuestionError
from core.metrics.cached import holds, one_reading, remembered
from core.metrics.period import basis_of
from core.metrics.results import Statement
from core.metrics.signals.dismissals import Dismissal, dismissals, is_clearly_worse
from core.metrics.signals.rule import Asked, Rule, Subject, Unit
from core.metrics.signals.rules import KINDS, RULES
from core.metrics.tiering.tiers import tiers_table

if TYPE_CHECKING:
    from core.metrics.question import Basis, Question
    from core.store.workspace import Workspace

COLUMNS = (
    "subject_id, name, tier, place_column, place, detail, event, against, expected, seen, at_stake, since, customers"
)
"""What the statement of a rule gives, one row per signal; `event` tells one occurrence from the next."""


@dataclass(frozen=True)
class Signal:
    """One thing that needs a look.

    `expected` and `seen` are money, days, a share 0-1, an index 0-100 or a count, as `unit` says. `place` is where: a
    value of `place_column` (region, salesperson, customer, order). `detail`: a product or a dimension that matters, or
    how many stand behind it. `against`: what was expected comes from its own history, or from its peers.
    `customers`: whose orders stand behind it, the most important first. `signal_id` stays the same as long as the same
    thing goes on.
    """

    signal_id: str
    kind: str
    subject: Subject
    subject_id: str
    name: str | None
    tier: str | None
    place_column: str | None
    place: str | None
    detail: str | None
    against: Literal["own", "peers"]
    unit: Unit
    expected: Decimal
    seen: Decimal
    at_stake: Decimal
    since: date
    customers: tuple[str, ...]


@dataclass(frozen=True)
class Signals:
    """All signals of a question. `standing` count, `dismissed` were looked into and have not become clearly worse.

    `customers`: with a counted line in the window, among whom was looked. `kinds`: the rules that could be asked;
    `unasked`: those whose data are not there (no due dates, no survey, no contacts).
    """

    basis: Basis
    standing: tuple[Signal, ...]
    dismissed: tuple[tuple[Signal, Dismissal], ...]
    customers: int
    kinds: tuple[str, ...]
    unasked: tuple[str, ...]
    statements: tuple[Statement, ...] = ()

    @property
    def at_stake(self) -> Decimal:
        """The money at stake in all that stand; what is told twice is counted twice."""
        return sum((signal.at_stake for signal in self.standing), Decimal(0))

    def find(self, signal_id: str) -> Signal | None:
        """The signal of that id, standing or dismissed."""
        every = (*self.standing, *(signal for signal, _ in self.dismissed))
        return next((signal for signal in every if signal.signal_id == signal_id), None)


@one_reading
def signals(workspace: Workspace, question: Question) -> Signals:
    """What is unusual in the month of `as_of`, greatest money at stake first, ties by id.

    Line filters choose the lines that are looked at; filters on customers, tiers and segments the customers (and, of
    products and salespeople, the lines of those customers). Groups count as one where groups are ranked.
    Errors: those of `tiers_table`.
    """
    asked = Asked(workspace, question, basis_of(workspace, question))
    held = [rule for rule in RULES if not rule.needs or holds(workspace, rule.needs)]
    every: list[Signal] = []
    statements: list[Statement] = []
    for rule in held:
        found, statement = _signals_of(rule, asked)
        every += found
        statements.append(statement)
    every = _told_once(every)
    every.sort(key=lambda signal: (-signal.at_stake, signal.signal_id))
    looked = dismissals(workspace)
    away = {
        signal.signal_id
        for signal in every
        if signal.signal_id in looked and not is_clearly_worse(signal.at_stake, looked[signal.signal_id].at_stake)
    }
    return Signals(
        basis=asked.basis,
        standing=tuple(signal for signal in every if signal.signal_id not in away),
        dismissed=tuple((signal, looked[signal.signal_id]) for signal in every if signal.signal_id in away),
        customers=_looked_at(asked),
        kinds=tuple(rule.kind for rule in held),
        unasked=tuple(rule.kind for rule in RULES if rule not in held),
        statements=tuple(statements),
    )


def top_signals(workspace: Workspace, question: Question, n: int) -> tuple[Signal, ...]:
    """The `n` standing signals with the most money at stake."""
    return signals(workspace, question).standing[:n]


def chosen_kinds(found: Signals, kinds: Sequence[str]) -> tuple[Signal, ...]:
    """The standing signals of some kinds, of all where none is named. QuestionError `signal_kind` for another word."""
    for kind in kinds:
        if kind not in KINDS:
            raise QuestionError("signal_kind", kind=kind, kinds=", ".join(KINDS))
    return tuple(signal for signal in found.standing if not kinds or signal.kind in kinds)


def _signals_of(rule: Rule, asked: Asked) -> tuple[tuple[Signal, ...], Statement]:
    prepared = rule.statement(asked)
    engine = asked.workspace.engine
    query = f"with found as ({prepared.sql}) select {COLUMNS} from found order by at_stake desc, subject_id"
    key = (prepared.sql, repr(prepared.values))
    rows = remembered(asked.workspace, "signals", key, lambda: tuple(engine.rows(query, prepared.values)))
    return tuple(_signal(rule, row) for row in rows), prepared.statement(rule.kind)


def _signal(rule: Rule, row: tuple[Any, ...]) -> Signal:
    subject_id, name, tier, place_column, place, detail, event, against, expected, seen, at_stake, since, ids = row
    key = repr((rule.kind, subject_id, event))
    short = hashlib.sha256(key.encode()).hexdigest()[:10]
    return Signal(
        signal_id=f"{rule.kind}-{short}",
        kind=rule.kind,
        subject=rule.subject,
        subject_id=subject_id,
        name=name,
        tier=tier,
        place_column=place_column,
        place=place,
        detail=detail,
        against=against,
        unit=rule.unit,
        expected=expected,
        seen=seen,
        at_stake=at_stake,
        since=since,
        customers=tuple(ids),
    )


def _told_once(every: list[Signal]) -> list[Signal]:
    """Without the fall of customers who are quiet: silence says it already."""
    quiet = {signal.subject_id for signal in every if signal.kind == "quiet"}
    return [signal for signal in every if signal.kind != "falling" or signal.subject_id not in quiet]


def _looked_at(asked: Asked) -> int:
    table = tiers_table(asked.workspace, asked.question)
    query = f"select count(*) from {table} where is_active"
    return remembered(asked.workspace, "looked_at", query, lambda: int(asked.workspace.engine.rows(query)[0][0]))
