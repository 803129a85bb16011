"""Frozen values that are kept as JSON, read again as what they were, or refused as no such values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from types import NoneType
from typing import Any, Literal, TypeVar, cast, get_args, get_origin, get_type_hints

Kept = TypeVar("Kept")
SHOWN = 80  # characters of what cannot be read


class FormError(ValueError):
    """What is kept is not of the form that is read: another version wrote it, or it was damaged."""


def read_json(text: str) -> dict[str, Any]:
    """The object that a text holds as JSON; FormError where it holds none."""
    try:
        kept = json.loads(text)
    except ValueError as error:
        raise FormError(text[:SHOWN]) from error
    if not isinstance(kept, dict):
        raise FormError(text[:SHOWN])
    return kept


def read_again(
    form: type[Kept], kept: object, beside: Mapping[str, Any] | None = None, names: Mapping[str, Any] | None = None
) -> Kept:
    """The frozen value of the dataclass `form` as JSON kept it: tuples from lists, days and decimals from text.

    Fields with a default may be missing, and what stands there beside the fields is not read. `beside`: fields that are
    kept elsewhere, as they are; `names`: what the annotations name beside their module. FormError where anything is
    missing or of another kind.
    """
    if not isinstance(kept, dict):
        raise FormError(form.__name__)
    given, hints = beside or {}, get_type_hints(form, localns=dict(names or {}))
    told = {each.name: each.default for each in fields(cast("Any", form)) if each.name not in given}
    lacking = [name for name, default in told.items() if name not in kept and default is MISSING]
    if lacking:
        raise FormError(form.__name__, lacking)
    return form(**given, **{name: _read(hints[name], kept[name]) for name in told if name in kept})


def _read(form: Any, kept: Any) -> Any:
    inside, outside = get_args(form), get_origin(form)
    if isinstance(form, type) and is_dataclass(form):
        return read_again(form, kept)
    if outside is tuple and isinstance(kept, list):
        return tuple(_read(inside[0], one) for one in kept)
    if outside is dict and isinstance(kept, dict):
        return {name: _read(inside[1], one) for name, one in kept.items()}
    if NoneType in inside:
        return None if kept is None else _read(next(one for one in inside if one is not NoneType), kept)
    if outside is Literal and kept in inside:
        return kept
    return _plain(form, kept)


def _plain(form: Any, kept: Any) -> Any:
    """A single value of JSON; a whole number will do as a float."""
    if form is float and isinstance(kept, int | float) and not isinstance(kept, bool):
        return float(kept)
    if form in (int, str, bool) and type(kept) is form:
        return kept
    try:
        if form is date and isinstance(kept, str):
            return date.fromisoformat(kept)
        if form is Decimal and isinstance(kept, str):
            return Decimal(kept)
    except (ValueError, InvalidOperation) as error:
        raise FormError(kept) from error
    raise FormError(form, kept)
