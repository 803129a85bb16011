"""How to treat each stage of life. Our own words; Chinese: `zh/playbook.po`."""

from __future__ import annotations

from core.text.playbook_advice import Advice, Advices

STAGES: Advices = {
    "exploring": Advice(
        recognise=(
            "The first order is at most 90 days old; both sides are still trying each other.",
            "They ask how things are done here: whom to call, when goods come, what a return takes.",
        ),
        do=(
            "Keep every small promise to the day, and say at once when one slips.",
            "Learn who decides, who uses it, and what a good year looks like for them.",
        ),
        avoid=(
            "Asking for commitment before anything is proven.",
            "Handing them from one colleague to the next.",
        ),
    ),
    "forming": Advice(
        recognise=(
            "Orders come, but not yet by habit; some needs still go elsewhere.",
            "Orders grow or get more regular from quarter to quarter.",
        ),
        do=(
            "Widen step by step: one more product, one more contact person at a time.",
            "Agree on simple rules for orders, returns and prices, so that nobody has to ask.",
        ),
        avoid=(
            "Treating them as settled.",
            "Exceptions that become the rule.",
        ),
    ),
    "stable": Advice(
        recognise=(
            "A customer for a year or more, with orders in most months.",
            "Both sides know the routine; few questions, hardly any negotiation.",
        ),
        do=(
            "Bring something new twice a year, although nobody asks for it.",
            "Know a second person there, in case the first one leaves.",
        ),
        avoid=(
            "Routine: the friendly reorder hides a slow decline.",
            "Saving on the service that made it stable.",
        ),
    ),
    "declining": Advice(
        recognise=(
            "Clearly less than a year ago, or silent for longer than usual.",
            "Smaller orders, missing products, longer pauses: one of them is the first sign.",
        ),
        do=(
            "Look at what they no longer buy, then ask openly where it comes from now.",
            "Settle open complaints, credits and invoices before the next visit.",
        ),
        avoid=(
            "A discount on everything, before the cause is known.",
            "Comforting figures: compare with the same months a year earlier.",
        ),
    ),
    "lost": Advice(
        recognise=(
            "Nothing bought in the whole window.",
            "The contact person may be gone too: the number in the file is the first thing to test.",
        ),
        do=(
            "Sort first: who is worth winning back, who has closed, who was never a fit.",
            "Ask three of them why they left, and repair what comes up twice.",
        ),
        avoid=(
            "Trying to win back everybody with the same effort.",
            "Blaming the price unless they say so.",
        ),
    ),
}
