"""What was dropped together: every file looked at, and files that complete each other put into one parcel."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import CoreError
from core.intake.batching.batch_log import batches
from core.intake.batching.receipts import Inspection, Mode
from core.intake.batching.repair import repair_of
from core.intake.columns.survey_headers import without_second_header
from core.intake.drops.completing import complete
from core.intake.drops.halves import error_of_half
from core.intake.drops.seen import Seen, Together, Wish
from core.intake.files.reading import Hints, TextTable, read_tables
from core.intake.files.uploads import Upload, keep_upload
from core.intake.planning.inspection import counted, ignored_when_foreign, inspect_table
from core.intake.rows.remarks import remarked

if TYPE_CHECKING:
    from core.store.workspace import Workspace


Progress = Callable[[float, str], None]


def _silent(_share: float, _file: str) -> None:
    return


@dataclass(frozen=True)
class Offer:
    """A file as it is offered. `wishes` by sheet; those under None hold for every table without its own."""

    path: Path
    file_name: str
    hints: Hints = field(default_factory=Hints)
    wishes: Mapping[str | None, Wish] = field(default_factory=dict)

    def wish(self, sheet: str | None) -> Wish:
        """What is wished for a table."""
        return self.wishes.get(sheet) or self.wishes.get(None) or Wish()


@dataclass(frozen=True)
class Parcel:
    """One file, or files that complete each other: written as one batch or not at all.

    `places`: which of the offered files they are; `files`: the tables of each.
    `error`: why the file is no table at all.
    """

    places: tuple[int, ...]
    files: tuple[tuple[Inspection, ...], ...] = ()
    error: CoreError | None = None

    @property
    def inspections(self) -> tuple[Inspection, ...]:
        """All tables."""
        return tuple(found for file in self.files for found in file)

    @property
    def covers(self) -> bool:
        """Whether it can be written and brings lines, whose months others may be replaced in."""
        can_be = not self.error and not any(found.error or found.known for found in self.inspections)
        return can_be and any(found.brings_lines for found in self.inspections)


def inspect_files(
    workspace: Workspace,
    offers: Sequence[Offer],
    *,
    declined: Collection[str] = (),
    full: bool = True,
    progress: Progress = _silent,
) -> list[Parcel]:
    """What is in the files, before anything is written; in the order of their first files.

    Tables that only together make order lines are joined; `declined` names the files ("a.csv", "a.xlsx · Sheet") that
    shall lend nothing. With `full` every row is checked and counted. Nothing is raised for what one file is.
    `progress` is told how far it has come (0-1) and which file is at hand. Tables may stand in copies for the engine:
    `let_go` takes them away.
    """
    copies: list[Path] = []
    seen, unreadable = _read_all(workspace, offers, copies, progress)
    apart = Together(range(len(offers)))
    if len(seen) > 1:
        complete(workspace, [item for item in seen if not item.found.completes], declined, apart)
    for number, item in enumerate(seen):
        progress((1 + number / len(seen)) / 2, item.upload.file_name)
        foreign = sum(other.offer == item.offer for other in seen) > 1 and item.wish.kind is None
        if foreign and any(other.found.error is None for other in seen if other.offer == item.offer):
            item.found = ignored_when_foreign(item.found)
        if half := error_of_half(item):
            item.found = replace(item.found, error=half)
        if not item.found.error and not item.found.ignored:
            item.found = remarked(workspace, counted(workspace, item.found) if full else item.found)
    _mark_known(workspace, seen)
    for copy in set(copies) - {item.found.table.path for item in seen}:
        copy.unlink(missing_ok=True)
    return _parcels(len(offers), seen, unreadable, apart)


def written_together(brings_lines: Sequence[bool], mode: Mode) -> list[list[int]]:
    """Which parcels are written as one batch, by place; `brings_lines`: those that can be written and bring lines.

    Each by itself; where months are replaced those that bring lines are one: none replaces what another brought.
    """
    as_one = [place for place, brings in enumerate(brings_lines) if brings and mode == "replace-months"]
    alone = [[place] for place in range(len(brings_lines)) if place not in as_one]
    return [as_one, *alone] if as_one else alone


def as_written(parcels: Sequence[Parcel], mode: Mode) -> list[Parcel]:
    """The parcels as they are written."""
    groups = [[parcels[place] for place in places] for places in written_together([p.covers for p in parcels], mode)]
    return [
        Parcel(
            tuple(place for parcel in group for place in parcel.places),
            tuple(file for parcel in group for file in parcel.files),
            group[0].error,
        )
        for group in groups
    ]


def let_go(inspections: Iterable[Inspection]) -> None:
    """Take away the copies in which tables stand, when these are imported or given up."""
    for found in inspections:
        if found.table.path != found.upload.path:
            found.table.path.unlink(missing_ok=True)


def _parcels(count: int, seen: Sequence[Seen], unreadable: Mapping[int, CoreError], apart: Together) -> list[Parcel]:
    members: dict[int, list[int]] = {}
    for number in range(count):
        members.setdefault(apart.root(number), []).append(number)
    return [
        Parcel(
            tuple(places),
            tuple(tuple(item.found for item in seen if item.offer == place) for place in places),
            unreadable.get(first),
        )
        for first, places in members.items()
    ]


def _read_all(
    workspace: Workspace, offers: Sequence[Offer], copies: list[Path], progress: Progress
) -> tuple[list[Seen], dict[int, CoreError]]:
    seen: list[Seen] = []
    unreadable: dict[int, CoreError] = {}
    for number, offer in enumerate(offers):
        progress(number / len(offers) / 2, offer.file_name)
        try:
            upload, tables = _kept(workspace, offer)
            copies += [table.path for table in tables if table.path != upload.path]
            for table in map(without_second_header, tables):
                wish = offer.wish(table.sheet)
                found = repair_of(workspace, upload, table) or inspect_table(
                    workspace, upload, table, wish.kind, wish.columns, wish.choices
                )
                seen.append(Seen(number, upload, found.table, wish, replace(found, ignored=wish.left_out)))
        except CoreError as error:
            unreadable[number] = error
            seen = [item for item in seen if item.offer != number]
    return seen, unreadable


def _kept(workspace: Workspace, offer: Offer) -> tuple[Upload, list[TextTable]]:
    """An offered file as it is kept, and its tables."""

    def read(path: Path) -> tuple[Path, list[TextTable]]:
        return path, read_tables(path, offer.file_name, workspace.spool, offer.hints)

    upload, (path, tables) = keep_upload(workspace, offer.path, offer.file_name, read)
    return upload, [replace(table, path=upload.path) if table.path == path else table for table in tables]


def _mark_known(workspace: Workspace, seen: Sequence[Seen]) -> None:
    """Note the standing batch of every table that is there already."""
    standing = {(batch.content_hash, batch.sheet): batch for batch in batches(workspace) if not batch.undone_at}
    for item in seen:
        known = standing.get((item.upload.content_hash, item.found.table.sheet))
        item.found = replace(item.found, known=known)
