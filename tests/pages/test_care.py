"""The care plan's page: what it says, a contact noted and taken back, and its states."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from core.store.contacts import Contact, note_contact, notes
from core.store.workspace import Workspace, open_workspace
from tests.metrics.lines import line
from tests.pages.conftest import OpenPage, no_data, one_customer, said, shows_no_error, small_company
from tests.support import workspace_with

TODAY = date(2024, 6, 30)


def company(home: Path) -> Workspace:
    """Twenty who bought once, 2,000 (C01, Ann's, the only one called yet) down to 100; C02 is Ben's."""
    lines = [line(f"C{number:02}", 2100 - 100 * number, customer_name=f"Firm {number}") for number in range(1, 21)]
    lines.append(line("C01", 1, date(2024, 6, 28)))
    people = [
        {"customer_id": "C01", "owner": "Ann", "contact": "Li", "phone": "13800138000"},
        {"customer_id": "C02", "owner": "Ben"},
    ]
    workspace = workspace_with(home, lines, people)
    note_contact(
        workspace, Contact("C01", TODAY, "call", next_step="Send *the* quote", next_on=date(2024, 7, 1)), TODAY
    )
    note_contact(workspace, Contact("C02", TODAY, "complaint"), TODAY)
    return workspace


def test_a_call_is_noted_and_gone_from_the_plan_until_it_is_taken_back(open_page: OpenPage, tmp_path: Path) -> None:
    workspace = company(tmp_path)
    app = open_page("care")
    assert shows_no_error(app)
    words = said(app)
    assert app.title[0].value == "Whom do we call this week?"
    assert "2 customers are due by 7 Jul 2024, none overdue; no contact is noted with 18 more." in words
    app.selectbox("picker_care").set_value("Ann").run()
    app.selectbox("care_customer").set_value("C01").run()
    words = said(app)
    assert "**Promised for 1 Jul 2024\\: Send \\*the\\* quote.**" in words
    assert "Li · 138\\*\\*\\*\\*8000" in words or "Li · 138****8000" in words
    place = "care_C01_0"
    app.date_input(f"{place}_on").set_value(date(2024, 2, 1))
    app.button(f"{place}_note").click().run()
    assert "1 Feb 2024 is before the first day of the data, 30 Jun 2024." not in said(
        app
    )  # no promise of a day's order
    assert "is before the first day of the data" in said(app)
    app.date_input(f"{place}_on").set_value(TODAY)
    app.text_area(f"{place}_result").set_value("They *take* it")
    app.text_input(f"{place}_next").set_value("")
    app.button(f"{place}_note").click().run()
    assert shows_no_error(app)
    words = said(app)
    assert "Call with Firm 1 noted." in words
    assert "1 customer is due by 7 Jul 2024, none overdue" in words
    assert "**Firm 1** · Call · 30 Jun 2024 · Ann · They \\*take\\* it" in words
    assert app.selectbox("picker_care").options == ["Ben", "Nobody named"]
    (kept, *_) = notes(workspace)
    app.button(f"care_back_{kept.noted_at:%Y%m%d%H%M%S%f}").click().run()
    assert "2 customers are due by 7 Jul 2024" in said(app)


def test_a_complaint_is_settled_and_the_rhythm_is_own(open_page: OpenPage, tmp_path: Path) -> None:
    workspace = company(tmp_path)
    app = open_page("care", "zh")
    assert shows_no_error(app)
    assert "截至2024年7月7日有 2 位客户需要联系，均未逾期；另有 18 位从未登记过联系。" in said(app)
    app.selectbox("care_customer").set_value("C02").run()
    assert "按层级和关系阶段，两次同类联系之间的天数；填 0 表示不安排。" in said(app)
    assert "考察期：拜访 60，电话 14；形成期：" in said(app)
    assert "**2024年6月30日的投诉尚未解决。尚无联系记录。**" in said(app)
    app.button("care_settle").click().run()
    assert "Firm 2 的投诉已解决。" in said(app)
    assert "截至2024年7月7日有 1 位客户需要联系，均未逾期；另有 19 位从未登记过联系。" in said(app)
    workspace.save_settings(replace(workspace.settings(), care_days={"key.exploring.call": 400}))
    app.run()
    assert "有 1 行是自定义的。" in said(app)
    app.button("care_rhythm_reset").click().run()
    assert workspace.settings().care_days == {}
    app.button_group("care_days").set_value(30).run()
    app.toggle("care_everybody").set_value(True).run()
    assert shows_no_error(app)
    app.button("care_list").click().run()
    assert shows_no_error(app)
    assert "应联系日期不晚于 2024年7月30日" in said(app)


def test_what_is_typed_is_kept_when_somebody_else_was_quicker(open_page: OpenPage, tmp_path: Path) -> None:
    workspace = company(tmp_path)
    app = open_page("care")
    app.selectbox("care_customer").set_value("C03").run()
    app.text_area("care_C03_0_result").set_value("mine")
    note_contact(workspace, Contact("C03", TODAY, "visit", result="theirs"), TODAY)
    app.date_input("care_C03_0_on").set_value(TODAY)
    app.button("care_C03_0_note").click().run()
    assert shows_no_error(app)
    assert {note.contact.result for note in notes(workspace, ["C03"])} == {"mine", "theirs"}
    assert app.selectbox("care_customer").value is None


def test_nothing_noted_yet_begins_with_the_best(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    words = said(open_page("care"))
    assert (
        "No contact is noted yet: begin with the 20 customers who bring most, of 25 who should hear from us."
    ) in words


@pytest.mark.parametrize(("fill", "language"), [(no_data, "zh"), (one_customer, "en")])
def test_little_data(open_page: OpenPage, tmp_path: Path, fill: Any, language: str) -> None:
    fill(tmp_path)
    app = open_page("care", language)
    assert shows_no_error(app)
    if fill is one_customer:
        assert "No contact is noted yet: begin with this 1 customer." in said(app)


def test_the_sample_company(open_page: OpenPage, sample_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUSTOMER_PYRAMID_HOME", str(sample_home))
    app = open_page("care", workspace="sample")
    assert shows_no_error(app)
    assert (
        "277 customers are due by 7 Nov 2026, 212 of them overdue; no contact is noted with 2,031 more, of whom 244 "
        "are proposed to begin with."
    ) in said(app)
    assert open_workspace("sample", sample_home).data_version > 0


def test_a_customers_page_takes_a_contact_too(open_page: OpenPage, tmp_path: Path) -> None:
    workspace = company(tmp_path)
    app = open_page("customer", "zh", id="C03")
    app.segmented_control("customer_list").set_value("contacts").run()
    place = "customer_contact_C03_0"
    app.date_input(f"{place}_on").set_value(date(2024, 6, 29))
    app.text_area(f"{place}_result").set_value("Long " * 500)
    app.button(f"{place}_note").click().run()
    assert "“结果”的文字有 2,499 个字符，最多 2,000 个。" in said(app).replace("（result）", "")
    app.text_area(f"{place}_result").set_value("好")
    app.button(f"{place}_note").click().run()
    assert shows_no_error(app)
    assert "已登记与 Firm 3 的电话。" in said(app)
    (table,) = (shown.value for shown in app.dataframe if "contacted_on" in shown.value.columns)
    assert table[["kind", "result", "by_hand"]].to_numpy().tolist() == [["电话", "好", "人工"]]
    (kept, *_) = notes(workspace, ["C03"])
    app.button(f"customer_back_{kept.noted_at:%Y%m%d%H%M%S%f}").click().run()
    assert (notes(workspace, ["C03"]), shows_no_error(app)) == ((), True)
