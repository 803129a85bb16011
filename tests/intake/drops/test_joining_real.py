"""Folders of real files that only together are sales, with totals worked out by other means."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from core.__main__ import main
from core.intake.batching.batches import batches, import_files
from core.store.facts import differences
from core.store.workspace import Workspace, open_workspace
from core.text.file_texts import NOTES
from tests.intake.drops.test_joining import ITEMS, ORDERS, counts, lines, written


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return open_workspace("main", tmp_path / "home", create=True)


def olist(folder: Path, name: str) -> Any:
    import pandas as pd

    return pd.read_csv(folder / f"olist_{name}_dataset.csv", dtype=str, keep_default_na=False)


def test_olist_as_it_is(real_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = real_data / "olist_subset"
    assert main(["--home", str(tmp_path), "--json", "import", *map(str, sorted(folder.glob("*.csv")))]) == 0
    told = {
        part["file"].split("_", 1)[1].removesuffix("_dataset.csv"): part
        for part in json.loads(capsys.readouterr().out)["files"]
    }
    assert {part["batch_id"] for name, part in told.items() if name != "order_reviews"} == {1}
    names = ("rows", "accepted", "duplicates", "refused", "skipped")
    items, orders, customers = (olist(folder, name) for name in ("order_items", "orders", "customers"))
    used = int(orders["order_id"].isin(items["order_id"]).sum())
    assert {name: tuple(part[each] for each in names) for name, part in told.items()} == {
        "customers": (len(customers), len(customers), 0, 0, 0),
        "order_items": (len(items), len(items), 0, 0, 0),
        "order_payments": (8924, 0, 0, 0, 8924),
        "order_reviews": (8225, 8225, 0, 0, 0),
        "orders": (len(orders), used, 0, 0, len(orders) - used),
        "products": (5460, 5460, 0, 0, 0),
        "sellers": (1610, 0, 0, 0, 1610),
    }
    workspace = open_workspace("main", tmp_path)
    joined = (
        items.merge(orders, on="order_id")
        .merge(customers, on="customer_id")
        .merge(olist(folder, "products"), on="product_id")
    )
    joined["amount"] = joined["price"].map(Decimal)
    by_customer = joined.groupby("customer_unique_id")["amount"].sum()
    found = workspace.engine.rows("select customer_id, sum(amount) from sales group by customer_id")
    assert dict(found) == by_customer.to_dict()
    assert len(found) == 7263
    assert workspace.engine.rows("select sum(amount) from sales") == [(Decimal("1093264.35"),)]
    by_category = joined[joined["product_category_name"] != ""].groupby("product_category_name")["amount"].sum()
    told_by_category = workspace.engine.rows(
        "select category, sum(amount) from sales where category is not null group by all"
    )
    assert dict(told_by_category) == by_category.to_dict()
    days = workspace.engine.rows("select order_id, min(order_date)::varchar from sales group by order_id")
    assert dict(days) == joined.groupby("order_id")["order_purchase_timestamp"].min().str[:10].to_dict()
    reviews = olist(folder, "order_reviews")
    scored = workspace.engine.rows(
        "select order_id, score::int, answered_on::varchar, lowest::int, highest::int from survey_answers order by all"
    )
    wanted = zip(
        reviews["order_id"], reviews["review_score"].astype(int), reviews["review_creation_date"].str[:10], strict=True
    )
    assert scored == sorted((*row, 1, 5) for row in wanted)
    comments = workspace.engine.rows(
        "select count(comment), count(*) filter (where contains(comment, chr(10))) from survey_answers"
    )
    cleaned = reviews["review_comment_message"].str.strip()
    assert comments == [(int((cleaned != "").sum()), int(cleaned.str.contains("\n").sum()))]
    assert differences(workspace) == 0


def test_the_region_names_the_salesperson(real_data: Path, workspace: Workspace) -> None:
    (path,) = (real_data / "cn_superstore").glob("*.xls")
    (receipt,) = import_files(workspace, [path])
    assert counts(receipt) == (10_302, 10_302, 0, 0, 0)
    assert lines(workspace, "distinct region, salesperson") == [
        ("东北", "楚杰"), ("中南", "范彩"), ("华东", "洪光"), ("华北", "殷莲"), ("西北", "杨健"), ("西南", "白德伟"),
    ]  # fmt: skip
    assert [batch.kind for batch in batches(workspace)] == ["returns", "sales"]
    assert [said.code for said in receipt.notes] == ["joined"]
    assert set(NOTES) >= {said.code for said in receipt.notes}


def test_files_can_be_kept_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = written(tmp_path, items=ITEMS, orders=ORDERS)
    assert main(["--home", str(tmp_path), "--json", "import", "--no-join", *map(str, files)]) == 1
    told = json.loads(capsys.readouterr().out)["files"]
    assert [part["error"] for part in told] == ["orders_missing", "lines_missing"]
    assert main(["--home", str(tmp_path), "import", *map(str, files)]) == 0
    said = capsys.readouterr().err
    assert "items.csv takes from orders.csv: " in said
    assert "Looked up by order_id; 100.0 % of the rows were found there." in said
