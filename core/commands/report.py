"""report: the story of the workspace in twelve slides, as a PowerPoint, PDF or HTML file."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from core.commands.answer import Answer
from core.commands.basis import basis_data
from core.commands.question import asked_question
from core.text.words import Words

if TYPE_CHECKING:
    from core.store.workspace import Workspace


def answer_report(workspace: Workspace, args: argparse.Namespace, words: Words) -> Answer:
    """Write the file; what is being done goes to stderr, the titles of the slides to stdout."""
    from core.metrics.period import basis_of
    from core.report.files import kind_of, report_file
    from core.report.story import SLIDES, story
    from core.store.pictures import logo
    from core.targets.export import write_whole

    kind, question = kind_of(args.file), asked_question(args, workspace.settings())
    told = story(
        workspace,
        question,
        words,
        slides=args.slides or SLIDES,
        window_asked=args.window != 0,
        picture=logo(workspace),
        progress=lambda done, what: print(f"{done:4.0%}  {what}", file=sys.stderr, flush=True),
    )
    write_whole(report_file(told, kind), args.file)
    data = {
        **basis_data(basis_of(workspace, question)),
        "file": str(args.file),
        "slides": [{"code": slide.code, "title": slide.title} for slide in told.slides],
    }
    lines = (f"{number:2}  {slide.title}" for number, slide in enumerate(told.slides, start=1))
    return Answer(data, "\n".join(lines))
