"""The day and the window a figure stands on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from core.errors import QuestionError
from core.metrics.period import basis_of, month_end, months_back, months_between
from core.metrics.question import Question
from core.store.workspace import Workspace
from tests.support import workspace_with


def with_days(folder: Path, *days: date) -> Workspace:
    lines = [{"order_id": str(day), "order_date": day, "customer_id": "A", "amount": 1} for day in days]
    return workspace_with(folder, lines)


def test_the_newest_complete_month_is_the_default(tmp_path: Path) -> None:
    # October ends 31st: the 28th is 3 days before it; November's 26th is 4 days before its end
    workspace = with_days(tmp_path, date(2024, 9, 30), date(2024, 10, 28), date(2024, 11, 26))
    basis = basis_of(workspace, Question())
    assert basis.as_of == date(2024, 10, 31)
    assert (basis.first_month, basis.last_month) == (date(2023, 11, 1), date(2024, 10, 1))
    assert basis.reaches_before_data
    assert basis.unfinished_months == ()


def test_the_newest_month_is_true_for_its_last_order_date(tmp_path: Path) -> None:
    workspace = with_days(tmp_path, date(2024, 10, 31), date(2024, 11, 9))
    for text in ("2024-11", "2024-11-02", "2024-11-30"):
        basis = basis_of(workspace, Question(as_of=text, window_months=1))
        assert basis.as_of == date(2024, 11, 9)
        assert basis.unfinished_months == (date(2024, 11, 1),)
        assert not basis.reaches_before_data


def test_a_newest_month_that_is_complete_is_still_true_for_its_last_order_date(tmp_path: Path) -> None:
    basis = basis_of(with_days(tmp_path, date(2024, 2, 27)), Question())
    assert basis.as_of == date(2024, 2, 27)


def test_a_day_within_a_month_means_its_end(tmp_path: Path) -> None:
    workspace = with_days(tmp_path, date(2024, 1, 31), date(2024, 2, 5), date(2024, 3, 31))
    assert basis_of(workspace, Question(as_of="2024-02")).as_of == date(2024, 2, 29)
    assert basis_of(workspace, Question(as_of="2024-02-03")).as_of == date(2024, 2, 29)


def test_without_a_complete_month_the_newest_is_taken(tmp_path: Path) -> None:
    basis = basis_of(with_days(tmp_path, date(2024, 1, 5), date(2024, 2, 6)), Question())
    assert basis.as_of == date(2024, 2, 6)
    assert basis.unfinished_months == (date(2024, 1, 1), date(2024, 2, 1))


def test_the_settings_say_which_months_are_complete(tmp_path: Path) -> None:
    workspace = with_days(tmp_path, date(2024, 1, 31), date(2024, 2, 6))
    workspace.save_settings(replace(workspace.settings(), complete_months=("2024-02",)))
    assert basis_of(workspace, Question()).last_month == date(2024, 2, 1)
    workspace.save_settings(replace(workspace.settings(), complete_months=(), incomplete_months=("2024-01",)))
    basis = basis_of(workspace, Question(as_of="2024-01"))
    assert basis.unfinished_months == (date(2024, 1, 1),)


def test_a_month_without_lines_is_unfinished(tmp_path: Path) -> None:
    workspace = with_days(tmp_path, date(2024, 1, 31), date(2024, 3, 31))
    assert basis_of(workspace, Question(window_months=3)).unfinished_months == (date(2024, 2, 1),)
    assert basis_of(workspace, Question(as_of="2024-02", window_months=1)).as_of == date(2024, 2, 29)


def test_all_months_begin_with_the_first_one(tmp_path: Path) -> None:
    basis = basis_of(with_days(tmp_path, date(2020, 5, 31), date(2024, 3, 31)), Question(window_months=None))
    assert basis.first_month == date(2020, 5, 1)
    assert not basis.reaches_before_data


@pytest.mark.parametrize("as_of", ["2023-12", "2024-04", "1999-01-01"])
def test_a_day_outside_the_data_is_refused(tmp_path: Path, as_of: str) -> None:
    workspace = with_days(tmp_path, date(2024, 1, 31), date(2024, 3, 31))
    with pytest.raises(QuestionError) as caught:
        basis_of(workspace, Question(as_of=as_of))
    assert caught.value.code == "as_of_outside"
    assert caught.value.fields == {"as_of": as_of, "first": "2024-01", "last": "2024-03"}


@pytest.mark.parametrize("as_of", ["", "2024", "2024-13", "2024-02-30", "0000-01", "03/2024", "2024-1", "now"])
def test_a_day_that_cannot_be_read_is_refused(tmp_path: Path, as_of: str) -> None:
    with pytest.raises(QuestionError, match="as_of_unreadable"):
        basis_of(with_days(tmp_path, date(2024, 1, 31)), Question(as_of=as_of))


@pytest.mark.parametrize("window", [0, -1, 100_000])
def test_a_window_that_cannot_be_is_refused(tmp_path: Path, window: int) -> None:
    with pytest.raises(QuestionError, match="window_invalid"):
        basis_of(with_days(tmp_path, date(2024, 1, 31)), Question(window_months=window))


def test_no_data_has_no_day(tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="no_data"):
        basis_of(workspace_with(tmp_path), Question())


def test_with_surveys_alone_the_last_answer_counts(tmp_path: Path) -> None:
    answer = {"dimension": "price", "score": Decimal(4), "lowest": Decimal(1), "highest": Decimal(5)}
    answers = [answer | {"answered_on": day} for day in (date(2024, 1, 3), date(2024, 2, 11))]
    workspace = workspace_with(tmp_path, answers=answers)
    basis = basis_of(workspace, Question(window_months=1))
    assert (basis.as_of, basis.first_month, basis.unfinished_months) == (date(2024, 2, 11), date(2024, 2, 1), ())
    assert basis_of(workspace, Question(as_of="2024-01")).as_of == date(2024, 1, 31)


def test_new_lines_move_the_default(tmp_path: Path) -> None:
    workspace = with_days(tmp_path, date(2024, 1, 31))
    assert basis_of(workspace, Question()).last_month == date(2024, 1, 1)
    with workspace.writing() as cursor:
        cursor.run("insert into customer_months select * replace (date '2024-02-01' as month, "
                   "date '2024-02-28' as last_line_date) from customer_months")  # fmt: skip
    assert basis_of(workspace, Question()).last_month == date(2024, 2, 1)


def test_steps_between_months() -> None:
    assert months_back(date(2024, 1, 31), 1) == date(2023, 12, 1)
    assert months_back(date(2024, 11, 5), -3) == date(2025, 2, 1)
    assert months_back(date(2024, 3, 1), 12) == date(2023, 3, 1)
    assert month_end(date(2023, 2, 5)) == date(2023, 2, 28)
    assert months_between(date(2023, 12, 9), date(2024, 2, 1)) == (
        date(2023, 12, 1),
        date(2024, 1, 1),
        date(2024, 2, 1),
    )
    assert months_between(date(2024, 2, 1), date(2024, 1, 1)) == ()
