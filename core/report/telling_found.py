"""Which kinds of customers there are: the found segments that were saved, or how to find them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.charts.found_segments import distinction_fill, traits_apart
from core.errors import QuestionError
from core.metrics.question import Filters
from core.metrics.segments.found_segments_profile import SegmentProfile
from core.report.slides import Bullet, Bullets, Cell, Row, Slide, Table
from core.text.found_sentences import advice, answer_none, held_and_brought, trait_value
from core.text.messages import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.models.clusters.results import FoundSegment, Segmentation
    from core.report.figures import Figures
    from core.text.teller import Teller

MOST_TRAITS = 5
UNKNOWN = "–"


def found_kinds(figures: Figures, teller: Teller) -> Slide:
    """The saved segments with size, share of revenue, what sets each apart and what to do; else how to find them."""
    t, kept = teller.t, figures.kept_segments
    topic = t.code("slide", "found_segments")
    notes = [
        t("Every customer is in exactly one segment. On later days, and new customers, are placed where their traits "
          "belong, with the window and the returns rule that the segments were found with."),
    ]  # fmt: skip
    if kept is None:
        return Slide("found_segments", topic, *_without(figures, teller), notes[0])
    saved, found = kept
    title = held_and_brought(saved.names, figures.found_profiles, t, marked=False)
    notes.append(
        t("What sets them apart is as of {day}, when they were found; sizes and revenue are as of the report.",
          day=t.day(saved.as_of))
    )  # fmt: skip
    table = _table(figures, teller, found, saved.names)
    return Slide("found_segments", topic, title, (Row((Cell(table),)),), "\n".join(notes), _remark(figures, teller))


def _without(figures: Figures, teller: Teller) -> tuple[str, tuple[Row, ...]]:
    """Title and rows where none can be shown.

    What was saved cannot be read; or somebody has looked and there are none; or else how to look.
    """
    t, nothing = teller.t, figures.looked_in_vain
    try:
        figures.check_segments()
    except QuestionError as error:
        title = t("Which kinds of customers there are is not known: what was saved cannot be read.")
        return title, (Row((Cell(Bullets((Bullet(t("What brings it"), message(error, t)),))),)),)
    if nothing is not None:
        title, why, *tried = answer_none(nothing, t)
        said = [Bullet(t("Why"), why), *(Bullet(t("What was tried"), one) for one in tried)]
        said.append(Bullet(t("What stands instead"), t("The RFM segments tell customers apart by fixed rules; other "
                                                       "traits may still show kinds of customers.")))  # fmt: skip
        return title, (Row((Cell(Bullets(tuple(said))),)),)
    said = [
        Bullet(t("What brings it"), t("Five steps on the page Found segments, or python -m core found-segments "
                                      "--save NAME; it takes some seconds.")),
        Bullet(t("What it tells"), t("Which kinds of customers the data hold, how large they are, what sets each apart "
                                     "and what to do; or that there is no clear structure.")),
    ]  # fmt: skip
    title = t("Which kinds of customers there are is not known: no found segments were saved.")
    return title, (Row((Cell(Bullets(tuple(said))),)),)


def _table(figures: Figures, teller: Teller, found: Segmentation, names: dict[str, str]) -> Table:
    """One row per segment, the most revenue first, with its middle customer by trait; all customers last."""
    t, profiles = teller.t, figures.found_profiles
    traits = traits_apart(found.segments)[:MOST_TRAITS]
    known = [(one, profiles.profiles.get(names[one.code]) or SegmentProfile(names[one.code])) for one in found.segments]
    known.sort(key=lambda pair: -pair[1].revenue)
    rows = [
        (
            profile.code,
            t.count(profile.customers),
            t.share(float(profile.revenue / profiles.revenue)) if profiles.revenue > 0 else UNKNOWN,
            *_middles(teller, segment, traits),
            next(iter(advice(segment, t)), UNKNOWN),
        )
        for segment, profile in known
    ]
    held = sum(profile.customers for _, profile in known)
    rows.append((t("All of them"), t.count(held), "", *_middles(teller, found.segments[0], traits, of_all=True), ""))
    grounds = [("", "", "", *_grounds(teller, segment, traits), "") for segment, _ in known]
    head = (
        t("Segment"), t("Customers"), t("Share of revenue"), *(t.code("column", one) for one in traits),
        t("What to do"),
    )  # fmt: skip
    figures_at = frozenset(range(1, len(traits) + 3))
    widths = (1.6, 0.85, 0.85, *(1.0 for _ in traits), 2.9)
    heading = t("The middle customer of each segment, by what sets them apart")
    return Table(head, tuple(rows), widths, figures_at, heading, fills=(*grounds, ("",) * len(head)))


def _middles(teller: Teller, segment: FoundSegment, traits: Sequence[str], *, of_all: bool = False) -> tuple[str, ...]:
    """The segment's middle customer by trait, or that of all; of a segment, in its unit."""
    known = {one.trait: one.median_all if of_all else one.median for one in segment.distinctions}
    return tuple(
        trait_value(trait, known[trait], teller.t, teller.settings) if trait in known else UNKNOWN for trait in traits
    )


def _grounds(teller: Teller, segment: FoundSegment, traits: Sequence[str]) -> tuple[str, ...]:
    """Blue where the segment has more than all customers, amber where less."""
    known = {one.trait: one.difference for one in segment.distinctions}
    return tuple(distinction_fill(teller.look, known[trait]) if trait in known else "" for trait in traits)


def _remark(figures: Figures, teller: Teller) -> str:
    """How to read the colours, who is in no segment, and that filters have no part in it."""
    t = teller.t
    parts = [t("Blue: more than all customers, amber: less; the stronger, the further.")]
    parts += [
        t("{name}: {reason}", name=t.code("found_segment", one.code), reason=t.count(one.customers))
        for one in figures.found_profiles.states
    ]
    if figures.question.filters != Filters():
        parts.append(t("Filters have no part in found segments."))
    return " · ".join(parts)
