"""Contacts noted by hand: what is refused, what they survive, and that they count once."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from pathlib import Path

import pytest

from core.errors import QuestionError
from core.intake.batching.batches import import_file, inspect_file, undo_batch
from core.metrics.caring.care import care_plan
from core.metrics.question import Question
from core.metrics.relationships.relations import relations_table
from core.settings import RfmRules
from core.store.backup import backup_workspace, restore_workspace
from core.store.contacts import Contact, latest_day, note_contact, notes, take_back
from core.store.derived import refresh_derived
from core.store.merges import merge_customers
from core.store.workspace import Workspace, close_workspace, open_workspace
from tests.metrics.lines import line
from tests.support import workspace_with

TODAY = date(2024, 7, 10)
CALL = Contact("A", date(2024, 7, 1), "call", "Ann", "wants a quote", "send it", date(2024, 7, 12))


def company(home: Path) -> Workspace:
    """A and B bought on 1 March and 28 June 2024; P is known by the customer file alone."""
    lines = [line(name, 100, day) for name in "AB" for day in (date(2024, 3, 1), date(2024, 6, 28))]
    return workspace_with(home, lines, [{"customer_id": "P"}])


def test_kept_and_taken_back(tmp_path: Path) -> None:
    workspace = company(tmp_path)
    before = workspace.data_version
    kept = note_contact(workspace, CALL, TODAY)
    assert workspace.data_version == before + 1
    blank = Contact("P", date(2024, 7, 2), "visit", " ", "\n", "说好再来 " + "长" * 1990)
    assert note_contact(workspace, blank, TODAY).contact == Contact(
        "P", date(2024, 7, 2), "visit", next_step=blank.next_step.strip() if blank.next_step else None
    )
    assert [note.contact.customer_id for note in notes(workspace)] == ["P", "A"]
    assert notes(workspace, ["A"]) == (kept,)
    ladder = relations_table(workspace, Question(), RfmRules())
    asked = f"select ladder from {ladder} where customer_id = 'P'"
    assert workspace.engine.rows(asked) == [("prospect",)]  # the visit is after the day of the figure
    note_contact(workspace, Contact("P", date(2024, 6, 1), "message"), TODAY)
    ladder = relations_table(workspace, Question(), RfmRules())
    assert workspace.engine.rows(asked.replace(asked.split()[3], ladder)) == [("trial",)]
    assert take_back(workspace, kept.note_id) == kept
    assert notes(workspace, ["A"]) == ()
    for gone in (kept.note_id, "yesterday"):
        with pytest.raises(QuestionError, match="contact_gone"):
            take_back(workspace, gone)


@pytest.mark.parametrize(
    ("code", "contact"),
    [
        ("customer_unknown", Contact("Z", TODAY, "call")),
        ("contact_kind", Contact("A", TODAY, "dinner")),
        ("contact_future", Contact("A", TODAY + timedelta(days=1), "call")),
        ("contact_early", Contact("A", date(2024, 2, 29), "call")),
        ("contact_next_on", Contact("A", TODAY, "call", next_on=TODAY - timedelta(days=1))),
        ("contact_next_on", Contact("A", TODAY, "call", next_on=date(2044, 7, 10))),
        ("contact_settled", Contact("A", TODAY, "call", settled_on=TODAY)),
        ("contact_settled", Contact("A", TODAY, "complaint", settled_on=TODAY + timedelta(days=1))),
        ("contact_long", Contact("A", TODAY, "call", result="x" * 2001)),
        ("contact_long", Contact("A", TODAY, "call", by="x" * 121)),
        ("contact_known", CALL),
    ],
)
def test_refused(workspace: Workspace, code: str, contact: Contact) -> None:
    before = notes(workspace)
    with pytest.raises(QuestionError, match=code):
        note_contact(workspace, contact, TODAY)
    assert notes(workspace) == before


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("contacts")
    note_contact(company(folder), CALL, TODAY)
    close_workspace(open_workspace("main", folder))
    return folder


@pytest.fixture
def workspace(home: Path) -> Workspace:
    return open_workspace("main", home)


def test_the_day_of_the_data_may_be_later_than_the_clock(workspace: Workspace) -> None:
    assert latest_day(workspace, date(2020, 1, 1)) == date(2024, 6, 28)
    assert latest_day(workspace, TODAY) == TODAY


def test_two_people_at_once_lose_nothing(tmp_path: Path) -> None:
    workspace = company(tmp_path)

    def say(who: str) -> None:
        for number in range(3):
            note_contact(workspace, Contact("A", TODAY, "call", who, f"{number}"), TODAY)

    people = [threading.Thread(target=say, args=(who,)) for who in ("Ann", "Ben")]
    for person in people:
        person.start()
    for person in people:
        person.join()
    found = notes(workspace)
    assert {(note.contact.by, note.contact.result) for note in found} == {
        (who, f"{number}") for who in ("Ann", "Ben") for number in range(3)
    }
    assert len({note.note_id for note in found}) == 6


def test_a_note_outlives_files_and_backups(tmp_path: Path) -> None:
    workspace = company(tmp_path)
    kept = note_contact(workspace, CALL, TODAY)
    file = tmp_path / "calls.csv"
    file.write_text(
        "Customer ID,Visit date,Contact type,Result\nA,2024-07-01,call,wants a quote\nB,2024-06-30,visit,\n"
    )

    def plan() -> tuple[tuple[str, object], ...]:
        table = care_plan(workspace, Question(), RfmRules(), days=30).table
        return tuple(zip(table["customer_id"], table["due_on"], strict=True))

    before = plan()
    batch = import_file(workspace, inspect_file(workspace, file, file.name))
    assert (len(plan()), plan()[0]) == (len(before), before[0])  # the same call in the file changes nothing for A
    undo_batch(workspace, batch.batch_id)
    with workspace.writing() as cursor:
        refresh_derived(cursor)
    assert (notes(workspace), plan()) == ((kept,), before)
    merge_customers(workspace, ["A"], "B")
    assert notes(workspace, ["A", "B"]) == (kept,)
    backup_workspace(workspace, tmp_path / "kept.zip")
    take_back(workspace, kept.note_id)
    restore_workspace("again", tmp_path, tmp_path / "kept.zip")
    assert notes(open_workspace("again", tmp_path)) == (kept,)
