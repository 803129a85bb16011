"""The answers a report stands on, each asked of `core.metrics` once, and only when a slide wants it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from core.errors import QuestionError
from core.metrics.period import basis_of, calendar_of

if TYPE_CHECKING:
    import pandas as pd

    from core.metrics.forecasts.forecast_bands import Bands
    from core.metrics.forecasts.forecast_best import BestExpected
    from core.metrics.forecasts.forecast_judged import Judged
    from core.metrics.movements.movement import Movement
    from core.metrics.movements.revenue_bridge import RevenueBridge
    from core.metrics.question import Basis, Question
    from core.metrics.relationships.exposure import Exposure
    from core.metrics.results import Concentration, Overview, Satisfaction
    from core.metrics.segments.found_segments_profile import Profiles
    from core.metrics.selling.overdue import Overdue
    from core.metrics.signals.found import Signals
    from core.metrics.tiering.money_losers import MoneyLosers
    from core.metrics.worth.customer_value import CustomerValue
    from core.models.clusters.results import NoStructure, Segmentation
    from core.models.likelihood.results import Refusal
    from core.settings import Settings
    from core.store.forecasts import SavedForecast
    from core.store.segmentations import KeptSegmentation
    from core.store.workspace import Workspace
    from core.targets.outcome import Outcome
    from core.targets.saved import SavedList
    from core.text.words import Words

MOVES_NAMED, MOST_CAMPAIGNS, LIKELY_NAMED = 5, 8, 5


class Figures:
    """The same answers that the pages show, for one question. QuestionError `no_data` where there are no sales."""

    def __init__(self, workspace: Workspace, question: Question, *, window_asked: bool = False) -> None:
        if calendar_of(workspace).surveys_alone:
            raise QuestionError("no_data")
        self.workspace, self.question, self.window_asked = workspace, question, window_asked

    @cached_property
    def settings(self) -> Settings:
        """What the workspace has decided."""
        return self.workspace.settings()

    def causes(self, kind: str, words: Words) -> tuple[str, ...]:
        """What to check behind a signal of this kind, as the playbook of the workspace has it."""
        from core.targets.actions import causes_to_check

        return causes_to_check(self.workspace, kind, words)

    @cached_property
    def basis(self) -> Basis:
        """The day and the window."""
        return basis_of(self.workspace, self.question)

    @cached_property
    def overview(self) -> Overview:
        """The first page."""
        from core.metrics.first_page.overview import overview

        return overview(self.workspace, self.question, self.settings.rfm, self.settings.satisfaction)

    @cached_property
    def settled(self) -> Question | None:
        """The question of the movement; None where the history is too short for two windows."""
        from core.metrics.movements.moves import settled

        try:
            return settled(self.workspace, self.question, window_asked=self.window_asked)
        except QuestionError as error:
            if error.code != "history_too_short":
                raise
            return None

    @cached_property
    def movement(self) -> Movement | None:
        """Who went where; None where the history is too short or nobody bought in either window."""
        from core.metrics.movements.movement import movement

        found = movement(self.workspace, self.settled) if self.settled else None
        return found if found and found.cells else None

    @cached_property
    def bridge(self) -> RevenueBridge | None:
        """What became of revenue between the two dates."""
        from core.metrics.movements.revenue_bridge import revenue_bridge

        return revenue_bridge(self.workspace, self.settled) if self.settled else None

    @cached_property
    def moved(self) -> pd.DataFrame | None:
        """The customers with the largest change of value among those who changed their tier, came or left."""
        from core.metrics.movements.movement_customers import movement_customers

        if self.settled is None:
            return None
        chosen = (("moved", ("up", "down", "new", "returned", "lapsed")),)
        return movement_customers(self.workspace, self.settled, chosen, MOVES_NAMED).table

    @cached_property
    def money(self) -> Question:
        """The same question ranked by worth in money."""
        from core.metrics.worth.value_question import value_question

        return value_question(self.workspace, self.question)

    @cached_property
    def curve(self) -> Concentration:
        """Worth in money, best customers first."""
        from core.metrics.tiering.concentration import concentration

        return concentration(self.workspace, self.money)

    @cached_property
    def value(self) -> CustomerValue:
        """What the customers are worth."""
        from core.metrics.worth.customer_value import customer_value

        return customer_value(self.workspace, self.question)

    @cached_property
    def losers(self) -> MoneyLosers:
        """Who costs money."""
        from core.metrics.tiering.money_losers import money_losers

        return money_losers(self.workspace, self.question)

    @cached_property
    def exposure(self) -> Exposure:
        """The five best, margins, revenue at risk."""
        from core.metrics.relationships.exposure import exposure

        return exposure(self.workspace, self.question, self.settings.rfm)

    @cached_property
    def overdue(self) -> Overdue:
        """What customers owe."""
        from core.metrics.selling.overdue import overdue

        return overdue(self.workspace, self.question)

    @cached_property
    def satisfaction(self) -> Satisfaction | None:
        """How content they are; None without any survey."""
        from core.metrics.surveys.customer_satisfaction import has_answers
        from core.metrics.surveys.satisfaction import satisfaction

        if not has_answers(self.workspace):
            return None
        return satisfaction(self.workspace, self.question, self.settings.satisfaction)

    @cached_property
    def signals(self) -> Signals:
        """What is unusual in the latest month."""
        from core.metrics.signals.found import signals

        return signals(self.workspace, self.question)

    @cached_property
    def forecast(self) -> SavedForecast | None:
        """The purchase forecast that stands; None where none does: a report makes none."""
        from core.metrics.forecasts.forecast_making import standing_forecast

        return standing_forecast(self.workspace, self.question)

    @cached_property
    def horizon(self) -> int | Refusal:
        """For how many days a forecast could be made, or why none can."""
        from core.metrics.forecasts.forecast_making import proposed

        return proposed(self.workspace, self.question)

    @cached_property
    def bands(self) -> Bands | None:
        """The customers by tenths of their likelihood; None without a forecast."""
        from core.metrics.forecasts.forecast_bands import forecast_bands

        return forecast_bands(self.workspace, self.question, self.forecast) if self.forecast else None

    @cached_property
    def likely(self) -> tuple[BestExpected, ...]:
        """Of whom the most revenue is expected; nobody without a forecast."""
        from core.metrics.forecasts.forecast_best import most_expected

        if self.forecast is None:
            return ()
        return most_expected(self.workspace, self.question, self.settings.rfm, self.forecast, LIKELY_NAMED)

    @cached_property
    def judged(self) -> Judged | None:
        """What an earlier forecast said and what came; None where none has closed."""
        from core.metrics.forecasts.forecast_judged import judged_forecast

        return judged_forecast(self.workspace, self.question)

    @cached_property
    def kept_segments(self) -> tuple[KeptSegmentation, Segmentation] | None:
        """The found segments that count on all pages; None where none were saved."""
        from core.metrics.segments.found_segments import kept_finding

        return kept_finding(self.workspace)

    def check_segments(self) -> None:
        """QuestionError `segmentation_unreadable` where found segments were saved that cannot be read."""
        from core.metrics.segments.found_segments_kept import check_readable

        check_readable(self.workspace)

    @cached_property
    def looked_in_vain(self) -> NoStructure | None:
        """Why the last look for segments found none; None where nobody has looked."""
        from core.metrics.segments.found_segments import looked_in_vain

        return looked_in_vain(self.workspace)

    @cached_property
    def found_profiles(self) -> Profiles:
        """What the found segments are made of on the day of the question; filters have no part in it."""
        from core.metrics.segments.found_segments_profile import profiles_of_found

        return profiles_of_found(self.workspace, self.question, self.settings.rfm)

    @cached_property
    def lists(self) -> tuple[SavedList, ...]:
        """The target lists that are kept, newest first."""
        from core.targets.saved import load_lists

        return load_lists(self.workspace)

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What came of the lists with a campaign, newest first; those that have not begun yet too."""
        from core.targets.verdicts import outcome

        held = [one for one in self.lists if one.campaign is not None][:MOST_CAMPAIGNS]
        return tuple(outcome(self.workspace, one.list_id, self.question.as_of) for one in held)
