"""The settings of files that come in."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from core.settings import Settings
from pages.shared.dropped import uploader_limit_mb
from pages.shared.settings_figures import key
from pages.shared.view import View


def files(view: View, now: Settings) -> Settings:
    """How large a file may be, packed or unpacked."""
    t = view.t
    limit = st.number_input(
        t("Largest file in MB"),
        1,
        1_000_000,
        now.upload_limit_mb,
        key=key(view, "upload_limit"),
        help=t(
            "A larger file, or an archive that holds more, is refused before it is read. The page Import takes files "
            "of at most {page} MB; larger ones are imported from the command line.",
            page=uploader_limit_mb(),
        ),
        width=200,
    )
    return replace(now, upload_limit_mb=int(limit))
