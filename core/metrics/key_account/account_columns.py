"""The key account score and the signs of a partner as columns for rules of lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from core.metrics.cached import cached, one_reading
from core.metrics.key_account.key_accounts import key_accounts
from core.store.assessments import SIGNS, latest_assessments

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.settings import RfmRules
    from core.store.engine import Cursor
    from core.store.workspace import Workspace

STRONG, WEAK = 4, 2
"""From which rating on a criterion is a strength, and up to which it is a weakness, of 1 to 5."""
PLACES = Decimal("0.0001")
Row = tuple[object, ...]


@one_reading
def account_columns(workspace: Workspace, question: Question, rules: RfmRules) -> str:
    """The name of a cached table of customer_no, key_account_score, account_strengths and account_weaknesses.

    Of the customers that are rated as key accounts (see `key_accounts`): the score, 1 to 5, and the codes of the
    criteria rated 4 or 5, and 1 or 2, with a space between them; null where there is none.
    """
    rows: list[Row] = []
    for account in key_accounts(workspace, question, rules).accounts:
        rated = [(each.code, each.rating) for each in account.criteria if each.rating is not None]
        strong = " ".join(code for code, rating in rated if rating >= STRONG)
        weak = " ".join(code for code, rating in rated if rating <= WEAK)
        score = None if account.score is None else Decimal(account.score).quantize(PLACES)
        rows.append((account.customer_id, score, strong or None, weak or None))
    columns = ("key_account_score DECIMAL(18,4)", "account_strengths VARCHAR", "account_weaknesses VARCHAR")
    return told_table(workspace, "accounts", rows, columns)


def sign_columns(workspace: Workspace, _question: Question, _rules: RfmRules) -> str:
    """The name of a cached table of customer_no, signs_seen and signs_lacking: codes of signs, a space between them."""
    found: defaultdict[str, dict[bool, list[str]]] = defaultdict(lambda: {True: [], False: []})
    latest = latest_assessments(workspace, SIGNS)
    for customer_id, sign in sorted(latest):
        if (rating := latest[customer_id, sign].rating) is not None:
            found[customer_id][bool(rating)].append(sign)
    rows: list[Row] = [
        (customer_id, " ".join(signs[True]) or None, " ".join(signs[False]) or None)
        for customer_id, signs in found.items()
    ]
    return told_table(workspace, "signs", rows, ("signs_seen VARCHAR", "signs_lacking VARCHAR"))


def told_table(workspace: Workspace, kind: str, rows: Sequence[Row], columns: Sequence[str]) -> str:
    """A cached table of what was worked out here: customer ids become numbers; `columns`: "name TYPE"."""
    pairs = [column.split(" ") for column in columns]
    parts = [f"unnest(cast(${name} as {form}[])) as {name}" for name, form in pairs]
    names = ", ".join(f"t.{name}" for name, _ in pairs)
    query = (
        f"select c.customer_no, {names} from (select unnest(cast($ids as VARCHAR[])) as customer_id, "
        f"{', '.join(parts)}) as t join customers as c on c.customer_id = t.customer_id"
    )
    values: dict[str, object] = {"ids": [row[0] for row in rows]}
    values |= {name: [row[place] for row in rows] for place, (name, _) in enumerate(pairs, start=1)}

    def make(cursor: Cursor, name: str) -> None:
        cursor.run(f"create table {name} as {query}", values)

    return cached(workspace, "table", kind, (query, list(rows)), make)
