"""A rule of a target list: a column of the customer table, an operator and values; or a group of rules.

As text it reads `tier in key,important`, `recency_days > 60`, `value between 1000 and 5000`. Values of text columns
that hold a comma stand in double quotes. Signs of Chinese keyboards (，、＞＝) mean the same. For groups see
`core.targets.groups`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from core.errors import QuestionError
from core.targets.fields import FIELDS, OPERATORS, SHARES, FieldType, codes_of
from core.targets.groups import DEEPEST, Branch, GroupKind, read_branches

RuleValue = str | int | Decimal | date | bool
RULE = re.compile(r"\s*(\w+)\b\s*(not\s+in\b|in\b|between\b|[^\w\s\"'.-]+|\w+)\s*(.*?)\s*", re.IGNORECASE | re.DOTALL)
HALF_WIDTH = str.maketrans("＝＞＜", "=><")
SAME_AS = {"==": "=", "≥": ">=", "≤": "<="}
COMMAS = re.compile(r'"(?:[^"]|"")*"|[，、]')
LARGEST = Decimal(10) ** 14  # what a DECIMAL(18,4) can hold
MOST_RULES = 200


@dataclass(frozen=True)
class Rule:
    """One rule. `values`: one for comparisons, two (in order) for `between`, one or more for `in` and `not in`.

    Values have the type of the column: text and codes `str`, whole numbers `int`, amounts `Decimal`, days `date`,
    yes and no `bool`.
    A rule made by hand is checked with `checked` before it is used.
    """

    column: str
    operator: str
    values: tuple[RuleValue, ...]

    def __str__(self) -> str:
        """The rule as text; `parse_rule` gives it back."""
        texts = [_written(value) for value in self.values]
        joined = " and ".join(texts) if self.operator == "between" else ",".join(texts)
        return f"{self.column} {self.operator} {joined}"


@dataclass(frozen=True)
class RuleGroup:
    """Rules of which one must hold (`any`), each must (`all`) or none may (`none`).

    A group holds or it does not: a rule whose value is missing does not hold, so `none` takes a customer of whom the
    value is unknown. (`region not in South`, one rule, asks for a region that is known.)
    """

    kind: GroupKind
    members: tuple[Condition, ...]

    def __str__(self) -> str:
        """The group as text; `parse_rule` gives it back."""
        inside = (" and " if self.kind == "all" else " or ").join(map(str, self.members))
        return f"not ({inside})" if self.kind == "none" else f"({inside})"


Condition = Rule | RuleGroup
"""What a list can demand."""


def parse_rule(text: str) -> Condition:
    """A rule or a group of rules from text.

    Errors: QuestionError `rule_unreadable`, `rule_column`, `rule_operator`, `rule_value`, `rule_code`, `rule_count`,
    `rule_order`, and for groups `rule_brackets`, `rule_nested`, `rule_group_empty`, `rules_many`.
    """
    found = read_branches(text)
    return _one_rule(found) if isinstance(found, str) else checked(_grown(found))


def _grown(branch: Branch) -> RuleGroup:
    members = (_one_rule(one) if isinstance(one, str) else _grown(one) for one in branch.members)
    return RuleGroup(branch.kind, tuple(members))


def _one_rule(text: str) -> Rule:
    found = RULE.fullmatch(text)
    if not found:
        raise QuestionError("rule_unreadable", rule=text)
    column, operator, rest = found[1].lower(), " ".join(found[2].lower().split()), found[3]
    operator = operator.translate(HALF_WIDTH)
    operator = SAME_AS.get(operator, operator)
    _check_operator(column, operator)
    return rule_of(column, operator, _split(operator, rest, text))


def rules_in(members: Iterable[Condition]) -> Iterator[Rule]:
    """All single rules, those in groups too, in their order."""
    for member in members:
        if isinstance(member, Rule):
            yield member
        else:
            yield from rules_in(member.members)


def rule_of(column: str, operator: str, texts: Iterable[object]) -> Rule:
    """A rule from values that may still be text (from a command line or a form). Errors: see `parse_rule`."""
    _check_operator(column, operator)
    values = tuple(_typed(column, value) for value in texts)
    wanted = {"between": "2", "in": "1+", "not in": "1+"}.get(operator, "1")
    if not values or (wanted != "1+" and len(values) != int(wanted)):
        raise QuestionError("rule_count", column=column, operator=operator, count=len(values), wanted=wanted)
    if operator == "between" and not _in_order(*values):
        raise QuestionError("rule_order", column=column, low=_shown(values[0]), high=_shown(values[1]))
    return Rule(column, operator, values)


def checked(rule: Condition, depth: int = 1) -> Condition:
    """The same with values of the right type; a group of one rule that must hold is that rule.

    Errors: see `parse_rule`.
    """
    if isinstance(rule, Rule):
        return rule_of(rule.column, rule.operator, rule.values)
    if depth > DEEPEST:
        raise QuestionError("rule_nested", most=DEEPEST)
    if not rule.members:
        raise QuestionError("rule_group_empty")
    members = tuple(checked(member, depth + 1) for member in rule.members)
    if sum(1 for _ in rules_in(members)) > MOST_RULES:
        raise QuestionError("rules_many", most=MOST_RULES)
    if len(members) > 1:
        return RuleGroup(rule.kind, members)
    only = members[0]
    if rule.kind != "none":
        return only
    return RuleGroup("none", only.members if isinstance(only, RuleGroup) and only.kind == "any" else members)


def _check_operator(column: str, operator: str) -> None:
    if column not in FIELDS:
        raise QuestionError("rule_column", column=column, columns=", ".join(FIELDS))
    allowed = OPERATORS[FIELDS[column]]
    if operator not in allowed:
        raise QuestionError("rule_operator", column=column, operator=operator, operators=", ".join(allowed))


def _split(operator: str, rest: str, text: str) -> list[str]:
    if operator == "between":
        parts = re.split(r"\s+and\s+", rest, flags=re.IGNORECASE)
        return parts if len(parts) > 1 else re.split(r"\s*[,，、]\s*", rest)
    if operator in {"in", "not in"}:
        try:
            plain = COMMAS.sub(lambda part: "," if part[0] in "，、" else part[0], rest)
            cells = next(csv.reader([plain], skipinitialspace=True, strict=True), [])
        except csv.Error as error:
            raise QuestionError("rule_unreadable", rule=text) from error
        return [cell.strip() for cell in cells if cell.strip()]
    quoted = len(rest) > 1 and rest[0] == rest[-1] and rest[0] in "\"'"
    return [rest[1:-1].replace('""', '"') if quoted else rest]


def _typed(column: str, value: object) -> RuleValue:
    kind = FIELDS[column]
    if kind == "code":
        return _code(column, value)
    if kind == "flag":
        return _flag(column, value)
    if kind == "text":
        if not isinstance(value, str) or not value.strip() or "\0" in value:
            raise QuestionError("rule_value", column=column, value=_shown(value), type=kind)
        return value
    try:
        if column in SHARES and isinstance(value, str) and value.strip().endswith(("%", "％")):
            return Decimal(_number(kind, value.strip()[:-1])) / 100
        return _day(value) if kind == "date" else _number(kind, value)
    except (ValueError, TypeError, InvalidOperation) as error:
        raise QuestionError("rule_value", column=column, value=_shown(value), type=kind) from error


def _code(column: str, value: object) -> str:
    code = value.strip().lower() if isinstance(value, str) else str(value)
    if code not in codes_of(column):
        raise QuestionError("rule_code", column=column, value=_shown(value), codes=", ".join(codes_of(column)))
    return code


def _flag(column: str, value: object) -> bool:
    word = _written(value) if isinstance(value, bool) else str(value).strip().lower()
    if word not in {"yes", "no"}:
        raise QuestionError("rule_code", column=column, value=_shown(value), codes="yes, no")
    return word == "yes"


def _day(value: object) -> date:
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    return date.fromisoformat(str(value).strip())


def _number(kind: FieldType, value: object) -> int | Decimal:
    if isinstance(value, bool | date):
        raise TypeError(value)
    number = Decimal(str(value).strip())
    if not number.is_finite() or abs(number) >= LARGEST:
        raise ValueError(value)
    if kind == "money":
        return number
    if number != int(number) or abs(number) >= 2**31:
        raise ValueError(value)
    return int(number)


def _in_order(low: RuleValue, high: RuleValue) -> bool:
    return bool(low <= high)  # type: ignore[operator]  # both have the type of the column


def _shown(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _written(value: RuleValue) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str) and not re.fullmatch(r"\w+", value):
        return '"' + value.replace('"', '""') + '"'
    return f"{value:f}" if isinstance(value, Decimal) else _shown(value)
