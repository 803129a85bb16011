"""The rule builder: a row per rule with the widgets that fit its column; kept in the session between pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

import streamlit as st

from core.errors import CoreError
from core.targets.fields import FIELDS, OPERATORS
from core.targets.groups import GroupKind
from core.targets.limits import check_limits
from core.targets.rules import Condition, Rule, RuleGroup, checked, rule_of
from core.targets.sentences import rule_sentence
from core.text.messages import message
from pages.shared.rule_draft import DRAFT, Group, Item, Kept, add_group, add_rule, draft, remove
from pages.shared.rule_values import OFFERED, Row, rule_values
from pages.shared.view import View

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

SIGNS = {
    "in": "is one of",
    "not in": "is none of",
    "=": "is",
    ">": "is more than",
    ">=": "is at least",
    "<": "is less than",
    "<=": "is at most",
    "between": "is between",
}
Option = TypeVar("Option", bound=str)
Made = TypeVar("Made", Rule, RuleGroup)


@dataclass(frozen=True)
class Builder:
    """One builder while it is drawn: where the session keeps it, the columns to choose from, what was refused."""

    view: View
    kept: str
    offered: Sequence[str]
    refused: list[CoreError] = field(default_factory=list)


def rule_rows(view: View, kept: str = DRAFT, *, offered: Sequence[str] = OFFERED) -> list[Condition] | None:
    """Draw the rows and groups and give the rules that are complete; None where one cannot be, which it says beside it.

    Without that one the others would mean more customers than are asked for. `kept`: where the session keeps them;
    every builder has its own. `offered`: the columns to choose from.
    """
    t, builder = view.t, Builder(view, kept, offered)
    rules: list[Condition] = []
    items: list[Item] = []
    for number, item in enumerate(draft(kept)):
        now, found = _single(builder, item, first=number == 0) if isinstance(item, Row) else _group(builder, item)
        items.append(now)
        rules += found
    st.session_state[kept] = items
    ending = "" if kept == DRAFT else f"_{kept}"
    with st.container(horizontal=True, gap="small"):
        _button(t("Add a rule"), f"add_rule{ending}", add_rule, kept)
        _button(t("Add a group: any of …"), f"add_any{ending}", add_group, kept, "any")
        _button(t("Add a group: none of …"), f"add_none{ending}", add_group, kept, "none")
    return None if builder.refused else rules


def _button(label: str, key: str, then: Callable[..., None], *given: str) -> None:
    st.button(label, key=key, icon=":material/add:", type="tertiary", on_click=then, args=given)


def _single(builder: Builder, row: Row, *, first: bool) -> tuple[Row, list[Rule]]:
    now = _row(builder, row, first=first)
    if not now.values:
        return now, []
    return now, _allowed(builder, lambda: rule_of(now.column, now.operator, now.values))


def _group(builder: Builder, group: Group) -> tuple[Group, list[Condition]]:
    """A card with the rows of a group; as long as none of them is complete it demands nothing."""
    t, kept = builder.view.t, builder.kept
    members: list[Row | Kept] = []
    rules: list[Condition] = []
    with st.container(border=True, key=f"group_{group.key}", gap="small"):
        head = st.container(horizontal=True, vertical_alignment="center", gap="small")
        kinds: dict[GroupKind, str] = {
            "any": t("At least one of these holds"),
            "all": t("All of these hold"),
            "none": t("None of these holds"),
        }
        kind = _select(
            head,
            t("Group"),
            kinds,
            group.kind,
            key=f"kind_{group.key}",
            first=False,
            name=kinds.__getitem__,
        )
        _away(head, t("Take this group away"), group.key, kept)
        for member in group.members:
            if isinstance(member, Kept):
                members.append(member)
                rules += _nested(builder, member)
            else:
                now, found = _single(builder, member, first=False)
                members.append(now)
                rules += found
        _button(t("Add a rule to this group"), f"add_to_{group.key}", add_rule, kept, group.key)
    made = [checked(RuleGroup(kind, tuple(rules)))] if rules else []
    return Group(group.key, kind, tuple(members)), made


def _nested(builder: Builder, member: Kept) -> list[RuleGroup]:
    view = builder.view
    head = st.container(horizontal=True, vertical_alignment="center", gap="small")
    head.markdown(rule_sentence(member.rule, view.t, view.settings).replace("$", "\\$"))
    _away(head, view.t("Take this group away"), member.key, builder.kept)
    return _allowed(builder, lambda: member.rule)


def _allowed(builder: Builder, rule: Callable[[], Made]) -> list[Made]:
    """The rule where it can be; else nothing, and what is wrong with it."""
    try:
        made = rule()
        check_limits([made])
    except CoreError as error:
        st.error(message(error, builder.view.t))
        builder.refused.append(error)
        return []
    return [made]


def _away(place: DeltaGenerator, label: str, key: str, kept: str) -> None:
    place.button(
        "",
        key=f"remove_{key}",
        icon=":material/close:",
        type="tertiary",
        help=label,
        on_click=remove,
        args=(key, kept),
    )


def _row(builder: Builder, row: Row, *, first: bool) -> Row:
    view, t, offered = builder.view, builder.view.t, builder.offered
    with st.container(key=f"rule_{row.key}"):
        column_place, operator_place, value_place, away = st.columns(
            [4, 3, 6, 1], vertical_alignment="bottom", gap="small"
        )
        column = _select(
            column_place,
            t("Column"),
            offered if row.column in offered else (*offered, row.column),
            row.column,
            key=f"column_{row.key}",
            first=first,
            name=lambda one: t.code("column", one),
        )
        operators = OPERATORS[FIELDS[column]]
        before = row.operator if row.operator in operators else operators[0]
        operator = _select(
            operator_place,
            t("Comparison"),
            operators,
            before,
            key=f"operator_{row.key}_{column}",
            first=first,
            name=lambda one: t(SIGNS[one]),
        )
        same = column == row.column
        with value_place:
            values = rule_values(view, Row(row.key, column, operator, row.values if same else ()), first=first)
        _away(away, t("Take this rule away"), row.key, builder.kept)
    return Row(row.key, column, operator, values)


def _select(
    place: DeltaGenerator,
    label: str,
    options: Sequence[Option],
    now: Option,
    *,
    key: str,
    first: bool,
    name: Callable[[Option], str],
) -> Option:
    chosen: Option = place.selectbox(
        label,
        options,
        index=list(options).index(now),
        key=key,
        format_func=name,
        label_visibility="visible" if first else "collapsed",
    )
    return chosen
