"""The command line: `python -m core COMMAND`. Exit 0 done, 1 refused, 2 wrong usage."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, is_dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.commands.answer import Answer
from core.commands.parser import build_parser
from core.errors import CoreError
from core.store.disk import storage_error
from core.text.messages import message
from core.text.words import Words, words_for

if TYPE_CHECKING:
    from core.store.workspace import Workspace

WAIT_SECONDS = 30  # the app lets go of its workspace when nobody looks
WITH_WORKSPACE = {
    "import": "data",
    "batches": "data",
    "undo": "data",
    "facts": "data",
    "pyramid": "figures",
    "rfm": "figures",
    "movement": "movement",
    "history": "history",
    "satisfaction": "satisfaction",
    "relationship": "relationship",
    "value": "value",
    "customers": "tables",
    "targets": "going_out",
    "save": "campaign",
    "lists": "campaign",
    "outcome": "campaign",
    "doubles": "doubles",
    "merge": "doubles",
    "measures": "measures",
    "salespeople": "measures",
    "plan": "plan",
    "signals": "signals",
    "report": "report",
    "care": "care",
    "contact": "care",
    "playbook": "playbook",
    "backup": "workspaces",
    "customer": "customer",
    "keyaccounts": "customer",
    "likelihood": "likelihood",
    "forecast-quality": "likelihood",
    "found-segments": "found_segments",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    args = build_parser().parse_args(arguments)
    words = words_for(args.lang or "en")
    try:
        answer = _answer(args, words)
    except OSError as error:
        answer = _refusal(storage_error(Path(error.filename or args.home), error.strerror or str(error)), words)
    except CoreError as error:
        answer = _refusal(error, words)
    try:
        _print(answer, as_json=args.json)
    except BrokenPipeError:  # whoever reads has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1 if answer.refused else 0


def _print(answer: Answer, *, as_json: bool) -> None:
    for note in answer.notes:
        print(note, file=sys.stderr)
    text = answer.as_json() if as_json else answer.text
    if text:
        print(text, flush=True)


def _refusal(error: CoreError, words: Words) -> Answer:
    fields = {name: _plain(value) for name, value in error.fields.items()}
    return Answer({"error": error.code, **fields}, "", (message(error, words),), refused=True)


def _answer(args: argparse.Namespace, words: Words) -> Answer:
    if args.command in WITH_WORKSPACE:
        module = import_module(f"core.commands.{WITH_WORKSPACE[args.command]}")
        command: Callable[[Workspace, argparse.Namespace, Words], Answer] = getattr(
            module, f"answer_{args.command.replace('-', '_')}"
        )
        return _with_workspace(command, args, words)
    if args.command == "read":
        from core.commands.read import answer_read

        return answer_read(args, words)
    from core.commands.workspaces import answer_restore, answer_sample

    return answer_sample(args, words) if args.command == "sample" else answer_restore(args, words)


def _with_workspace(
    command: Callable[[Workspace, argparse.Namespace, Words], Answer], args: argparse.Namespace, words: Words
) -> Answer:
    """Run a command on its workspace; one that an import made for nothing is removed again."""
    from core.store.workspace import close_workspace, delete_workspace, open_workspace, workspace_names

    is_new = args.workspace not in workspace_names(args.home)
    may_create = args.command == "import"
    workspace = open_workspace(args.workspace, args.home, create=may_create, wait_seconds=WAIT_SECONDS)
    kept = False
    try:
        answer = command(workspace, args, words)
        kept = bool(workspace.engine.rows("select 1 from batches limit 1")) or (workspace.folder / "refusals").exists()
        return answer
    finally:
        if kept or not is_new:
            close_workspace(workspace)
        else:
            delete_workspace(workspace)


def _plain(value: object) -> Any:
    """A field of an error as JSON holds it: days and amounts as text."""
    if is_dataclass(value) and not isinstance(value, type):
        value = asdict(value)
    return json.loads(json.dumps(value, default=str, ensure_ascii=False))


if __name__ == "__main__":
    sys.exit(main())
