"""A rule that a row can break, as SQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.store.engine import literal


@dataclass(frozen=True)
class Rule:
    """What is asked of a row and what is said where it fails.

    `condition`: SQL that is true where the row breaks the rule; `code`, `value`: SQL of the rule's code and of the
    cell's text; `header`: the column of the file.
    """

    condition: str
    code: str
    header: str
    value: str
    header_is_sql: bool = False  # the header is a column of the query itself


def refusal_columns(rules: Sequence[Rule]) -> list[str]:
    """refused_rule, refused_column and refused_value from the number of the first broken rule in `broken`."""
    parts = {
        "refused_rule": [rule.code for rule in rules],
        "refused_column": [rule.header if rule.header_is_sql else literal(rule.header) for rule in rules],
        "refused_value": [f"coalesce(cast({rule.value} as VARCHAR), '')" for rule in rules],
    }
    return [f"{_chosen(values)} as {name}" for name, values in parts.items()]


def _chosen(values: list[str]) -> str:
    if not values:
        return "cast(null as VARCHAR)"
    cases = "".join(f" when broken = {number} then {value}" for number, value in enumerate(values))
    return f"case when broken is null then null{cases} end"
