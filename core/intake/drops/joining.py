"""Which tables of a drop lend columns to the lines of another: found by the values of a key, never by names alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.intake.columns.headers import normalised
from core.intake.columns.mapping import ACCEPTED, CERTAIN
from core.intake.drops.candidate import Candidate
from core.intake.drops.joined import Key, Link, Rows, repeated_key, share_found
from core.store.engine import Cursor

NEARLY_ALL = 0.9
MOST = 0.5
SMALL_TABLE_ROWS = 10_000
OF_ORDERS = "customer_id customer_name order_date status region channel salesperson currency due_date paid_date".split()
OF_PRODUCTS = ["product", "category"]
OF_GROUPS = ["salesperson", "region", "channel", "category"]
GROUP_KEYS = ("region", "channel", "salesperson", "category", "product_code", "customer_id", "customer_name")
ID_ENDINGS = ("id", "code", "number", "编号", "编码", "代码", "号")
DETAILS = frozenset({"product_code", "product", "line_id", "quantity", "unit_price"})
MASTER_IDS = frozenset(
    """customeruniqueid uniquecustomerid mastercustomerid customermasterid masterid goldenid oneid parentcustomerid
    客户唯一标识 客户唯一id 客户唯一编号 唯一客户编号 主客户编号 主客户id 客户主编号 统一客户编号""".split()
)
"""Ids of a customer above ids that change from order to order."""


@dataclass(frozen=True)
class Repeated:
    """A key that should be single in a table that could lend, and is not: so it lends nothing."""

    part: Candidate
    header: str
    value: str
    count: int


@dataclass(frozen=True)
class Join:
    """The lines of one table and what completes them. `repeated`: what could not lend, where its keys repeat."""

    base: Candidate
    links: tuple[Link, ...]
    repeated: tuple[Repeated, ...] = ()
    broken: Repeated | None = None  # the lines cannot do without this one


def find_joins(cursor: Cursor, parts: Sequence[Candidate]) -> list[Join]:
    """The joins among the tables of a drop; no table of lines is in two of them, and none lends to itself."""
    bases = [part for part in parts if _holds_lines(part)]
    joins = [_Joining(cursor, base, parts).found() for base in bases]
    needed = [join for join in joins if join and not join.base.complete]
    chosen = [join for join in needed if _is_richest(join, needed)]
    lending = {part.place for join in chosen for link in join.links for part in _parts_of(link, parts)}
    optional = [join for join in joins if join and join.base.complete and join.base.place not in lending]
    return [*chosen, *optional]


def _parts_of(link: Link, parts: Sequence[Candidate]) -> list[Candidate]:
    return [part for part in parts if part.table in link.tables]


def _holds_lines(part: Candidate) -> bool:
    """Whether the rows of a table can be order lines: they have an amount, or a quantity and a product."""
    if part.complete:
        return part.kind == "sales"
    columns = part.columns.keys()
    valued = "amount" in columns or {"quantity", "unit_price"} <= columns or {"quantity", "product_code"} <= columns
    return valued and "order_id" in columns


def _is_richest(join: Join, rivals: Iterable[Join]) -> bool:
    """Of several tables with amounts of the same orders the one that says most of the lines counts, and no other."""
    orders = join.links[0].tables if join.links else ()
    same = [rival for rival in rivals if rival.links and rival.links[0].tables == orders]
    best = max(same, key=lambda rival: (len(DETAILS & rival.base.columns.keys()), rival.base.table.rows), default=join)
    return join.base.table.columns == best.base.table.columns


class _Joining:
    """Completes one table of lines step by step; every step sees the columns that the steps before have brought."""

    def __init__(self, cursor: Cursor, base: Candidate, parts: Sequence[Candidate]) -> None:
        self.cursor, self.base = cursor, base
        self.rows = Rows.of(base.table)
        self.known = dict(base.columns)
        self.links: list[Link] = []
        self.repeated: list[Repeated] = []
        self.broken: Repeated | None = None
        self.groups = _groups([part for part in parts if part.lends and part.table.columns != base.table.columns])

    def found(self) -> Join | None:
        """The join; None where nothing lends to these lines, or what the lines need is nowhere."""
        if self._missing():
            self._orders(needed=True)
        if self._missing():
            return Join(self.base, (), (), self.broken) if self.broken else None
        self._orders(needed=False)
        self._products()
        self._customers()
        self._small_tables()
        if not self.links and not self.repeated:
            return None
        return Join(self.base, tuple(self.links), tuple(self.repeated), self.broken)

    def _missing(self) -> set[str]:
        customer = {"customer_id", "customer_name"} & self.known.keys()
        return {"order_date"} - self.known.keys() | (set() if customer else {"customer_id"})

    def _orders(self, *, needed: bool) -> None:
        """Day, customer and state of the order, by its number."""
        for group in self.groups:
            part = group[0]
            if "order_id" not in part.columns or "order_id" not in self.known:
                continue
            if part.complete and not (part.kind == "sales" and needed and self._more_detailed()):
                continue
            gains = self._gains(part, OF_ORDERS, ACCEPTED if needed else CERTAIN)
            helps = gains.keys() | ({"customer_id"} if "customer_name" in gains else set())
            if not needed or self._missing() & helps:
                self._lend(group, self._key("order_id", part.columns["order_id"]), gains, required=needed)

    def _more_detailed(self) -> bool:
        """Whether these lines say more than the totals of their orders."""
        return bool({"product_code", "product"} & self.known.keys())

    def _products(self) -> None:
        """Name, category and price of the product, by its code; the price only where the lines have no money."""
        priceless = not {"amount", "unit_price"} & self.known.keys()
        for group in self.groups:
            part = group[0]
            own = part.own_as_said if part.kind == "products" and part.complete else {}
            if "product_code" not in self.known or "product_code" not in own:
                continue
            gains = {name: own[name] for name in OF_PRODUCTS if name in own and name not in self.known}
            if priceless and "price" in own:
                gains["unit_price"] = own["price"]
            if gains:
                self._lend(group, self._key("product_code", own["product_code"]), gains, required="unit_price" in gains)

    def _customers(self) -> None:
        """The id above an id that changes with every order; the id of a customer who is only named."""
        for group in self.groups:
            part = group[0]
            own = part.own if part.kind == "customers" and part.complete else {}
            if "customer_id" not in own:
                continue
            above = [header for header in part.table.columns if normalised(header) in MASTER_IDS]
            master = [header for header in above if part.said.get("customer_id", header) == header]
            if master and "customer_id" in self.known and master[0] != own["customer_id"]:
                self._lend(
                    group, self._key("customer_id", own["customer_id"]), {"customer_id": master[0]}, required=True
                )
            elif "customer_id" not in self.known and {"customer_name"} <= self.known.keys() & own.keys():
                self._lend(group, self._key("customer_name", own["customer_name"]), {"customer_id": own["customer_id"]})

    def _small_tables(self) -> None:
        """Who is responsible for a region, and the like: a list of a few columns with a column that the lines have."""
        for group in self.groups:
            part = group[0]
            if part.complete or part.table.rows > SMALL_TABLE_ROWS:
                continue
            sure = ACCEPTED if len(part.table.columns) <= 3 else CERTAIN
            gains = self._gains(part, OF_GROUPS, sure)
            ways = [(self.known[key], part.columns[key], key) for key in GROUP_KEYS if self._shares(part, key)]
            for here, there, meaning in [*ways, *self._same_ids(part)]:
                left = {name: header for name, header in gains.items() if header != there and name != meaning}
                if self._lend(group, Key(meaning, here, there), left):
                    break

    def _shares(self, part: Candidate, key: str) -> bool:
        return key in self.known and key in part.columns

    def _same_ids(self, part: Candidate) -> list[tuple[str, str, str]]:
        """Columns of ids that the lines and a table head alike, whatever they are: "Category ID", "门店编号"."""
        here = {normalised(header): header for header in self.rows.headers}
        ids = [header for header in part.table.columns if normalised(header).endswith(ID_ENDINGS)]
        return [(here[normalised(header)], header, "") for header in ids if normalised(header) in here]

    def _gains(self, part: Candidate, names: Iterable[str], sure: float) -> dict[str, str]:
        confidences = part.confidences
        found = {name: part.columns[name] for name in names if name in part.columns and confidences[name] >= sure}
        return {name: header for name, header in found.items() if name not in self.known}

    def _lend(self, group: Sequence[Candidate], key: Key, gains: dict[str, str], *, required: bool = False) -> bool:
        """Take the columns of a table, if its key is single and found often enough. Whether it was looked at."""
        tables = tuple(part.table for part in group)
        if any(link.tables == tables for link in self.links) or not gains:
            return False
        share = share_found(self.cursor, self.rows, tables, key)
        if share < (MOST if required else NEARLY_ALL):
            return False
        twice = repeated_key(self.cursor, tables, key, list(gains.values()))
        if twice:
            repeated = Repeated(group[0], key.other, *twice)
            self.repeated.append(repeated)
            self.broken = self.broken or (repeated if required else None)
            return True
        link = Link(tables, key, tuple(gains.items()), required, share)
        self.links.append(link)
        self.rows = self.rows.joined(link)
        self.known |= {name: self.rows.header_of(link, there) for name, there in gains.items()}
        return True

    def _key(self, meaning: str, there: str) -> Key:
        return Key(meaning, self.known[meaning], there)


def _groups(parts: Sequence[Candidate]) -> list[list[Candidate]]:
    """Tables with the same columns lend together: the months of one export."""
    found: dict[tuple[str, ...], list[Candidate]] = {}
    for part in parts:
        found.setdefault(part.table.columns, []).append(part)
    return list(found.values())
