"""Counts the rows of a UTF-8 file in blocks, and says whether every one of them is regular.

Regular = each row has the same number of cells, quotes stand only where they open, close or are doubled, all lines
end alike, none is blank. Only then may an engine read the file as it is; this count is what it is checked against.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.intake.records import ROW_LIMIT_BYTES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LF, CR = 10, 13


class Survey:
    """Feed the blocks in order, then `finish`. `regular` turns False at the first row that is not."""

    def __init__(self, delimiter: str, quote: str, width: int, header: bytes = b"") -> None:
        self.header = header  # a line that must not come again, with the line end before it
        self.delimiter, self.quote, self.width = ord(delimiter), ord(quote) if quote else -1, width
        self.quote_bytes = quote.encode()
        self.rows = 0
        self.regular = True
        self.crlf: bool | None = None
        self._rest = b""
        self._inside = 0  # 1 while the rows so far end within quotes
        self._open_cells = 0  # delimiters and bytes of the row that is not finished yet
        self._open_bytes = 0

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
        if self._rest and self.regular:
            ending = b"\r\n" if self.crlf and not self._rest.endswith(b"\r") else b"\n"
            self._count(self._rest + ending)
        self.regular = self.regular and not self._inside and self.rows > 0
        self._rest = b""

    def _count(self, data: bytes) -> None:
        """Count the rows in `data`, which ends with a line feed."""
        import numpy as np

        if b"\x00" in data or (self.header and self.header in data):
            self.regular = False
            return
        codes = np.frombuffer(data, np.uint8)
        if self._inside or (self.quote_bytes and self.quote_bytes in data):
            found = self._outside_quotes(codes)
            if found is None:
                self.regular = False
                return
            places, is_end = found
        else:
            places = np.flatnonzero((codes == self.delimiter) | (codes == LF))
            is_end = codes[places] == LF
        self._check(data, codes, places, is_end)

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

    def _check(
        self, data: bytes, codes: NDArray[np.uint8], places: NDArray[np.int64], is_end: NDArray[np.bool_]
    ) -> None:
        """Take the rows that end at `places[is_end]` into the count, or find them irregular."""
        import numpy as np

        ends = np.flatnonzero(is_end)
        if not len(ends):
            self._open_cells += len(places)
            self._open_bytes += len(data)
            self.regular = self._open_bytes <= ROW_LIMIT_BYTES
            return
        cells = np.diff(ends, prepend=-1)
        cells[0] += self._open_cells
        line_ends = places[ends]
        sizes = np.diff(line_ends, prepend=-1)
        sizes[0] += self._open_bytes
        crlf = self._line_ends_alike(data, codes, line_ends)
        blank = self.width + (1 if crlf else 0)  # a row of delimiters alone
        alike = crlf is not None and bool((cells == self.width).all())
        self.regular = alike and int(sizes.min()) > blank and int(sizes.max()) <= ROW_LIMIT_BYTES
        self.crlf = crlf
        self.rows += len(ends)
        self._open_cells = len(places) - 1 - int(ends[-1])
        self._open_bytes = len(data) - 1 - int(line_ends[-1])

    def _line_ends_alike(self, data: bytes, codes: NDArray[np.uint8], line_ends: NDArray[np.int64]) -> bool | None:
        """True: all rows end with CRLF; False: all with LF; None: mixed, changed since the last block, or a lone CR."""
        returns = data.count(b"\r")
        if returns != (data.count(b"\r\n") if returns else 0):
            return None
        before = int((codes[line_ends - 1] == CR).sum()) if returns else 0
        if before not in {0, len(line_ends)}:
            return None
        crlf = before > 0
        return crlf if self.crlf in {None, crlf} else None
