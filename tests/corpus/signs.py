"""The same table in other bytes: encodings, line ends, delimiters, quotes."""

from __future__ import annotations

import csv

from tests.corpus.table import (
    ASCII,
    CLEAN,
    HEADER,
    LATIN,
    LATIN_HEADER,
    PLAIN,
    Polluted,
    Row,
    joined,
    text_of,
    whole,
)

ALL = [HEADER, *CLEAN]
LATIN_ALL = [LATIN_HEADER, *LATIN]
PLAIN_ALL = [LATIN_HEADER, *PLAIN]
TEXT = text_of(ALL)
QUOTED = text_of(ALL, quoting=csv.QUOTE_ALL)
CHINESE = [[cell if cell.isascii() or cell[0] >= "\u4e00" else "客户甲" for cell in row] for row in CLEAN]
TRADITIONAL = [[cell if cell.isascii() else "臺灣積體電路" for cell in row] for row in CLEAN]
TRADITIONAL_HEADER = ["訂單編號", "日期", "客戶名稱", "城市", "數量", "金額", "備註"]


def encodings() -> dict[str, Polluted]:
    """Ways to write characters as bytes."""
    latin = text_of(LATIN_ALL)
    late = [*PLAIN * 200, ["99999", "2024-12-31", "海岚汽配", "上海", "1", "5.00", "急件"]]
    found = {
        name: whole(TEXT.encode(name))
        for name in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030")
    }
    found |= {name: whole(latin.encode(name), LATIN, LATIN_HEADER) for name in ("cp1252", "latin-1", "mac-roman")}
    found["utf-16 be with mark"] = whole(b"\xfe\xff" + TEXT.encode("utf-16-be"))
    found["gbk"] = whole(text_of([HEADER, *CHINESE]).encode("gbk"), CHINESE)
    found["big5"] = whole(text_of([TRADITIONAL_HEADER, *TRADITIONAL]).encode("big5"), TRADITIONAL, TRADITIONAL_HEADER)
    found["ascii"] = whole(text_of([LATIN_HEADER, *ASCII]), ASCII, LATIN_HEADER)
    for name in ("utf-8", "gb18030"):
        found[f"{name}, first seen late"] = whole(text_of([LATIN_HEADER, *late]).encode(name), late, LATIN_HEADER)
    rare = [[*row[:2], f"{row[2][0]}岚汽d", "Y岚配", *row[4:6], "x"] for row in PLAIN]
    found["gb18030, rare hanzi between letters"] = whole(
        text_of([["order", "日期", "name", "code", "n", "amount", "y"], *rare]).encode("gb18030"),
        rare,
        ["order", "日期", "name", "code", "n", "amount", "y"],
    )
    found["mark within the first quotes"] = whole("\ufeff" + QUOTED)
    return found


def line_ends() -> dict[str, Polluted]:
    """Ways to end lines and files."""
    lines = TEXT.splitlines(keepends=True)
    mixed = "".join(line.replace("\n", "\r\n") if place % 3 else line for place, line in enumerate(lines))
    cells = [[*row[:6], "two\nlines" if place % 4 == 0 else row[6]] for place, row in enumerate(CLEAN)]
    marks = [[*row[:6], "a\u2028b\x85c\x0bd"] for row in CLEAN]
    zero = TEXT.replace("急件", "急\x00件")
    return {
        "crlf": whole(TEXT.replace("\n", "\r\n")),
        "cr": whole(TEXT.replace("\n", "\r")),
        "mixed line ends": whole(mixed),
        "cr cr lf": whole(TEXT.replace("\n", "\r\r\n"), more=len(ALL)),
        "no final line end": whole(TEXT[:-1]),
        "crlf, no final line end": whole(TEXT.replace("\n", "\r\n")[:-2]),
        "two final line ends": whole(TEXT + "\n", more=1),
        "twenty final line ends": whole(TEXT + "\n" * 20, more=20),
        "line ends within quotes": whole(text_of([HEADER, *cells]), cells),
        "lf within quotes, crlf without": whole(text_of([HEADER, *cells], lineterminator="\r\n"), cells),
        "line ends of unicode within cells": whole(text_of([HEADER, *marks]), marks),
        "zero bytes": whole(zero),
        "mark of the end of a file": whole(TEXT + "\x1a", more=1),
    }


def delimiters() -> dict[str, Polluted]:
    """What may stand between cells."""
    found = {}
    for name, sign in (("semicolons", ";"), ("tabs", "\t"), ("bars", "|"), ("carets", "^"), ("tildes", "~")):
        found[name] = whole(text_of(ALL, delimiter=sign))
    for name, sign in (("broken bars", "¦"), ("unit separators", "\x1f"), ("start of heading", "\x01")):
        found[name] = whole(text_of(ALL, delimiter=sign))
    for sign in ("||", "~|~", ", ", "; ", "::", "@@", ";;", " | ", "|;|", "\t|", "^|^", "#"):
        found[f"between cells {sign!r}"] = whole(joined(PLAIN_ALL, sign), PLAIN, LATIN_HEADER)
    dotted = [[*row[:5], row[5].replace(".", ","), row[6]] for row in PLAIN]
    for sign in ("，", "；", "&&", "§", "::", "---", ",\t"):
        found[f"between cells {sign!r}"] = whole(joined(PLAIN_ALL, sign), PLAIN, LATIN_HEADER)
    found["text of a spreadsheet"] = whole(text_of(ALL, delimiter="\t", lineterminator="\r\n").encode("utf-16"))
    found["semicolons, decimal commas"] = whole(joined([LATIN_HEADER, *dotted], ";"), dotted, LATIN_HEADER)
    found["commas, decimal commas quoted"] = whole(text_of([LATIN_HEADER, *dotted]), dotted, LATIN_HEADER)
    grouped = [[*row[:5], f"1,{row[5]}", row[6]] for row in PLAIN]
    found["tabs, grouped numbers"] = whole(joined([LATIN_HEADER, *grouped], "\t"), grouped, LATIN_HEADER)
    timed = [[row[0], f"{row[1]} 10:2{row[4]}:00", *row[2:]] for row in PLAIN]
    found["semicolons and times"] = whole(joined([LATIN_HEADER, *timed], ";"), timed, LATIN_HEADER)
    urls = [[*row[:6], f"https://x.example/a;b|c?d={row[0]}"] for row in PLAIN]
    found["other delimiters within addresses"] = whole(joined([LATIN_HEADER, *urls], ","), urls, LATIN_HEADER)
    json = [[*row[:6], f'{{"id": {row[0]}, "tags": ["a", "b"]}}'] for row in PLAIN]
    found["json in cells"] = whole(text_of([LATIN_HEADER, *json]), json, LATIN_HEADER)
    return found


def _replaced(rows: list[Row], old: str, new: str) -> list[Row]:
    return [[cell.replace(old, new) for cell in row] for row in rows]


def quotes() -> dict[str, Polluted]:
    """Ways to quote, and to fail at it."""
    single = text_of(ALL, quotechar="'", quoting=csv.QUOTE_ALL)
    words = text_of(ALL, quoting=csv.QUOTE_NONNUMERIC)
    one = QUOTED.splitlines(keepends=True)
    once = "".join([*one[:9], one[9].replace("-", '-"', 1), *one[10:]])
    broken = [
        row if place != 8 else [row[0], row[1].replace("-", '-"', 1), *row[2:]] for place, row in enumerate(CLEAN)
    ]
    padded = QUOTED.replace('","', '" , "')
    in_text = TEXT.replace("龙腾贸易", '龙"腾贸易')
    opened = [row if place != 5 else [row[0], row[1], '"' + row[2], *row[3:]] for place, row in enumerate(PLAIN)]
    curled = [[f"“{cell}”" if cell.isalpha() else cell for cell in row] for row in PLAIN_ALL]
    apostrophes = _replaced(PLAIN_ALL, "Shanghai", "Xi'an")
    wrapped = "".join('"' + line.replace('"', '""') + '"\n' for line in TEXT.splitlines())
    return {
        "all quoted": whole(QUOTED),
        "words quoted": whole(words),
        "single quotes": whole(single),
        "backslash before quotes": whole(text_of(ALL, escapechar="\\", doublequote=False)),
        "backslash before quotes, all quoted": whole(
            text_of(ALL, escapechar="\\", doublequote=False, quoting=csv.QUOTE_ALL)
        ),
        "backslash before delimiters": whole(text_of(ALL, escapechar="\\", quoting=csv.QUOTE_NONE)),
        "quotes in quotes as they are": whole(QUOTED.replace('""no""', '"no"')),
        "a stray quote in one cell": whole(once, broken),
        "a stray quote in many cells": whole(in_text, _replaced(CLEAN, "龙腾", '龙"腾')),
        "a quote never closed": whole(joined([LATIN_HEADER, *opened], ","), opened, LATIN_HEADER),
        "blanks round quotes": whole(padded),
        "nothing quoted": whole(joined(PLAIN_ALL, ","), PLAIN, LATIN_HEADER),
        "inches": whole(
            joined([LATIN_HEADER, *_replaced(PLAIN, "urgent", '5"')], ","),
            _replaced(PLAIN, "urgent", '5"'),
            LATIN_HEADER,
        ),
        "lines quoted as a whole": whole(wrapped),
        "typographic quotes": whole(joined(curled, ","), curled[1:], curled[0]),
        "a quote at the end of a cell": whole(TEXT.replace("广州", '广州"'), _replaced(CLEAN, "广州", '广州"')),
        "apostrophes": whole(joined(apostrophes, ","), apostrophes[1:], apostrophes[0]),
        "header alone quoted": whole(text_of([HEADER], quoting=csv.QUOTE_ALL) + text_of(CLEAN)),
        "empty cells quoted": whole(joined(PLAIN_ALL, ",").replace(",\n", ',""\n'), PLAIN, LATIN_HEADER),
    }
