"""One half of an export that came alone: what it lacks stands in another file, and no mapping can give it."""

from __future__ import annotations

from core.errors import CoreError, ImportRefusedError
from core.intake.columns.headers import is_foreign
from core.intake.columns.mapping import ACCEPTED, guess_mapping
from core.intake.columns.shapes import shape_of_values
from core.intake.drops.seen import INCOMPLETE, Seen

HALVES = frozenset({"orders_missing", "lines_missing"})
WHO_AND_WHEN = ({"customer_id", "customer_name"}, {"order_date"})


def error_of_half(item: Seen) -> CoreError | None:
    """What is said instead of a missing column: lines without their orders, orders without their lines.

    None where the table is whole, where a person has said what it is, or where a column of it might be what it lacks.
    """
    error = item.found.error
    if error is None or error.code not in INCOMPLETE or item.wish.kind or item.wish.columns:
        return None
    guessed = guess_mapping(item.table, "sales")
    columns = {each.column: each.header for each in guessed if each.column and each.confidence >= ACCEPTED}
    if "order_id" not in columns:
        return None
    has = [bool(names & columns.keys()) for names in WHO_AND_WHEN]
    valued = "amount" in columns or {"quantity", "product_code"} <= columns.keys()
    used = set(columns.values())
    free = [header for header in item.table.columns if header not in used and not is_foreign(header)]
    if valued and not any(has) and not any(_could_be(item, header, number=False) for header in free):
        return ImportRefusedError("orders_missing", file=item.source, header=columns["order_id"])
    if all(has) and not valued and not any(_could_be(item, header, number=True) for header in free):
        return ImportRefusedError("lines_missing", file=item.source, header=columns["order_id"])
    return None


def _could_be(item: Seen, header: str, *, number: bool) -> bool:
    """Whether a column that nothing is made of could be an amount, or a date."""
    place = item.table.columns.index(header)
    shape = shape_of_values([row[place] for row in item.table.sample])
    return shape.numeric > ACCEPTED if number else shape.dates > ACCEPTED
