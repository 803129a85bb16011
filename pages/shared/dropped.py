"""Files that were dropped and not yet imported: spooled to disk at once, looked at again only when need be."""

from __future__ import annotations

import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import streamlit as st

from core.errors import CoreError
from core.intake.batching.foreseen import Answered, foresee
from core.intake.batching.receipts import Inspection, Matching, Mode
from core.intake.drops.drops import let_go
from core.intake.drops.seen import Wish
from core.intake.files.reading import Hints
from core.intake.files.uploads import opened
from core.store.disk import saving
from core.store.workspace import Workspace
from pages.shared import state

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

DROPPED = "dropped_files"
DECLINED = "declined_joins"
COMMON = "common_lines"
CHANGED = "changed_orders"
ROUND = "upload_round"
INCOMING = ".incoming"
KEEP_SECONDS = 24 * 3600


@dataclass
class Dropped:
    """One file on its way in. `wishes` by sheet (None for a text file); `looked_at`: for what it was last read.

    `times_reread`: how often a person has had it read again.
    `parcel`: the key of the first of the files that complete each other; its own where it stands alone.
    `opened`: it is known to be no archive, or it came out of one, where `ignored` was left by a system.
    `twice`: by sheet, what stood against totals of orders when lines that were dropped with them were imported.
    """

    key: str
    file_name: str
    path: Path
    hints: Hints = field(default_factory=Hints)
    times_reread: int = 0
    wishes: dict[str | None, Wish] = field(default_factory=dict)
    matching: Matching = "refuse"
    inspections: list[Inspection] = field(default_factory=list)
    error: CoreError | None = None
    looked_at: str = ""
    parcel: str = ""
    opened: bool = False
    ignored: tuple[str, ...] = ()
    twice: dict[str | None, CoreError] = field(default_factory=dict)

    @property
    def used(self) -> list[Inspection]:
        """The tables that will be written."""
        return [found for found in self.inspections if not found.ignored]

    @property
    def known(self) -> Inspection | None:
        """The table that stands already, from the same file; one that only lends may stand."""
        return next((item for item in self.used if item.known and not item.lent), None)


@dataclass(frozen=True)
class Parcel:
    """One dropped file, or those that complete each other and are imported as one."""

    files: tuple[Dropped, ...]

    @property
    def key(self) -> str:
        """What names it among the others."""
        return self.files[0].key

    @property
    def used(self) -> list[Inspection]:
        """The tables that will be written."""
        return [found for dropped in self.files for found in dropped.used]

    @property
    def known(self) -> Inspection | None:
        """A table that stands already."""
        return next((dropped.known for dropped in self.files if dropped.known), None)

    @property
    def unreadable(self) -> bool:
        """No file of it is a table at all; there is nothing to answer."""
        return all(dropped.error for dropped in self.files)

    @property
    def problem(self) -> CoreError | None:
        """Why it cannot be imported as it stands; None where it can."""
        errors = [dropped.error for dropped in self.files] + [found.error for found in self.used]
        found = next((error for error in errors if error), None)
        return found if found or self.used else CoreError("nothing_recognised")

    @property
    def ready(self) -> bool:
        """Nothing has to be asked any more."""
        asked = any(item.foreseen.matches for item in self.used) and self.files[0].matching == "refuse"
        return self.problem is None and self.known is None and not asked


def parcels() -> list[Parcel]:
    """The dropped files as they go together, in the order of their first files."""
    found: dict[str, list[Dropped]] = {}
    for dropped in dropped_files():
        found.setdefault(dropped.parcel or dropped.key, []).append(dropped)
    return [Parcel(tuple(files)) for files in found.values()]


def foresee_lines(found: Sequence[Parcel], mode: Mode) -> None:
    """Note of each table which of its lines will be there when its turn comes, after what was said so far."""
    said = [[Answered(dropped.inspections, dropped.matching) for dropped in parcel.files] for parcel in found]
    for parcel, files in zip(found, foresee(st.session_state.get(COMMON, []), said, mode), strict=True):
        for dropped, tables in zip(parcel.files, files, strict=True):
            dropped.inspections = tables


def dropped_files() -> list[Dropped]:
    """The files of this session on their way in."""
    found: list[Dropped] = st.session_state.setdefault(DROPPED, [])
    return found


def uploader_limit_mb() -> int:
    """How large a file the page takes: it is held in memory until it is spooled, unlike one of the command line."""
    limit: int = st.get_option("server.maxUploadSize")
    return limit


def uploader_key() -> str:
    """The key of the uploader: a new one after each drop, so that nothing stays in memory."""
    return f"upload_{st.session_state.get(ROUND, 0)}"


def take_uploads(uploads: list[UploadedFile]) -> None:
    """Write uploads to disk and let go of them; the uploader is empty again on the next rerun.

    Errors: WorkspaceError `disk_full`, `place_closed`; what could not be written stays in the uploader.
    """
    folder = state.home() / INCOMING
    with saving(folder):
        folder.mkdir(parents=True, exist_ok=True)
    _sweep(folder)
    for upload in uploads:
        key = uuid4().hex
        path = folder / key
        with saving(folder):
            _write_down(upload, path)
        dropped_files().append(Dropped(key, Path(upload.name).name, path))
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1


def _write_down(upload: UploadedFile, path: Path) -> None:
    try:
        with path.open("wb") as file:
            shutil.copyfileobj(upload, file, 1 << 20)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def open_archives(workspace: Workspace) -> None:
    """Put the files of each dropped archive in its place; one that cannot be opened stays, and says why."""
    found = [part for dropped in dropped_files() for part in _opened(workspace, dropped)]
    st.session_state[DROPPED] = found


def _opened(workspace: Workspace, dropped: Dropped) -> list[Dropped]:
    if dropped.opened:
        return [dropped]
    dropped.opened = True
    with opened(workspace, [(dropped.path, dropped.file_name)]) as (drop,):
        if drop.error or drop.parts[0].path == dropped.path:
            return [dropped]
        parts = []
        for part in drop.parts:
            key = uuid4().hex
            path = dropped.path.with_name(key)
            shutil.move(part.path, path)
            parts.append(Dropped(key, part.file_name, path, opened=True))
    parts[0].ignored = drop.ignored
    dropped.path.unlink(missing_ok=True)
    return parts


def _sweep(folder: Path) -> None:
    """Files of sessions that ended before they imported."""
    for path in folder.iterdir():
        if time.time() - path.stat().st_mtime > KEEP_SECONDS:
            path.unlink(missing_ok=True)


def forget(files: list[Dropped]) -> None:
    """Take files off the list and off the disk, with the copies in which their tables stand."""
    for dropped in files:
        let_go(dropped.inspections)
        dropped.path.unlink(missing_ok=True)
    st.session_state[DROPPED] = [dropped for dropped in dropped_files() if dropped not in files]
    if not dropped_files():
        st.session_state.pop(DECLINED, None)


def keep_asking(written: Sequence[Parcel]) -> None:
    """Of the files that are left: totals whose lines may be in what was `written` would count twice all the same."""
    if not any(item.plan.kind == "sales" for parcel in written for item in parcel.used):
        return
    for dropped in dropped_files():
        for item in dropped.used:
            if item.error and item.error.code == "orders_twice":
                dropped.twice[item.table.sheet] = item.error


def still_asked(dropped: Dropped, found: Inspection) -> Inspection:
    """The table with what was asked before its lines were imported, until a person says that both count."""
    answered = found.table.source in declined() or found.plan.kind != "sales"
    if found.error or found.ignored or answered:
        return found
    return replace(found, error=dropped.twice.get(found.table.sheet))


def declined() -> set[str]:
    """The files and sheets, as a person knows them, that shall lend nothing to others."""
    found: set[str] = st.session_state.setdefault(DECLINED, set())
    return found


def wish(dropped: Dropped, found: Inspection, *, alone: bool = False, **changes: object) -> None:
    """Change what is wished for a table, and for the other dropped tables with the same columns unless `alone`."""
    for other in dropped_files():
        for item in other.inspections:
            itself = other is dropped and item is found
            if itself or (not alone and item.table.columns == found.table.columns):
                now = other.wishes.get(item.table.sheet, Wish())
                other.wishes[item.table.sheet] = replace(now, **changes)  # type: ignore[arg-type]
