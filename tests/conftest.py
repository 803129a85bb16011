"""What all tests share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.sample import restore_sample
from core.store import workspace as workspaces


@pytest.fixture
def real_data() -> Path:
    """The folder of real public files; skips where the environment names none."""
    folder = os.environ.get("REAL_DATA_DIR")
    if not folder or not Path(folder).is_dir():
        pytest.skip("REAL_DATA_DIR names no folder of real data")
    return Path(folder)


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder with the sample company in English, made once; whoever writes into it takes a copy."""
    home = tmp_path_factory.mktemp("sample_company")
    workspaces.close_workspace(restore_sample(home, "en"))
    return home


@pytest.fixture(autouse=True)
def _close_workspaces() -> Iterator[None]:
    """No open database is left behind by a test."""
    yield
    for opened in list(workspaces._open.values()):
        workspaces.close_workspace(opened)
