"""Charts of a purchase forecast: what is said where a point or a bar is pointed at; both axes end in 100 %."""

from __future__ import annotations

from core.charts.likelihood import draw_calibration
from core.charts.template import Look, text_width
from core.models.likelihood.results import CalibrationBin, Quality
from core.text.likelihood_sentences import kept_its_word, tier_word
from core.text.words import words_for
from tests.metrics.forecasts.forecasts import SCORE


def test_no_more_is_said_of_a_chance_than_can_be_known() -> None:
    """Daily buyers: nearly sure, and all of them came."""
    daily, english = CalibrationBin(40, 0.9993, 1.0), words_for("en")
    quality = Quality(SCORE, (CalibrationBin(40, 0.0004, 0.0), daily), (), (), {"key": (daily,)})
    points = draw_calibration(quality, Look(english, "light", "CNY", {})).data[1].hovertext
    assert ["given under 1 % on average" in points[0], "given over 99 % on average" in points[1]] == [True, True]
    assert "100.0 % of them bought" in points[1]  # what came is known
    assert kept_its_word(quality, english) == (
        "Of 100 customers given a likelihood of over 99 % on average, 100 bought in the tests."
    )
    assert tier_word(quality, "key", "Key", english) == "Key in the tests: over 99 % said to buy, 100 % of 40 did."


def test_the_last_share_has_room_beside_the_axis() -> None:
    quality = Quality(SCORE, (CalibrationBin(12, 0.1, 0.1), CalibrationBin(12, 0.9, 0.93)), (), (), {})
    made = draw_calibration(quality, Look(words_for("en"), "light", "EUR", {}))
    assert made.layout.xaxis.ticktext[-1] == made.layout.yaxis.ticktext[-1] == "100 %"
    assert made.layout.margin.r >= text_width("100 %") / 2, "a browser leaves out what does not fit"
