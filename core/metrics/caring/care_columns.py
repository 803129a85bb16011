"""What the care plan says of a customer, as columns for rules of lists."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from core.metrics.cached import made_view, one_reading
from core.metrics.caring.care import LONGEST_PLAN, USUAL_PLAN, care_table, counted_until
from core.metrics.period import basis_of

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.settings import RfmRules
    from core.store.workspace import Workspace

COLUMNS = """
select
    customer_no, due_on as care_due_on,
    case
        when due_on < date '{as_of}' then 'overdue'
        when due_on <= date '{last_day}' then 'due'
        when is_new then 'never'
        when last_contact > date '{as_of}' then 'done'
    end as care_state
from {care}
"""


@one_reading
def care_columns(workspace: Workspace, question: Question, rules: RfmRules) -> str:
    """The name of a view of customer_no, care_due_on and care_state.

    care_due_on: the first day on which something is due at all, within a year of `as_of`; null where nothing is.
    care_state: in the plan of the next seven days (see `care.sql`); null where nothing is due by then. So
    "care_due_on <= day" chooses whom the plan up to that day holds as overdue or due. Of an earlier month contacts
    count up to seven days after it.
    """
    as_of = basis_of(workspace, question).as_of
    last_day = as_of + timedelta(days=USUAL_PLAN)
    counted_to = counted_until(workspace, question, last_day)
    table, _ = care_table(workspace, question, rules, as_of + timedelta(days=LONGEST_PLAN), counted_to)
    return made_view(workspace, "care_told", COLUMNS.format(as_of=as_of, last_day=last_day, care=table))
