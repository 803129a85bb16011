"""The sample company: always there, always restorable."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from core.errors import WorkspaceError
from core.intake.batching.batches import import_files
from core.store.backup import replace_workspace
from core.store.workspace import Workspace, close_workspace, open_workspace
from core.text.words import Language

SAMPLE_NAMES: dict[Language, str] = {"en": "sample", "zh": "sample-zh"}
TITLES: dict[Language, str] = {"en": "Hailan Auto Parts", "zh": "海岚汽配"}
CURRENCY = "CNY"
ORDER = ("products", "customers", "sales_last", "sales_this", "returns", "survey", "contacts")


def restore_sample(home: Path, language: Language, *, wait_seconds: float = 0) -> Workspace:
    """Make the sample workspace of a language anew, whatever was done to it; the workspace, open.

    It is made apart and exchanged whole, so that nobody sees a half of it. Errors: WorkspaceError `sample_failed` and
    those of `core.store.backup.replace_workspace`.
    """
    from sample_data.make_sample import write_sample

    name = SAMPLE_NAMES[language]
    home.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".sample-", dir=home) as apart:
        workspace = open_workspace(name, Path(apart), create=True)
        try:
            _import_all(workspace, sorted(write_sample(Path(apart) / "files", language), key=_order))
            workspace.save_settings(replace(workspace.settings(), title=TITLES[language], currency=CURRENCY))
        finally:
            close_workspace(workspace)
        return replace_workspace(name, home, workspace.folder, wait_seconds=wait_seconds)


def _order(file: Path) -> int:
    """Attributes and costs first, then what refers to them."""
    from sample_data.headers import FILES

    key = next(key for key, (names, _) in FILES.items() if file.name in names)
    return ORDER.index(key)


def _import_all(workspace: Workspace, files: list[Path]) -> None:
    for receipt in import_files(workspace, files):
        if receipt.error or receipt.refused:
            detail = str(receipt.error) if receipt.error else f"{receipt.refused} rows"
            raise WorkspaceError("sample_failed", file=receipt.file_name, detail=detail) from receipt.error
