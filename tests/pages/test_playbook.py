"""The playbook page and its card beside a customer: found, read, worded anew, never lost; markup stays text."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from core.store.playbook import edits_of, keep_words, own_words
from core.store.workspace import open_workspace
from tests.pages.conftest import OpenPage, no_data, said, shows_no_error
from tests.support import workspace_with

PLACE = ("role", "user", "do")
KEY = "playbook_text_role_user_do_en"


def test_an_address_opens_an_entry_and_a_search_finds_others(open_page: OpenPage, tmp_path: Path) -> None:
    no_data(tmp_path)
    app = open_page("playbook", "zh", about="type.hesitant")
    assert shows_no_error(app)
    assert app.title[0].value == "什么样的客户怎么应对？"
    assert app.subheader[0].value == "犹豫型"
    assert "明确推荐一个，并说明为什么合适。" in said(app)
    app.text_input("playbook_search").set_value("发票").run()
    assert "明确推荐一个" not in said(app)
    app.button("hit_signal_late_payment").click().run()
    assert app.subheader[0].value == "回款变慢"
    assert app.query_params["about"] in ("signal.late_payment", ["signal.late_payment"])
    app.pills("playbook_subject").set_value("tier").run()
    app.pills("playbook_code_tier").set_value("inactive").run()
    assert "确认客户是否仍有需求" in said(app)
    app.text_input("playbook_search").set_value("没有这种词 xyz").run()
    assert "手册中没有提到“没有这种词 xyz”" in said(app)
    app = open_page("playbook", about="weather.rain")
    assert app.subheader[0].value == "Key"


def test_own_words_are_kept_shown_and_taken_back(open_page: OpenPage, tmp_path: Path) -> None:
    no_data(tmp_path)
    workspace = open_workspace("main", tmp_path)
    app = open_page("playbook", about="role.user")
    app.text_area(KEY).set_value("- Bring <b>cake</b> & [tea](javascript:x)").run()
    app.button(f"{KEY}_save").click().run()
    assert own_words(workspace, "en") == {PLACE: "Bring <b>cake</b> & [tea](javascript:x)"}
    assert r"- Bring \<b\>cake\</b\> & \[tea\]\(javascript\:x\)" in said(app)
    assert "1 text is in your own words." in said(app)
    assert "in your own words" in [caption.value for caption in app.caption]
    app.text_area(KEY).set_value("   ").run()
    app.button(f"{KEY}_save").click().run()
    assert "A text needs at least one line." in said(app)
    assert own_words(workspace, "en") == {PLACE: "Bring <b>cake</b> & [tea](javascript:x)"}
    app.button(f"{KEY}_back").click().run()
    assert own_words(workspace, "en") == {}
    assert "2 changes so far" in said(app)


def test_two_people_write_at_once_and_both_texts_are_seen(open_page: OpenPage, tmp_path: Path) -> None:
    no_data(tmp_path)
    workspace = open_workspace("main", tmp_path)
    app = open_page("playbook", about="role.user")
    keep_words(workspace, PLACE, "en", "Theirs", None)
    app.text_area(KEY).set_value("Mine")
    app.button(f"{KEY}_save").click().run()
    assert own_words(workspace, "en") == {PLACE: "Theirs"}
    assert app.text_area(KEY).value == "Mine"
    assert "Somebody else changed this text" in said(app)
    assert "- Theirs" in said(app)
    app.button(f"{KEY}_mine").click().run()
    assert own_words(workspace, "en") == {PLACE: "Mine"}
    assert [edit.text for edit in edits_of(workspace, PLACE, "en")] == ["Mine", "Theirs"]
    keep_words(workspace, PLACE, "en", "Theirs again", edits_of(workspace, PLACE, "en")[0].edited_at)
    app.text_area(KEY).set_value("Mine again").run()
    app.button(f"{KEY}_theirs").click().run()
    assert app.text_area(KEY).value == "Theirs again"


def test_the_card_beside_a_customer(open_page: OpenPage, tmp_path: Path) -> None:
    """Known by figures, by personality and by roles; what the playbook does not know is shown as it was written."""
    line = {"order_id": "1", "order_date": date(2024, 2, 29), "customer_id": "A", "customer_name": "Only", "amount": 80}
    record = {"customer_id": "A", "personality": "支配型，<b>爱喝茶", "contact_role": "CEO; poet"}
    workspace = workspace_with(tmp_path, [line], [record])
    keep_words(workspace, ("style", "decisive", "do"), "en", "Ask for *the* decision", None)
    app = open_page("customer", id="A")
    assert shows_no_error(app)
    assert [tab.label for tab in app.tabs][:4] == ["Key", "Exploring", "Decisive", "Decider"]
    assert r"- Ask for \*the\* decision" in said(app)
    assert r"not in the playbook: \<b\>爱喝茶 and poet." in said(app)
    app.button("playbook_style_decisive").click().run()
    assert app.title[0].value == "How do we treat whom?"
    assert app.subheader[0].value == "Decisive"
