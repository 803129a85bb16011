"""Where a workspace can lie, and what is said where it cannot."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pandas as pd
import pytest

from core.__main__ import main
from core.errors import WorkspaceError
from core.intake.batching.batches import import_files
from core.store.backup import backup_workspace, restore_workspace
from core.store.facts import differences
from core.store.workspace import FILE_NAME, close_workspace, delete_workspace, open_workspace, workspace_names
from core.text.messages import message
from core.text.words import words_for
from tests.faults.conftest import SmallDisk
from tests.faults.killing import processes
from tests.faults.old import old_workspace

NOBODY = 65534
ODD_PLACES = (
    "with blanks  and 中文 目录",
    "it's [1] *",
    '"quoted"; drop table x; --',
    "100% #1 $HOME {a}",
    "çüß-é",
    "-rf",
)
GOOD_NAMES = ("main", "2024", "Müller", "北京 分公司", "a.b-c d", "x" * 64, "客" * 64)
BAD_NAMES = ("", " ", ".", "..", "../up", "a/b", "a\\b", "-rf", ".hidden", "a\n", "a\0b", "x" * 65, "a:b", "a*", "=1+1")


def _sheet(folder: Path) -> list[Path]:
    """The same two lines as text and as a workbook, and two more as Parquet."""
    text = folder / "a [1] 表.csv"
    text.write_text("order id,date,customer,amount\n1,2024-01-03,A,10.00\n2,2024-02-03,B,20.00\n")
    frame = pd.DataFrame({"order id": ["3", "4"], "date": ["2024-01-03"] * 2, "customer": "C", "amount": [1.5, 2.5]})
    frame.to_excel(folder / "b.xlsx", index=False)
    frame.assign(**{"order id": ["5", "6"]}).to_parquet(folder / "c.parquet")
    return [text, folder / "b.xlsx", folder / "c.parquet"]


def _assert_it_works(home: Path, files: list[Path]) -> None:
    workspace = open_workspace("main", home, create=True)
    assert [receipt.error for receipt in import_files(workspace, files)] == [None] * 3
    backup_workspace(workspace, home / "b.zip")
    restore_workspace("main", home, home / "b.zip")
    close_workspace(workspace)
    workspace = open_workspace("main", home)
    assert (sum(month.lines for month in workspace.months()), differences(workspace)) == (6, 0)
    delete_workspace(workspace)
    assert [path.name for path in home.iterdir()] == ["b.zip"]


@pytest.mark.parametrize("place", ODD_PLACES)
def test_odd_places(tmp_path: Path, place: str) -> None:
    _assert_it_works(tmp_path / place, _sheet(tmp_path))


def test_a_place_that_the_engine_misunderstands(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="place_odd"):
        open_workspace("main", tmp_path / "who?", create=True)
    assert not (tmp_path / "who?").exists()


def test_an_upgrade_in_an_odd_place(tmp_path: Path) -> None:
    old_workspace(tmp_path / ODD_PLACES[1])
    assert open_workspace("main", tmp_path / ODD_PLACES[1]).settings().title == "Old company"


def test_a_very_long_path(tmp_path: Path) -> None:
    home = tmp_path.joinpath(*["long" * 50] * 15)
    home.mkdir(parents=True)
    assert len(str(home)) > 3000
    _assert_it_works(home, _sheet(tmp_path))


@pytest.mark.parametrize("home", ["x" * 300, "/".join(["long" * 50] * 25)], ids=["name", "path"])
def test_a_path_that_is_too_long(tmp_path: Path, home: str) -> None:
    with pytest.raises(WorkspaceError, match="place_closed") as caught:
        open_workspace("main", tmp_path / home, create=True)
    assert "File name too long" in message(caught.value, words_for("en"))


@pytest.mark.parametrize("name", GOOD_NAMES)
def test_good_names(tmp_path: Path, name: str) -> None:
    assert open_workspace(name, tmp_path, create=True).name == name
    assert workspace_names(tmp_path) == [name]


@pytest.mark.parametrize("name", BAD_NAMES)
def test_bad_names(tmp_path: Path, name: str) -> None:
    home = tmp_path / "home"
    with pytest.raises(WorkspaceError, match="workspace_name"):
        open_workspace(name, home, create=True)
    assert not home.exists()


def test_a_home_that_is_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "home").write_text("a file")
    with pytest.raises(WorkspaceError, match="place_closed"):
        open_workspace("main", tmp_path / "home", create=True)
    assert main(["--home", str(tmp_path / "home"), "import", str(_sheet(tmp_path)[0])]) == 1
    assert str(tmp_path / "home") in capsys.readouterr().err
    assert (tmp_path / "home").read_text() == "a file"


def test_a_database_that_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "main" / FILE_NAME).mkdir(parents=True)
    with pytest.raises(WorkspaceError, match="place_closed"):
        open_workspace("main", tmp_path)


def _as_nobody(home: Path, create: bool, say: Connection) -> None:
    """Tell what somebody without rights gets; what is loaded late is loaded before."""
    open_workspace("warm", home.parent, create=True)
    os.setegid(NOBODY)
    os.seteuid(NOBODY)
    try:
        open_workspace("main", home, create=create)
        say.send(("opened", ""))
    except WorkspaceError as error:
        say.send((error.code, message(error, words_for("en"))))


def _told(home: Path, *, create: bool = False) -> tuple[str, str]:
    ours, theirs = processes.Pipe()
    process = processes.Process(target=_as_nobody, args=(home, create, theirs))
    process.start()
    theirs.close()
    told: tuple[str, str] = ours.recv()
    process.join()
    return told


@pytest.fixture
def shared_home(tmp_path: Path) -> Iterator[Path]:
    """A home with a workspace that everybody may reach, whose rights the test takes away."""
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("only root can become somebody without rights")
    for path in (tmp_path, *tmp_path.parents):
        if not path.stat().st_mode & 0o001 and path.owner() == "root":
            path.chmod(path.stat().st_mode | 0o011)
    home = tmp_path / "home"
    close_workspace(open_workspace("main", home, create=True))
    yield home
    for path in (home, home / "main", home / "main" / FILE_NAME):
        path.chmod(0o755)


@pytest.mark.parametrize("closed", ["main", f"main/{FILE_NAME}"])
def test_no_right_to_a_workspace(shared_home: Path, closed: str) -> None:
    (shared_home / closed).chmod(0o000)
    code, said = _told(shared_home)
    assert code == "place_closed"
    assert "Permission denied" in said
    assert str(shared_home) in said


def test_no_right_to_write(shared_home: Path) -> None:
    code, _ = _told(shared_home)  # may be read by all, written by root alone
    assert code == "place_closed"


def test_no_right_to_make_one(shared_home: Path) -> None:
    close_workspace(open_workspace("main", shared_home))
    code, said = _told(shared_home / "inside", create=True)
    assert (code, "Permission denied" in said) == ("place_closed", True)


def test_a_disk_that_may_only_be_read(small_disk: SmallDisk) -> None:
    close_workspace(open_workspace("main", small_disk.path, create=True))
    before = (small_disk.path / "main" / FILE_NAME).read_bytes()
    done = subprocess.run(["mount", "-o", "remount,ro", str(small_disk.path)], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("a mounted disk cannot be closed to writing here")
    for name in ("main", "new"):
        with pytest.raises(WorkspaceError, match="place_closed") as caught:
            open_workspace(name, small_disk.path, create=True)
        assert "Read-only file system" in message(caught.value, words_for("en"))
    assert (small_disk.path / "main" / FILE_NAME).read_bytes() == before
