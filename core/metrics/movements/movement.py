"""Who went up, who went down, and why: the groups of all customers at two dates."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.cached import one_reading
from core.metrics.customer_values import filled
from core.metrics.movements.moves import AFTER, BEFORE, KINDS, dates_of, moved_view, moves_statement, moves_table
from core.metrics.results import Statement
from core.settings import TIER_CODES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.metrics.question import Basis, Question
    from core.settings import Reading
    from core.store.workspace import Workspace


@dataclass(frozen=True)
class Cell:
    """The customers that went from one group to another, with their value at both dates.

    `why`: how many moved for each kind of reason; empty where the groups are the same.
    """

    moved_from: str
    moved_to: str
    customers: int
    value_from: Decimal
    value_to: Decimal
    why: dict[str, int]


@dataclass(frozen=True)
class Margin:
    """All customers of a group at one of the dates."""

    code: str
    customers: int
    value: Decimal


@dataclass(frozen=True)
class Movement:
    """The groups at two dates. `basis` is of the second one, `before` of the first.

    `cells`: those with customers, best group first. `came`: the groups at the first date and their value then, `went`:
    those at the second; they add up to the head counts and totals. The cut values are those used, best tier first, the
    last one 0. `moved_frozen`, `moved_relative`: how many of the customers present at both dates changed their group in
    each reading; `moved_unchanged`: those of them that moved in the relative reading alone. `up`, `down`: of the
    customers with a tier, or unprofitable, at both dates. `since` and `own_cuts_since`: see `Dates`.
    """

    basis: Basis
    before: Basis
    since: Basis
    reading: Reading
    two_months_rule: bool
    cells: tuple[Cell, ...]
    came: tuple[Margin, ...]
    went: tuple[Margin, ...]
    cuts_before: tuple[Decimal, ...]
    cuts_after: tuple[Decimal, ...]
    own_cuts_before: tuple[Decimal, ...]
    own_cuts_after: tuple[Decimal, ...]
    own_cuts_since: tuple[Decimal, ...]
    up: int
    down: int
    moved_frozen: int
    moved_relative: int
    moved_unchanged: int
    statements: tuple[Statement, ...] = ()

    @property
    def earlier(self) -> Basis:
        """The basis of the earlier of the two dates, by whose cut values the frozen reading cuts."""
        return min(self.before, self.basis, key=lambda side: side.as_of)

    @property
    def is_uncut(self) -> bool:
        """Whether nobody was ranked at the date whose cut values both dates take: every value above 0 is best then."""
        return self.reading == "frozen" and not any(self.cuts_before)

    @property
    def moved_line(self) -> int | None:
        """The place of the tier whose smallest value changed most between the dates, relative to what it was."""
        pairs = zip(self.own_cuts_before[:-1], self.own_cuts_after[:-1], strict=True)
        changes: list[Decimal] = [abs(after - before) / before if before else Decimal(0) for before, after in pairs]
        largest = max(changes, default=Decimal(0))
        return changes.index(largest) if largest else None

    def cell(self, moved_from: str, moved_to: str) -> Cell | None:
        """The cell of two groups, None where nobody is in it."""
        return next((c for c in self.cells if (c.moved_from, c.moved_to) == (moved_from, moved_to)), None)


@one_reading
def movement(workspace: Workspace, question: Question) -> Movement:
    """The movement of a settled question (see `core.metrics.movements.moves.settled`), in its reading.

    `frozen`: both dates cut by the cut values of the earlier one; `relative`: each by its own ranking. With the
    question's two-month rule a tier is the one that `core.metrics.histories.history` counts the customer in. See
    `moves_table` for the groups, who is ranked among whom and the errors. Source: "Movement" in the definitions.
    """
    dates = dates_of(workspace, question)
    frozen = question.reading == "frozen"
    texts = {"moved": moved_view(workspace, question), "moves": moves_table(workspace, question)}
    path = Path(__file__)
    sql, readings = filled(path.with_suffix(".sql"), texts), filled(path.with_name("movement_readings.sql"), texts)
    moved_frozen, moved_relative, unchanged = workspace.engine.rows(readings)[0]
    rows = workspace.engine.rows(sql)
    cells = _cells(rows, question.cut.tiers)
    directions = {word: sum(row[4] for row in rows if row[2] == word) for word in ("up", "down")}
    return Movement(
        basis=dates.after,
        before=dates.before,
        since=dates.since,
        reading=question.reading,
        two_months_rule=question.two_months_rule,
        cells=cells,
        came=_margin(((c.moved_from, c.customers, c.value_from) for c in cells), (*question.cut.tiers, *BEFORE)),
        went=_margin(((c.moved_to, c.customers, c.value_to) for c in cells), (*question.cut.tiers, *AFTER)),
        cuts_before=dates.frozen if frozen else dates.own_before,
        cuts_after=dates.frozen if frozen else dates.own_after,
        own_cuts_before=dates.own_before,
        own_cuts_after=dates.own_after,
        own_cuts_since=dates.own_since,
        up=directions["up"],
        down=directions["down"],
        moved_frozen=moved_frozen,
        moved_relative=moved_relative,
        moved_unchanged=unchanged,
        statements=(moves_statement(workspace, question), Statement("movement", sql, {})),
    )


Row = tuple[str, str, str | None, str | None, int, Decimal, Decimal]


def _cells(rows: Iterable[Row], tiers: tuple[str, ...]) -> tuple[Cell, ...]:
    """The rows of `movement.sql` put together by their two groups."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        found.setdefault((row[0], row[1]), []).append(row)
    groups = (*tiers, *dict.fromkeys((*BEFORE, *AFTER)))
    places = sorted(found, key=lambda pair: (groups.index(pair[0]), groups.index(pair[1])))
    return tuple(_cell(place, found[place]) for place in places)


def _cell(place: tuple[str, str], rows: list[Row]) -> Cell:
    why = {kind: sum(row[4] for row in rows if row[3] == kind) for kind in KINDS}
    return Cell(
        *place,
        customers=sum(row[4] for row in rows),
        value_from=sum((row[5] for row in rows), Decimal(0)),
        value_to=sum((row[6] for row in rows), Decimal(0)),
        why={kind: count for kind, count in why.items() if count},
    )


def _margin(parts: Iterable[tuple[str, int, Decimal]], groups: tuple[str, ...]) -> tuple[Margin, ...]:
    """What each group has: every tier, and the other groups that have somebody."""
    listed = tuple(parts)
    found = [
        Margin(
            group,
            sum(customers for code, customers, _ in listed if code == group),
            sum((value for code, _, value in listed if code == group), Decimal(0)),
        )
        for group in groups
    ]
    return tuple(margin for margin in found if margin.customers or margin.code in TIER_CODES)
