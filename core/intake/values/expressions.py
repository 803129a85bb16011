"""SQL for one cell: text -> typed value under a `ColumnFormat`. Cheap where cells are plain, careful where not.

Each function takes the SQL of the raw cell (VARCHAR or null) and gives SQL; formats come from `formats.py`, texts
reach the query as literals only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from core.intake.values.formats import (
    BLANKS,
    DATE_PATTERNS,
    EXCEL_HIGHEST,
    EXCEL_LOWEST,
    EXCEL_STARTS,
    FIRST_DAY,
    LAST_DAY,
    MONTH_ALONE,
    MONTHS,
    NAMED_DAYS,
    NAMED_MONTHS,
    NARROW,
    UNITS,
    WIDE,
    YEAR_PIVOT,
    ColumnFormat,
    NamedOrders,
    number_pattern,
)
from core.intake.values.statuses import NO, STATUS_WORDS, YES
from core.store.engine import literal

MONEY, PRICE, SHARE = "DECIMAL(18,4)", "DECIMAL(20,8)", "DECIMAL(9,6)"
TOO_LARGE = "1e14"
SEPARATOR = "\x1f"  # stands in no cell that means anything
YEAR_GROUP = r"(\d{2})"


def listed(words: Iterable[str]) -> str:
    """Words as the inside of a list, sorted so that the same plan gives the same query."""
    return ", ".join(literal(word) for word in sorted(words))


def is_one_of(value: str, words: Iterable[str]) -> str:
    """Whether a value is one of these words; null for null.

    Not IN and no list: the engine makes both a join that reads every row.
    """
    joined = SEPARATOR + SEPARATOR.join(sorted(words)) + SEPARATOR
    return f"contains({literal(joined)}, {literal(SEPARATOR)} || {value} || {literal(SEPARATOR)})"


def trimmed(raw: str) -> str:
    """The cell without blanks around it; null where nothing is left. Most cells pay for a few comparisons only."""
    last, first = (f"contains({literal(BLANKS)}, {raw}[{place}])" for place in (-1, 1))
    padded = f"{raw} < '!' or {last} or ({raw} >= '\u00a0' and {first})"
    return f"case when {padded} then nullif({_bare(raw)}, '') else {raw} end"


def _bare(raw: str) -> str:
    return f"trim({raw}, {literal(BLANKS)})"


def _narrow(raw: str) -> str:
    """Trimmed, full-width signs made plain; the engine's `translate` is slow, so only where a cell is not ASCII."""
    blank = " or ".join(f"suffix({raw}, {literal(sign)})" for sign in (" ", "\t"))
    plain = f"case when {raw} < '!' or {blank} then {_bare(raw)} else {raw} end"
    wide = f"translate({_bare(raw)}, {literal(WIDE)}, {literal(NARROW)})"
    return f"(case when length({raw}) = strlen({raw}) then {plain} else {wide} end)"


def _else(raw: str, fast: str, careful: str) -> str:
    """`fast`, and `careful` only for cells that it does not take: within CASE the engine computes nothing ahead."""
    return f"coalesce({fast}, case when {raw} is not null then {careful} end)"


def text_sql(raw: str, found: ColumnFormat) -> str:
    """Text or id, trimmed; the chosen words for "nothing" and blanks are null."""
    value = trimmed(raw)
    if found.missing:
        value = f"case when {is_one_of(f'upper({_bare(raw)})', found.missing)} then null else {value} end"
    if found.strip_point_zero:
        digits = f"suffix({value}, '.0') and ltrim(left({value}, -2), '0123456789') = '' and length({value}) > 2"
        value = f"case when {digits} then left({value}, -2) else {value} end"
    return value


def number_sql(raw: str, found: ColumnFormat, sql_type: str = MONEY) -> str:
    """A number, rounded half up to the places of `sql_type`; null where it is none or does not fit."""
    mark = found.decimal_mark or "."
    factor = f" * {found.factor}" if found.factor != 1 else ""
    careful = _careful_number(raw, mark, found.symbols, sql_type if not factor else "DECIMAL(28,10)")
    plain = f"try_cast({raw} as {sql_type if not factor else 'DECIMAL(28,10)'})"
    value = _else(raw, plain, careful) if mark == "." else careful
    return f"try_cast({value}{factor} as {sql_type})" if factor else value


def _careful_number(raw: str, mark: str, symbols: tuple[str, ...], sql_type: str) -> str:
    text = _narrow(raw)
    bare = text
    for symbol in sorted(symbols, key=len, reverse=True):
        bare = f"replace({bare}, {literal(symbol)}, '')"
    digits = f"replace(regexp_replace({bare}, '[^0-9{mark}]', '', 'g'), {literal(mark)}, '.')"
    sign = f"case when contains({text}, '-') or contains({text}, '(') then '-' else '' end"
    cases = "".join(
        f" when contains({text}, {literal(unit)}) "
        f"then try_cast(try_cast({sign} || {digits} as DECIMAL(26,10)) * {factor} as {sql_type})"
        for unit, factor in UNITS.items()
    )
    pattern = literal(number_pattern(mark, symbols))
    return (
        f"case when {raw} is null or not regexp_matches({text}, {pattern}) then null{cases} "
        f"else try_cast({sign} || {digits} as {sql_type}) end"
    )


def share_sql(raw: str, found: ColumnFormat) -> str:
    """A discount as a share 0-1 of the price that is taken off, with 6 places; null where its meaning is not sure."""
    if found.share == "zhe_mixed":
        tenths, other = share_sql(raw, replace(found, share="zhe", paid=False)), replace(found, share="mixed")
        return (
            f"case when suffix({_narrow(raw)}, '折') then {tenths} else coalesce({tenths}, {share_sql(raw, other)}) end"
        )
    if found.paid:
        return f"try_cast(1 - {share_sql(raw, replace(found, paid=False))} as {SHARE})"
    if found.share == "mixed":
        signed, plain = (share_sql(raw, replace(found, share=share)) for share in ("percent", "share"))
        return f"case when suffix({_narrow(raw)}, '%') then {signed} else {plain} end"
    mark = found.decimal_mark or "."
    number = ColumnFormat(found.column, found.header, "share", mark, symbols=())
    if found.share == "percent":
        bare = f"rtrim({_narrow(raw)}, '% ')"
        return f"try_cast({number_sql(bare, number, 'DECIMAL(18,8)')} * cast(0.01 as DECIMAL(3,2)) as {SHARE})"
    if found.share == "signed":
        unsure = f"abs({number_sql(raw, number, 'DECIMAL(18,8)')}) between 0.00000001 and 1"
        return f"case when {unsure} then null else {share_sql(raw, replace(found, share='percent'))} end"
    if found.share == "zhe":
        bare = f"rtrim({_narrow(raw)}, '折 ')"
        paid = number_sql(bare, number, "DECIMAL(18,8)")
        tenths = f"(10 - {paid}) * cast(0.1 as DECIMAL(2,1))"
        hundredths = f"(100 - {paid}) * cast(0.01 as DECIMAL(3,2))"  # 95折 is 9.5折
        unsure = f"abs({number_sql(raw, number, 'DECIMAL(18,8)')}) <= 1"
        return f"try_cast(case when {unsure} then null when {paid} > 10 then {hundredths} else {tenths} end as {SHARE})"
    return number_sql(raw, number, SHARE)


def date_sql(raw: str, found: ColumnFormat) -> str:
    """A day; a time behind it is cut off. Null where the cell is no day under the column's format."""
    name = found.date_format or "ymd"
    text = _narrow(raw)
    if name in EXCEL_STARTS:
        whole = f"try_cast(split_part({text}, '.', 1) as INTEGER)"
        serial = f"regexp_matches({text}, '^[0-9]{{1,6}}(\\.[0-9]+)?$')"
        serial += f" and {whole} between {EXCEL_LOWEST} and {EXCEL_HIGHEST}"
        return f"case when {serial} then DATE '{EXCEL_STARTS[name]}' + {whole} end"
    if name == "named":
        return _named(f"lower({text})", NAMED_DAYS)
    if name == "month":
        first_days = ", ".join(_ordered(text, pattern, r"\1-\2-1") for pattern in MONTH_ALONE)
        return f"last_day(coalesce({first_days}, {_named(f'lower({text})', NAMED_MONTHS)}))"
    pattern, order = DATE_PATTERNS[name]
    if name == "ymd":
        # the plain case: digits first, so that the engine's words ("epoch", "infinity") are no dates
        plain = f"case when {raw} >= '1' and {raw} < '3' then try_cast({raw} as DATE) end"
        spelled = f"regexp_replace({text}, {literal(pattern)}, {literal(order)})"
        fitting = f"regexp_matches({text}, {literal(pattern)})"
        return _else(raw, plain, f"case when {fitting} then try_cast({spelled} as DATE) end")
    if name.endswith("2"):
        old, new = f"([{YEAR_PIVOT // 10}-9]\\d)", f"([0-{YEAR_PIVOT // 10 - 1}]\\d)"
        older = _ordered(text, pattern.replace(YEAR_GROUP, old), order.replace("20", "19", 1))
        return _else(raw, _ordered(text, pattern.replace(YEAR_GROUP, new), order), older)
    if name == "compact":
        plain = f"case when length({raw}) = 8 then try_cast(try_strptime({raw}, '%Y%m%d') as DATE) end"
    else:
        spelled = "%d{0}%m{0}%Y" if name == "dmy" else "%m{0}%d{0}%Y"
        plain = f"try_cast(try_strptime({raw}, [{listed(spelled.format(mark) for mark in '/-.')}]) as DATE)"
    return _else(raw, plain, _ordered(text, pattern, order))


def _ordered(text: str, pattern: str, order: str) -> str:
    """Year, month and day put in order and cast; a cell that the pattern does not fit stays as it is and is no day."""
    return f"try_cast(nullif(regexp_replace({text}, {literal(pattern)}, {literal(order)}), {text}) as DATE)"


def is_no_day(value: str, raw: str, found: ColumnFormat) -> str:
    """Whether a date cell says something that is no day, or a day centuries away."""
    range_broken = f"{value} < DATE '{FIRST_DAY}' or {value} > DATE '{LAST_DAY}'"
    return f"({value} is null and {raw} is not null and {is_given(raw, found)}) or {range_broken}"


def _named(text: str, ways: NamedOrders) -> str:
    months = "".join(f" when {literal(month)} then {number}" for number, month in enumerate(MONTHS, start=1))

    def built(pattern: str, *places: int) -> str:
        day, month, given = (
            f"regexp_extract({text}, {literal(pattern)}, {place})" if place else "'1'" for place in places
        )
        short = f"when {given} >= '{YEAR_PIVOT}' then '19' || {given} else '20' || {given}"
        year = f"case when length({given}) = 4 then {given} {short} end"
        spelled = f"concat({year}, '-', case {month}{months} end, '-', {day})"
        return f"case when regexp_matches({text}, {literal(pattern)}) then try_cast({spelled} as DATE) end"

    return f"coalesce({', '.join(built(pattern, *places) for pattern, places in ways)})"


def status_sql(raw: str) -> str:
    """Our code of a status word: completed | returned | cancelled; null for words that are not known."""
    key = f"replace(replace(replace(lower({_bare(raw)}), ' ', '_'), '-', '_'), ',', '，')"
    cases = "".join(f" when {is_one_of(key, words)} then {literal(code)}" for code, words in STATUS_WORDS.items())
    return f"case when {raw} is null then null{cases} end"


def flag_sql(raw: str) -> str:
    """True, false, or null where the word is neither."""
    key = f"lower({_bare(raw)})"
    return f"case when {is_one_of(key, YES)} then true when {is_one_of(key, NO)} then false end"


def is_given(raw: str, found: ColumnFormat) -> str:
    """Whether a cell says something: not blank and no word for "nothing"."""
    return f"not {is_one_of(f'upper({_bare(raw)})', ('', *found.missing))}"


def is_too_large(raw: str) -> str:
    """Whether a cell that could not be taken is a number beyond what money columns hold."""
    return f"abs(try_cast({raw} as DOUBLE)) >= {TOO_LARGE}"
