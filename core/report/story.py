"""The story of a workspace in twelve slides, told from the same figures and in the same sentences as the pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from core.charts.template import Look
from core.errors import QuestionError
from core.metrics.cached import one_reading
from core.report import telling_profit, telling_satisfaction, telling_signals, telling_standing, telling_tiers
from core.report.figures import Figures
from core.report.proposals import proposed
from core.report.slides import Slide, Story
from core.report.telling_campaigns import campaigns
from core.report.telling_definitions import definitions, filters_told
from core.report.telling_found import found_kinds
from core.report.telling_likelihood import likelihood
from core.text.page_sentences import window_words
from core.text.teller import Teller
from core.text.tier_sets import tier_labels
from core.text.words import Words

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.store.workspace import Workspace

Progress = Callable[[float, str], None]
"""Told how much is done, 0 to 1, and what is being done, in words."""
TELLERS: dict[str, Callable[[Figures, Teller], Slide]] = {
    "overview": telling_standing.standing,
    "pyramid": telling_tiers.pyramid,
    "found_segments": found_kinds,
    "movement": telling_tiers.moved,
    "profit": telling_profit.profit,
    "satisfaction": telling_satisfaction.satisfaction,
    "measures": telling_standing.five_measures,
    "signals": telling_signals.signals,
    "likelihood": likelihood,
    "campaigns": campaigns,
    "proposals": proposed,
    "definitions": definitions,
}
SLIDES = tuple(TELLERS)
COLOUR = re.compile("#[0-9A-Fa-f]{6}")


def unheard(done: float, what: str) -> None:
    """The progress that nobody is told of."""


@one_reading
def story(
    workspace: Workspace,
    question: Question,
    words: Words,
    *,
    slides: Sequence[str] = SLIDES,
    window_asked: bool = False,
    picture: bytes = b"",
    progress: Progress = unheard,
) -> Story:
    """The slides that are asked for, in the order of `SLIDES`, each with a sentence made from the figures as title.

    A slide whose data are missing says what would bring them. `window_asked`: the movement takes the question's own
    window, as in `core.metrics.movements.moves.settled`. Errors: QuestionError `no_data` without sales,
    `slide_unknown`, and those of the figures. `picture`: the logo as PNG.
    """
    for code in slides:
        if code not in TELLERS:
            raise QuestionError("slide_unknown", slide=code, slides=", ".join(SLIDES))
    figures = Figures(workspace, question, window_asked=window_asked)
    settings = figures.settings
    shown = replace(settings, value=question.value, cut=question.cut)
    look = Look(words, "light", settings.currency, tier_labels(words, shown), question.value)
    teller = Teller(settings, words, look, question)
    chosen = [code for code in SLIDES if code in slides]
    told = []
    for number, code in enumerate(chosen):
        progress(number / (len(chosen) + 1), words("Slide {number} of {count}", number=number + 1, count=len(chosen)))
        told.append(TELLERS[code](figures, teller))
    progress(len(chosen) / (len(chosen) + 1), words("Writing the file"))
    name = settings.title or workspace.name
    basis = figures.basis
    parts = [name, words("as of {day}", day=words.day(basis.as_of)), window_words(teller, basis)]
    parts.append(words.code("refunds", basis.refunds))
    if basis.reaches_before_data:
        parts.append(words("the window begins before the data"))
    if told_filters := filters_told(figures, teller):
        parts.append(told_filters)
    return Story(
        language=words.language,
        title=words("Customer report: {name}", name=name),
        workspace=name,
        as_of=basis.as_of,
        footer=" · ".join(parts),
        explain=words("How is this computed?"),
        colour=settings.brand_colour if COLOUR.fullmatch(settings.brand_colour) else look.accent,
        slides=tuple(told),
        picture=picture,
    )
