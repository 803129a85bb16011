"""How people rate customers: the criteria of key accounts (1 to 5), the signs of a partner (0 or 1), with history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from core.errors import QuestionError
from core.store.edits import LONGEST_NOTE, standing_id

if TYPE_CHECKING:
    from core.store.workspace import Workspace

COMPUTED = ("margin", "continuity", "payment", "fit", "growth", "loyalty")
"""Criteria that the data rate where they can; a person who rates them otherwise says why."""
RATED = ("shared_values", "strength", "influence", "long_term")
"""Criteria that a person rates."""
CRITERIA = (*COMPUTED, *RATED)
SIGNS = (
    "names_faults",
    "talks_business",
    "answers_calls",
    "thinks_best",
    "no_rival_contract",
    "rivals_wait",
    "complains",
    "trusts_help",
    "no_rival_product",
    "mutual_need",
)
"""The ten signs of a partner, each seen (1) or not (0)."""
HIGHEST = dict.fromkeys(CRITERIA, 5) | dict.fromkeys(SIGNS, 1)
LOWEST = dict.fromkeys(CRITERIA, 1) | dict.fromkeys(SIGNS, 0)


@dataclass(frozen=True)
class Assessment:
    """One rating by a person; None takes back what was said before it."""

    customer_id: str
    criterion: str
    rating: int | None
    reason: str | None
    assessed_at: datetime


def assess(
    workspace: Workspace, customer_id: str, ratings: Mapping[str, int | None], reason: str | None = None
) -> None:
    """Keep how a person rates a customer; None takes a rating back. Who was merged is meant as who stands.

    Errors: QuestionError `customer_unknown`, `criterion_unknown`, `rating_outside`, `rating_reason` where a computed
    criterion is rated without a reason.
    """
    said = " ".join((reason or "").split())[:LONGEST_NOTE] or None
    for criterion, rating in ratings.items():
        _check(criterion, rating, said)
    with workspace.writing() as cursor:
        standing = standing_id(cursor, customer_id)
        for criterion, rating in ratings.items():
            cursor.run(
                "insert into assessments select $id, $criterion, $rating, $reason, greatest(cast(now() as TIMESTAMP), "
                "(select coalesce(max(assessed_at), cast(now() as TIMESTAMP) - interval 1 day) from assessments) "
                "+ interval 1 microsecond)",
                {"id": standing, "criterion": criterion, "rating": rating, "reason": said},
            )


def _check(criterion: str, rating: int | None, reason: str | None) -> None:
    if criterion not in HIGHEST:
        raise QuestionError("criterion_unknown", criterion=criterion, criteria=", ".join(HIGHEST))
    if rating is None:
        return
    lowest, highest = LOWEST[criterion], HIGHEST[criterion]
    if not lowest <= rating <= highest:
        raise QuestionError("rating_outside", criterion=criterion, rating=rating, lowest=lowest, highest=highest)
    if criterion in COMPUTED and not reason:
        raise QuestionError("rating_reason", criterion=criterion)


def latest_assessments(
    workspace: Workspace, criteria: Iterable[str], customer_id: str | None = None
) -> dict[tuple[str, str], Assessment]:
    """What counts now, by (customer id, criterion), of everybody or of one customer.

    Of merged ids the latest counts, under the id that stands.
    """
    rows = workspace.engine.rows(
        "select customer_id, criterion, rating, reason, assessed_at from ("
        "select coalesce(m.into_id, a.customer_id) as customer_id, a.criterion, a.rating, a.reason, a.assessed_at, "
        "row_number() over (partition by coalesce(m.into_id, a.customer_id), a.criterion "
        "order by a.assessed_at desc nulls last) as place "
        "from assessments as a left join merged_customers as m on m.customer_id = a.customer_id "
        "where a.criterion in (select unnest($criteria))) "
        "where place = 1 and rating is not null and ($id is null or customer_id = $id) order by customer_id, criterion",
        {"criteria": list(criteria), "id": customer_id},
    )
    return {(row[0], row[1]): Assessment(*row) for row in rows}
