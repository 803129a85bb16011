"""Which lines of a drop will be there already when their turn comes: worked out before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.intake.batching.common_lines import CommonLines
    from core.intake.batching.receipts import Inspection, Matching, Mode


@dataclass(frozen=True)
class Foreseen:
    """Lines of a table that are there already when its turn comes.

    `doubles`: so says their order; `matches`: so they look, which only a person can judge. `standing`: how many of both
    the workspace holds; the others stand in `files` of the drop before it, or twice in its own by their line id.
    `skipped`: how many are skipped after what was said of them, by month in `months`; `met`: how many of these the
    workspace does not hold yet.
    """

    doubles: int = 0
    matches: int = 0
    standing: int = 0
    skipped: int = 0
    met: int = 0
    files: tuple[str, ...] = ()
    months: Mapping[date, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Answered:
    """The tables of one file, and what was said of its lines that look like others."""

    tables: Sequence[Inspection]
    matching: Matching


def foresee(
    common: Sequence[CommonLines], parcels: Sequence[Sequence[Answered]], mode: Mode
) -> list[list[list[Inspection]]]:
    """The tables of each file of each parcel with what is foreseen of them; the parcels in the order of their turns.

    A parcel that cannot be written, or whose matches nobody has judged, leaves nothing for those after it.
    """
    asked = _turns(common, parcels, _months(parcels) if mode == "replace-months" else set())
    if mode == "add":
        return [files for files, _ in asked]
    written = [parcel for parcel, (_, is_written) in zip(parcels, asked, strict=True) if is_written]
    settled = _turns(common, parcels, _months(written))
    return [then if is_written else files for (files, is_written), (then, _) in zip(asked, settled, strict=True)]


def _turns(
    common: Sequence[CommonLines], parcels: Sequence[Sequence[Answered]], leaving: set[date]
) -> list[tuple[list[list[Inspection]], bool]]:
    """The parcels with what is foreseen, and whether each will be written; lines of months that are `leaving` are gone.

    What is asked about lines without an order id does not depend on the months of other files: they have their own.
    """
    now = _State([_Line(each, 0 if each.standing_month in leaving else each.standing) for each in common])
    found = []
    for parcel in parcels:
        after = now.copy()
        files = [after.take(file) for file in parcel]
        tables = [(table, file.matching) for file, tables in zip(parcel, files, strict=True) for table in tables]
        is_written = all(
            _can_be(table) and not (table.foreseen.matches and matching == "refuse") for table, matching in tables
        )
        found.append((files, is_written))
        now = after if is_written else now
    return found


def _months(parcels: Sequence[Sequence[Answered]]) -> set[date]:
    tables = [table for parcel in parcels if all(map(_can_be, _tables(parcel))) for table in _tables(parcel)]
    return {month for table in tables if table.brings_lines and table.totals for month, *_ in table.totals.months}


def _tables(parcel: Sequence[Answered]) -> list[Inspection]:
    return [table for file in parcel for table in file.tables]


def _can_be(table: Inspection) -> bool:
    return table.ignored or not (table.error or (table.known and not table.lent))


@dataclass
class _Line:
    """Lines in common as they stand when a file has its turn: in the workspace, and in the files before it."""

    common: CommonLines
    standing: int
    dropped: int = 0
    files: tuple[str, ...] = ()

    def there(self, times: int, above: int) -> tuple[int, int]:
        """How many of a table's `times` are there already, and how many of these in the workspace.

        `above`: how many the tables above it in its file hold; equal lines of one file are different lines.
        """
        if self.common.judged_by == "line_id":
            if self.standing:
                return times, times
            return (times, 0) if self.dropped or above else (times - 1, 0)
        there, standing = (
            max(min(above + times, most) - above, 0) for most in (max(self.standing, self.dropped), self.standing)
        )
        return there, standing


class _State:
    """What stands while the files of a drop have their turns."""

    def __init__(self, lines: list[_Line], written: Mapping[str, str] | None = None) -> None:
        self.lines = lines
        self.written = dict(written or {})  # by token: the file of a table

    def copy(self) -> _State:
        """The same, to be thrown away where a parcel is not written."""
        return _State([replace(line) for line in self.lines], self.written)

    def take(self, file: Answered) -> list[Inspection]:
        """A file's turn: its tables with what is foreseen of them."""
        above: Counter[int] = Counter()
        found = []
        for table in file.tables:
            if not table.brings_lines or table.totals is None:
                found.append(replace(table, foreseen=Foreseen()))
            elif table.token in self.written:
                found.append(replace(table, foreseen=self._copy_of(table)))
            else:
                found.append(replace(table, foreseen=self._judged(table, file.matching, above)))
        for table in found:
            if table.brings_lines:
                self.written.setdefault(table.token, table.upload.file_name)
        for place, times in above.items():
            line = self.lines[place]
            line.dropped = max(line.dropped, times)
            line.files = (*line.files, file.tables[0].upload.file_name)
        return found

    def _copy_of(self, table: Inspection) -> Foreseen:
        """A table that came before in the drop is not written again."""
        months = {month: lines for month, lines, *_ in table.totals.months} if table.totals else {}
        lines = sum(months.values())
        return Foreseen(doubles=lines, skipped=lines, met=lines, files=(self.written[table.token],), months=months)

    def _judged(self, table: Inspection, matching: Matching, above: Counter[int]) -> Foreseen:
        counts: Counter[str] = Counter()
        months: Counter[date] = Counter()
        files: dict[str, None] = {}
        for place, line in enumerate(self.lines):
            times = line.common.times.get(table.token, 0)
            if not times:
                continue
            there, standing = (each * line.common.lines for each in line.there(times, above[place]))
            above[place] += times
            by_looks = line.common.judged_by == "looks"
            counts["matches" if by_looks else "doubles"] += there
            counts["standing"] += standing
            if there > standing:
                files |= dict.fromkeys(line.files)
            if not by_looks or matching == "skip":
                counts["skipped"] += there
                counts["met"] += there - standing
                months[line.common.month] += there
        return Foreseen(**counts, files=tuple(files), months=+months)
