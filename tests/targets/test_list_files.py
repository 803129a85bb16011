"""Lists on their way out: reopened and compared cell by cell, with who is left out, and the record of it."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from unittest.mock import ANY

import openpyxl
import pandas as pd
import pytest

from core.errors import QuestionError
from core.metrics.question import Question
from core.settings import RfmRules, Settings
from core.store.workspace import Workspace
from core.targets.choice import Choice
from core.targets.column_sets import COLUMN_SETS, arranged, column_set, sendable, share_headers, shown_set, sources
from core.targets.export_log import load_exports, record_export, saved_table
from core.targets.list_files import left_out_words, list_file, notes, write_list
from core.targets.lists import target_list
from core.targets.saved import save_list
from core.text.words import words_for
from tests.support import workspace_with
from tests.targets.payloads import PAYLOADS

ENGLISH, CHINESE = words_for("en"), words_for("zh")
SETTINGS = Settings(currency="CNY")
DAY = date(2024, 3, 31)
ALL = Choice(with_opted_out=True)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A and B can be reached, C has opted out, D has neither phone nor address, E only an address."""
    lines = [
        {"order_id": code, "order_date": DAY, "customer_id": code, "amount": amount}
        for code, amount in zip("ABCDE", ("500.25", "400", "300", "200", "100"), strict=True)
    ]
    people = [
        {"customer_id": "A", "customer_name": "=Alpha", "phone": "+86 138-1234-1234; 010-62345678",
         "email": "anna@a.cn", "contact": "张伟 13912345678", "owner": "李", "city": "北京"},
        {"customer_id": "B", "customer_name": "Beta", "phone": "13600001111", "email": "b.b@x.com"},
        {"customer_id": "C", "customer_name": "Gamma", "phone": "13600002222", "email": "c@x.com", "opted_out": True},
        {"customer_id": "D", "customer_name": "Delta"},
        {"customer_id": "E", "customer_name": "Eta", "email": "eta@x.com"},
    ]  # fmt: skip
    return workspace_with(tmp_path_factory.mktemp("files"), lines, people)


def _table(workspace: Workspace, code: str) -> pd.DataFrame:
    found = target_list(
        workspace, Question(), RfmRules(), [], words=ENGLISH, choice=ALL, columns=sources(COLUMN_SETS[code])
    )
    return found.table.assign(arm=["held_back" if one == "B" else "contact" for one in found.table["customer_id"]])


def _file(workspace: Workspace, code: str, **more: Any) -> Any:
    asked = {"name": "March", "as_of": DAY, "words": ENGLISH, "settings": SETTINGS} | more
    return list_file(_table(workspace, code), column_set(code), **asked)


def _reopened(file: Any, words: Any = ENGLISH) -> tuple[list[list[Any]], list[list[str]], list[list[Any]]]:
    """The rows of the workbook and of the CSV, headers first, and the lines of the notes."""
    book, text = io.BytesIO(), io.BytesIO()
    write_list(file, book, "xlsx", words)
    write_list(file, text, "csv", words)
    pages = [[list(row) for row in page.iter_rows(values_only=True)] for page in openpyxl.load_workbook(book)]
    rows = list(csv.reader(io.StringIO(text.getvalue().decode("utf-8-sig"), newline="")))
    return pages[0], rows, pages[1]


def test_a_calling_sheet_reopened_cell_by_cell(workspace: Workspace) -> None:
    file = _file(workspace, "calling", chosen_by=("value above ¥0",))
    sheet, rows, said = _reopened(file)
    assert sheet[0] == rows[0] == [
        "Customer", "Contact person", "Contact's role", "Phone", "Reason", "Suggested action", "Fits next", "Tier",
        "Segment", "Value", "Last order", "Owner", "Contact date", "Result", "Next step", "Customer id",
    ]  # fmt: skip
    assert [row[0] for row in sheet[1:]] == ["=Alpha", "Gamma", "Delta", "Eta"]
    reason = "Key · 1st by revenue · last order that day"
    assert sheet[1] == [
        "=Alpha", "张伟 139****5678", None, "+86 138-****-1234; 010-****5678", reason, ANY, None, "Key", None, 500.25,
        sheet[1][10], "李", None, None, None, "A",
    ]  # fmt: skip
    assert sheet[1][10].date() == DAY
    assert rows[1] == [
        "'=Alpha", "张伟 139****5678", "", "'+86 138-****-1234; 010-****5678", reason, ANY, "", "Key", "", "500.2500",
        "2024-03-31", "李", "", "", "", "A",
    ]  # fmt: skip
    assert said == [
        ["List", "March"], ["Made for", "Calling"], ["As of", "31 Mar 2024"], ["Chosen by", "value above ¥0"],
        ["In this file", "4 customers"],
        ["Not in this file", "1 customer is held back for comparison and is not in this file."],
        ["Phones and e-mail addresses", "hidden"],
    ]  # fmt: skip


def test_who_cannot_be_reached_or_does_not_want_to_is_left_out_and_said(workspace: Workspace) -> None:
    sms = _file(workspace, "sms", unmasked=True, words=CHINESE)
    assert list(sms.frame.columns) == ["手机号", "姓名", "适合推荐的品类", "负责人", "客户编号"]
    assert list(sms.frame.loc[0].dropna()) == ["13812341234", "张伟 13912345678", "李", "A"]
    assert sms.left_out == {"held_back": 1, "opted_out": 1, "number": 2}
    assert (sms.rows, sms.held_back) == (1, 1)
    assert left_out_words(sms, CHINESE)[2] == "有 2 位客户没有手机号，未列入。"
    assert notes(sms, CHINESE)[-1] == ("电话和邮箱", "完整显示")
    mailing = _file(workspace, "mailing")
    assert list(mailing.frame["E-mail"]) == ["a***@a.cn", "e***@x.com"]
    assert mailing.left_out == {"held_back": 1, "opted_out": 1, "email": 1}


@pytest.mark.parametrize("code", COLUMN_SETS)
def test_every_set_in_both_languages_shows_no_code_and_nothing_readable(workspace: Workspace, code: str) -> None:
    table = _table(workspace, code)
    for words in (ENGLISH, CHINESE):
        shown = arranged(table, COLUMN_SETS[code], words, SETTINGS)
        heads = [str(name) for name in shown.columns]
        assert len(set(heads)) == len(heads) == len(COLUMN_SETS[code].columns)
        assert not any(head in table.columns for head in heads)
        hidden = list_file(table, COLUMN_SETS[code], name="x", as_of=DAY, words=words, settings=SETTINGS).frame
        everything = " ".join(map(str, hidden.to_numpy().ravel()))
        assert not any(
            secret in everything for secret in ("13812341234", "1381234", "13912345678", "anna@", "13600002222")
        )
        readable = list_file(
            table, COLUMN_SETS[code], name="x", as_of=DAY, words=words, settings=SETTINGS, unmasked=True
        ).frame
        assert "13912345678" in " ".join(map(str, readable.to_numpy().ravel()))


def test_columns_as_somebody_chose_them(workspace: Workspace) -> None:
    chosen = shown_set(("customer_name", "phone", "tier"))
    table = target_list(workspace, Question(), RfmRules(), [], words=CHINESE, columns=sources(chosen)).table
    file = list_file(table, chosen, name="x", as_of=DAY, words=CHINESE, settings=SETTINGS)
    assert list(file.frame.columns) == ["客户名称", "电话", "客户层级", "入选原因", "建议行动"]
    assert list(file.frame.loc[1])[:3] == ["Beta", "136****1111", "普通客户"]


def test_a_sheet_says_no_more_of_a_chance_than_can_be_known() -> None:
    chosen = shown_set(["customer_name", "likelihood", "share_of_wallet"])
    assert share_headers(chosen, ENGLISH) == {
        "Purchase likelihood": '[>0.99]"over 99 %";[<0.01]"under 1 %";0.0%',
        "Share of wallet": "0.0%",
    }
    assert share_headers(chosen, CHINESE)["购买可能性"] == '[>0.99]"99% 以上";[<0.01]"1% 以下";0.0%'


def test_headers_as_other_systems_name_them(workspace: Workspace) -> None:
    crm = arranged(_table(workspace, "crm"), COLUMN_SETS["crm"], ENGLISH, SETTINGS)
    assert list(crm.columns)[:6] == ["Account Number", "Account Name", "Contact Name", "Role", "Phone", "Email"]
    assert list(crm["Opt Out"]) == ["no", "no", "yes", "no", "no"]
    wecom = arranged(_table(workspace, "wecom"), COLUMN_SETS["wecom"], CHINESE, SETTINGS)
    assert list(wecom.columns) == ["手机号", "备注名", "公司", "描述", "标签", "跟进人", "客户编号"]
    assert wecom.loc[0, "手机号"] == "13812341234"
    assert wecom["描述"].str.len().max() <= 150


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("+86 138-1234-1234", "13812341234"),
        ("010-62345678; 0086 13812341234", "13812341234"),
        ("010-62345678", None),
        ("024-55500835 转 12; 62345678", None),
        ("１３８１２３４１２３４", "13812341234"),
        ("+1 (415) 555-2671", "+14155552671"),
        ("", None),
        (None, None),
    ],
)
def test_numbers_as_services_take_them(cell: str | None, number: str | None) -> None:
    assert sendable(cell, "CNY") == number


def test_landlines_elsewhere_cannot_be_told() -> None:
    assert sendable("07700 900123", "GBP") == "07700900123"


def test_payloads_in_values_and_names_are_dead_on_the_way_out(workspace: Workspace) -> None:
    table = _table(workspace, "full").iloc[[0] * len(PAYLOADS)].reset_index(drop=True)
    table["customer_name"] = table["city"] = table["reason"] = PAYLOADS
    file = list_file(
        table, COLUMN_SETS["full"], name=PAYLOADS[4], as_of=DAY, words=ENGLISH, settings=SETTINGS, unmasked=True
    )
    made = io.BytesIO()
    write_list(file, made, "xlsx", ENGLISH)
    book = openpyxl.load_workbook(made)
    assert not any(cell.data_type == "f" for page in book for row in page.iter_rows() for cell in row)
    assert book.worksheets[1]["B1"].value == PAYLOADS[4]


def test_a_saved_list_goes_out_as_it_was_saved_and_is_recorded(workspace: Workspace) -> None:
    chosen = target_list(workspace, Question(), RfmRules(), [], words=ENGLISH)
    saved = save_list(workspace, "Everybody", chosen, ENGLISH)
    with workspace.writing() as cursor:
        cursor.run("update target_list_members set arm = 'held_back' where customer_id in ('A', 'D')")
        cursor.run("delete from target_list_members where customer_id = 'E'")
        cursor.run("insert into target_list_members (list_id, customer_id, customer_name, reason, arm) "
                   "values ($list_id, 'gone', 'Gone', 'was here', 'contact')", {"list_id": saved.list_id})  # fmt: skip
    version = workspace.data_version
    table = saved_table(workspace, Question(), RfmRules(), saved.list_id, COLUMN_SETS["calling"])
    file = list_file(
        table, COLUMN_SETS["calling"], name=saved.name, as_of=saved.as_of, words=ENGLISH, settings=SETTINGS
    )
    assert sorted(file.frame["Customer"]) == ["Beta", "Gone"]
    beta = file.frame.set_index("Customer").loc["Beta"]
    assert (beta["Phone"], beta["Value"]) == ("136****1111", Decimal(400))
    assert file.frame.set_index("Customer").loc["Gone", "Reason"] == "was here"
    assert (file.rows, file.held_back) == (2, 2)
    record_export(workspace, file, saved.list_id)
    record_export(workspace, _file(workspace, "sms", unmasked=True))
    newest, older = load_exports(workspace)[:2]
    assert (newest.list_id, newest.name, newest.column_set, newest.rows, newest.held_back, newest.unmasked) == (
        None, "March", "sms", 1, 1, True,
    )  # fmt: skip
    assert (older.list_id, older.name, older.rows, older.held_back, older.unmasked) == (
        saved.list_id, "Everybody", 2, 2, False,
    )  # fmt: skip
    assert workspace.data_version == version


def test_what_cannot_be_is_refused(workspace: Workspace) -> None:
    with pytest.raises(QuestionError, match="column_set_unknown"):
        column_set("fax")
    with pytest.raises(QuestionError, match="list_missing"):
        saved_table(workspace, Question(), RfmRules(), 99, COLUMN_SETS["sms"])
    with pytest.raises(QuestionError, match="file_ending"):
        write_list(_file(workspace, "sms"), Path("x.pdf"), "pdf", ENGLISH)


def test_the_headers_stand_in_the_documentation(workspace: Workspace) -> None:
    rows = (Path(__file__).parents[2] / "docs" / "exports.md").read_text("utf-8").splitlines()
    for code in ("calling", "mailing", "sms", "wecom", "crm"):
        told = next(row for row in rows if row.startswith(f"| `{code}` |")).split(" | ")
        for words, between, said in ((ENGLISH, ", ", told[2]), (CHINESE, "、", told[3].removesuffix(" |"))):
            shown = arranged(_table(workspace, code), COLUMN_SETS[code], words, SETTINGS)
            assert between.join(map(str, shown.columns)) == said
    assert all(any(row.startswith(f"| `{code}` |") for row in rows) for code in COLUMN_SETS)
