"""Run a command and say what it took; both sides of a comparison in turn, the median of several."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Taken:
    """Wall seconds, CPU seconds and peak memory (MB) of a child process, or of a call (memory 0)."""

    wall_seconds: float
    cpu_seconds: float
    peak_mb: float


def run_python(arguments: Sequence[str]) -> Taken:
    """Run this Python with arguments as a child process."""
    start = time.perf_counter()
    child = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"failed: {' '.join(arguments)}")
    wall = time.perf_counter() - start
    return Taken(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def call(function: Callable[[], object]) -> Taken:
    """Time a call in this process."""
    wall, cpu = time.perf_counter(), time.process_time()
    function()
    return Taken(time.perf_counter() - wall, time.process_time() - cpu, 0)


def interleaved(sides: dict[str, Callable[[], Taken]], times: int = 3) -> dict[str, Taken]:
    """The median of each side, all sides taken in turn."""
    taken: dict[str, list[Taken]] = {name: [] for name in sides}
    for _ in range(times):
        for name, side in sides.items():
            taken[name].append(side())
    return {
        name: Taken(
            statistics.median(item.wall_seconds for item in items),
            statistics.median(item.cpu_seconds for item in items),
            max(item.peak_mb for item in items),
        )
        for name, items in taken.items()
    }


def row(name: str, taken: Taken, base: Taken, bar: str = "") -> str:
    """One line of the table: wall time as a ratio to the base."""
    ratio = taken.wall_seconds / base.wall_seconds
    return (
        f"| {name} | {ratio:.2f} | {taken.wall_seconds:.2f} | {taken.cpu_seconds:.2f} | {taken.peak_mb:,.0f} | {bar} |"
    )


HEAD = "| what | ratio | wall s | CPU s | peak MB | bar |\n|---|---|---|---|---|---|"
