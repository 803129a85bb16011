"""The contact log as figures read it: which account, when, and of what kind, whatever a file calls it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.cached import cached, one_reading
from core.metrics.customer_values import account_texts, filled
from core.store.engine import Cursor
from core.store.facts import NUMBERED

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.store.workspace import Workspace

COMPLAINT = r"complain|claim|grievance|投诉|投訴|抱怨|客诉|客訴|索赔|索賠"
CALL = r"call|phone|tel|video|online|电话|電話|致电|致電|来电|來電|通话|通話|语音|語音|视频|視頻|线上|回访|回訪"
VISIT = r"visit|meet|site|拜访|拜訪|走访|走訪|上门|上門|面谈|面談|见面|見面|会面|會面|到访|到訪|来访|來訪"
MESSAGE = r"mail|message|sms|letter|wechat|chat|微信|企微|短信|短訊|邮件|郵件|信函|消息|钉钉"
"""What a contact is called in the kind of a log. The first that fits counts, so that 电话拜访 is a call."""
SEVERE = r"high|severe|serious|critical|urgent|major|高|严重|嚴重|重大|紧急|緊急"
"""What a grave complaint is called."""


@one_reading
def contacts_table(workspace: Workspace, question: Question) -> str:
    """The name of the cached table of contacts (see `contacts.sql`), of all days and of all customers.

    Of the question only the groups matter. Records that say the same twice, by hand and in a file or in two files,
    stand there twice; who counts them counts days.
    """
    accounts = account_texts(workspace, question)
    texts = {**accounts, "customers_of": NUMBERED}
    values = {"complaint": COMPLAINT, "call": CALL, "visit": VISIT, "message": MESSAGE, "severe": SEVERE}
    sql = filled(Path(__file__).with_suffix(".sql"), texts)

    def make(cursor: Cursor, name: str) -> None:
        cursor.run(f"create table {name} as {sql}", values)

    return cached(workspace, "table", "contacts", sql, make)
