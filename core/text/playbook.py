"""The playbook: how to treat whom, and what to check behind a signal; a workspace's own words win over ours.

Subjects are what a customer or a signal is looked at by (a tier, a style, ...), codes what it can be there, parts what
is said of each. A place is (subject, code, part). Chinese: `zh/playbook.po`, of signals `zh/signals.po`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from core.errors import QuestionError
from core.settings import TIER_CODES, Settings
from core.text.playbook_advice import Advices
from core.text.playbook_buying import BUYING
from core.text.playbook_manners import MANNERS
from core.text.playbook_people import ROLES, STYLES
from core.text.playbook_segments import SEGMENTS
from core.text.playbook_stages import STAGES
from core.text.playbook_tiers import TIERS
from core.text.signal_causes import CAUSES
from core.text.tiers import tier_label
from core.text.words import Words

Place = tuple[str, str, str]
OwnWords = Mapping[Place, str]
"""What a workspace says in one language, by place; a line each."""

BOOK: dict[str, Advices] = {
    "tier": TIERS,
    "segment": SEGMENTS,
    "stage": STAGES,
    "style": STYLES,
    "type": {**MANNERS, **BUYING},
    "role": ROLES,
}
SIGNAL = "signal"
SUBJECTS = (*BOOK, SIGNAL)
PARTS = ("recognise", "do", "avoid")
SIGNAL_PARTS = ("causes",)
NOTHING_OWN: OwnWords = {}
BULLET = re.compile(r"^(?:[-*•·–—](?:\s+|$)|[•·])+")


@dataclass(frozen=True)
class Hit:
    """Where a search was met: the subject and code, and the line that says so ("" where its name does)."""

    subject: str
    code: str
    line: str


def codes(subject: str) -> tuple[str, ...]:
    """The codes of a subject, in the order in which they are shown. QuestionError `playbook_subject`."""
    if subject not in SUBJECTS:
        raise QuestionError("playbook_subject", subject=subject, subjects=", ".join(SUBJECTS))
    return tuple(CAUSES) if subject == SIGNAL else tuple(BOOK[subject])


def shown_codes(subject: str, settings: Settings) -> tuple[str, ...]:
    """The codes of a subject that this workspace has: of the tiers those of its cut."""
    if subject != "tier":
        return codes(subject)
    return tuple(code for code in codes(subject) if code not in TIER_CODES or code in settings.cut.tiers)


def parts(subject: str) -> tuple[str, ...]:
    """What is said of each code of a subject."""
    return SIGNAL_PARTS if subject == SIGNAL else PARTS


def checked_place(place: Place) -> Place:
    """The place itself. Errors: QuestionError `playbook_subject`, `playbook_code`, `playbook_part`."""
    subject, code, part = place
    checked_code(subject, code)
    if part not in parts(subject):
        raise QuestionError("playbook_part", part=part, parts=", ".join(parts(subject)))
    return place


def checked_code(subject: str, code: str) -> None:
    """Errors: QuestionError `playbook_subject`, `playbook_code`."""
    if code not in codes(subject):
        raise QuestionError("playbook_code", playbook_code=code, subject=subject, codes=", ".join(codes(subject)))


def original(place: Place, words: Words) -> tuple[str, ...]:
    """Our own lines of a place, whatever the workspace says."""
    subject, code, part = checked_place(place)
    lines = CAUSES[code] if subject == SIGNAL else getattr(BOOK[subject][code], part)
    return tuple(words(line) for line in lines)


def advice(place: Place, words: Words, own: OwnWords = NOTHING_OWN) -> tuple[str, ...]:
    """The lines that count: the workspace's own words where it has some, else ours."""
    return split_lines(own[place]) if place in own else original(place, words)


def split_lines(text: str) -> tuple[str, ...]:
    """The lines of a text that somebody wrote, without blank ones and without bullets before them."""
    lines = (BULLET.sub("", part.strip()).strip() for part in text.splitlines())
    return tuple(line for line in lines if line)


def name_of(subject: str, code: str, words: Words, settings: Settings) -> str:
    """What a code is called; tiers as the workspace calls them."""
    return tier_label(words, code, settings) if subject == "tier" else words.code(subject, code)


def search(text: str, words: Words, settings: Settings, own: OwnWords = NOTHING_OWN) -> tuple[Hit, ...]:
    """Where all words of a search occur, in the order of the playbook; nothing where nothing is asked."""
    asked = text.casefold().split()
    if not asked:
        return ()
    hits = (
        _met(subject, code, asked, words, settings, own)
        for subject in SUBJECTS
        for code in shown_codes(subject, settings)
    )
    return tuple(hit for hit in hits if hit)


def _met(subject: str, code: str, asked: list[str], words: Words, settings: Settings, own: OwnWords) -> Hit | None:
    name = f"{words.code('playbook_subject', subject)} {name_of(subject, code, words, settings)}".casefold()
    lines = [line for part in parts(subject) for line in advice((subject, code, part), words, own)]
    everything = "\n".join((name, *lines)).casefold()
    if not all(word in everything for word in asked):
        return None
    met = max(lines, key=lambda line: sum(word in line.casefold() for word in asked), default="")
    said_by_name = all(word in name for word in asked)
    return Hit(subject, code, "" if said_by_name else met)
