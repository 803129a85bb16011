"""No English is left for a Chinese reader: every visible word of every page, closed parts opened, in each state."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from core.store.workspace import close_workspace
from tests.browser.driver import ADDRESSES, LIGHT, Server, Visit, fits_a_phone
from tests.support import workspace_with

LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
NO_WORDS = re.compile(
    r"\S+\.(csv|xlsx?|zip)"  # names of files
    r"|\b(?=\w*\d)[A-Za-z][\w-]*"  # customer ids and the names of scores: C0123, R5
    r"|Customer Pyramid|Skip to main content|close icon"  # the product; what Streamlit says to ears only
    r"|Upload|\d+ ?MB( per file)?"  # Streamlit's own words on its uploader; they cannot be set
)
ALLOWED = set(
    (
        "RFM NPS CSAT SQL Excel CSV TSV TXT XLSX XLSM XLSB XLS ODS XML HTML PARQUET ZIP MB EN VIP CNY USD EUR utf main "
        "Markdown PowerPoint PDF PNG JPG JPEG SVG "
        "MBG NBD Gamma AUC"
    ).split()
)
ORDERS = """订单号,订单日期,客户编号,客户名称,金额
1,2024-01-30,甲,安娜,100.00
2,2024-02-30,乙,博特,50.50
3,2024-02-29,甲,安娜,25.00
"""
UNCLEAR = """订单号,订单日期,客户编号,金额
1,01/02/2024,甲,100.00
2,03/02/2024,乙,50.00
"""


def english(visit: Visit) -> set[str]:
    """The texts with a Latin word that no Chinese reader expects."""
    return {text for text in visit.words() if not ALLOWED.issuperset(LATIN_WORD.findall(NO_WORDS.sub(" ", text)))}


def open_everything(visit: Visit) -> None:
    """Open each closed part of the page, and those that stand in them."""
    closed = visit.page.locator('[data-testid="stMain"] details:not([open]) > summary:visible')
    while closed.count():
        closed.evaluate_all("parts => parts.forEach(part => part.click())")
        visit.settle()


def read_all_tabs(visit: Visit) -> set[str]:
    """What is English behind any tab, or on the page where there are none."""
    open_everything(visit)
    found = english(visit)
    for tab in visit.page.get_by_role("tab").all():
        if tab.is_visible():
            tab.click()
            visit.settle()
            open_everything(visit)
            found |= english(visit)
    return found


def read_popovers(visit: Visit) -> set[str]:
    """What is English in the parts that open over the page; of those that bear the same words, in the first."""
    found: set[str] = set()
    seen: set[str] = set()
    for opener in visit.page.locator('[data-testid="stMain"] [data-testid="stPopover"] button:visible').all():
        label = opener.inner_text()
        if label in seen:
            continue
        seen.add(label)
        opener.click()
        visit.settle()
        found |= english(visit)
        visit.page.keyboard.press("Escape")
        visit.page.locator('[data-testid="stPopoverBody"]').first.wait_for(state="hidden")
    visit.settle()
    return found


@pytest.fixture
def bare(home: Path) -> list[str]:
    """Workspaces that hold nothing, and one customer with one order."""
    for name, lines in (
        ("空白", []),
        ("一位", [{"order_id": "1", "order_date": "2024-02-29", "customer_id": "甲", "amount": 80}]),
    ):
        if not (home / name).exists():
            close_workspace(workspace_with(home, lines, name=name))
    return ["空白", "一位"]


def test_sample(server: Server) -> None:
    """On a phone and in the light; the same walk looks at widths and weights."""
    with server.visit("zh-CN", "light", width=390) as visit:
        received = visit.weigh()
        visit.open("?workspace=sample-zh")
        left: dict[str, set[str]] = {}
        for address in ADDRESSES:
            received.clear()
            visit.go(address)
            fits_a_phone(visit, received, LIGHT)
            if address == "pyramid":
                visit.click_chart("pyramid", 0.45, 0.2)
            left[address] = read_popovers(visit) | read_all_tabs(visit)
        assert {address: texts for address, texts in left.items() if texts} == {}
        assert visit.page.evaluate("document.documentElement.lang") == "zh-CN"


def test_nothing_and_one_customer(server: Server, bare: list[str]) -> None:
    with server.visit("zh-CN") as visit:
        left: dict[str, set[str]] = {}
        for name in bare:
            visit.open(f"?workspace={name}")
            for address in ADDRESSES:
                visit.go(address)
                left[f"{name} {address}"] = english(visit)
        assert {place: texts for place, texts in left.items() if texts} == {}


def test_import(server: Server, tmp_path: Path) -> None:
    """A file with a row that is refused, one that needs an answer, one that is none; then the receipt."""
    files = {"一月.csv": ORDERS, "二月.csv": UNCLEAR, "坏.xlsx": "not a workbook"}
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    with server.visit("zh-CN") as visit:
        visit.open("import?workspace=sample-zh")
        visit.page.locator(".st-key-import_target input").fill("我的")
        visit.page.keyboard.press("Enter")
        visit.settle()
        visit.page.set_input_files("input[type=file]", [tmp_path / name for name in files])
        expect(visit.page.locator(".st-key-import_bar")).to_be_visible()
        visit.settle()
        left = read_all_tabs(visit)
        visit.click("import")
        expect(visit.page.locator(".st-key-receipt")).to_contain_text("已接受")
        visit.settle()
        left |= english(visit)
        assert left == set()
