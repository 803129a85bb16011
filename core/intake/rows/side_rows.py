"""All kinds but sales: their columns and rules, as SQL over `v_` (typed) and `r_` (text) columns."""

from __future__ import annotations

from core.intake.planning.plan import Plan
from core.intake.rows.rules import Rule
from core.intake.rows.sales_rows import customer_sql
from core.intake.values.answers import DIMENSION_WORDS, Scale
from core.intake.values.expressions import MONEY, is_one_of
from core.intake.values.statuses import NO, YES
from core.schema import TABLES, Column, Kind
from core.store.engine import literal

SHORTEST_PHONE = 6
SQL_TYPES = {"date": "DATE", "flag": "BOOLEAN", "money": MONEY, "number": MONEY, "score": MONEY}
REQUIRED: dict[Kind, dict[str, str]] = {
    "returns": {"order_id": "order_missing"},
    "products": {"product_code": "product_missing"},
    "customers": {"customer_id": "customer_missing"},
    "surveys": {"score": "score_missing", "answered_on": "date_missing"},
    "contacts": {"customer_id": "customer_missing", "contacted_on": "date_missing"},
}


def side_columns(plan: Plan) -> list[tuple[str, str]]:
    """The columns of the kind's table, (name, SQL)."""
    return [(column.name, column_sql(plan, column)) for column in TABLES[plan.kind].columns]


def column_sql(plan: Plan, column: Column) -> str:
    """One column: its cell, what stands for it, or a typed null."""
    name = column.name
    if name == "customer_id":
        return customer_sql(plan)
    mapped = f"v_{name}" if plan.format_of(name) else ""
    if name == "phone" and mapped:
        return phones_sql(mapped)
    if plan.kind == "returns" and name == "reason" and mapped:
        return f"case when {is_one_of('lower(v_reason)', YES)} then null else v_reason end"
    if plan.kind == "surveys" and name == "dimension" and mapped:
        mapped = dimension_sql(mapped)
    constant = _constants(plan).get(name)
    if constant:
        return f"coalesce({mapped}, {constant})" if mapped else constant
    return mapped or f"cast(null as {SQL_TYPES.get(column.type, 'VARCHAR')})"


def phones_sql(text: str) -> str:
    """Several phones in one cell as "a; b". A cell with a part too short for a phone stays: it may be an extension."""
    several = f"regexp_matches({text}, '^\\+?[0-9()-]{{7,}}(\\s+\\+?[0-9()-]{{7,}})+$')"
    marked = f"case when {several} then regexp_replace({text}, '\\s+', ';', 'g') else {text} end"
    parts = f"list_filter(string_split_regex({marked}, '\\s*[、,，;；/|\\r\\n]+\\s*'), lambda x: x <> '')"
    short = f"list_filter({parts}, lambda x: length(regexp_replace(x, '[^0-9]', '', 'g')) < {SHORTEST_PHONE})"
    return f"case when len({short}) = 0 then array_to_string({parts}, '; ') else {text} end"


def dimension_sql(text: str) -> str:
    """The code of a dimension as people write it ("Overall satisfaction", "物流"); other words stay as they are."""
    spelt = [(word, code) for code, words in DIMENSION_WORDS.items() for word in words.split()]
    whens = " ".join(f"when {literal(word)} then {literal(code)}" for word, code in spelt)
    return f"case regexp_replace(lower({text}), '[\\s_/.-]+', '', 'g') {whens} else {text} end"


def _constants(plan: Plan) -> dict[str, str]:
    """What holds for a whole survey: its day, dimension and scale."""
    if plan.kind != "surveys":
        return {}
    found = {"dimension": literal(plan.dimension or "overall")}
    if plan.answered_on:
        found["answered_on"] = f"DATE '{plan.answered_on.isoformat()}'"
    if plan.scale:
        found["lowest"], found["highest"] = (f"cast({bound} as {MONEY})" for bound in plan.scale)
    return found


def side_rules(plan: Plan) -> list[Rule]:
    """What must be there, and for scores that they lie on their scale."""
    rules = []
    columns = dict(side_columns(plan))
    for name, code in REQUIRED[plan.kind].items():
        found = plan.format_of(name) or plan.format_of("customer_name")
        own = plan.format_of(name)
        value = f"{'v' if own.type == 'id' else 'r'}_{name}" if own else "''"
        rules.append(Rule(f"{columns[name]} is null", literal(code), found.header if found else "", value))
    if plan.kind == "returns" and (reason := plan.format_of("reason")):
        rules.append(Rule(is_one_of("lower(v_reason)", NO), literal("not_returned"), reason.header, "v_reason"))
    if plan.kind == "surveys" and (score := plan.format_of("score")):
        rules += score_rules(columns["score"], columns["lowest"], columns["highest"], score.header, "r_score")
    return rules


def score_rules(score: str, lowest: str, highest: str, header: str, value: str) -> list[Rule]:
    """A score needs a scale and must lie on it."""
    unknown = f"{lowest} is null or {highest} is null or {lowest} >= {highest}"
    return [
        Rule(unknown, literal("scale_missing"), header, value),
        Rule(f"{score} not between {lowest} and {highest}", literal("score_outside"), header, value),
    ]


def scale_sql(scale: Scale | None) -> tuple[str, str]:
    """A scale as two typed values."""
    low, high = scale or ("null", "null")
    return f"cast({low} as {MONEY})", f"cast({high} as {MONEY})"
