"""What all tests share."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.sample import SAMPLE_NAMES, restore_sample
from core.store import workspace as workspaces


@pytest.fixture
def real_data() -> Path:
    """The folder of real public files; skips where the environment names none."""
    folder = os.environ.get("REAL_DATA_DIR")
    if not folder or not Path(folder).is_dir():
        pytest.skip("REAL_DATA_DIR names no folder of real data")
    return Path(folder)


@pytest.fixture(scope="session")
def made_samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample company in both languages, made once for all workers; only ever copied."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    made, lock = base / "made_samples", base / "made_samples.lock"
    while not made.exists():
        try:
            lock.mkdir()
        except FileExistsError:  # another worker is at it
            time.sleep(0.2)
            continue
        try:
            if not made.exists():
                for language in SAMPLE_NAMES:
                    workspaces.close_workspace(restore_sample(base / "half_made_samples", language))
                (base / "half_made_samples").rename(made)
        finally:
            lock.rmdir()
    return made


@pytest.fixture(scope="session")
def sample_home(made_samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder with the sample company in both languages; whoever writes into it takes a copy."""
    return Path(shutil.copytree(made_samples, tmp_path_factory.mktemp("sample_company") / "home"))


@pytest.fixture(autouse=True)
def _close_workspaces() -> Iterator[None]:
    """No open database is left behind by a test."""
    yield
    for opened in list(workspaces._open.values()):
        workspaces.close_workspace(opened)
