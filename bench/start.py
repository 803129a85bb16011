"""What the app imports at its start, and whether anything heavy comes before it is needed."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

HEAVY = ("sklearn", "scipy", "plotly.express", "openpyxl", "xlsxwriter", "python_calamine", "pptx", "altair")
LINE = re.compile(r"import time:\s+(\d+) \|\s+(\d+) \| (\s*)(\S+)")


def _imports_of_app() -> str:
    lines = Path("app.py").read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if line.startswith(("import ", "from ")))


def start_report() -> None:
    """Print the slowest imports of the command line and of the app."""
    for name, statement in (("python -m core", "import core.__main__"), ("app.py", _imports_of_app())):
        run = subprocess.run(
            [sys.executable, "-X", "importtime", "-c", statement], capture_output=True, text=True, check=True
        )
        found = [(int(m[2]) / 1e6, len(m[3]), m[4]) for m in LINE.finditer(run.stderr)]
        total = sum(seconds for seconds, depth, _ in found if depth == 0)
        print(
            f"\n### Start of {name}: {total:.2f} s of imports\n\n| module | seconds with what it imports |\n|---|---|"
        )
        for seconds, _, module in sorted(found, reverse=True)[:12]:
            print(f"| {module} | {seconds:.2f} |")
        heavy = sorted({module.split(".")[0] for _, _, module in found if module.startswith(HEAVY)})
        print(f"\nHeavy modules at start: {', '.join(heavy) or 'none'}")
