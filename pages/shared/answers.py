"""One thin cached call per question to `core`. The key: workspace, data version, settings, dismissals, question, rules.

Every function takes the view first and an optional question (the view's own where none is given), so that what a
page asks twice in one rerun is computed once. Other pages add their own calls through `cached`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import streamlit as st

from core.metrics.question import Basis, Question
from core.metrics.results import Month
from core.settings import RfmRules
from pages.shared.view import View

if TYPE_CHECKING:
    import pandas as pd

    from core.intake.batching.receipts import Batch
    from core.metrics.choices import Choices
    from core.metrics.results import Concentration, CustomerTable, Overview, Pyramid, Rfm
    from core.metrics.scoring.rfm_histograms import Histogram

Key = tuple[str, int, str, str]
Order = tuple[str, bool]
BEST_FIRST: Order = ("value", True)
Answer = TypeVar("Answer")


def cached(view: View, name: str, asked: tuple[Any, ...], compute: Callable[[], Answer]) -> Answer:
    """What `compute` gives, kept by the view's key, the name of the answer and what was asked (all hashable)."""
    found: Answer = _kept(view.key, name, asked, compute)
    return found


@st.cache_data(max_entries=300, show_spinner=False)
def _kept(key: Key, name: str, asked: tuple[Any, ...], _compute: Callable[[], Any]) -> Any:  # noqa: ARG001
    return _compute()


def basis(view: View, question: Question | None = None) -> Basis:
    """The day and the window a question stands on."""
    from core.metrics.period import basis_of

    asked = question or view.question
    return cached(view, "basis", (asked,), lambda: basis_of(view.workspace, asked))


def pyramid(view: View, question: Question | None = None) -> Pyramid:
    """Who is in which tier."""
    from core.metrics.tiering.pyramid import pyramid as compute

    asked = question or view.question
    return cached(view, "pyramid", (asked,), lambda: compute(view.workspace, asked))


def concentration(view: View, question: Question | None = None) -> Concentration:
    """How much the best customers bring."""
    from core.metrics.tiering.concentration import concentration as compute

    asked = question or view.question
    return cached(view, "concentration", (asked,), lambda: compute(view.workspace, asked))


def rfm(view: View, question: Question | None = None, rules: RfmRules | None = None) -> Rfm:
    """Scores, boundaries, segments and classes."""
    from core.metrics.scoring.rfm import rfm as compute

    asked, by = question or view.question, rules or view.settings.rfm
    return cached(view, "rfm", (asked, by), lambda: compute(view.workspace, asked, by))


def histograms(view: View) -> dict[str, Histogram]:
    """How recency, frequency and monetary value are spread."""
    from core.metrics.scoring.rfm_histograms import histograms as compute

    found, asked, rules = rfm(view), view.question, view.settings.rfm
    return cached(view, "histograms", (asked, rules), lambda: compute(view.workspace, asked, rules, found))


def overview(view: View) -> Overview:
    """The figures of the first page."""
    from core.metrics.first_page.overview import overview as compute

    rfm_rules, survey_rules = view.settings.rfm, view.settings.satisfaction
    return cached(
        view,
        "overview",
        (view.question, rfm_rules, str(survey_rules)),
        lambda: compute(view.workspace, view.question, rfm_rules, survey_rules),
    )


def customers(
    view: View,
    rules: Sequence[str] = (),
    *,
    limit: int | None = 200,
    further: Sequence[str] = (),
    order: Order = BEST_FIRST,
) -> CustomerTable:
    """The customers that fit rules ("tier in key", "recency_days > 60"), best first, with further columns.

    `order`: by which column, and whether the largest comes first.
    """
    from core.metrics.customers import customers as compute
    from core.targets.predicates import predicate
    from core.targets.rules import parse_rule

    where = predicate([parse_rule(rule) for rule in rules])

    def found() -> CustomerTable:
        return compute(
            view.workspace, view.question, view.settings.rfm, where=where, limit=limit, further=further,
            order_by=order[0], descending=order[1],
        )  # fmt: skip

    if limit is None:  # everybody, for a download: too large to be kept
        return found()
    asked = (view.question, view.settings.rfm, tuple(rules), limit, tuple(further), order)
    return cached(view, "customers", asked, found)


def batches(view: View) -> list[Batch]:
    """The imported tables of all batches, oldest first."""
    from core.intake.batching.batch_log import batches as compute

    return cached(view, "batches", (), lambda: compute(view.workspace))


def months(view: View) -> list[Month]:
    """The months that have lines, oldest first."""
    return cached(view, "months", (), view.workspace.months)


def non_customers(view: View) -> pd.DataFrame:
    """Accounts that are set apart or look as if they should be."""
    from core.metrics.non_customers import proposed_non_customers

    return cached(view, "non_customers", (), lambda: proposed_non_customers(view.workspace))


def choices(view: View) -> Choices:
    """What can be chosen in the filters: the values of every filter column, most frequent first."""
    from core.metrics.choices import choices as compute

    return cached(view, "choices", (), lambda: compute(view.workspace))
