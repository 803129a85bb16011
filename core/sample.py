"""The sample company: always there, always restorable."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from core.errors import WorkspaceError
from core.intake.batches import import_files
from core.store.workspace import FILE_NAME, Workspace, delete_workspace, open_workspace
from core.text.words import Language

SAMPLE_NAMES: dict[Language, str] = {"en": "sample", "zh": "sample-zh"}
ORDER = ("products", "customers", "sales_last", "sales_this", "returns", "survey")
TITLES: dict[Language, str] = {"en": "Hailan Auto Parts", "zh": "海岚汽配"}


def restore_sample(home: Path, language: Language, *, wait_seconds: float = 0) -> Workspace:
    """Make the sample workspace of a language anew, whatever was done to it; the workspace, open.

    Its data version goes on from where it was, so that no kept answer is taken for one of the new data.
    Errors: WorkspaceError `sample_failed`, `workspace_held`.
    """
    from sample_data.make_sample import write_sample

    name = SAMPLE_NAMES[language]
    version = 0
    if (home / name / FILE_NAME).exists():
        old = open_workspace(name, home, wait_seconds=wait_seconds)
        version = old.data_version
        delete_workspace(old)
    workspace = open_workspace(name, home, create=True, wait_seconds=wait_seconds)
    try:
        with TemporaryDirectory() as folder:
            _import_all(workspace, sorted(write_sample(Path(folder), language), key=_order))
        workspace.save_settings(replace(workspace.settings(), title=TITLES[language]))
        with workspace.writing() as cursor:
            cursor.run(
                "update meta set value = cast(cast(value as INTEGER) + $version as VARCHAR) "
                "where name = 'data_version'",
                {"version": version},
            )
    except BaseException:
        delete_workspace(workspace)
        raise
    return workspace


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
