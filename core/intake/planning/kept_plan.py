"""A plan as JSON and back, so that rows can be taken later exactly as the rest of their file was."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from core.intake.planning.plan import Plan


def plan_json(plan: Plan) -> dict[str, Any]:
    """A plan as plain values of JSON."""
    values: dict[str, Any] = _plain(plan)
    return values


def plan_from(values: dict[str, Any]) -> Plan:
    """The plan that `plan_json` wrote; what a later version added takes its default."""
    found: Plan = _typed(Plan, values)
    return found


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    if isinstance(value, Decimal | date):
        return str(value)
    return value


def _typed(kind: Any, value: Any) -> Any:
    """A plain value as the annotation says."""
    if value is None:
        return None
    if get_origin(kind) in (Union, UnionType):
        return _typed(next(part for part in get_args(kind) if part is not type(None)), value)
    if get_origin(kind) is tuple:
        parts = get_args(kind)
        kinds = [parts[0]] * len(value) if parts[-1] is Ellipsis else parts
        return tuple(_typed(part, item) for part, item in zip(kinds, value, strict=True))
    if get_origin(kind) is Literal:
        return value
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        known = {field.name for field in fields(kind)}
        return kind(**{name: _typed(hints[name], item) for name, item in value.items() if name in known})  # type: ignore[operator]
    if kind is Decimal:
        return Decimal(value)
    return date.fromisoformat(value) if kind is date else value
