"""How a table was read, and how sure that is, in sentences."""

from __future__ import annotations

from core.intake.batching.foreseen import Foreseen
from core.intake.batching.receipts import Inspection
from core.intake.columns.mapping import CERTAIN
from core.intake.files.reading import TextTable
from core.text.messages import code_message
from pages.shared.rereading import delimiter_name
from pages.shared.view import View

SKIPPED = (
    ("blank", "{count} blank row is skipped.", "{count} blank rows are skipped."),
    ("title", "{count} title row is skipped.", "{count} title rows are skipped."),
    ("total", "{count} row of totals is skipped.", "{count} rows of totals are skipped."),
    ("header", "{count} row that repeats the headers is skipped.", "{count} rows that repeat the headers are skipped."),
    ("completed", "{count} row was completed before.", "{count} rows were completed before."),
)


def how_it_was_read(view: View, table: TextTable) -> str:
    """Encoding, delimiter and header row, as sentences: what the beginning of a file tells already."""
    return _joined(view, _opened(view, table))


def what_was_understood(view: View, found: Inspection) -> str:
    """The same of an inspected table, its rows, what they take over from each other, and how sure its columns are."""
    t, parts = view.t, [*_opened(view, found.table), *_counted(view, found.table)]
    if found.completes:
        batch, file = found.completes.batch_id, found.completes.file_name
        parts = [t("Mended rows of {file}: they complete batch {number}.", file=plain(file), number=batch), *parts]
    if found.filled:
        parts.append(
            t.plural(
                "{count} row takes over what only the first line of its order says.",
                "{count} rows take over what only the first line of their order says.",
                found.filled,
            )
        )
    if found.plan.amount_per == "order":
        parts.append(t("The amount is that of the whole order and is spread over its lines."))
    return _joined(view, [*parts, *_how_sure(view, found)])


def remarks(view: View, found: Inspection) -> list[str]:
    """What else is to be said of a table, besides what it was joined with: who may stand in it twice, and the like."""
    said = [plain(code_message(said.code, said.fields, view.t)) for said in found.notes if said.code != "joined"]
    return [*said, *_not_new(view, found.foreseen)]


def _not_new(view: View, foreseen: Foreseen) -> list[str]:
    """How many lines are skipped, because the workspace or a file before holds them; a question says it itself."""
    t, parts = view.t, list[str]()
    if not foreseen.doubles:
        return parts
    if standing := foreseen.skipped - foreseen.met:
        parts.append(
            t.plural(
                "{count} of the lines is there already and is skipped.",
                "{count} of the lines are there already and are skipped.",
                standing,
            )
        )
    if foreseen.met and foreseen.files:
        parts.append(
            t.plural(
                "{count} of the lines stands in {files} too and counts once.",
                "{count} of the lines stand in {files} too and count once.",
                foreseen.met,
                files=t.listed([plain(name) for name in foreseen.files]),
            )
        )
    elif foreseen.met:
        parts.append(
            t.plural(
                "{count} of the lines has the order and line number of another one and is skipped.",
                "{count} of the lines have the order and line number of another one and are skipped.",
                foreseen.met,
            )
        )
    return parts


def _joined(view: View, parts: list[str]) -> str:
    return ("" if view.t.language == "zh" else " ").join(parts)


def _opened(view: View, table: TextTable) -> list[str]:
    t = view.t
    if table.encoding:
        name = delimiter_name(view, table.delimiter or "")
        first = t("Text in {encoding}, cells separated by {delimiter}.", encoding=table.encoding, delimiter=name)
    else:
        first = t("A sheet of a workbook.")
    if table.header_rows:
        rows = t.listed([str(row) for row in table.header_rows])
        count = len(table.header_rows)
        head = t.plural("The headers stand in row {rows}.", "The headers stand in rows {rows}.", count, rows=rows)
    else:
        head = t("There is no header row.")
    return [first, head]


def _counted(view: View, table: TextTable) -> list[str]:
    t = view.t
    parts = [t.plural("{count} row of data.", "{count} rows of data.", table.rows)]
    for reason, one, many in SKIPPED:
        if count := sum(row.reason == reason for row in table.skipped):
            parts.append(t.plural(one, many, count))
    return parts


def _how_sure(view: View, found: Inspection) -> list[str]:
    """Whether every column in use is certain; else which are to be looked at."""
    t = view.t
    used = [item for item in found.plan.proposals if item.column]
    doubted = [item.header for item in used if item.confidence < CERTAIN]
    if found.completes or not used:
        return []
    if not doubted:
        return [t.plural("{count} column is certain.", "All {count} columns in use are certain.", len(used))]
    return [t("Please check {columns}.", columns=t.listed([f"**{plain(header)}**" for header in doubted[:4]]))]


def plain(text: str) -> str:
    """Text of a file that must not act as markdown."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]()#|<>~$:" else sign for sign in text)
