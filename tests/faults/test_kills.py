"""A process that is killed at any moment leaves whole batches, all that it acknowledged, and a workspace that opens."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path

from core.store.upgrade import SCHEMA_VERSION, VERSION
from core.store.workspace import close_workspace, open_workspace
from tests.faults.killing import kill_at_work, killed
from tests.faults.old import old_workspace
from tests.faults.plain import Plain, make_files
from tests.faults.worker import bring_up

SEED = 20260101


def test_killed_at_work(tmp_path: Path) -> None:
    rng = random.Random(SEED)
    plain = Plain(make_files(tmp_path / "files", rng))
    broken_off = [kill_at_work(tmp_path, plain, rng) for _ in range(12)]
    assert any(broken_off)  # else nothing was tried


def test_killed_while_a_workspace_is_brought_up(tmp_path: Path) -> None:
    rng = random.Random(SEED)
    for number in range(6):
        home = tmp_path / str(number)
        old_workspace(home)
        killed(bring_up, (home,), "doing", rng.uniform(0, 0.12))
        workspace = open_workspace("main", home)
        assert workspace.engine.rows(VERSION) == [(SCHEMA_VERSION,)]
        assert sum(month.amount for month in workspace.months()) == Decimal("30.5")
        close_workspace(workspace)


def test_killed_while_a_workspace_is_made(tmp_path: Path) -> None:
    rng = random.Random(SEED)
    for number in range(4):
        home = tmp_path / str(number)
        killed(bring_up, (home,), "doing", rng.uniform(0, 0.06))
        workspace = open_workspace("main", home, create=True)
        assert workspace.months() == []
        close_workspace(workspace)
