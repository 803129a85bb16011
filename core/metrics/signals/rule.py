"""What a rule is, what it is asked, and the texts that the statements of all rules have in common."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from core.errors import QuestionError
from core.metrics.customer_values import Prepared, filled
from core.metrics.line_facts import facts_of
from core.metrics.period import calendar_of, month_end, months_back
from core.metrics.purchase_days import COUNTED, purchase_days
from core.metrics.surveys.satisfaction_tiers import valuable_tiers
from core.metrics.tiering.tiers import tiers_table
from core.schema import LINE_FILTERS
from core.store.engine import quoted
from core.store.facts import NUMBERED

if TYPE_CHECKING:
    from datetime import date

    from core.metrics.question import Basis, Question
    from core.store.workspace import Workspace

Subject = Literal["customer", "product", "salesperson", "tier"]
Unit = Literal["money", "days", "share", "index", "count"]
HISTORY_MONTHS = 24
"""How far back a customer's own history is looked at, before the judged month."""
RECENT_MONTHS = 3
BOUND = re.compile(r"\$(\w+)")


@dataclass(frozen=True)
class Asked:
    """What the rules are asked: one question, with the day and the month that it stands on."""

    workspace: Workspace
    question: Question
    basis: Basis

    def prepared(self, path: Path, **values: object) -> Prepared:
        """The statement beside a rule's file, its places filled, with the values that it binds."""
        sql = filled(path.with_suffix(".sql"), self._texts())
        if "{days}" in sql:  # only who asks for the days of orders has them worked out
            sql = sql.replace("{days}", purchase_days(self.workspace, self.question))
        known = self._days() | self._line_values() | values
        known["valuable"] = list(valuable_tiers(self.question.cut))
        return Prepared(sql, {name: known[name] for name in dict.fromkeys(BOUND.findall(sql))})

    def _days(self) -> dict[str, object]:
        month = self.basis.last_month
        return {
            "as_of": self.basis.as_of,
            "last_month": month,
            "recent_first": months_back(month, RECENT_MONTHS - 1),
            "year_first": months_back(month, RECENT_MONTHS + 11),
            "history_first": months_back(month, HISTORY_MONTHS),
        }

    def _texts(self) -> dict[str, str]:
        question, groups = self.question, self.question.rank_groups
        account = "c.group_no" if groups else "c.customer_no"
        join = "join customers as c on c.customer_no = m.customer_no" if groups else ""
        filters = question.filters
        only_chosen = bool(filters.customers or filters.tiers or filters.segments)
        return {
            "lines": f"(select a.account_no, l.* from sales as l left join (select o.customer_id, {account} as "
            f"account_no from {NUMBERED} as o join customers as c on c.customer_no = o.customer_no) as a "
            f"on a.customer_id = l.customer_id where {self._line_filter()})",
            "months": f"(select {account if groups else 'm.customer_no'} as account_no, m.month, "
            f"m.{question.refunds}_amount as amount, m.return_amount as back, m.{question.refunds}_orders as orders, "
            "m.gross_first_date "
            f"as first_day, m.{question.refunds}_last_date as last_day "
            f"from {facts_of(self.workspace, filters.lines)} as m {join} where m.customer_no > 0)",
            "numbers": f"(select o.customer_id, {account} as account_no from {NUMBERED} as o "
            "join customers as c on c.customer_no = o.customer_no)",
            "counted": COUNTED[question.refunds],
            "of_chosen": "l.account_no in (select t.customer_no from {tiers} as t)" if only_chosen else "true",
            "tiers": tiers_table(self.workspace, question),
        }

    def _line_filter(self) -> str:
        for column, _ in self.question.filters.lines:
            if column not in LINE_FILTERS:
                raise QuestionError("filter_unknown", column=column, columns=", ".join(LINE_FILTERS))
        parts = [f"l.{quoted(c)} in (select unnest($line_{n}))" for n, (c, _) in enumerate(self.question.filters.lines)]
        return " and ".join(parts) or "true"

    def _line_values(self) -> dict[str, object]:
        return {f"line_{n}": list(values) for n, (_, values) in enumerate(self.question.filters.lines)}

    @property
    def window_days(self) -> int:
        """The days of the window, at least of one month."""
        first = max(self.basis.first_month, calendar_of(self.workspace).first_month)
        return (self.basis.as_of - first).days + 1

    def back(self, months: int) -> date:
        """The first day of the month so many months before the judged one."""
        return months_back(self.basis.last_month, months)

    def end_before(self, months: int) -> date:
        """The last day of that month."""
        return month_end(months_back(self.basis.last_month, months))


@dataclass(frozen=True)
class Rule:
    """One rule. `needs`: a query that gives a row where the data hold what the rule looks at, "" where any sales do.

    The statement gives one row per signal with the columns of `core.metrics.signals.found.COLUMNS`.
    """

    kind: str
    subject: Subject
    unit: Unit
    statement: Callable[[Asked], Prepared]
    needs: str = ""
