"""The order lines that count: for what the monthly facts do not hold (who sold, what is owed, discounts)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.customer_values import Prepared, filled
from core.metrics.line_facts import lines_of
from core.metrics.purchase_days import KEPT
from core.store.facts import NUMBERED

if TYPE_CHECKING:
    from core.metrics.question import Question

COUNTED = {"net": KEPT, "gross": "not (l.amount < 0 or coalesce(l.quantity, 0) < 0)"}


def counted_lines(question: Question) -> Prepared:
    """The query of `counted_lines.sql` (a select, to be put in brackets) under the question's line filters.

    It binds `$leave_out` and the values of the filters. QuestionError `filter_unknown`.
    """
    lines, values = lines_of(question.filters.lines)
    texts = {
        "account": "c.group_no" if question.rank_groups else "c.customer_no",
        "lines": lines,
        "numbered": NUMBERED,
        "counted": COUNTED[question.refunds],
    }
    query = filled(Path(__file__).with_suffix(".sql"), texts)
    return Prepared(query, values | {"leave_out": question.exclude_non_customers})
