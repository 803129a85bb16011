"""What the survey of a regular file takes for granted is so."""

from __future__ import annotations

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.intake.files.survey import Survey
from core.intake.files.survey_arrays import SurveyArrays


def is_utf8(data: bytes) -> bool:
    """What decoding says."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def spoilt(text: str, place: int, byte: int) -> bytes:
    """The text in UTF-8 with one byte exchanged."""
    data = bytearray(text.encode())
    if data:
        data[place % len(data)] = byte
    return bytes(data)


lines = st.one_of(
    st.binary(max_size=12),
    st.text("aé中文，😀٠\u0800\ud7ff\ufffd", max_size=12).map(str.encode),
    st.builds(spoilt, st.text("aé中文，😀", min_size=1, max_size=8), st.integers(0, 99), st.integers(0, 255)),
)


@settings(max_examples=600, deadline=None)
@given(lines)
@example(b"\x80")
@example("中".encode()[:2])
@example("é".encode()[:1])
@example(b"\xed\xa0\x80")
@example(b"\xe0\x80\x80")
@example(b"a\xc3")
@example(b"\xc3\xa9\xa9")
def test_arrays_find_what_decoding_finds(line: bytes) -> None:
    data = line + b"\n"
    assert SurveyArrays().is_utf8(data, np.frombuffer(data, np.uint8)) == is_utf8(data)


def surveyed(text: str, width: int) -> Survey:
    """A survey of a text whose rows should have `width` cells."""
    survey = Survey(",", '"', width)
    survey.feed(text.encode())
    survey.finish()
    return survey


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([0, 1, 2, 255, 256, 257, 258, 512, 513]), min_size=1, max_size=5), st.booleans())
@example([1, 257], False)
@example([257, 257], False)
@example([300, 44, 556], False)
def test_a_line_with_more_delimiters_than_a_byte_counts_is_seen(delimiters: list[int], is_quoted: bool) -> None:
    cell = '"x"' if is_quoted else "x"
    text = "".join(",".join([cell] * (count + 1)) + "\n" for count in delimiters)
    survey = surveyed(text, delimiters[0] + 1)
    assert survey.regular == (len(set(delimiters)) == 1)
    assert not survey.regular or survey.rows == len(delimiters)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.text("a ,\t\r\u3000", max_size=6), min_size=1, max_size=4))
@example(["a,a "])
@example([" a,a"])
@example(["a ,a"])
@example(["a\u3000,a"])
@example(["a a,a"])
@example(["a \r"])
@example(["a,a\r", "a,a \r"])
def test_tight_means_that_no_cell_begins_or_ends_with_a_blank(lines: list[str]) -> None:
    survey = surveyed("".join(f"{line}\n" for line in lines), lines[0].count(",") + 1)
    if survey.regular:
        cells = [cell for line in lines for cell in line.removesuffix("\r").split(",")]
        assert not survey.tight or all(cell == cell.strip() for cell in cells)
        assert survey.tight or any(cell != cell.strip() or "\u3000" in cell for cell in cells)
