"""Counts the rows of a UTF-8 file in blocks, and says whether every one of them is regular.

Regular = it is UTF-8, each row has the same number of cells, quotes stand only where they open, close or are doubled,
all lines end alike, none is blank. Only then may an engine read the file as it is; this count is what it is checked
against.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.intake.files.records import ROW_LIMIT_BYTES
from core.intake.files.survey_arrays import CR, LF, SurveyArrays

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LINE_STARTS = (LF, 0xBF)  # what stands before a line: a line feed, or the last byte of a UTF-8 mark
WORKERS = 2
WAITING = 8  # blocks that may wait for a worker


@dataclass(frozen=True)
class _Block:
    """What was found in a piece of the file that ends with a line end."""

    regular: bool
    rows: int = 0
    crlf: bool | None = None  # None: no row ends here
    tight: bool = False
    open_cells: int = 0  # delimiters and bytes after the last row end outside quotes
    open_bytes: int = 0


IRREGULAR = _Block(False)


class Survey:
    """Feed the blocks in order, then `finish`. `regular` turns False at the first row that is not.

    Blocks are looked at by worker threads as long as no quote has come; from there on one after the other.
    """

    def __init__(self, delimiter: str, quote: str, width: int, header: bytes = b"") -> None:
        self.header = header  # a line that must not come again, also behind the mark of another file
        self.delimiter, self.quote, self.width = ord(delimiter), ord(quote) if quote else -1, width
        self.quote_bytes = quote.encode()
        self.rows = 0
        self.regular = True
        self.tight = True  # no quotes, and no cell so far begins or ends with a blank
        self.crlf: bool | None = None
        self._rest = b""
        self._inside = 0  # 1 while the rows so far end within quotes
        self._open_cells = 0  # delimiters and bytes of the row that is not finished yet
        self._open_bytes = 0
        self._begun = self._quoted = False
        self._arrays = SurveyArrays()
        self._workers = ThreadPoolExecutor(WORKERS)
        self._waiting: deque[Future[_Block]] = deque()

    def feed(self, block: bytes) -> None:
        """Count the rows that end in `block`."""
        if not self.regular:
            return
        cut = block.rfind(b"\n") + 1
        if not cut:
            self._rest += block
            self.regular = len(self._rest) <= ROW_LIMIT_BYTES
            return
        self._count(self._rest + block[:cut])
        self._rest = block[cut:]

    def finish(self) -> None:
        """Count the last row where no line end closes it; an open quote is irregular."""
        self._take(0)
        if self._rest and self.regular:
            ending = b"\r\n" if self.crlf and not self._rest.endswith(b"\r") else b"\n"
            self._count(self._rest + ending)
            self._take(0)
        self._workers.shutdown(wait=False, cancel_futures=True)
        self.regular = self.regular and not self._inside and self.rows > 0
        self._rest = b""

    def _count(self, data: bytes) -> None:
        """Have the rows in `data` counted, which ends with a line feed."""
        first, self._begun = not self._begun, True
        self._quoted = self._quoted or (bool(self.quote_bytes) and self.quote_bytes in data)
        if self._quoted:
            self._take(0)
            if self.regular:
                self._add(self._look(data, first))
        else:
            self._waiting.append(self._workers.submit(self._look, data, first))
            self._take(WAITING)

    def _take(self, left: int) -> None:
        """Take what the workers found into the count, in order, until `left` blocks wait."""
        while len(self._waiting) > left:
            found = self._waiting.popleft().result()
            if self.regular:
                self._add(found)

    def _add(self, found: _Block) -> None:
        alike = found.crlf is None or self.crlf in {None, found.crlf}
        self.regular = found.regular and alike
        self.tight = self.tight and found.tight
        self.crlf = self.crlf if found.crlf is None else found.crlf
        self.rows += found.rows
        self._open_cells, self._open_bytes = found.open_cells, found.open_bytes

    def _look(self, data: bytes, first: bool) -> _Block:
        """What is in a piece that ends with a line feed."""
        import numpy as np

        codes = np.frombuffer(data, np.uint8)
        if b"\x00" in data or (self.header and self._has_header(data, first)):
            return IRREGULAR
        if not self._arrays.is_utf8(data, codes):
            return IRREGULAR
        if self._quoted:
            return self._quoted_rows(data, codes)
        line_ends, delimiters, tight = self._arrays.lines(data, codes, self.delimiter)
        if delimiters != self.width - 1:
            return IRREGULAR
        return self._checked(data, codes, line_ends, _Block(True, tight=tight))

    def _has_header(self, data: bytes, first: bool) -> bool:
        place = data.find(self.header, 1 if first else 0)
        while place > 0 and data[place - 1] not in LINE_STARTS:
            place = data.find(self.header, place + 1)
        return place >= 0

    def _outside_quotes(self, codes: NDArray[np.uint8]) -> tuple[NDArray[np.int64], NDArray[np.bool_]] | None:
        """Where delimiters and line feeds stand outside quotes; None where a quote stands where none may.

        A quote that opens follows a delimiter, a line feed or another quote; one that closes is followed by one.
        """
        import numpy as np

        places = np.flatnonzero((codes == self.delimiter) | (codes == LF) | (codes == self.quote))
        kinds = codes[places]
        is_quote = kinds == self.quote
        inside = (np.cumsum(is_quote) + self._inside) & 1
        opening, closing = places[is_quote & (inside == 1)], places[is_quote & (inside == 0)]
        before = np.where(opening > 0, codes[opening - 1], LF)
        after = codes[closing + 1]  # data ends with a line feed, so there is always one more
        borders = (self.delimiter, LF, self.quote)
        if not (np.isin(before, borders).all() and np.isin(after, (*borders, CR)).all()):
            return None
        self._inside = int(inside[-1]) if len(inside) else self._inside
        outside = ~is_quote & (inside == 0)
        return places[outside], kinds[outside] == LF

    def _quoted_rows(self, data: bytes, codes: NDArray[np.uint8]) -> _Block:
        """The rows that end in `data`, if they are regular; the first may have begun before it."""
        import numpy as np

        found = self._outside_quotes(codes)
        if found is None:
            return IRREGULAR
        places, is_end = found
        ends = np.flatnonzero(is_end)
        if not len(ends):
            open_bytes = self._open_bytes + len(data)
            return _Block(open_bytes <= ROW_LIMIT_BYTES, 0, None, False, self._open_cells + len(places), open_bytes)
        cells = np.diff(ends, prepend=-1)
        cells[0] += self._open_cells
        line_ends = places[ends]
        open_cells, open_bytes = len(places) - 1 - int(ends[-1]), len(data) - 1 - int(line_ends[-1])
        block = _Block(bool((cells == self.width).all()), open_cells=open_cells, open_bytes=open_bytes)
        return self._checked(data, codes, line_ends, block)

    def _checked(self, data: bytes, codes: NDArray[np.uint8], line_ends: NDArray[np.int64], block: _Block) -> _Block:
        """What is known of a block, with its rows: whether all end alike, none is blank and none too long."""
        import numpy as np

        sizes = np.diff(line_ends, prepend=-1)
        sizes[0] += self._open_bytes
        crlf = _line_ends_alike(data, codes, line_ends)
        blank = self.width + (1 if crlf else 0)  # a row of delimiters alone
        regular = block.regular and crlf is not None
        regular = regular and int(sizes.min()) > blank and int(sizes.max()) <= ROW_LIMIT_BYTES
        return replace(block, regular=regular, rows=len(line_ends), crlf=crlf)


def _line_ends_alike(data: bytes, codes: NDArray[np.uint8], line_ends: NDArray[np.int64]) -> bool | None:
    """True: all rows end with CRLF; False: all with LF; None: mixed, or a lone CR."""
    if b"\r" not in data:
        return False
    if data.count(b"\r") != data.count(b"\r\n"):
        return None
    before = int((codes[line_ends - 1] == CR).sum())
    return None if before not in {0, len(line_ends)} else before > 0
