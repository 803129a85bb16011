"""The key account score: ten criteria from 1 to 5, rated by the data and by people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.metrics.cached import cached, one_reading
from core.metrics.customer_values import account_texts, filled
from core.metrics.key_account.key_account_rules import RULES
from core.metrics.line_facts import lines_of
from core.metrics.period import basis_of, calendar_of, months_back
from core.metrics.results import Statement
from core.metrics.scoring.rfm_scores import scores_table
from core.metrics.surveys.satisfaction_tiers import valuable_tiers
from core.metrics.tiering.tiers import ranking_table, tiers_table
from core.store.assessments import CRITERIA, Assessment, latest_assessments
from core.store.facts import NUMBERED

if TYPE_CHECKING:
    from core.metrics.question import Basis, Question
    from core.settings import RfmRules
    from core.store.engine import Cursor
    from core.store.workspace import Workspace

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Criterion:
    """One criterion of one customer. `computed`: what the data say, by `figure`; `rated`: what a person says."""

    code: str
    computed: int | None
    figure: float | None
    rated: Assessment | None

    @property
    def rating(self) -> int | None:
        """What counts: the person's rating, else that of the data."""
        return self.rated.rating if self.rated else self.computed

    @property
    def difference(self) -> int | None:
        """By how much a person rates it higher than the data; None where only one of them speaks."""
        if self.rated is None or self.rated.rating is None or self.computed is None:
            return None
        return self.rated.rating - self.computed


@dataclass(frozen=True)
class KeyAccount:
    """One customer with its ten criteria. `score`: weighted mean of those with a rating, 1-5; None without any.

    `score_by_data`: the same of the computed ratings alone. `by_need`: growth is rated by the need bought elsewhere.
    """

    customer_id: str
    customer_name: str | None
    tier: str
    value: Decimal | None
    criteria: tuple[Criterion, ...]
    score: float | None
    score_by_data: float | None
    by_need: bool

    @property
    def rated_criteria(self) -> int:
        """How many of the ten have a rating."""
        return sum(each.rating is not None for each in self.criteria)

    def criterion(self, code: str) -> Criterion:
        """One of the ten."""
        return next(each for each in self.criteria if each.code == code)


@dataclass(frozen=True)
class KeyAccounts:
    """Key accounts, best score first, those without a score last; ties by value, then by id."""

    basis: Basis
    weights: dict[str, Decimal]
    accounts: tuple[KeyAccount, ...]
    statements: tuple[Statement, ...] = ()


@one_reading
def key_accounts(
    workspace: Workspace, question: Question, rules: RfmRules, *, customer_id: str | None = None
) -> KeyAccounts:
    """The score of the Key and Important customers that the question chooses, or of one customer of any tier.

    Line filters leave the lines they choose in every figure, also of the company; customer, tier and segment filters
    choose customers. With group accounts the account is rated as one. Errors: those of `tiers_table`.
    """
    basis = basis_of(workspace, question)
    sql, values = _statement(workspace, question, rules, basis, customer_id)
    table = workspace.engine.frame(sql, values)
    said = latest_assessments(workspace, CRITERIA, customer_id)
    weights = weights_of(workspace.settings().key_account_weights)
    found = [_account(_plain(row), said, weights) for row in table.to_dict("records")]
    found.sort(key=lambda each: -(each.score or 0))  # stable: the rows come by value
    return KeyAccounts(basis, weights, tuple(found), (Statement("key_accounts", sql, values),))


def weights_of(given: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """The weight of every criterion; one that is not given weighs 1."""
    return {code: given.get(code, Decimal(1)) for code in CRITERIA}


def weighted_mean(ratings: Mapping[str, int | None], weights: Mapping[str, Decimal]) -> float | None:
    """The mean of the ratings that are there, each by its weight; None where nothing weighs."""
    pairs = [(rating, weights[code]) for code, rating in ratings.items() if rating is not None]
    total = sum((weight for _, weight in pairs), Decimal(0))
    return float(sum((rating * weight for rating, weight in pairs), Decimal(0)) / total) if total > 0 else None


def _account(
    row: dict[str, Any], said: Mapping[tuple[str, str], Assessment], weights: Mapping[str, Decimal]
) -> KeyAccount:
    criteria = []
    for code in CRITERIA:
        computed, figure = RULES[code](row) if code in RULES else (None, None)
        criteria.append(Criterion(code, computed, figure, said.get((row["customer_id"], code))))
    return KeyAccount(
        customer_id=row["customer_id"],
        customer_name=row["customer_name"],
        tier=row["tier"],
        value=row["value"],
        criteria=tuple(criteria),
        score=weighted_mean({each.code: each.rating for each in criteria}, weights),
        score_by_data=weighted_mean({each.code: each.computed for each in criteria}, weights),
        by_need=bool(row["annual_need"]),
    )


def _plain(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {name: None if value is None or value != value else value for name, value in row.items()}  # noqa: PLR0124


def _statement(
    workspace: Workspace, question: Question, rules: RfmRules, basis: Basis, customer_id: str | None
) -> tuple[str, dict[str, object]]:
    tiers = list(valuable_tiers(question.cut))
    condition = "tier in (select unnest($tiers))" if customer_id is None else "customer_id = $customer_id"
    first, data_first = basis.first_month, calendar_of(workspace).first_month
    earlier = first if basis.window_months is None else months_back(first, basis.window_months)
    texts = account_texts(workspace, question) | {
        "tiers": tiers_table(workspace, question),
        "ranking": ranking_table(workspace, question),
        "condition": condition,
        "lines": _lines_table(workspace, question, basis),
        "scores": scores_table(workspace, replace(question, filters=replace(question.filters, segments=())), rules),
    }
    values: dict[str, object] = {
        "first_month": first,
        "last_month": basis.last_month,
        "year_first": months_back(basis.last_month, 11),
        "earlier_first": earlier,
        "earlier_known": data_first <= earlier < first,
        "data_first": data_first,
    }
    values |= {"tiers": tiers} if customer_id is None else {"customer_id": customer_id}
    return filled(HERE / "key_accounts.sql", texts), values


def _lines_table(workspace: Workspace, question: Question, basis: Basis) -> str:
    """The name of a cached table with what only lines know: how customers pay and what they buy."""
    lines, bound = lines_of(question.filters.lines)
    groups = question.rank_groups
    texts = {
        "lines_of": lines,
        "numbered": NUMBERED,
        "line_account": "h.group_no" if groups else "n.customer_no",
        "line_account_join": "join customers as h on h.customer_no = n.customer_no" if groups else "",
    }
    sql = filled(HERE / "key_account_lines.sql", texts)
    first = basis.first_month if basis.window_months is not None else date(1, 1, 1)
    values: dict[str, object] = {
        "first_month": first,
        "as_of": basis.as_of,
        "leave_out": question.exclude_non_customers,
        **bound,
    }

    def make(cursor: Cursor, name: str) -> None:
        cursor.run(f"create table {name} as {sql}", values)

    return cached(workspace, "table", "key_account_lines", (sql, sorted(values.items())), make)
