"""Rules as one bound SQL predicate over the columns of the customer table."""

from __future__ import annotations

from collections.abc import Sequence

from core.store.engine import quoted
from core.targets.fields import FIELDS, SEVERAL
from core.targets.rules import Condition, Rule, RuleGroup, checked


def predicate(rules: Sequence[Condition]) -> tuple[str, dict[str, object]] | None:
    """The SQL text of all rules together, with the values it binds; None where there is no rule.

    All rules must hold. A missing value never matches, neither `in` nor `not in`, so that it counts as not met where a
    group asks that a rule does not hold; a flag that nobody set is no. Of `SEVERAL` codes any may match, and who has
    none of them is not in them. Only column names that the rules module knows
    and operators stand in the text; every value is bound. Errors: see `core.targets.rules.parse_rule`.
    """
    values: dict[str, object] = {}
    parts = [_part(rule, str(number), values) for number, rule in enumerate(map(checked, rules))]
    return (" and ".join(parts), values) if parts else None


def _part(rule: Condition, number: str, values: dict[str, object]) -> str:
    """One rule or group in brackets. What it binds is called by its number: rule_0_1, within a group rule_0_g1_1."""
    if isinstance(rule, Rule):
        names = [f"rule_{number}_{place}" for place in range(len(rule.values))]
        values.update(zip(names, rule.values, strict=True))
        places = [f"${name}" for name in names]
        if rule.column in SEVERAL:
            return _any_of(rule, places)
        return f"({_column(rule.column)} {_compared(rule.operator, places)})"
    parts = [_part(member, f"{number}_g{place}", values) for place, member in enumerate(rule.members)]
    return _together(rule, parts)


def _together(group: RuleGroup, parts: list[str]) -> str:
    if group.kind == "none":  # a comparison with a missing value is neither true nor false: not met
        return f"(not coalesce({' or '.join(parts)}, false))"
    return f"({(' or ' if group.kind == 'any' else ' and ').join(parts)})"


def _column(name: str) -> str:
    return f"coalesce({quoted(name)}, false)" if FIELDS[name] == "flag" else quoted(name)


def _any_of(rule: Rule, places: list[str]) -> str:
    """Whether one of several codes is among those that are asked for."""
    held = f"list_has_any(string_split(coalesce({quoted(rule.column)}, ''), ' '), [{', '.join(places)}])"
    return f"(not {held})" if rule.operator == "not in" else f"({held})"


def _compared(operator: str, places: list[str]) -> str:
    if operator in {"in", "not in"}:
        return f"{operator} ({', '.join(places)})"
    return f"{operator} {' and '.join(places)}"
