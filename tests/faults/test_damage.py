"""A damaged database is said to be damaged, with the way back; no wrong figure comes out of it."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from core.__main__ import main
from core.errors import WorkspaceError
from core.intake.batching.batches import import_files
from core.store.backup import backup_workspace, restore_workspace
from core.store.disk import BACKUPS
from core.store.engine import Cursor
from core.store.last_write import NAME as NOTE
from core.store.workspace import FILE_NAME, Workspace, close_workspace, open_workspace
from core.text.messages import message
from core.text.words import words_for

LOG = f"{FILE_NAME}.wal"
IMPORTS = """
import os, sys
from pathlib import Path
from core.intake.batching.batches import import_files
from core.store.workspace import open_workspace
home = Path(sys.argv[1])
workspace = open_workspace("main", home, create=True)
with workspace.engine.cursor() as cursor:
    cursor.run("checkpoint")
for file in sorted((home / "files").iterdir()):
    (receipt,) = import_files(workspace, [file])
    assert receipt.status == "imported", receipt
os.kill(os.getpid(), 9)
"""


def _answers(workspace: Workspace) -> list[object]:
    """Every value of every table, as sums that do not depend on the order."""
    tables = workspace.engine.rows(
        "select table_name from duckdb_tables() where database_name = 'workspace' order by 1"
    )
    return [workspace.engine.rows(f"select count(*), sum(hash(t)) from {name} t") for (name,) in tables]


def _files(home: Path, count: int, rows: int) -> None:
    (home / "files").mkdir(parents=True)
    for number in range(count):
        lines = (f"{number}-{n},2024-0{1 + n % 9}-1{n % 9},C{n % 97},{n}.50" for n in range(rows))
        (home / "files" / f"{number}.csv").write_text("order id,date,customer,amount\n" + "\n".join(lines) + "\n")


@pytest.fixture(scope="module")
def made_whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("damage") / "whole"
    _files(home, 2, 3000)
    workspace = open_workspace("main", home, create=True)
    import_files(workspace, sorted((home / "files").iterdir()))
    close_workspace(workspace)
    assert not (home / "main" / LOG).exists()
    return home


@pytest.fixture
def whole(made_whole: Path, tmp_path: Path) -> Path:
    """A home with a closed workspace of some thousand lines."""
    return shutil.copytree(made_whole, tmp_path / "whole")


@pytest.fixture(scope="module")
def made_logged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("damage") / "logged"
    _files(home, 5, 40)
    subprocess.run([sys.executable, "-c", IMPORTS, str(home)], check=False)
    assert (home / "main" / LOG).stat().st_size > 10_000
    return home


@pytest.fixture
def logged(made_logged: Path, tmp_path: Path) -> Path:
    """A home with a workspace that was killed: five imports stand in its log alone."""
    return shutil.copytree(made_logged, tmp_path / "logged")


def _outcome(home: Path, right: list[object]) -> str:
    """What a reader of a damaged workspace gets: an error's code, "right", or "wrong"."""
    try:
        workspace = open_workspace("main", home)
    except WorkspaceError as error:
        return error.code if str(home / "main") in message(error, words_for("en")) else "unsaid"
    try:
        return "right" if _answers(workspace) == right else "wrong"
    except WorkspaceError as error:
        return error.code
    finally:
        close_workspace(workspace)


def _flipped(file: Path, rng: random.Random) -> None:
    with file.open("r+b") as opened:
        place = rng.randrange(file.stat().st_size)
        opened.seek(place)
        byte = opened.read(1)[0]
        opened.seek(place)
        opened.write(bytes([byte ^ (1 << rng.randrange(8))]))


def _cut(file: Path, rng: random.Random) -> None:
    os.truncate(file, rng.randrange(file.stat().st_size))


def _tried(home: Path, spoil: Callable[[Path], None], times: int) -> Counter[str]:
    """What comes of spoiling copies of a workspace."""
    right = _right(home)
    outcomes: Counter[str] = Counter()
    for _ in range(times):
        copy = home.with_name("copy")
        shutil.copytree(home / "main", copy / "main")
        spoil(copy / "main")
        outcomes[_outcome(copy, right)] += 1
        shutil.rmtree(copy)
    return outcomes


def _right(home: Path) -> list[object]:
    copy = home.with_name("right")
    shutil.copytree(home / "main", copy / "main")
    workspace = open_workspace("main", copy)
    right = _answers(workspace)
    close_workspace(workspace)
    return right


def test_a_flipped_bit_in_the_database(whole: Path) -> None:
    rng = random.Random(1)
    outcomes = _tried(whole, lambda folder: _flipped(folder / FILE_NAME, rng), 40)
    assert set(outcomes) <= {"workspace_damaged", "right"}  # right: where nothing stands, or nothing was read
    assert outcomes["workspace_damaged"] >= 30


def test_a_database_that_was_cut_short(whole: Path) -> None:
    rng = random.Random(2)
    outcomes = _tried(whole, lambda folder: _cut(folder / FILE_NAME, rng), 15)
    assert set(outcomes) <= {"workspace_damaged", "right"}
    assert outcomes["workspace_damaged"] >= 8


def test_a_flipped_bit_in_the_log(logged: Path) -> None:
    rng = random.Random(3)
    outcomes = _tried(logged, lambda folder: _flipped(folder / LOG, rng), 25)
    assert set(outcomes) <= {"workspace_damaged", "workspace_behind"}


def test_a_log_that_was_cut_short(logged: Path) -> None:
    """The engine takes it for one that was never written to its end; the note beside it knows better."""
    rng = random.Random(4)
    assert set(_tried(logged, lambda folder: _cut(folder / LOG, rng), 12)) == {"workspace_behind"}
    assert set(_tried_again(logged, lambda folder: (folder / LOG).unlink())) == {"workspace_behind"}


def _tried_again(home: Path, spoil: Callable[[Path], None]) -> Counter[str]:
    shutil.rmtree(home.with_name("right"))
    return _tried(home, spoil, 1)


@pytest.mark.parametrize("content", [b"", b"order id,date\n1,2024-01-01\n", b"\0" * 300_000, b"x" * 12_288])
def test_something_else_in_its_place(whole: Path, content: bytes) -> None:
    (whole / "main" / FILE_NAME).write_bytes(content)
    with pytest.raises(WorkspaceError, match="workspace_damaged") as caught:
        open_workspace("main", whole)
    for language in ("en", "zh"):
        said = message(caught.value, words_for(language))
        assert "python -m core restore FILE --workspace NAME" in said
        assert str(whole / "main" / "uploads") in said
        assert "–" in said  # no copies were made before
    assert (whole / "main" / FILE_NAME).read_bytes() == content  # left as it is, to be looked at


def test_an_empty_database_in_its_place(whole: Path) -> None:
    """A file that the engine opens happily, and that holds nothing."""
    import duckdb

    (whole / "main" / FILE_NAME).unlink()
    duckdb.connect(str(whole / "main" / FILE_NAME)).close()
    with pytest.raises(WorkspaceError, match="workspace_damaged"):
        open_workspace("main", whole)


def test_a_database_that_is_gone_but_for_its_log(logged: Path) -> None:
    (logged / "main" / FILE_NAME).unlink()
    with pytest.raises(WorkspaceError, match="workspace_damaged"):
        open_workspace("main", logged, create=True)


def test_an_older_copy_in_its_place(whole: Path) -> None:
    file = whole / "main" / FILE_NAME
    older = file.read_bytes()
    _files(whole / "later", 1, 50)
    workspace = open_workspace("main", whole)
    (whole / "later" / "files" / "0.csv").write_text("order id,date,customer,amount\nL1,2024-05-05,Z,1.00\n")
    assert import_files(workspace, [whole / "later" / "files" / "0.csv"])[0].status == "imported"
    close_workspace(workspace)
    file.write_bytes(older)
    with pytest.raises(WorkspaceError, match="workspace_behind") as caught:
        open_workspace("main", whole)
    assert str(whole / "main" / NOTE) in message(caught.value, words_for("en"))
    (whole / "main" / NOTE).unlink()  # as the sentence says
    assert len(open_workspace("main", whole).months()) == 9


def test_damage_that_is_met_while_the_app_runs(whole: Path) -> None:
    """The error has words, and the workspace can be replaced by a backup without a restart."""
    workspace = open_workspace("main", whole)
    right = _answers(workspace)
    backup = whole / "b.zip"
    backup_workspace(workspace, backup)
    close_workspace(workspace)
    file = whole / "main" / FILE_NAME
    with file.open("r+b") as opened:
        opened.seek(opened.seek(0, os.SEEK_END) // 2)  # behind what is read when it is opened
        opened.write(b"\xaa\x55" * 50_000)
    for _ in range(2):  # while it runs, and after opening anew
        assert _outcome(whole, right) == "workspace_damaged"
    restored = restore_workspace("main", whole, backup)
    assert sum(1 for before, after in zip(right, _answers(restored), strict=True) if before != after) == 1  # meta
    close_workspace(restored)
    assert open_workspace("main", whole).months()


def test_the_check_of_the_facts_reads_everything(whole: Path, capsys: pytest.CaptureFixture[str]) -> None:
    verify = ["--home", str(whole), "--json", "facts", "--verify"]
    assert main(verify) == 0
    capsys.readouterr()
    rng, answers = random.Random(6), Counter[tuple[int, str]]()
    for _ in range(8):
        shutil.copytree(whole / "main", whole / "spoilt")
        _flipped(whole / "spoilt" / FILE_NAME, rng)
        code = main([*verify, "--workspace", "spoilt"])
        answers[code, json.loads(capsys.readouterr().out).get("error", "")] += 1
        shutil.rmtree(whole / "spoilt")
    assert set(answers) <= {(1, "workspace_damaged"), (0, "")}  # nothing: where nothing stands in the file
    assert answers[1, "workspace_damaged"] >= 6


def test_a_damaged_copy_is_not_restored(whole: Path) -> None:
    rng = random.Random(5)
    workspace = open_workspace("main", whole)
    right = _answers(workspace)
    for number in range(6):
        copy = whole / f"copy{number}.duckdb"
        shutil.copy(whole / "main" / FILE_NAME, copy)
        _flipped(copy, rng)
        with pytest.raises(WorkspaceError, match="backup_unreadable"):
            restore_workspace("main", whole, copy)
    assert _answers(workspace) == right


def test_an_engine_that_broke_off_is_opened_anew(whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It answers nothing any more, whatever is asked, until its file was let go of."""
    import duckdb

    workspace = open_workspace("main", whole)
    broken = workspace.engine._connection

    def break_off(*_: object) -> None:
        raise duckdb.FatalException("FATAL Error: database has been invalidated because of a previous fatal error")

    monkeypatch.setattr(Cursor, "_execute", break_off)
    with pytest.raises(duckdb.FatalException):
        workspace.months()
    monkeypatch.undo()
    assert len(workspace.months()) == 9
    assert workspace.engine._connection not in {broken, None}


def test_the_newest_copies_are_named_first(whole: Path) -> None:
    """Three of four, as their names say: format and time, format 10 above format 9."""
    copies = whole / "main" / BACKUPS
    copies.mkdir()
    names = [f"format-{number}-20240{month}01-000000.duckdb" for number, month in ((2, 1), (9, 2), (9, 3), (10, 4))]
    for name in (names[2], names[0], names[3], names[1]):
        (copies / name).write_bytes(b"")
    (whole / "main" / FILE_NAME).write_bytes(b"x" * 12_288)
    with pytest.raises(WorkspaceError, match="workspace_damaged") as caught:
        open_workspace("main", whole)
    assert caught.value.fields["copies"] == tuple(str(copies / name) for name in reversed(names[1:]))


def test_a_note_about_another_database_says_nothing(whole: Path) -> None:
    note = whole / "main" / NOTE
    noted = json.loads(note.read_text(encoding="utf-8"))
    note.write_text(json.dumps(noted | {"identity": "another", "data_version": 99}), encoding="utf-8")
    assert len(open_workspace("main", whole).months()) == 9
    close_workspace(open_workspace("main", whole))
    note.write_text(json.dumps(noted | {"data_version": 99}), encoding="utf-8")
    with pytest.raises(WorkspaceError, match="workspace_behind"):
        open_workspace("main", whole)
