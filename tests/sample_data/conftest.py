"""The files of the sample company, written once and read back."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from sample_data.make_sample import write_sample
from tests.sample_data.measures import read_file


@pytest.fixture(scope="session")
def paths(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Path]]:
    return {language: write_sample(tmp_path_factory.mktemp(language), language) for language in ("en", "zh")}


@pytest.fixture(scope="session")
def sales(paths: dict[str, list[Path]]) -> pd.DataFrame:
    frame = pd.concat([read_file(path) for path in paths["en"][:2]], ignore_index=True)
    for column in ("Order Date", "Due Date", "Paid Date"):
        frame[column] = pd.to_datetime(frame[column], format="%Y-%m-%d")
    for column in ("Quantity", "Unit Price", "Discount", "Amount", "Cost"):
        frame[column] = pd.to_numeric(frame[column].where(frame[column] != ""))
    return frame


@pytest.fixture(scope="session")
def net(sales: pd.DataFrame) -> pd.DataFrame:
    return sales[sales["Status"] == "Completed"]


@pytest.fixture(scope="session")
def customers(paths: dict[str, list[Path]]) -> pd.DataFrame:
    return read_file(paths["en"][2]).set_index("Customer ID")


@pytest.fixture(scope="session")
def survey(paths: dict[str, list[Path]]) -> pd.DataFrame:
    frame = read_file(paths["en"][3])
    scores = frame[["Score", "Lowest", "Highest"]].astype(int)
    frame["index"] = 100 * (scores["Score"] - scores["Lowest"]) / (scores["Highest"] - scores["Lowest"])
    return frame


@pytest.fixture(scope="session")
def contacts(paths: dict[str, list[Path]]) -> pd.DataFrame:
    return read_file(paths["en"][6])
