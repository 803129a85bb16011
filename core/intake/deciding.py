"""Formats of all mapped columns of a table, and the doubts that its sample leaves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

from core.intake.answers import NPS_SCALE, proposed_scale, scale_in_header
from core.intake.formats import (
    AMBIGUOUS,
    BLANKS,
    EXCEL_STARTS,
    MISSING_WORDS,
    SYMBOLS,
    ColumnFormat,
    currencies_in,
    date_fits,
    fits,
    narrowed,
    parse_date,
    parse_number,
    present,
)
from core.intake.headers import TEN_THOUSANDS, unit_of
from core.intake.plan import (
    Choices,
    Doubt,
    Plan,
    definition_of,
    dimension_of_score,
    proposals_for,
    scale_bounds,
    wide_columns,
)
from core.intake.reading import TextTable
from core.intake.shapes import NUMBERS
from core.intake.statuses import status_of
from core.schema import ColumnType, Kind

SHOWN_EXAMPLES = 3
DATES_THAT_HAPPENED = ("order_date", "answered_on", "contacted_on", "returned_on")
NO_CHOICES = Choices()


def plan_of(
    table: TextTable,
    *,
    kind: Kind | None = None,
    columns: Mapping[str, str] | None = None,
    choices: Choices = NO_CHOICES,
) -> Plan:
    """The plan for a table: guessed on its sample, overridden by `columns` (canonical -> header) and `choices`.

    Missing required columns are left to `check_plan`. MappingError `column_unknown`, `header_unknown`.
    """
    chosen, confidence, proposals = proposals_for(table, kind, columns)
    values = {header: [row[place] for row in table.sample] for place, header in enumerate(table.columns)}
    formats, doubts = [], []
    for item in proposals:
        if item.column:
            column_type = definition_of(chosen, item.column).type
            found, asked = format_of_column(item.column, item.header, column_type, values[item.header], choices)
            formats.append(found)
            doubts += asked
    formats_found = tuple(formats)
    currency, words, asked = _currency(formats_found, values, choices)
    scale, asked_scale = _scale(chosen, formats_found, values, choices)
    doubts += asked + asked_scale + _survey_date(chosen, formats_found, choices)
    status = next((each for each in formats_found if each.column == "status"), None)
    unknown = {word for word in present(values[status.header]) if not status_of(word)} if status else set()
    return Plan(
        kind=chosen,
        kind_confidence=confidence,
        headers=table.columns,
        proposals=proposals,
        formats=tuple(each for each in formats_found if not each.column.startswith("score:")),
        wide=wide_columns(formats_found, scale),
        scale=scale,
        answered_on=choices.answered_on,
        dimension=dimension_of_score(formats_found),
        currency=currency,
        currency_words=words,
        doubts=tuple(doubts),
        unknown_status=tuple(sorted(unknown)),
    )


def format_of_column(
    column: str, header: str, column_type: ColumnType, cells: list[str | None], choices: Choices
) -> tuple[ColumnFormat, list[Doubt]]:
    """How one column is written, and what its sample leaves open."""
    textual = column_type in ("text", "id", "status", "flag")
    missing = choices.missing if choices.missing is not None else () if textual else MISSING_WORDS
    missing = tuple(word.upper() for word in missing)
    values = present(cells, missing)
    if column_type == "date":
        return _date_format(column, header, values, missing, choices)
    if column_type in NUMBERS:
        return _number_format(column, header, column_type, values, missing, choices)
    pointed = bool(values) and all(re.fullmatch(r"\d+\.0", value, re.ASCII) for value in values)
    strip = column_type == "id" and pointed
    return ColumnFormat(column, header, column_type, strip_point_zero=strip, missing=missing), []


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
        rivals = _rivals(chosen, shares)
        if rivals:
            ordered = sorted(rivals, key=lambda name: (-shares[name], _span(values, name)))
            chosen = ordered[0]
            doubts.append(_date_order(column, header, values, ordered))
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
    differing = [value for value in dict.fromkeys(values) if len({parse_date(value, name) for name in options}) > 1]
    shown = (differing or values)[:SHOWN_EXAMPLES]
    examples = tuple(tuple((value, str(parse_date(value, name) or "?")) for value in shown) for name in options)
    return Doubt("date_order", column, header, tuple(options), examples)


def _future(column: str, header: str, values: list[str], name: str) -> list[Doubt]:
    today = datetime.now(UTC).date()
    later = [(value, day) for value in values if (day := parse_date(value, name)) and (day - today).days > 1]
    examples = tuple((value, str(day)) for value, day in later[:SHOWN_EXAMPLES])
    return [Doubt("future_dates", column, header, ("yes",), (examples,))] if later else []


def _number_format(
    column: str, header: str, column_type: ColumnType, values: list[str], missing: tuple[str, ...], choices: Choices
) -> tuple[ColumnFormat, list[Doubt]]:
    share = _share_style(header, values) if column_type == "share" else None
    cores = [narrowed(value).rstrip("%折 ") for value in values] if share else values
    seen = currencies_in(cores) if column_type == "money" else ()
    if choices.currency in seen:
        seen = (choices.currency,)
    symbols = tuple(symbol for code in seen for symbol in SYMBOLS[code])
    shares = {mark: fits(cores, lambda value, mark=mark: parse_number(value, mark, symbols)) for mark in (".", ",")}  # type: ignore[misc]
    chosen = choices.decimal_mark.get(column) or ("," if shares[","] > shares["."] else ".")
    doubts = []
    if column not in choices.decimal_mark and _mark_unclear(cores, shares, symbols):
        doubts.append(_decimal_doubt(column, header, cores, symbols))
        chosen = doubts[0].options[0]
    factor = 10_000 if column_type == "money" and unit_of(header).startswith(TEN_THOUSANDS) else 1
    confidence = round(shares[chosen], 4)
    found = ColumnFormat(column, header, column_type, chosen, None, False, missing, confidence, symbols, factor, share)
    return found, doubts


def _mark_unclear(cores: list[str], shares: dict[str, float], symbols: tuple[str, ...]) -> bool:
    """Whether both conventions fit all values and would give different numbers."""
    if shares["."] < 1.0 or shares[","] < 1.0:
        return False
    whole = [value for value in cores if not re.search(r"[.,]", value)]
    if any(abs(parse_number(value, ".", symbols) or 0) >= 1000 for value in whole):
        return False  # thousands stand without a mark: the mark is the decimal one
    return any(parse_number(value, ".", symbols) != parse_number(value, ",", symbols) for value in cores)


def _decimal_doubt(column: str, header: str, cores: list[str], symbols: tuple[str, ...]) -> Doubt:
    differing = [v for v in dict.fromkeys(cores) if parse_number(v, ".", symbols) != parse_number(v, ",", symbols)]
    shown = differing[:SHOWN_EXAMPLES]
    options = (".", ",")
    examples = tuple(tuple((value, str(parse_number(value, mark, symbols))) for value in shown) for mark in options)
    return Doubt("decimal_mark", column, header, options, examples)


def _share_style(header: str, values: list[str]) -> str:
    """How a discount is written: a share 0-1, percent, or the Chinese 折 (8.5折 = 15 % off)."""
    texts = [narrowed(value) for value in values]
    if any(text.endswith("折") for text in texts):
        return "zhe"
    if any(text.endswith("%") for text in texts) or unit_of(header) in ("%", "percent", "pct"):
        return "percent"
    numbers = [number for text in texts if (number := parse_number(text.replace(",", "."))) is not None]
    return "percent" if any(abs(number) > 1 for number in numbers) else "share"


def _currency(
    formats: tuple[ColumnFormat, ...], values: Mapping[str, list[str | None]], choices: Choices
) -> tuple[str | None, tuple[str, ...], list[Doubt]]:
    """(the currency of all amounts if known, its spellings, doubt where the sample shows several)."""
    column = next((each for each in formats if each.column == "currency"), None)
    found: dict[str, None] = {}
    for each in formats:
        if each.type == "money" and not each.column.startswith("score:"):
            found |= dict.fromkeys(currencies_in(present(values[each.header])))
    for word in present(values[column.header]) if column else ():
        found[currency_code(word)] = None
    if choices.currency:
        return choices.currency, (choices.currency, *SYMBOLS.get(choices.currency, ())), []
    if len(found) > 1:
        header = column.header if column else None
        return None, (), [Doubt("currency_several", "currency", header, tuple(found))]
    code = next(iter(found), None)
    return code, (code, *SYMBOLS.get(code, ())) if code else (), []


def currency_code(word: str) -> str:
    """The ISO code of a currency word; the word itself in capitals where it is not known."""
    text = word.strip(BLANKS).upper()
    return next((code for code, signs in SYMBOLS.items() if text == code or text in signs), text)


def _scale(
    kind: Kind, formats: tuple[ColumnFormat, ...], values: Mapping[str, list[str | None]], choices: Choices
) -> tuple[tuple[Decimal, Decimal] | None, list[Doubt]]:
    """(the scale of the scores if known, doubt with a proposal where not)."""
    scores = [each for each in formats if each.column == "score" or each.column.startswith("score:")]
    if kind != "surveys" or not scores:
        return None, []
    if choices.scale:
        return choices.scale, []
    mapped = {each.column for each in formats}
    if {"lowest", "highest"} <= mapped:
        return None, []
    if dimension_of_score(formats) == "nps":
        return NPS_SCALE, []
    asked = [each for each in scores if each.column != "score:nps" and not scale_in_header(each.header)]
    if not asked:
        return scale_in_header(scores[0].header), []
    numbers = [
        number
        for each in asked
        for value in present(values[each.header])
        if (number := parse_number(value, each.decimal_mark or ".")) is not None
    ]
    if not numbers:
        return None, [Doubt("scale_unknown", "score", asked[0].header)]
    proposal = proposed_scale(min(numbers), max(numbers), any(number % 1 for number in numbers))
    return None, [Doubt("scale_unknown", "score", asked[0].header, (scale_bounds(proposal),))]


def _survey_date(kind: Kind, formats: tuple[ColumnFormat, ...], choices: Choices) -> list[Doubt]:
    dated = any(each.column == "answered_on" for each in formats) or choices.answered_on
    return [] if kind != "surveys" or dated else [Doubt("survey_date_missing", "answered_on")]


def day_or_none(text: str) -> date | None:
    """A day given as ISO text."""
    return parse_date(text, "ymd")
