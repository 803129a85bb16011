"""How good the forecast is, as a chart: both axes end in 100 %."""

from __future__ import annotations

from types import SimpleNamespace

from core.charts.likelihood import draw_calibration
from core.charts.template import Look, text_width
from core.models.likelihood.results import CalibrationBin
from core.text.words import words_for


def test_the_last_share_has_room_beside_the_axis() -> None:
    bins = (CalibrationBin(12, 0.1, 0.1), CalibrationBin(12, 0.9, 0.93))
    made = draw_calibration(SimpleNamespace(calibration=bins), Look(words_for("en"), "light", "EUR", {}))  # type: ignore[arg-type]
    assert made.layout.xaxis.ticktext[-1] == made.layout.yaxis.ticktext[-1] == "100 %"
    assert made.layout.margin.r >= text_width("100 %") / 2, "a browser leaves out what does not fit"
