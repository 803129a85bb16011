"""A process that is killed at any moment leaves whole batches, all that it acknowledged, and a workspace that opens."""

from __future__ import annotations

import random
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


@pytest.mark.parametrize("number", range(5))
def test_killed_while_a_workspace_is_brought_up(tmp_path: Path, number: int) -> None:
    kill_while_brought_up(tmp_path, random.Random(SEED + number))


@pytest.mark.parametrize("number", range(3))
def test_killed_while_a_workspace_is_made(tmp_path: Path, number: int) -> None:
    kill_while_made(tmp_path, random.Random(SEED + number))
