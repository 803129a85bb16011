"""Why a model gives no answer, in words."""

from __future__ import annotations

MODELS = {
    "no_purchases": "Nobody bought anything up to this day, so there is nothing to forecast from. Import sales, or "
    "choose another month or fewer filters.",
    "few_customers": "Customers who have bought so far: {seen}; a forecast that can be tested needs {needed}. Until "
    "then RFM shows who buys often and who has become silent.",
    "short_history": "Days of purchases so far: {seen}; a forecast needs {needed} days, part of them to test it "
    "on. Import older months; until then RFM shows who buys often and who has become silent.",
    "few_buyers": "Customers known {days} days ago who have bought since: {seen}; a forecast that can be tested needs "
    "{needed}. Until then RFM shows who buys often and who has become silent.",
    "horizon_long": "{seen} days ahead is too far: with this history {needed} days are the most that can be tested.",
    "forecast_missing": "No purchase forecast stands for these figures, so nobody has a likelihood to go by. Make "
    "one on the page Purchase likelihood, or with: python -m core likelihood.",
    "segmentation_name_missing": "The finding needs a name.",
    "found_segment_missing": "No segment that was found and saved is called {name}. There are: {segments}. A name that "
    "holds a comma stands in double quotes.",
    "segmentation_missing": "That finding is gone. Load the page anew.",
    "segmentation_unreadable": "The saved segments “{name}” as of {day} cannot be read: another version wrote them, or "
    "the file was damaged. Delete them on the page Found segments and find them anew.",
    "goal_too_early": "To see who bought in the {months} months after a day, the data have to reach further back. "
    "Choose another goal or import older months.",
    "goal_unknown": "There is no goal {goal}. Goals: {goals}.",
    "goal_not_known": "The data tell of nobody what the goal {goal} needs, so segments cannot be judged by it. Import "
    "it, or choose another goal: {goals}.",
    "band_unknown": "There is no tier {band}. Tiers: {bands}.",
    "trait_unknown": "There is no trait {trait}. Traits: {traits}.",
    "segments_outside": "{segments} segments cannot be looked for: 2 to {most} can.",
}
"""The sentences of refusals."""
