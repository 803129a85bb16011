"""Who is probably the same customer: what is suggested, and as important, what is not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from core.intake.batching.batches import import_files
from core.metrics.non_customers import set_apart
from core.metrics.same_customers import Double, evidence_of, same_customers
from core.store.merges import dismiss_names, dismiss_pair, merge_customers, undo_merge
from core.store.workspace import open_workspace
from tests.support import workspace_with


def line(customer: str, amount: int = 10, name: str | None = None, **more: Any) -> dict[str, Any]:
    row = {"order_id": f"{customer}-{amount}", "order_date": date(2024, 1, 9), "amount": amount, "customer_name": name}
    return {**row, "customer_id": customer, **more}


def named(folder: Path, names: list[str], **columns: list[str | None]) -> list[Double]:
    """What is suggested of customers 1, 2, ... with these names and attributes, without sales."""
    records = [
        {
            "customer_id": f"K{place}",
            "customer_name": name,
            **{key: values[place - 1] for key, values in columns.items()},
        }
        for place, name in enumerate(names, start=1)
    ]
    return list(same_customers(workspace_with(folder, customers=records)).shown)


def reasons(found: list[Double]) -> list[set[str]]:
    return [{reason for reason, _ in one.evidence} for one in found]


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Anna Smith", "Anna Smith", "same_name"),
        ("ACME Trading Ltd.", "Acme  trading", "name"),
        ("Müller GmbH & Co. KG", "MULLER", "name"),
        ("Acme, S.A.", "ACME SA", "name"),
        ("Acme S.r.l.", "Acme", "name"),
        ("The Book-Shop Inc", "book shop", "name"),
        ("上海华美有限公司", "上海华美", "name"),
        ("上海 华美股份有限公司", "上海华美有限责任公司", "name"),
        ("ＡＢＣ　商贸", "abc商贸", "name"),
        ("Hansen Johan", "Johan Hansen", "words"),
        ("Johnson Supplies", "Jonhson Supplies", "spelling"),
        ("Johnson Supplies Ltd", "Johnson Suplies", "spelling"),
        ("杭州恒通机械设备", "杭州恒通机戒设备", "spelling"),
    ],
)
def test_names_that_are_one(tmp_path: Path, one: str, other: str, reason: str) -> None:
    assert reasons(named(tmp_path, [one, other])) == [{reason}]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ann Lee", "Ann Lea"),  # too short for a slip of the pen
        ("Acme Store 12", "Acme Store 13"),
        ("Acme Store A", "Acme Store B"),
        ("International Foods UK", "International Foods US"),
        ("Mason Trading", "Jason Trading"),
        ("上海第一百货商店", "上海第二百货商店"),
        ("河南恒通机械设备", "河北恒通机械设备"),
        ("苏州华美家具商场", "杭州华美家具商场"),
        ("Ltd", "GmbH"),
        ("有限公司", "公司"),
        ("17850", "17851"),
    ],
)
def test_names_that_are_two(tmp_path: Path, one: str, other: str) -> None:
    assert named(tmp_path, [one, other]) == []


def test_phones_and_addresses(tmp_path: Path) -> None:
    found = named(
        tmp_path,
        ["Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta"],
        phone=["+86 138-0013-8000", "021 6888 1234; 13800138000", None, "0086 21 68881234", "000000000", "000000000"],
        email=["a@x.com", None, "INFO@acme.com", None, "info@acme.com ", "none"],
    )
    pairs = {(one.kept.customer_id, one.other.customer_id): one.evidence for one in found}
    assert pairs == {
        ("K1", "K2"): (("phone", "13800138000"),),
        ("K2", "K4"): (("phone", "02168881234"),),
        ("K3", "K5"): (("email", "info@acme.com"),),
    }


def test_what_many_share_proves_nothing(tmp_path: Path) -> None:
    names = [f"{sign * 4} Ltd" for sign in "abcdef"]
    assert named(tmp_path / "phone", names, phone=["555 01 02 03"] * 6) == []
    assert named(tmp_path / "name", ["Customer"] * 11) == []
    assert len(named(tmp_path / "some", ["Customer"] * 10)) == 9  # each against the first


def test_ids_written_in_two_ways(tmp_path: Path) -> None:
    lines = [
        line("00123", 50),
        line("123", 20),
        line("77.0", 5),
        line("77", 3),
        line("9", 2, "Ann"),
        line("09", 1, "Bob"),
    ]
    found = same_customers(workspace_with(tmp_path, lines)).shown
    assert [(one.kept.customer_id, one.other.customer_id) for one in found] == [("00123", "123"), ("77.0", "77")]
    assert reasons(list(found)) == [{"id"}, {"id"}]


def test_what_speaks_against_it_is_said_and_outweighs_a_mere_likeness(tmp_path: Path) -> None:
    phones: list[str | None] = ["555 0100", "555 0199"]
    (found,) = named(tmp_path / "same", ["Anna Smith", "Anna Smith"], phone=phones)
    assert found.against == ("phone",)
    assert named(tmp_path / "alike", ["Johnson Supplies", "Johnson Suplies"], phone=phones) == []
    assert named(tmp_path / "branch", ["Johnson Supplies", "Johnson Suplies"], parent=["J", "J"]) == []


def test_the_greatest_stake_comes_first(tmp_path: Path) -> None:
    lines = [
        *(line("A", 100, "Alpha"), line("A2", 40, "alpha"), line("A3", -60, "ALPHA")),
        *(line("B", 900, "Beta", order_date=date(2024, 3, 1)), line("B2", 50, "Beta", order_date=date(2024, 2, 1))),
    ]
    workspace = workspace_with(tmp_path, lines)
    found = same_customers(workspace)
    assert [(one.kept.customer_id, one.other.customer_id, one.stake) for one in found.shown] == [
        ("A", "A3", Decimal(60)),
        ("B", "B2", Decimal(50)),
        ("A", "A2", Decimal(40)),
    ]
    assert (found.pairs, found.ids) == (3, 0)
    kept, other = found.shown[1].kept, found.shown[1].other
    assert (kept.lines, kept.revenue, kept.first_day, other.last_day) == (
        1,
        Decimal(900),
        date(2024, 3, 1),
        date(2024, 2, 1),
    )
    few = same_customers(workspace, 1)
    assert (len(few.shown), few.pairs) == (1, 3)
    assert evidence_of(found, ["A2", "B"], "A") == {"A2": (("name", "alpha"),)}


def test_a_suggestion_turned_down_does_not_come_back(tmp_path: Path) -> None:
    lines = [line("A", 100, "Alpha"), line("A2", 40, "Alpha"), line("A3", 30, "Alpha")]
    workspace = workspace_with(tmp_path, lines)

    def suggested() -> list[tuple[str, str]]:
        return [(one.kept.customer_id, one.other.customer_id) for one in same_customers(workspace).shown]

    assert suggested() == [("A", "A2"), ("A", "A3")]
    dismiss_pair(workspace, "A2", "A")
    assert suggested() == [("A", "A3")]
    dismiss_pair(workspace, "A", "A3")
    assert suggested() == [("A2", "A3")]  # these two may still be one
    merge_customers(workspace, ["A3"], "A2")
    assert suggested() == []
    undo_merge(workspace, 1)
    set_apart(workspace, ["A2"])
    assert suggested() == []


def test_one_id_with_two_names(tmp_path: Path) -> None:
    lines = [
        *(line("A", 100, "Alpha"), line("A", 7, "ALPHA Ltd"), line("A", 30, "Omega", order_date=date(2024, 5, 1))),
        *(line("B", 5, "Beta"), line("B", 6, "Beta Trading Shanghai"), line("B", 8, None)),
        *(line("C", 5, "Gamma Foods"), line("C", 6, "Gama Foods")),
    ]
    workspace = workspace_with(tmp_path, lines, returned=["A-100"])
    (found,) = same_customers(workspace).shown
    assert (found.names, found.evidence) == (2, (("names", "2"),))
    assert (found.kept.customer_name, found.kept.lines, found.kept.revenue) == ("Omega", 1, Decimal(30))
    assert (found.other.customer_name, found.other.lines, found.other.revenue) == (
        "Alpha",
        2,
        Decimal(7),
    )  # 100 were returned
    assert (found.kept.first_day, found.kept.customer_id, found.other.customer_id) == (date(2024, 5, 1), "A", "A")
    dismiss_names(workspace, "A", 2)
    assert same_customers(workspace).shown == ()
    with workspace.writing() as cursor:
        cursor.run(
            "insert into sales (batch_id, occurrence, order_date, customer_id, customer_name, amount) "
            "values (2, 1, DATE '2024-06-01', 'A', 'Sigma', 1)"
        )
    assert same_customers(workspace).shown[0].names == 3


def test_a_workspace_without_customers(tmp_path: Path) -> None:
    assert same_customers(workspace_with(tmp_path)).shown == ()


def test_the_names_that_stand_twice_in_a_real_sheet(tmp_path: Path, real_data: Path) -> None:
    workspace = open_workspace("main", tmp_path, create=True)
    import_files(workspace, [real_data / "cn_superstore" / "示例 - 超市.xls"])
    found = same_customers(workspace)
    assert (found.pairs, found.ids) == (19, 0)  # 790 customers have 771 names
    assert all(one.evidence[0][0] == "same_name" for one in found.shown)
