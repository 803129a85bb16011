"""Files that were dropped and not yet imported: spooled to disk at once, looked at again only when need be."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import streamlit as st

from core.errors import CoreError
from core.intake.batches import inspect_file
from core.intake.reading import Hints
from core.intake.receipts import Inspection, Matching
from core.intake.uploads import opened
from core.intake.validation import Choices
from core.schema import Kind
from core.store.workspace import Workspace
from pages.shared import state

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

DROPPED = "dropped_files"
ROUND = "upload_round"
INCOMING = ".incoming"
KEEP_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Wish:
    """What the reader decided about one table of a file. `columns`: canonical column -> header, all that are used."""

    kind: Kind | None = None
    columns: dict[str, str] = field(default_factory=dict)
    choices: Choices = field(default_factory=Choices)
    left_out: bool = False


@dataclass
class Dropped:
    """One file on its way in. `wishes` by sheet (None for a text file); `looked_at`: for what it was last read.

    `opened`: it is known to be no archive, or it came out of one, where `ignored` was left by a system.
    """

    key: str
    file_name: str
    path: Path
    hints: Hints = field(default_factory=Hints)
    wishes: dict[str | None, Wish] = field(default_factory=dict)
    matching: Matching = "refuse"
    inspections: list[Inspection] = field(default_factory=list)
    error: CoreError | None = None
    looked_at: str = ""
    opened: bool = False
    ignored: tuple[str, ...] = ()

    @property
    def used(self) -> list[Inspection]:
        """The tables that will be written."""
        return [found for found in self.inspections if not found.ignored]

    @property
    def problem(self) -> CoreError | None:
        """Why the file cannot be imported as it stands; None where it can."""
        found = self.error or next((item.error for item in self.used if item.error), None)
        if found is None and not self.used:
            return CoreError("nothing_recognised")
        return found

    @property
    def known(self) -> Inspection | None:
        """The table that stands already, from the same file."""
        return next((item for item in self.used if item.known), None)

    @property
    def ready(self) -> bool:
        """Nothing has to be asked any more."""
        asked = any(item.matches for item in self.used) and self.matching == "refuse"
        return self.problem is None and self.known is None and not asked


def dropped_files() -> list[Dropped]:
    """The files of this session on their way in."""
    found: list[Dropped] = st.session_state.setdefault(DROPPED, [])
    return found


def uploader_key() -> str:
    """The key of the uploader: a new one after each drop, so that nothing stays in memory."""
    return f"upload_{st.session_state.get(ROUND, 0)}"


def take_uploads(uploads: list[UploadedFile]) -> None:
    """Write uploads to disk and let go of them; the uploader is empty again on the next rerun."""
    folder = state.home() / INCOMING
    folder.mkdir(parents=True, exist_ok=True)
    _sweep(folder)
    for upload in uploads:
        key = uuid4().hex
        path = folder / key
        with path.open("wb") as file:
            shutil.copyfileobj(upload, file, 1 << 20)
        dropped_files().append(Dropped(key, Path(upload.name).name, path))
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1


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
    """Take files off the list and off the disk."""
    for dropped in files:
        dropped.path.unlink(missing_ok=True)
    st.session_state[DROPPED] = [dropped for dropped in dropped_files() if dropped not in files]


def look_at(workspace: Workspace, dropped: Dropped) -> None:
    """Read a file as it is wished, where that has not been done for these wishes and these data."""
    mark = repr((str(workspace.folder), workspace.data_version, dropped.hints, dropped.wishes))
    if dropped.looked_at == mark:
        return
    dropped.looked_at, dropped.error = mark, None
    try:
        dropped.inspections = _inspected(workspace, dropped)
    except CoreError as error:
        dropped.inspections, dropped.error = [], error


def _inspected(workspace: Workspace, dropped: Dropped) -> list[Inspection]:
    whole = dropped.wishes.get(None, Wish())
    found = inspect_file(
        workspace,
        dropped.path,
        dropped.file_name,
        kind=whole.kind,
        hints=dropped.hints,
        columns=whole.columns,
        choices=whole.choices,
    )
    return [_as_wished(workspace, dropped, item) for item in found]


def _as_wished(workspace: Workspace, dropped: Dropped, found: Inspection) -> Inspection:
    """A sheet with its own wishes is read by itself; one that is left out stays as it is."""
    sheet = found.table.sheet
    wish = dropped.wishes.get(sheet)
    if wish is None or sheet is None:
        return found
    if wish.left_out:
        return replace(found, ignored=True, error=None)
    hints = replace(dropped.hints, sheet=sheet)
    return inspect_file(
        workspace,
        dropped.path,
        dropped.file_name,
        kind=wish.kind,
        hints=hints,
        columns=wish.columns,
        choices=wish.choices,
    )[0]


def wish(dropped: Dropped, found: Inspection, *, alone: bool = False, **changes: object) -> None:
    """Change what is wished for a table, and for the other dropped tables with the same columns unless `alone`."""
    for other in dropped_files():
        for item in other.inspections:
            itself = other is dropped and item is found
            if itself or (not alone and item.table.columns == found.table.columns):
                now = other.wishes.get(item.table.sheet, Wish())
                other.wishes[item.table.sheet] = replace(now, **changes)  # type: ignore[arg-type]
