"""A clean table in any usual writing comes back cell by cell; the count agrees with the engine's."""

import string
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from core.errors import ReadingError
from core.intake.files.reading import Hints
from core.intake.files.survey import Survey
from tests.intake.files.reading_support import as_csv, check_whole, engine_rows, expected, numbered_rows, read

QUICK = (Phase.explicit, Phase.reuse, Phase.generate)  # shrinking a whole table takes minutes
WORDS = st.text(alphabet=string.ascii_letters + "海岚汽配客户 -/.'_", min_size=1, max_size=12).map(str.strip)
HOSTILE = st.text(alphabet="abc客 ,;|\t\"'\n#\\:", max_size=10)
AMOUNT = st.decimals(min_value=-9999, max_value=99999, places=2, allow_nan=False).map(str)
DAY = st.dates(date(1995, 1, 1), date(2045, 1, 1)).map(str)


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """A header and 6 to 30 rows: id, date, customer, amount and a note of anything."""
    count = draw(st.integers(6, 12))
    body = [[f"SO{n:04}", draw(DAY), draw(WORDS) or "x", draw(AMOUNT), draw(HOSTILE)] for n in range(count)]
    return [["order id", "日期", "customer", "amount", "note"], *body]


OPTIONS = st.fixed_dictionaries(
    {
        "delimiter": st.sampled_from(",;\t|"),
        "quoting": st.sampled_from([0, 1]),
        "lineterminator": st.sampled_from(["\n", "\r\n"]),
    }
)


@settings(max_examples=40, deadline=None, phases=QUICK, suppress_health_check=[HealthCheck.too_slow])
@given(tables(), OPTIONS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]), st.booleans())
def test_a_written_table_comes_back(rows, options, encoding, final_newline):
    text = as_csv(rows, **options)
    if not final_newline:
        text = text.removesuffix(options["lineterminator"])
    with tempfile.TemporaryDirectory() as folder:
        table = read(Path(folder), text.encode(encoding))
        assert [*table.columns] == rows[0]
        assert engine_rows(table) == expected(rows[1:])
        check_whole(table, len(rows))
        assert table.sample == tuple(expected(rows[1:]))


@settings(max_examples=40, deadline=None, phases=QUICK)
@given(st.lists(st.text(alphabet='ab,"\n\r', max_size=12), min_size=1, max_size=30))
def test_whatever_the_text_no_row_is_lost(lines):
    """Any text at all: it is refused with a code, or each row of it is accounted for."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            table = read(Path(folder), "id,name\n" + "\n".join(lines) + "\n")
        except ReadingError as error:
            assert error.code in {"file_header_only", "file_empty", "row_too_large"}  # noqa: PT017
            return
        places = [row[0] for row in numbered_rows(table)]
        everything = sorted([*places, *table.header_rows, *(row.row for row in table.skipped)])
        assert everything == list(range(1, len(everything) + 1))
        kept = "".join(cell or "" for row in engine_rows(table) for cell in row) + "".join(table.columns)
        assert kept.count("a") + "".join(row.text for row in table.skipped).count("a") >= "".join(lines).count("a")


@settings(max_examples=50, deadline=None, phases=QUICK)
@given(st.lists(st.tuples(HOSTILE, HOSTILE, AMOUNT), min_size=1, max_size=20), st.integers(1, 40), st.booleans())
def test_counting_does_not_depend_on_where_blocks_end(rows, size, crlf):
    data = as_csv(rows, lineterminator="\r\n" if crlf else "\n", quoting=1).encode()
    whole, pieces = Survey(",", '"', 3), Survey(",", '"', 3)
    whole.feed(data)
    for start in range(0, len(data), size):
        pieces.feed(data[start : start + size])
    whole.finish()
    pieces.finish()
    assert (pieces.rows, pieces.regular) == (whole.rows, whole.regular) == (len(rows), True)


@pytest.mark.parametrize(
    ("data", "regular"),
    [
        (b"a,b\n1,2\n", True),
        (b"a,b\r\n1,2", True),
        (b'a,"b\n\n,"\n1,2\n', True),
        (b'a,"b""c"\n1,""\n', True),
        (b"a,b\n1,2,3\n", False),
        (b"a,b\n1\n", False),
        (b"a,b\n,\n", False),
        (b"a,b\n\n1,2\n", False),
        (b"a,b\r\n1,2\n", False),
        (b"a,b\n1,x\ry\n", False),
        (b'a,b\n1,5" x\n', False),
        (b'a,b\n1,"x" y\n', False),
        (b'a,b\n1,"x\n', False),
        (b"a,b\n1,\x00\n", False),
    ],
)
def test_only_what_an_engine_reads_without_doubt_is_regular(data, regular):
    survey = Survey(",", '"', 2)
    survey.feed(data)
    survey.finish()
    assert survey.regular is regular


def test_sample_has_the_first_rows_and_some_of_the_rest(tmp_path):
    body = "".join(f"{n},2024-01-01,客户{n},{n}.5\n" for n in range(200_000))
    for title in ("", "销售报表\n"):
        table = read(tmp_path, f"{title}id,date,customer,amount\n{body}", Hints())
        assert table.sample[0][0] == "0"
        assert table.sample[999][0] == "999"
        later = [int(row[0]) for row in table.sample[1000:]]
        assert later == sorted(later)
        assert any(90_000 < number < 110_000 for number in later)
        assert later[-1] > 190_000
        assert 1000 < len(table.sample) < 1300
