"""Tables whose cells stand at fixed places in the line: where each column begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from core.intake.columns.cells import cell_kind
from core.intake.files.quotes import FILLER, FIXED, WIDE, fixed_places, widened

MOST_TITLES = 5
MOST_NOTES = 3
FEW_LINES = 8  # below, one blank above the other may be chance
RULE = re.compile(r" *[-=_]{2,}(?: +[-=_]{2,})+ *")


def fixed_delimiters(lines: Sequence[str]) -> list[str]:
    """The delimiters of the kind `FIXED` under which no word of the lines is cut, hanzi as one place and as two.

    Some lines at the top and the bottom may be titles and notes that keep to no column.
    """
    places = _places(lines)
    found = [FIXED + places] if places else []
    wide = list(map(widened, lines))
    if wide != list(lines) and (places := _places(wide)):
        found.append(WIDE + places)
    return found


def _places(lines: Sequence[str]) -> str | None:
    """Where columns begin, as in "0,6,15"; None where there is no such place."""
    if len(lines) < 2 or any("\t" in line for line in lines):
        return None
    rule = next((line for line in lines[: MOST_TITLES + 2] if RULE.fullmatch(line)), None)
    if rule:
        return _written([found.start() for found in re.finditer(r"\S+", rule)])
    masks = [_mask(line) for line in lines]
    best: list[int] = []
    for top in range(min(MOST_TITLES, len(lines) - 2) + 1):
        for bottom in range(min(MOST_NOTES, len(lines) - 2 - top) + 1):
            body = range(top, len(lines) - bottom)
            starts = _starts(masks, lines, body)
            best = starts if len(starts) > len(best) else best
    return _written(best) if len(best) > 1 else None


def _written(starts: Sequence[int]) -> str:
    return ",".join(map(str, [0, *starts[1:]]))


def _mask(line: str) -> int:
    """One bit per place, the first one lowest: whether anything stands there."""
    return int("".join("0" if sign in " \u3000" else "1" for sign in reversed(line)) or "0", 2)


def _starts(masks: Sequence[int], lines: Sequence[str], body: range) -> list[int]:
    """Where columns begin: behind the places that are blank in all lines of the body."""
    whole = 0
    for place in body:
        whole |= masks[place]
    runs = [found.span() for found in re.finditer("1+", bin(whole)[:1:-1])]
    starts = [start for start, _ in runs[:1]]
    for (_, stop), (start, end) in pairwise(runs):
        if start - stop >= 2 or (len(body) >= FEW_LINES and _is_typed(lines, body, starts[-1], stop, start, end)):
            starts.append(start)
    return starts


def _is_typed(lines: Sequence[str], body: range, left: int, stop: int, start: int, end: int) -> bool:
    """Whether on one side of a single blank nearly all cells are numbers or dates, so that it divides no words."""
    for side in (slice(left, stop), slice(start, end)):
        cells = [cell for place in body if (cell := lines[place][side].replace(FILLER, "").strip())]
        typed = sum(cell_kind(cell) in {"number", "date"} for cell in cells)
        if cells and typed >= 0.8 * len(cells):
            return True
    return False


def keeps_to(line: str, delimiter: str) -> bool:
    """Whether no word of a line goes over the places of a delimiter of the kind `FIXED`."""
    line = widened(line) if delimiter.startswith(WIDE) else line
    return all(line[place - 1 : place] in {"", " "} for place in fixed_places(delimiter)[1:])
