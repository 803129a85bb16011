"""A process that imports, replaces, undoes, backs up and restores without end, and says what it begins and has done."""

from __future__ import annotations

import random
import threading
import time
from multiprocessing.connection import Connection
from pathlib import Path

from core.errors import CoreError
from core.intake.batching.batches import batches, import_files, undo_batch
from core.intake.files.uploads import keep_upload
from core.store.backup import backup_workspace, restore_workspace
from core.store.workspace import Workspace, open_workspace

Operation = tuple[str, ...]
BACKUP = "kept.zip"
WEIGHTS = {"import": 12, "undo": 7, "backup": 1, "restore": 1}


def chosen(workspace: Workspace, home: Path, rng: random.Random) -> Operation:
    """What to do next: an import of any file, or something else that is possible now."""
    (kind,) = rng.choices(list(WEIGHTS), list(WEIGHTS.values()))
    standing = sorted({batch.batch_id for batch in batches(workspace) if not batch.undone_at})
    if kind == "undo" and standing:
        return kind, str(rng.choice(standing))
    if kind == "backup" or (kind == "restore" and (home / BACKUP).exists()):
        return (kind,)
    names = sorted(path.name for path in (home / "files").iterdir())
    return "import", rng.choice(names), rng.choice(("add", "add", "replace-months"))


def done(workspace: Workspace, home: Path, operation: Operation, say: Connection | None = None) -> str:
    """Carry an operation out; what came of it, in the words of the simulation."""
    kind, *given = operation
    try:
        if kind == "import":
            name, mode = given
            (receipt,) = import_files(
                workspace,
                [home / "files" / name],
                mode="add" if mode == "add" else "replace-months",
                progress=lambda _share, stage: say.send(("stage", stage)) if say else None,
            )
            return receipt.error.code if receipt.error else "imported"
        if kind == "undo":
            undo_batch(workspace, int(given[0]))
        elif kind == "backup":
            backup_workspace(workspace, home / BACKUP)
        else:
            restore_workspace("main", home, home / BACKUP)
    except CoreError as error:
        return error.code
    return "done"


def work(home: Path, seed: int, say: Connection) -> None:
    """Work until killed; `("doing", operation)` and `("done", outcome)` in turn."""
    rng = random.Random(seed)
    workspace = open_workspace("main", home, create=True)
    while True:
        operation = chosen(workspace, home, rng)
        say.send(("doing", operation))
        say.send(("done", done(workspace, home, operation, say)))


def bring_up(home: Path, say: Connection) -> None:
    """Open a workspace, which makes it or brings it up, once told to."""
    say.send(("doing", ("open",)))
    open_workspace("main", home, create=True)
    say.send(("done", "done"))
    say.recv()


def keep(home: Path, file: Path, say: Connection) -> None:
    """Keep an upload; `doing` is said when there is something of it."""
    workspace = open_workspace("main", home)
    before = len(list(workspace.uploads.iterdir()))
    threading.Thread(target=lambda: keep_upload(workspace, file, file.name, Path.stat), daemon=True).start()
    while len(list(workspace.uploads.iterdir())) == before:
        time.sleep(0.001)
    say.send(("doing", ("keep",)))
    time.sleep(60)
