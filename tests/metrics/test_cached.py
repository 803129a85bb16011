"""Derived tables are shared, made anew when they have to be, and leave when there are too many."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from core.metrics import cached
from core.metrics.customers import customers
from core.metrics.question import Filters, Question
from core.metrics.scoring.rfm import rfm
from core.metrics.tiering.pyramid import pyramid
from core.metrics.tiering.tiers import tiers_table
from core.settings import Cut, RfmRules
from core.store.engine import Cursor
from core.store.workspace import Workspace
from tests.metrics.lines import one_each
from tests.support import workspace_with

THERE = (
    "select table_name from duckdb_tables() where database_name = 'cache' "
    "union all select view_name from duckdb_views() where database_name = 'cache' and not internal"
)


def test_one_question_has_one_table(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, one_each(3, 2, 1))
    first = tiers_table(workspace, Question())
    assert tiers_table(workspace, Question()) == first
    assert tiers_table(workspace, Question(refunds="gross")) != first
    with workspace.writing():
        pass
    assert tiers_table(workspace, Question()) != first


def test_a_file_that_was_let_go_of_has_its_tables_made_anew(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, one_each(3, 2, 1))
    table = tiers_table(workspace, Question())
    for _ in range(2):
        workspace.engine.close()
        assert workspace.engine.rows(f"select count(*) from {tiers_table(workspace, Question())}") == [(3,)]
    assert tiers_table(workspace, Question()) == table


def test_a_table_whose_rows_could_not_be_counted_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = workspace_with(tmp_path, one_each(3, 2, 1))
    with monkeypatch.context() as broken:
        broken.setattr(Cursor, "value", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            tiers_table(workspace, Question())
    assert workspace.engine.rows(f"select count(*) from {tiers_table(workspace, Question())}") == [(3,)]


def test_settings_that_move_the_day_are_seen(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, one_each(3))
    assert pyramid(workspace, Question()).basis.unfinished_months == ()
    workspace.save_settings(replace(workspace.settings(), incomplete_months=("2024-06",)))
    assert len(pyramid(workspace, Question()).basis.unfinished_months) == 1


def test_the_oldest_tables_leave_and_can_come_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cached, "MOST_TABLES", 20)
    workspace = workspace_with(tmp_path, one_each(*range(1, 9)))
    before = pyramid(workspace, Question())
    for ceiling in range(100, 4000, 100):
        pyramid(workspace, Question(cut=Cut(ceilings=(ceiling, 10000)), window_months=1 + ceiling // 1000))
    assert len(workspace.engine.rows(THERE)) <= 20
    assert pyramid(workspace, Question()) == before


def test_what_leaves_while_an_answer_is_made_comes_back_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cached, "MOST_TABLES", 20)
    workspace = workspace_with(tmp_path, one_each(*range(1, 9)))

    def ranked(asked: Workspace) -> int:
        return int(asked.engine.rows(f"select count(*) from {tiers_table(asked, Question())}")[0][0])

    @cached.one_reading
    def asks_a_lot(asked: Workspace) -> int:
        for window in range(1, 40):
            tiers_table(asked, Question(window_months=window))
        return ranked(asked)

    assert ranked(workspace) == 8
    assert asks_a_lot(workspace) == 8


def test_many_sessions_at_once_get_the_same_answers(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, one_each(*range(1, 31)))
    questions = [Question(filters=Filters(tiers=tiers)) for tiers in ((), ("key",), ("important", "ordinary"))] * 4

    def answers(question: Question) -> tuple[object, object, int]:
        found = pyramid(workspace, question)
        return found, rfm(workspace, question, RfmRules()), customers(workspace, question, RfmRules()).rows

    with ThreadPoolExecutor(6) as pool:
        at_once = list(pool.map(answers, questions))
    assert at_once == [answers(question) for question in questions]
    # 30 ranked: the best is Key, 5 more lie under 20 %, 9 more under 50 %
    assert [rows for _, _, rows in at_once[:3]] == [30, 1, 14]
