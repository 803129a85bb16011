"""English labels of the steps that choose for a list: who stays, whom they take. Chinese: `zh/targets_choice.po`."""

from __future__ import annotations

CHOICE_LABELS: dict[str, dict[str, str]] = {
    "choice_step": {
        "known": "Known, as the filters choose",
        "rules": "Meet the rules",
        "control": "Not in the control group",
        "opted_out": "Did not opt out",
        "contacted": "Not contacted lately",
        "on_list": "On no other list",
        "quota": "Within the quota",
        "top": "Among the first",
        "budget": "Within the budget",
        "sample": "Drawn at random",
    },
    "choice_taken": {
        "control": "In the control group",
        "opted_out": "Opted out",
        "contacted": "Contacted lately",
        "on_list": "On another list",
        "quota": "Beyond the quota",
        "top": "Behind the first",
        "budget": "Beyond the budget",
        "sample": "Not drawn",
    },
}
