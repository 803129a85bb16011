"""The settings page: what is kept, what is refused, and workspaces."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from core.settings import PRESETS
from core.store.backup import backup_workspace
from core.store.workspace import open_workspace, workspace_names
from tests.pages.conftest import OpenPage, no_data, one_customer, said, shows_no_error, small_company
from tests.support import workspace_with


@pytest.mark.parametrize(
    ("language", "sentence"), [("en", "How should figures be computed here?"), ("zh", "这里的数字应当如何计算？")]
)
@pytest.mark.parametrize("state", [no_data, one_customer, small_company])
def test_opens_in_every_state(open_page: OpenPage, tmp_path: Path, language: str, sentence: str, state) -> None:
    state(tmp_path)
    app = open_page("settings", language)
    assert shows_no_error(app)
    assert sentence in said(app)
    assert app.button("save_settings").disabled


def test_nothing_is_changed_by_looking(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    assert "All is saved." in said(open_page("settings"))


def test_one_button_saves_all_tabs(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("settings")
    app.selectbox("set_main_window").set_value("6").run()
    app.radio("set_main_refunds").set_value("gross").run()
    app.number_input("set_main_rate").set_value(13.0).run()
    app.selectbox("set_main_preset").set_value("20/80").run()
    app.text_input("set_main_title").set_value("My shop").run()
    app.number_input("set_main_levels").set_value(7).run()
    app.radio("set_main_weighting").set_value("derived").run()
    app.number_input("set_main_upload_limit").set_value(750).run()
    assert "The page Import takes files of at most 500 MB;" in app.number_input("set_main_upload_limit").help
    assert "There are changes that are not saved." in said(app)
    app.button("save_settings").click().run()
    assert "Settings are saved" in said(app)
    kept = open_workspace("main", tmp_path).settings()
    assert (kept.window_months, kept.refunds, kept.title) == (6, "gross", "My shop")
    assert kept.tax.rate == Decimal("0.13")
    assert kept.cut.ceilings == PRESETS["20/80"]
    assert kept.rfm.levels == 7
    assert kept.satisfaction.weighting == "derived"
    assert kept.upload_limit_mb == 750
    assert app.button("save_settings").disabled


def test_own_shares_leave_the_rest_to_the_last_tier(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("settings")
    app.selectbox("set_main_preset").set_value("own").run()
    app.number_input("set_main_share_key").set_value(2.5).run()
    assert "The last tier takes the remaining 48.50 %." in said(app)
    app.button("save_settings").click().run()
    assert open_workspace("main", tmp_path).settings().cut.ceilings == (250, 2150, 5150, 10000)
    app.number_input("set_main_share_ordinary").set_value(90.0).run()
    assert "must stay under 100 %" in said(app)
    assert app.button("save_settings").disabled


@pytest.mark.parametrize(
    ("language", "label"), [("en", "1/19/30/50 % of customers"), ("zh", "1/19/30/50%（按客户数）")]
)
def test_presets_are_written_as_in_the_language(open_page: OpenPage, tmp_path: Path, language: str, label: str) -> None:
    small_company(tmp_path)
    assert open_page("settings", language).selectbox("set_main_preset").options[0] == label


def test_thresholds_must_fall(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("settings")
    app.segmented_control("set_main_method").set_value("thresholds").run()
    app.text_input("set_main_amount_key").set_value("2,000").run()
    assert "The amounts must fall" in said(app)
    app.text_input("set_main_amount_important").set_value("1500").run()
    app.text_input("set_main_amount_ordinary").set_value("1000").run()
    app.button("save_settings").click().run()
    cut = open_workspace("main", tmp_path).settings().cut
    assert cut.method == "thresholds"
    assert cut.thresholds == (2000, 1500, 1000)


def test_cut_offs_are_checked(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("settings")
    app.text_input("set_main_cut_frequency").set_value("1 / 2").run()
    assert "5 levels need 4 rising cut-offs." in said(app)
    app.text_input("set_main_cut_frequency").set_value("one / 2").run()
    assert "Cut-offs are numbers divided by /" in said(app)
    app.text_input("set_main_cut_frequency").set_value("2 / 3 / 5 / 10").run()
    app.button("save_settings").click().run()
    assert open_workspace("main", tmp_path).settings().rfm.frequency == (2, 3, 5, 10)


def test_month_cannot_be_both(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("settings", "zh")
    app.multiselect("set_main_complete").set_value(["2024-02"]).run()
    app.multiselect("set_main_incomplete").set_value(["2024-02"]).run()
    assert "2024年2月不能既完整又不完整。" in said(app)


def test_accounts_that_are_no_customers_are_proposed(open_page: OpenPage, tmp_path: Path) -> None:
    line = {"order_date": "2024-02-29", "amount": 10}
    lines = [{**line, "order_id": "1", "customer_id": "A", "customer_name": "散客"}]
    workspace_with(tmp_path, [*lines, {**line, "order_id": "2", "customer_id": "B", "customer_name": "Anna"}])
    words = said(open_page("settings"))
    assert "You decide which are not customers." in words


def test_workspace_is_created_and_deleted(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("settings")
    app.text_input("new_workspace").set_value("second")
    next(one for one in app.button if one.label == "Create and open").click().run()
    assert "Workspace second is open." in said(app)
    assert app.session_state["workspace"] == "second"
    assert app.button("delete_confirm").disabled
    app.text_input("delete_name").set_value("second").run()
    app.button("delete_confirm").click().run()
    assert workspace_names(tmp_path) == ["main"]
    assert "Workspace second was deleted." in said(app)


def test_workspace_names_are_checked(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("settings")
    app.text_input("new_workspace").set_value("../outside")
    next(one for one in app.button if one.label == "Create and open").click().run()
    assert len(app.error) == 1
    assert workspace_names(tmp_path) == ["main"]


def test_sample_cannot_be_deleted_here(open_page: OpenPage, tmp_path: Path) -> None:
    open_workspace("sample", tmp_path, create=True)
    app = open_page("settings")
    assert not any(one.key == "delete_confirm" for one in app.button)


def test_backup_is_restored_into_a_workspace(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    workspace = open_workspace("main", tmp_path)
    file = tmp_path / "backup.zip"
    backup_workspace(workspace, file)
    workspace.save_settings(replace(workspace.settings(), title="Changed since"))
    app = open_page("settings")
    assert app.button("restore").disabled
    app.file_uploader("restore_file").set_value((file.name, file.read_bytes(), "application/zip")).run()
    assert "Everything in main will be replaced by the backup." in said(app)
    app.button("restore").click().run()
    assert "Workspace main was restored." in said(app)
    assert open_workspace("main", tmp_path).settings().title == ""
    assert len(open_workspace("main", tmp_path).months()) == 1


def test_broken_backup_changes_nothing(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("settings")
    app.file_uploader("restore_file").set_value(("backup.zip", b"PK not a zip", "application/zip")).run()
    app.button("restore").click().run()
    assert len(app.error) == 1
    assert shows_no_error(app)
    assert len(open_workspace("main", tmp_path).months()) == 1


def test_sample_is_restored(open_page: OpenPage, tmp_path: Path) -> None:
    open_workspace("sample", tmp_path, create=True)
    app = open_page("settings")
    app.button("restore_sample").click().run()
    assert "The sample company is as new." in said(app)
    assert len(open_workspace("sample", tmp_path).months()) == 24


def test_a_control_group_is_switched_on_and_off(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("settings", "zh")
    app.toggle("set_main_control_on").set_value(True).run()
    app.number_input("set_main_control_share").set_value(20.0).run()
    # drawn by the id: the same 5 of C01 to C25 whenever this is asked
    assert "25 位客户中有 5 位在组内。" in said(app)
    app.button("save_settings").click().run()
    assert open_workspace("main", tmp_path).settings().control_share == Decimal("0.2")
    app.toggle("set_main_control_on").set_value(False).run()
    app.button("save_settings").click().run()
    assert open_workspace("main", tmp_path).settings().control_share == 0
