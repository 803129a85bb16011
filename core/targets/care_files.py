"""The care plan as a file: a workbook, a table, a calendar or a page to print."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Literal

from core.settings import Settings
from core.targets.calendar import calendar_file
from core.targets.care_list import Row, care_events, care_frame, care_page, care_sheets
from core.text.words import Words

if TYPE_CHECKING:
    from core.metrics.caring.care import CarePlan

FileKind = Literal["xlsx", "csv", "ics", "html"]


def care_file(
    kind: FileKind,
    found: CarePlan,
    rows: Sequence[Row],
    words: Words,
    settings: Settings,
    name: str,
    revision: int,
    *,
    unmasked: bool = False,
) -> bytes:
    """The rows of the plan as the content of a file; XLSX has one sheet per salesperson, CSV one table of all.

    `name`: of the workspace; `revision`: its data version. Phones and addresses are hidden unless `unmasked`; a
    calendar holds none at all then.
    """
    from core.targets.export import export_csv, export_sheets

    if kind == "ics":
        events = care_events(found, rows, words, name, unmasked=unmasked)
        return calendar_file(events, words("Care plan"), found.basis.as_of, revision)
    if kind == "html":
        title = words("Whom do we call by {day}?", day=words.day(found.last_day))
        basis = words("{name} · as of {day}", name=settings.title or name, day=words.day(found.basis.as_of))
        return care_page(rows, words, settings, title, basis, unmasked=unmasked)
    made = BytesIO()
    if kind == "csv":
        export_csv(care_frame(rows, words, settings, unmasked=unmasked), made)
    else:
        sheets = care_sheets(rows, words, settings, unmasked=unmasked)
        export_sheets(sheets or [(words("Care plan"), care_frame((), words, settings))], made)
    return made.getvalue()
