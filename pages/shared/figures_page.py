"""What every page of figures is made of: its question, what the figures stand on, the filters, and then the answer."""

from __future__ import annotations

from collections.abc import Callable

from pages.shared import answers
from pages.shared.filters import filters_bar
from pages.shared.header import page_header
from pages.shared.states import no_data
from pages.shared.view import View


def figures_page(view: View, title: str, body: Callable[[View], None], *, measure: bool = False) -> None:
    """Draw the title, the filters bar and `body`; without sales the way to some. `measure`: see `filters_bar`."""
    if not answers.months(view):
        page_header(view, title)
        no_data(view)
        return
    page_header(view, title, answers.basis(view))
    filters_bar(view, measure=measure)
    body(view)
