"""Cells of an XLSX sheet that its reader leaves empty although they hold something: errors, formulas without a value.

Errors come as they are shown ("#N/A"), a formula that no program has computed comes as itself ("=A1*2"): as a number
or a date they are refused with that text, and nothing is lost in silence.
"""

from __future__ import annotations

import html
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import IO

from core.intake.container.xml import attributes_of

BLOCK_BYTES = 1 << 20
LONGEST_ROW_BYTES = 1 << 26

Gaps = dict[int, dict[int, str]]  # row -> column -> text, both from 0

TOKEN = re.compile(rb"<(?:\w+:)?row\b([^>]*)>|<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
PLACE = re.compile(rb"""\br=["']([A-Z]*)(\d+)["']""")
ERROR = re.compile(rb"""\bt=["']e["']""")
COMPUTED_TEXT = re.compile(rb"""\bt=["']str["']""")
VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]+)<")
FORMULA = re.compile(rb"<(?:\w+:)?f\b([^>]*?)(?:/>|>([^<]*)<)")
SHARED = re.compile(rb"""\bsi=["'](\d+)["']""")
EMPTY_VALUE = re.compile(rb"(?:/>|/(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>")


def xlsx_gaps(archive: zipfile.ZipFile) -> dict[int, Gaps]:
    """The gaps of each sheet of a workbook by the sheet's place (from 0); none where its file cannot be told."""
    found = {}
    for place, part in _parts(archive).items():
        with archive.open(part) as stream:
            found[place] = gaps_of(stream)
    return found


def _parts(archive: zipfile.ZipFile) -> dict[int, str]:
    """The file in the archive that holds each sheet."""
    names = {name.lower().replace("\\", "/").lstrip("/"): name for name in archive.namelist()}
    book = next((name for name in names if name.endswith("workbook.xml")), "")
    folder, file = posixpath.split(book)
    links = names.get(posixpath.join(folder, "_rels", f"{file}.rels"))
    if links is None:
        return {}
    targets = {
        link.get("Id"): link.get("Target", "").replace("\\", "/").lower()
        for link in attributes_of(archive.read(links), "Relationship")
        if link.get("Type", "").endswith("/worksheet")
    }
    parts = {}
    for place, sheet in enumerate(attributes_of(archive.read(names[book]), "sheet")):
        if target := targets.get(sheet.get("id")):
            path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            parts[place] = names[path]
    return parts


def gaps_of(stream: IO[bytes]) -> Gaps:
    """The gaps of one sheet, from its XML. Blocks without an error or an uncomputed formula are not taken apart."""
    found: Gaps = {}
    shared: dict[bytes, str] = {}
    placed = None
    row = column = -1
    for block in _row_blocks(stream):
        if placed is None and (first := TOKEN.search(block)):
            placed = PLACE.search(first[1] or first[2] or b"") is not None
        if placed and not _suspicious(block):
            continue
        for token in TOKEN.finditer(block):
            place = PLACE.search(token[1] if token[1] is not None else token[2])
            if token[1] is not None:
                row, column = (int(place[2]) - 1 if place else row + 1), -1
                continue
            column = column_number(place[1]) if place else column + 1
            text = _gap_text(token[2], token[3] or b"", shared)
            if text is not None:
                found.setdefault(int(place[2]) - 1 if place else row, {})[column] = text
    return found


def _row_blocks(stream: IO[bytes]) -> Iterator[bytes]:
    """The XML in pieces that end with a row."""
    rest = b""
    while block := stream.read(BLOCK_BYTES):
        rest += block
        cut = rest.rfind(b"row>") + 4
        if cut > 3:
            yield rest[:cut]
            rest = rest[cut:]
        elif len(rest) > LONGEST_ROW_BYTES:
            raise MemoryError
    yield rest


def _suspicious(block: bytes) -> bool:
    if b't="e"' in block or b"t='e'" in block:
        return True
    return (b"</f>" in block or b":f>" in block or b"<f" in block) and EMPTY_VALUE.search(block) is not None


def _gap_text(attributes: bytes, content: bytes, shared: dict[bytes, str]) -> str | None:
    """What a cell holds that its reader does not give; None where it gives all."""
    value = VALUE.search(content)
    if ERROR.search(attributes):
        return value[1].decode("utf-8", "replace") if value else "#ERROR"
    formula = FORMULA.search(content)
    if formula is None:
        return None
    text = html.unescape((formula[2] or b"").decode("utf-8", "replace"))
    index = SHARED.search(formula[1])
    if index:
        text = shared.setdefault(index[1], text) if text else shared.get(index[1], "")
    return None if value or COMPUTED_TEXT.search(attributes) else f"={text}"


def column_number(letters: bytes) -> int:
    """A -> 0, Z -> 25, AA -> 26."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
