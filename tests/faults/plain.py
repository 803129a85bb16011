"""What a workspace has to hold, worked out the plain way: every standing batch played in order, line by line."""

from __future__ import annotations

import random
from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from core.store.facts import differences
from core.store.workspace import Workspace

Line = tuple[str, str, str, str, str]
"""Order, day, customer, product, amount."""
HEADER = "order id,date,customer,product,amount"
REFUSED = "X-1,,Nobody,none,1.00"  # a line without a day is refused


def make_files(folder: Path, rng: random.Random, count: int = 8, lines_each: int = 14) -> dict[str, list[Line]]:
    """Files that share lines and months with each other; name -> acceptable lines. Every other one has a bad row."""
    folder.mkdir(parents=True)
    pool = [
        (f"O{n}", f"2024-0{1 + n % 4}-{1 + n % 27:02}", f"C{n % 9}", f"P{n % 5}", f"{n}.{n % 10}0")
        for n in range(1, 60)
    ]
    made: dict[str, list[Line]] = {}
    for number in range(count):
        lines = rng.sample(pool, lines_each)
        lines += lines[:2] if number % 3 == 0 else []  # genuine repeats within one file
        name = f"file{number}.csv"
        rows = [",".join(line) for line in lines] + ([REFUSED] if has_bad_row(name) else [])
        (folder / name).write_text("\n".join([HEADER, *rows]) + "\n", "utf-8")
        made[name] = lines
    return made


def has_bad_row(file: str) -> bool:
    """Every other file has a row that is refused."""
    return int(file.removeprefix("file").removesuffix(".csv")) % 2 == 1


@dataclass
class Batch:
    file: str
    mode: str
    stands: bool = True


@dataclass
class Plain:
    """The plain simulation. `batches` in the order of their numbers, which begin with 1."""

    files: dict[str, list[Line]]
    batches: list[Batch] = field(default_factory=list)
    kept: list[Batch] | None = None

    def do(self, operation: tuple[str, ...]) -> str:
        """Play an operation; what comes of it."""
        kind, *given = operation
        if kind == "import":
            return self._import(*given)
        if kind == "undo":
            self.batches[int(given[0]) - 1].stands = False
        elif kind == "backup":
            self.kept = deepcopy(self.batches)
        elif self.kept is not None:
            self.batches = deepcopy(self.kept)
        return "done"

    def _import(self, file: str, mode: str) -> str:
        if any(batch.file == file and batch.stands for batch in self.batches):
            return "file_known"
        tried = Plain(self.files, [*self.batches, Batch(file, mode)])
        after, _ = tried.lines()
        if not any(number == len(tried.batches) for number, _, _ in after):
            return "nothing_new"  # also beside a refused row: the others are there already
        self.batches = tried.batches
        return "imported"

    def lines(self) -> tuple[Counter[tuple[int, Line, int]], int]:
        """The lines that count (batch, line, occurrence), and how many are set aside."""
        counting: dict[tuple[Line, int], int] = {}
        aside = 0
        for number, batch in enumerate(self.batches, start=1):
            if not batch.stands:
                continue
            seen: Counter[Line] = Counter()
            own = []
            for line in self.files[batch.file]:
                seen[line] += 1
                own.append((line, seen[line]))
            if batch.mode == "replace-months":
                months = {line[1][:7] for line, _ in own}
                replaced = [key for key in counting if key[0][1][:7] in months]
                aside += len(replaced)
                for key in replaced:
                    del counting[key]
            for key in own:
                if key in counting:
                    aside += 1
                else:
                    counting[key] = number
        return Counter((number, line, nth) for (line, nth), number in counting.items()), aside


def found_lines(workspace: Workspace) -> tuple[Counter[tuple[int, Line, int]], int]:
    """The same of a workspace."""
    rows = workspace.engine.rows(
        "select batch_id, order_id, cast(order_date as VARCHAR), customer_id, product, amount, occurrence from sales"
    )
    aside = int(workspace.engine.rows("select count(*) from sales_aside")[0][0])
    lines = ((row[0], (*row[1:5], f"{row[5].quantize(Decimal('0.01'))}"), row[6]) for row in rows)
    return Counter(lines), aside


def disagreements(workspace: Workspace, plain: Plain) -> list[str]:
    """What of a workspace is not as the simulation says; empty when all is well."""
    query = "select distinct batch_id, file_name, mode, undone_at is null from batches order by batch_id"
    stand = [(number, batch.file, batch.mode, batch.stands) for number, batch in enumerate(plain.batches, start=1)]
    named = workspace.engine.rows("select customer_id from customers order by 1")
    sold = workspace.engine.rows("select distinct customer_id from sales order by 1")
    checks = {
        "batches": workspace.engine.rows(query) == stand,
        "lines": found_lines(workspace) == plain.lines(),
        "customers": named == sold,
        "facts": differences(workspace) == 0,
    }
    return [name for name, is_right in checks.items() if not is_right]
