"""What all tests share."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.sample import SAMPLE_NAMES, restore_sample
from core.store import workspace as workspaces

MadeOnce = Callable[[str, Callable[[Path], None]], Path]


def pytest_configure(config: pytest.Config) -> None:
    """The mark that keeps tests together is known without its plugin too."""
    config.addinivalue_line("markers", "xdist_group(name): tests that one worker runs, one after the other")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A module stays on one worker, so that what its tests share is made once; what takes longest is begun first."""
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.nodeid.split("::")[0]))
    if os.environ.get("PYTEST_XDIST_WORKER"):
        items.sort(key=_place_in_the_queue)


def _place_in_the_queue(item: pytest.Item) -> int:
    queue = ("browser" in item.keywords, "_reference" in item.path.stem or "_real" in item.path.stem,
             item.path.parent.name == "pages")  # fmt: skip
    return next((place for place, is_here in enumerate(queue) if is_here), len(queue))


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real public files; skips where the environment names none."""
    folder = os.environ.get("REAL_DATA_DIR")
    if not folder or not Path(folder).is_dir():
        pytest.skip("REAL_DATA_DIR names no folder of real data")
    return Path(folder)


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> MadeOnce:
    """A function that gives the folder of a name, filled by the first worker that asks for it; only ever copied."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base

    def made(name: str, fill: Callable[[Path], None]) -> Path:
        folder, lock = base / name, base / f"{name}.lock"
        while not folder.exists():
            try:
                lock.mkdir()
            except FileExistsError:  # another worker is at it
                time.sleep(0.2)
                continue
            try:
                if not folder.exists():
                    half = base / f"half_{name}"
                    shutil.rmtree(half, ignore_errors=True)
                    fill(half)
                    half.rename(folder)
            finally:
                lock.rmdir()
        return folder

    return made


@pytest.fixture(scope="session")
def made_samples(made_once: MadeOnce) -> Path:
    """A folder with the sample company in both languages, made once for all workers; only ever copied."""

    def fill(folder: Path) -> None:
        for language in SAMPLE_NAMES:
            workspaces.close_workspace(restore_sample(folder, language))

    return made_once("made_samples", fill)


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
