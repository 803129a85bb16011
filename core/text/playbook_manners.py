"""Types of people by how they talk to us. Our own words; Chinese: `zh/playbook.po`."""

from __future__ import annotations

from core.text.playbook_advice import Advice, Advices

MANNERS: Advices = {
    "reserved": Advice(
        recognise=("Says little and answers in single words; thinks more than it shows.",),
        do=(
            "Ask open questions one at a time, and leave room for silence.",
            "Watch what they look at twice, and offer to send it in writing.",
        ),
        avoid=("Filling every pause with talk.",),
    ),
    "talkative": Advice(
        recognise=("Talks gladly and at length, also about other things.",),
        do=(
            "Listen for the need between the stories, then lead back with a short question.",
            "Agree on the end at the beginning, and sum up in three points.",
        ),
        avoid=("Cutting them short, or letting the hour pass without a result.",),
    ),
    "good_natured": Advice(
        recognise=("Easy to talk to and slow to complain; price matters less than care.",),
        do=(
            "Give the same care as to the loud ones, and ask for honest criticism.",
            "Advise as you would advise a friend, and look after it afterwards.",
        ),
        avoid=("Letting them wait because they do not protest.",),
    ),
    "self_assured": Advice(
        recognise=("Knows the field, is proud of it and wants it to be seen.",),
        do=(
            "Ask for their view first, and build your proposal on it.",
            "Show what sets us apart in two facts.",
        ),
        avoid=("Correcting them before others.",),
    ),
    "demanding": Advice(
        recognise=("Finds faults, sets conditions, sounds sharp; often knows what good work is.",),
        do=(
            "Take each point seriously, write it down, answer with what and when.",
            "Keep to the matter and thank them for what was right in it.",
        ),
        avoid=("Taking it personally, or promising everything to have peace.",),
    ),
    "closed": Advice(
        recognise=("Refuses at once: has a supplier, a bad experience or no trust in salespeople.",),
        do=(
            "Find out which of the three it is, with one polite question.",
            "Leave something useful and come back rarely, but reliably.",
        ),
        avoid=("Insisting: every push makes the door heavier.",),
    ),
    "quick_tempered": Advice(
        recognise=("Gets angry fast and loud, and calms down as fast.",),
        do=(
            "Let them finish, stay calm, repeat the point in your own words.",
            "Do the first thing at once, while they are on the line.",
        ),
        avoid=(
            "Defending ourselves while they are angry.",
            "Giving up the matter out of fear: firm and polite goes together.",
        ),
    ),
    "debating": Advice(
        recognise=("Likes to contradict with reasons; tests whether you know your ground.",),
        do=(
            "Agree where they are right, then add one fact.",
            "Ask what would convince them, and deliver that.",
        ),
        avoid=("Winning the argument and losing the order.",),
    ),
    "smooth": Advice(
        recognise=("Pleasant, agrees with everything and commits to nothing.",),
        do=(
            "Ask for small, dated steps: a sample, a meeting, a name.",
            "Find out whose decision it is, and meet that person.",
        ),
        avoid=("Counting friendly words as a forecast.",),
    ),
    "status_minded": Advice(
        recognise=("Cares how it looks before others; likes to be known and received well.",),
        do=(
            (
                "Greet by name and title, give a visible place: first delivery, invitation, a word of thanks before "
                "others."
            ),
            "Offer the better version first.",
        ),
        avoid=("Talking of cheap alternatives before their colleagues.",),
    ),
    "firm_minded": Advice(
        recognise=("Holds on to its opinion and hears advice unwillingly.",),
        do=(
            "Let facts speak over time: figures of their own use, a test in their own place.",
            "Take up one of their ideas and name it as theirs.",
        ),
        avoid=("Repeating your view with more force.",),
    ),
    "seasoned": Advice(
        recognise=("Has seen everything; gives away nothing and reacts to nothing.",),
        do=(
            "Speak of trends, use and costs in their field, briefly.",
            "Ask for the next step, then watch what is done instead of what is said.",
        ),
        avoid=("Tricks: they know them all.",),
    ),
}
