"""Which language a page is in, for browsers and whoever has it read aloud: Streamlit itself always says English."""

from __future__ import annotations

import streamlit as st

from core.text.words import Language

CODES: dict[Language, str] = {"en": "en", "zh": "zh-CN"}
_say = st.components.v2.component(
    "page_language", js="export default ({ data }) => { document.documentElement.lang = data }"
)


def say_language(language: Language) -> None:
    """An element without anything to see that gives the document its language."""
    _say(data=CODES[language], key="page_language", width=1)
