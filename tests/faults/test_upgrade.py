"""A workspace of an older version is brought up, with a copy before; one of a newer version is left alone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from core.errors import WorkspaceError
from core.intake.batching.batches import batches, import_files
from core.intake.rows.refusals import open_rows
from core.metrics.question import question_of
from core.metrics.tiering.pyramid import pyramid
from core.store import upgrade
from core.store.backup import restore_workspace
from core.store.engine import Cursor, Engine
from core.store.facts import differences
from core.store.workspace import FILE_NAME, Workspace, close_workspace, open_workspace
from core.text.messages import message
from core.text.words import words_for
from tests.faults.old import old_workspace

COLUMNS = (
    "select table_name, column_name, data_type, is_nullable from duckdb_columns() where database_name = 'workspace' "
    "and not internal order by table_name, column_index"
)


def _version(workspace: Workspace) -> int:
    return int(workspace.engine.rows(upgrade.VERSION)[0][0])


def test_the_steps_lead_to_the_tables_of_a_new_workspace(tmp_path: Path) -> None:
    old_workspace(tmp_path)
    brought_up = open_workspace("main", tmp_path).engine.rows(COLUMNS)
    assert brought_up == open_workspace("fresh", tmp_path, create=True).engine.rows(COLUMNS)


def test_an_old_workspace_keeps_its_data_and_goes_on(tmp_path: Path) -> None:
    folder = old_workspace(tmp_path)
    workspace = open_workspace("main", tmp_path)
    assert _version(workspace) == upgrade.SCHEMA_VERSION
    assert workspace.settings().title == "Old company"
    assert pyramid(workspace, question_of(workspace.settings())).total == Decimal("30.5")
    assert len(workspace.engine.rows("select value from meta where name = 'identity'")[0][0]) == 36

    (tmp_path / "new.csv").write_text("order id,date,customer,amount\n9,2024-02-03,B,5.25\n")
    assert import_files(workspace, [tmp_path / "new.csv"])[0].status == "imported"
    close_workspace(workspace)
    workspace = open_workspace("main", tmp_path)
    assert sum(month.amount for month in workspace.months()) == Decimal("35.75")
    assert differences(workspace) == 0
    assert len(list((folder / "backups").iterdir())) == 1  # none for a workspace that is up to date


def test_the_copy_before_is_what_it_was_and_can_be_restored(tmp_path: Path) -> None:
    folder = old_workspace(tmp_path)
    workspace = open_workspace("main", tmp_path)
    (workspace.uploads / ("a" * 64)).write_bytes(b"raw")
    with workspace.writing() as cursor:
        cursor.run("delete from sales")
        cursor.run("delete from customer_months")
    (copy,) = (folder / "backups").iterdir()
    engine = Engine(copy)
    assert engine.rows(upgrade.VERSION)[0][0] == 1
    assert engine.rows("select sum(amount) from sales")[0][0] == Decimal("30.5")
    engine.close()
    restored = restore_workspace("main", tmp_path, copy)
    assert _version(restored) == upgrade.SCHEMA_VERSION
    assert sum(month.amount for month in restored.months()) == Decimal("30.5")
    assert (restored.uploads / ("a" * 64)).exists()  # a mere database says nothing of the uploads
    close_workspace(restored)
    assert open_workspace("main", tmp_path).data_version > 7


def test_a_step_that_fails_leaves_the_version_before_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = tmp_path / "steps"
    steps.mkdir()
    for name in ("tables.sql", "upgrade_2.sql"):
        (steps / name).write_text((upgrade.HERE / name).read_text("utf-8"), "utf-8")
    (steps / "upgrade_3.sql").write_text("create table half (a INTEGER); insert into nowhere values (1);")
    old_workspace(tmp_path)
    monkeypatch.setattr(upgrade, "HERE", steps)
    monkeypatch.setattr(upgrade, "SCHEMA_VERSION", 3)
    with pytest.raises(Exception, match="nowhere"):
        open_workspace("main", tmp_path)
    engine = Engine(tmp_path / "main" / FILE_NAME)
    assert engine.rows(upgrade.VERSION) == [(2,)]
    assert engine.rows("select 1 from duckdb_tables() where table_name = 'half'") == []
    engine.close()
    monkeypatch.undo()
    assert open_workspace("main", tmp_path).settings().title == "Old company"


def test_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    workspace = open_workspace("main", tmp_path, create=True)
    with workspace.engine.transaction() as cursor:
        cursor.run("update meta set value = '99' where name = 'schema_version'")
    close_workspace(workspace)
    before = (tmp_path / "main" / FILE_NAME).read_bytes()
    with pytest.raises(WorkspaceError, match="workspace_newer") as caught:
        open_workspace("main", tmp_path)
    assert f"format 99; this one knows {upgrade.SCHEMA_VERSION}" in message(caught.value, words_for("en"))
    assert (tmp_path / "main" / FILE_NAME).read_bytes() == before
    Engine(tmp_path / "main" / FILE_NAME).close()  # it was let go of


VERSION_8 = ("forecasts", "forecast_customers", "segmentations", "segmentation_members")


def _back_to_6(cursor: Cursor) -> None:
    """What versions 7 and 8 brought is taken away again."""
    for table in ("list_exports", "playbook_edits", "pictures", *VERSION_8):
        cursor.run(f"drop table {table}")
    gone = {
        "contact_records": ("next_on", "noted_at"),
        "target_lists": ("revision", "verdict"),
        "target_list_members": ("arm", "stratum", "tier", "segment", "value", "action"),
    }
    for table, columns in gone.items():
        for column in columns:
            cursor.run(f"alter table {table} drop column {column}")
    cursor.run("update meta set value = '6' where name = 'schema_version'")


def test_lists_and_contacts_of_version_6_stay(tmp_path: Path) -> None:
    workspace = open_workspace("main", tmp_path, create=True)
    with workspace.engine.transaction() as cursor:
        _back_to_6(cursor)
        cursor.run("insert into target_lists values (3, 'Spring', '2024-04-01', '{}', '2024-03-31', 1, 300)")
        cursor.run("insert into target_list_members values (3, 'C', 'Carl', 'last order 49 days ago')")
        cursor.run("insert into contact_records (batch_id, customer_id, contacted_on) values (1, 'C', '2024-02-03')")
    close_workspace(workspace)
    engine = open_workspace("main", tmp_path).engine
    kept = "select list_id, name, customers, value, revision, verdict from target_lists"
    assert engine.rows(kept) == [(3, "Spring", 1, 300, 1, None)]
    assert engine.rows("select * from target_list_members") == [
        (3, "C", "Carl", "last order 49 days ago", "contact", None, None, None, None, None)
    ]
    assert engine.rows("select customer_id, contacted_on, next_on from contact_records") == [
        ("C", date(2024, 2, 3), None)
    ]


def test_refused_rows_of_version_4_stay_with_their_files(tmp_path: Path) -> None:
    """They bore their sheet alone: here two files of one batch have a refused row 3, and one of them was mended."""
    workspace = open_workspace("main", tmp_path, create=True)
    lines = "order id,date,customer name,amount\n1,2024-01-05,Anna,10\n2,2024-02-31,Ben,20\n3,2024-03-01,Carl,30\n"
    people = "customer id,customer name,birthday\na1,Anna,1990-01-01\nb1,Ben,1990-02-31\nc1,Carl,1990-02-30\n"
    people += "d1,Dora,1991-01-01\ne1,Emil,1991-01-02\n"  # a column of dates needs most of them readable
    for name, text in (("lines.csv", lines), ("people.csv", people)):
        (tmp_path / name).write_text(text)
    receipts = import_files(workspace, [tmp_path / "lines.csv", tmp_path / "people.csv"])
    assert receipts[1].refusals_file
    mended = receipts[1].refusals_file.read_text("utf-8-sig").replace("b1,Ben,1990-02-31", "b1,Ben,1990-02-28")
    (tmp_path / "mended.csv").write_text(mended, "utf-8")
    assert import_files(workspace, [tmp_path / "mended.csv"])[0].accepted == 1

    def state() -> list[list[tuple[object, ...]]]:
        with workspace.engine.cursor() as cursor:
            return [
                [(row.row, row.value, row.cells) for row in open_rows(cursor, 1, batch.token)]
                for batch in batches(workspace)
                if not batch.completes
            ]

    before = state()
    assert [[row[:2] for row in rows] for rows in before] == [[(4, "1990-02-30")], [(3, "2024-02-31")]]
    with workspace.engine.transaction() as cursor:
        for table in ("refused_rows", "repaired_rows"):
            cursor.run(f"alter table {table} add column sheet VARCHAR")
            cursor.run(f"alter table {table} drop column token")
        _back_to_6(cursor)
        for table in ("customer_edits", "assessments", "plans", "dismissed_signals", "own_segments"):
            cursor.run(f"drop table {table}")
        cursor.run("update meta set value = '4' where name = 'schema_version'")
    close_workspace(workspace)
    workspace = open_workspace("main", tmp_path)
    assert _version(workspace) == upgrade.SCHEMA_VERSION
    assert state() == before
    assert [batch.completed for batch in batches(workspace)] == [1, 0, 0]
