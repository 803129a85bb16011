"""Sales: the columns of a line and the rules it can break, as SQL over `v_` (typed) and `r_` (text) columns."""

from __future__ import annotations

from core.intake.columns.headers import normalised
from core.intake.planning.plan import Plan
from core.intake.rows.prices import LISTED_PRICE, LISTED_PRICES
from core.intake.rows.rules import Rule
from core.intake.values.expressions import MONEY, PRICE, is_one_of, number_sql
from core.intake.values.formats import SHORTENED, ColumnFormat
from core.store.engine import literal

UNIT_COSTS = frozenset(
    "unitcost costperunit costprice itemcost unitcostprice 单位成本 成本单价 成本价 产品单位成本 单件成本".split()
)
PRICES_PAID = frozenset(
    "折后单价 折后价 成交单价 成交价 实付单价 实际单价 优惠价 dealprice discountedprice paidprice".split()
)
NO_MONEY = f"cast(null as {MONEY})"
TEXTS = ("customer_name", "product_code", "product", "category")


def is_unit_cost(header: str) -> bool:
    """Whether a cost column is per piece rather than per line."""
    return normalised(header) in UNIT_COSTS


def computed_columns(plan: Plan) -> list[tuple[str, str]]:
    """What is computed from the cells: the amount (`x_amount`), and how many prices the list has (`x_prices`)."""
    if plan.format_of("amount"):
        return []
    product = product_sql(plan)
    listed = [("x_prices", LISTED_PRICES)] if product and not plan.format_of("unit_price") else []
    return [*listed, ("x_amount", f"try_cast(round({product}, 4) as {MONEY})" if product else NO_MONEY)]


def product_sql(plan: Plan) -> str | None:
    """Quantity x price less the discount; None where the columns are not there."""
    price = plan.format_of("unit_price")
    if not plan.format_of("quantity") or not (price or plan.format_of("product_code")):
        return None
    product = f"v_quantity * {exact('r_unit_price', price) if price else LISTED_PRICE}"
    if plan.format_of("discount") and not (price and is_price_paid(price.header)):
        product = f"try_cast({product} as DECIMAL(26,12)) * (1 - coalesce(v_discount, 0))"
    return product


def is_price_paid(header: str) -> bool:
    """Whether a price is what was paid, so that a discount beside it is taken off already."""
    return normalised(header) in PRICES_PAID


def exact(raw: str, found: ColumnFormat) -> str:
    """A price with 8 places, so that an amount is rounded once and not twice."""
    return number_sql(raw, found, PRICE)


def _amount(plan: Plan) -> str:
    return "v_amount" if plan.format_of("amount") and plan.amount_per == "line" else "x_amount"


def _mapped(plan: Plan, column: str, sql_type: str) -> tuple[str, str]:
    return column, f"v_{column}" if plan.format_of(column) else f"cast(null as {sql_type})"


def told_columns(plan: Plan) -> tuple[str, ...]:
    """The columns of `sales` that a file tells of; the others are null in all its lines."""
    return tuple(name for name, expression in sales_columns(plan) if not expression.startswith("cast(null as "))


def sales_columns(plan: Plan) -> list[tuple[str, str]]:
    """The columns of `sales` in the order of `tables.sql`, (name, SQL)."""
    texts = [_mapped(plan, name, "VARCHAR") for name in TEXTS]
    return [
        _mapped(plan, "order_id", "VARCHAR"),
        _mapped(plan, "line_id", "VARCHAR"),
        _mapped(plan, "order_date", "DATE"),
        ("customer_id", customer_sql(plan)),
        *texts,
        _mapped(plan, "quantity", MONEY),
        _mapped(plan, "unit_price", MONEY),
        _mapped(plan, "discount", "DECIMAL(9,6)"),
        ("amount", _amount(plan)),
        ("cost", _cost(plan)),
        _mapped(plan, "region", "VARCHAR"),
        _mapped(plan, "channel", "VARCHAR"),
        _mapped(plan, "salesperson", "VARCHAR"),
        _mapped(plan, "status", "VARCHAR"),
        ("currency", _currency(plan)),
        _mapped(plan, "due_date", "DATE"),
        _mapped(plan, "paid_date", "DATE"),
    ]


def customer_sql(plan: Plan) -> str:
    """The customer's id, else the name, else null."""
    parts = [f"v_{name}" for name in ("customer_id", "customer_name") if plan.format_of(name)]
    return "cast(null as VARCHAR)" if not parts else parts[0] if len(parts) == 1 else f"coalesce({', '.join(parts)})"


def _cost(plan: Plan) -> str:
    """The line's cost: given per line, per piece, or amount minus profit; null where not known.

    On a return line the cost comes back, so a given cost is negative there, however the file signs it. A cost that
    follows from the profit keeps its sign: it is what the profit says.
    """
    cost = plan.format_of("cost")
    if not cost:
        return f"try_cast({_amount(plan)} - v_profit as {MONEY})" if plan.format_of("profit") else NO_MONEY
    given = "v_cost"
    if is_unit_cost(cost.header):
        if not plan.format_of("quantity"):
            return NO_MONEY
        given = f"try_cast(round(v_quantity * {exact('r_cost', cost)}, 4) as {MONEY})"
    returned = f"{_amount(plan)} < 0" + (" or v_quantity < 0" if plan.format_of("quantity") else "")
    return f"case when {returned} then -abs({given}) else {given} end"


def _currency(plan: Plan) -> str:
    constant = literal(plan.currency) if plan.currency else "cast(null as VARCHAR)"
    if not plan.format_of("currency") or plan.currency:
        return constant
    return "upper(v_currency)"


def sales_rules(plan: Plan) -> list[Rule]:
    """A line without a day or an amount is refused; one without a customer is not."""
    rules = []
    dated = plan.format_of("order_date")
    if dated:
        rules.append(Rule("v_order_date is null", literal("date_missing"), dated.header, "r_order_date"))
    rules += _amount_rules(plan)
    customer = plan.format_of("customer_id")
    if customer and not plan.damaged_ids:
        condition = f"contains(v_customer_id, 'E+') and regexp_full_match(v_customer_id, {literal(SHORTENED)})"
        rules.append(Rule(condition, literal("id_damaged"), customer.header, "v_customer_id"))
    currency = plan.format_of("currency")
    if currency and plan.currency:
        spelt = "replace(upper(v_currency), '.', '')"
        condition = f"v_currency is not null and not {is_one_of(spelt, plan.currency_words)}"
        rules.append(Rule(condition, literal("currency_other"), currency.header, "v_currency"))
    return rules


def _amount_rules(plan: Plan) -> list[Rule]:
    amount = plan.format_of("amount")
    if amount and plan.amount_per == "order":
        return [
            Rule("x_varies", literal("amounts_differ"), amount.header, "r_amount"),
            Rule("x_amount is null", literal("amount_missing"), amount.header, "r_amount"),
        ]
    if amount:
        return [Rule("v_amount is null", literal("amount_missing"), amount.header, "r_amount")]
    rules = []
    for name in ("quantity", "unit_price"):  # for lines priced by the product list the last rule says what is missing
        found = plan.format_of(name)
        if found:
            rules.append(Rule(f"v_{name} is null", literal("amount_missing"), found.header, f"r_{name}"))
    price = plan.format_of("unit_price")
    code = plan.format_of("product_code")
    if not price and code and plan.format_of("quantity"):
        rules.append(Rule("x_prices > 1", literal("price_several"), code.header, "v_product_code"))
    header = price.header if price else code.header if code else ""
    value = "r_unit_price" if price else "v_product_code" if code else "''"
    rules.append(Rule("x_amount is null", literal("number_too_large" if price else "amount_missing"), header, value))
    return rules
