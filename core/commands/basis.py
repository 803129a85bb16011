"""What a figure stands on, as every figure command says it first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.text.words import Words

if TYPE_CHECKING:
    from core.metrics.question import Basis


def basis_data(basis: Basis) -> dict[str, Any]:
    """The day, the window (null for all) and how returns count."""
    return {"as_of": basis.as_of.isoformat(), "window_months": basis.window_months, "refunds": basis.refunds}


def basis_line(basis: Basis, words: Words) -> str:
    """The same on one line for a person."""
    window = (
        words("all months")
        if basis.window_months is None
        else words.plural("{count} month", "{count} months", basis.window_months)
    )
    return f"{words.day(basis.as_of)} · {window} · {words.code('refunds', basis.refunds)}"
