"""The written files are what they promise: exact, complete, consistent, the same in both languages."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pandas as pd
import pytest

from sample_data import truths
from tests.sample_data.measures import FIRST, LAST, SPLIT, read_file, revenue


def test_amounts_are_exact_to_the_cent(paths: dict[str, list[Path]]) -> None:
    wrong = []
    for path in paths["en"][:2]:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.DictReader(stream):
                exact = Decimal(row["Quantity"]) * Decimal(row["Unit Price"]) * (1 - Decimal(row["Discount"]))
                if exact.quantize(Decimal("0.01"), ROUND_HALF_UP) != Decimal(row["Amount"]):
                    wrong.append(row)
    assert wrong == []


def test_counts(sales: pd.DataFrame, net: pd.DataFrame, customers: pd.DataFrame) -> None:
    this_year = revenue(net)
    assert len(sales) == pytest.approx(truths.ORDER_LINES, rel=0.02)
    assert not sales.duplicated(["Order No.", "Line No."]).any()
    assert len(customers) == customers.index.nunique() == truths.KNOWN_CUSTOMERS
    assert (this_year > 0).sum() == truths.RANKED_CUSTOMERS
    assert (this_year <= 0).sum() == truths.UNPROFITABLE_CUSTOMERS
    assert truths.KNOWN_CUSTOMERS - len(this_year) == truths.INACTIVE_CUSTOMERS
    counted_if_all_statuses = sales.loc[sales["Order Date"] >= SPLIT, "Customer ID"].nunique()
    assert counted_if_all_statuses == len(this_year), "nobody has only returned or cancelled orders"
    assert set(sales["Customer ID"]) <= set(customers.index)
    assert customers["Customer Name"].is_unique


def test_every_month_is_complete(sales: pd.DataFrame) -> None:
    days = sales["Order Date"]
    assert days.min() >= FIRST
    assert days.max() == LAST
    last_days = days.groupby(days.dt.to_period("M")).max()
    assert len(last_days) == 24
    assert all((period.end_time.normalize() - day).days <= 3 for period, day in last_days.items())


def test_orders_are_what_a_company_has(sales: pd.DataFrame) -> None:
    assert set(sales["Status"]) == {"Completed", "Returned", "Cancelled"}
    back = sales[sales["Amount"] < 0]
    assert (back["Quantity"] < 0).all()
    assert back["Order No."].str.startswith("RT").all()
    assert set(back["Status"]) == {"Completed"}, "a return line counts by its sign"
    per_order = sales.groupby("Order No.")
    assert (per_order[["Customer ID", "Order Date", "Status", "Channel"]].nunique() == 1).all().all()
    assert sales["Amount"].abs().min() > 15
    assert not (sales["Paid Date"] > LAST).any()
    assert not (sales["Paid Date"] < sales["Order Date"]).any()


def test_bought_before_brought_back(sales: pd.DataFrame) -> None:
    columns = ["Customer ID", "Product Code"]
    pieces = sales[sales["Status"] == "Completed"].groupby(columns)["Quantity"].sum()
    assert (pieces >= 0).all()


def test_returned_orders_stand_in_both_places(sales: pd.DataFrame, paths: dict[str, list[Path]]) -> None:
    listed = read_file(paths["en"][4])
    assert set(listed["Order No."]) == set(sales.loc[sales["Status"] == "Returned", "Order No."])
    assert listed["Return Date"].max() <= str(truths.LAST_DAY)


def test_the_contact_log_is_in_order(contacts: pd.DataFrame, customers: pd.DataFrame) -> None:
    assert set(contacts["Customer ID"]) <= set(customers.index)
    assert contacts["By"].tolist() == customers.loc[contacts["Customer ID"], "Account Owner"].tolist()
    days, steps, settled = (contacts[name] for name in ("Contact Date", "Next Date", "Settled On"))
    assert str(truths.CONTACTS_BEGIN) <= days.min() <= days.max() <= str(truths.LAST_DAY)
    assert (days < steps)[steps != ""].all()
    assert (days < settled)[settled != ""].all()
    assert settled.max() <= str(truths.LAST_DAY)
    complaints = contacts["Contact Type"] == "Complaint"
    assert ((contacts["Severity"] != "") == complaints).all()
    assert not (settled != "")[~complaints].any()
    assert (contacts["Contact Type"].value_counts() > 50).all()


def test_joined_before_the_first_order(sales: pd.DataFrame, customers: pd.DataFrame) -> None:
    first = sales.groupby("Customer ID")["Order Date"].min()
    joined = pd.to_datetime(customers["Joined On"])
    assert (joined.loc[first.index] <= first).all()
    assert joined.max() <= LAST


def test_english_is_english_and_chinese_is_chinese(paths: dict[str, list[Path]]) -> None:
    chinese = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")
    for path in paths["en"]:
        assert not chinese.search(path.name + path.read_text("utf-8-sig"))
    for path in paths["zh"]:
        header, first = path.read_text("utf-8-sig").splitlines()[:2]
        assert all(chinese.search(cell) for cell in header.split(","))
        assert chinese.search(path.name)
        assert chinese.search(first)
        assert not re.search(r"[a-z]{5}", re.sub(r"\S+\.example", "", path.read_text("utf-8-sig")))


def test_both_languages_hold_the_same_figures(paths: dict[str, list[Path]]) -> None:
    same = {
        0: (0, 1, 2, 3, 5, 8, 9, 10, 11, 12, 17, 18),
        2: (0, 2, 10, 12, 13, 15, 19, 20, 21, 22, 23, 24),
        3: (0, 1, 3, 7),
        6: (0, 1, 7, 9),
    }
    for file, columns in same.items():
        english, chinese = (read_file(paths[language][file]).iloc[:, list(columns)] for language in ("en", "zh"))
        assert english.to_numpy().tolist() == chinese.to_numpy().tolist()


def test_the_command_writes_the_same_bytes_again(paths: dict[str, list[Path]], tmp_path: Path) -> None:
    """In a process of its own with another hash seed, so that no order of a set can slip in."""
    command = [sys.executable, "-m", "sample_data.make_sample", str(tmp_path), "--language", "zh"]
    environment = os.environ | {"PYTHONHASHSEED": "7", "PYTHONIOENCODING": "utf-8"}
    root = Path(__file__).parents[2]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, encoding="utf-8", check=True)
    printed = [Path(line) for line in done.stdout.splitlines()]
    assert [path.name for path in printed] == [path.name for path in paths["zh"]]
    assert [path.read_bytes() for path in printed] == [path.read_bytes() for path in paths["zh"]]
