"""The router: page settings, language, workspace, navigation, and one guard round the pages. No logic."""

from __future__ import annotations

import logging

import streamlit as st

from core.errors import CoreError
from core.text import words_for
from pages.shared import state
from pages.shared.customer_search import customer_search
from pages.shared.header import readable_width, top_bar
from pages.shared.navigation import navigation
from pages.shared.presenting import begin_presenting, presenting
from pages.shared.query_panel import shown_queries
from pages.shared.report_menu import report_menu
from pages.shared.states import say_error, say_unexpected
from pages.shared.tour import tour
from pages.shared.view import current_view
from pages.shared.workspaces import ensure_workspace, workspace_switch

st.set_page_config(page_title="Customer Pyramid", page_icon="🔷", layout="wide", initial_sidebar_state=232)
state.start_session()
words = words_for(state.language())
page = navigation(words)
try:
    ensure_workspace(words)
    view = current_view()
    if not presenting():
        workspace_switch(view)
        customer_search(view)
        report_menu(view, page.url_path)
        begin_presenting(view)
    with readable_width():
        top_bar(view, page.url_path)
        tour(view, page.url_path)
        state.write_address(page.url_path)
        with shown_queries(view):
            page.run()
except CoreError as error:
    say_error(error)
except Exception:  # the one boundary: a page that fails must not show its insides
    logging.getLogger("customer_pyramid").exception("A page failed")
    say_unexpected()
