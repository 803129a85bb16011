"""A process that is killed at any moment leaves whole batches, all that it acknowledged, and a workspace that opens."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.faults.killing import kill_at_work, kill_while_brought_up, kill_while_made
from tests.faults.plain import Plain, make_files

SEED = 20260101


def test_killed_at_work(tmp_path: Path) -> None:
    rng = random.Random(SEED)
    plain = Plain(make_files(tmp_path / "files", rng))
    broken_off = [kill_at_work(tmp_path, plain, rng) for _ in range(12)]
    assert any(broken_off)  # else nothing was tried


@pytest.mark.parametrize("number", range(5))
def test_killed_while_a_workspace_is_brought_up(tmp_path: Path, number: int) -> None:
    kill_while_brought_up(tmp_path, random.Random(SEED + number))


@pytest.mark.parametrize("number", range(3))
def test_killed_while_a_workspace_is_made(tmp_path: Path, number: int) -> None:
    kill_while_made(tmp_path, random.Random(SEED + number))
