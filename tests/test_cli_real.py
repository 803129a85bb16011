"""Real public files with known answers, to the cent, through the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.__main__ import main

SEGMENTS = (
    "champions loyal potential_loyalist new promising need_attention about_to_sleep at_risk cant_lose hibernating"
).split()


def _asked(capsys: pytest.CaptureFixture[str], home: Path, *words: object) -> tuple[int, Any]:
    code = main(["--home", str(home), "--json", *map(str, words)])
    return code, json.loads(capsys.readouterr().out)


def _tiers(found: dict[str, Any]) -> tuple[list[int], list[str]]:
    return [tier["customers"] for tier in found["tiers"]], [tier["value"] for tier in found["tiers"]]


def test_uci_in_any_order_with_one_twice_and_one_undone(
    real_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = sorted((real_data / "uci_online_retail").glob("*.csv"), reverse=True)
    assert len(files) == 13
    assert _asked(capsys, tmp_path, "import", *files[:7])[0] == 0
    code, found = _asked(capsys, tmp_path, "import", files[3], *files[7:])
    assert (code, found["error"]) == (1, "file_known")
    assert [part["status"] for part in found["files"]] == ["refused"] + ["imported"] * 6
    assert all(part["refused"] == part["duplicates"] == 0 for part in found["files"])
    assert _asked(capsys, tmp_path, "undo", 5)[0] == 0
    assert _asked(capsys, tmp_path, "import", files[4])[0] == 0
    assert _asked(capsys, tmp_path, "facts", "--verify") == (0, {"differences": 0})

    gross = _asked(capsys, tmp_path, "pyramid", "--refunds", "gross", "--window", "all", "--as-of", "2011-12")[1]
    assert (gross["customers_ranked"], gross["total"]) == (4338, "8911407.9040")
    assert (gross["unprofitable"]["customers"], gross["inactive"]["customers"]) == (1, 33)
    values = ["2851548.5700", "3797888.8910", "1564003.5010", "697966.9420"]
    assert _tiers(gross) == ([44, 824, 1301, 2169], values)

    net = _asked(capsys, tmp_path, "pyramid", "--window", "all", "--as-of", "2011-12")[1]
    assert (net["customers_ranked"], net["unprofitable"]["customers"], net["total"]) == (4317, 55, "8313294.9540")
    values = ["2483794.1800", "3623436.6910", "1523206.5310", "682857.5520"]
    assert _tiers(net) == ([44, 820, 1295, 2158], values)

    usual = _asked(capsys, tmp_path, "pyramid")[1]
    assert (usual["as_of"], usual["customers_ranked"], usual["total"]) == ("2011-11-30", 4277, "7970785.6240")
    values = ["2362164.2600", "3482539.7210", "1462757.4110", "663324.2320"]
    assert _tiers(usual) == ([43, 813, 1283, 2138], values)

    rfm = _asked(capsys, tmp_path, "rfm", "--refunds", "gross", "--window", "all", "--as-of", "2011-12")[1]
    assert rfm["scores"]["f"] == {"1": 1493, "2": 835, "3": 508, "4": 802, "5": 700}
    counts = [577, 708, 474, 63, 167, 116, 475, 372, 37, 1349]
    assert {part["code"]: part["customers"] for part in rfm["segments"]} == dict(zip(SEGMENTS, counts, strict=True))
    rfm = _asked(capsys, tmp_path, "rfm")[1]
    counts = [514, 717, 468, 95, 178, 119, 471, 329, 65, 1341]
    assert {part["code"]: part["customers"] for part in rfm["segments"]} == dict(zip(SEGMENTS, counts, strict=True))


def test_superstore_with_its_returns(real_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (book,) = (real_data / "cn_superstore").glob("*.xls")
    assert _asked(capsys, tmp_path, "import", book)[0] == 0
    gross = _asked(capsys, tmp_path, "pyramid", "--refunds", "gross", "--window", "all")[1]
    assert (gross["total"], gross["customers_ranked"]) == ("16117548.2370", 790)
    values = ["559397.4540", "6090801.1080", "5582770.5570", "3884579.1180"]
    assert _tiers(gross) == ([8, 150, 237, 395], values)
    profit = _asked(capsys, tmp_path, "pyramid", "--refunds", "gross", "--window", "all", "--value", "gross_profit")[1]
    assert float(profit["total"]) + float(profit["unprofitable"]["value"]) == pytest.approx(2156559.517, abs=0.001)
    orders = _asked(capsys, tmp_path, "pyramid", "--refunds", "gross", "--window", "all", "--value", "order_count")[1]
    assert orders["total"] == 4984
    net = _asked(capsys, tmp_path, "pyramid", "--window", "all")[1]
    assert net["total"] == "14155593.2420"
    values = ["507472.2660", "5492330.3960", "4923648.5970", "3232141.9830"]
    assert _tiers(net)[1] == values
    year = _asked(capsys, tmp_path, "pyramid")[1]
    assert (year["as_of"][:7], year["customers_ranked"], _tiers(year)[0]) == ("2017-12", 677, [7, 129, 203, 338])


def test_surveys(real_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = real_data / "surveys"
    assert _asked(capsys, tmp_path, "import", folder / "NPS_timeseries_data.csv", "--kind", "surveys")[0] == 0
    nps = _asked(capsys, tmp_path, "satisfaction", "--window", "all")[1]
    assert (nps["promoters"], nps["passives"], nps["detractors"], nps["nps"]) == (2309, 972, 1719, 11.8)
    hair = ["import", folder / "Factor-Hair-Revised.csv", "--kind", "surveys", "--workspace", "hair"]
    code, asked = _asked(capsys, tmp_path, *hair)
    assert (code, asked["error"]) == (1, "scale_unknown")
    code, asked = _asked(capsys, tmp_path, *hair, "--scale", "0..10")
    assert (code, asked["error"]) == (1, "survey_date_missing")
    assert _asked(capsys, tmp_path, *hair, "--answered-on", "2020-05-04", "--scale", "0..10")[0] == 0
    found = _asked(capsys, tmp_path, "satisfaction", "--workspace", "hair")[1]
    assert (round(found["index"], 3), round(found["overall"], 3)) == (53.098, 69.18)
    assert len([part for part in found["dimensions"] if part["code"] != "overall"]) == 11


def test_padded_cells_with_and_without_header(
    real_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _asked(capsys, tmp_path / "a", "import", real_data / "cdnow" / "CDNOW_master.txt")[0] == 0
    found = _asked(capsys, tmp_path / "a", "pyramid", "--refunds", "gross", "--window", "all")[1]
    assert (found["total"], found["customers_ranked"] + found["unprofitable"]["customers"]) == ("2500315.6300", 23_570)
    columns = ("customer_id=column_1", "order_date=column_3", "quantity=column_4", "amount=column_5")
    sample = real_data / "cdnow" / "CDNOW_sample.txt"
    assert _asked(capsys, tmp_path / "b", "import", sample, "--kind", "sales", "--map", *columns)[0] == 0
    found = _asked(capsys, tmp_path / "b", "pyramid", "--refunds", "gross", "--window", "all")[1]
    assert (found["total"], found["customers_ranked"] + found["unprofitable"]["customers"]) == ("244091.9400", 2357)
