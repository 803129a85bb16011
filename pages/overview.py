"""How are we doing?"""

from __future__ import annotations

from pages.shared import answers
from pages.shared.filters import filters_bar
from pages.shared.header import page_header
from pages.shared.states import no_data
from pages.shared.view import current_view

view = current_view()
if not answers.months(view):
    page_header(view, view.t("How are we doing?"))
    no_data(view)
else:
    page_header(view, view.t("How are we doing?"), answers.basis(view))
    filters_bar(view)
