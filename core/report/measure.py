"""How wide a text is and how it is made to fit: no text may run over its box, whatever font the reader has."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

LINE_HEIGHT = 1.22
BOLDER = 1.06
ALLOWANCE = 1.06
"""Fonts differ: what fits here with six percent to spare also fits in the usual sans-serif fonts."""
WIDE = 1.0
USUAL = 0.56
UNITS = "万亿"
NOT_LAST = "（《“‘([{¥$"
NOT_FIRST = "。，；：、！？）》”’％%.,;:!?)]}"
# widths of a usual sans-serif in thousandths of its size, for the signs from space to ~
WIDTHS = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 "
    "584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 "
    "667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 "
    "278 556 500 722 500 500 500 334 260 334 584"
)
NARROW = tuple(int(width) / 1000 for width in WIDTHS.split())


@dataclass(frozen=True)
class Fitted:
    """A text as it fits: its size and its lines, the last one cut with an ellipsis where nothing else helped.

    `text`: the same without breaks, for programs that break lines themselves.
    """

    size: float
    lines: tuple[str, ...]
    text: str

    @property
    def height(self) -> float:
        """The height of all lines in points."""
        return len(self.lines) * self.size * LINE_HEIGHT


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a line in points, a little generous."""
    ems = sum(_em(sign) for sign in text)
    return ems * size * ALLOWANCE * (BOLDER if bold else 1)


def _em(sign: str) -> float:
    place = ord(sign) - 32
    if 0 <= place < len(NARROW):
        return NARROW[place]
    if unicodedata.combining(sign):
        return 0.0
    return WIDE if unicodedata.east_asian_width(sign) in "WFA" else USUAL


def fitted(
    text: str, width: float, height: float, size: float, smallest: float, *, bold: bool = False, most: int = 99
) -> Fitted:
    """The text in the largest size down to `smallest` in which it fits the box; beyond that it is cut."""
    step = size
    while True:
        lines = wrapped(text, width, step, bold=bold)
        room = max(1, min(most, int(height / (step * LINE_HEIGHT))))
        if len(lines) <= room:
            return Fitted(step, lines, text)
        if step - 0.5 < smallest:
            kept = (*lines[: room - 1], _cut(" ".join(lines[room - 1 :]), width, step, bold))
            return Fitted(step, kept, _beginning(text, kept))
        step -= 0.5


def _beginning(text: str, lines: tuple[str, ...]) -> str:
    """The text up to where its lines were cut."""
    left = sum(1 for line in lines for sign in line if not sign.isspace()) - 1
    for place, sign in enumerate(text):
        if not left:
            return text[:place].rstrip() + "…"
        left -= not sign.isspace()
    return text


def cut(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """One line of the text, cut with an ellipsis where it is longer than the width."""
    line = " ".join(text.split())
    return line if text_width(line, size, bold=bold) <= width else _cut(line, width, size, bold)


def _cut(text: str, width: float, size: float, bold: bool) -> str:
    kept = text
    while kept and text_width(kept + "…", size, bold=bold) > width:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def wrapped(text: str, width: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """The text in lines: broken at spaces and between Chinese signs, within a word only where it is too long alone."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in _pieces(paragraph):
            joined = line + piece
            if not line or text_width(joined.rstrip(), size, bold=bold) <= width:
                line = joined
            else:
                lines.append(line.rstrip())
                line = piece.lstrip()
            while text_width(line.rstrip(), size, bold=bold) > width and len(line) > 1:
                kept = _longest(line, width, size, bold)
                lines.append(line[:kept])
                line = line[kept:]
        lines.append(line.rstrip())
    return tuple(lines)


def _longest(line: str, width: float, size: float, bold: bool) -> int:
    kept = len(line)
    while kept > 1 and text_width(line[:kept], size, bold=bold) > width:
        kept -= 1
    return kept


def _pieces(text: str) -> list[str]:
    """Where a line may break: after spaces and around wide signs; not before a closing mark or the unit of a number."""
    found: list[str] = []
    for sign in text:
        last = found[-1] if found else ""
        if not last or (_may_break(last, sign) and not _belongs(last, sign)):
            found.append(sign)
        else:
            found[-1] += sign
    return found


def _may_break(last: str, sign: str) -> bool:
    wide = any(unicodedata.east_asian_width(one) in "WF" for one in (last[-1], sign))
    return wide or last.endswith(" ")


def _belongs(last: str, sign: str) -> bool:
    return sign == " " or sign in NOT_FIRST or last[-1] in NOT_LAST or (sign in UNITS and last[-1].isdigit())
