"""Which columns a list takes along for which use, and under which headers.

calling   a sheet to work through: who, what to say, and columns to fill in that come back as contacts
mailing   one row per address, as mail programs merge them
sms       the number first, then what a message can name, as SMS services take them; numbers without country code 86
wecom     what 企业微信 keeps of an outside contact: number, remark, company, description, tags, who follows
crm       fields as Salesforce (and with little change HubSpot and Zoho) name them, in Chinese as 纷享销客 and 销售易 do
full      everything that is known
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.errors import QuestionError
from core.metrics.customers import COLUMNS
from core.settings import Settings
from core.targets.about import FITS, fitting
from core.targets.export import PERCENT
from core.targets.fields import SHARES
from core.targets.wording import header, rows_of, worded
from core.text.words import SUREST, Words

if TYPE_CHECKING:
    import pandas as pd

ADDED = ("reason", "action")
LONGEST_DESCRIPTION = 150
"""So many signs 企业微信 keeps of a description."""
CHINA = re.compile(r"(?:\+|00)?86(?=1\d{10}$)")
MOBILE = re.compile(r"1[3-9]\d{9}")
LANDLINE = re.compile(r"(?:0[1-9]\d{1,2})?[2-9]\d{6,7}(?:转?\d{1,5})?")
BETWEEN = re.compile(r"[;；,，、/|\n]")


@dataclass(frozen=True)
class ColumnSet:
    """One use. `columns`: source -> code of its header, None for the usual label; the sources in their order.

    `needs`: a column without which a row is of no use here; `asks_consent`: who opted out is left out.
    """

    code: str
    columns: Mapping[str, str | None]
    needs: str | None = None
    asks_consent: bool = True


def _usual(names: str) -> dict[str, str | None]:
    return dict.fromkeys(names.split())


COLUMN_SETS: dict[str, ColumnSet] = {
    one.code: one
    for one in (
        ColumnSet(
            "calling",
            {
                **_usual("customer_name contact contact_role phone reason action fits tier segment value last_order"),
                **_usual("owner contacted_on result next_step customer_id"),
                "contacted_on": "contact_date",  # as imports know it
            },
            asks_consent=False,  # who does not want advertising can still be called about an order
        ),
        ColumnSet(
            "mailing",
            _usual("email contact customer_name customer_id next_category tier segment city region owner"),
            "email",
        ),
        ColumnSet(
            "sms",
            {"number": "mobile_number", "addressee": "name", "next_category": None, "owner": None, "customer_id": None},
            "number",
        ),
        ColumnSet(
            "wecom",
            {
                "number": "mobile_number",
                "addressee": "remark_name",
                "customer_name": "company",
                "description": "description",
                "tags": "tags",
                "owner": "followed_by",
                "customer_id": None,
            },
            "number",
        ),
        ColumnSet(
            "crm",
            {
                "customer_id": "account_number",
                "customer_name": "account_name",
                "contact": "contact_name",
                "contact_role": "role",
                "phone": "phone",
                "email": "email",
                "city": "billing_city",
                "region": "billing_state_province",
                "industry": "industry",
                "source": "account_source",
                "tier": "rating",
                "tags": "tags",
                "parent": "parent_account",
                "owner": "account_owner",
                "opted_out": "opt_out",
                "last_order": "last_order_date",
                "reason": "description",
                "action": "next_step",
            },
            asks_consent=False,
        ),
        ColumnSet("full", dict.fromkeys((*COLUMNS, "next_tier", "to_next_tier", *FITS, *ADDED)), asks_consent=False),
    )
}
BLANK = ("contacted_on", "result", "next_step")
"""Columns to be filled in by whoever calls."""
_Composed = Callable[[dict[str, object], Words, Settings], str | None]


def _text(row: dict[str, object], *names: str) -> str | None:
    return next((str(row[name]) for name in names if row.get(name)), None)


def _tags(row: dict[str, object], words: Words, settings: Settings) -> str | None:  # noqa: ARG001 - as all
    said = [str(row[name]) for name in ("tier", "segment") if row.get(name)]
    return (";" if words.language == "en" else "；").join(said) or None


def _description(row: dict[str, object], words: Words, settings: Settings) -> str | None:  # noqa: ARG001 - as all
    said = " · ".join(str(row[name]) for name in ("action", "reason") if row.get(name))
    return (said if len(said) <= LONGEST_DESCRIPTION else said[: LONGEST_DESCRIPTION - 1] + "…") or None


COMPOSED: dict[str, tuple[tuple[str, ...], _Composed]] = {
    "fits": (FITS, lambda row, words, _: fitting(row, words) if row.get("next_category") else None),
    "number": (("phone",), lambda row, _, settings: sendable(_text(row, "phone"), settings.currency)),
    "addressee": (("contact", "customer_name"), lambda row, _w, _s: _text(row, "contact", "customer_name")),
    "tags": (("tier", "segment"), _tags),
    "description": (("reason", "action"), _description),
}
"""Columns made of others: which, and how, from a row in words."""


def column_set(code: str) -> ColumnSet:
    """A set by its code. QuestionError `column_set_unknown`."""
    if code not in COLUMN_SETS:
        raise QuestionError("column_set_unknown", set=code, sets=", ".join(COLUMN_SETS))
    return COLUMN_SETS[code]


def shown_set(columns: Sequence[str]) -> ColumnSet:
    """The columns of a list as somebody chose them, with reason and action, as a set."""
    return ColumnSet("shown", dict.fromkeys((*columns, *ADDED)), asks_consent=False)


def sources(chosen: ColumnSet) -> tuple[str, ...]:
    """The columns of customers that a set is made of, for `target_list`; with `opted_out` and what it needs."""
    made: dict[str, None] = {"customer_id": None, "customer_name": None, "opted_out": None}
    for name in (*chosen.columns, *((chosen.needs,) if chosen.needs else ())):
        made |= dict.fromkeys(COMPOSED[name][0] if name in COMPOSED else (name,))
    return tuple(name for name in made if name not in (*ADDED, *BLANK))


def arranged(table: pd.DataFrame, chosen: ColumnSet, words: Words, settings: Settings) -> pd.DataFrame:
    """The columns of a set in its order, with labels instead of codes and the set's headers.

    `table`: the `sources` of the set, `reason` and `action`, as values of Python or pandas.
    """
    import pandas as pd

    said = worded(table, words, settings)
    said.columns = table.columns
    asked = [part for name in chosen.columns if name in COMPOSED for part in COMPOSED[name][0]]
    rows = list(rows_of(said, (*asked, "opted_out")))
    columns: dict[str, object] = {}
    for name, own in chosen.columns.items():
        head = words.code("list_header", own) if own else _header(name, words)
        if name in COMPOSED:
            columns[head] = pd.Series([COMPOSED[name][1](row, words, settings) for row in rows], dtype=object)
        elif name in BLANK:
            columns[head] = pd.Series([None] * len(rows), dtype=object)
        elif name == "opted_out":
            flags = [words("yes") if row[name] is True else words("no") for row in rows]
            columns[head] = pd.Series(flags, dtype=object)
        else:
            columns[head] = said[name].reset_index(drop=True)
    return pd.DataFrame(columns)


def reach_headers(chosen: ColumnSet, words: Words) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The headers of a set under which phones stand, and those of addresses of mail."""
    columns = chosen.columns.items()
    heads = {name: words.code("list_header", own) if own else _header(name, words) for name, own in columns}
    return tuple(heads[name] for name in ("phone", "number") if name in heads), tuple(
        heads[name] for name in ("email",) if name in heads
    )


def share_headers(chosen: ColumnSet, words: Words) -> dict[str, str]:
    """The headers of a set under which shares of 0 to 1 stand, with the format in which a sheet shows each."""
    shown = dict.fromkeys(SHARES, PERCENT) | {"likelihood": chance_format(words)}
    return {_header(name, words): shown[name] for name in chosen.columns if name in shown}


def chance_format(words: Words) -> str:
    """Chances as a sheet shows them: as `Words.chance` says them, while the cell keeps the number."""
    return f'[>{SUREST}]"{words.chance(1)}";[<{1 - SUREST}]"{words.chance(0)}";{PERCENT}'


def sendable(phones: str | None, currency: str = "") -> str | None:
    """The number of a cell that messages can be sent to: a Chinese mobile where there is one, else the first.

    A firm that counts in yuan has the other numbers of China with an area code for landlines, which take no messages.
    """
    parts = [re.sub(r"[\s()（）.\-－]", "", part) for part in BETWEEN.split(phones or "")]
    numbers = [CHINA.sub("", unicodedata.normalize("NFKC", part)) for part in parts if part]
    mobile = next((number for number in numbers if MOBILE.fullmatch(number)), None)
    if mobile is None and currency == "CNY":
        numbers = [number for number in numbers if not LANDLINE.fullmatch(number)]
    return mobile or next(iter(numbers), None)


def _header(name: str, words: Words) -> str:
    return header("next_category" if name == "fits" else name, words)
