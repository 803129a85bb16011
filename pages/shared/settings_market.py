"""The settings of the market: what all its customers buy in a year."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import streamlit as st

from core.settings import Settings
from pages.shared.settings_figures import key
from pages.shared.view import View


def market(view: View, now: Settings) -> Settings:
    """The size of the market, for the share that the first page shows; none where the field is empty or 0."""
    t = view.t
    size = st.number_input(
        t("Size of the market: what all its customers buy in a year"),
        min_value=0.0,
        value=None if now.market_size is None else float(now.market_size),
        step=100_000.0,
        format="%.0f",
        key=key(view, "market_size"),
        placeholder=t("not known"),
        help=t("In the currency of the workspace. The share of market on the Overview is your revenue against it."),
        width=420,
    )
    kept = now.market_size is not None and size == float(now.market_size)  # a box shows fewer places than are kept
    return now if kept else replace(now, market_size=Decimal(str(size)) if size else None)
