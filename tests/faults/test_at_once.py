"""Several at once on one workspace: threads as the app has them, processes as the command line does."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from core.errors import CoreError, WorkspaceError
from core.intake.batching.batches import batches, import_files, undo_batch
from core.store.backup import backup_workspace, restore_workspace
from core.store.facts import differences
from core.store.workspace import Workspace, close_workspace, open_workspace
from core.text.messages import message
from core.text.words import words_for
from tests.faults.plain import Plain, disagreements, make_files

ROOT = Path(__file__).parents[2]
HOLDER = """
import sys, time
from pathlib import Path
from core.store.workspace import open_workspace
workspace = open_workspace("main", Path(sys.argv[1]), create=True)
print("held", flush=True)
time.sleep(float(sys.argv[2]))
"""


def _at_once(doings: Sequence[Callable[[], Any]]) -> list[Any]:
    """What comes of doings that begin together, an error's code where one is raised."""
    start = threading.Barrier(len(doings))

    def run(doing: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return doing()
        except CoreError as error:
            return error.code

    with ThreadPoolExecutor(len(doings)) as pool:
        return list(pool.map(run, doings))


def _month(folder: Path, name: str = "may.csv", amount: str = "10.00", rows: int = 300) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    lines = (f"M{n},2024-05-{1 + n % 28:02},C{n % 40},{amount}" for n in range(rows))
    (folder / name).write_text("order id,date,customer,amount\n" + "\n".join(lines) + "\n")
    return folder / name


def _sum(workspace: Workspace) -> Decimal:
    return sum((month.amount for month in workspace.months()), Decimal(0))


def test_two_sessions_import_the_same_file(tmp_path: Path) -> None:
    file = _month(tmp_path / "files")
    for number in range(3):
        workspace = open_workspace(f"w{number}", tmp_path, create=True)
        receipts = _at_once([lambda w=workspace: import_files(w, [file])[0]] * 4)
        assert sorted(receipt.status for receipt in receipts) == ["imported", "refused", "refused", "refused"]
        assert {receipt.error.code for receipt in receipts if receipt.error} == {"file_known"}
        assert [batch.accepted for batch in batches(workspace)] == [300]
        assert (_sum(workspace), differences(workspace)) == (Decimal(3000), 0)


def test_two_sessions_replace_the_same_month(tmp_path: Path) -> None:
    """Two files for one month: the later one counts, whole; the other is set aside, whole."""
    files = [_month(tmp_path / "files", f"{amount}.csv", f"{amount}.00") for amount in (1, 2)]
    workspace = open_workspace("main", tmp_path, create=True)
    receipts = _at_once([lambda f=f: import_files(workspace, [f], mode="replace-months")[0] for f in files])
    assert [receipt.status for receipt in receipts] == ["imported", "imported"]
    last = batches(workspace)[-1]
    assert _sum(workspace) == 300 * Decimal(last.file_name.removesuffix(".csv"))
    undo_batch(workspace, last.batch_id)
    assert _sum(workspace) == 300 * Decimal(batches(workspace)[0].file_name.removesuffix(".csv"))
    assert differences(workspace) == 0


def test_two_sessions_undo_the_same_batch(tmp_path: Path) -> None:
    workspace = open_workspace("main", tmp_path, create=True)
    import_files(workspace, [_month(tmp_path / "files")])
    found = _at_once([lambda: undo_batch(workspace, 1)] * 4)
    assert sorted(one if isinstance(one, str) else "undone" for one in found) == [*["batch_undone"] * 3, "undone"]
    assert (workspace.months(), differences(workspace)) == ([], 0)


def test_undo_and_replace_at_once_are_as_one_after_the_other(tmp_path: Path) -> None:
    files = make_files(tmp_path / "files", random.Random(8))
    for number in range(3):
        workspace = open_workspace(f"w{number}", tmp_path, create=True)
        names = list(files)[number : number + 3]
        import_files(workspace, [tmp_path / "files" / name for name in names])
        new = list(files)[number + 3]
        _at_once(
            [
                lambda w=workspace: undo_batch(w, 1),
                lambda w=workspace, n=new: import_files(w, [tmp_path / "files" / n], mode="replace-months"),
                lambda w=workspace: undo_batch(w, 2),
            ]
        )
        plain = Plain(files)
        for name in names:
            plain.do(("import", name, "add"))
        for operation in (("undo", "1"), ("import", new, "replace-months"), ("undo", "2")):
            plain.do(operation)
        assert disagreements(workspace, plain) == []


def test_backups_while_somebody_imports_hold_whole_batches(tmp_path: Path) -> None:
    workspace = open_workspace("main", tmp_path / "home", create=True)
    for number in range(6):
        lines = (f"{number}-{n},2024-0{1 + number}-03,C{n},1.00" for n in range(200))
        (tmp_path / f"{number}.csv").write_text("order id,date,customer,amount\n" + "\n".join(lines) + "\n")
    finished = threading.Event()
    made: list[Path] = []

    def back_up() -> None:
        while not finished.is_set() or not made:
            made.append(tmp_path / f"{len(made)}.zip")
            backup_workspace(workspace, made[-1])

    def bring_in() -> None:
        try:
            for number in range(6):
                assert import_files(workspace, [tmp_path / f"{number}.csv"])[0].status == "imported"
        finally:
            finished.set()

    assert _at_once([back_up, back_up, bring_in]) == [None] * 3
    chosen = sorted({*made[:2], *made[-2:], made[len(made) // 2]})
    for number, file in enumerate(chosen):
        copy = restore_workspace(f"copy{number}", tmp_path / "home", file)
        assert _sum(copy) == 200 * len(batches(copy))
        assert differences(copy) == 0
        for batch in batches(copy):
            assert (copy.uploads / batch.content_hash).exists()
        close_workspace(copy)


def test_a_restore_while_others_read(tmp_path: Path) -> None:
    """Every question is answered from before or from after it, none fails."""
    workspace = open_workspace("main", tmp_path, create=True)
    import_files(workspace, [_month(tmp_path / "files", "a.csv", "1.00")])
    backup_workspace(workspace, tmp_path / "b.zip")
    import_files(workspace, [_month(tmp_path / "files", "b.csv", "2.00")], mode="replace-months")
    finished = threading.Event()
    seen: set[Decimal] = set()

    def read() -> None:
        while not finished.is_set():
            seen.add(_sum(workspace))
            time.sleep(0.002)

    def restore() -> None:
        try:
            time.sleep(0.05)
            restore_workspace("main", tmp_path, tmp_path / "b.zip")
            time.sleep(0.05)
        finally:
            finished.set()

    assert _at_once([read, read, restore]) == [None] * 3
    assert seen == {Decimal(300), Decimal(600)}
    assert _sum(workspace) == Decimal(300)


def _command(home: Path, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "core", "--home", str(home), "--json", *arguments]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_two_processes_import_the_same_file(tmp_path: Path) -> None:
    """One waits for the other, then finds that it is there."""
    file = _month(tmp_path / "files")
    running = [_command(tmp_path / "home", "import", str(file)) for _ in range(2)]
    said = [json.loads(process.communicate(timeout=60)[0]) for process in running]
    assert sorted(process.returncode for process in running) == [0, 1]
    assert [one["error"] for one in said if "error" in one] == ["file_known"]
    workspace = open_workspace("main", tmp_path / "home")
    assert [batch.accepted for batch in batches(workspace)] == [300]


def _holder(home: Path, seconds: float) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", HOLDER, str(home), str(seconds)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    return process


def test_who_holds_the_workspace_is_said(tmp_path: Path) -> None:
    holder = _holder(tmp_path, 60)
    try:
        begun = time.monotonic()
        with pytest.raises(WorkspaceError, match="workspace_held") as caught:
            open_workspace("main", tmp_path, wait_seconds=0.6)
        assert 0.5 < time.monotonic() - begun < 10
        assert f"(process {holder.pid})" in message(caught.value, words_for("en"))
        assert f"{holder.pid}" in message(caught.value, words_for("zh"))
    finally:
        holder.kill()
        holder.communicate()
    assert open_workspace("main", tmp_path).months() == []  # killed, it holds nothing any more


def test_a_process_waits_for_one_that_leaves(tmp_path: Path) -> None:
    holder = _holder(tmp_path, 1)
    workspace = open_workspace("main", tmp_path, wait_seconds=20)
    assert workspace.months() == []
    holder.communicate()


def test_a_command_gets_the_workspace_of_an_app_that_idles(tmp_path: Path) -> None:
    """This process is the app: it lets go when nobody looks, and sees what was imported meanwhile."""
    workspace = open_workspace("main", tmp_path / "home", create=True, idle_seconds=0.3)
    running = _command(tmp_path / "home", "import", str(_month(tmp_path / "files")))
    said = json.loads(running.communicate(timeout=60)[0])
    assert said["files"][0]["status"] == "imported"
    assert _sum(workspace) == Decimal(3000)
    assert os.getpid() != running.pid


def test_a_workspace_that_idles_is_let_go_by_one_timer(tmp_path: Path) -> None:
    """Whoever opened it first; and not while somebody still works with it."""
    workspace = open_workspace("main", tmp_path, create=True)
    assert open_workspace("main", tmp_path, idle_seconds=0.2) is workspace
    before = threading.active_count()
    for _ in range(50):
        workspace.months()
    assert threading.active_count() <= before + 1
    with workspace.engine.cursor() as cursor:
        time.sleep(0.6)
        assert cursor.value("select 1") == 1
    assert workspace.engine._connection is not None
    time.sleep(0.7)
    assert workspace.engine._connection is None
    assert workspace.months() == []
