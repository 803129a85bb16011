"""Rules as one bound SQL predicate over the columns of the customer table."""

from __future__ import annotations

from collections.abc import Sequence

from core.store.engine import quoted
from core.targets.fields import FIELDS
from core.targets.rules import Rule, checked


def predicate(rules: Sequence[Rule]) -> tuple[str, dict[str, object]] | None:
    """The SQL text of all rules together, with the values it binds; None where there is no rule.

    All rules must hold. A missing value never matches, neither `in` nor `not in`; a flag that nobody set is no. Only
    column names that the rules module knows and operators stand in the text; every value is bound.
    Errors: see `core.targets.rules.parse_rule`.
    """
    parts: list[str] = []
    values: dict[str, object] = {}
    for number, rule in enumerate(map(checked, rules)):
        names = [f"rule_{number}_{place}" for place in range(len(rule.values))]
        values |= dict(zip(names, rule.values, strict=True))
        parts.append(f"({_column(rule.column)} {_compared(rule.operator, [f'${name}' for name in names])})")
    return (" and ".join(parts), values) if parts else None


def _column(name: str) -> str:
    return f"coalesce({quoted(name)}, false)" if FIELDS[name] == "flag" else quoted(name)


def _compared(operator: str, places: list[str]) -> str:
    if operator in {"in", "not in"}:
        return f"{operator} ({', '.join(places)})"
    return f"{operator} {' and '.join(places)}"
