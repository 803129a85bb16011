"""Every code has its sentence because it can occur: the smallest input is run, or another test makes it."""

from __future__ import annotations

import csv
import errno
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from core.__main__ import main
from core.errors import CoreError, ImportRefusedError, WorkspaceError
from core.intake.batching.batches import import_file, import_files, inspect_file
from core.intake.rows import refusals
from core.metrics.question import Question
from core.metrics.tiering.pyramid import pyramid
from core.settings import Tax
from core.store.disk import opening_error, saving
from core.store.workspace import Workspace, open_workspace
from core.text.file_texts import NOTES, RULES
from core.text.message_texts import MESSAGES
from tests.text import occurring
from tests.text.occurring import Case

TESTS = Path(__file__).parents[1]
CODE = re.compile(r"[a-z]+(?:_[a-z]+)+")
DIRECT = {"rows_lost", "nothing_recognised", "storage_failed", "workspace_unreadable"}  # tests of their own below
QUESTIONS = {
    "refunds_unknown": Question(refunds="some"),  # type: ignore[arg-type]
    "value_unknown": Question(value="weight"),  # type: ignore[arg-type]
    "window_invalid": Question(window_months=0),
    "tax_invalid": Question(tax=Tax(Decimal(-1), in_amounts=True)),
}


@cache
def made_elsewhere() -> set[str]:
    """The codes that other tests name; tests about texts alone do not count."""
    files = [path for path in TESTS.rglob("*.py") if path.parent.name != "text"]
    return {code for path in files for code in CODE.findall(path.read_text(encoding="utf-8"))}


def test_no_code_is_left_that_cannot_occur() -> None:
    codes = {code.split(":")[0] for code in (*MESSAGES, *RULES)} - NOTES.keys() - QUESTIONS.keys() - DIRECT
    assert codes - occurring.ERRORS.keys() - occurring.RULES.keys() - made_elsewhere() == set()


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace of one good line."""
    found = open_workspace("main", tmp_path / "home", create=True)
    file = tmp_path / "good.csv"
    file.write_text(occurring.LINES + occurring.GOOD, encoding="utf-8")
    import_files(found, [file])
    return found


@pytest.mark.parametrize("code", QUESTIONS)
def test_a_question_has_no_answer(code: str, workspace: Workspace) -> None:
    with pytest.raises(CoreError) as caught:
        pyramid(workspace, QUESTIONS[code])
    assert caught.value.code == code


def test_nothing_is_recognised_where_all_sheets_are_left_out(workspace: Workspace, tmp_path: Path) -> None:
    (found,) = inspect_file(workspace, tmp_path / "good.csv", "good.csv")
    with pytest.raises(ImportRefusedError) as caught:
        import_file(workspace, [replace(found, ignored=True)])
    assert caught.value.code == "nothing_recognised"


def test_what_systems_say_in_words_of_their_own_is_passed_on(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError) as caught, saving(tmp_path):
        raise OSError(errno.EIO, "Input/output error")
    assert caught.value.code == "storage_failed"
    assert opening_error(tmp_path, "IO Error: the weather").code == "workspace_unreadable"


def test_a_lost_row_leaves_nothing(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No input does this: it guards against a fault of our own."""
    monkeypatch.setattr(
        refusals, "refusals_query", lambda _: "select 1 as file_row, '' as \"column\", '' as value, '' as rule limit 0"
    )
    file = tmp_path / "bad.csv"
    file.write_text(occurring.LINES + "3,2024-01-05,A,6\n4,,A,7\n", encoding="utf-8")
    (receipt,) = import_files(workspace, [file])
    assert isinstance(receipt.error, ImportRefusedError)
    assert receipt.error.code == "rows_lost"
    assert workspace.engine.rows("select count(*) from sales") == [(1,)]


@pytest.fixture(scope="module")
def filled_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose workspace holds one good line, to be copied."""
    folder = tmp_path_factory.mktemp("filled")
    file = folder / "good.csv"
    file.write_text(occurring.LINES + occurring.GOOD, encoding="utf-8")
    main(["--home", str(folder / "home"), "import", str(file)])
    return folder / "home"


@pytest.fixture
def run(
    filled_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[Case], dict[str, Any]]:
    """What the last command of a case answers."""
    return lambda case: answer(case, filled_home, tmp_path, monkeypatch, capsys)


def answer(
    case: Case, home: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> dict[str, Any]:
    """Run the commands of a case in a folder of its own; the answer of the last one."""
    monkeypatch.chdir(folder)
    if case.filled:
        shutil.copytree(home, folder / "home")
    for name, content in case.files.items():
        Path(name).write_bytes(content if isinstance(content, bytes) else content.encode())
    for command in case.commands:
        words = [word.replace(".", " ") if ".between." in word else word for word in command.split()]
        capsys.readouterr()
        main(["--home", str(folder / "home"), "--json", *words])
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.parametrize("code", sorted(occurring.ERRORS))
def test_an_error_occurs(code: str, run: Callable[[Case], dict[str, Any]]) -> None:
    assert run(occurring.ERRORS[code])["error"] == code


@pytest.mark.parametrize("rule", sorted(occurring.RULES))
def test_a_row_is_refused(rule: str, run: Callable[[Case], dict[str, Any]]) -> None:
    files = run(occurring.RULES[rule])["files"]
    (refused,) = [file["refusals_file"] for file in files if file["refusals_file"]]
    with Path(refused).open(encoding="utf-8-sig", newline="") as stream:
        assert {row["rule"] for row in csv.DictReader(stream)} == {rule}
