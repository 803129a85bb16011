"""Random mixtures of titles, headers, data, totals and blank rows: whatever is made of them, no row is lost."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from core.intake.files.found_rows import found_tables
from core.intake.files.reading import read_tables
from tests.intake.files.reading_support import numbered_rows

NAMES = ["Date", "Customer", "Amount", "City", "Qty", "Note", "Code", "姓名", "金额", "日期", "Stock"]
WORDS = ["Ann", "Bob Lee", "Köln", "海岚", "x", "Total", "小计", ""]
FILES = 200


def cell(random: Random, kind: str) -> str:
    texts = {
        "text": random.choice(WORDS),
        "number": str(random.randint(0, 999)),
        "money": f"{random.randint(1, 99)}.5",
        "date": f"2024-01-{random.randint(1, 28):02}",
    }
    return texts[kind]


def oddities(random: Random, names: Sequence[str], delimiter: str) -> list[str]:
    """Now and then a row that is no data."""
    gaps = delimiter * (len(names) - 1)
    odd = ["", gaps, delimiter.join(names), f"小计{gaps}5", "page 1", f"---{delimiter}---"]
    return [random.choice(odd)] if random.random() < 0.2 else []


def part(random: Random, delimiter: str) -> list[str]:
    """The lines of one table with what may stand around it."""
    kinds = random.choices(["text", "number", "date", "date", "money"], k=random.randint(1, 7))
    names = random.sample(NAMES, len(kinds))
    lines = [f"Report {random.randint(1, 9)}"] if random.random() < 0.3 else []
    lines += [""] if random.random() < 0.3 else []
    lines += [delimiter.join(names)] if random.random() < 0.8 else []
    for _ in range(random.randint(0, 12)):
        row = [cell(random, kind) for kind in kinds]
        size = random.choices([len(row), len(row) - 1 or 1, len(row) + 1], [9, 1, 1])[0]
        lines += oddities(random, names, delimiter)
        lines.append(delimiter.join([*row, "more"][:size]))
    return lines + ([""] if random.random() < 0.5 else [])


@pytest.mark.parametrize("start", range(0, FILES, 50))
def test_every_row_is_header_data_or_skipped_once(start: int, tmp_path: Path) -> None:
    for seed in range(start, start + 50):
        random = Random(seed)
        delimiter = random.choice(",;\t|")
        lines = [line for _ in range(random.randint(1, 4)) for line in part(random, delimiter)]
        if not any(line.strip(delimiter) for line in lines):
            continue
        path = tmp_path / "file.csv"
        path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
        tables = read_tables(path, path.name, tmp_path / "spool", header_alone=True)
        places: list[object] = []
        for table, found in zip(tables, found_tables(path, tables), strict=True):
            places += [row[0] for row in numbered_rows(table)]
            places += [*table.header_rows, *(row.row for row in table.skipped)]
            assert len(list(found.rows)) == table.rows, seed
        assert sorted(map(int, map(str, places))) == list(range(1, len(lines) + 1)), seed
