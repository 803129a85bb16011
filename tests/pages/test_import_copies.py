"""The copies in which looked-at tables stand: changes, imports, mended rows and files left out leave none behind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from core.store.workspace import open_workspace
from tests.pages.conftest import OpenPage, no_data, said, shows_no_error
from tests.pages.test_import import LINES, ORDERS, dropped

CHINESE = "客户名称,电话\n海岚汽配,13812345678\n龙腾贸易,13900001111\n".encode("gb18030")
MISSED = LINES + b"7,1,p1,1,10\n"


def copies(home: Path) -> list[Path]:
    return sorted(open_workspace("main", home).spool.iterdir())


def changed(app: AppTest, number: int) -> AppTest:
    app.multiselect[number].set_value(["NA"]).run()
    assert shows_no_error(app)
    return app


@pytest.fixture
def looked(open_page: OpenPage, tmp_path: Path) -> AppTest:
    """The page after a join and a file in another encoding were dropped, and both were changed."""
    no_data(tmp_path)
    app = dropped(open_page("import"), ("items.csv", MISSED), ("orders.csv", ORDERS), ("名单.csv", CHINESE))
    before = copies(tmp_path)
    assert len(before) == 2  # the lines with what they take, and the list as UTF-8
    app = changed(changed(app, 0), -1)
    after = copies(tmp_path)
    assert len(after) == 2
    assert not set(before) & set(after)
    return app


def test_files_that_are_left_out_leave_no_copies(looked: AppTest, tmp_path: Path) -> None:
    looked.button("forget_all").click().run()
    assert shows_no_error(looked)
    assert copies(tmp_path) == []


def test_an_import_leaves_no_copies_and_nor_do_mended_rows(
    looked: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked.button("import").click().run()
    assert "1 refused" in said(looked)
    assert copies(tmp_path) == []

    def typed(frame: pd.DataFrame, **_: Any) -> pd.DataFrame:
        return frame.assign(quantity="2")

    monkeypatch.setattr("streamlit.data_editor", typed)
    looked.run()
    looked.button("import_mended").click().run()  # what was wrong is wrong still
    assert shows_no_error(looked)
    assert looked.warning
    assert copies(tmp_path) == []


def test_a_look_at_single_files_that_does_not_do_leaves_no_copies(open_page: OpenPage, tmp_path: Path) -> None:
    """A list that is read wrongly might belong to the others: all are looked at again."""
    no_data(tmp_path)
    app = dropped(open_page("import"), ("items.csv", LINES), ("orders.csv", ORDERS), ("名单.csv", CHINESE))
    header = app.number_input(next(one.key for one in reversed(app.number_input) if str(one.key).startswith("header_")))
    header.set_value(2)
    [one for one in app.button if one.label == "Read again"][-1].click().run()
    assert shows_no_error(app)
    assert len(copies(tmp_path)) == 2
