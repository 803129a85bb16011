"""What a column can hold by its definition, so that a rule which nobody can ever meet is refused, not just empty."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from core.errors import QuestionError
from core.targets.fields import SHARES
from core.targets.rules import Condition, rules_in

NONE, WHOLE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)
LEAST_PERCENT = Decimal(2)  # less, as 1.2, is as likely 120 %
LIMITS: dict[str, tuple[Decimal, Decimal]] = {
    **dict.fromkeys(("likelihood", "to_next_tier_share", "next_category_share", "value_index"), (NONE, WHOLE)),
    **dict.fromkeys(("satisfaction_index", "non_monetary_value"), (NONE, HUNDRED)),
}
"""The least and the most. A share of wallet is not among them: whoever buys more than the need that is known has one
over 1, and whoever brings back more than they buy one under 0."""


def check_limits(conditions: Iterable[Condition]) -> None:
    """Nothing where every rule asks for what its column can hold.

    Errors: QuestionError `rule_outside` with the column, its limits `low` and `high`, the `value`, and as `reason`
    `percent` where a share was given in percent (`meant`: the share), `nobody` where the value is a limit that nobody
    can lie beyond, else none. Rules that were kept earlier are not held to this when they are read.
    """
    for rule in rules_in(conditions):
        if rule.column not in LIMITS:
            continue
        for value in rule.values:
            if isinstance(value, Decimal):
                _check(rule.column, rule.operator, value)


def _check(column: str, operator: str, value: Decimal) -> None:
    low, high = LIMITS[column]
    finds_nobody = (operator, value) in ((">", high), ("<", low))
    if low <= value <= high and not finds_nobody:
        return
    is_percent = column in SHARES and LEAST_PERCENT <= value <= HUNDRED
    raise QuestionError(
        "rule_outside",
        reason="nobody" if finds_nobody else "percent" if is_percent else None,
        column=column,
        low=_plain(low),
        high=_plain(high),
        value=_plain(value),
        operator=operator,
        meant=_plain(value / HUNDRED) if is_percent else None,
    )


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
