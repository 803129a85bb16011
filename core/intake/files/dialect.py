"""Which delimiter, quote and escape a text is written with: every candidate is tried and scored."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.intake.columns.cells import TYPED, cell_kind
from core.intake.files.fixed import fixed_delimiters, keeps_to
from core.intake.files.quotes import BLANKS, FIXED, WRAPPED, Dialect, fixed_places
from core.intake.files.reading import Hints
from core.intake.files.records import Line, cells_of, is_wrapped, read_records, unwrapped

# How readily a character is believed to separate cells, other things equal.
TRUST = {"\t": 1.05, ",": 1.0, ";": 1.0, "|": 1.0, "\x1f": 1.0, "\x01": 1.0, "~": 0.9, "^": 0.9, "¦": 0.9, "§": 0.9}
TRUST |= {"@@": 0.9, "&&": 0.9, "%%": 0.9, "$$": 0.9, "!!": 0.9, "，": 0.8, "；": 0.8, "#": 0.7, ":": 0.6}
BLANK_TRUST = {BLANKS: 0.55, " ": 0.5}
FIXED_TRUST = 0.55  # as much as blanks: where each blank divides, that says it more simply
ONE_COLUMN_SCORE = 0.25
MOST_HELP = 1.02  # what an escape that helps adds to a score
WRAPPED_SCORE = 0.55
SAMPLE_LINES = 400
EXTENSIONS = " ,;|:~^\t#@&!*"
SEP_LINE = re.compile(r"\ufeff?\"?sep=(.{1,3}?)\"?", re.IGNORECASE)


@dataclass(frozen=True)
class Scored:
    """A dialect with its score and the number of cells that most rows have under it."""

    dialect: Dialect
    score: float
    width: int


def guess_dialect(lines: Sequence[Line], hints: Hints) -> Scored:
    """The dialect under which the rows agree best on how many cells they have, and the cells look like something.

    `lines` are the first of the file. What `hints` give is kept. Where nothing separates cells the delimiter is ",",
    or "" where commas stand in the text without separating anything.
    """
    lines = [(text, end) for text, end in lines[:SAMPLE_LINES] if text.strip()]
    text = "\n".join(line for line, _ in lines)
    named = SEP_LINE.fullmatch(lines[0][0]) if lines else None
    if hints.delimiter is not None:
        delimiters = [hints.delimiter]
    elif named:
        delimiters = [named[1]]
    else:
        delimiters = [each for each in (*TRUST, *BLANK_TRUST) if (" " if each in BLANK_TRUST else each) in text]
    if hints.delimiter is None and _all_dates([line for line, _ in lines[1:]]):
        return _one_column(lines, text, hints)
    given = hints.delimiter is not None or named is not None
    best = _best(lines, delimiters, hints, fixed="  " in text and not given)
    if best is None or (not given and (best.score < ONE_COLUMN_SCORE or _is_name_of_one_column(lines, best))):
        return _wrapped(lines, hints) or _one_column(lines, text, hints)
    return best if given else _longer(lines, best)


def _wrapped(lines: Sequence[Line], hints: Hints) -> Scored | None:
    """The dialect within lines that are quoted as a whole; None where they are not, or hold one or two cells."""
    if not lines or sum(is_wrapped(text) for text, _ in lines) < 0.9 * len(lines):
        return None
    inside = guess_dialect(list(map(unwrapped, lines)), hints)
    if inside.score < WRAPPED_SCORE or inside.width < 3 or inside.dialect.escape != '"':
        return None
    return replace(inside, dialect=replace(inside.dialect, escape=WRAPPED))


def _best(lines: Sequence[Line], delimiters: Sequence[str], hints: Hints, *, fixed: bool) -> Scored | None:
    """The dialect with the highest score, the first of equals; those that cannot reach it are not tried."""
    best: Scored | None = None
    text = "\n".join(line for line, _ in lines)
    for delimiter in delimiters:
        if best and _trust(delimiter) * MOST_HELP <= best.score:
            continue
        for quote in _quotes(text, delimiter, hints):
            for escape in _escapes(text, quote, hints):
                scored = _score(lines, Dialect(delimiter, quote, escape))
                best = scored if best is None or scored.score > best.score else best
    if fixed and (best is None or best.score < FIXED_TRUST):
        return max([*([best] if best else []), *_fixed(lines)], key=lambda each: each.score, default=None)
    return best


def _trust(delimiter: str) -> float:
    return TRUST.get(delimiter, BLANK_TRUST.get(delimiter, 1.0))


def _is_name_of_one_column(lines: Sequence[Line], best: Scored) -> bool:
    """Whether commas followed by blanks stand within the words of one column: its name above them has none."""
    if best.width != 2 or best.dialect.delimiter != "," or len(lines) < 3:
        return False
    first, *others = (cells_of(each, ",") for each in read_records(lines, best.dialect, 2))
    below = [row for row in others if len(row) == 2]
    return len(first) == 1 and all(row[1][:1] == " " and not set(map(cell_kind, row)) & TYPED for row in below)


def _fixed(lines: Sequence[Line]) -> list[Scored]:
    """The dialects of cells at fixed places, scored by how many lines keep to them."""
    texts = [text for text, _ in lines]
    return [_score_fixed(lines, texts, delimiter) for delimiter in fixed_delimiters(texts)]


def _score_fixed(lines: Sequence[Line], texts: Sequence[str], delimiter: str) -> Scored:
    dialect = Dialect(delimiter, "", "")
    rows = _rows(lines, dialect, None)
    width = len(fixed_places(delimiter))
    agreement = (sum(keeps_to(text, delimiter) for text in texts) / len(texts)) ** 1.5 * (width - 1) / width
    return Scored(dialect, agreement * (0.3 + 0.7 * _meaning(rows, dialect)) * FIXED_TRUST, width)


def _all_dates(texts: Sequence[str]) -> bool:
    """Whether each line is one date or time as a whole: its colons, dots and blanks separate nothing."""
    return bool(texts) and all(cell_kind(text) == "date" for text in texts)


def _one_column(lines: Sequence[Line], text: str, hints: Hints) -> Scored:
    quote = '"' if hints.quote is None else hints.quote
    dialect = Dialect("" if "," in text else ",", quote, _escapes(text, quote, hints)[0])
    return replace(_score(lines, replace(dialect, delimiter="\x00")), dialect=dialect, width=1)


def _quotes(text: str, delimiter: str, hints: Hints) -> list[str]:
    """`"`, or `'` where it opens and closes cells and `"` does so less often."""
    if hints.quote is not None:
        return [hints.quote]
    border = r"\s+" if delimiter in BLANK_TRUST else re.escape(delimiter)
    found = {
        quote: len(re.findall(rf"(?:^|{border}) ?{quote}[^{quote}\n]*{quote} ?(?={border}|$)", text, re.MULTILINE))
        for quote in "\"'"
    }
    return ["'"] if found["'"] > 2 * found['"'] and found["'"] >= 2 else ['"']


def _escapes(text: str, quote: str, hints: Hints) -> list[str]:
    if hints.escape is not None:
        return [hints.escape]
    return [quote, "\\"] if quote and "\\" + quote in text else [quote]


def _score(lines: Sequence[Line], dialect: Dialect) -> Scored:
    """0-1: how far rows agree on their width x how many cells look like values x trust in the delimiter.

    Quotes are read twice: the second time with the width that most rows had the first time.
    """
    width = _usual_width(_rows(lines, dialect, None))
    rows = _rows(lines, dialect, width)
    width = _usual_width(rows)
    if not rows:
        return Scored(dialect, 0.0, 1)
    agreement = _agreement([len(row) for row in rows])
    trust = _trust(dialect.delimiter)
    if dialect.delimiter in BLANK_TRUST and agreement < 0.9 * (width - 1) / max(width, 1):
        trust /= 4  # prose has blanks too
    escape = 1.0 if dialect.escape != "\\" else MOST_HELP if _escape_helps(lines, dialect) else 0.95
    return Scored(dialect, agreement * (0.3 + 0.7 * _meaning(rows, dialect)) * trust * escape, width)


def _agreement(widths: Sequence[int]) -> float:
    """0-1: how far rows agree on more than one cell.

    Narrow rows before the first and after the last wide one are titles and notes: they count for less than those
    between.
    """
    wide = [place for place, width in enumerate(widths) if width > 1]
    if not wide:
        return 0.0
    inner = widths[wide[0] : wide[-1] + 1]
    alike = sum((count / len(inner)) ** 1.5 * (cells - 1) / cells for cells, count in Counter(inner).items() if cells)
    return float(alike) * math.sqrt(len(inner) / len(widths)) * (0.5 if len(wide) == 1 < len(widths) else 1.0)


def _rows(lines: Sequence[Line], dialect: Dialect, width: int | None) -> list[list[str]]:
    rows = [cells_of(each, dialect.delimiter) for each in read_records(lines, dialect, width)]
    return [row for row in rows if any(cell.strip() for cell in row)]


def _usual_width(rows: Sequence[Sequence[str]]) -> int:
    """The number of cells that most rows have; of several equally usual ones the larger."""
    counts = Counter(map(len, rows))
    return max(counts, key=lambda width: (counts[width], width), default=1)


def _escape_helps(lines: Sequence[Line], dialect: Dialect) -> bool:
    """Whether a backslash before a quote keeps the quote from closing a cell: text goes on behind it."""
    mark = "\\" + dialect.quote
    behind = [each for text, _ in lines for each in re.findall(re.escape(mark) + "(.?)", text)]
    return any(each not in {"", dialect.quote, dialect.delimiter[:1]} for each in behind)


def _meaning(rows: Sequence[Sequence[str]], dialect: Dialect) -> float:
    """0-1: the share of cells that are a number, a date, empty, or text without other delimiters in it."""
    cells = [cell for row in rows for cell in row]
    others = [each for each in ",;\t|" if each != dialect.delimiter]
    good = sum(_cell_meaning(cell, others) for cell in cells)
    return good / max(len(cells), 1)


def _cell_meaning(cell: str, others: Sequence[str]) -> float:
    kind = cell_kind(cell)
    if kind != "text":
        return 0.8 if kind == "empty" else 1.0
    if len(cell) > 1 and cell[0] in "\"'" and cell[-1] != cell[0]:
        return 0.1
    return 0.3 if any(each in cell for each in others) else 0.9


def _longer(lines: Sequence[Line], best: Scored) -> Scored:
    """The same dialect with a delimiter of several characters, where each one stands in the same company."""
    quote, delimiter = best.dialect.quote, best.dialect.delimiter
    if delimiter in BLANK_TRUST or delimiter.startswith(FIXED):
        return best
    quoted = f"{quote}[^{quote}]*{quote}" if quote else r"(?!)"
    bare = [re.sub(quoted, "Q", text) for text, _ in lines]
    for _ in range(3):
        around = [pair for each in EXTENSIONS for pair in (delimiter + each, each + delimiter)]
        company = [delimiter * 2, *(delimiter + each + delimiter for each in EXTENSIONS), *around]
        longer = next((each for each in company if _stands_for(each, delimiter, bare)), None)
        scored = _score(lines, replace(best.dialect, delimiter=longer)) if longer else best
        if longer is None or scored.width < (3 if delimiter in ",;\t" and longer == delimiter * 2 else 2):
            break
        best, delimiter = scored, longer
    return best


def _stands_for(longer: str, delimiter: str, bare: Sequence[str]) -> bool:
    """Whether `delimiter` occurs only as part of `longer` in the unquoted text."""
    occurrences = sum(text.count(delimiter) for text in bare)
    return occurrences >= 2 and occurrences == sum(text.count(longer) for text in bare) * longer.count(delimiter)
