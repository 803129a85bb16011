"""The customer page: whom it shows, what can be changed there, how it is found, in each state and language."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.store.workspace import open_workspace
from tests.pages.conftest import OpenPage, no_data, one_customer, said, shows_no_error, small_company


@pytest.mark.parametrize(
    ("language", "sentence", "action"),
    [
        (
            "en",
            "Customer 24 is Important, number 2 by value, with ¥2.40k; the last order was 1 day ago.",
            "Thank them in person",
        ),
        ("zh", "Customer 24属于次要客户，价值排名第 2，贡献 ¥2,400；最近一单在 1 天前。", "下一步"),
    ],
)
def test_says_how_a_customer_stands(
    open_page: OpenPage, tmp_path: Path, language: str, sentence: str, action: str
) -> None:
    small_company(tmp_path)
    app = open_page("customer", language, id="C24")
    assert shows_no_error(app)
    assert sentence in said(app)
    assert action in said(app)
    assert app.query_params["id"] == "C24"


def test_the_id_stands_in_the_address_of_this_page_alone(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("customer", id="C24")
    app.switch_page("pages/pyramid.py").run()
    assert "id" not in app.query_params
    app.switch_page("pages/customer.py").run()
    assert "Customer 24" in app.title[0].value


@pytest.mark.parametrize(
    ("typed", "title"),
    [("C24", "Customer 24"), ("24", "Customer 24"), ("c024", "Customer 24"), ("mer 07", "Customer 07")],
)
def test_a_search_from_any_page_leads_to_who_is_meant(
    open_page: OpenPage, tmp_path: Path, typed: str, title: str
) -> None:
    small_company(tmp_path)
    app = open_page("pyramid")
    app.text_input("find_customer").set_value(typed).run()
    assert shows_no_error(app)
    assert app.title[0].value == f"How do we stand with {title}?"


def test_a_search_that_fits_several_offers_them(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("overview")
    app.text_input("find_customer").set_value("customer 2").run()
    assert "**8** customers may be meant by “customer 2”" in said(app)  # 02 and 12 hold both words
    app.button("found_C21").click().run()
    assert app.title[0].value == "How do we stand with Customer 21?"


def test_a_search_for_nobody_says_so(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("customer")
    app.text_input("find_here").set_value("<b>*nobody*").run()
    assert shows_no_error(app)
    assert "Nobody is called “\\<b\\>\\*nobody\\*”" in said(app)


def test_without_a_customer_the_best_are_offered(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("customer")
    assert [button.key for button in app.button if (button.key or "").startswith("best_")] == [
        f"best_C{number}" for number in range(25, 15, -1)
    ]
    app.button("best_C20").click().run()
    assert app.title[0].value == "How do we stand with Customer 20?"


def test_an_unknown_id_in_the_address_leads_to_the_search(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("customer", id="'; drop table sales --")
    assert shows_no_error(app)
    assert "Nobody is called" in said(app)


def test_what_is_known_is_changed_and_taken_back(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("customer", id="C24")
    app.selectbox("edit_attribute").set_value("grade").run()
    value = next(each for each in app.text_input if (each.key or "").startswith("edit_value_grade"))
    note = next(each for each in app.text_input if (each.key or "").startswith("edit_note"))
    value.set_value("VIP *1*")
    note.set_value("by phone")
    app.button("edit_save").click().run()
    assert shows_no_error(app)
    assert ":gray[Existing grade] VIP \\*1\\*" in said(app)
    history = next(table.value for table in app.dataframe if "said_at" in table.value.columns)
    assert history[["attribute", "said", "source", "note"]].to_numpy().tolist() == [
        ["Existing grade", "VIP *1*", "By hand", "by phone"]
    ]
    app.button("edit_take_back").click().run()
    assert "VIP \\*1\\*" not in said(app)


def test_a_value_that_cannot_be_read_is_refused_in_words(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("customer", "zh", id="C24")
    app.selectbox("edit_attribute").set_value("joined_on").run()
    next(each for each in app.text_input if (each.key or "").startswith("edit_value_joined")).set_value("soon")
    app.button("edit_save").click().run()
    assert "请写成 2024-05-31 的格式" in said(app)


def test_signs_are_judged(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("customer", id="C24")
    controls = {(each.key or "").split("_C24")[0]: each for each in app.segmented_control}
    controls["sign_names_faults"].set_value("yes")
    controls["sign_rivals_wait"].set_value("no")
    app.button("signs_save").click().run()
    assert shows_no_error(app)
    assert "**1 of 2** signs of a partner seen (50 %)." in said(app)
    assert "Missing: Lets talks with our competitors wait." in said(app)
    assert "8 signs have not been judged yet." in said(app)


def test_a_criterion_of_the_data_needs_a_reason(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("customer", id="C24")
    app.selectbox("rate_criterion").set_value("margin").run()
    rating = next(each for each in app.segmented_control if (each.key or "").startswith("rating_margin"))
    rating.set_value(5)
    app.button("rate_save").click().run()
    assert "To rate it otherwise, say why." in said(app)
    next(each for each in app.text_input if (each.key or "").startswith("reason_margin")).set_value("new contract")
    app.button("rate_save").click().run()
    assert shows_no_error(app)
    rows = open_workspace("main", tmp_path).engine.rows("select criterion, rating, reason from assessments")
    assert rows == [("margin", 5, "new contract")]


@pytest.mark.parametrize("section", ["orders", "payment", "peers", "answers", "contacts"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_list_has_something_to_say(open_page: OpenPage, tmp_path: Path, section: str, language: str) -> None:
    small_company(tmp_path)
    app = open_page("customer", language, id="C24")
    app.segmented_control("customer_list").set_value(section).run()
    assert shows_no_error(app)


def test_orders_are_paged(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("customer", id="C24")
    app.segmented_control("customer_list").set_value("orders").run()
    orders = next(table.value for table in app.dataframe if "order_id" in table.value.columns)
    assert orders["order_id"].tolist() == [f"24-{number}" for number in range(24, 4, -1)]
    app.number_input("customer_orders_page_C24_2024-02-29").set_value(2).run()
    orders = next(table.value for table in app.dataframe if "order_id" in table.value.columns)
    assert orders["order_id"].tolist() == ["24-4", "24-3", "24-2", "24-1"]
    app.text_input("find_customer").set_value("C03").run()
    app.segmented_control("customer_list").set_value("orders").run()
    orders = next(table.value for table in app.dataframe if "order_id" in table.value.columns)
    assert orders["order_id"].tolist() == ["3-3", "3-2", "3-1"]


@pytest.mark.parametrize(("language", "sentence"), [("en", "No data yet"), ("zh", "还没有数据")])
@pytest.mark.parametrize("page", ["customer", "keyaccounts"])
def test_no_data(open_page: OpenPage, tmp_path: Path, page: str, language: str, sentence: str) -> None:
    no_data(tmp_path)
    app = open_page(page, language)
    assert shows_no_error(app)
    assert sentence in said(app)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_one_customer(open_page: OpenPage, tmp_path: Path, language: str) -> None:
    one_customer(tmp_path)
    app = open_page("customer", language, id="A")
    assert shows_no_error(app)
    assert "Only" in app.title[0].value


def test_from_the_customers_behind_a_tier(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("pyramid")
    app.selectbox("picker_pyramid").set_value("important").run()
    app.selectbox("open_pyramid").set_value("C23").run()
    assert shows_no_error(app)
    assert app.title[0].value == "How do we stand with Customer 23?"
