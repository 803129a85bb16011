"""How one column is written, decided on the sample, and what the sample leaves open."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial

from core.intake.columns.headers import unit_of
from core.intake.columns.shapes import NUMBERS
from core.intake.columns.units import OWN_UNIT, unit_in_header
from core.intake.planning.plan import Choices, Doubt
from core.intake.values.currencies import SYMBOLS, currencies_in
from core.intake.values.formats import (
    AMBIGUOUS,
    EXCEL_STARTS,
    MISSING_WORDS,
    SHORTENED,
    ColumnFormat,
    date_fits,
    fits,
    narrowed,
    parse_date,
    parse_number,
    present,
)
from core.schema import ColumnType

SHOWN_EXAMPLES = 3
MANY_LONG = 3
DATES_THAT_HAPPENED = ("order_date", "answered_on", "contacted_on", "returned_on")


def format_of_column(
    column: str, header: str, column_type: ColumnType, cells: list[str | None], choices: Choices, above: int = 1
) -> tuple[ColumnFormat, list[Doubt]]:
    """How one column is written, and what its sample leaves open. `above`: a unit for headers without one."""
    textual = column_type in ("text", "id", "status", "flag")
    said = tuple(word.upper() for word in choices.missing or ())
    missing = said if textual else tuple(dict.fromkeys((*MISSING_WORDS, *said)))
    values = present(cells, missing)
    if column_type == "date":
        return _date_format(column, header, values, missing, choices)
    if column_type in NUMBERS:
        unit = _unit(header, above, values) if column_type == "money" else 1
        return _number_format(column, header, column_type, values, missing, choices, unit)
    pointed = bool(values) and all(re.fullmatch(r"\d+\.0", value, re.ASCII) for value in values)
    strip = column_type == "id" and pointed
    found = ColumnFormat(column, header, column_type, strip_point_zero=strip, missing=missing)
    return found, _damaged(found, values) if column_type == "id" and not choices.damaged_ids else []


def _damaged(found: ColumnFormat, values: list[str]) -> list[Doubt]:
    """Numbers that a spreadsheet has shortened: several of them may have become one."""
    shown = [value for value in dict.fromkeys(values) if re.fullmatch(SHORTENED, value)][:SHOWN_EXAMPLES]
    rounded = {value for value in values if re.fullmatch(r"\d{16,}", value, re.ASCII)}
    if not shown and len(rounded) >= MANY_LONG and all(not value[15:].strip("0") for value in rounded):
        shown = sorted(rounded)[:SHOWN_EXAMPLES]
    examples = tuple((value, value) for value in shown)
    return [Doubt("ids_damaged", found.column, found.header, ("yes",), (examples,))] if shown else []


def settled_marks(
    formats: list[ColumnFormat], doubts: list[Doubt], cells: Mapping[str, list[str | None]]
) -> tuple[list[ColumnFormat], list[Doubt]]:
    """Decimal marks that a column leaves open, taken from the others: one program writes all numbers in one way."""
    open_columns = {doubt.column for doubt in doubts if doubt.code == "decimal_mark"}
    if not open_columns:
        return formats, doubts
    told = {_only_mark(each, cells) for each in formats if each.decimal_mark and each.column not in open_columns}
    marks = told - {None}
    if len(marks) != 1:
        return formats, doubts
    mark = marks.pop()
    settled = [replace(each, decimal_mark=mark) if each.column in open_columns else each for each in formats]
    return settled, [doubt for doubt in doubts if doubt.code != "decimal_mark"]


def _only_mark(found: ColumnFormat, cells: Mapping[str, list[str | None]]) -> str | None:
    """The mark under which a column's values are numbers, where the other one does not fit them all."""
    values = [narrowed(value).rstrip("%折 ") for value in present(cells[found.header], found.missing)]
    whole = [
        mark
        for mark in (".", ",")
        if fits(values, partial(parse_number, decimal_mark=mark, symbols=found.symbols)) == 1
    ]
    return whole[0] if len(whole) == 1 else None


def _date_format(
    column: str, header: str, values: list[str], missing: tuple[str, ...], choices: Choices
) -> tuple[ColumnFormat, list[Doubt]]:
    shares = date_fits(values)
    best = max(shares.values(), default=0.0)
    fitting = [name for name, share in shares.items() if share == best and name not in EXCEL_STARTS]
    doubts = []
    if column in choices.date_format:
        chosen = choices.date_format[column]
    else:
        chosen = fitting[0] if fitting else "excel1900" if "excel1900" in shares else "ymd"
        rivals = sorted(_rivals(chosen, shares), key=lambda name: (-shares[name], _span(values, name)))
        if column in DATES_THAT_HAPPENED and not choices.future_dates:
            rivals = [name for name in rivals if not _later(values, name)] or rivals
        chosen = rivals[0] if rivals else chosen
        if len(rivals) > 1:
            doubts.append(_date_order(column, header, values, rivals))
    found = ColumnFormat(
        column, header, "date", date_format=chosen, missing=missing, confidence=round(shares.get(chosen, 0.0), 4)
    )
    if column in DATES_THAT_HAPPENED and not doubts and not choices.future_dates:
        doubts += _future(column, header, values, chosen)
    return found, doubts


def _rivals(chosen: str, shares: dict[str, float]) -> list[str]:
    """The formats that could be meant as well: they fit the whole sample too, or the sample mixes them."""
    for group in AMBIGUOUS:
        if chosen in group:
            best = shares[chosen]
            rivals = [name for name in group if name in shares and (shares[name] == best or best < 1.0)]
            return rivals if len(rivals) > 1 else []
    return []


def _span(values: list[str], name: str) -> int:
    """Days between the first and the last date under a format: files tend to cover little time."""
    days = [day for value in values if (day := parse_date(value, name))]
    return (max(days) - min(days)).days if days else 0


def _date_order(column: str, header: str, values: list[str], options: list[str]) -> Doubt:
    """The doubt with its evidence: per option the cells that only it can read, where there are any."""
    read = {value: [(name, parse_date(value, name)) for name in options] for value in dict.fromkeys(values)}
    able = {value: [name for name, day in days if day] for value, days in read.items()}
    differing = [value for value, days in read.items() if len({day for _, day in days}) > 1] or list(read)
    examples = []
    for name in options:
        alone = [value for value in read if able[value] == [name]]
        shown = (alone or differing)[:SHOWN_EXAMPLES]
        examples.append(tuple((value, str(parse_date(value, name) or "?")) for value in shown))
    return Doubt("date_order", column, header, tuple(options), tuple(examples))


def _future(column: str, header: str, values: list[str], name: str) -> list[Doubt]:
    later = _later(values, name)
    examples = tuple((value, str(day)) for value, day in later[:SHOWN_EXAMPLES])
    return [Doubt("future_dates", column, header, ("yes",), (examples,))] if later else []


def _later(values: list[str], name: str) -> list[tuple[str, date]]:
    """The cells that would lie in the future under a format."""
    today = datetime.now(UTC).date()
    days = [(value, parse_date(value, name)) for value in dict.fromkeys(values)]
    return [(value, day) for value, day in days if day is not None and (day - today).days > 1]


def _unit(header: str, above: int, values: list[str]) -> int:
    """How much one of an amount is: a unit beside the numbers themselves says it, then the header, then the titles."""
    told = unit_in_header(header)
    unit = above if told is None else told
    return 1 if unit != 1 and any(sign in value for value in values for sign in OWN_UNIT) else unit


def _number_format(
    column: str,
    header: str,
    column_type: ColumnType,
    values: list[str],
    missing: tuple[str, ...],
    choices: Choices,
    factor: int,
) -> tuple[ColumnFormat, list[Doubt]]:
    share = _share_style(header, values) if column_type == "share" else None
    cores = [narrowed(value).rstrip("%折 ") for value in values] if share else values
    seen = currencies_in(cores) if column_type == "money" else ()
    if choices.currency in seen:
        seen = (choices.currency,)
    symbols = tuple(symbol for code in seen for symbol in SYMBOLS[code])
    shares = {mark: fits(cores, partial(parse_number, decimal_mark=mark, symbols=symbols)) for mark in (".", ",")}
    chosen = choices.decimal_mark.get(column) or ("," if shares[","] > shares["."] else ".")
    doubts = []
    if column not in choices.decimal_mark and _mark_unclear(cores, shares, symbols):
        doubts.append(_decimal_doubt(column, header, cores, symbols))
        chosen = doubts[0].options[0]
    confidence = round(shares[chosen], 4)
    found = ColumnFormat(column, header, column_type, chosen, None, False, missing, confidence, symbols, factor, share)
    return found, doubts


def _mark_unclear(cores: list[str], shares: dict[str, float], symbols: tuple[str, ...]) -> bool:
    """Whether both conventions fit all values and would give different numbers.

    1500 beside 1.234 does not tell: who writes some numbers by hand marks thousands in some of them only.
    """
    if shares["."] < 1.0 or shares[","] < 1.0:
        return False
    return any(parse_number(value, ".", symbols) != parse_number(value, ",", symbols) for value in cores)


def _decimal_doubt(column: str, header: str, cores: list[str], symbols: tuple[str, ...]) -> Doubt:
    differing = [v for v in dict.fromkeys(cores) if parse_number(v, ".", symbols) != parse_number(v, ",", symbols)]
    shown = differing[:SHOWN_EXAMPLES]
    options = (".", ",")
    examples = tuple(tuple((value, str(parse_number(value, mark, symbols))) for value in shown) for mark in options)
    return Doubt("decimal_mark", column, header, options, examples)


def _share_style(header: str, values: list[str]) -> str:
    """How a discount is written, as `ColumnFormat.share` names it: by the signs and by the numbers without one."""
    texts = [narrowed(value) for value in values]
    signed = any(text.endswith("%") for text in texts)
    plain = [parse_number(text.replace(",", ".")) for text in texts if not text.endswith(("%", "折"))]
    if any(text.endswith("折") for text in texts):
        shares = any(number is not None and abs(number) <= 1 for number in plain)
        return "zhe_mixed" if signed or shares else "zhe"
    sizes = [abs(number) for number in plain if number]
    if signed and sizes and min(sizes) < 1 and max(sizes) <= 1:
        return "mixed"
    if unit_of(header) in ("%", "percent", "pct"):
        return "percent"
    if signed and not sizes:
        return "signed"
    if signed or any(size > 1 for size in sizes):
        return "percent"
    return "share"
