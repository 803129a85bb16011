"""Frozen values written as JSON are read again as they were, or refused."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

import pytest

from core.store.forms import FormError, read_again, read_json


@dataclass(frozen=True)
class Part:
    kind: Literal["old", "new"]
    share: float | None
    note: str = ""


@dataclass(frozen=True)
class Whole:
    parts: tuple[Part, ...]
    by_name: dict[str, tuple[Part, ...]]
    day: date
    amount: Decimal
    count: int
    is_kept: bool
    beside: object


WHOLE = Whole(
    (Part("old", 0.5, "x"), Part("new", None)),
    {"a": (Part("old", 1.0),)},
    date(2024, 6, 30),
    Decimal("1.50"),
    3,
    True,
    7,
)


def kept(**changed: Any) -> dict[str, Any]:
    told = {name: value for name, value in asdict(WHOLE).items() if name != "beside"}
    return {**json.loads(json.dumps(told, default=str)), **changed}


def test_as_it_was() -> None:
    assert read_again(Whole, kept(), {"beside": 7}) == WHOLE
    assert read_again(Part, {"kind": "old", "share": 1, "gone": 2}) == Part("old", 1.0)


@pytest.mark.parametrize(
    "changed",
    [
        {"parts": None}, {"parts": "ab"}, {"parts": [1]}, {"parts": [{"kind": "old"}]},
        {"parts": [{"kind": "other", "share": 1}]}, {"parts": [{"kind": "old", "share": "1"}]}, {"by_name": []},
        {"day": "2024-13-01"}, {"day": 3}, {"amount": "much"}, {"amount": 1.5}, {"count": 1.5}, {"count": True},
        {"is_kept": 1},
    ],
)  # fmt: skip
def test_another_form_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(FormError):
        read_again(Whole, kept(**changed), {"beside": 7})


@pytest.mark.parametrize("text", ["", "{", "[]", "3", '{"a": }'])
def test_no_object(text: str) -> None:
    with pytest.raises(FormError):
        read_json(text)
