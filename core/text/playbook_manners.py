"""Types of people by how they talk to us. Our own words; Chinese: `zh/playbook.po`."""

from __future__ import annotations

from core.text.playbook_advice import Advice, Advices

MANNERS: Advices = {
    "reserved": Advice(
        recognise=(
            "Says little and answers in single words; thinks more than it shows.",
            "Silence can mean thought, doubt or no: it has to be asked.",
        ),
        do=(
            "Ask open questions one at a time, and leave room for silence.",
            "Watch what they look at twice, and offer to send it in writing.",
        ),
        avoid=(
            "Filling every pause with talk.",
            "Reading the silence as refusal and giving up.",
        ),
    ),
    "talkative": Advice(
        recognise=(
            "Talks gladly and at length, also about other things.",
            "The talk is a sign of goodwill, not yet of a decision.",
        ),
        do=(
            "Listen for the need between the stories, then lead back with a short question.",
            "Agree on the end at the beginning, and sum up in three points.",
        ),
        avoid=(
            "Cutting them short, or letting the hour pass without a result.",
            "Telling them what others have confided: they pass it on.",
        ),
    ),
    "good_natured": Advice(
        recognise=(
            "Easy to talk to and slow to complain; price matters less than care.",
            "When such a customer leaves, there was no warning.",
        ),
        do=(
            "Give the same care as to the loud ones, and ask for honest criticism.",
            "Advise as you would advise a friend, and look after it afterwards.",
        ),
        avoid=(
            "Letting them wait because they do not protest.",
            "Smoothing over real faults with friendliness.",
        ),
    ),
    "self_assured": Advice(
        recognise=(
            "Knows the field, is proud of it and wants it to be seen.",
            "Speaks of own successes; small slights weigh heavily.",
        ),
        do=(
            "Ask for their view first, and build your proposal on it.",
            "Show what sets us apart in two facts.",
        ),
        avoid=(
            "Correcting them before others.",
            "Lecturing on basics.",
        ),
    ),
    "demanding": Advice(
        recognise=(
            "Finds faults, sets conditions, sounds sharp; often knows what good work is.",
            "What they complain about today, others will leave for tomorrow.",
        ),
        do=(
            "Take each point seriously, write it down, answer with what and when.",
            "Keep to the matter and thank them for what was right in it.",
        ),
        avoid=(
            "Taking it personally, or promising everything to have peace.",
            "Passing them on from desk to desk.",
        ),
    ),
    "closed": Advice(
        recognise=(
            "Refuses at once: has a supplier, a bad experience or no trust in salespeople.",
            "The answer comes before the question is finished.",
        ),
        do=(
            "Find out which of the three it is, with one polite question.",
            "Leave something useful and come back rarely, but reliably.",
        ),
        avoid=(
            "Insisting: every push makes the door heavier.",
            "Talking ill of their present supplier.",
        ),
    ),
    "quick_tempered": Advice(
        recognise=(
            "Gets angry fast and loud, and calms down as fast.",
            "Afterwards most are sorry and fair: what counts is how the first minutes go.",
        ),
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
        recognise=(
            "Likes to contradict with reasons; tests whether you know your ground.",
            "Turns every statement into a question; silence means that a point was taken.",
        ),
        do=(
            "Agree where they are right, then add one fact.",
            "Ask what would convince them, and deliver that.",
        ),
        avoid=(
            "Winning the argument and losing the order.",
            "Claims without a source.",
        ),
    ),
    "smooth": Advice(
        recognise=(
            "Pleasant, agrees with everything and commits to nothing.",
            "Every meeting is nice, and the order is always just around the corner.",
        ),
        do=(
            "Ask for small, dated steps: a sample, a meeting, a name.",
            "Find out whose decision it is, and meet that person.",
        ),
        avoid=(
            "Counting friendly words as a forecast.",
            "Investing more time than the last concrete step was worth.",
        ),
    ),
    "status_minded": Advice(
        recognise=(
            "Cares how it looks before others; likes to be known and received well.",
            "Mentions names, brands and who else was there.",
        ),
        do=(
            (
                "Greet by name and title, give a visible place: first delivery, invitation, a word of thanks before "
                "others."
            ),
            "Offer the better version first.",
        ),
        avoid=(
            "Talking of cheap alternatives before their colleagues.",
            "Making them wait in line like everybody else without a word.",
        ),
    ),
    "firm_minded": Advice(
        recognise=(
            "Holds on to its opinion and hears advice unwillingly.",
            "Has decided before the talk and looks for confirmation.",
        ),
        do=(
            "Let facts speak over time: figures of their own use, a test in their own place.",
            "Take up one of their ideas and name it as theirs.",
        ),
        avoid=(
            "Repeating your view with more force.",
            "Proving them wrong in writing.",
        ),
    ),
    "seasoned": Advice(
        recognise=(
            "Has seen everything; gives away nothing and reacts to nothing.",
            "Has outlasted many salespeople and remembers what was promised.",
        ),
        do=(
            "Speak of trends, use and costs in their field, briefly.",
            "Ask for the next step, then watch what is done instead of what is said.",
        ),
        avoid=(
            "Tricks: they know them all.",
            "Praise that costs nothing.",
        ),
    ),
}
