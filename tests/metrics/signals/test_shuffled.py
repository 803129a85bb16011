"""On the sample company with its dates shuffled the rules keep quiet; the whole measure: `shuffled_dates`, a script."""

from __future__ import annotations

import shutil
from pathlib import Path

from core.store.workspace import open_workspace
from tests.metrics.signals.shuffled_dates import false_alarms, shuffle
from tests.metrics.signals.test_bars import FALSE_ALARMS


def test_few_false_alarms_where_nothing_happened(sample_home: Path, tmp_path: Path) -> None:
    shutil.copytree(sample_home, tmp_path / "home")
    workspace = open_workspace("sample", tmp_path / "home")
    shuffle(workspace, 1)
    found = false_alarms(workspace, ("2026-10",))
    assert found.customers_and_months > 1000
    assert found.per_hundred <= FALSE_ALARMS, found.raised
