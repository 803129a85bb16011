"""What the theme cannot say: the few colours of widgets that would be hard to see."""

from __future__ import annotations

import streamlit as st

STYLE = """
<style>
/* Empty boxes and circles have the colour of hairlines, white on white: no reader would find them. */
[data-testid="stCheckbox"] label:not([data-selected]) > span + div,
[data-testid="stRadioOption"]:not([data-selected]) > span + div > div:first-child {
    border-color: color-mix(in srgb, currentColor 55%, transparent);
}
/* Pressed or open, these are a quarter darker than the accent: dark blue on black. */
button[kind="tertiary"]:active, button[kind="tertiary"][aria-expanded="true"] { color: inherit; }
</style>
"""


def style() -> None:
    """Write the style into the page; it takes no room."""
    st.html(STYLE)
