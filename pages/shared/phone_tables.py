"""Tables on a phone: what a row is about is seen without pushing the table sideways."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import streamlit as st

NAME_PX, BROKEN_NAME_PX, WORDS_PX = 170, 130, 190
TALL_HEIGHT, TALL_ROWS = 96, 6
"""Room for the four or five lines of a sentence, and for a table that is no higher than the screen."""


def on_phone() -> bool:
    """Whether the browser calls itself one of a phone; how wide its window is, only the browser knows."""
    return "Mobi" in str(st.context.headers.get("User-Agent", ""))


def narrow(config: Mapping[str, Any], *, tall: bool) -> None:
    """Take from the widths of names and sentences what a phone has not; in `tall` rows a name breaks into lines."""
    most_name = BROKEN_NAME_PX if tall else NAME_PX
    for column, made in config.items():
        if isinstance(made["width"], int):
            made["width"] = min(made["width"], most_name if column == "customer_name" else WORDS_PX)


def words_beside_name(columns: Sequence[str], worded: Collection[str]) -> list[str]:
    """The columns with the first of the `worded` ones, which hold sentences, directly behind the name."""
    said = [column for column in columns[1:] if column in worded][:1]
    return [columns[0], *said, *(column for column in columns[1:] if column not in said)]
