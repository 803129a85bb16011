"""The command that tells how to treat whom, as text, JSON and Markdown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.__main__ import main
from core.store.playbook import keep_words
from core.store.workspace import close_workspace, open_workspace

Printed = pytest.CaptureFixture[str]


def test_tells_an_entry_a_subject_or_all_in_the_words_of_the_workspace(tmp_path: Path, capsys: Printed) -> None:
    workspace = open_workspace("main", tmp_path, create=True)
    keep_words(workspace, ("role", "user", "avoid"), "en", "Forget their names", None)
    close_workspace(workspace)
    home = ["--home", str(tmp_path)]
    assert main([*home, "--json", "playbook", "role", "user"]) == 0
    found = json.loads(capsys.readouterr().out)
    (entry,) = found["entries"]
    assert (found["language"], entry["name"], entry["own"]) == ("en", "User", ["avoid"])
    assert entry["avoid"] == ["Forget their names"]
    assert entry["do"][0] == "Visit the place of use, train, and answer small questions fast."
    assert main([*home, "--json", "--lang", "zh", "playbook", "signal"]) == 0
    assert len(json.loads(capsys.readouterr().out)["entries"]) == 11
    assert main([*home, "playbook", "--out", str(tmp_path / "book.md")]) == 0
    assert capsys.readouterr().out == ""
    written = (tmp_path / "book.md").read_text("utf-8")
    assert written.startswith("# Playbook of main\n\n## Tier\n\n### Key\n")
    assert "- Forget their names\n" in written


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (["weather"], "playbook_subject"),
        (["tier", "gold"], "playbook_code"),
        (["--out", "book.doc"], "file_ending"),
        (["--out", "nowhere/book.md"], "file_unwritable"),
    ],
)
def test_what_is_not_there_is_said(tmp_path: Path, capsys: Printed, words: list[str], error: str) -> None:
    close_workspace(open_workspace("main", tmp_path, create=True))
    assert main(["--home", str(tmp_path), "--json", "playbook", *words]) == 1
    assert json.loads(capsys.readouterr().out)["error"] == error
