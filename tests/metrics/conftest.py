"""What the tests against public data share."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from core.store.derived import refresh_derived
from core.store.untold import make_room
from core.store.workspace import close_workspace, open_workspace
from tests.conftest import MadeOnce

UCI = """
insert into sales by name
select
    1 as batch_id, 1 as occurrence, InvoiceNo as order_id, cast(cast(InvoiceDate as TIMESTAMP) as DATE) as order_date,
    split_part(CustomerID, '.', 1) as customer_id, Country as region, cast(Quantity as DECIMAL(18,4)) as quantity,
    cast(cast(Quantity as DECIMAL(9,0)) * cast(UnitPrice as DECIMAL(9,4)) as DECIMAL(18,4)) as amount
from read_csv($files, all_varchar = true, header = true, delim = ',', quote = '"')
"""


@pytest.fixture(scope="session")
def uci_home(made_once: MadeOnce, real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder with the public lines of UCI in the workspace `main`; nobody writes into it."""

    def fill(folder: Path) -> None:
        workspace = open_workspace("main", folder, create=True)
        for file in (real_data / "uci_online_retail").glob("*.csv"):
            shutil.copy(file, workspace.spool)
        with workspace.writing() as cursor:
            make_room(cursor, "sales", ["region", "quantity"])
            cursor.run(UCI, {"files": str(workspace.spool / "*.csv")})
            refresh_derived(cursor)
        shutil.rmtree(workspace.spool)
        workspace.engine.settle()
        close_workspace(workspace)

    return Path(shutil.copytree(made_once("made_uci", fill), tmp_path_factory.mktemp("uci") / "home"))
