"""Kills a working process at a random moment, opens the workspace again and compares it with the simulation."""

from __future__ import annotations

import hashlib
import multiprocessing
import random
import time
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from core.store.facts import differences
from core.store.upgrade import SCHEMA_VERSION, VERSION
from core.store.workspace import close_workspace, open_workspace
from tests.faults.old import old_workspace
from tests.faults.plain import Plain, disagreements
from tests.faults.worker import Operation, bring_up, work

processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(["tests.faults.worker"])
LONGEST_SECONDS = 60


def killed(target: Callable[..., None], given: tuple[Any, ...], stage: str, seconds: float) -> list[tuple[Any, ...]]:
    """Start a process and kill it some seconds after it came to a stage; what it had said until then."""
    ours, theirs = processes.Pipe()
    process = processes.Process(target=target, args=(*given, theirs), daemon=True)
    process.start()
    theirs.close()
    said = _listen(ours, stage, seconds)
    process.kill()
    process.join()
    with suppress(EOFError, OSError):  # what was said in the very last moment counts, but for half a word
        while True:
            said.append(ours.recv())
    return said


def _listen(ours: Connection, stage: str, seconds: float) -> list[tuple[Any, ...]]:
    said: list[tuple[Any, ...]] = []
    end = time.monotonic() + LONGEST_SECONDS
    reached = False
    while time.monotonic() < end:
        if ours.poll(max(0.0, min(end - time.monotonic(), 0.01))):
            try:
                said.append(ours.recv())
            except EOFError:
                raise AssertionError(f"the process ended by itself, having said {said[-3:]}") from None
            if not reached and stage in said[-1]:
                reached = True
                end = time.monotonic() + seconds
    assert reached, f"the process never came to {stage}"
    return said


def kill_at_work(home: Path, plain: Plain, rng: random.Random) -> str:
    """One kill at work; what was being done, "" where nothing was. The simulation is brought along.

    The workspace has to open, and to hold all that was acknowledged, with or without what was being done, never a part.
    """
    stage = rng.choice(("doing", "doing", "writing", "facts"))
    said = killed(work, (home, rng.randrange(1 << 30)), stage, rng.uniform(0, 0.25))
    pending: Operation | None = None
    for kind, what in (each for each in said if each[0] != "stage"):
        if kind == "doing":
            pending = what
        else:
            assert pending is not None
            expected = plain.do(pending)
            assert what == expected, f"{pending}: {what}, not {expected}"
            pending = None
    assert_whole(home, plain, pending)
    return pending[0] if pending else ""


def kill_while_brought_up(home: Path, rng: random.Random) -> None:
    """A kill while a workspace of version 1 is opened: it opens, is of this version, and has its data."""
    old_workspace(home)
    killed(bring_up, (home,), "doing", rng.uniform(0, 0.15))
    workspace = open_workspace("main", home)
    assert workspace.engine.rows(VERSION) == [(SCHEMA_VERSION,)]
    assert sum(month.amount for month in workspace.months()) == Decimal("30.5")
    assert differences(workspace) == 0
    close_workspace(workspace)


def kill_while_made(home: Path, rng: random.Random) -> None:
    """A kill while a workspace is made: it is there, empty, or can be made."""
    killed(bring_up, (home,), "doing", rng.uniform(0, 0.06))
    workspace = open_workspace("main", home, create=True)
    assert workspace.months() == []
    close_workspace(workspace)


def assert_whole(home: Path, plain: Plain, pending: Operation | None) -> None:
    """The workspace opens and is what the simulation says, before or after what was being done."""
    workspace = open_workspace("main", home)
    without = disagreements(workspace, plain)
    if without and pending:
        plain.do(pending)
        assert disagreements(workspace, plain) == [], f"half written: {pending} (without it: {without})"
    else:
        assert without == [], f"lost or half written: {without} (being done: {pending})"
    close_workspace(workspace)
    assert_files_whole(home / "main")


def assert_files_whole(folder: Path) -> None:
    """No upload and no list of refused rows is half written under its final name."""
    for path in (folder / "uploads").glob("*"):
        if path.suffix != ".part":
            assert hashlib.sha256(path.read_bytes()).hexdigest() == path.name
    for path in (folder / "refusals").glob("*.csv"):
        assert path.read_text("utf-8-sig").endswith("\n"), path
