"""Quick starts with their counts and what they lack, the export of a list, and the record of what went out."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest

from core.metrics.forecasts import next_category
from core.metrics.question import Question
from core.settings import Settings
from core.store.workspace import open_workspace
from core.targets.column_sets import COLUMN_SETS, sources
from core.targets.export_log import load_exports
from core.targets.lists import target_list
from core.text.words import words_for
from pages.shared.exports import file_name
from pages.shared.list_export import _making
from tests.metrics.lines import line
from tests.pages.conftest import OpenPage, said, shows_no_error, small_company
from tests.support import workspace_with
from tests.targets.payloads import PAYLOADS


def test_quick_starts_say_how_many_and_what_file_they_lack(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("targets")
    labels = app.pills("template").options
    assert "Thank the champions · 5" in labels
    assert "Nearly up a tier · 5" in labels  # C24 and C23 lack up to 200 of 2,500, C20 and C19 of 2,100, C12 of 1,300
    assert "Payment is overdue · –" in labels
    before = said(app)
    app.pills("template").set_value("pay_overdue").run()
    assert shows_no_error(app)
    assert "Needs due and paid dates: a sales sheet with both columns." in said(app)
    assert "tier is Key or Important" in before
    assert "tier is Key or Important" in said(app)  # the rules stay as they were
    app.pills("template").set_value("nearly_up").run()
    assert "gap to the next tier at most 10 %" in said(app)
    assert "needs ¥100 more to become Key" in app.dataframe[0].value["reason"].iloc[0]
    assert app.text_input("list_name").placeholder == "Nearly up a tier 2024-02"


def test_the_export_says_what_it_is_for_and_the_record_what_went_out(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("targets", "zh")
    assert "每次由名单导出的文件都会记录在这里。" in said(app)
    app.selectbox("list_export_set").set_value("sms").run()
    assert "首列为手机号" in said(app)
    workspace = open_workspace("main", tmp_path)
    settings, words = Settings(currency="CNY"), words_for("zh")
    view: Any = SimpleNamespace(t=words, settings=settings, workspace=workspace)
    full = COLUMN_SETS["full"]
    asked = target_list(workspace, Question(), settings.rfm, [], words=words, columns=sources(full)).table
    made = Event()
    make = _making(view, full, "二月", lambda _: asked, date(2024, 2, 29), (), "xlsx", None, made, unmasked=True)
    assert len(list(openpyxl.load_workbook(BytesIO(make())).active.rows)) == 26
    assert made.is_set()
    (record,) = load_exports(workspace)
    assert (record.name, record.column_set, record.rows, record.unmasked) == ("二月", "full", 25, True)
    shown = app.run().dataframe[-1].value
    assert shown.iloc[0].tolist()[1:] == ["二月", "全部列", 25, 0, "完整显示"]


def test_what_fits_next_stands_on_the_page_and_can_be_asked_for(
    open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Outside the best, A and B began with ink and took paper next, C and D took ink alone, E to H tea."""
    monkeypatch.setattr(next_category, "LEAST_SUPPORT", 2)
    monkeypatch.setattr(next_category, "DEVIATIONS", 0.5)
    lines = [line(code, 10, date(2024, 5, 2), category="Ink") for code in "ABCD"]
    lines += [line(code, 20, date(2024, 6, 3), category="Paper") for code in "AB"]
    workspace_with(tmp_path, lines + [line(code, 5 if code in "EFGH" else 900, category="Tea") for code in "EFGHXYZ"])
    app = open_page("customer", id="C")
    assert "**Paper** fits next: after Ink, 2 of 4 similar customers bought it next." in said(app)
    app = open_page("targets", "zh")
    app.session_state["handed_rules"] = ["next_category in Paper", "to_next_tier > 0"]
    app.run()
    assert shows_no_error(app)
    assert app.dataframe[0].value["reason"].iloc[0].startswith("普通客户·")  # files keep their blanks
    assert "适合推荐：Paper（4位相似客户中有2位随后购买）" in app.dataframe[0].value["reason"].iloc[0]


def test_names_of_files_are_names_everywhere() -> None:
    for name in (*PAYLOADS, "a/b\\c:d", "..", "x" * 300, "  ", "名单 2024"):
        made = file_name(name, "csv")
        assert made.endswith(".csv")
        assert 5 <= len(made) <= 104
        assert not set(made) & set('\\/:*?"<>|\n\r\t')
        assert not made.startswith(".")
