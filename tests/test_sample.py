"""The sample company can always be made anew."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from core import sample
from core.errors import WorkspaceError
from core.intake.batching.batches import import_files
from core.metrics.question import question_of
from core.metrics.tiering.pyramid import pyramid
from core.sample import restore_sample
from core.store.facts import differences
from core.store.workspace import workspace_names


def test_it_is_made_and_made_anew(tmp_path: Path) -> None:
    workspace = restore_sample(tmp_path, "en")
    first = pyramid(workspace, question_of(workspace.settings()))
    assert (workspace.name, workspace.settings().title) == ("sample", "Hailan Auto Parts")
    assert first.customers_ranked == 2200
    assert [tier.customers for tier in first.tiers] == [22, 418, 660, 1100]
    assert (first.unprofitable_customers, first.inactive_customers) == (100, 700)
    assert differences(workspace) == 0

    extra = tmp_path / "extra.csv"
    extra.write_text("Order,Date,Customer ID,Amount\nX1,2026-10-31,C99999,1000000\n")
    (receipt,) = import_files(workspace, [extra])
    assert receipt.status == "imported"
    spoilt, uploads = workspace.data_version, len(list(workspace.uploads.iterdir()))
    extra.unlink()

    again = restore_sample(tmp_path, "en")
    second = pyramid(again, question_of(again.settings()))
    assert replace(second, statements=()) == replace(first, statements=())
    assert again is workspace
    assert again.data_version > spoilt
    assert len(list(again.uploads.iterdir())) == uploads - 1
    assert [path.name for path in tmp_path.iterdir()] == ["sample"]


def test_a_failure_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("")
    monkeypatch.setattr("sample_data.make_sample.write_sample", lambda *_: [bad])
    monkeypatch.setattr(sample, "_order", lambda _: 0)
    with pytest.raises(WorkspaceError, match="sample_failed"):
        restore_sample(tmp_path / "home", "zh")
    assert workspace_names(tmp_path / "home") == []
    assert list((tmp_path / "home").iterdir()) == []
