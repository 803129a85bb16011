"""Accounts that are no customers: proposed by name and behaviour, decided by a person."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from core.store.engine import sql_text

if TYPE_CHECKING:
    import pandas as pd

    from core.store.workspace import Workspace

ENGLISH = (
    "walk[- ]?ins?|cash (sales?|customers?)|cash|counter sales?|retail customers?|internal|intercompany|own use|"
    "platform|marketplace|guest|anonymous|unknown|miscellaneous|sundry|test (account|customer)"
)
CHINESE = "散客|零售客户|零售|平台|内部|现金客户|现金|门市|柜台|自用|匿名|测试客户|样品"
PATTERN = rf"\b({ENGLISH})\b|{CHINESE}"
SHARE_OF_ORDERS, LEAST_ORDERS = 0.05, 100
MOST = 200


def proposed_non_customers(workspace: Workspace) -> pd.DataFrame:
    """Accounts that are set apart or look as if they should be, by revenue over all months, at most 200.

    Columns: customer_id, customer_name, kind, order_count, revenue (Decimal), reason (`decided`: set apart already;
    `name`: its name or kind says walk-in, platform, internal, ...; `many_orders`: at least 5 % of all orders).
    """
    query = sql_text(Path(__file__).with_suffix(".sql"))
    parameters = {"pattern": PATTERN, "least_orders": LEAST_ORDERS, "share": SHARE_OF_ORDERS, "most": MOST}
    return workspace.engine.frame(query, parameters)


def set_apart(workspace: Workspace, customer_ids: Collection[str]) -> None:
    """Set exactly these accounts apart; all others count as customers. The data version moves, as figures change.

    What was decided about an account that is merged into another now stays, for when it stands for itself again.
    """
    with workspace.writing() as cursor:
        cursor.run("delete from excluded_customers where customer_id in (select customer_id from customers)")
        for customer_id in sorted(customer_ids):
            cursor.run(
                "insert into excluded_customers values ($customer_id, 'decided', cast(now() as TIMESTAMP))",
                {"customer_id": customer_id},
            )
