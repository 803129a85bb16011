"""What came of a campaign, in words, from figures that are made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from core.targets.campaign import Campaign
from core.targets.outcome import Difference, Figures, Outcome, Part, Side
from core.targets.power import advice
from core.targets.saved import SavedList
from core.text.campaign_advice import what_can_be_seen
from core.text.outcome_sentences import (
    break_even,
    did_it_pay,
    how_sure,
    what_came_of_it,
    what_changed_since,
    which_look,
    who_is_left_out,
)
from core.text.words import words_for

EN, ZH = words_for("en"), words_for("zh")
CAMPAIGN = Campaign(date(2024, 6, 1), date(2024, 6, 30))
SAVED = SavedList(
    1, "June", datetime(2024, 5, 31, tzinfo=UTC), (), (), date(2024, 5, 31), 1000, Decimal(0), campaign=CAMPAIGN
)
WHOLE = Part(
    "",
    Side(900, 280, Decimal(90000), Decimal(30000)),
    Side(100, 24, Decimal(8000), Decimal(2600)),
    Difference(0.0711, 0.011, 0.133),
    Difference(84.2, -20.5, 188.9),
    Difference(12.5, 3.0, 22.0),
)
FIGURES = Figures(
    date(2024, 6, 1), date(2024, 6, 30), WHOLE, (), (), Decimal(3000), Decimal("3.3333"),
    Difference(11250, 2700, 19800), Difference(8250, -300, 16800), 1.0, None, {},
)  # fmt: skip
JUDGED = Outcome(SAVED, "judged", date(2024, 6, 30), FIGURES)


def _with(rate: Difference | None, state: str = "judged", **changes: object) -> Outcome:
    figures = replace(FIGURES, whole=replace(WHOLE, rate=rate), **changes)  # type: ignore[arg-type]
    return replace(JUDGED, state=state, figures=figures)  # type: ignore[arg-type]


def test_the_verdict() -> None:
    assert what_came_of_it(EN, JUDGED) == (
        "It worked: 31.1 % of the contacted bought, 24.0 % of those held back, 7.1 points more."
    )
    assert what_came_of_it(ZH, JUDGED) == "有效果：触达组 31.1% 购买，对照组 24.0% 购买，高出 7.1 个百分点。"
    worse = _with(Difference(-0.05, -0.09, -0.01))
    assert what_came_of_it(EN, worse).endswith("24.0 % of those held back, 5.0 points less.")
    unclear = Difference(0.0711, -0.011, 0.133)
    assert what_came_of_it(EN, _with(unclear)).startswith("It cannot be told apart from chance: 31.1 %")
    assert what_came_of_it(EN, _with(unclear, "running")).startswith("It cannot be told apart from chance yet: 31.1 %")
    assert which_look(EN, JUDGED) == "Judged on its last day: 1 Jun 2024 to 30 Jun 2024."
    assert "judged once, on 30 Jun 2024" in which_look(EN, _with(unclear, "running"))


def test_how_sure_it_is() -> None:
    assert how_sure(EN, FIGURES) == "The difference is +7.1 points (95 % interval +1.1 to +13.3)."
    unclear = _with(Difference(0.0711, -0.011, 0.133), more_needed=143).figures
    assert unclear is not None
    assert how_sure(EN, unclear).endswith("About 140 more names would be needed to show a difference of this size.")
    assert how_sure(ZH, unclear).endswith("要显示这样大小的差异，大约还需要 140 位客户。")
    assert "no list of a usual size" in how_sure(EN, replace(unclear, more_needed=None))


def test_whether_it_paid() -> None:
    assert did_it_pay(EN, "CNY", FIGURES) == (
        "A contacted customer brought +¥84 of revenue against one held back (−¥21 to +¥189). "
        "Whether it paid cannot be told: +¥11.3k of profit against a cost of ¥3.00k leaves +¥8.25k (−¥300 to +¥16.8k)."
    )
    assert "It paid: " in did_it_pay(EN, "CNY", replace(FIGURES, net=Difference(8250, 300, 16800)))
    assert "活动不划算：" in did_it_pay(ZH, "CNY", replace(FIGURES, net=Difference(-8250, -16800, -300)))
    assert "no margin was given" in did_it_pay(EN, "CNY", replace(FIGURES, gain=None, net=None))
    assert "nothing can be said of money" in did_it_pay(
        EN, "CNY", replace(FIGURES, whole=replace(WHOLE, revenue=None, profit=None))
    )
    assert break_even(EN, "CNY", FIGURES) == (
        "It cost ¥3,000.00, which is covered from ¥3.33 more profit per contacted customer on."
    )
    assert break_even(EN, "CNY", replace(FIGURES, cost=Decimal(0))) == ""


def test_what_cannot_be_judged() -> None:
    none = replace(JUDGED, saved=replace(SAVED, campaign=None), figures=None, state="no_campaign")
    assert what_came_of_it(EN, none).startswith("This list has no campaign")
    planned = replace(JUDGED, figures=None, state="planned", known=date(2024, 5, 31))
    assert what_came_of_it(EN, planned) == (
        "Nothing to judge yet: the campaign begins on 1 Jun 2024, and the data end on 31 May 2024."
    )
    nobody = Side(0, 0, Decimal(0), None)
    for contacted, held, said in (
        (WHOLE.contacted, nobody, "31.1 % of the contacted bought. Nobody was held back"),
        (nobody, WHOLE.held, "None of the contacted customers is left in the data."),
        (WHOLE.contacted, Side(4, 1, Decimal(9), None), "Too few names to compare: 900 contacted, 4 held back."),
    ):
        figures = replace(FIGURES, whole=Part("", contacted, held))
        assert what_came_of_it(EN, replace(JUDGED, figures=figures)).startswith(said)
        assert how_sure(EN, figures) == did_it_pay(EN, "", figures) == ""
    left = replace(FIGURES, left_out={"gone": 1, "doubled": 2})
    assert who_is_left_out(EN, left) == [
        "1 name is no longer in the data.",
        "2 names were merged since with another one of their side and count with it.",
    ]
    assert "31.1 % of the contacted" in what_changed_since(EN, replace(JUDGED, since=FIGURES))
    assert what_changed_since(EN, JUDGED) == ""


def test_what_a_list_can_show() -> None:
    said = what_can_be_seen(EN, advice(1000, Decimal("0.1"), 0.2), 30)
    assert said == (
        "In the 30 days before, 20.0 % of these customers bought. With 100 names held back, a rise to 32.0 % would be "
        "seen 8 times in 10; smaller ones less often. Hold back 20 % to see a rise to 29.1 %."
    )
    assert "对照组为 100 位客户时，购买率升至 32.0%" in what_can_be_seen(ZH, advice(1000, Decimal("0.1"), 0.2), 30)
    assert "no rise can be told apart" in what_can_be_seen(EN, advice(20, Decimal("0.1"), 0.2), 1)
    assert "Nobody is held back" in what_can_be_seen(EN, advice(1000, Decimal(0), 0.2), 30)
    assert "Even with half held back" in what_can_be_seen(EN, advice(60, Decimal("0.1"), 0.2), 30)
    assert "too short to show anything" in what_can_be_seen(EN, advice(8, Decimal("0.1"), 0.2), 30)
    assert what_can_be_seen(EN, advice(5000, Decimal("0.1"), 0.2), 30).endswith("smaller ones less often.")
