"""Segments that are found in the data: from a goal, traits and value bands to named groups, or to none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from core.errors import QuestionError
from core.metrics.cached import one_reading, remembered
from core.metrics.period import basis_of, calendar_of, months_back
from core.metrics.segments.found_segments_kept import newest_finding, written
from core.metrics.segments.traits import (
    AFTER_MONTHS,
    ALL_TRAITS,
    GOALS,
    USUAL_TRAITS,
    plain,
    trait_columns,
    traits_statement,
    traits_table,
)
from core.models.clusters.results import NoStructure, Segmentation
from core.store.engine import Engine
from core.store.segmentations import KeptSegmentation, save_segmentation

if TYPE_CHECKING:
    from core.metrics.question import Basis, Question
    from core.metrics.results import Statement
    from core.models.clusters.results import Method, Trait, Traits
    from core.settings import Cut
    from core.store.workspace import Workspace

MOST_SEGMENTS = 8
Progress = Callable[[float, str], None]
_looked: WeakKeyDictionary[Engine, tuple[int, Segmentation | NoStructure]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Recipe:
    """What a reader chose.

    `goal`: of `GOALS`, None for none; `traits` none named: those proposed; `tiers`: the value
    bands in which is looked, none named: all; `method` and `segments`: None = the best is looked for.
    """

    goal: str | None = "revenue"
    traits: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    method: Method | None = None
    segments: int | None = None
    seed: int = 7


@dataclass(frozen=True)
class Finding:
    """What was looked for and what came out.

    `question`: without filters, on the day on which customers are looked at; `customers`: all with an order
    in the window, `looked_at`: those in the value bands.
    """

    basis: Basis
    question: Question
    recipe: Recipe
    traits: tuple[Trait, ...]
    result: Segmentation | NoStructure
    customers: int
    looked_at: int
    statements: tuple[Statement, ...] = ()


def finding_question(workspace: Workspace, question: Question, goal: str | None) -> Question:
    """The question without filters; with retention as goal as of three months earlier, so that one knows who stayed.

    QuestionError `goal_too_early` where the data do not reach back so far.
    """
    asked = plain(question)
    if goal != "retention":
        return asked
    calendar = calendar_of(workspace)
    last = basis_of(workspace, asked).last_month
    until = max((month for month in calendar.complete), default=calendar.newest_month)
    earlier = min(last, months_back(until, AFTER_MONTHS))
    if earlier < calendar.first_month:
        raise QuestionError("goal_too_early", months=AFTER_MONTHS)
    return replace(asked, as_of=f"{earlier:%Y-%m}")


@one_reading
def described_traits(workspace: Workspace, question: Question, recipe: Recipe) -> tuple[Trait, ...]:
    """How the traits of the customers in the recipe's value bands are distributed, in the order of `ALL_TRAITS`."""
    asked = finding_question(workspace, question, recipe.goal)
    key = (traits_table(workspace, asked), recipe.tiers)  # the table's name changes with settings too
    return remembered(
        workspace, "described", key, lambda: _described(trait_columns(workspace, asked, recipe.tiers)).traits
    )


def _described(columns: dict[str, Any]) -> Traits:
    """Customers go by their place in the columns, so that what is drawn by chance does not depend on their numbers."""
    import numpy as np

    from core.models.clusters.traits import describe_traits

    return describe_traits(np.arange(len(columns["customer_no"])), {name: columns[name] for name in ALL_TRAITS})


def proposed_traits(traits: Sequence[Trait], goal: str | None, names: Sequence[str] = USUAL_TRAITS) -> tuple[str, ...]:
    """What is proposed of `names` to tell customers apart by: what varies, is known and says something of its own.

    The column of the goal is none of them: segments made of it would fit it by themselves.
    """
    by_name = {trait.name: trait for trait in traits}
    chosen: list[str] = []
    for name in names:
        trait = by_name[name]
        if trait.usable and trait.alike not in chosen and name != GOALS.get(goal or ""):
            chosen.append(name)
    return tuple(chosen)


@one_reading
def found_segments(
    workspace: Workspace, question: Question, recipe: Recipe, progress: Progress | None = None
) -> Finding:
    """The segments of the customers with an order in the window, by the recipe; filters have no part in it.

    The same data, settings and recipe give the same segments. Errors: QuestionError `goal_too_early`, `goal_not_known`,
    and those of `check_recipe` and `tiers_table`.
    """
    check_recipe(recipe, question.cut)
    asked = finding_question(workspace, question, recipe.goal)
    key = (traits_table(workspace, asked), asked, recipe)
    found = remembered(workspace, "found_segments", key, lambda: _found(workspace, asked, recipe, progress))
    _looked[workspace.engine] = (workspace.data_version, found.result)
    return found


def looked_in_vain(workspace: Workspace) -> NoStructure | None:
    """Why the last look into the data as they are found nothing; None where nobody has looked, or with segments found.

    It is known as long as the app runs: only segments are saved.
    """
    version, result = _looked.get(workspace.engine, (0, None))
    return result if isinstance(result, NoStructure) and version == workspace.data_version else None


def _found(workspace: Workspace, asked: Question, recipe: Recipe, progress: Progress | None) -> Finding:
    from core.models.clusters.find import find_segments

    columns = trait_columns(workspace, asked, recipe.tiers)
    traits = _described(columns)
    goal = (GOALS[recipe.goal], columns[GOALS[recipe.goal]]) if recipe.goal else None
    if goal and len(goal[1]) and (goal[1] != goal[1]).all():
        raise QuestionError("goal_not_known", goal=recipe.goal, goals=", ".join(GOALS))
    result = find_segments(
        traits,
        recipe.traits or proposed_traits(traits.traits, recipe.goal),
        method=recipe.method,
        segments=recipe.segments,
        goal=goal,
        reachable=columns["is_reachable"].astype(bool) if columns["is_reachable"].any() else None,
        progress=progress,
        seed=recipe.seed,
    )
    if isinstance(result, Segmentation):
        result = replace(result, customer=columns["customer_no"].astype("int64"))
    customers = len(trait_columns(workspace, asked)["customer_no"]) if recipe.tiers else len(traits.customer)
    statement = traits_statement(workspace, asked).statement("traits")
    return Finding(
        basis_of(workspace, asked), asked, recipe, traits.traits, result, customers, len(traits.customer), (statement,)
    )


def check_recipe(recipe: Recipe, cut: Cut) -> None:
    """Errors: QuestionError `goal_unknown`, `trait_unknown`, `band_unknown` (no tier of `cut`), `segments_outside`."""
    if recipe.goal is not None and recipe.goal not in GOALS:
        raise QuestionError("goal_unknown", goal=recipe.goal, goals=", ".join(GOALS))
    for name in recipe.traits:
        if name not in ALL_TRAITS:
            raise QuestionError("trait_unknown", trait=name, traits=", ".join(ALL_TRAITS))
    bands = (*cut.tiers, "unprofitable")
    for name in recipe.tiers:
        if name not in bands:
            raise QuestionError("band_unknown", band=name, bands=", ".join(bands))
    if recipe.segments is not None and not 2 <= recipe.segments <= MOST_SEGMENTS:
        raise QuestionError("segments_outside", segments=recipe.segments, most=MOST_SEGMENTS)


def keep_finding(
    workspace: Workspace, finding: Finding, name: str, names: dict[str, str], owners: dict[str, str] | None = None
) -> int:
    """Save a finding under a name, as the one that counts on all pages. Errors: those of `save_segmentation`."""
    found = finding.result
    assert isinstance(found, Segmentation)  # noqa: S101  # nothing else can be saved
    asked = finding.question
    definition = {
        **asdict(finding.recipe),
        "chosen_traits": [trait.name for trait in found.traits],
        "names": names,
        "owners": {code: owner for code, owner in (owners or {}).items() if owner.strip()},
        "window_months": asked.window_months,
        "refunds": asked.refunds,
        "value": asked.value,
        "cut": {**asdict(asked.cut), "thresholds": [f"{amount:f}" for amount in asked.cut.thresholds]},
        "rank_groups": asked.rank_groups,
        "data_version": workspace.data_version,
        "libraries": found.libraries,
    }
    ids: dict[int, str] = dict(workspace.engine.rows("select customer_no, customer_id from customers"))
    codes = [segment.code for segment in found.segments]
    members = {
        ids[number]: codes[label] for number, label in zip(found.customer.tolist(), found.labels.tolist(), strict=True)
    }
    return save_segmentation(workspace, name, finding.basis.as_of, definition, written(found), members)


def recipe_of(kept: KeptSegmentation) -> Recipe:
    """What was asked for when it was found, with the traits that were taken."""
    told = kept.definition
    return Recipe(
        told["goal"], tuple(told["chosen_traits"]), tuple(told["tiers"]), told["method"], told["segments"], told["seed"]
    )


def kept_finding(workspace: Workspace) -> tuple[KeptSegmentation, Segmentation] | None:
    """The finding that counts, as it was saved; None where nothing was saved, or what was cannot be read."""
    kept, found = newest_finding(workspace)
    return (kept, found) if kept and found else None
