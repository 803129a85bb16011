"""A list on its way out: who is in the file, phones and addresses hidden or not, and a sheet that says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from core.errors import QuestionError
from core.settings import Settings
from core.targets.column_sets import COMPOSED, ColumnSet, arranged, reach_headers, share_headers
from core.targets.export import Target, export_csv, export_xlsx
from core.targets.masking import masked
from core.targets.wording import rows_of
from core.text.words import Words

if TYPE_CHECKING:
    import pandas as pd

HELD_BACK = "held_back"
ENDINGS = ("csv", "xlsx")
LEFT_OUT: dict[str, tuple[str, str]] = {
    "held_back": (
        "{count} customer is held back for comparison and is not in this file.",
        "{count} customers are held back for comparison and are not in this file.",
    ),
    "opted_out": (
        "{count} customer has opted out and is left out.",
        "{count} customers have opted out and are left out.",
    ),
    "number": (
        "{count} customer without a mobile number is left out.",
        "{count} customers without a mobile number are left out.",
    ),
    "email": (
        "{count} customer without an e-mail address is left out.",
        "{count} customers without an e-mail address are left out.",
    ),
}
"""Why a customer of the list is not in the file, in the order in which it is asked; each counts once."""


@dataclass(frozen=True)
class ListFile:
    """What goes out. `left_out`: how many customers by `LEFT_OUT`, above 0; `chosen_by`: the rules in words."""

    name: str
    columns: ColumnSet
    unmasked: bool
    frame: pd.DataFrame
    left_out: dict[str, int]
    as_of: date
    chosen_by: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """How many customers are in the file."""
        return len(self.frame)

    @property
    def held_back(self) -> int:
        """How many are kept out of it so that the rest can be compared with them."""
        return self.left_out.get(HELD_BACK, 0)


def list_file(
    table: pd.DataFrame,
    chosen: ColumnSet,
    *,
    name: str,
    as_of: date,
    words: Words,
    settings: Settings,
    unmasked: bool = False,
    chosen_by: Sequence[str] = (),
) -> ListFile:
    """The file of a list for one use, from the `sources` of its column set with `reason`, `action` and maybe `arm`.

    Phones and addresses of mail are hidden in every column unless `unmasked`.
    """
    left_out: dict[str, int] = {}
    goes = []
    asked = COMPOSED[chosen.needs][0] if chosen.needs in COMPOSED else (chosen.needs or "arm",)
    for row in rows_of(table, ("arm", "opted_out", *asked)):
        why = _why_not(row, chosen, words, settings)
        goes.append(why is None)
        if why is not None:
            left_out[why] = left_out.get(why, 0) + 1
    frame = arranged(table.loc[goes].reset_index(drop=True), chosen, words, settings)
    if not unmasked:
        frame = masked(frame, *reach_headers(chosen, words))
    counts = {why: left_out[why] for why in LEFT_OUT if why in left_out}
    return ListFile(name, chosen, unmasked, frame, counts, as_of, tuple(chosen_by))


def _why_not(row: dict[str, object], chosen: ColumnSet, words: Words, settings: Settings) -> str | None:
    """Why a customer is left out, a key of `LEFT_OUT`; None where it is not."""
    if row.get("arm") == HELD_BACK:
        return HELD_BACK
    if chosen.asks_consent and row.get("opted_out") is True:
        return "opted_out"
    if chosen.needs is None:
        return None
    made = COMPOSED[chosen.needs][1](row, words, settings) if chosen.needs in COMPOSED else row.get(chosen.needs)
    return None if str(made or "").strip() else chosen.needs


def left_out_words(file: ListFile, words: Words) -> list[str]:
    """Who is not in the file, one sentence per reason."""
    return [words.plural(*LEFT_OUT[why], count) for why, count in file.left_out.items()]


def notes(file: ListFile, words: Words) -> list[tuple[str, str]]:
    """What the second sheet says: label and text, line by line."""
    lines = [(words("List"), file.name), (words("Made for"), words.code("column_set", file.columns.code))]
    lines.append((words("As of"), words.day(file.as_of)))
    lines += [(words("Chosen by"), sentence) for sentence in file.chosen_by]
    lines.append((words("In this file"), words.plural("{count} customer", "{count} customers", file.rows)))
    lines += [(words("Not in this file"), sentence) for sentence in left_out_words(file, words)]
    lines.append((words("Phones and e-mail addresses"), words("readable") if file.unmasked else words("hidden")))
    return lines


def write_list(file: ListFile, target: Target, ending: str, words: Words) -> None:
    """Write the file as CSV or XLSX; the workbook has a second sheet with `notes`.

    Errors: QuestionError `file_ending`, and those of `core.targets.export`.
    """
    if ending not in ENDINGS:
        raise QuestionError("file_ending", file=file.name, endings=", ".join(ENDINGS))
    if ending == "csv":
        export_csv(file.frame, target)
        return
    said = (words("Notes"), notes(file, words))
    export_xlsx(file.frame, target, file.name, shares=share_headers(file.columns, words), notes=said)
