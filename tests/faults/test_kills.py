"""A process that is killed at any moment leaves whole batches, all that it acknowledged, and a workspace that opens."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest

from core.store.workspace import close_workspace, open_workspace
from tests.faults.killing import assert_files_whole, kill_at_work, kill_while_brought_up, kill_while_made, killed
from tests.faults.plain import Plain, make_files
from tests.faults.worker import keep

SEED = 20260101


def test_killed_at_work(tmp_path: Path) -> None:
    rng = random.Random(SEED)
    plain = Plain(make_files(tmp_path / "files", rng))
    broken_off = [kill_at_work(tmp_path, plain, rng) for _ in range(12)]
    assert any(broken_off)  # else nothing was tried


def test_killed_while_an_upload_is_kept(tmp_path: Path) -> None:
    close_workspace(open_workspace("main", tmp_path, create=True))
    file = tmp_path / "large.csv"
    with file.open("wb") as opened:
        opened.truncate(400_000_000)
    for seconds in (0.0, 0.02, 0.05):
        killed(keep, (tmp_path, file), "doing", seconds)
        assert_files_whole(tmp_path / "main")
    (left,) = {path.suffix for path in (tmp_path / "main" / "uploads").iterdir()}  # else nothing was tried
    assert left == ".part"


def test_what_was_left_behind_goes_after_a_day(tmp_path: Path) -> None:
    folder = tmp_path / "main"
    close_workspace(open_workspace("main", tmp_path, create=True))
    named = ("spool/a.csv", "uploads/b.part", "backups/.c.part", ".new-1.duckdb", "../.restore-x/d", "../.deleted-y/e")
    long_ago = time.time() - 25 * 3600
    for name in named:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("left")
    close_workspace(open_workspace("main", tmp_path))
    assert all((folder / name).exists() for name in named)  # somebody may still be at it
    kept = folder / "uploads" / ("a" * 64)
    kept.write_text("raw")
    for path in (kept, *(folder / name for name in named), tmp_path / ".restore-x", tmp_path / ".deleted-y"):
        os.utime(path, (long_ago, long_ago))
    close_workspace(open_workspace("main", tmp_path))
    assert not any((folder / name).exists() for name in named)
    assert kept.exists()


@pytest.mark.parametrize("number", range(5))
def test_killed_while_a_workspace_is_brought_up(tmp_path: Path, number: int) -> None:
    kill_while_brought_up(tmp_path, random.Random(SEED + number))


@pytest.mark.parametrize("number", range(3))
def test_killed_while_a_workspace_is_made(tmp_path: Path, number: int) -> None:
    kill_while_made(tmp_path, random.Random(SEED + number))
