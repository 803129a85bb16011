"""Wide surveys: one row per answer out of one column per question."""

from __future__ import annotations

from core.intake.files.reading import TextTable
from core.intake.planning.plan import Plan, WideColumn
from core.intake.rows.rules import Rule, refusal_columns
from core.intake.rows.sales_rows import customer_sql
from core.intake.rows.side_rows import scale_sql
from core.intake.values.expressions import MONEY, date_sql, is_given, is_no_day, is_one_of, text_sql
from core.intake.values.worded import score_sql
from core.store.engine import literal, quoted


def wide_query(table: TextTable, plan: Plan, source: str, rows: list[str]) -> str:
    """The typed query of a wide survey: answers that were not given make no row.

    A row of the file without any answer gives one refused row, so that no row of the file vanishes.
    """
    from core.intake.rows.validation import aside_cells

    shared = [*_shared_cells(table, plan), *rows, *aside_cells(table)]
    given = f"list_filter([{', '.join(_answer(table, each) for each in plan.wide)}], lambda x: x.given)"
    listed = "".join(f"{cell}, " for cell in shared)
    names = "".join(f"{cell.rsplit(' as ', 1)[-1]}, " for cell in shared)
    lists = f"select {listed}{given} as answers from {source}"
    single = f"select {names}unnest(case when len(answers) = 0 then [null] else answers end) as a from ({lists})"
    flat = f"select {names}a.dimension as dimension, a.item as item, a.header as header, a.raw as raw, "
    flat += f"a.score as score, a.lowest as lowest, a.highest as highest from ({single})"
    rules = _rules(table, plan)
    cases = "".join(f" when {rule.condition} then {number}" for number, rule in enumerate(rules))
    columns = ", ".join([*_columns(plan), *refusal_columns(rules), *rows])
    return f"select {columns} from (select *, case{cases} end as broken from ({flat}))"


def _shared_cells(table: TextTable, plan: Plan) -> list[str]:
    cells = []
    for found in plan.formats:
        raw = quoted(f"c{table.columns.index(found.header)}")
        if found.column == "answered_on":
            cells += [f"{date_sql(raw, found)} as v_answered_on", f"{raw} as r_answered_on"]
        elif found.type in ("text", "id"):
            cells.append(f"{text_sql(raw, found)} as v_{found.column}")
    return cells


def _answer(table: TextTable, each: WideColumn) -> str:
    """One cell as a struct; `given` where it says something."""
    raw = quoted(f"c{table.columns.index(each.header)}")
    low, high = scale_sql(each.scale)
    item = literal(each.item) if each.item else "cast(null as VARCHAR)"
    return (
        f"{{'dimension': {literal(each.dimension)}, 'item': {item}, 'header': {literal(each.header)}, 'raw': {raw}, "
        f"'score': {score_sql(raw, each.format)}, 'lowest': {low}, 'highest': {high}, "
        f"'given': {raw} is not null and {is_given(raw, each.format)}}}"
    )


def _columns(plan: Plan) -> list[str]:
    day = "v_answered_on" if plan.format_of("answered_on") else "cast(null as DATE)"
    if plan.answered_on:
        day = f"coalesce({day}, DATE '{plan.answered_on.isoformat()}')"
    texts = {
        name: f"v_{name}" if plan.format_of(name) else "cast(null as VARCHAR)"
        for name in ("customer_name", "order_id", "respondent", "role", "comment")
    }
    found = {"score": "score", "answered_on": day, "customer_id": customer_sql(plan), **texts}
    found |= {"dimension": "dimension", "item": "item", "lowest": "lowest", "highest": "highest"}
    found["weight"] = f"cast(null as {MONEY})"
    return [f"{expression} as {name}" for name, expression in found.items()]


def unreadable_score(plan: Plan) -> str:
    """What is said of a cell that is no score, by its header: no number, or no answer of the scale."""
    headers = [each.header for each in plan.wide if each.format.steps]
    if not headers:
        return literal("number_unreadable")
    return f"case when {is_one_of('header', headers)} then 'answer_unknown' else 'number_unreadable' end"


def _rules(table: TextTable, plan: Plan) -> list[Rule]:
    from core.intake.rows.validation import table_rules

    rules = table_rules(table)
    dated = plan.format_of("answered_on")
    if dated:
        unreadable = is_no_day("v_answered_on", "r_answered_on", dated)
        rules.append(Rule(unreadable, literal("date_unreadable"), dated.header, "r_answered_on"))
    if not plan.answered_on:
        missing = "v_answered_on is null" if dated else "true"
        value = "r_answered_on" if dated else "''"
        rules.append(Rule(missing, literal("date_missing"), dated.header if dated else "", value))
    rules.append(Rule("raw is null", literal("score_missing"), "", "''"))
    rules += [
        Rule("score is null", unreadable_score(plan), "header", "raw", header_is_sql=True),
        Rule("lowest is null", literal("scale_missing"), "header", "raw", header_is_sql=True),
        Rule("score not between lowest and highest", literal("score_outside"), "header", "raw", header_is_sql=True),
    ]
    return rules
