"""How to treat the four styles, by how much people speak and how much feeling they show, and the four buying roles."""

from __future__ import annotations

from core.text.playbook_advice import Advice, Advices

STYLES: Advices = {
    "fact_minded": Advice(
        recognise=(
            "Speaks little and shows little feeling; asks for figures, proofs and details.",
            "Takes time, compares in writing, notices every mistake.",
        ),
        do=(
            "Send figures, samples and terms ahead, in writing and in order.",
            "Answer exactly what was asked; say so when you do not know yet.",
        ),
        avoid=(
            "Pressure, big words and rough numbers.",
            "Small talk that delays the matter.",
        ),
    ),
    "decisive": Advice(
        recognise=(
            "Speaks a lot and clearly, shows little feeling; wants results and the last word.",
            "Often brings the solution along and expects it to be carried out.",
        ),
        do=(
            "Come to the point: two or three options, what each brings, which one you would take.",
            "Leave the choice to them, confirm it the same day and keep it.",
        ),
        avoid=(
            "A flat no: say what is possible instead.",
            "Arguing about who is right.",
        ),
    ),
    "considerate": Advice(
        recognise=(
            "Shows feeling, speaks little of its own views; friendly, patient, avoids quarrels.",
            "Says yes easily and decides late, often after asking others.",
        ),
        do=(
            "Take time for the person; ask gently what still speaks against it.",
            "Propose small, safe steps, and stay reachable afterwards.",
        ),
        avoid=(
            "Taking silence for consent.",
            "Pushing for a decision today.",
        ),
    ),
    "outgoing": Advice(
        recognise=(
            "Speaks a lot and with feeling; likes ideas, people and stories.",
            "Decides quickly when enthusiastic; details follow later, or never.",
        ),
        do=(
            "Show the picture and who else uses it; let them talk and join in.",
            "Write down what was agreed, briefly, and send it the same day.",
        ),
        avoid=(
            "Long tables and dry lists in the first talk.",
            "Relying on what was said in passing.",
        ),
    ),
}

ROLES: Advices = {
    "buyer": Advice(
        recognise=(
            "Places the order and negotiates: price, terms, dates, paperwork.",
            "Compares offers line by line, and is measured by savings and punctual delivery.",
        ),
        do=(
            "Offer clear terms, complete papers and a calendar of deliveries.",
            "Help them to look good inside: savings in figures, no surprises.",
        ),
        avoid=(
            "Going over their head without a word.",
            "Technical lectures.",
        ),
    ),
    "influencer": Advice(
        recognise=(
            "Advises or warns: engineer, quality, finance, an outside expert; has no order pad.",
            "Asks for data sheets, references or a test; a doubt of theirs can stop everything.",
        ),
        do=(
            "Give them proofs, samples and a direct line to our specialists.",
            "Ask for their criteria early, and report back on each.",
        ),
        avoid=(
            "Meeting them only after the offer has gone out.",
            "Playing one adviser off against another.",
        ),
    ),
    "decider": Advice(
        recognise=(
            "Says yes or no in the end; little time, the whole in view.",
            "Asks what it brings the company; others look at them before they answer.",
        ),
        do=(
            "One page: what it brings, what it costs, what could go wrong, what we propose.",
            "Bring somebody of the same level, and ask for the decision and its date.",
        ),
        avoid=(
            "Details that others have settled.",
            "Surprising the others in their house.",
        ),
    ),
    "user": Advice(
        recognise=(
            "Works with it every day and knows first what does not work.",
            "Speaks of handling, fit and waiting times instead of terms.",
        ),
        do=(
            "Visit the place of use, train, and answer small questions fast.",
            "Carry their praise and complaints to those who decide.",
        ),
        avoid=(
            "Overlooking them because they do not sign.",
            "Changing product or packing without telling them.",
        ),
    ),
}
