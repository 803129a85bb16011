"""What errors about saved lists and their campaigns say."""

from __future__ import annotations

CAMPAIGNS = {
    "list_changed": "Somebody else has changed this list since you opened it; it is called {name} now. Nothing of "
    "yours was written, and nothing of theirs is lost. Keep yours as a list of its own, put it in the place of theirs, "
    "or take theirs.",
    "campaign_started": "The campaign of {name} began on {starts_on}: whom it speaks to, who is held back and when it "
    "is judged stay as they are, else its outcome would mean nothing. Save another list for another campaign.",
    "campaign_invalid:holdout": "Hold back a share from 0 to 50 % of the names.",
    "campaign_invalid:days": "The campaign ends on {ends_on}, but begins on {starts_on}. It lasts from one day to two "
    "years.",
    "campaign_invalid:start": "The campaign begins on {starts_on}. It can begin the day after {as_of} at the earliest, "
    "the day of the list: what was bought until then chose the names.",
    "campaign_invalid:cost": "Costs are amounts of 0 or more.",
    "campaign_invalid:margin": "A margin is a share from 0 to 100 % of revenue.",
    "campaign_invalid:strata": "Names are held back within each tier, or within each tier and segment; a coupon costs "
    "per buyer or per contact.",
    "list_unknown": "There is no list called {name}. There are: {names}.",
}
