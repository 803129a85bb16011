"""sample, backup and restore: whole workspaces."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from core.commands.answer import Answer
from core.text.words import Words

if TYPE_CHECKING:
    from core.store.workspace import Workspace

WAIT_SECONDS = 30


def answer_sample(args: argparse.Namespace, words: Words) -> Answer:
    """Make the sample company anew."""
    from core.sample import restore_sample

    workspace = restore_sample(args.home, args.lang or "en", wait_seconds=WAIT_SECONDS)
    lines = sum(month.lines for month in workspace.months())
    text = words("Workspace {name}: {lines} lines.", name=workspace.name, lines=words.count(lines))
    return Answer({"workspace": workspace.name, "lines": lines}, text)


def answer_backup(workspace: Workspace, args: argparse.Namespace, words: Words) -> Answer:
    """Write the workspace into one file."""
    from core.store.backup import backup_workspace

    size = backup_workspace(workspace, args.file)
    text = words("Backup of {name} written to {file}.", name=workspace.name, file=args.file)
    return Answer({"file": str(args.file), "bytes": size}, text)


def answer_restore(args: argparse.Namespace, words: Words) -> Answer:
    """Replace the workspace by a backup, or create it from one."""
    from core.store.backup import restore_workspace

    workspace = restore_workspace(args.workspace, args.home, args.file, wait_seconds=WAIT_SECONDS)
    return Answer({"workspace": workspace.name}, words("Workspace {name} is restored.", name=workspace.name))
