"""The canonical tables: what a file can hold, column by column. Source: the data contract in README.md."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ColumnType = Literal["text", "id", "date", "money", "number", "share", "status", "flag", "score"]
Kind = Literal["sales", "returns", "products", "customers", "surveys", "contacts"]


@dataclass(frozen=True)
class Column:
    """One canonical column. `required` means that a file must have it (or an alternative, see `Table.alternatives`)."""

    name: str
    type: ColumnType
    required: bool = False


@dataclass(frozen=True)
class Table:
    """One canonical table. `alternatives`: a missing required column may be replaced by all of one of these sets."""

    kind: Kind
    columns: tuple[Column, ...]
    alternatives: dict[str, tuple[tuple[str, ...], ...]]

    def column(self, name: str) -> Column:
        """The column of that name; KeyError where there is none."""
        return next(column for column in self.columns if column.name == name)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all columns in order."""
        return tuple(column.name for column in self.columns)


def _columns(types: dict[ColumnType, str], required: str = "") -> tuple[Column, ...]:
    return tuple(
        Column(name, kind, name in required.split()) for kind, names in types.items() for name in names.split()
    )


SALES = Table(
    "sales",
    _columns(
        {
            "id": "order_id line_id customer_id product_code",
            "date": "order_date due_date paid_date",
            "money": "amount unit_price cost profit",
            "number": "quantity",
            "share": "discount",
            "status": "status",
            "text": "customer_name product category region channel salesperson currency",
        },
        "customer_id order_date amount",
    ),
    {"customer_id": (("customer_name",),), "amount": (("quantity", "unit_price"), ("quantity", "product_code"))},
)
RETURNS = Table("returns", _columns({"id": "order_id", "date": "returned_on", "text": "reason"}, "order_id"), {})
PRODUCTS = Table(
    "products",
    _columns({"id": "product_code", "text": "product category", "money": "price cost"}, "product_code"),
    {},
)
CUSTOMERS = Table(
    "customers",
    _columns(
        {
            "id": "customer_id",
            "text": "customer_name parent region city industry kind nature owner source grade phone email personality "
            "payment_terms notes contact contact_role",
            "date": "joined_on birthday",
            "flag": "opted_out",
            "money": "annual_need cost_to_serve credit_limit",
            "number": "referrals standing information_value",
        },
        "customer_id",
    ),
    {"customer_id": (("customer_name",),)},
)
SURVEYS = Table(
    "surveys",
    _columns(
        {
            "score": "score",
            "date": "answered_on",
            "id": "customer_id order_id respondent",
            "text": "customer_name role dimension item comment",
            "number": "lowest highest weight",
        },
        "score",
    ),
    {},
)
CONTACTS = Table(
    "contacts",
    _columns(
        {
            "id": "customer_id",
            "date": "contacted_on settled_on next_on",
            "text": "customer_name kind by result next_step product severity",
        },
        "customer_id contacted_on",
    ),
    {"customer_id": (("customer_name",),)},
)
TABLES: dict[Kind, Table] = {table.kind: table for table in (SALES, RETURNS, PRODUCTS, CUSTOMERS, SURVEYS, CONTACTS)}

LINE_FILTERS = ("channel", "region", "category", "salesperson", "product_code", "product")
CUSTOMER_FILTERS = (
    "kind",
    "nature",
    "industry",
    "owner",
    "city",
    "source",
    "grade",
    "customer_region",
    "found_segment",
)
"""Filters on an order's own attributes choose lines; filters on a customer's attributes choose customers."""
