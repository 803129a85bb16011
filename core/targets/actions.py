"""What to do next with a customer: one sentence per RFM segment, and per group that has no segment."""

from __future__ import annotations

from core.text.words import Words

SUGGESTED_ACTIONS: dict[str, str] = {
    "champions": "Thank them in person, show them what is new first, and ask whom they would recommend us to.",
    "loyal": "Agree on a yearly plan with them and offer what goes with their usual orders.",
    "potential_loyalist": "Suggest the next product that fits and give them a reason to order regularly.",
    "new": "Call within two weeks: did the first order go well? Help them to the second.",
    "promising": "Make the second order easy with a small offer and a named contact.",
    "need_attention": "Ask what has changed, and give them a reason to order this month.",
    "about_to_sleep": "Remind them of what they usually buy before the habit is gone.",
    "at_risk": "Have their salesperson call: find out why they order less and settle what is open.",
    "cant_lose": "Visit them this week together with a manager, find the cause and agree on a way back.",
    "hibernating": "Write to them with the next campaign; keep visits for others.",
    "unprofitable": "Look at returns, discounts and the cost of serving them before selling them more.",
    "inactive": "Check whether they still need us; win them back with a call or close the file.",
}
"""Our own words, in English. Chinese: `core/text/zh/targets.po`."""


def action_code(tier: str | None, segment: str | None) -> str | None:
    """Which action applies: that of the segment, else that of `unprofitable` or `inactive`, else None.

    An unprofitable customer gets the action of its group even where it has a segment: selling more is not the aim.
    """
    if tier == "unprofitable":
        return tier
    code = segment or tier
    return code if code in SUGGESTED_ACTIONS else None


def suggested_action(code: str | None, words: Words) -> str:
    """The action of a segment (or of `unprofitable`, `inactive`) in words; empty where there is none."""
    return words(SUGGESTED_ACTIONS[code]) if code in SUGGESTED_ACTIONS else ""
