"""playbook: how to treat whom, in this workspace's words; as text, JSON or a Markdown file."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from core.commands.answer import Answer
from core.errors import QuestionError
from core.text.words import Words

if TYPE_CHECKING:
    from core.store.workspace import Workspace
    from core.text.playbook_files import Page


def answer_playbook(workspace: Workspace, args: argparse.Namespace, words: Words) -> Answer:
    """The whole playbook, one subject or one code of it; with `--out` into a file instead."""
    from core.store.playbook import own_words
    from core.text.playbook_files import markdown, pages

    settings = workspace.settings()
    found = pages(words, settings, own_words(workspace, words.language), args.subject, args.code)
    data: dict[str, Any] = {"language": words.language, "entries": [_entry(page) for page in found]}
    text = markdown(words("Playbook of {workspace}", workspace=settings.title or workspace.name), found, words)
    if args.out is None:
        return Answer(data, text.rstrip("\n"))
    if args.out.suffix.lower() != ".md":
        raise QuestionError("file_ending", file=str(args.out), endings=".md")
    try:
        args.out.write_text(text, "utf-8")
    except OSError as error:
        raise QuestionError("file_unwritable", file=str(args.out), detail=error.strerror or str(error)) from error
    return Answer(data, "", (words("Written to {file}", file=args.out),))


def _entry(page: Page) -> dict[str, Any]:
    said = {part: list(lines) for part, lines in page.parts}
    return {"subject": page.subject, "code": page.code, "name": page.name, **said, "own": list(page.own)}
