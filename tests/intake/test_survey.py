"""What the survey of a regular file takes for granted is so."""

from __future__ import annotations

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.intake.survey import _is_utf8


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
    assert _is_utf8(data, np.frombuffer(data, np.uint8)) == is_utf8(data)
