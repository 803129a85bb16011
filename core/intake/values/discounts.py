"""Discounts: what is taken off or what is left to pay, and columns that cannot be used as a share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from core.intake.columns.headers import candidates, normalised, plain
from core.intake.planning.plan import Choices, DiscountOf, Doubt
from core.intake.rows.sales_rows import is_price_paid
from core.intake.values.formats import ColumnFormat, narrowed, parse_number, present

Cells = Mapping[str, list[str | None]]
DISCOUNT_AMOUNTS = frozenset("discountamount discountvalue discounttotal 优惠金额 折扣金额 折扣额 优惠额".split())
SURELY_OFF = Decimal("0.5")
"""A file all of whose discounts are at most this takes them off: nobody sells everything at half price or less."""

CLEAR_SHARE = Decimal("0.9")
TOLERANCE = Decimal("0.006")  # amounts are rounded
SHOWN_EXAMPLES = 3


LEFT: dict[DiscountOf, Callable[[Decimal], Decimal]] = {
    "off": lambda share: 1 - share,
    "paid": lambda share: share,
    "zhe": lambda share: share * 10,  # 8.5, read as 8.5 %
}
"""What is left to pay of 1, per meaning, of a share that was read as a share or as percent."""


def settled_discount(
    formats: tuple[ColumnFormat, ...], cells: Cells, choices: Choices
) -> tuple[tuple[ColumnFormat, ...], list[Doubt]]:
    """The formats with the meaning of a discount, and the doubt where amounts hang on it and nothing tells.

    Amounts tell (quantity x price less the discount), or a full price written as 0 (taken off) or as 1 (left to pay).
    """
    found = {each.column: each for each in formats}
    discount = found.get("discount")
    if discount is None or discount.share == "zhe":
        return formats, []
    shares = [_share(cell, discount) for cell in cells[discount.header]]
    options = _options(discount, cells, shares)
    by_values = _told_by_values(shares, options)
    if discount.share == "zhe_mixed" and by_values == "off":
        by_values = None  # beside 折, of which what is written is paid, 0 and 0.1 do not tell
    meaning = choices.discount or _told_by_amounts(found, cells, shares, options) or by_values
    price = found.get("unit_price")
    counts = "amount" not in found and price is not None and "quantity" in found and not is_price_paid(price.header)
    doubts = [_doubt(discount, cells, shares, options)] if meaning is None and counts else []
    settled = replace(discount, paid=meaning == "paid", share="zhe" if meaning == "zhe" else discount.share)
    return tuple(settled if each is discount else each for each in formats), doubts


def _share(cell: str | None, found: ColumnFormat) -> Decimal | None:
    if not cell:
        return None
    text = narrowed(cell)
    number = parse_number(text.rstrip("% "), found.decimal_mark or ".")
    if found.share == "zhe_mixed" and number is not None and abs(number) > 1 and not text.endswith("%"):
        return None  # 折 like those with the sign
    in_percent = found.share in ("percent", "signed") or text.endswith("%")
    return number / 100 if number is not None and in_percent else number


def _options(discount: ColumnFormat, cells: Cells, shares: Sequence[Decimal | None]) -> tuple[DiscountOf, ...]:
    """The meanings that are possible: 8.5 under 折扣 may be 8.5 % off or 8.5折, 0.85 what is taken off or paid."""
    given = [share for share in shares if share]
    tenths = given and all(Decimal("0.01") <= share <= Decimal("0.1") for share in given)
    signed = any("%" in narrowed(cell) for cell in cells[discount.header] if cell)
    if discount.share == "percent" and tenths and not signed and "折" in plain(discount.header):
        return "zhe", "off"
    return "off", "paid"


def _told_by_values(shares: Sequence[Decimal | None], options: tuple[DiscountOf, ...]) -> DiscountOf | None:
    """What the values say by themselves: most files have lines at the full price."""
    given = {share for share in shares if share is not None}
    full = {meaning for meaning in options if any(LEFT[meaning](share) == 1 for share in given)}
    if len(full) == 1:
        return full.pop()
    if not given:
        return "off"
    return "off" if options[0] == "off" and not full and max(given) <= SURELY_OFF else None


def _told_by_amounts(
    found: Mapping[str, ColumnFormat], cells: Cells, shares: Sequence[Decimal | None], options: tuple[DiscountOf, ...]
) -> DiscountOf | None:
    """Which meaning makes quantity x price the amount, in nearly all rows that have a discount."""
    if not {"quantity", "unit_price", "amount"} <= found.keys():
        return None
    columns = [_numbers(found[name], cells) for name in ("quantity", "unit_price", "amount")]
    told = [
        (share, amount / (quantity * price))
        for share, quantity, price, amount in zip(shares, *columns, strict=True)
        if share and quantity and price and amount is not None
    ]
    fits = {meaning: sum(abs(LEFT[meaning](share) - left) <= TOLERANCE for share, left in told) for meaning in options}
    best = max(options, key=lambda meaning: fits[meaning])
    return best if told and fits[best] >= CLEAR_SHARE * len(told) else None


def _numbers(found: ColumnFormat, cells: Cells) -> list[Decimal | None]:
    mark = found.decimal_mark or "."
    return [parse_number(cell, mark, found.symbols) if cell else None for cell in cells[found.header]]


def _doubt(
    discount: ColumnFormat, cells: Cells, shares: Sequence[Decimal | None], options: tuple[DiscountOf, ...]
) -> Doubt:
    """Per meaning, cells and what is left to pay of the price."""
    pairs = {
        cell: share for cell, share in zip(cells[discount.header], shares, strict=True) if cell and share is not None
    }
    shown = sorted(pairs.items(), key=lambda pair: not pair[1])[:SHOWN_EXAMPLES]
    examples = tuple(tuple((cell, _percent(LEFT[meaning](share))) for cell, share in shown) for meaning in options)
    return Doubt("discount_meaning", "discount", discount.header, options, examples)


def _percent(share: Decimal) -> str:
    return f"{(share * 100).normalize():f} %"


def unused_discount(
    headers: Sequence[str], formats: Sequence[ColumnFormat], cells: Cells, choices: Choices
) -> list[Doubt]:
    """A discount that cannot be read as a share, where amounts are quantity x price: they would come out too high."""
    mapped = {each.column for each in formats}
    if choices.without_discount or mapped & {"amount", "discount"} or "unit_price" not in mapped:
        return []
    for header in headers:
        named = normalised(header) in DISCOUNT_AMOUNTS or any(
            found[0] == "discount" for found in candidates(header, "sales")
        )
        said = [value for value in present(cells[header]) if value.strip("0.% ")]
        if named and said:
            examples = tuple((value, value) for value in said[:SHOWN_EXAMPLES])
            return [Doubt("discount_unused", "discount", header, ("yes",), (examples,))]
    return []
