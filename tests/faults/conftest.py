"""A disk so small that it can be filled."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.store import workspace as workspaces
from core.store.disk import free_bytes

MEGABYTES = 24


@dataclass
class SmallDisk:
    """A file system of its own at `path`."""

    path: Path

    def fill(self, leaving: int = 0) -> None:
        """Take all room but some bytes."""
        self.make_room()
        ballast, room = self.path / "ballast", free_bytes(self.path) - leaving
        if room > 0:
            with ballast.open("wb") as file:
                file.write(b"\0" * room)

    def make_room(self) -> None:
        (self.path / "ballast").unlink(missing_ok=True)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """Skips where this system does not let us mount one."""
    if not sys.platform.startswith("linux"):
        pytest.skip("only Linux has a tmpfs to mount")
    path = tmp_path / "disk"
    path.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {done.stderr.strip()}")
    try:
        yield SmallDisk(path)
    finally:
        for opened in list(workspaces._open.values()):
            workspaces.close_workspace(opened)
        subprocess.run(["umount", "-l", str(path)], check=True)
