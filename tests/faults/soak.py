"""`make soak`: 200 kills, and long random sequences against a plain simulation. Ends at the first disagreement."""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from core.store.workspace import close_workspace, open_workspace
from tests.faults.killing import assert_files_whole, kill_at_work, kill_while_brought_up, kill_while_made
from tests.faults.plain import Plain, disagreements, make_files
from tests.faults.worker import chosen, done

KILLS_AT_WORK, KILLS_PER_HOME = 150, 25
KILLS_BRINGING_UP, KILLS_MAKING = 30, 20
SEQUENCES, STEPS = 20, 40


def kill(seed: int) -> Counter[str]:
    """All the kills; what was being done when the process died."""
    rng = random.Random(seed)
    broken_off: Counter[str] = Counter()
    for _ in range(KILLS_AT_WORK // KILLS_PER_HOME):
        with TemporaryDirectory() as home:
            plain = Plain(make_files(Path(home) / "files", rng))
            broken_off.update(kill_at_work(Path(home), plain, rng) or "nothing" for _ in range(KILLS_PER_HOME))
    for kind, times in ((kill_while_brought_up, KILLS_BRINGING_UP), (kill_while_made, KILLS_MAKING)):
        for _ in range(times):
            with TemporaryDirectory() as home:
                kind(Path(home), rng)
        broken_off[kind.__name__] += times
    return broken_off


def play(seed: int) -> Counter[str]:
    """One long random sequence, compared after every step; what came of the steps."""
    rng = random.Random(seed)
    outcomes: Counter[str] = Counter()
    with TemporaryDirectory() as folder:
        home = Path(folder)
        plain = Plain(make_files(home / "files", rng, count=rng.randint(3, 12), lines_each=rng.randint(2, 40)))
        workspace = open_workspace("main", home, create=True)
        for step in range(STEPS):
            operation = chosen(workspace, home, rng)
            expected, outcome = plain.do(operation), done(workspace, home, operation)
            wrong = disagreements(workspace, plain)
            assert (outcome, wrong) == (expected, []), f"seed {seed}, step {step}, {operation}: {outcome}, {wrong}"
            outcomes[f"{operation[0]} {outcome}"] += 1
            if rng.random() < 0.2:
                close_workspace(workspace)
                workspace = open_workspace("main", home)
        close_workspace(workspace)
        assert_files_whole(home / "main")
    return outcomes


def main() -> None:
    """Run all of it; the seed can be given, to run the same again."""
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else int(time.time())
    print(f"seed {seed}", flush=True)
    begun = time.monotonic()
    outcomes: Counter[str] = Counter()
    for number in range(SEQUENCES):
        outcomes.update(play(seed + number))
    print(
        f"{SEQUENCES} sequences of {STEPS} steps agree: {dict(outcomes)}, {time.monotonic() - begun:.0f} s", flush=True
    )
    print(f"kills survived: {dict(kill(seed))}, {time.monotonic() - begun:.0f} s in all")


if __name__ == "__main__":
    main()
