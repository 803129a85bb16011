"""Sheets that say some things once per order: what stands in an order's first line only, and totals of whole orders.

Both are told by the sample; `order_rows.py` carries them out on every row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from core.intake.columns.headers import normalised
from core.intake.planning.plan import AmountPer, Choices, Doubt
from core.intake.values.formats import ColumnFormat, parse_number

Cells = Mapping[str, list[str | None]]

OF_THE_ORDER = (
    "order_date customer_id customer_name status currency due_date paid_date region channel salesperson".split()
)
OF_THE_LINE = ("product_code", "product", "quantity", "unit_price")
ORDER_TOTALS = frozenset(
    """subtotal ordersubtotalamount ordertotalamount ordertotal orderamount ordervalue grandtotal invoiceamount
    invoicetotal total
    订单金额 订单总额 订单实付金额 订单应付金额 订单合计 整单金额 整单合计 单据金额 开票总额""".split()
)
CLEAR_SHARE = Decimal("0.9")
TOLERANCE = Decimal("0.02")


def filled_columns(formats: Sequence[ColumnFormat], cells: Cells) -> tuple[str, ...]:
    """The columns that stand in the first line of an order only, () where the sheet repeats them.

    The order number itself is among them where date, customer and number end together and the lines below name goods.
    """
    columns = {each.column: cells[each.header] for each in formats}
    if "order_id" not in columns:
        return ()
    present = [name for name in OF_THE_ORDER if name in columns]
    numbers = columns["order_id"]
    groups = _orders(numbers)
    if not any(len(rows) > 1 for rows in groups):
        groups = _blocks(columns, present)
        if not any(len(rows) > 1 for rows in groups):
            return ()
        return ("order_id", *(name for name in present if _first_only(columns[name], groups)))
    return tuple(name for name in present if _first_only(columns[name], groups))


def amount_per(formats: Sequence[ColumnFormat], cells: Cells, choices: Choices) -> tuple[AmountPer, list[Doubt]]:
    """Whether the amount is the line's or stands for the whole order, and the doubt where nothing tells."""
    found = {each.column: each for each in formats}
    if choices.amount_per or "amount" not in found or "order_id" not in found:
        return choices.amount_per or "line", []
    amounts = _numbers(found["amount"], cells)
    orders = [rows for rows in _orders(cells[found["order_id"].header]) if len(rows) > 1]
    told = [rows for rows in orders if any(amounts[row] is not None for row in rows)]
    if not told or not all(_one_amount([amounts[row] for row in rows]) for rows in told):
        return "line", []
    parts = _products(found, cells)
    if all(_only_first([amounts[row] for row in rows]) for rows in told):
        own = bool(parts) and all(_close(amounts[rows[0]], parts[rows[0]]) for rows in told)
        return "line" if own else "order", []
    if parts:
        lines = [row for rows in told for row in rows]
        if sum(_close(amounts[row], parts[row]) for row in lines) * 2 >= len(lines):
            return "line", []
        if any(len({parts[row] for row in rows}) > 1 for rows in told):
            return "order", []  # lines of different worth under one amount
    if normalised(found["amount"].header) in ORDER_TOTALS:
        return "order", []
    return "line", [_doubt(found, cells, told)] if _differ(found, cells, told) else []


def _doubt(found: Mapping[str, ColumnFormat], cells: Cells, told: list[list[int]]) -> Doubt:
    header = found["amount"].header
    rows = told[0]
    order = str(cells[found["order_id"].header][rows[0]])
    amount = str(cells[header][rows[0]])
    number = parse_number(amount, found["amount"].decimal_mark or ".", found["amount"].symbols) or Decimal(0)
    shown = f"{order}: {len(rows)} x {amount}"
    return Doubt(
        "amount_per", "amount", header, ("order", "line"), (((shown, amount),), ((shown, str(number * len(rows))),))
    )


def _differ(found: Mapping[str, ColumnFormat], cells: Cells, told: list[list[int]]) -> bool:
    """Whether the lines of an order are about different goods: equal amounts of equal lines prove nothing."""
    named = [cells[found[name].header] for name in OF_THE_LINE if name in found]
    return any(len({tuple(column[row] for column in named) for row in rows}) > 1 for rows in told)


def _orders(numbers: Sequence[str | None]) -> list[list[int]]:
    """The rows of each order that has a number."""
    rows: dict[str, list[int]] = {}
    for row, number in enumerate(numbers):
        if number is not None and number.strip():
            rows.setdefault(number.strip(), []).append(row)
    return list(rows.values())


def _blocks(columns: Mapping[str, list[str | None]], present: Sequence[str]) -> list[list[int]]:
    """The rows from one order number to the next, [] where date or customer do not end with the number."""
    numbers = columns["order_id"]
    ending = [columns[name] for name in present if name in ("order_date", "customer_id", "customer_name")]
    named = [columns[name] for name in OF_THE_LINE if name in columns]
    blocks: list[list[int]] = []
    for row, number in enumerate(numbers):
        if _given(number):
            blocks.append([row])
        elif not blocks or any(_given(column[row]) for column in ending):
            return []
        elif any(_given(column[row]) for column in named[:2]):
            blocks[-1].append(row)
    dated = any(name == "order_date" for name in present)
    return blocks if dated and len(ending) > 1 else []


def _first_only(cells: Sequence[str | None], groups: Sequence[Sequence[int]]) -> bool:
    """Whether a column is given in first lines and never below them."""
    several = [rows for rows in groups if len(rows) > 1]
    if any(_given(cells[row]) for rows in several for row in rows[1:]):
        return False
    return sum(_given(cells[rows[0]]) for rows in several) >= CLEAR_SHARE * len(several)


def _given(cell: str | None) -> bool:
    return cell is not None and bool(cell.strip())


def _one_amount(amounts: Sequence[Decimal | None]) -> bool:
    return len({amount for amount in amounts if amount is not None}) == 1


def _only_first(amounts: Sequence[Decimal | None]) -> bool:
    return amounts[0] is not None and all(amount is None for amount in amounts[1:])


def _numbers(found: ColumnFormat, cells: Cells) -> list[Decimal | None]:
    mark = found.decimal_mark or "."
    return [parse_number(cell, mark, found.symbols) if cell else None for cell in cells[found.header]]


def _products(found: Mapping[str, ColumnFormat], cells: Cells) -> list[Decimal | None]:
    """Quantity x price per row, [] where a column is missing."""
    if not {"quantity", "unit_price"} <= found.keys():
        return []
    pairs = zip(_numbers(found["quantity"], cells), _numbers(found["unit_price"], cells), strict=True)
    return [None if one is None or other is None else one * other for one, other in pairs]


def _close(one: Decimal | None, other: Decimal | None) -> bool:
    return one is not None and other is not None and abs(one - other) <= max(TOLERANCE, abs(other) * TOLERANCE)
