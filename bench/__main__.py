"""Print all tables: `python -m bench [--lines 1000000 10000000] [--times 3] [--folder FOLDER]`."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from bench.clusters import cluster_ratios
from bench.figures import figure_ratios
from bench.history import history_ratios
from bench.imports import import_ratios
from bench.pages import page_ratios
from bench.paint import paint_ratios
from bench.sheets import sheet_ratios
from bench.start import start_report


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, nargs="+", default=[1_000_000, 10_000_000])
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "customer-pyramid-bench")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    for rows in options.lines:
        import_ratios(options.folder, rows, options.times)
        figure_ratios(options.folder, rows, options.times)
        history_ratios(options.folder, rows, options.times)
    cluster_ratios(options.times)
    sheet_ratios(options.folder, options.times)
    page_ratios(options.folder, options.lines[0], options.times)
    paint_ratios(options.folder, options.times)
    start_report()


if __name__ == "__main__":
    main()
