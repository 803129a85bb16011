"""How to treat each RFM segment; the first thing to do is the action that lists suggest. Chinese: `zh/playbook.po`."""

from __future__ import annotations

from core.text.playbook_advice import Advice, Advices

SEGMENTS: Advices = {
    "champions": Advice(
        recognise=(
            "Bought recently, buy often: they know what they want from us.",
            "They answer quickly, and often know our products better than our new colleagues.",
        ),
        do=(
            "Thank them in person, show them what is new first, and ask whom they would recommend us to.",
            "Give them a say: samples, early access, a question about the next product.",
        ),
        avoid=(
            "Discounts on what they buy gladly at the full price.",
            "Silence, because nothing seems to be needed.",
        ),
    ),
    "loyal": Advice(
        recognise=(
            "They come back again and again; the last order is a little while ago.",
            "They forgive a mistake once, and expect to be recognised when they call.",
        ),
        do=(
            "Agree on a yearly plan with them and offer what goes with their usual orders.",
            "Name what they have earned with us: terms, priority, a person who knows them.",
        ),
        avoid=(
            "Better terms for new customers than for them.",
            "Waiting until the habit breaks.",
        ),
    ),
    "potential_loyalist": Advice(
        recognise=(
            "Recent buyers with a second or third order: the habit is about to form.",
            "They ask about delivery times and ranges rather than about the price alone.",
        ),
        do=(
            "Suggest the next product that fits and give them a reason to order regularly.",
            "Ask what kept them from ordering more, and remove one obstacle.",
        ),
        avoid=(
            "Pressing for a framework contract too early.",
            "Changing the contact person now.",
        ),
    ),
    "new": Advice(
        recognise=(
            "Their first order, just now: they compare what we promised with what they got.",
            "Every small thing still counts: packing, invoice, the first question on the phone.",
        ),
        do=(
            "Call within two weeks: did the first order go well? Help them to the second.",
            "Explain how to reorder, whom to ask and what happens when something is wrong.",
        ),
        avoid=(
            "Selling the whole catalogue in the first month.",
            "Leaving the first complaint to a form.",
        ),
    ),
    "promising": Advice(
        recognise=(
            "One order some weeks ago, nothing since: interested, not yet convinced.",
            "They often ordered to try us beside their usual supplier.",
        ),
        do=(
            "Make the second order easy with a small offer and a named contact.",
            "Ask how the first goods sold or worked, and listen more than you talk.",
        ),
        avoid=(
            "A flood of messages: two good ones are enough.",
            "A price that cannot be kept at the second order.",
        ),
    ),
    "need_attention": Advice(
        recognise=(
            "In the middle in every respect, and a little overdue.",
            "Nothing is wrong yet; it is the last moment at which a call costs little.",
        ),
        do=(
            "Ask what has changed, and give them a reason to order this month.",
            "Look at their last orders first: which product is missing?",
        ),
        avoid=(
            "Waiting one more month to be sure.",
            "Guessing at the cause instead of asking.",
        ),
    ),
    "about_to_sleep": Advice(
        recognise=(
            "Few orders, the last one a while ago: the thread is thin.",
            "Mails stay unanswered, or the answer is “later”.",
        ),
        do=(
            "Remind them of what they usually buy before the habit is gone.",
            "Use one simple question: still in use, or has something better come along?",
        ),
        avoid=(
            "Costly visits without a sign of interest.",
            "Reproaches for not having ordered.",
        ),
    ),
    "at_risk": Advice(
        recognise=(
            "They used to buy well and have stayed away for long.",
            "The pause is longer than any before, while their business goes on.",
        ),
        do=(
            "Have their salesperson call: find out why they order less and settle what is open.",
            "Bring an answer to the old trouble first, the offer second.",
        ),
        avoid=(
            "An automatic letter as the first sign of life.",
            "Promises that logistics or accounts cannot keep.",
        ),
    ),
    "cant_lose": Advice(
        recognise=(
            "Among the most frequent buyers once, silent now: the largest loss in sight.",
            "Behind the silence there is nearly always one event: a quarrel, a new buyer, a rival's offer.",
        ),
        do=(
            "Visit them this week together with a manager, find the cause and agree on a way back.",
            "Give one person the right to decide on the spot what the way back may cost.",
        ),
        avoid=(
            "Leaving it to the usual weekly routine.",
            "Talking them down to colleagues: they may come back.",
        ),
    ),
    "hibernating": Advice(
        recognise=(
            "Few orders, long ago; most have found another way.",
            "What is known of them is old: check the contact before anything else.",
        ),
        do=(
            "Write to them with the next campaign; keep visits for others.",
            "Clean the file once a year: closed, moved, wrong number.",
        ),
        avoid=(
            "Measuring the team by how many of them come back.",
            "Keeping stock or terms open for them.",
        ),
    ),
}
