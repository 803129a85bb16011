"""Rows after the data: blank ones, totals, and notes."""

import re
from collections.abc import Sequence

from core.intake.columns.cells import CellKind, bare, cell_kind, filled, is_blank
from core.intake.columns.header import TOTAL
from core.intake.columns.header_rows import filled_limit


def footer_reason(cells: Sequence[str], kinds: Sequence[CellKind], usual_filled: float) -> str | None:
    """Why a row at the end is not data: "blank", "total", "title" (a note), or None where it is data.

    `kinds` are the kinds of the columns, `usual_filled` how many cells a row usually fills. A total says so in one of
    its first filled cells and leaves a column empty that rows fill, or fills the date column with words. A line of
    signatures is a note of several cells.
    """
    if is_blank(cells):
        return "blank"
    texts = bare(cells)
    says_total = any(_says_total(place, texts) for place in range(min(2, len(texts))))
    if says_total and (len(texts) < usual_filled or _words_for_dates(cells, kinds)):
        return "total"
    if len(texts) == 1 and usual_filled >= 3 and _is_note(cells, kinds):
        return "title"
    if 2 <= len(texts) < usual_filled and _is_signed(texts):
        return "title"
    if len(kinds) == 1 and says_total and kinds[0] in {"number", "date"}:
        return "total"
    return None


NAME = re.compile(
    r"(?:totals?|sum)\s+(?!(?:amounts?|sales|revenues?|turnover|values?|prices?|costs?|orders?|quantit\w+|due|net|gross"
    r"|for|of|in|by|per|incl\w*|excl\w*|usd|eur|gbp|cny|rmb|hkd)\b)[^\W\d].*",
    re.IGNORECASE,
)
"""May be a total of something or the name of someone: Total Germany, Total Energies."""


def _says_total(place: int, texts: Sequence[str]) -> bool:
    """Whether a cell says that its row is a total; one that may be a name does so beside numbers only."""
    if not TOTAL.fullmatch(texts[place]):
        return False
    others = [*texts[:place], *texts[place + 1 :]]
    return not NAME.fullmatch(texts[place]) or all(cell_kind(other) == "number" for other in others)


PAGE = re.compile(r"-*\s*(?:page\s*\d+(?:\s*(?:of|/)\s*\d+)?|第\s*\d+\s*页.{0,12})\s*-*", re.IGNORECASE)
SUBTOTAL = re.compile(
    r"(?:.*[\s\d\u3400-\u9fff])?(?:小计|小計|合计|合計|总计|總計|汇总|匯總|sub-?total|totals?)\s*[:：]?", re.IGNORECASE
)


def is_page(cells: Sequence[str]) -> bool:
    """Whether a row is the number of a page and nothing else."""
    texts = bare(cells)
    return len(texts) == 1 and bool(PAGE.fullmatch(texts[0]))


def may_be_total(text: str) -> bool:
    """Whether a line can be a total at all: quick, for lines that are not taken apart."""
    return "计" in text or "otal" in text or "計" in text or "汇总" in text or "匯總" in text or "OTAL" in text


def is_subtotal(cells: Sequence[str], kinds: Sequence[CellKind], usual_filled: float) -> bool:
    """Whether a row amid the data is certainly a total: the first filled cell says so, the others are numbers.

    It fills two cells less than usual, or one less where it leaves the date out.
    """
    texts = bare(cells)
    if len(texts) < 2 or not SUBTOTAL.fullmatch(texts[0]) or any(cell_kind(text) != "number" for text in texts[1:]):
        return False
    undated = any(
        kind == "date" and (column >= len(cells) or cell_kind(cells[column]) in {"empty", "text"})
        for column, kind in enumerate(kinds)
    )
    return len(texts) <= usual_filled - (1 if undated else 2)


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


LABELLED = re.compile(r"[^\W\d][^:：\d]{0,15}[:：].*", re.DOTALL)


def _is_signed(texts: Sequence[str]) -> bool:
    """Who made a sheet, checked and printed it, and when: each cell has its label, or the cell before it is one."""
    before = ("", *texts)
    return all(
        LABELLED.fullmatch(text) or last.endswith((":", "：")) for last, text in zip(before, texts, strict=False)
    )


def usual_filled(rows: Sequence[Sequence[str]], width: int) -> float:
    """How many cells the middle one of the full rows fills."""
    counts = sorted(filled(row) for row in rows if filled(row) > filled_limit(width))
    return counts[len(counts) // 2] if counts else width
