"""A table of codes as a table that a person reads: labels for codes, column headers in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from core.settings import Settings
from core.targets.fields import FIELDS
from core.text.labels import LABELS
from core.text.movement import code_label
from core.text.words import Words

if TYPE_CHECKING:
    import pandas as pd


def worded(table: pd.DataFrame, words: Words, settings: Settings) -> pd.DataFrame:
    """The same rows with labels instead of codes and headers in the reader's language; missing stays missing.

    Columns that no label is known for keep their name. Numbers and days stay numbers and days.
    """
    made = table.copy()
    for name in made.columns:
        if FIELDS.get(name) == "code":
            made[name] = [_label(name, code, words, settings) for code in made[name]]
    return made.rename(columns={name: header(name, words) for name in made.columns})


def header(column: str, words: Words) -> str:
    """The header of a column: its label, or "Reason" and "Suggested action" for what lists add."""
    if column in _ADDED:
        return words(_ADDED[column])
    return words.code("column", column) if column in LABELS["column"] else column


_ADDED = {"reason": "Reason", "action": "Suggested action"}


def plain(table: pd.DataFrame) -> pd.DataFrame:
    """The same rows as values of Python, with None for what is missing."""
    return table.astype(object).where(table.notna(), None)


def rows_of(table: pd.DataFrame, names: Iterable[str]) -> Iterator[dict[str, object]]:
    """The rows as values of Python, of these columns where they are there; column by column, which is much quicker."""
    present = [name for name in dict.fromkeys(names) if name in table.columns]
    columns = [table[name].astype(object).where(table[name].notna(), None).to_numpy(dtype=object) for name in present]
    if not columns:
        yield from ({} for _ in range(len(table)))
        return
    for values in zip(*(column.tolist() for column in columns), strict=True):
        yield dict(zip(present, values, strict=True))


def whole(table: pd.DataFrame) -> pd.DataFrame:
    """The same rows with whole numbers as such, also where some are missing (pandas makes floats of those)."""
    names = [name for name in table.columns if FIELDS.get(name) in {"level", "number"} or name == "rank"]
    return table.astype(dict.fromkeys(names, "Int64"))


def _label(column: str, code: object, words: Words, settings: Settings) -> str | None:
    if not isinstance(code, str):
        return None
    return code_label(words, column, code, settings)
