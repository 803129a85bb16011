"""Headers -> canonical columns: words first, then the values decide between candidates and can contradict."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from core.intake.columns.header_words import KIND_HINTS, RECEIVERS
from core.intake.columns.headers import candidates, is_foreign, normalised, plain, shape_of
from core.intake.columns.shapes import Shape, agreement, shape_of_values
from core.intake.files.reading import TextTable
from core.intake.values.answers import score_headers
from core.schema import TABLES, Kind

__all__ = ["ACCEPTED", "Proposal", "guess_kind", "guess_mapping", "shape_of"]

ACCEPTED = 0.5
"""Proposals below this confidence are shown and not used."""

CERTAIN = 0.8
INVOICED = frozenset("invoicedate billingdate billdate dateinvoiced 开票日期 开票时间 发票日期".split())
SHAPE_ONLY = 0.4


@dataclass(frozen=True)
class Proposal:
    """What a header is taken for. `column` is None where nothing fits; wide surveys: "score:<dimension>"."""

    header: str
    column: str | None
    confidence: float  # 0-1; 0.8 and more: certain enough not to be asked about
    evidence: str  # exact | synonym | similar | shape | joined | none | given


def guess_mapping(table: TextTable, kind: Kind) -> tuple[Proposal, ...]:
    """One proposal per header, in the order of the file; no column is proposed twice.

    Columns that other tables lend bring their meaning with them; they go before what the table itself has, and
    the last before those that it was found by.
    """
    own = _mapping(table.own, kind, _shapes(table.own))
    lent = [(lookup, *pair) for lookup in table.lookups for pair in lookup.columns]
    last = {column: header for _, header, column in lent if column}
    kept = (Proposal(p.header, None, p.confidence, p.evidence) if p.column in last else p for p in own)
    brought = (
        Proposal(header, column, lookup.found, "joined") if column and last[column] == header
        else Proposal(header, None, 0.0, "none")
        for lookup, header, column in lent
    )  # fmt: skip
    return (*kept, *brought)


def _mapping(table: TextTable, kind: Kind, shapes: dict[str, Shape]) -> tuple[Proposal, ...]:
    found = _assigned(table, kind, shapes)
    if kind == "surveys":
        found = {header: proposal for header, proposal in found.items() if proposal.column != "score"}
        taken = set(found)
        for header, column, confidence in score_headers(table.columns, shapes, taken):
            found[header] = Proposal(header, column, confidence, "shape" if confidence < CERTAIN else "synonym")
    else:
        found |= _by_shape(table, kind, shapes, found)
    return tuple(found.get(header, Proposal(header, None, 0.0, "none")) for header in table.columns)


def guess_kind(table: TextTable) -> tuple[Kind, float]:
    """The likeliest kind of table and how sure, 0-1. Below 0.5 the table is none that is known."""
    shapes = _shapes(table)
    scores = {kind: _kind_score(table, kind, shapes) for kind in TABLES}
    best = max(scores, key=lambda kind: scores[kind])
    return best, min(scores[best], 1.0)


@lru_cache(maxsize=4)
def _shapes(table: TextTable) -> dict[str, Shape]:
    """The shape of each column's values; kept, because the kind and the columns are guessed from the same."""
    return {
        header: shape_of_values([row[place] if place < len(row) else None for row in table.sample])
        for place, header in enumerate(table.columns)
    }


def _assigned(table: TextTable, kind: Kind, shapes: dict[str, Shape]) -> dict[str, Proposal]:
    """The best pairs of header and column first, each header and each column once."""
    schema = TABLES[kind]
    pairs = []
    for place, header in enumerate(table.columns):
        for column, strength, evidence in candidates(header, kind):
            definition = schema.column(column)
            score = strength * agreement(shapes[header], column, definition.type)
            score *= _context(header, column, table.columns)
            pairs.append((-score, not definition.required, place, header, column, evidence))
    found: dict[str, Proposal] = {}
    used: set[str] = set()
    for negative, _, _, header, column, evidence in sorted(pairs):
        if header not in found and column not in used and -negative >= 0.25:
            found[header] = Proposal(header, column, round(-negative, 3), evidence)
            used.add(column)
    return found


def _context(header: str, column: str, columns: Iterable[str]) -> float:
    """What the other headers say about an ambiguous one."""
    others = {normalised(other) for other in columns if other != header}
    if column == "quantity" and normalised(header) == "sales":
        return 0.9 if others & {"revenue", "amount", "turnover", "price"} else 0.8
    if column == "salesperson" and normalised(header) == "seller" and "buyer" not in others:
        return 0.8
    if column == "order_date" and normalised(header) in INVOICED and others & {"日期", "date"}:
        return 0.7  # what has only a date beside it was bought on that day, and invoiced on another
    if _names_receiver(header) and column in ("customer_name", "customer_id"):
        return 0.4 if any(_names_customer(other) for other in columns if other != header) else 0.7
    if normalised(header) == "itemprice" and "amazonorderid" in others:
        return 1.3 if column == "amount" else 0.5  # there it is the price of all pieces
    if normalised(header) == "itemcost" and column == "cost":
        return 1.3 if others & {"itemprice", "unitprice", "price", "saleprice"} else 0.7  # else what a buyer pays
    if column == "amount" and _heads_a_price(header) and any(_heads_quantity(other) for other in columns):
        return 0.6  # of one piece, where another column says how many
    return 1.0


def _names_receiver(header: str) -> bool:
    return normalised(header).startswith(RECEIVERS)


def _names_customer(header: str) -> bool:
    """Whether a header says by itself who the customer is."""
    if _names_receiver(header):
        return False
    found = candidates(header, "sales")
    return bool(found) and found[0][0] in ("customer_id", "customer_name") and found[0][1] > CERTAIN


def _heads_a_price(header: str) -> bool:
    """Whether a header speaks of a price as much as of an amount."""
    strengths = {column: strength for column, strength, _ in candidates(header, "sales")}
    return strengths.get("unit_price", 0.0) >= strengths.get("amount", 1.0)


def _heads_quantity(header: str) -> bool:
    return any(column == "quantity" and strength > CERTAIN for column, strength, _ in candidates(header, "sales"))


def _by_shape(
    table: TextTable, kind: Kind, shapes: dict[str, Shape], found: dict[str, Proposal]
) -> dict[str, Proposal]:
    """Guesses for required columns that no header names, from the values alone: shown, not used."""
    used = {proposal.column for proposal in found.values()}
    free = [header for header in table.columns if header not in found and not is_foreign(header)]
    more: dict[str, Proposal] = {}
    for column in TABLES[kind].columns:
        if not column.required or column.name in used or column.type not in ("date", "money"):
            continue
        wanted = column.type == "date"
        fitting = [h for h in free if (shapes[h].dates if wanted else shapes[h].fractions) >= (0.9 if wanted else 0.3)]
        if len(fitting) == 1:
            more[fitting[0]] = Proposal(fitting[0], column.name, SHAPE_ONLY, "shape")
    return more


def _kind_score(table: TextTable, kind: Kind, shapes: dict[str, Shape]) -> float:
    """How far the headers speak for a kind: its required columns, the share of headers explained, the sheet's name."""
    mapped = [item for item in _mapping(table, kind, shapes) if item.column]
    proposals = [item for item in mapped if item.confidence >= ACCEPTED]
    confidence = _confidences(proposals)
    required = _required_confidences(kind, confidence)
    explained = sum(item.confidence for item in proposals) / max(len(table.columns), 1)
    hint = 0.15 if _hinted(table, kind) else 0.0
    if min(required) < ACCEPTED or (kind == "surveys" and len(proposals) < 2):
        # headers count here even where the values contradict them, so that the refusal speaks of the kind that is meant
        required = _required_confidences(kind, _confidences(item for item in mapped if item.evidence != "shape"))
        return 0.4 * sum(required) / len(required) + 0.05 * explained + hint / 3
    if kind == "returns" and not hint and max(confidence.get("returned_on", 0), confidence.get("reason", 0)) < CERTAIN:
        return 0.2
    if kind in ("products", "customers") and _names(table, "order_id"):
        return 0.2 + hint
    if kind == "customers" and _names(table, "order_date") and _names(table, "amount"):
        return 0.2 + hint
    if kind == "surveys" and (_names(table, "line_id") or any(map(_heads_quantity, table.columns))):
        return 0.2 + hint
    in_words = sum(shapes[item.header].worded >= ACCEPTED for item in proposals) if kind == "surveys" else 0
    if len(proposals) < 2:
        return 0.35 * min(required) + hint
    richness = 0.1 if kind == "sales" else 0.4 if in_words > 1 else 0.0
    return 0.5 * min(required) + 0.4 * explained + hint + richness


def _confidences(proposals: Iterable[Proposal]) -> dict[str, float]:
    return {("score" if str(p.column).startswith("score") else str(p.column)): p.confidence for p in proposals}


def _names(table: TextTable, column: str) -> bool:
    """Whether a header says by itself that it is this column of a sales sheet."""
    found = [candidates(header, "sales") for header in table.columns]
    return any(each[0][0] == column and each[0][1] > CERTAIN for each in found if each)


def _required_confidences(kind: Kind, confidence: dict[str, float]) -> list[float]:
    """The confidence of each required column, by itself or by what may stand for it."""
    schema = TABLES[kind]
    ways = {c.name: [(c.name,), *schema.alternatives.get(c.name, ())] for c in schema.columns if c.required}
    return [max(min(confidence.get(name, 0.0) for name in way) for way in each) for each in ways.values()]


def _hinted(table: TextTable, kind: Kind) -> bool:
    """Whether the sheet's name speaks for a kind; without sheets, the file's."""
    name = plain(table.sheet or table.file_name)
    return any(word in name for word in KIND_HINTS[kind].split())
