"""Import of a large CSV against a bare CREATE TABLE AS into a file database; a further month against everything."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from bench.measure import HEAD, Taken, interleaved, row, run_python

BARE = """
import duckdb, os, sys
source, target = sys.argv[1], sys.argv[2]
if os.path.exists(target): os.remove(target)
types = {"order_id": "VARCHAR", "line_no": "INTEGER", "order_date": "DATE", "customer_id": "VARCHAR", "customer_name": "VARCHAR",
    "product": "VARCHAR", "channel": "VARCHAR", "region": "VARCHAR", "quantity": "INTEGER", "unit_price": "DECIMAL(12,2)",
    "amount": "DECIMAL(14,2)", "cost": "DECIMAL(14,2)"}
connection = duckdb.connect(target)
connection.execute(f"create table sales as select * from read_csv('{source}', header = true, auto_detect = false, "
    f"delim = ',', quote = '\\"', columns = {types})")
connection.execute("checkpoint")
"""


def made(folder: Path, rows: int, name: str, *more: str) -> Path:
    """A generated file of sales, made once."""
    path = folder / f"{name}_{rows}.csv"
    if not path.exists():
        run_python([str(Path(__file__).with_name("make_sales.py")), str(rows), str(path), *more])
    return path


def imported(home: Path, *files: Path, fresh: bool = True) -> Taken:
    """Import by command line, from process start to done."""
    if fresh:
        shutil.rmtree(home, ignore_errors=True)
    return run_python(["-m", "core", "--home", str(home), "--json", "import", *map(str, files)])


def import_ratios(folder: Path, rows: int, times: int) -> None:
    """Print the ratios for a file of `rows` lines."""
    source, home = made(folder, rows, "sales"), folder / f"home_{rows}"
    taken = interleaved(
        {
            "bare CREATE TABLE AS": lambda: run_python(["-c", BARE, str(source), str(folder / "bare.duckdb")]),
            "import": lambda: imported(home, source),
        },
        times,
    )
    bar = "2.5, under 1,500 MB" if rows < 5_000_000 else "2.0, under 1,500 MB"
    print(f"\n### Import of {rows:,} lines\n\n{HEAD}")
    for name in taken:
        print(row(name, taken[name], taken["bare CREATE TABLE AS"], bar if name == "import" else ""))
    month = made(folder, 300_000, "month", "--seed", "2", "--months", "1")
    further = imported(home, month, fresh=False)
    again = imported(home, source, month)
    print(row("a further month of 300,000 lines, against importing everything again", further, again, "0.1 at 10M"))
    sys.stdout.flush()
