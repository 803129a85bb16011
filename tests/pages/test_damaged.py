"""A workspace that cannot be opened is said to be, and there is a way on to where a backup can be restored."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.store.backup import backup_workspace, restore_workspace
from core.store.workspace import FILE_NAME, close_workspace, open_workspace
from tests.pages.conftest import OpenPage, one_customer, said


@pytest.mark.parametrize(
    ("language", "sentence"), [("en", "The file of the workspace at"), ("zh", "工作区文件已损坏")], ids=["en", "zh"]
)
def test_a_damaged_workspace(open_page: OpenPage, tmp_path: Path, language: str, sentence: str) -> None:
    one_customer(tmp_path)
    workspace = open_workspace("main", tmp_path)
    backup_workspace(workspace, tmp_path / "b.zip")
    close_workspace(workspace)
    (tmp_path / "main" / FILE_NAME).write_bytes(b"x" * 20_000)
    sample = {"en": "sample", "zh": "sample-zh"}[language]
    open_workspace(sample, tmp_path, create=True)  # so that it need not be made

    app = open_page("overview", language, workspace="main")
    assert sentence in said(app)
    assert not app.exception
    app.button(key="open_sample").click().run()
    assert sentence not in said(app)
    assert app.session_state["workspace"] == sample

    restore_workspace("main", tmp_path, tmp_path / "b.zip")
    app = open_page("overview", language, workspace="main")
    assert sentence not in said(app)
    assert "80" in said(app)
