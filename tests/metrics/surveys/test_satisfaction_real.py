"""Public surveys with known answers."""

from __future__ import annotations

import csv
from datetime import date, datetime
from pathlib import Path

import pytest

from core.metrics.question import Question
from core.metrics.surveys.satisfaction import satisfaction
from core.settings import SatisfactionRules
from core.store.workspace import Workspace
from tests.support import workspace_with

Answer = tuple[date, str, str, str]


def filled(folder: Path, answers: list[Answer]) -> Workspace:
    workspace = workspace_with(folder)
    parts = [list(part) for part in zip(*answers, strict=True)]
    with workspace.writing() as cursor:
        cursor.run(
            "insert into survey_answers (batch_id, answered_on, customer_id, dimension, score, lowest, highest, "
            "occurrence) select 1, unnest($days), unnest($customers), unnest($dimensions), "
            "cast(unnest($scores) as DECIMAL(18,4)), 0, 10, 1",
            dict(zip(("days", "customers", "dimensions", "scores"), parts, strict=True)),
        )
    return workspace


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_recommendations_of_five_thousand(tmp_path: Path, real_data: Path) -> None:
    answers = [
        (datetime.strptime(row["Survey date"], "%d/%m/%Y").date(), row["ID"], "nps", row["NPS"])  # noqa: DTZ007
        for row in rows(real_data / "surveys" / "NPS_timeseries_data.csv")
    ]
    found = satisfaction(filled(tmp_path, answers), Question(window_months=None), SatisfactionRules())
    assert (found.promoters, found.passives, found.detractors) == (2309, 972, 1719)
    assert found.nps == pytest.approx(11.8)
    assert found.nps_se == pytest.approx(1.26, abs=0.01)
    assert (found.index, found.csat, found.customers) == (None, None, 5000)


def test_eleven_drivers_of_a_hundred_customers(tmp_path: Path, real_data: Path) -> None:
    answers = [
        (date(2024, 3, 1), row["ID"], "overall" if name == "Satisfaction" else name, score)
        for row in rows(real_data / "surveys" / "Factor-Hair-Revised.csv")
        for name, score in row.items()
        if name != "ID"
    ]
    workspace = filled(tmp_path, answers)
    found = satisfaction(workspace, Question(), SatisfactionRules())
    assert found.index == pytest.approx(53.098, abs=0.0005)
    assert found.overall == pytest.approx(69.180, abs=0.0005)
    assert (len(found.dimensions), found.answers, found.customers) == (11, 1200, 100)
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.index < found.high
    # 100 complete rows are under 10 for each of 11 drivers
    derived = satisfaction(workspace, Question(), SatisfactionRules("derived"))
    assert (derived.weighting, derived.weighting_note) == ("equal", "too_few_rows")
