"""What a survey asks of a piece of a file, answered in arrays that every worker keeps for the next piece.

New arrays of the size of a piece for each question would be given back to the system and asked for anew each time,
which takes longer than to fill them.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from core.intake.values.formats import BLANKS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LF, CR = 10, 13
SPACE = 32
FOUR_BYTES = 0xF0
DECODED_LEADS = (b"\xc0", b"\xc1", b"\xe0", b"\xed")
WIDE_BLANKS = tuple(blank.encode() for blank in BLANKS if blank > "\x7f")
MOST_IN_A_BYTE = 255


class SurveyArrays(threading.local):
    """Three arrays of truth values per thread, as long as the longest piece that came."""

    def __init__(self) -> None:
        self._kept: list[NDArray[np.bool_]] = []

    def _of(self, length: int) -> list[NDArray[np.bool_]]:
        import numpy as np

        if not self._kept or len(self._kept[0]) < length:
            self._kept = [np.empty(length, np.bool_) for _ in range(3)]
        return [array[:length] for array in self._kept]

    def is_utf8(self, data: bytes, codes: NDArray[np.uint8]) -> bool:
        """Whether whole lines are UTF-8: done in arrays, which leaves the other workers running, as decoding does not.

        Bytes that begin rare characters or none have rules of their own for what follows; with those it is decoded.
        """
        import numpy as np

        if data.isascii():
            return True
        if codes.max() >= FOUR_BYTES or any(lead in data for lead in DECODED_LEADS):
            try:
                data.decode("utf-8")
            except UnicodeDecodeError:
                return False
            return True
        follows, expected, wrong = self._of(len(codes))
        np.less(codes.view("int8"), -0x40, out=follows)  # 0x80 to 0xBF
        np.greater_equal(codes, 0xC0, out=expected)
        if len(codes) < 2 or follows[0] or follows[1] != expected[0]:
            return False
        np.greater_equal(codes, 0xE0, out=wrong)
        wrong = wrong[:-2]
        wrong |= expected[1:-1]
        wrong ^= follows[2:]
        return not bool(wrong.any())

    def lines(
        self, data: bytes, codes: NDArray[np.uint8], delimiter: int
    ) -> tuple[NDArray[np.int64], int | None, bool]:
        """Of whole lines without quotes: where they end, how many delimiters each has, and whether they are tight.

        None delimiters where not all lines have as many. Tight = no cell begins or ends with a blank.
        """
        import numpy as np

        borders, is_end, spare = self._of(len(codes))
        np.equal(codes, LF, out=is_end)
        line_ends = np.flatnonzero(is_end)
        np.equal(codes, delimiter, out=borders)
        each = _as_many_each(borders, line_ends)
        borders |= is_end
        return line_ends, each, _is_tight(data, codes, borders, is_end, spare)


def _as_many_each(delimiters: NDArray[np.bool_], line_ends: NDArray[np.int64]) -> int | None:
    """How many delimiters every line has; None where they differ."""
    import numpy as np

    first, total = int(np.count_nonzero(delimiters[: line_ends[0]])), int(np.count_nonzero(delimiters))
    if total != first * len(line_ends):
        return None
    starts = np.concatenate(([0], line_ends[:-1] + 1))
    # counted in single bytes, a line may seem to have 256 fewer than it has; the total would then be greater
    narrow = np.uint8 if first <= MOST_IN_A_BYTE else np.int64
    counts = np.add.reduceat(delimiters.view(np.uint8), starts, dtype=narrow)
    return first if bool((counts == first).all()) else None


def _is_tight(
    data: bytes,
    codes: NDArray[np.uint8],
    borders: NDArray[np.bool_],
    touching: NDArray[np.bool_],
    blanks: NDArray[np.bool_],
) -> bool:
    """Whether no cell begins or ends with a blank; a wide blank anywhere makes it False. The arrays are written."""
    import numpy as np

    if any(blank[:1] in data and blank in data for blank in WIDE_BLANKS):  # a single byte is found far faster
        return False
    np.less_equal(codes, SPACE, out=blanks)
    np.greater(blanks, borders, out=blanks)
    if b"\r" in data:  # of a line end: no blank of the cell, which ends before it
        np.equal(codes, CR, out=touching)
        borders |= touching
        np.greater(blanks, touching, out=blanks)
    if blanks[0]:
        return False
    touching = touching[1:]
    if np.logical_and(blanks[1:], borders[:-1], out=touching).any():
        return False
    return not bool(np.logical_and(blanks[:-1], borders[1:], out=touching).any())
