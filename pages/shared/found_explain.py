"""How found segments are computed, in words."""

from __future__ import annotations

from collections.abc import Sequence

from core.metrics.results import Statement
from pages.shared import found_answers
from pages.shared.explain import explain
from pages.shared.view import View


def explain_found(view: View, statements: Sequence[Statement]) -> None:
    """The definition, what was asked for the saved segments, who is left out, and the queries."""
    t = view.t
    used = []
    if counting := found_answers.counting(view):
        kept, found = counting
        told = kept.definition
        months = told["window_months"]
        used = [
            (t("Goal"), t.code("found_goal", told["goal"]) if told["goal"] else t("none")),
            (t("Traits"), t.listed([t.code("column", trait.name) for trait in found.traits])),
            (t("Method"), t.code("found_method", found.method)),
            (t("Number of segments"), str(found.chosen)),
            (t("Window"), t("all months") if months is None else t.plural("{count} month", "{count} months", months)),
            (t("As of"), t.day(kept.as_of)),
            (t("Seed of chance"), str(found.seed)),
            (
                t("Versions of the libraries"),
                ", ".join(f"{name} {version}" for name, version in found.libraries.items()),
            ),
            (t("Version of the data"), str(told["data_version"])),
        ]
    explain(
        view,
        [
            t("Customers with an order in the window are compared by the chosen traits; each trait is brought to one "
              "scale first, very skewed ones as logarithms, outliers cut back."),
            t("A number of segments counts where its separation is out of reach of data of the same spread without "
              "structure and at least 0.25, the smallest segment holds 5 % of the customers, and the segments are "
              "found again when other customers are drawn (agreement of at least 0.75). Of those the one farthest "
              "above chance is taken. Where none counts, there are no segments."),
            t("Every customer is in exactly one segment. On later days, and new customers, are placed where their "
              "traits belong, with the window and the returns rule that the segments were found with."),
            t("The map shows the two directions in which customers differ most (principal components of the scaled "
              "traits). Its title says which share of all differences they hold; below half there is no map."),
            t("Names are made of the traits that differ most; they and the rules only describe, the placing decides."),
        ],
        used=used,
        left_out=[
            t("Customers without an order in the window are not placed: not enough data."),
            t("Customers outside the chosen value bands are shown as such."),
        ],
        statements=statements,
    )  # fmt: skip
