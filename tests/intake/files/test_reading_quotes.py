"""Lines with odd quotes: the reading with the expected width and the fewest oddities wins."""

import pytest

from core.intake.files.quotes import BLANKS, Dialect
from core.intake.files.records import cells_of, read_lines, read_records

CASES = [
    ('a,"b\nc",d\n1,2,3\n', 3, [["a", "b\nc", "d"], ["1", "2", "3"]]),
    ('"abc"",def\n"x",y\n', 2, [['abc"', "def"], ["x", "y"]]),
    ('x,"abc,3\ny,"def",4\n', 3, [["x", '"abc', "3"], ["y", "def", "4"]]),
    ('"a "b", c","d"\n', 2, [['a "b", c', "d"]]),
    ('""abc",x\n"",y\n"""",z\n, "q" ,1', None, [['"abc', "x"], ["", "y"], ['"', "z"], ["", "q", "1"]]),
    ('5" pipe,x\n"5"" pipe",y\r\n"5" pipe",y\r', 2, [['5" pipe', "x"], ['5" pipe', "y"], ['5" pipe', "y"]]),
    ('a,"never closed\nb,c\n', 2, [["a", '"never closed'], ["b", "c"]]),
    ('a,"x\n\n\ny"\nz,1\r', 2, [["a", "x\n\n\ny"], ["z", "1"]]),
]


@pytest.mark.parametrize(("text", "width", "cells"), CASES)
def test_odd_quotes(text, width, cells):
    dialect = Dialect(",")
    records = read_records(read_lines([text]), dialect, width)
    assert [cells_of(each, ",") for each in records] == cells


@pytest.mark.parametrize(
    ("line", "dialect", "cells"),
    [
        ('"a\\"b",c', Dialect(",", '"', "\\"), ['a"b', "c"]),
        ('"a\\\\",c', Dialect(",", '"', "\\"), ["a\\", "c"]),
        ('  a  "b c"  d', Dialect(BLANKS), ["a", "b c", "d"]),
        ('a||"b||c"||d', Dialect("||"), ["a", "b||c", "d"]),
        ('only "one" column', Dialect(""), ['only "one" column']),
    ],
)
def test_other_dialects(line, dialect, cells):
    assert list(read_records([(line, "\n")], dialect, None)) == [cells]


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_lines_do_not_depend_on_blocks(size):
    text = "a\r\nb\rc\n\n\r\nd\r"
    blocks = [text[start : start + size] for start in range(0, len(text), size)]
    assert list(read_lines(blocks)) == [("a", "\r\n"), ("b", "\r"), ("c", "\n"), ("", "\n"), ("", "\r\n"), ("d", "\r")]
