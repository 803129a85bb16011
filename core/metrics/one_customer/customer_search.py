"""Finding a customer by what somebody types: an id, with its zeros or without, or parts of a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import QuestionError
from core.metrics.customer_values import filled
from core.store.name_keys import NAMES, NARROW, WIDE, narrow

if TYPE_CHECKING:
    from core.store.workspace import Workspace

MOST_FOUND = 20
MOST_NAMED = 5
LONGEST_TEXT = 200
NARROWED = str.maketrans(WIDE, NARROW)
EXACT = (1, 2, 3)
"""The places of `customer_search.sql` at which a text names a customer, not only begins or holds a name."""


@dataclass(frozen=True)
class FoundCustomer:
    """A customer that a text may mean. `place`: how, as in `customer_search.sql`, 1 = by its id."""

    customer_id: str
    customer_name: str | None
    city: str | None
    region: str | None
    last_date: date | None
    place: int


def search_customers(workspace: Workspace, text: str, limit: int = MOST_FOUND) -> tuple[FoundCustomer, ...]:
    """The customers that a text may mean, the likeliest first (see `customer_search.sql`); nobody for a blank text.

    Capitals and full-width signs do not count; of several words a name has to hold all.
    """
    asked = " ".join(text[:LONGEST_TEXT].translate(NARROWED).lower().split())
    if not asked:
        return ()
    words = asked.split()
    texts = {
        "narrow_id": narrow("said_id"),
        "narrow_name": narrow("customer_name"),
        "all_words": " and ".join(f"contains(name_key, $word{place})" for place in range(len(words))),
    }
    values: dict[str, object] = {"text": asked, "bare_text": _without_zeros(asked), "row_limit": limit, **NAMES}
    values |= {f"word{place}": word for place, word in enumerate(words)}
    rows = workspace.engine.rows(filled(Path(__file__).with_suffix(".sql"), texts), values)
    return tuple(FoundCustomer(*row) for row in rows)


def meant_customer(workspace: Workspace, text: str) -> str:
    """The id of the customer that a text means: as it stands where it is an id, else by its name, or a part of it.

    Errors: QuestionError `customer_unclear` where it may mean several, with the likeliest; `customer_unknown`.
    """
    known = "select 1 from customers where customer_id = $text union all select 1 from merged_customers where "
    if workspace.engine.rows(f"{known} customer_id = $text limit 1", {"text": text}):
        return text
    found = search_customers(workspace, text, MOST_NAMED + 1)
    if meant := the_one(found):
        return meant.customer_id
    if not found:
        raise QuestionError("customer_unknown", customer_id=text)
    named = [f"{each.customer_name} ({each.customer_id})" if each.customer_name else each.customer_id for each in found]
    more = " …" if len(found) > MOST_NAMED else ""
    raise QuestionError("customer_unclear", text=text, customers="; ".join(named[:MOST_NAMED]) + more)


def the_one(found: tuple[FoundCustomer, ...]) -> FoundCustomer | None:
    """The customer that is meant without doubt: the only one found, or the only one of that id, else of that name."""
    if not found:
        return None
    likeliest = [each for each in found if each.place == found[0].place]
    return found[0] if len(found) == 1 or (len(likeliest) == 1 and found[0].place in EXACT) else None


def _without_zeros(text: str) -> str:
    """A text without the zeros that follow the letters it begins with, as ids are compared."""
    letters = len(text) - len(text.lstrip("".join(sign for sign in set(text) if not "0" <= sign <= "9")))
    return text[:letters] + text[letters:].lstrip("0")
