"""Own words of the playbook: the latest counts, all are kept, nobody overwrites what they have not seen."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path

import pytest

from core.errors import QuestionError
from core.metrics.question import Question
from core.settings import RfmRules
from core.store.backup import backup_workspace, restore_workspace
from core.store.playbook import LONGEST, edits_of, keep_words, own_words
from core.store.workspace import Workspace, open_workspace
from core.targets.lists import target_list
from core.text.playbook import original
from core.text.words import words_for
from tests.support import workspace_with

PLACE = ("tier", "key", "do")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return open_workspace("main", tmp_path, create=True)


def test_the_latest_counts_per_language_and_the_history_stays(workspace: Workspace) -> None:
    version = workspace.data_version
    assert keep_words(workspace, PLACE, "en", "  - Call weekly\n\nBring cake\x07 ", None)
    first = edits_of(workspace, PLACE, "en")[0]
    assert own_words(workspace, "en") == {PLACE: "Call weekly\nBring cake"}
    assert own_words(workspace, "zh") == {}
    assert workspace.data_version > version  # lists name the first thing to do
    assert keep_words(workspace, PLACE, "en", "Call daily", first.edited_at)
    second = edits_of(workspace, PLACE, "en")[0]
    assert not keep_words(workspace, PLACE, "en", "Call daily", second.edited_at)
    assert keep_words(workspace, PLACE, "en", None, second.edited_at)
    assert own_words(workspace, "en") == {}
    assert [edit.text for edit in edits_of(workspace, PLACE, "en")] == [None, "Call daily", "Call weekly\nBring cake"]


def test_saying_what_the_original_says_goes_back_to_it(workspace: Workspace) -> None:
    ours = "\n".join(original(PLACE, words_for("zh")))
    assert not keep_words(workspace, PLACE, "zh", ours, None)
    assert edits_of(workspace, PLACE, "zh") == ()
    keep_words(workspace, PLACE, "zh", "每周打电话", None)
    assert keep_words(workspace, PLACE, "zh", ours, edits_of(workspace, PLACE, "zh")[0].edited_at)
    assert own_words(workspace, "zh") == {}


def test_of_two_writers_the_second_is_told(workspace: Workspace) -> None:
    """Eight people save at once over the same text: one is kept, seven are told, and nothing is half there."""
    told: list[str] = []

    def write(number: int) -> None:
        try:
            keep_words(workspace, PLACE, "en", f"Text of {number}", None)
        except QuestionError as error:
            told.append(error.code)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == ["playbook_changed"] * 7
    (kept,) = edits_of(workspace, PLACE, "en")
    assert own_words(workspace, "en") == {PLACE: kept.text}


@pytest.mark.parametrize(
    ("text", "language", "error"),
    [
        (" \n - \n\t", "en", "playbook_empty"),
        ("x" * (LONGEST + 1), "en", "playbook_long"),
        ("Bonjour", "fr", "playbook_language"),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_is_written(
    workspace: Workspace, text: str, language: str, error: str
) -> None:
    with pytest.raises(QuestionError) as caught:
        keep_words(workspace, PLACE, language, text, None)  # type: ignore[arg-type]
    assert caught.value.code == error
    assert workspace.engine.rows("select count(*) from playbook_edits") == [(0,)]


def test_a_place_that_is_not_there_is_named(workspace: Workspace) -> None:
    with pytest.raises(QuestionError) as caught:
        keep_words(workspace, ("tier", "key", "causes"), "en", "Text", None)
    assert caught.value.code == "playbook_part"


def test_markup_is_kept_as_it_was_written(workspace: Workspace) -> None:
    said = "<img src=x onerror=alert(1)> **now**'; drop table playbook_edits; --"
    keep_words(workspace, PLACE, "en", said, None)
    assert own_words(workspace, "en") == {PLACE: said}


def test_lists_suggest_what_the_workspace_says(tmp_path: Path) -> None:
    line = {"order_id": "1", "order_date": date(2024, 2, 29), "customer_id": "A", "amount": -5}
    workspace = workspace_with(tmp_path, [line])

    def action() -> str:
        found = target_list(workspace, Question(), RfmRules(), [], words=words_for("en"))
        return str(found.table["action"][0])

    assert action().startswith("Look at returns")
    keep_words(workspace, ("tier", "unprofitable", "do"), "en", "Ask Ann first\nThen act", None)
    assert action() == "Ask Ann first"


def test_own_words_come_back_from_a_backup(workspace: Workspace, tmp_path: Path) -> None:
    keep_words(workspace, PLACE, "en", "Ours", None)
    backup_workspace(workspace, tmp_path / "kept.zip")
    keep_words(workspace, PLACE, "en", "Other", edits_of(workspace, PLACE, "en")[0].edited_at)
    restored = restore_workspace("main", tmp_path, tmp_path / "kept.zip")
    assert own_words(restored, "en") == {PLACE: "Ours"}
