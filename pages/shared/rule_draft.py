"""The rules being built, as the session keeps them between pages: rows, and groups of rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

import streamlit as st

from core.targets.fields import FIELDS, OPERATORS
from core.targets.groups import GroupKind
from core.targets.rules import Condition, Rule, RuleGroup, parse_rule
from pages.shared.rule_values import STARTING, Row

DRAFT = "target_rules"
FIRST_RULE = "tier in key,important"


@dataclass(frozen=True)
class Kept:
    """A group within a group: shown in words, and kept as it is."""

    key: str
    rule: RuleGroup


@dataclass(frozen=True)
class Group:
    """A group being built."""

    key: str
    kind: GroupKind
    members: tuple[Row | Kept, ...]


Item = Row | Group


def draft(kept: str = DRAFT) -> list[Item]:
    """The rows and groups of this session; one rule to begin with."""
    found: list[Item] = st.session_state.setdefault(kept, [item_of(parse_rule(FIRST_RULE))])
    return found


def start_with(rules: Sequence[Condition], kept: str = DRAFT) -> None:
    """Begin again with these rules."""
    st.session_state[kept] = [item_of(rule) for rule in rules]


def item_of(rule: Condition) -> Item:
    """A rule as a row of its own, a group as a group of rows."""
    if isinstance(rule, RuleGroup):
        return Group(_key(), rule.kind, tuple(_member(member) for member in rule.members))
    return _row(rule)


def _member(rule: Condition) -> Row | Kept:
    return Kept(_key(), rule) if isinstance(rule, RuleGroup) else _row(rule)


def _row(rule: Rule) -> Row:
    return Row(_key(), rule.column, rule.operator, rule.values)


def _key() -> str:
    return uuid4().hex[:8]


def add_rule(kept: str, group: str = "") -> None:
    """One more row, in the group of that key or outside of groups, of a column that is not spoken of yet."""
    now = draft(kept)
    used = {row.column for item in now for row in _rows(item)}
    column = next((one for one in ("recency_days", "segment", "tier", "value") if one not in used), "value")
    operator = ">" if column in STARTING or FIELDS[column] == "money" else OPERATORS[FIELDS[column]][0]
    new = Row(_key(), column, operator, (STARTING[column],) if column in STARTING else ())
    st.session_state[kept] = (
        [
            replace(item, members=(*item.members, new)) if isinstance(item, Group) and item.key == group else item
            for item in now
        ]
        if group
        else [*now, new]
    )


def add_group(kept: str, kind: GroupKind) -> None:
    """One more group, with a row in it."""
    group = Group(_key(), kind, ())
    st.session_state[kept] = [*draft(kept), group]
    add_rule(kept, group.key)


def remove(key: str, kept: str) -> None:
    """Away with the row or group of this key; a group without rows goes with its last one."""
    left: list[Item] = []
    for item in draft(kept):
        if item.key == key:
            continue
        if isinstance(item, Group):
            item = replace(item, members=tuple(member for member in item.members if member.key != key))  # noqa: PLW2901
            if not item.members:
                continue
        left.append(item)
    st.session_state[kept] = left


def _rows(item: Item) -> list[Row]:
    return [item] if isinstance(item, Row) else [member for member in item.members if isinstance(member, Row)]
