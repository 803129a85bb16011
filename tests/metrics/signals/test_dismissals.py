"""What was looked into stays away, until it is restored or clearly worse."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from core.errors import QuestionError
from core.metrics.question import Question
from core.metrics.signals.dismissals import dismiss, dismissals, is_clearly_worse, restore
from core.metrics.signals.found import chosen_kinds, signals, top_signals
from core.store.derived import refresh_derived
from core.store.workspace import Workspace
from tests.metrics.lines import line
from tests.support import workspace_with

ASKED = Question()


def company(folder: Path) -> Workspace:
    """A complaint of A, who brings 100, and one of B, who brings 70."""
    workspace = workspace_with(folder, [line("A", 100, date(2024, 6, 28)), line("B", 70, date(2024, 6, 28))])
    with workspace.writing() as cursor:
        cursor.run(
            "insert into contact_records (batch_id, customer_id, contacted_on, kind) "
            "values (1, 'A', date '2024-05-02', 'complaint'), (1, 'B', date '2024-05-03', 'complaint')"
        )
    return workspace


def buys(workspace: Workspace, amount: int) -> None:
    with workspace.writing() as cursor:
        cursor.run(
            "insert into sales (batch_id, occurrence, order_id, order_date, customer_id, amount) "
            "values (1, 1, 'more', date '2024-06-28', 'A', $amount)",
            {"amount": amount},
        )
        refresh_derived(cursor)


def test_a_dismissed_signal_stays_away_until_it_is_restored(tmp_path: Path) -> None:
    workspace = company(tmp_path)
    version = workspace.data_version
    first, second = signals(workspace, ASKED).standing
    assert (first.subject_id, second.subject_id) == ("A", "B")
    dismiss(workspace, first.signal_id, "called them", first.at_stake)
    found = signals(workspace, ASKED)
    assert found.standing == (second,)
    assert [(signal, told.note, told.at_stake) for signal, told in found.dismissed] == [(first, "called them", 100)]
    assert (found.at_stake, found.find(first.signal_id), found.find("x")) == (70, first, None)
    assert top_signals(workspace, ASKED, 5) == (second,)
    restore(workspace, first.signal_id)
    assert signals(workspace, ASKED).standing == (first, second)
    assert workspace.data_version == version
    with pytest.raises(QuestionError, match="signal_not_dismissed"):
        restore(workspace, first.signal_id)


def test_it_comes_back_when_it_is_clearly_worse(tmp_path: Path) -> None:
    workspace = company(tmp_path)
    first, second = signals(workspace, ASKED).standing
    dismiss(workspace, first.signal_id, "called them", first.at_stake)
    buys(workspace, 49)  # 149 of 100
    assert [signal.subject_id for signal in signals(workspace, ASKED).standing] == ["B"]
    buys(workspace, 1)
    worse, _ = signals(workspace, ASKED).standing
    assert (worse.signal_id, worse.at_stake) == (first.signal_id, 150)
    dismiss(workspace, worse.signal_id, "called again", worse.at_stake)
    assert signals(workspace, ASKED).standing == (second,)
    assert dismissals(workspace)[first.signal_id].note == "called again"
    restore(workspace, first.signal_id)
    assert dismissals(workspace) == {}


def test_what_clearly_worse_means() -> None:
    assert is_clearly_worse(Decimal(150), Decimal(100))
    assert not is_clearly_worse(Decimal("149.9999"), Decimal(100))
    assert not is_clearly_worse(Decimal(0), Decimal(0))
    assert is_clearly_worse(Decimal(1), Decimal(0))


def test_kinds_are_chosen(tmp_path: Path) -> None:
    found = signals(company(tmp_path), ASKED)
    assert chosen_kinds(found, []) == found.standing
    assert chosen_kinds(found, ["quiet"]) == ()
    with pytest.raises(QuestionError, match="signal_kind"):
        chosen_kinds(found, ["weather"])


def test_an_id_does_not_depend_on_the_rest_of_the_data(tmp_path: Path) -> None:
    first, _ = signals(company(tmp_path / "1"), ASKED).standing
    alone = workspace_with(tmp_path / "2", [line("A", 1, date(2024, 6, 28))])
    with alone.writing() as cursor:
        cursor.run(
            "insert into contact_records (batch_id, customer_id, contacted_on, kind) "
            "values (7, 'A', date '2024-05-02', 'Customer complaint')"
        )
    assert [signal.signal_id for signal in signals(alone, ASKED).standing] == [first.signal_id]
