"""The same table under other headers, and several tables below each other."""

from __future__ import annotations

from tests.corpus.table import (
    CLEAN,
    HEADER,
    LATIN_HEADER,
    PLAIN,
    Expected,
    Polluted,
    Row,
    joined,
    text_of,
    whole,
)

LINES = text_of([HEADER, *CLEAN]).splitlines(keepends=True)
TEXT = "".join(LINES)


def headers() -> dict[str, Polluted]:
    """Headers of other kinds, and none."""
    names = [[f"{row[2]} {place}", row[3], row[6] or "none", "x"] for place, row in enumerate(PLAIN)]
    groups = ["", "", "Who", "", "What", "", ""]
    joined_header = ["Order", "Date", "Who Customer", "Who City", "What Quantity", "What Amount", "What Note"]
    double = ["Order", "Date", "Name", "Name", "Sum", "Sum", ""]
    years = [[row[2], row[4], row[5], f"{place}"] for place, row in enumerate(PLAIN)]
    units = ["", "", "", "", "pieces", "CNY", "text"]
    broken = ["Order\nno.", *LATIN_HEADER[1:]]
    spaced = [f" {name} " for name in LATIN_HEADER]
    upper = [name.upper().replace(" ", "_") for name in LATIN_HEADER]
    with_units = [*LATIN_HEADER[:4], "Quantity pieces", "Amount CNY", "Note text"]
    return {
        "no header": whole(text_of(CLEAN), CLEAN, None),
        "no header, words alone": whole(text_of(names), names, None),
        "header over words alone": whole(
            text_of([["Customer", "City", "Note", "Type"], *names]), names, ["Customer", "City", "Note", "Type"]
        ),
        "two rows of header": whole(joined([groups, LATIN_HEADER, *PLAIN], ","), PLAIN, joined_header, more=1),
        "units under the header": whole(joined([LATIN_HEADER, units, *PLAIN], ","), PLAIN, with_units, more=1),
        "the header twice": whole(LINES[0] + TEXT, more=1),
        "the header three times": whole(LINES[0] * 2 + TEXT, more=2),
        "double and missing names": whole(
            joined([double, *PLAIN], ","), PLAIN, ["Order", "Date", "Name", "Name (2)", "Sum", "Sum (2)", "column_7"]
        ),
        "numbered rows without a name": whole(
            joined(
                [["Customer", "City", "Amount"], *([str(n), r[2], r[3], r[5]] for n, r in enumerate(PLAIN, 1))], ","
            ),
            [[str(n), r[2], r[3], r[5]] for n, r in enumerate(PLAIN, 1)],
            ["column_1", "Customer", "City", "Amount"],
        ),
        "names in the gaps of names": whole(
            joined(
                [
                    ["Order", "Date", "Who", "", "What", "", "Note"],
                    ["", "", "name", "city", "pieces", "CNY", ""],
                    *PLAIN,
                ],
                ",",
            ),
            PLAIN,
            ["Order", "Date", "Who name", "Who city", "What pieces", "What CNY", "Note"],
            more=1,
        ),
        "three rows of header": whole(
            joined([["", "", "All", "", "", "", ""], ["", "", "Who", "", "What", "", ""], LATIN_HEADER, *PLAIN], ","),
            PLAIN,
            joined_header,
            more=2,
        ),
        "a title wider than the table": whole(
            joined(
                [
                    ["Sales of", "Shanghai and Köln", "printed 5 May"],
                    ["Name", "Amount"],
                    *([r[2], r[5]] for r in PLAIN),
                ],
                ",",
            ),
            [[r[2], r[5]] for r in PLAIN],
            ["Name", "Amount"],
            more=1,
        ),
        "years as names": whole(
            joined([["Name", "2021", "2022", "2023"], *years], ","), years, ["Name", "2021", "2022", "2023"]
        ),
        "a line end in a name": whole(text_of([broken, *PLAIN]), PLAIN, ["Order no.", *LATIN_HEADER[1:]]),
        "blanks round names": whole(joined([spaced, *PLAIN], ","), PLAIN, LATIN_HEADER),
        "names in capitals": whole(joined([upper, *PLAIN], ","), PLAIN, upper),
        "a first column without name": whole(
            joined([["", *LATIN_HEADER], *([str(place), *row] for place, row in enumerate(PLAIN))], ","),
            [[str(place), *row] for place, row in enumerate(PLAIN)],
            ["column_1", *LATIN_HEADER],
        ),
    }


def _stacked(parts: list[tuple[str, Row, list[Row]]], between: str) -> Polluted:
    content, rows = "", 0
    for title, header, data in parts:
        content += (between if content else "") + title + joined([header, *data], ",")
        rows = content.count("\n")
    return Polluted(content.encode(), rows, tuple(Expected(header, data) for _, header, data in parts))


def several() -> dict[str, Polluted]:
    """Several tables below each other."""
    sales = ("", LATIN_HEADER, PLAIN)
    stock_rows = [[f"P{place}", f"Part {place}", str(place * 7)] for place in range(1, 9)]
    stock = ("", ["Product", "Label", "Stock"], stock_rows)
    staff = (
        "",
        ["Name", "Joined", "Salary", "Bonus"],
        [[f"Ann {n}", f"2020-01-0{n}", f"{n}000", f"{n}"] for n in range(1, 6)],
    )
    wide = ("", [*LATIN_HEADER, "Extra"], [[*row, str(place)] for place, row in enumerate(PLAIN)])
    broad = ("", [f"Value {n}" for n in range(12)], [[str(n * row) for n in range(12)] for row in range(1, 30)])
    titled = [(f"Table {place}\n", part[1], part[2]) for place, part in enumerate((sales, stock, staff), 1)]
    return {
        "two tables, a blank row between": _stacked([sales, stock], "\n"),
        "two tables, nothing between": _stacked([sales, stock], ""),
        "the small table first": _stacked([stock, sales], "\n"),
        "a far narrower table first": _stacked([stock, broad], "\n"),
        "the wider table second": _stacked([sales, wide], ""),
        "three tables": _stacked([sales, stock, staff], "\n\n"),
        "three tables with titles": _stacked(titled, "\n"),
    }
