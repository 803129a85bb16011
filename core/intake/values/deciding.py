"""Formats of all mapped columns of a table, and the doubts that its sample leaves."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from core.intake.columns.units import unit_above
from core.intake.files.reading import TextTable
from core.intake.planning.plan import (
    Choices,
    Doubt,
    Plan,
    check_choices,
    definition_of,
    dimension_of_score,
    proposals_for,
    scale_bounds,
    wide_columns,
)
from core.intake.rows.orders import amount_per, filled_columns
from core.intake.values.answer_words import scale_of
from core.intake.values.answers import NPS_SCALE, proposed_scale, scale_in_header, star_scale
from core.intake.values.column_formats import format_of_column, settled_marks
from core.intake.values.currencies import currencies_in, currency_code, spellings_of
from core.intake.values.discounts import settled_discount, unused_discount
from core.intake.values.formats import (
    MISSING_WORDS,
    ColumnFormat,
    is_minguo,
    parse_number,
    present,
)
from core.intake.values.statuses import status_of
from core.intake.values.worded import worded
from core.schema import Kind

NO_CHOICES = Choices()
LOW_ANSWER = 5  # where no answer is higher, the scale may well be 1-5


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
    check_choices(choices)
    chosen, confidence, proposals = proposals_for(table, kind, columns)
    values = {header: [row[place] for row in table.sample] for place, header in enumerate(table.columns)}
    lent = {header for lookup in table.lookups for header in lookup.lent}
    above = unit_above(table.skipped)
    formats, doubts = [], []
    for item in proposals:
        if item.column:
            column_type = definition_of(chosen, item.column).type
            unit = 1 if item.header in lent else above
            found, asked = format_of_column(item.column, item.header, column_type, values[item.header], choices, unit)
            formats.append(found)
            doubts += asked
    formats, doubts = settled_marks(formats, doubts, values)
    formats, asked = worded(formats, values, choices)
    doubts += asked
    formats_found = tuple(formats)
    currency, words, asked = _currency(formats_found, values, choices)
    scale, asked_scale = _scale(chosen, formats_found, values, choices)
    doubts += asked + [each for each in asked_scale if each.code not in {one.code for one in doubts}]
    doubts += _survey_date(chosen, formats_found, choices)
    doubts += _nps_scale(chosen, formats_found, values, choices)
    is_sales = chosen == "sales"
    if is_sales:
        formats_found, asked_discount = settled_discount(formats_found, values, choices)
        doubts += asked_discount + unused_discount(table.columns, formats_found, values, choices)
    per, asked_per = amount_per(formats_found, values, choices) if is_sales else ("line", [])
    doubts += asked_per
    status = next((each for each in formats_found if each.column == "status"), None)
    unknown = {word for word in present(values[status.header]) if not status_of(word)} if status else set()
    return Plan(
        kind=chosen,
        kind_confidence=confidence,
        headers=table.columns,
        proposals=proposals,
        formats=tuple(each for each in formats_found if not each.column.startswith("score:")),
        wide=wide_columns(formats_found, scale, choices.nps_scale or NPS_SCALE),
        scale=scale,
        answered_on=choices.answered_on,
        dimension=dimension_of_score(formats_found),
        currency=currency,
        currency_words=words,
        doubts=tuple(doubts),
        unknown_status=tuple(sorted(unknown)),
        damaged_ids=choices.damaged_ids,
        missing_seen=_missing_seen(formats_found, values) if choices.missing is None else (),
        minguo=_minguo(formats_found, values),
        filled=filled_columns(formats_found, values) if is_sales and choices.fill_down else (),
        amount_per=per,
    )


def _minguo(formats: tuple[ColumnFormat, ...], values: Mapping[str, list[str | None]]) -> tuple[tuple[str, str], ...]:
    """The date columns whose years count from 1912, each with its first cell."""
    days = {each.header: present(values[each.header]) for each in formats if each.type == "date"}
    return tuple((header, cells[0]) for header, cells in days.items() if cells and is_minguo(cells))


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
        return choices.currency, spellings_of(choices.currency), []
    if len(found) > 1:
        header = column.header if column else None
        return None, (), [Doubt("currency_several", "currency", header, tuple(found))]
    code = next(iter(found), None)
    return code, spellings_of(code) if code else (), []


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
    if dimension_of_score(formats) == "nps" and not choices.scale:
        return scale_in_header(scores[0].header) or choices.nps_scale or NPS_SCALE, []
    if len(scores) == 1 and (told := scale_of(scores[0].steps) or scores[0].ends):
        return told, []
    asked = [
        each
        for each in scores
        if not (each.steps or each.ends) and each.column != "score:nps" and not scale_in_header(each.header)
    ]
    if not asked:
        return scale_in_header(scores[0].header), []
    numbers = [number for each in asked for number in _numbers(each, values)]
    if not numbers:
        return None, [Doubt("scale_unknown", "score", asked[0].header)]
    spread = min(numbers), max(numbers), any(number % 1 for number in numbers)
    if stars := star_scale(asked[0].header, *spread):
        return stars, []
    proposal = proposed_scale(*spread)
    return None, [Doubt("scale_unknown", "score", asked[0].header, (scale_bounds(proposal),))]


def _nps_scale(
    kind: Kind, formats: tuple[ColumnFormat, ...], values: Mapping[str, list[str | None]], choices: Choices
) -> list[Doubt]:
    """Answers about recommending that never exceed 5 or exceed 10, under a header without a scale: 0-10 is not sure."""
    mapped = {each.column for each in formats}
    if kind != "surveys" or choices.nps_scale or {"lowest", "highest"} <= mapped:
        return []
    asked = [each for each in formats if each.column.split("|")[0] == "score:nps"]
    if dimension_of_score(formats) == "nps" and not choices.scale:
        asked = [each for each in formats if each.column == "score"]
    for each in asked:
        numbers = _numbers(each, values)
        if numbers and not scale_in_header(each.header) and not LOW_ANSWER < max(numbers) <= NPS_SCALE[1]:
            held = proposed_scale(min(numbers), max(numbers), any(number % 1 for number in numbers))
            options = tuple(
                dict.fromkeys(scale_bounds(scale) for scale in (held, NPS_SCALE) if scale[1] >= max(numbers))
            )
            return [Doubt("nps_scale", "score", each.header, options)]
    return []


def _numbers(found: ColumnFormat, values: Mapping[str, list[str | None]]) -> list[Decimal]:
    read = (parse_number(value, found.decimal_mark or ".") for value in present(values[found.header]))
    return [number for number in read if number is not None]


def _missing_seen(
    formats: tuple[ColumnFormat, ...], values: Mapping[str, list[str | None]]
) -> tuple[tuple[str, str], ...]:
    """Words for "nothing" that stand in text columns and are taken as they are: (header, word), each once."""
    texts = [each for each in formats if each.type in ("text", "id")]
    return tuple(
        dict.fromkeys(
            (each.header, value)
            for each in texts
            for value in present(values[each.header], ())
            if value.upper() in MISSING_WORDS
        )
    )


def _survey_date(kind: Kind, formats: tuple[ColumnFormat, ...], choices: Choices) -> list[Doubt]:
    dated = any(each.column == "answered_on" for each in formats) or choices.answered_on
    return [] if kind != "surveys" or dated else [Doubt("survey_date_missing", "answered_on")]
