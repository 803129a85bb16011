"""The same table in other surroundings: titles, totals, odd rows, odd sizes, fixed places."""

from __future__ import annotations

from unicodedata import east_asian_width

from tests.corpus.table import (
    CLEAN,
    HEADER,
    LATIN_HEADER,
    PLAIN,
    Polluted,
    Row,
    joined,
    text_of,
    whole,
)

TEXT = text_of([HEADER, *CLEAN])
LINES = TEXT.splitlines(keepends=True)
COMMAS = "," * (len(HEADER) - 1)


PEOPLE = [
    ["Ann Miller", "London", "Retail"], ["Bob de Vries", "Utrecht", "Trade"], ["Cyril O'Hara", "Dublin", "Retail"],
    ["Dora Lind", "Malmö", "Steel"], ["Emil Stone", "London", "Trade"], ["Fay Wong", "Leeds", "Retail"],
]  # fmt: skip
FIRMS = [
    ["海岚汽配有限公司", "上海", "汽车"], ["龙腾贸易", "广州", "贸易"], ["北方商行", "北京", "贸易"],
    ["三友机械", "上海", "机械"], ["东方红", "成都", "贸易"], ["宏达", "广州", "汽车"],
]  # fmt: skip


def surroundings() -> dict[str, Polluted]:
    """Rows above and below that are no data."""
    above = {
        "one title": "2024 年销售明细\n",
        "a title and a blank row": "Sales report\n\n",
        "titles with delimiters": f"销售报表{COMMAS}\n{COMMAS}\n",
        "captions": "公司：海岚\n期间：2024-01 至 2024-12\n\n",
        "captions in cells": "公司:,海岚\n期间:,2024\n\n",
        "captions with gaps between": "单位：海岚,,期间：2024,,制表：张三,,\n",
        "five titles": "Sales\nGermany and China\nprinted by Ann\non 2025-01-01\nall amounts in CNY\n",
        "comments": "# exported by hand\n# see the manual, page 5\n",
        "a paragraph": "This list shows all orders of the year, returns not included.\n\n",
        "blank rows first": "\n\n\n",
        "the line sep=,": "sep=,\n",
    }
    below = {
        "a total": f"合计,,,,,{1234.5},\n",
        "a total and notes": "合计,,,,55,1234.50,\n\n制表人：张三\n",
        "signatures": "合计,,,,,1234.50,\n制表人：张三,,审核：,李四,,打印日期：2024年1月31日\n",
        "a total in english": "Grand total,,,,,1234.50,\n",
        "rows of delimiters": f"{COMMAS}\n" * 5,
        "the count of a database": "\n(24 rows affected)\n",
        "the end of a report": "*** end of report ***\n",
        "a note": "说明：以上金额均含税。\n",
    }
    found = {f"above: {name}": whole(text + TEXT, more=text.count("\n")) for name, text in above.items()}
    found |= {f"below: {name}": whole(TEXT + text, more=text.count("\n")) for name, text in below.items()}
    found["above and below"] = whole("报表\n\n" + TEXT + "总计,,,,,99.00,\n", more=3)
    return found


def amid() -> dict[str, Polluted]:
    """Rows between the data that are none, and rows of another length."""
    middle = 1 + len(CLEAN) // 2
    first, second = "".join(LINES[:middle]), "".join(LINES[middle:])
    short = "".join(line.rstrip("\n").rstrip(",") + "\n" for line in LINES)
    ends = joined([[*HEADER, ""], *([*row, ""] for row in PLAIN)], ",")
    return {
        "blank rows between all rows": whole(TEXT.replace("\n", "\n\n"), more=len(LINES)),
        "one blank row": whole(f"{first}\n{second}", more=1),
        "one row of delimiters": whole(f"{first}{COMMAS}\n{second}", more=1),
        "blanks in a blank row": whole(f"{first}   \n{second}", more=1),
        "the header again": whole(first + LINES[0] + second, more=1),
        "the header again, quoted": whole(first + ",".join(f'"{name}"' for name in HEADER) + "\n" + second, more=1),
        "the header again behind a mark": whole("\ufeff" + first + "\ufeff" + LINES[0] + second, more=1),
        "the header again behind a blank row": whole(f"{first}\n{LINES[0]}{second}", more=2),
        "subtotals": whole(f"{first}小计,,,,30,500.00,\n{second}小计,,,,25,734.50,\n合计,,,,55,1234.50,\n", more=3),
        "subtotals of groups": whole(f"{first}North Total,,,,30,500.00,\n{second}", more=1),
        "short rows": whole(short),
        "a delimiter at every end": whole(ends, PLAIN),
        "a delimiter at the end of data": whole(
            joined([LATIN_HEADER, *([*row, ""] for row in PLAIN)], ","), PLAIN, LATIN_HEADER
        ),
        "a delimiter at the end of the header": whole(joined([[*LATIN_HEADER, ""], *PLAIN], ","), PLAIN, LATIN_HEADER),
        "the title and the header again on each page": whole(f"Sales\n\n{first}\nSales\n\n{LINES[0]}{second}", more=6),
        "a page number": whole(f"{first}page 1 of 2\n{second}page 2 of 2\n", more=2),
        "a rule under the header": whole(joined([LATIN_HEADER, ["---"] * 7, *PLAIN], ","), PLAIN, LATIN_HEADER, more=1),
    }


def sizes() -> dict[str, Polluted]:
    """Few or many cells, small or large ones."""
    column = [[row[2]] for row in PLAIN]
    commas = [[f"{row[2]}, {row[3]}"] for row in PLAIN]
    wide = [[f"{row * 300 + cell}" for cell in range(300)] for row in range(5)]
    wide_header = [f"value {cell}" for cell in range(300)]
    long = [[*row[:6], "x" * 100_000 if place == 3 else row[6]] for place, row in enumerate(PLAIN)]
    many = [[str(place), *row[1:]] for place, row in enumerate(PLAIN * 400)]
    padded = [[*row[:2], f"  {row[2]}  ", *row[3:]] for row in PLAIN]
    return {
        "one cell": whole("Customer\nAnn\n", [["Ann"]], ["Customer"]),
        "two thousand columns": whole(
            joined([[f"c{n}" for n in range(2000)], *[[str(n) for n in range(2000)]] * 3], ";"),
            [[str(n) for n in range(2000)]] * 3,
            [f"c{n}" for n in range(2000)],
        ),
        "sparse columns": whole(
            joined([LATIN_HEADER, *([r[0], r[1], r[2], "", "", r[5], ""] for r in PLAIN)], ";"),
            [[r[0], r[1], r[2], "", "", r[5], ""] for r in PLAIN],
            LATIN_HEADER,
        ),
        "codes alone, no header": whole(
            joined([[f"AB-{n:03}", f"x{n}@b.example"] for n in range(9)], ","),
            [[f"AB-{n:03}", f"x{n}@b.example"] for n in range(9)],
            None,
        ),
        "names alone, no header": whole(joined(PEOPLE, ","), PEOPLE, None),
        "names under a header": whole(
            joined([["Name", "City", "Industry"], *PEOPLE], ","), PEOPLE, ["Name", "City", "Industry"]
        ),
        "chinese names alone, no header": whole(joined(FIRMS, ","), FIRMS, None),
        "chinese names under a header": whole(
            joined([["公司", "城市", "行业"], *FIRMS], ","), FIRMS, ["公司", "城市", "行业"]
        ),
        "one column": whole("Customer\n" + joined(column, ""), column, ["Customer"]),
        "one column with commas": whole("Customer\n" + joined(commas, ""), commas, ["Customer"]),
        "one column of numbers": whole("12.5\n13\n14.25\n", [["12.5"], ["13"], ["14.25"]], None),
        "two columns": whole(
            joined([["Name", "Amount"], *([r[2], r[5]] for r in PLAIN)], ","),
            [[r[2], r[5]] for r in PLAIN],
            ["Name", "Amount"],
        ),
        "one row": whole(joined([LATIN_HEADER, PLAIN[0]], ","), PLAIN[:1], LATIN_HEADER),
        "one row, no header": whole(joined(PLAIN[:1], ","), PLAIN[:1], None),
        "two rows": whole(joined([LATIN_HEADER, *PLAIN[:2]], ";"), PLAIN[:2], LATIN_HEADER),
        "three hundred columns": whole(joined([wide_header, *wide], ","), wide, wide_header),
        "a very long cell": whole(joined([LATIN_HEADER, *long], ","), long, LATIN_HEADER),
        "ten thousand rows": whole(joined([LATIN_HEADER, *many], ","), many, LATIN_HEADER),
        "blanks round words": whole(joined([LATIN_HEADER, *padded], ","), padded, LATIN_HEADER),
    }


def fixed() -> dict[str, Polluted]:
    """Cells at fixed places."""
    form = "{:<8}{:<12}{:<20}{:<12}{:>9}{:>12}  {:<10}"
    tight = "{:<6}{:<11}{:<18}{:<11}{:>4}{:>8} {:<10}"
    rows = [[cell.strip() for cell in row] for row in PLAIN]
    rule = form.format("-" * 6, "-" * 10, "-" * 18, "-" * 10, "-" * 8, "-" * 10, "-" * 10).rstrip()

    def lines(shape: str, table: list[Row]) -> str:
        return "".join(shape.format(*row).rstrip() + "\n" for row in table)

    def on_screen(text: str, places: int) -> str:
        return text + " " * (places - len(text) - sum(east_asian_width(sign) == "W" for sign in text))

    firms = [[*row[:2], f"{row[2]} {'贸易' * (place % 4)}".strip(), *row[3:]] for place, row in enumerate(CLEAN)]
    hanzi = ["".join(map(on_screen, row, (10, 14, 30, 12, 6, 12, 12))).rstrip() + "\n" for row in [HEADER, *firms]]
    return {
        "fixed places": whole(lines(form, [LATIN_HEADER, *rows]), rows, LATIN_HEADER),
        "fixed places, no header": whole(lines(form, rows), rows, None),
        "fixed places, a rule": whole(
            lines(form, [LATIN_HEADER]) + rule + "\n" + lines(form, rows), rows, LATIN_HEADER, more=1
        ),
        "fixed places, a title": whole(
            "Sales of the year\n\n" + lines(form, [LATIN_HEADER, *rows]), rows, LATIN_HEADER, more=2
        ),
        "fixed places, close together": whole(lines(tight, rows), rows, None),
        "fixed places, hanzi as two": whole("".join(hanzi), firms),
    }
