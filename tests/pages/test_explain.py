"""How is this computed: code is as high as its lines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from pages.shared.explain import SQL_PX
from tests.pages.conftest import OpenPage, small_company


def test_short_code_takes_no_more_room_than_its_lines(
    open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[tuple[int, Any]] = []
    monkeypatch.setattr(st, "code", lambda text, *, height, **_: drawn.append((text.count("\n") + 1, height)))
    small_company(tmp_path)
    open_page("salespeople")
    assert {height for lines, height in drawn if lines < 4} == {"content"}
    assert {height for lines, height in drawn if lines > 20} == {SQL_PX}
