"""One customer: who it is, where it stands, and what its lines, payments and answers say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.metrics.cached import one_reading
from core.metrics.customer_values import filled
from core.metrics.customers import Where, customers
from core.metrics.period import basis_of
from core.metrics.question import Filters
from core.metrics.results import Statement
from core.metrics.tiering.tiers import tiers_table
from core.store.customers import EDITABLE
from core.store.edits import standing_id
from core.store.engine import quoted

if TYPE_CHECKING:
    from core.metrics.question import Basis, Question
    from core.settings import RfmRules
    from core.store.workspace import Workspace

ATTRIBUTES = ("channel", *EDITABLE)
RELATION = ("stage", "loyalty", "purchase_mode", "ladder", "own_segment")
WORTH = ("current_value", "potential_value", "lifetime_value", "share_of_wallet", "non_monetary_value", "value_index")
BESIDE = (*RELATION, *WORTH, "potential_grade")
MOST_BRANCHES = 50
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Member:
    """A customer of a group with its own tier and value; None where it is not ranked by itself."""

    customer_id: str
    customer_name: str | None
    tier: str | None
    value: Decimal | None


@dataclass(frozen=True)
class Group:
    """The group account that a customer belongs to, ranked as one; `members`: the best 50 of `count`."""

    customer_id: str
    name: str | None
    tier: str | None
    value: Decimal | None
    count: int
    members: tuple[Member, ...]


@dataclass(frozen=True)
class Peer:
    """Where a customer lies among the active customers of its tier and kind, in one measure.

    `low`, `middle`, `high`: quarters of the peers; `better_than`: the share of the other peers that are worse, equal
    ones by half, 0-1; None without others.
    """

    measure: str  # revenue | order_count | recency_days | margin
    peers: int
    own: float
    low: float
    middle: float
    high: float
    better_than: float | None


@dataclass(frozen=True)
class Customer:
    """Everything known of one customer but its lists (see `customer_lists`).

    `figures`: its row of the table of customers with `BESIDE`; None where it is set apart (`apart`: why), not known
    by `as_of`, or without such lines under a filter. `merged`: ids that count as this one, with their names.
    """

    basis: Basis
    question: Question
    customer_id: str
    customer_no: int
    customer_name: str | None
    attributes: dict[str, Any]
    edited: frozenset[str]
    merged: tuple[tuple[str, str | None], ...]
    apart: str | None
    figures: dict[str, Any] | None
    group: Group | None
    peers: tuple[Peer, ...]
    months: tuple[tuple[date, Decimal, int], ...]  # month, revenue, orders; the last 24 up to as_of, with empty ones
    statements: tuple[Statement, ...] = ()

    @property
    def ids(self) -> list[str]:
        """All ids under which the customer's lines and answers stand."""
        return [self.customer_id, *(merged for merged, _ in self.merged)]


def own_question(question: Question) -> Question:
    """The question as it is asked of one customer: branches by themselves, all customers ranked; line filters stay."""
    filters = Filters(lines=question.filters.lines)
    return replace(question, rank_groups=False, filters=filters)


@one_reading
def customer(workspace: Workspace, question: Question, rules: RfmRules, customer_id: str) -> Customer:
    """What is known of one customer by `as_of`; who was merged is answered for by the customer that stands.

    Tier, scores and rank are those among all customers of the question without its customer, tier and segment filters;
    a line filter leaves the lines it chooses. Errors: QuestionError `customer_unknown` and those of `customers`.
    """
    asked = own_question(question)
    basis = basis_of(workspace, asked)
    with workspace.engine.cursor() as cursor:
        standing = standing_id(cursor, customer_id)
    known = _row(workspace, standing)
    number = int(known.pop("customer_no"))
    where: Where = ("customer_id = $customer_id", {"customer_id": standing})
    found = customers(workspace, asked, rules, where=where, limit=1, further=BESIDE)
    figures = _plain(found.table.to_dict("records")[0]) if found.rows else None
    peers, statements = _peers(workspace, asked, number, basis) if figures else ((), ())
    return Customer(
        basis=basis,
        question=asked,
        customer_id=standing,
        customer_no=number,
        customer_name=known["customer_name"],
        attributes={name: known[name] for name in ATTRIBUTES},
        edited=_edited(workspace, standing),
        merged=tuple(_pairs(workspace, standing)),
        apart=_apart(workspace, standing) if asked.exclude_non_customers else None,
        figures=figures,
        group=_group(workspace, asked, number, int(known["group_no"])),
        peers=peers,
        months=_months(workspace, asked, number, basis),
        statements=(*found.statements, *statements),
    )


def _row(workspace: Workspace, customer_id: str) -> dict[str, Any]:
    names = ("customer_no", "group_no", *ATTRIBUTES)
    query = f"select {', '.join(map(quoted, names))} from customers where customer_id = $id"
    return dict(zip(names, workspace.engine.rows(query, {"id": customer_id})[0], strict=True))


def _plain(row: Mapping[Any, Any]) -> dict[str, Any]:
    """Values of a frame as Python has them; missing ones None."""
    return {
        name: None if value is None or value != value else value.item() if hasattr(value, "item") else value  # noqa: PLR0124
        for name, value in row.items()
    }


def _edited(workspace: Workspace, customer_id: str) -> frozenset[str]:
    """The attributes for which the word of a person stands."""
    rows = workspace.engine.rows(
        "select attribute from (select attribute, value, row_number() over "
        "(partition by attribute order by edited_at desc nulls last) as place from customer_edits "
        "where customer_id = $id or attribute <> 'customer_name' and customer_id in "
        "(select customer_id from merged_customers where into_id = $id)) where place = 1 and value is not null",
        {"id": customer_id},
    )
    return frozenset(name for (name,) in rows)


def _pairs(workspace: Workspace, customer_id: str) -> list[tuple[str, str | None]]:
    return [
        (said, name)
        for said, name in workspace.engine.rows(
            "select customer_id, customer_name from merged_customers where into_id = $id order by customer_id",
            {"id": customer_id},
        )
    ]


def _apart(workspace: Workspace, customer_id: str) -> str | None:
    rows = workspace.engine.rows("select reason from excluded_customers where customer_id = $id", {"id": customer_id})
    return (rows[0][0] or "") if rows else None


def _group(workspace: Workspace, question: Question, number: int, group_no: int) -> Group | None:
    """The group with its tier; None for a customer that stands alone."""
    count, _ = workspace.engine.rows(
        "select count(*), min(customer_no) from customers where group_no = $group", {"group": group_no}
    )[0]
    if count < 2 and group_no == number:
        return None
    ranked = tiers_table(workspace, replace(question, rank_groups=True))
    own = workspace.engine.rows(
        f"select customer_id, customer_name, tier, value from {ranked} where customer_no = $group", {"group": group_no}
    )
    rows = workspace.engine.rows(
        "select c.customer_id, c.customer_name, t.tier, t.value from customers as c "
        f"left join {tiers_table(workspace, question)} as t on t.customer_no = c.customer_no "
        "where c.group_no = $group order by t.value desc nulls last, c.customer_id limit $most",
        {"group": group_no, "most": MOST_BRANCHES},
    )
    customer_id, name, tier, value = own[0] if own else (*_head(workspace, group_no), None, None)
    members = tuple(Member(*row) for row in rows)
    return Group(customer_id, name, tier, value, int(count), members)


def _head(workspace: Workspace, group_no: int) -> tuple[str, str | None]:
    found: tuple[str, str | None] = workspace.engine.rows(
        "select customer_id, coalesce(parent, customer_name) from customers where customer_no = $group",
        {"group": group_no},
    )[0]
    return found


def _peers(
    workspace: Workspace, question: Question, number: int, basis: Basis
) -> tuple[tuple[Peer, ...], tuple[Statement, ...]]:
    sql = filled(HERE / "customer_peers.sql", {"tiers": tiers_table(workspace, question)})
    values: dict[str, object] = {"customer_no": number, "as_of": basis.as_of}
    rows = workspace.engine.rows(sql, values)
    peers = tuple(
        Peer(measure, count, own, low, middle, high, (worse + equal / 2) / (count - 1) if count > 1 else None)
        for measure, count, own, low, middle, high, worse, equal in rows
        if low is not None
    )
    return peers, (Statement("customer_peers", sql, values),)


def _months(
    workspace: Workspace, question: Question, number: int, basis: Basis
) -> tuple[tuple[date, Decimal, int], ...]:
    """Revenue and orders of each of the last 24 months of the data up to `as_of`, those without a line too."""
    from core.metrics.line_facts import facts_of
    from core.metrics.period import calendar_of, months_back, months_between

    facts, way = facts_of(workspace, question.filters.lines), question.refunds
    first = max(calendar_of(workspace).first_month, months_back(basis.last_month, 23))
    rows = workspace.engine.rows(
        f"select month, {way}_amount, {way}_orders from {facts} "
        "where customer_no = $number and month >= $first and month <= $last",
        {"number": number, "first": first, "last": basis.last_month},
    )
    said = {month: (amount, int(orders)) for month, amount, orders in rows}
    return tuple((month, *said.get(month, (Decimal(0), 0))) for month in months_between(first, basis.last_month))
