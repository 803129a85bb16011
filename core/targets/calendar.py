"""Events as a calendar file (.ics) that calendars take in; taken in again, it moves events instead of doubling them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

PRODUCT = "-//Customer Pyramid//Care plan//EN"
LONGEST_TEXT = 4000
ALLOWED = "\n\t"


@dataclass(frozen=True)
class Event:
    """Something for a whole day. `uid`: the same for the same thing in every file."""

    uid: str
    day: date
    title: str
    text: str
    category: str = ""


def calendar_file(events: Sequence[Event], name: str, as_of: date, revision: int) -> bytes:
    """The events as iCalendar (RFC 5545): UTF-8, CRLF, folded lines; the same events give the same bytes.

    `name`: what the calendar is called; `as_of`: the day that the events were made for, their time stamp; `revision`:
    grows with every change of the data, so that calendars take the later file for the newer one. Control characters
    are left out, longer texts end in an ellipsis.
    """
    from icalendar import Calendar
    from icalendar import Event as Entry

    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", _clean(name))
    for event in events:
        entry = Entry()
        entry.add("uid", event.uid)
        entry.add("dtstamp", datetime.combine(as_of, time(), UTC))
        entry.add("sequence", revision)
        entry.add("dtstart", event.day)
        entry.add("dtend", event.day + timedelta(days=1))
        entry.add("summary", _clean(event.title).replace("\n", " "))
        entry.add("description", _clean(event.text))
        entry.add("transp", "TRANSPARENT")  # a call to make does not block the day
        if event.category:
            entry.add("categories", [_clean(event.category).replace("\n", " ")])
        made.add_component(entry)
    return bytes(made.to_ical())


def _clean(text: str) -> str:
    kept = "".join(sign for sign in text if sign >= " " or sign in ALLOWED).encode("utf-8", "ignore").decode("utf-8")
    return kept if len(kept) <= LONGEST_TEXT else kept[: LONGEST_TEXT - 1] + "…"
