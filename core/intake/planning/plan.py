"""The plan for a table before it is written: columns, formats, and what a person has to decide first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from core.errors import MappingError
from core.intake.columns.mapping import ACCEPTED, Proposal, guess_kind, guess_mapping
from core.intake.files.reading import TextTable
from core.intake.values.answer_words import scale_of
from core.intake.values.answers import WIDE_PREFIX, Scale, dimension_and_item, dimension_of, scale_in_header
from core.intake.values.formats import ColumnFormat
from core.schema import TABLES, Column, Kind

__all__ = ["Choices", "Doubt", "Plan", "WideColumn", "check_plan", "missing_columns"]


AmountPer = Literal["line", "order"]
DiscountOf = Literal["off", "paid", "zhe"]


@dataclass(frozen=True)
class Choices:
    """What the user has decided. Empty = guess, and ask where it matters."""

    decimal_mark: Mapping[str, str] = field(default_factory=dict)  # column -> "." or ","
    date_format: Mapping[str, str] = field(default_factory=dict)  # column -> one of formats.DATE_FORMATS
    missing: tuple[str, ...] | None = None  # words for "nothing", in text columns too; () = text is what it says
    answered_on: date | None = None  # the day of a survey without dates
    scale: Scale | None = None  # lowest and highest score
    currency: str | None = None  # the currency of all amounts; rows in another are refused
    future_dates: bool = False  # dates after today are meant
    without_discount: bool = False  # a discount column that cannot be used is left out of computed amounts
    damaged_ids: bool = False  # ids that a spreadsheet has shortened are taken as they stand
    nps_scale: Scale | None = None  # lowest and highest answer about recommending, where that is not 0 to 10
    discount: DiscountOf | None = None  # 0.85 is taken off, or left to pay; 8.5 is 8.5折
    amount_per: AmountPer | None = None  # whether the amount is the line's or the whole order's
    fill_down: bool = True  # what stands in an order's first line only holds for its other lines too


@dataclass(frozen=True)
class Doubt:
    """What a person must decide before the import.

    `code`: date_order | decimal_mark | survey_date_missing | scale_unknown | currency_several | future_dates |
    discount_unused | discount_meaning | amount_per | ids_damaged | nps_scale.
    `column`: the canonical column concerned. `options`: the values that `Choices` may take, the proposal first.
    `examples`: per option, cells as they stand and what they would become.
    """

    code: str
    column: str | None = None
    header: str | None = None
    options: tuple[str, ...] = ()
    examples: tuple[tuple[tuple[str, str], ...], ...] = ()

    @property
    def fields(self) -> dict[str, object]:
        """The fields of the sentence that asks."""
        texts = [f"{text} = {meaning}" for shown in self.examples for text, meaning in shown[:1]]
        return {
            "column": self.column or "",
            "header": self.header or "",
            "options": ", ".join(self.options),
            "examples": "; ".join(texts),
        }


@dataclass(frozen=True)
class WideColumn:
    """One column of scores in a wide survey."""

    header: str
    dimension: str
    item: str | None
    format: ColumnFormat
    scale: Scale | None


@dataclass(frozen=True)
class Plan:
    """How a table will be taken. `formats`: the mapped columns; `wide`: the score columns of a wide survey."""

    kind: Kind
    kind_confidence: float
    headers: tuple[str, ...]
    proposals: tuple[Proposal, ...]
    formats: tuple[ColumnFormat, ...] = ()
    wide: tuple[WideColumn, ...] = ()
    scale: Scale | None = None  # of long surveys without columns for it
    answered_on: date | None = None
    dimension: str | None = None  # of long surveys without a dimension column
    currency: str | None = None  # of all amounts, where known
    currency_words: tuple[str, ...] = ()  # what a currency column may hold, as `currencies.spelt` gives it
    doubts: tuple[Doubt, ...] = ()
    unknown_status: tuple[str, ...] = ()  # status words of the sample that are not known; such lines count as usual
    damaged_ids: bool = False  # rows with a shortened customer number are meant
    missing_seen: tuple[tuple[str, str], ...] = ()  # (header, word): words for "nothing" that stand in text columns
    minguo: tuple[tuple[str, str], ...] = ()  # headers of days whose years count from 1912, each with one of them
    filled: tuple[str, ...] = ()  # columns given in an order's first line only, and taken over into the others
    amount_per: AmountPer = "line"  # "order": one amount for all lines of an order, spread over them

    def format_of(self, column: str) -> ColumnFormat | None:
        """The format of a mapped column, None where it is not mapped."""
        return next((found for found in self.formats if found.column == column), None)

    @property
    def by_order(self) -> bool:
        """Whether a line can only be understood together with the other lines of its order."""
        return bool(self.filled) or self.amount_per == "order"

    @property
    def columns(self) -> dict[str, str]:
        """Canonical column -> header, as `plan_of(columns=...)` takes it."""
        return {proposal.column: proposal.header for proposal in self.proposals if proposal.column}


def proposals_for(
    table: TextTable, kind: Kind | None, columns: Mapping[str, str] | None
) -> tuple[Kind, float, tuple[Proposal, ...]]:
    """The kind and the columns in use: what was given, the accepted guesses for the rest; "" takes a column away.

    MappingError `column_unknown` (column, columns), `header_unknown` (header, headers) or `header_twice` (header,
    columns) where one header is given for several columns: each is taken for one.
    """
    chosen, confidence = (kind, 1.0) if kind else guess_kind(table)
    guessed = guess_mapping(table, chosen)
    given = {column: _header_of(table, header) for column, header in (columns or {}).items()}
    for column in given:
        _check_column(chosen, column)
    by_header = _by_header(given)
    scores_given = any(column.startswith(WIDE_PREFIX) or column == "score" for column in given)
    result = []
    for item in guessed:
        dropped = item.column in given or item.confidence < ACCEPTED
        dropped = dropped or (scores_given and str(item.column).startswith("score"))
        if item.header in by_header:
            result.append(Proposal(item.header, by_header[item.header], 1.0, "given"))
        else:
            result.append(Proposal(item.header, None, item.confidence, item.evidence) if dropped else item)
    return chosen, confidence, tuple(result)


def _by_header(given: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for column, header in given.items():
        if header in found:
            raise MappingError("header_twice", header=header, columns=f"{found[header]}, {column}")
        if header:
            found[header] = column
    return found


def check_choices(choices: Choices) -> None:
    """MappingError `column_unknown` where a choice is about a column that no table has."""
    for column in (*choices.decimal_mark, *choices.date_format):
        if not column.startswith(WIDE_PREFIX) and not any(column in table.names for table in TABLES.values()):
            names = dict.fromkeys(name for table in TABLES.values() for name in table.names)
            raise MappingError("column_unknown", column=column, columns=", ".join(names))


def _header_of(table: TextTable, header: str) -> str:
    """The header as the table spells it; blanks around it and case do not matter."""
    if not header or header in table.columns:
        return header
    same = [column for column in table.columns if column.strip().casefold() == header.strip().casefold()]
    if len(same) != 1:
        raise MappingError("header_unknown", header=header, headers=", ".join(table.columns))
    return same[0]


def _check_column(kind: Kind, column: str) -> None:
    names = TABLES[kind].names
    if column not in names and not (kind == "surveys" and column.startswith(WIDE_PREFIX)):
        raise MappingError("column_unknown", column=column, kind=kind, columns=", ".join(names))


def definition_of(kind: Kind, column: str) -> Column:
    """The schema's column; score columns of wide surveys count as `score`."""
    return TABLES[kind].column("score" if column.startswith(WIDE_PREFIX) else column)


def wide_columns(formats: tuple[ColumnFormat, ...], scale: Scale | None, nps_scale: Scale) -> tuple[WideColumn, ...]:
    """The score columns of a wide survey with their dimension, item and scale.

    A header that names its scale goes first: 5 of 5 is no detractor.
    """
    found = []
    for each in formats:
        if each.column.startswith(WIDE_PREFIX):
            dimension, item = dimension_and_item(each.column)
            own = scale_of(each.steps) or scale_in_header(each.header)
            own = own or (nps_scale if dimension == "nps" else each.ends or scale)
            found.append(WideColumn(each.header, dimension, item, each, own))
    return tuple(found)


def dimension_of_score(formats: tuple[ColumnFormat, ...]) -> str | None:
    """The dimension of a long survey without a dimension column: what the score's header says, else overall."""
    mapped = {each.column: each for each in formats}
    if "score" not in mapped or "dimension" in mapped:
        return None
    code, _, confidence = dimension_of(mapped["score"].header)
    return code if confidence > 0.8 else "overall"


def missing_columns(plan: Plan) -> tuple[str, ...]:
    """Required columns that neither are mapped nor have an alternative."""
    schema = TABLES[plan.kind]
    mapped = set(plan.columns) | ({"score"} if plan.wide else set())
    return tuple(
        column.name
        for column in schema.columns
        if column.required
        and column.name not in mapped
        and not any(set(way) <= mapped for way in schema.alternatives.get(column.name, ()))
    )


def check_plan(plan: Plan) -> None:
    """Refuse a plan that cannot be carried out.

    MappingError `column_missing` (column, kind, headers) where a required column is not there, `kind_unknown` (headers)
    where all are and still nothing says that it is a table of that kind, `date_minguo` (header, example) where years
    count from 1912.
    """
    for column in missing_columns(plan):
        raise MappingError("column_missing", column=column, kind=plan.kind, headers=", ".join(plan.headers))
    for header, example in plan.minguo:
        raise MappingError("date_minguo", header=header, example=example)
    if plan.kind_confidence < ACCEPTED:
        raise MappingError("kind_unknown", headers=", ".join(plan.headers))


def scale_bounds(scale: Scale) -> str:
    """A scale as an option: "0-10"."""
    return "-".join(str(_short(bound)) for bound in scale)


def _short(number: Decimal) -> Decimal:
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number
