"""The command line: its keys, exit codes and bytes."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from core.__main__ import main
from core.commands.question import asked_cut
from core.errors import QuestionError
from core.settings import Cut
from core.store.workspace import workspace_names

SALES = """Order,Date,Customer ID,Customer name,Amount,Region,Channel
1,2024-01-05,A,Alpha,1000.00,North,Shop
2,2024-02-10,B,Beta,600.50,South,Online
3,2024-02-11,C,Gamma,300.00,North,Online
4,2024-03-28,D,Delta,100.00,South,Shop
5,2024-03-29,E,=Epsilon,-20.00,North,Shop
6,2024-03-31,,,50.00,North,Shop
"""
ROOT = Path(__file__).parents[1]


class Run:
    """One home folder and the command line on it."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.home = home
        self.capsys = capsys

    def text(self, *words: object) -> tuple[int, str, str]:
        """Exit code, stdout and stderr."""
        code = main(["--home", str(self.home), *map(str, words)])
        out, err = self.capsys.readouterr()
        return code, out, err

    def json(self, *words: object) -> tuple[int, Any]:
        """Exit code and the one object."""
        code, out, _ = self.text(*words, "--json")
        assert out.count("\n") == 1
        return code, json.loads(out)


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    return Run(tmp_path / "home", capsys)


@pytest.fixture
def sales(tmp_path: Path) -> Path:
    path = tmp_path / "sales.csv"
    path.write_text(SALES)
    return path


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose workspace holds the sales, made once."""
    folder = tmp_path_factory.mktemp("imported")
    (folder / "sales.csv").write_text(SALES)
    assert main(["--home", str(folder / "home"), "import", str(folder / "sales.csv")]) == 0
    return folder / "home"


@pytest.fixture
def filled(run: Run, imported: Path) -> Run:
    shutil.copytree(imported, run.home)
    return run


def test_an_import_says_what_became_of_each_row(run: Run, sales: Path) -> None:
    code, found = run.json("import", sales)
    assert (code, found) == (
        0,
        {
            "files": [
                {
                    "file": "sales.csv",
                    "status": "imported",
                    "error": None,
                    "batch_id": 1,
                    "rows": 6,
                    "accepted": 6,
                    "duplicates": 0,
                    "refused": 0,
                    "skipped": 0,
                    "filled": 0,
                    "refusals_file": None,
                    "months": ["2024-01", "2024-02", "2024-03"],
                }
            ]
        },
    )


def test_one_refused_file_does_not_stop_the_others(run: Run, sales: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_text("")
    code, out, err = run.text("import", empty, sales, "--json")
    found = json.loads(out)
    assert code == 1
    assert found["error"] == "file_empty"
    assert [(part["status"], part["error"]) for part in found["files"]] == [
        ("refused", "file_empty"),
        ("imported", None),
    ]
    assert err.startswith("empty.csv: empty.csv is empty")
    assert run.json("import", sales)[1]["error"] == "file_known"


def test_what_is_said_of_a_file_is_said_to_machines_too(filled: Run, tmp_path: Path) -> None:
    corrected = tmp_path / "corrected.csv"
    corrected.write_text(SALES.replace("600.50", "601.50"))
    code, found = filled.json("import", corrected)
    said = {"code": "orders_changed", "file": "corrected.csv", "count": 1, "batch": 2}
    assert (code, found["files"][0]["notes"]) == (0, [said])


def test_an_import_of_nothing_leaves_no_workspace(run: Run, tmp_path: Path) -> None:
    code, found = run.json("import", tmp_path / "absent.csv")
    assert (code, found["error"]) == (1, "file_missing")
    assert workspace_names(run.home) == []


def test_columns_can_be_named(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("when,who,how much,also\n2024-01-05,A,10,x\n2024-01-31,B,20,y\n")
    code, found = run.json(
        "import", path, "--kind", "sales", "--map", "order_date=when", "customer_id=who", "--map", "amount=how much"
    )
    assert (code, found["files"][0]["accepted"]) == (0, 2)
    assert run.json("pyramid")[1]["total"] == "30.0000"


def test_the_keys_of_a_pyramid_are_these(filled: Run) -> None:
    code, found = filled.json("pyramid")
    assert code == 0
    assert list(found) == [
        "as_of",
        "window_months",
        "refunds",
        "value",
        "customers_ranked",
        "total",
        "tiers",
        "unprofitable",
        "inactive",
        "unassigned",
    ]
    assert list(found["tiers"][0]) == [
        "code",
        "customers",
        "customer_share",
        "value",
        "value_share",
        "company_share",
        "cut_value",
    ]
    # ranked 1000, 600.50, 300, 100: 0, 1, 2, 3 of 4 are better -> 0, 25 %, 50 %, 75 % -> key, ordinary, small, small
    assert [(tier["code"], tier["customers"], tier["value"], tier["cut_value"]) for tier in found["tiers"]] == [
        ("key", 1, "1000.0000", "1000.0000"),
        ("important", 0, "0.0000", None),
        ("ordinary", 1, "600.5000", "600.5000"),
        ("small", 2, "400.0000", "100.0000"),
    ]
    assert (found["as_of"], found["window_months"], found["total"]) == ("2024-03-31", 12, "2000.5000")
    assert found["tiers"][0]["value_share"] == round(1000 / 2000.5, 6)
    assert found["tiers"][0]["company_share"] == round(1000 / 2030.5, 6)
    assert found["unprofitable"] == {"customers": 1, "value": "-20.0000"}
    assert found["inactive"] == {"customers": 0}
    assert found["unassigned"] == {"lines": 1, "revenue": "50.0000"}


def test_what_is_asked_changes_the_figures(filled: Run) -> None:
    gross = filled.json("pyramid", "--refunds", "gross", "--window", "all")[1]
    assert (gross["refunds"], gross["window_months"], gross["unprofitable"]["customers"]) == ("gross", None, 0)
    march = filled.json("pyramid", "--window", "1")[1]
    assert (march["customers_ranked"], march["inactive"]["customers"]) == (1, 3)
    february = filled.json("pyramid", "--as-of", "2024-02")[1]
    assert (february["as_of"], february["total"]) == ("2024-02-29", "1900.5000")
    orders = filled.json("pyramid", "--value", "order_count")[1]
    assert (orders["value"], orders["total"], orders["tiers"][0]["cut_value"]) == ("order_count", 4, 1)
    north = filled.json("pyramid", "--filter", "region=North", "--filter", "channel=Online", "--filter", "channel=Shop")
    assert north[1]["total"] == "1300.0000"
    amounts = filled.json("pyramid", "--cut", "thresholds", "--tiers", "key=600,important=200,ordinary=0")[1]
    assert [tier["customers"] for tier in amounts["tiers"]] == [2, 1, 1]


def test_the_same_lines_give_the_same_bytes(filled: Run, sales: Path) -> None:
    first = [filled.text(command, "--json")[1] for command in ("pyramid", "rfm", "satisfaction")]
    assert filled.json("import", sales, "--workspace", "other")[0] == 0
    second = [
        filled.text(command, "--json", "--workspace", "other")[1] for command in ("pyramid", "rfm", "satisfaction")
    ]
    assert first == second
    assert all("other" not in text and "home" not in text for text in second)


def test_options_stand_before_or_after_the_command(filled: Run) -> None:
    home = str(filled.home)
    texts = []
    for words in (
        ["--home", home, "--workspace", "main", "--json", "--lang", "zh", "pyramid"],
        ["pyramid", "--home", home, "--workspace", "main", "--json", "--lang", "zh"],
        ["--json", "pyramid", "--home", home],
    ):
        assert main(words) == 0
        texts.append(filled.capsys.readouterr().out)
    assert len(set(texts)) == 1


def test_a_person_can_read_it_in_both_languages(filled: Run) -> None:
    english, chinese = filled.text("pyramid")[1], filled.text("pyramid", "--lang", "zh")[1]
    assert "Key" in english
    assert "1,000.00" in english
    assert "Lines without a customer: 1, 50.00" in english
    assert "重要客户" in chinese
    assert "净退货客户: 1" in chinese


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["pyramid", "--as-of", "soon"], "as_of_unreadable"),
        (["pyramid", "--as-of", "1999-01"], "as_of_outside"),
        (["pyramid", "--filter", "colour=red"], "filter_unknown"),
        (["pyramid", "--filter", "tier=gold"], "rule_code"),
        (["pyramid", "--tiers", "key=0.5,important=0.6"], "tiers_not_all"),
        (["pyramid", "--tiers", "gold=1"], "tiers_unknown"),
        (["pyramid", "--tiers", "key=a,important=b"], "tiers_number"),
        (["pyramid", "--cut", "thresholds"], "thresholds_missing"),
        (["pyramid", "--tiers", "key=10,important=20"], "cut_invalid"),
        (["pyramid", "--workspace", "absent"], "workspace_missing"),
        (["pyramid", "--workspace", "../x"], "workspace_name"),
        (["undo", "7"], "batch_unknown"),
        (["import", "x.csv", "--scale", "a..b"], "scale_unreadable"),
        (["targets", "--rule", "tier like k", "--out", "x.csv"], "rule_operator"),
        (["targets", "--rule", "tier = key", "--columns", "tier,shoe", "--out", "x.csv"], "list_column"),
        (["targets", "--out", "x.pdf"], "file_ending"),
        (["customers", "--out", "none/x.csv"], "file_unwritable"),
        (["restore", "absent.zip"], "backup_unreadable"),
    ],
)
def test_what_cannot_be_is_refused_with_its_code(filled: Run, words: list[str], code: str) -> None:
    exit_code, out, err = filled.text(*words, "--json")
    assert (exit_code, json.loads(out)["error"]) == (1, code)
    assert err.strip()
    assert "(" + code + ")" not in err  # it has a sentence of its own
    without = filled.text(*words)
    assert (without[0], without[1]) == (1, "")


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["frob"],
        ["pyramid", "--window", "0"],
        ["pyramid", "--window", "many"],
        ["pyramid", "--refunds", "some"],
        ["pyramid", "--filter", "region"],
        ["undo", "x"],
        ["rfm", "--levels", "2"],
        ["targets", "--rule", "tier = key"],
        ["facts"],
    ],
)
def test_wrong_usage_is_exit_2(run: Run, words: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        run.text(*words)
    assert caught.value.code == 2
    assert run.capsys.readouterr().out == ""


def test_rfm_keys(filled: Run) -> None:
    found = filled.json("rfm", "--levels", "3")[1]
    assert {"scores", "boundaries", "segments", "classes"} <= found.keys()
    # orders 4 customers once each: F is 1 for all; 3 levels of R: 0, 1, 2, 3 of 4 are worse -> 1, 1, 2, 3
    assert found["scores"]["f"] == {"1": 4}
    assert found["scores"]["r"] == {"1": 2, "2": 1, "3": 1}
    assert found["boundaries"]["m"]["3"] == ["1000.0000", "1000.0000"]
    assert found["segments"] == []


def test_satisfaction_keys(filled: Run) -> None:
    found = filled.json("satisfaction")[1]
    wanted = {"index", "low", "high", "answers", "csat", "nps", "nps_se", "dimensions", "by_tier", "coverage"}
    assert wanted <= found.keys()
    assert found["index"] is None


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_customers_go_into_a_file(filled: Run, tmp_path: Path) -> None:
    out = tmp_path / "customers.csv"
    assert filled.json("customers", "--out", out) == (0, {"customers": 5, "value": "1980.5000"})
    rows = _rows(out)
    wanted = "customer_id name tier r f m segment recency_days order_count revenue"
    assert list(rows[0])[:10] == wanted.split()
    assert [row["customer_id"] for row in rows] == ["A", "B", "C", "D", "E"]
    assert [row["tier"] for row in rows] == ["key", "ordinary", "small", "small", "unprofitable"]
    assert (rows[0]["recency_days"], rows[0]["revenue"], rows[0]["r"]) == ("86", "1000.0000", "1")
    assert (rows[4]["name"], rows[4]["r"], rows[4]["revenue"]) == ("'=Epsilon", "", "-20.0000")


def test_targets_go_into_a_file(filled: Run, tmp_path: Path) -> None:
    out = tmp_path / "targets.csv"
    found = filled.json("targets", "--rule", "tier in key,ordinary", "--rule", "recency_days > 60", "--out", out)
    assert (found[0], found[1]["customers"], found[1]["value"]) == (0, 1, "1000.0000")
    (row,) = _rows(out)
    assert (row["name"], row["tier"]) == ("Alpha", "key")
    assert row["reason"] == "Key · 1st by revenue · last order 86 days ago"
    code, text, err = filled.text("targets", "--rule", "tier in key,ordinary", "--out", out)
    assert (code, text) == (0, "tier is Key or Ordinary\n2 customers\n")
    assert str(out) in err


def test_targets_in_words_as_a_workbook(filled: Run, tmp_path: Path) -> None:
    out = tmp_path / "名单.xlsx"
    assert filled.text("targets", "--rule", "region = North", "--lang", "zh", "--out", out)[0] == 0
    sheet = openpyxl.load_workbook(out).active
    head, first, *_ = list(sheet.iter_rows(values_only=True))
    assert sheet.title == "目标名单"
    assert head[:3] == ("客户名称", "客户编号", "客户层级")
    assert head[-2:] == ("入选原因", "建议行动")
    assert first[:3] == ("Alpha", "A", "重要客户")
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_undo_and_batches(filled: Run, sales: Path) -> None:
    assert filled.json("undo", 1) == (0, {"batch_id": 1, "file": "sales.csv", "rows": 6})
    (batch,) = filled.json("batches")[1]["batches"]
    assert (batch["batch_id"], batch["file"], batch["amount"]) == (1, "sales.csv", "2030.5000")
    assert batch["undone_at"]
    assert filled.json("pyramid") == (1, {"error": "no_data"})
    assert filled.json("import", sales)[0] == 0
    assert "sales.csv" in filled.text("batches")[1]


def test_backup_and_restore(filled: Run, tmp_path: Path) -> None:
    file = tmp_path / "b.zip"
    code, found = filled.json("backup", file)
    assert (code, found) == (0, {"file": str(file), "bytes": file.stat().st_size})
    before = filled.text("pyramid", "--json")[1]
    assert filled.json("restore", file, "--workspace", "copy") == (0, {"workspace": "copy"})
    assert filled.text("pyramid", "--json", "--workspace", "copy")[1] == before


def test_facts_are_verified(filled: Run) -> None:
    assert filled.json("facts", "--verify") == (0, {"differences": 0})
    from core.store.workspace import close_workspace, open_workspace

    workspace = open_workspace("main", filled.home)
    with workspace.writing() as cursor:
        cursor.run("update customer_months set net_amount = net_amount + 1 where customer_no = 1")
    close_workspace(workspace)
    assert filled.json("facts", "--verify") == (1, {"error": "facts_differ", "differences": 2})


@pytest.mark.parametrize(
    ("method", "tiers", "cut"),
    [
        (None, "0.01 0.19 0.3 0.5", Cut("share", (100, 2000, 5000, 10000))),
        ("contribution", "0.5 0.5", Cut("contribution", (5000, 10000))),
        (None, "100000 20000", Cut("thresholds", (), (Decimal(100000), Decimal(20000)))),
        (None, "100000 0", Cut("thresholds", (), (Decimal(100000),))),
        ("thresholds", "1 0.5", Cut("thresholds", (), (Decimal(1), Decimal("0.5")))),
    ],
)
def test_tiers_are_understood(method: Any, tiers: str, cut: Cut) -> None:
    codes = ("key", "important", "ordinary", "small")
    pairs = tuple(zip(codes, tiers.split(), strict=False))
    assert asked_cut(method, pairs, Cut()) == cut


def test_shares_finer_than_a_basis_point_are_refused() -> None:
    with pytest.raises(QuestionError, match="tiers_too_fine"):
        asked_cut(None, (("key", "0.00005"), ("important", "0.99995")), Cut())
    assert asked_cut("contribution", None, Cut()) == Cut("contribution", (5000, 8000, 9500, 10000))
    assert asked_cut("share", None, Cut("thresholds", (), (Decimal(1),))) == Cut()
    assert asked_cut(None, None, Cut()) is None


def _process(*words: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-X", "importtime", "-m", "core", *map(str, words)]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, text=True, encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


@pytest.mark.parametrize("command", ["pyramid", "batches", "import", "undo"])
def test_nothing_heavy_is_loaded_at_the_start(filled: Run, command: str, tmp_path: Path) -> None:
    more = tmp_path / "more.csv"
    more.write_text("Order,Date,Customer ID,Customer name,Amount,Region,Channel\n7,2024-04-30,Z,重要,5,North,Shop\n")
    words = {"import": [more], "undo": [1]}.get(command, [])
    process = _process(command, *words, "--home", filled.home, "--lang", "zh")
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    assert out.strip()
    loaded = {
        line.rpartition("|")[2].strip().split(".")[0] for line in err.splitlines() if line.startswith("import time")
    }
    assert loaded & {"pandas", "plotly", "sklearn", "python_calamine", "xlsxwriter", "openpyxl"} == set()
    assert "duckdb" in loaded


def test_the_command_waits_for_a_workspace_that_is_held(filled: Run) -> None:
    from core.store.workspace import close_workspace, open_workspace

    workspace = open_workspace("main", filled.home)
    process = _process("pyramid", "--json", "--home", filled.home)
    time.sleep(2.5)
    assert process.poll() is None
    close_workspace(workspace)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert json.loads(out)["total"] == "2000.5000"
