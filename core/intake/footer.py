"""Rows after the data: blank ones, totals, and notes."""

from collections.abc import Sequence

from core.intake.cells import CellKind, cell_kind, filled, is_blank
from core.intake.header import TOTAL, filled_limit


def footer_reason(cells: Sequence[str], kinds: Sequence[CellKind], usual_filled: float) -> str | None:
    """Why a row at the end is not data: "blank", "total", "title" (a note), or None where it is data.

    `kinds` are the kinds of the columns, `usual_filled` how many cells a row usually fills. A total says so in one of
    its first filled cells and leaves a column empty that rows fill, or fills the date column with words.
    """
    if is_blank(cells):
        return "blank"
    texts = [cell.strip() for cell in cells if cell.strip()]
    says_total = any(TOTAL.fullmatch(text) for text in texts[:2])
    if says_total and (len(texts) < usual_filled or _words_for_dates(cells, kinds)):
        return "total"
    if len(texts) == 1 and usual_filled >= 3 and _is_note(cells, kinds):
        return "title"
    if len(kinds) == 1 and says_total and kinds[0] in {"number", "date"}:
        return "total"
    return None


def _words_for_dates(cells: Sequence[str], kinds: Sequence[CellKind]) -> bool:
    return any(kind == "date" and cell_kind(cell) == "text" for cell, kind in zip(cells, kinds, strict=False))


def _is_note(cells: Sequence[str], kinds: Sequence[CellKind]) -> bool:
    """One filled cell that is words: in the first columns, and long, with a blank or a colon, or not of its column."""
    place = next(column for column, cell in enumerate(cells) if cell.strip())
    text = cells[place].strip()
    if cell_kind(text) != "text" or place > 1:
        return False
    strange = place < len(kinds) and kinds[place] in {"number", "date"}
    return strange or len(cells) == 1 or any(sign in text for sign in ":： *※") or len(text) > 30


def usual_filled(rows: Sequence[Sequence[str]], width: int) -> float:
    """How many cells the middle one of the full rows fills."""
    counts = sorted(filled(row) for row in rows if filled(row) > filled_limit(width))
    return counts[len(counts) // 2] if counts else width
