"""How to treat each tier. Our own words; Chinese: `zh/playbook.po`."""

from __future__ import annotations

from core.text.playbook_advice import Advice, Advices

TIERS: Advices = {
    "key": Advice(
        recognise=(
            "At the very top by value: losing one of them shows in the company's figures.",
            "Several people on both sides know each other, and their plans touch ours.",
        ),
        do=(
            "Name one person in charge and a deputy, and bring our management to the table twice a year.",
            "Agree on a yearly plan with goals of theirs, and review it together each quarter.",
            "Call before they do when a delivery, price or product changes.",
        ),
        avoid=(
            "Taking them for granted because the orders come anyway.",
            "Buying their loyalty with discounts: give priority, time and knowledge first.",
        ),
    ),
    "important": Advice(
        recognise=(
            "Large and steady: few enough to know each by name, many enough to carry the business.",
            "With one more product line or one more site they could reach the top tier.",
        ),
        do=(
            "See them once a quarter with one idea that fits their own business.",
            "Look for the next product or site together with them, and agree on a date for it.",
        ),
        avoid=(
            "Giving them attention only after something has gone wrong.",
            "Changing their contact person often.",
        ),
    ),
    "ordinary": Advice(
        recognise=(
            "Regular but modest orders; some of them buy the larger part elsewhere.",
            "Treated well they grow, left alone they drift away quietly.",
        ),
        do=(
            "Keep ordering easy: fixed prices, quick answers, a reminder before they run out.",
            "Ask once a year what they need in total, and pick out those with room to grow.",
        ),
        avoid=(
            "Long visits without an occasion: calls and messages do more here.",
            "Special terms for single customers that nobody can keep track of.",
        ),
    ),
    "small": Advice(
        recognise=(
            "Few or small orders; there are many of them, and together they bring little.",
            "Some are new or small only with us: see their segment and their own need first.",
        ),
        do=(
            "Serve them by shop, message and standard offers, and answer quickly all the same.",
            "Pick the few with a large need of their own, and give those a named contact.",
        ),
        avoid=(
            "Letting them feel small: today's small customer knows tomorrow's large one.",
            "Work by hand, express delivery or credit that costs more than the order brings.",
        ),
    ),
    "tier_5": Advice(
        recognise=(
            "They order now and then, mostly the same one or two products.",
            "Hardly anybody of ours knows them: they turn up when they need something.",
        ),
        do=(
            "Keep products, prices and delivery times easy to find, so that they can order without asking.",
            "Write to all of them twice a year with one clear offer, and see who answers.",
        ),
        avoid=(
            "Planning visits for them: a day on the road costs more than their year brings.",
            "New minimum orders or fees that they learn of from the invoice.",
        ),
    ),
    "tier_6": Advice(
        recognise=(
            "The lowest tier: one small order a year, often by chance.",
            "One-off buyers stand here beside old names and customers who were entered twice.",
        ),
        do=(
            "Let them help themselves: the shop, standard prices, payment before delivery.",
            "Go through the names once a year: merge doubles, and move on with those who have grown.",
        ),
        avoid=(
            "Turning them away rudely: they tell others how we answered.",
            "Weekly messages to everybody: one that fits is worth more than ten.",
        ),
    ),
    "unprofitable": Advice(
        recognise=(
            "Returns, discounts or the cost of service eat up what they bring.",
            "Often the causes are few: one product, one habit, one price that was promised once.",
        ),
        do=(
            "Look at returns, discounts and the cost of serving them before selling them more.",
            "Talk openly about what costs us money, and offer two ways to change it.",
            "Set a date by which it has to be better, and check it.",
        ),
        avoid=(
            "Punishing them for our own mistakes: wrong deliveries come back rightly.",
            "Raising prices without a word.",
        ),
    ),
    "inactive": Advice(
        recognise=(
            "Known to us, but without a counted order in this window.",
            "Some never ordered, some have closed, some buy elsewhere: they need different words.",
        ),
        do=(
            "Check whether they still need us; win them back with a call or close the file.",
            "Ask for the reason before you make an offer, and write it down.",
        ),
        avoid=(
            "Sending everybody the same coupon.",
            "Calling people who have opted out.",
        ),
    ),
}
