"""One customer on one page, as a file of its own: HTML to print or to send, without scripts and without requests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING

from core.charts.template import Look

if TYPE_CHECKING:
    from core.metrics.tiering.tier_path import PathPoint

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
STYLE = """
@page { size: A4; margin: 14mm }
* { box-sizing: border-box }
body { font: 13px/1.45 "Source Sans 3", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", Arial, sans-serif;
  color: #1B2330; max-width: 190mm; margin: 0 auto; padding: 12px }
h1 { font-size: 22px; margin: 0 } h2 { font-size: 14px; margin: 16px 0 4px; border-bottom: 1px solid #CBD4E1 }
p { margin: 4px 0 } .basis { color: #667085 } .lead { font-size: 15px; font-weight: 600; margin: 8px 0 }
.figures { display: flex; flex-wrap: wrap; gap: 6px } .figures div { border: 1px solid #E3E8F0; border-radius: 6px;
  padding: 4px 10px; flex: 1 1 80px } .figures b { display: block; font-size: 16px }
.two { display: grid; grid-template-columns: 1fr 1fr; gap: 0 24px }
table { border-collapse: collapse; width: 100% } td, th { text-align: left; padding: 2px 8px 2px 0;
  border-bottom: 1px solid #EEF1F6; vertical-align: top; font-variant-numeric: tabular-nums; overflow-wrap: anywhere }
th { color: #667085; font-weight: 500 } .n { text-align: right }
section { break-inside: avoid } svg { width: 100%; height: 120px; display: block }
@media print { body { font-size: 10px; padding: 0 } h1 { font-size: 18px } h2 { font-size: 11px; margin: 8px 0 2px }
  .lead { font-size: 12px } .figures b { font-size: 12px } td, th { padding: 1px 6px 1px 0 } svg { height: 90px } }
@media (max-width: 600px) { .two { grid-template-columns: 1fr } }
"""
BAR, GAP, TALL = 18, 4, 80
LETTERS = 3  # bars that a name is as wide as


@dataclass(frozen=True)
class Rows:
    """A table of a sheet: title, headers ("" for none) and rows of texts; the columns from `right` on are figures."""

    title: str
    rows: Sequence[Sequence[str]]
    headers: Sequence[str] = ()
    right: int = 99


@dataclass(frozen=True)
class Sheet:
    """What stands on the page, in the reader's words; nothing in it is markup."""

    language: str
    title: str
    basis: str
    lead: str
    action: str
    figures: Sequence[tuple[str, str]]
    left: Sequence[Rows]
    right: Sequence[Rows]
    path_title: str
    path: Sequence[PathPoint]


def customer_sheet(sheet: Sheet, look: Look) -> bytes:
    """The page as UTF-8. Every text is escaped, so that names from files stay names."""
    figures = "".join(f"<div>{_text(label)}<b>{_text(value)}</b></div>" for label, value in sheet.figures)
    left, right = ("".join(_table(rows) for rows in side if rows.rows) for side in (sheet.left, sheet.right))
    path = f"<section><h2>{_text(sheet.path_title)}</h2>{_bars(sheet.path, look)}</section>" if sheet.path else ""
    lang = "zh-CN" if sheet.language == "zh" else "en"
    made = (
        f'<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{_text(sheet.title)}</title>'
        f'<style>{STYLE}</style></head><body><h1>{_text(sheet.title)}</h1><p class="basis">{_text(sheet.basis)}</p>'
        f'<p class="lead">{_text(sheet.lead)}</p><p>{_text(sheet.action)}</p><div class="figures">{figures}</div>'
        f'{path}<div class="two"><div>{left}</div><div>{right}</div></div></body></html>\n'
    )
    return made.encode("utf-8", errors="replace")


def _text(text: str) -> str:
    """Text as text; signs that no page may hold become blanks."""
    return escape("".join(sign if sign >= " " or sign in "\n\t" else " " for sign in text), quote=True)


def _table(table: Rows) -> str:
    head = "".join(f"<th{_side(table, place)}>{_text(name)}</th>" for place, name in enumerate(table.headers))
    rows = "".join(
        f"<tr>{''.join(f'<td{_side(table, place)}>{_text(cell)}</td>' for place, cell in enumerate(row))}</tr>"
        for row in table.rows
    )
    return f"<section><h2>{_text(table.title)}</h2><table>{f'<tr>{head}</tr>' if head else ''}{rows}</table></section>"


def _side(table: Rows, place: int) -> str:
    return ' class="n"' if place >= table.right else ""


def _bars(points: Sequence[PathPoint], look: Look) -> str:
    """The way through the tiers as a drawing: a bar per month end in the colour of the tier, named where it changes."""
    highest = max((point.value or Decimal(0) for point in points), default=Decimal(0))
    parts, before, named = [], None, -LETTERS
    for place, point in enumerate(points):
        value = max(point.value or Decimal(0), Decimal(0))
        height = round(float(value / highest) * TALL, 1) if highest > 0 else 0.0
        across, top = place * (BAR + GAP), round(TALL + 14 - height, 1)
        colour = look.colour(point.tier or "")
        parts.append(f'<rect x="{across}" y="{top}" width="{BAR}" height="{height}" fill="{colour}"/>')
        if point.tier and point.tier != before and place - named >= LETTERS:
            parts.append(f'<text x="{across}" y="9" font-size="9">{_text(look.tier(point.tier))}</text>')
            named = place
        before = point.tier
    for place in (0, len(points) - 1):
        anchor = "end" if place else "start"
        across = place * (BAR + GAP) + (BAR if place else 0)
        name = _text(look.words.month(points[place].month))
        parts.append(f'<text x="{across}" y="{TALL + 26}" font-size="9" text-anchor="{anchor}">{name}</text>')
    box = f"0 0 {len(points) * (BAR + GAP)} {TALL + 30}"
    return f'<svg viewBox="{box}" preserveAspectRatio="xMinYMid" role="img">{"".join(parts)}</svg>'
