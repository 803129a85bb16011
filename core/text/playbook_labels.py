"""English labels of what the playbook speaks of. Chinese: `zh/playbook.po`."""

from __future__ import annotations

PLAYBOOK_LABELS: dict[str, dict[str, str]] = {
    "playbook_subject": {
        "tier": "Tier",
        "segment": "RFM segment",
        "stage": "Stage of life",
        "style": "Style",
        "type": "Type of person",
        "role": "Buying role",
        "signal": "Signal",
    },
    "playbook_part": {
        "recognise": "How to recognise",
        "do": "What to do",
        "avoid": "What to avoid",
        "causes": "Causes to check",
    },
    "style": {
        "fact_minded": "Fact-minded",
        "decisive": "Decisive",
        "considerate": "Considerate",
        "outgoing": "Outgoing",
    },
    "type": {
        "rational": "Rational",
        "on_errand": "On behalf of others",
        "seeks_extras": "Looks for extras",
        "owner_minded": "Owner-minded",
        "reserved": "Reserved",
        "talkative": "Talkative",
        "good_natured": "Good-natured",
        "self_assured": "Self-assured",
        "demanding": "Demanding",
        "closed": "Declines at once",
        "hesitant": "Hesitant",
        "quick_tempered": "Quick-tempered",
        "seasoned": "Seasoned",
        "cautious": "Cautious",
        "thrifty": "Thrifty",
        "hurried": "In a hurry",
        "debating": "Likes to debate",
        "status_minded": "Cares about standing",
        "bargain_hunting": "Bargain-hunting",
        "smooth": "Agreeable, non-committal",
        "conservative": "Keeps to the familiar",
        "firm_minded": "Firm in opinion",
        "doubtful": "Doubtful",
        "practical": "Goes by advantage",
    },
    "role": {
        "buyer": "Buyer",
        "influencer": "Influencer",
        "decider": "Decider",
        "user": "User",
    },
}
