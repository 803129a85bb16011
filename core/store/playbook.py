"""The playbook in the workspace's own words: the latest of each place and language counts, and all are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from core.errors import QuestionError
from core.text.playbook import OwnWords, Place, checked_place, original, split_lines
from core.text.words import LANGUAGES, Language, words_for

if TYPE_CHECKING:
    from core.store.workspace import Workspace

LONGEST = 2000
NOW = (
    "greatest(cast(now() as TIMESTAMP), "
    "(select coalesce(max(edited_at), cast(now() as TIMESTAMP) - interval 1 day) from playbook_edits) "
    "+ interval 1 microsecond)"
)
"""Later than every edit before it, also where the clock was set back."""
OF_PLACE = "from playbook_edits where subject = $subject and code = $code and part = $part and language = $language"


@dataclass(frozen=True)
class Edit:
    """One change of a text; None: back to the original."""

    text: str | None
    edited_at: datetime


def own_words(workspace: Workspace, language: Language) -> OwnWords:
    """What this workspace says in a language where it does not say what we say, by place."""
    from core.metrics.cached import remembered

    return remembered(workspace, "own_words", language, lambda: _own_words(workspace, language))


def _own_words(workspace: Workspace, language: Language) -> OwnWords:
    rows = workspace.engine.rows(
        "select subject, code, part, text from (select *, row_number() over "
        "(partition by subject, code, part order by edited_at desc nulls last) as place "
        "from playbook_edits where language = $language) as numbered where place = 1 and text is not null",
        {"language": language},
    )
    return {(subject, code, part): text for subject, code, part, text in rows}


def edits_of(workspace: Workspace, place: Place, language: Language) -> tuple[Edit, ...]:
    """Every change of a text, the newest first."""
    rows = workspace.engine.rows(f"select text, edited_at {OF_PLACE} order by edited_at desc", _bound(place, language))
    return tuple(Edit(*row) for row in rows)


def keep_words(workspace: Workspace, place: Place, language: Language, text: str | None, seen: datetime | None) -> bool:
    """Keep a text, a line each; None goes back to the original. Gives whether anything changed.

    `seen`: when the text that the writer had before them was changed last (`Edit.edited_at`), None where it never was;
    where somebody has changed it since, nothing is written. A text that says what the original says goes back to it.
    Errors: QuestionError of `checked_place`; `playbook_language`, `playbook_empty`, `playbook_long`,
    `playbook_changed`.
    """
    checked_place(place)
    if language not in LANGUAGES:
        raise QuestionError("playbook_language", language=language, languages=", ".join(LANGUAGES))
    kept = None if text is None else _checked(text)
    if kept is not None and tuple(kept.split("\n")) == original(place, words_for(language)):
        kept = None
    with workspace.making("playbook_edits"):
        edits = edits_of(workspace, place, language)
        if (edits[0].edited_at if edits else None) != seen:
            raise QuestionError("playbook_changed")
        if kept == (edits[0].text if edits else None):
            return False
        with workspace.writing() as cursor:
            cursor.run(
                f"insert into playbook_edits select $subject, $code, $part, $language, $text, {NOW}",
                _bound(place, language) | {"text": kept},
            )
    return True


def _checked(text: str) -> str:
    """The text as it is kept: its lines without bullets, blanks around them and signs that cannot be printed."""
    printed = ("".join(sign if sign.isprintable() else " " for sign in line) for line in text.splitlines())
    lines = split_lines("\n".join(printed))
    if not lines:
        raise QuestionError("playbook_empty")
    kept = "\n".join(lines)
    if len(kept) > LONGEST:
        raise QuestionError("playbook_long", count=len(kept), most=LONGEST)
    return kept


def _bound(place: Place, language: str) -> dict[str, object]:
    subject, code, part = place
    return {"subject": subject, "code": code, "part": part, "language": language}
