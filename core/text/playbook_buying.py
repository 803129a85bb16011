"""Types of people by how they come to buy. Our own words; Chinese: `zh/playbook.po`."""

from __future__ import annotations

from core.text.playbook_advice import Advice, Advices

BUYING: Advices = {
    "rational": Advice(
        recognise=(
            "Goes by rules and comparison; neither closeness nor mood decides.",
            "Keeps appointments and papers in order, and expects the same of us.",
        ),
        do=(
            "Lay strengths and limits open, with figures, and let them compare.",
            "Promise only what you can keep: here it is the best argument.",
        ),
        avoid=(
            "Flattery, gifts and personal pressure.",
            "Changing an offer without saying why.",
        ),
    ),
    "on_errand": Advice(
        recognise=(
            "Buys on somebody else's orders, often once, and wants it done without trouble.",
            "Cannot decide on changes and has to ask back.",
        ),
        do=(
            "Make it quick and complete: the right item, the paper for the boss, a firm date.",
            "Ask who will use it, and leave a way for them to reach us.",
        ),
        avoid=(
            "Long persuasion or special terms for a single order.",
            "Blaming the messenger for what the boss wants.",
        ),
    ),
    "seeks_extras": Advice(
        recognise=(
            "Looks for personal or additional benefits in every deal.",
            "Hints rather than asks, and compares with what others allegedly give.",
        ),
        do=(
            "Offer extras that serve the company and stand in the offer: service, training, terms.",
            "Keep to our rules openly, and bring a second person into the talk.",
        ),
        avoid=(
            "Favours off the books, however small.",
            "Giving in step by step: each extra becomes the next minimum.",
        ),
    ),
    "owner_minded": Advice(
        recognise=(
            "Thinks as an owner: price, quality and service have to add up, price first.",
            "Asks about every item, and decides on the spot when the sum is right.",
        ),
        do=(
            "Calculate with them over the whole life: price, waste, downtime, resale.",
            "Name the best price early, and what it stands on.",
        ),
        avoid=(
            "Hidden costs that turn up later.",
            "Rounding up, however little.",
        ),
    ),
    "hesitant": Advice(
        recognise=(
            "Wavers, sees first what could go wrong, asks the same again.",
            "Wants to hear that others chose the same.",
        ),
        do=(
            "Recommend one thing clearly and say why it fits.",
            "Take away the risk: a trial, a right to return, a customer they can ask.",
        ),
        avoid=(
            "Adding more choices.",
            "Impatience: a sigh costs the order.",
        ),
    ),
    "cautious": Advice(
        recognise=(
            "Listens to every word, checks every detail, is afraid of being taken in.",
            "Reads contracts to the end and asks for names.",
        ),
        do=(
            "Go at their speed; show documents, tests and customers they can ask.",
            "Say the weak points yourself before they find them.",
        ),
        avoid=(
            "Vague words such as “about” and “usually”.",
            "Hurry near the signature.",
        ),
    ),
    "thrifty": Advice(
        recognise=(
            "Spends carefully and wants to see what each part costs.",
            "Repairs before it replaces, and remembers prices for years.",
        ),
        do=(
            "Break the price down per use, per month, per piece, and show what lasts.",
            "Offer a plain version without what they do not need.",
        ),
        avoid=(
            "Luxury words, and extras nobody asked for.",
            "Smiling at small sums.",
        ),
    ),
    "hurried": Advice(
        recognise=(
            "Has no time, wants it now, leaves in the middle of a sentence.",
            "Calls rather than writes; the first who delivers wins.",
        ),
        do=(
            "Say the best in one minute; send the rest.",
            "Have the order ready, so that a yes is enough.",
        ),
        avoid=(
            "Forms, questions and waiting that can be spared.",
            "Calling back tomorrow.",
        ),
    ),
    "bargain_hunting": Advice(
        recognise=(
            "Moved by gifts, rebates and the feeling of having got more than others.",
            "Asks for the last price first, and tells others about a good deal.",
        ),
        do=(
            "Keep something small in hand for the end, tied to the order.",
            "Show what is already included, in money.",
        ),
        avoid=(
            "Starting with the lowest price.",
            "Offers that run out and come back a week later.",
        ),
    ),
    "conservative": Advice(
        recognise=(
            "Stays with what it knows; takes up new things when others have.",
            "Orders the same item numbers year after year.",
        ),
        do=(
            "Show neighbours and competitors who use it already.",
            "Start with a small trial beside the usual order.",
        ),
        avoid=(
            "Selling by novelty.",
            "Discontinuing what they use without a successor at hand.",
        ),
    ),
    "doubtful": Advice(
        recognise=(
            "Doubts what is said and compares prices again and again.",
            "Asks the same of two colleagues and compares the answers.",
        ),
        do=(
            "Keep one price and explain it once; the same answer from every colleague.",
            "Offer proofs they can check without us.",
        ),
        avoid=(
            "A second, lower price without a reason: it proves the doubt.",
            "Taking offence at the checking.",
        ),
    ),
    "practical": Advice(
        recognise=(
            "Goes where the next order is a little cheaper or easier.",
            "Neither faithful nor hostile: each order is a new comparison.",
        ),
        do=(
            "Be clear where we are better, and pass where we are not.",
            "Tie advantages to a quantity or a period.",
        ),
        avoid=(
            "Matching every price.",
            "Counting on gratitude for the last concession.",
        ),
    ),
}
