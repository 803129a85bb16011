"""The care plan as files, opened again by other programs."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from core.__main__ import main
from core.metrics.caring.care import CarePlan, care_plan
from core.metrics.question import Question
from core.settings import RfmRules
from core.store.contacts import Contact, note_contact
from core.store.playbook import keep_words, own_words
from core.store.workspace import Workspace, close_workspace, open_workspace
from core.targets.calendar import Event, calendar_file
from core.targets.care_files import FileKind, care_file
from core.targets.care_list import Row, care_frame, care_rows
from core.text.care_texts import KINDS_DUE, STRONGER, care_reason
from core.text.words import words_for
from tests.metrics.lines import line
from tests.support import workspace_with

TODAY = date(2024, 6, 30)
LONG = "上海远大汽车零部件供应链管理（集团）有限公司第二分公司；采购部, 二楼\\北"
NAMES = {"A": LONG, "B": '=HYPERLINK("http://x")', "C": "<b>Cee & Sons</b>", "D": "Dee"}
OWNERS = {"A": "王伟", "B": "Ann/Ben", "C": "ann:ben", "D": None}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four customers who bought once, with phones; A was promised something, D was called on 1 June."""
    folder = tmp_path_factory.mktemp("care_files")
    lines = [line(name, 500 - 100 * place) for place, name in enumerate(NAMES)] + [line("D", 1, date(2024, 6, 1))]
    people = [
        {"customer_id": name, "customer_name": NAMES[name], "owner": OWNERS[name], "phone": "13800138000",
         "contact": f"Ms {name}", "email": f"{name.lower()}boss@example.com", "opted_out": name == "B"}
        for name in NAMES
    ]  # fmt: skip
    workspace = workspace_with(folder, lines, people)
    step = Contact("A", TODAY, "call", "王伟", "要报价", "寄样品；\n并回电, 谢谢", date(2024, 7, 3))
    note_contact(workspace, step, TODAY)
    note_contact(workspace, Contact("D", date(2024, 6, 1), "call"), TODAY)
    close_workspace(workspace)
    return folder


@pytest.fixture
def workspace(home: Path) -> Workspace:
    return open_workspace("main", home)


def told(workspace: Workspace, found: CarePlan) -> list[Row]:
    return care_rows(found, words_for("en"), workspace.settings(), own_words(workspace, "en"))


def made(workspace: Workspace, kind: FileKind, *, unmasked: bool = False, days: int = 7) -> tuple[CarePlan, bytes]:
    found = care_plan(workspace, Question(), RfmRules(), days=days)
    settings, words = workspace.settings(), words_for("en")
    content = care_file(
        kind, found, told(workspace, found), words, settings, "main", workspace.data_version, unmasked=unmasked
    )
    return found, content


def entries(content: bytes) -> Iterator[Any]:
    vobject = pytest.importorskip("vobject", reason="vobject is not installed")
    yield from vobject.readOne(content.decode("utf-8")).vevent_list


def test_a_calendar_that_another_program_reads(workspace: Workspace) -> None:
    found, content = made(workspace, "ics")
    lines = content.split(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75  # folded by bytes, and every piece is whole UTF-8
    assert all(part.decode("utf-8") is not None for part in lines)
    rows = told(workspace, found)
    events = list(entries(content))
    words = words_for("en")
    assert [event.summary.value for event in events] == [
        f"{words.code('contact_kind', row['kind'])}: {NAMES[row['customer_id']]}" for row in rows
    ]
    assert [event.dtstart.value for event in events] == [
        max(row["due_on"] or date(2024, 7, 1), date(2024, 7, 1)) for row in rows
    ]
    for row, event in zip(rows, events, strict=True):
        assert (event.dtend.value - event.dtstart.value).days == 1
        text = event.description.value
        assert text.startswith(f"{row['reason']}\n{row['action']}\nContact: Ms {row['customer_id']}")
        assert "138" not in text
    assert "Promised for 3 Jul 2024: 寄样品；\n并回电, 谢谢." in events[0].description.value
    assert next(event for event in events if "HYPERLINK" in event.summary.value).description.value.endswith(
        "Opted out: no advertising."
    )
    assert all("13800138000" in event.description.value for event in entries(made(workspace, "ics", unmasked=True)[1]))
    assert made(workspace, "ics")[1] == content


def test_the_next_plan_moves_an_event(home: Path, tmp_path: Path) -> None:
    before = {event.uid.value: event for event in entries(made(open_workspace("main", home), "ics", days=30)[1])}
    close_workspace(open_workspace("main", home))
    file = tmp_path / "kept.zip"
    assert main(["--home", str(home), "backup", str(file)]) == 0
    assert main(["--home", str(tmp_path), "restore", str(file)]) == 0
    copy = open_workspace("main", tmp_path)
    note_contact(copy, Contact("D", date(2024, 6, 25), "call"), TODAY)
    after = {event.uid.value: event for event in entries(made(copy, "ics", days=30)[1])}
    assert after.keys() == before.keys()
    (moved,) = (uid for uid in before if before[uid].dtstart.value != after[uid].dtstart.value)
    assert "Dee" in after[moved].summary.value
    assert int(after[moved].sequence.value) > int(before[moved].sequence.value)


def test_texts_that_no_calendar_may_hold() -> None:
    event = Event("u@x", TODAY, "Call:\x00 A\nB", "x" * 5000 + "\ud800")
    (found,) = entries(calendar_file([event], "Plan\x07", TODAY, 1))
    assert found.summary.value == "Call: A B"
    assert len(found.description.value) == 4000


def test_a_workbook_with_a_sheet_per_salesperson(workspace: Workspace) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    found, content = made(workspace, "xlsx")
    book = openpyxl.load_workbook(BytesIO(content))
    assert book.sheetnames == ["Ann Ben", "ann ben 2", "王伟", "Nobody named"]
    words, settings = words_for("en"), workspace.settings()
    for name, customer in zip(book.sheetnames, "BCAD", strict=True):
        own = [row for row in told(workspace, found) if row["customer_id"] == customer]
        frame = care_frame(own, words, settings)
        cells = list(book[name].iter_rows(values_only=True))
        assert cells[0] == tuple(frame.columns)
        for cell, value in zip(cells[1], frame.iloc[0], strict=True):
            read = cell.date() if hasattr(cell, "date") else cell
            assert read == (None if value is None or value != value else value)  # NaN is missing
        assert all(cell.data_type != "f" for line in book[name].iter_rows() for cell in line)
    shown = str(list(book["王伟"].values))
    assert ["138****8000" in shown, "a***@example.com" in shown] == [True, True]


def test_a_page_to_print(workspace: Workspace) -> None:
    text = made(workspace, "html")[1].decode("utf-8")
    assert "<b>&lt;b&gt;Cee &amp; Sons&lt;/b&gt;</b>" in text
    assert text.count('<div class="list">') == 4
    assert [part in text for part in ("<script", "<b>Cee", "138****8000", "13800138000")] == [False, False, True, False]
    assert "13800138000" in made(workspace, "html", unmasked=True)[1].decode("utf-8")


def test_the_command_line(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    at = ["--home", str(home)]
    out = tmp_path / "plan.csv"
    assert main([*at, "care", "--out", str(out), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["as_of"], said["last_day"], said["due"], said["never"]) == ("2024-06-30", "2024-07-07", 2, 2)
    assert [row["customer_id"] for row in said["customers"]] == ["A", "D", "B", "C"]
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    assert b"'=HYPERLINK" in out.read_bytes()
    for wrong, code in (
        (["care", "--salesperson", "Zoe"], "care_salesperson"),
        (["care", "--out", "plan.doc"], "file_ending"),
        (["care", "--days", "0"], "care_plan_days"),
        (["contact", "add", "A"], "contact_unclear"),
        (["contact", "remove"], "contact_unclear"),
        (["contact", "remove", "1"], "contact_gone"),
    ):
        assert main([*at, *wrong, "--json"]) == 1
        assert json.loads(capsys.readouterr().out)["error"] == code
    assert main([*at, "care", "--lang", "zh", "--salesperson", "王伟"]) == 0
    assert "已约定2024年7月3日：寄样品；" in capsys.readouterr().out
    assert main([*at, "contact", "list", "D", "--json"]) == 0
    (noted,) = json.loads(capsys.readouterr().out)["notes"]
    assert (noted["customer_id"], noted["contacted_on"], noted["kind"]) == ("D", "2024-06-01", "call")


def test_reasons_in_both_languages(workspace: Workspace) -> None:
    found = care_plan(workspace, Question(), RfmRules())
    further = {"as_of": TODAY, "next_on": None, "rhythm_kind": "call", "strongest": 3, "every_days": 30,
               "rhythm_on": date(2024, 6, 29), "rhythm_last": date(2024, 5, 30), "complaint_on": date(2024, 6, 2),
            "complaints": 1, "is_severe": True, "birthday_on": date(2024, 7, 2), "anniversary_on": date(2024, 7, 4),
            "anniversary_years": 1}  # fmt: skip
    row = told(workspace, found)[0] | further
    assert care_reason(row, words_for("en")) == (
        "A grave complaint of 2 Jun 2024 is not settled. Call overdue by 1 day: every 30 days, the last on "
        "30 May 2024. A visit is due too. Birthday on 2 Jul 2024. 1 year a customer on 4 Jul 2024."
    )
    other = {"complaints": 2, "rhythm_on": TODAY, "rhythm_last": None, "strongest": 2}
    assert care_reason(row | other, words_for("zh")) == (
        "有 2 天的投诉尚未解决，最早为2024年6月2日。应于2024年6月30日前联系（电话）：每 30 天一次，尚无此类记录。"
        "2024年7月2日生日。2024年7月4日合作满 1 年。"
    )
    chinese = words_for("zh")
    assert all(chinese(text) != text for text in STRONGER.values())
    assert all(chinese.plural(one, many, 1) != one for one, many in KINDS_DUE.values())
    asleep = row | {"tier": "inactive", "is_new": True, "last_order": date(2023, 1, 5), "complaint_on": None,
                    "birthday_on": None, "anniversary_on": None}  # fmt: skip
    assert care_reason(asleep, words_for("en")) == "Ordered last on 5 Jan 2023. No contact is noted yet."


def test_every_way_says_it_in_the_workspaces_own_words(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The customers are new: file, page to print, calendar and command line suggest what the workspace wrote."""
    copy = Path(shutil.copytree(home, tmp_path / "home"))
    workspace = open_workspace("main", copy)
    found = care_plan(workspace, Question(), RfmRules())
    segments = {row["segment"] for row in told(workspace, found)}
    for segment in filter(None, segments):
        keep_words(workspace, ("segment", segment, "do"), "en", f"Own words for {segment}\nsecond line", None)
    keep_words(workspace, ("tier", "inactive", "do"), "en", "Own words for the inactive", None)
    rows = [row for row in told(workspace, found) if not row["next_on"]]
    assert [row["action"] for row in rows] == [
        f"Own words for {row['segment']}" if row["segment"] else "Ask how the last order went, and what they need next."
        for row in rows
    ]
    for kind in ("csv", "html", "ics"):
        text = made(workspace, kind)[1].decode("utf-8").replace("\r\n ", "").replace("\\,", ",")
        assert all(row["action"] in text for row in rows), kind
    close_workspace(workspace)
    assert main(["--home", str(copy), "care", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)["customers"]
    assert [row["action"] for row in said if not row["next_on"]] == [row["action"] for row in rows]
