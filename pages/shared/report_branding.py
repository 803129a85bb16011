"""The logo and the colour that reports have."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from core.charts.palette import ACCENT
from core.errors import CoreError
from core.store.pictures import logo, remove_logo, save_logo
from core.text.messages import message
from pages.shared import state
from pages.shared.view import View

MOST_MB = 2


def branding(view: View) -> None:
    """A logo to upload, a colour to choose, and the way to keep them."""
    t, shown = view.t, logo(view.workspace)
    left, right = st.columns([3, 1], gap="medium")
    with left:
        given = st.file_uploader(
            t("Logo, PNG or JPEG"), ["png", "jpg", "jpeg"], key="report_logo", max_upload_size=MOST_MB
        )
        if shown:
            st.image(shown, width=160)
        st.caption(t("The logo stands at the top right of every slide."))
    with right:
        usual = view.settings.brand_colour or ACCENT["light"]
        colour = st.color_picker(t("Colour of the report"), usual, key="report_colour")
    with st.container(horizontal=True):
        if st.button(t("Keep"), key="keep_branding", type="primary"):
            _keep(view, None if given is None else given.getvalue(), colour, usual)
        if shown and st.button(t("Remove the logo"), key="remove_logo"):
            remove_logo(view.workspace)
            st.rerun()


def _keep(view: View, picture: bytes | None, colour: str, usual: str) -> None:
    try:
        if picture is not None:
            save_logo(view.workspace, picture)
    except CoreError as error:
        st.error(message(error, view.t), icon=":material/error:")
        return
    if colour.lower() != usual.lower():
        view.workspace.save_settings(replace(view.settings, brand_colour=colour))
    st.session_state[state.NOTICE] = view.t("Kept: reports have this logo and colour from now on.")
    st.rerun()
