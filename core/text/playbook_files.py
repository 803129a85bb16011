"""The playbook as a file: Markdown to keep or to edit elsewhere, and HTML to print. Texts in it stay texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from core.settings import Settings
from core.text.playbook import NOTHING_OWN, SUBJECTS, OwnWords, advice, checked_code, name_of, parts, shown_codes
from core.text.words import Words

MARKS = re.compile(r"([\\`*_{}\[\]()#|<>~$!&])")
LISTED = re.compile(r"^(\d*)([.)+-])")
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
STYLE = """
@page { size: A4; margin: 14mm }
body { font: 13px/1.45 "Source Sans 3", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", Arial, sans-serif;
  color: #1B2330; max-width: 190mm; margin: 0 auto; padding: 12px }
h1 { font-size: 22px; margin: 0 0 12px } h2 { font-size: 17px; margin: 20px 0 4px; border-bottom: 1px solid #CBD4E1 }
h3 { font-size: 14px; margin: 12px 0 2px } article { break-inside: avoid } .parts { display: flex; gap: 20px }
.parts div { flex: 1 1 0; min-width: 0; overflow-wrap: anywhere } h4 { font-size: 12px; color: #5B6577; margin: 2px 0 }
ul { margin: 0; padding-left: 16px } @media print { body { font-size: 10px; padding: 0 } }
@media (max-width: 600px) { .parts { display: block } }
"""


@dataclass(frozen=True)
class Page:
    """One code of a subject in the reader's words: its name, the parts with their lines, and which are `own` words."""

    subject: str
    code: str
    name: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    own: tuple[str, ...]


def pages(
    words: Words, settings: Settings, own: OwnWords = NOTHING_OWN, subject: str | None = None, code: str | None = None
) -> tuple[Page, ...]:
    """The whole playbook, one subject of it, or one code. QuestionError `playbook_subject`, `playbook_code`."""
    if subject is not None and code is not None:
        checked_code(subject, code)
    return tuple(
        Page(
            subject=each,
            code=found,
            name=name_of(each, found, words, settings),
            parts=tuple((part, advice((each, found, part), words, own)) for part in parts(each)),
            own=tuple(part for part in parts(each) if (each, found, part) in own),
        )
        for each in (SUBJECTS if subject is None else (subject,))
        for found in (shown_codes(each, settings) if code is None else (code,))
    )


def markdown(title: str, made: tuple[Page, ...], words: Words) -> str:
    """The pages as Markdown, a heading per subject and code, a list per part."""
    lines, subject = [f"# {_marked(title)}"], ""
    for page in made:
        if page.subject != subject:
            subject = page.subject
            lines += ["", f"## {_marked(words.code('playbook_subject', subject))}"]
        lines += ["", f"### {_marked(page.name)}"]
        for part, said in page.parts:
            lines += ["", f"**{words.code('playbook_part', part)}**", "", *(f"- {_marked(line)}" for line in said)]
    return "\n".join(lines) + "\n"


def html(title: str, made: tuple[Page, ...], words: Words) -> bytes:
    """The pages as one HTML file without scripts or requests, as UTF-8."""
    body, subject = [], ""
    for page in made:
        if page.subject != subject:
            subject = page.subject
            body.append(f"<h2>{escape(words.code('playbook_subject', subject))}</h2>")
        columns = "".join(
            f"<div><h4>{escape(words.code('playbook_part', part))}</h4>"
            f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in said)}</ul></div>"
            for part, said in page.parts
        )
        body.append(f'<article><h3>{escape(page.name)}</h3><div class="parts">{columns}</div></article>')
    language = "zh-CN" if words.language == "zh" else "en"
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(title)}</title>'
        f"<style>{STYLE}</style></head><body><h1>{escape(title)}</h1>{''.join(body)}</body></html>\n"
    ).encode("utf-8", errors="replace")


def _marked(text: str) -> str:
    """A line of text that no reader of Markdown takes for markup, a heading or a numbered list."""
    return LISTED.sub(r"\1\\\2", MARKS.sub(r"\\\1", text))
