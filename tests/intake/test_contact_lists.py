"""Lists of prospects: several phones in a cell, companies twice; visits, complaints and products by the same door."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.intake.batching.alike import Alike
from core.intake.batching.batches import batches, import_files, inspect_file, undo_batch
from core.store.workspace import Workspace, open_workspace
from tests.intake.drops.test_joining import by_name, counts, written

LIST = """公司名称,联系人,电话,城市,备注
宁波海岚汽配有限公司,王强,"13812345678、0574-87654321",宁波,展会认识
海岚汽配,王强,13812345678,宁波,
龙腾贸易（上海）有限公司,李娜;陈伟,"021-55556666/13900001111
+86 137 0000 2222",上海,
苏州启明精密,周敏,0512-66778899转801,苏州,
苏州启明精密 ,周敏,,苏州,又来电
独行侠,,0571-8888888/12,杭州,
合众,,13811112222 13833334444,杭州,
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return open_workspace("main", tmp_path / "home", create=True)


def alike(workspace: Workspace, path: Path) -> list[Alike]:
    (found,) = inspect_file(workspace, path, path.name)
    return list(found.alike)


def test_a_list_becomes_prospects_with_their_phones(workspace: Workspace, tmp_path: Path) -> None:
    (receipt,) = import_files(workspace, written(tmp_path, 名单=LIST))
    assert counts(receipt) == (7, 7, 0, 0, 0)
    assert workspace.engine.rows("select customer_id, phone from customers order by all") == [
        ("合众", "13811112222; 13833334444"),
        ("宁波海岚汽配有限公司", "13812345678; 0574-87654321"),
        ("海岚汽配", "13812345678"),
        ("独行侠", "0571-8888888/12"),  # an extension is no phone of its own
        ("苏州启明精密", "0512-66778899转801"),
        ("龙腾贸易（上海）有限公司", "021-55556666; 13900001111; +86 137 0000 2222"),
    ]
    assert workspace.engine.rows("select count(*) from sales") == [(0,)]
    assert [said.code for said in receipt.notes] == ["alike"]


def test_companies_that_stand_there_twice_are_proposed(workspace: Workspace, tmp_path: Path) -> None:
    found = alike(workspace, written(tmp_path, 名单=LIST)[0])
    told = [(group.reason, [(member.row, member.customer_id) for member in group.members]) for group in found]
    assert told == [
        ("phone", [(2, "宁波海岚汽配有限公司"), (3, "海岚汽配")]),  # the name agrees too, without city and form
        ("name", [(5, "苏州启明精密"), (6, "苏州启明精密")]),
    ]


def test_forms_of_names_do_not_matter_and_mail_tells(workspace: Workspace, tmp_path: Path) -> None:
    text = "id,company,phone,email,city\n1,Acme Ltd.,+1 (212) 555-0100,a@acme.example,\n2,ACME LIMITED,,,\n"
    text += "3,Bolt & Sons GmbH,,info@bolt.example,\n4,Bolt,,INFO@bolt.example ,\n5,Co,,,\n6,Ltd,,,\n"
    found = alike(workspace, written(tmp_path, customers=text)[0])
    assert [(group.reason, [member.customer_id for member in group.members]) for group in found] == [
        ("name", ["1", "2"]),
        ("email", ["3", "4"]),
    ]


def test_one_id_in_two_rows_is_no_double(workspace: Workspace, tmp_path: Path) -> None:
    text = "customer id,company,city\n1,Acme,Bonn\n1,Acme,Kiel\n2,Other,Bonn\n"
    assert alike(workspace, written(tmp_path, customers=text)[0]) == []


def test_who_is_known_already_is_proposed_too(workspace: Workspace, tmp_path: Path) -> None:
    sales = "order id,date,customer id,customer name,amount\n1,2024-05-01,C7,海岚汽配,10\n"
    import_files(workspace, written(tmp_path, sales=sales))
    (group,) = alike(workspace, written(tmp_path, 名单="公司名称,电话\n海岚汽配有限公司,13812345678\n其他公司,\n")[0])
    assert [(member.row, member.customer_id) for member in group.members] == [(2, "海岚汽配有限公司"), (None, "C7")]


def test_visits_complaints_and_products(workspace: Workspace, tmp_path: Path) -> None:
    visits = "客户名称,拜访日期,拜访方式,跟进人,拜访结果,下一步,下次拜访日期\n"
    visits += "海岚汽配,2024-05-03,上门,小王,已报价,下周回访,2030-05-10\n"  # a promise may lie ahead
    visits += "龙腾贸易,2024/5/6,电话,小李,,,\n,2024-05-07,电话,小李,,,\n"
    complaints = "customer,complaint date,type,priority,status,resolved on\nAcme,2024-05-03,late,high,open,\n"
    complaints += "Bolt,2024-05-06,damaged,low,closed,2024-05-09\n"
    products = "SKU,Product name,Category,Price,Cost\nA-1,Filter,Parts,12.50,8\nB-2,Belt,Parts,40,22\n"
    receipts = import_files(workspace, written(tmp_path, visits=visits, complaints=complaints, products=products))
    assert by_name(receipts) == {"visits": (3, 2, 0, 1, 0), "complaints": (2, 2, 0, 0, 0), "products": (2, 2, 0, 0, 0)}
    assert [batch.kind for batch in batches(workspace)] == ["contacts", "contacts", "products"]
    rows = (
        'customer_id, contacted_on::varchar, kind, "by", result, next_step, severity, '
        "settled_on::varchar, next_on::varchar"
    )
    assert workspace.engine.rows(f"select {rows} from contact_records order by all") == [
        ("Acme", "2024-05-03", "late", None, "open", None, "high", None, None),
        ("Bolt", "2024-05-06", "damaged", None, "closed", None, "low", "2024-05-09", None),
        ("海岚汽配", "2024-05-03", "上门", "小王", "已报价", "下周回访", None, None, "2030-05-10"),
        ("龙腾贸易", "2024-05-06", "电话", "小李", None, None, None, None, None),
    ]
    for batch_id in (1, 2, 3):
        undo_batch(workspace, batch_id)
    assert workspace.engine.rows(
        "select (select count(*) from contact_records) + (select count(*) from product_records)"
    ) == [(0,)]
