"""Who stands behind a figure of satisfaction."""

from datetime import date
from decimal import Decimal

from core.metrics.question import Question
from core.metrics.surveys.answerers import answerers
from tests.support import workspace_with


def answer(customer, score, dimension="delivery", respondent=None, day=5):
    return {
        "customer_id": customer,
        "respondent": respondent,
        "score": Decimal(score),
        "lowest": Decimal(0),
        "highest": Decimal(10),
        "dimension": dimension,
        "answered_on": date(2024, 1, day),
    }


def line(customer, amount):
    return {"order_id": customer, "order_date": date(2024, 1, 31), "customer_id": customer, "amount": Decimal(amount)}


def test_least_content_first_then_greater_value(tmp_path):
    workspace = workspace_with(
        tmp_path,
        [line("A", 10), line("B", 50), line("C", 20)],
        answers=[
            answer("A", 4),
            answer("B", 3, respondent="x"),
            answer("B", 5, respondent="y"),  # B: mean of its respondents 4, as much as A, but of greater value
            answer("C", 2, day=3),
            answer("C", 9, day=4),  # the latest day counts
            answer("D", 1),  # known by the survey alone
            answer(None, 0),  # anonymous: no row
            answer("A", 0, dimension="price"),
        ],
    )
    found = answerers(workspace, Question(), "delivery")
    assert list(found["customer_id"]) == ["D", "B", "A", "C"]
    assert list(found["answer_index"]) == [10.0, 40.0, 40.0, 90.0]
    assert list(found["tier"].fillna("none"))[1:] == ["key", "small", "ordinary"]  # 50, 10 and 20


def test_recommendation_keeps_its_score(tmp_path):
    workspace = workspace_with(tmp_path, [line("A", 10)], answers=[answer("A", 7, dimension="nps")])
    assert list(answerers(workspace, Question(), "nps")["nps_score"]) == [7.0]
    assert answerers(workspace, Question(), "price").empty
