"""Lines of one order seen together: what only its first line says is taken over, a total is spread over the lines."""

from __future__ import annotations

from core.intake.planning.plan import Plan
from core.intake.rows.orders import OF_THE_LINE
from core.intake.rows.sales_rows import product_sql
from core.intake.values.expressions import MONEY, is_given

ENDING = ("order_date", "customer_id", "customer_name")
ABOVE = "rows between unbounded preceding and current row"


def filled_down(plan: Plan, typed: str) -> str:
    """Typed cells in which the columns of `plan.filled` hold what stands above them in the same order.

    A cell is filled where it is empty: not where it cannot be read. `x_filled` says that a row took something over.
    The cells must come with `file_row`.
    """
    if not plan.filled:
        return typed
    if "order_id" in plan.filled:
        above = f"last_value(v_order_id ignore nulls) over (order by file_row {ABOVE})"
        typed = (
            f"select * replace (case when {_continues(plan)} then {above} else v_order_id end as v_order_id),"
            f" {_continues(plan)} as x_continues from ({typed})"
        )
    columns = [name for name in plan.filled if name != "order_id"]
    filled = [f"{_filled(plan, name)} as v_{name}" for name in columns]
    taken = " or ".join([f"({_empty(plan, name)} and {_above(name)} is not null)" for name in columns])
    return f"select * replace ({', '.join(filled)}), v_order_id is not null and ({taken}) as x_filled from ({typed})"


def _filled(plan: Plan, name: str) -> str:
    return f"case when v_order_id is not null and {_empty(plan, name)} then {_above(name)} else v_{name} end"


def _above(name: str) -> str:
    return f"last_value(v_{name} ignore nulls) over (partition by v_order_id order by file_row {ABOVE})"


def _continues(plan: Plan) -> str:
    """Whether a row goes on with the order above it: no number, no date, no customer, but goods."""
    empty = [_empty(plan, name) for name in ("order_id", *ENDING) if plan.format_of(name)]
    goods = [f"not {_empty(plan, name)}" for name in OF_THE_LINE if plan.format_of(name)][:2]
    return f"({' and '.join(empty)} and ({' or '.join(goods)}))"


def _empty(plan: Plan, name: str) -> str:
    found = plan.format_of(name)
    if found is None or found.type in ("text", "id"):
        return f"v_{name} is null"
    return f"(r_{name} is null or not {is_given(f'r_{name}', found)})"


def spread_amounts(plan: Plan, typed: str) -> str:
    """Typed cells with `x_amount`: the order's amount spread over its lines in proportion to quantity x price.

    Where those are not known or worth nothing in sum, every line gets the same. The parts add up to the amount
    exactly: each is the difference of two rounded running totals. `x_varies`: the lines of the order give
    different amounts. A line without an order number keeps its own amount. The cells must come with `file_row`.
    """
    product = product_sql(plan) if plan.format_of("unit_price") else None
    part = f"coalesce(try_cast({product} as DECIMAL(28,8)), 0)" if product else "cast(1 as DECIMAL(28,8))"
    order = "partition by v_order_id"
    until = f"{order} order by file_row {ABOVE}"
    seen = (
        f"select *, sum(x_part) over ({order}) as x_parts, sum(x_part) over ({until}) as x_until, "
        f"count(*) over ({order}) as x_lines, row_number() over ({order} order by file_row) as x_nth, "
        f"max(v_amount) over ({order}) as x_whole, "
        f"v_order_id is not null and min(v_amount) over ({order}) <> max(v_amount) over ({order}) as x_varies "
        f"from (select *, {part} as x_part from ({typed}))"
    )
    upto, before = (_rounded(until, nth) for until, nth in (("x_until", "x_nth"), ("x_until - x_part", "x_nth - 1")))
    return f"select *, case when v_order_id is null then v_amount else {upto} - {before} end as x_amount from ({seen})"


def _rounded(until: str, nth: str) -> str:
    """The amount of an order up to a line."""
    share = f"case when x_parts = 0 then ({nth}) / x_lines else ({until}) / x_parts end"
    return f"cast(round(x_whole * {share}, 4) as {MONEY})"
