"""Found segments: everybody in exactly one, kept and read again, as filter and rule, placed on other days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from core.errors import QuestionError
from core.metrics.choices import choices
from core.metrics.customers import customers
from core.metrics.question import Filters, Question
from core.metrics.segments.found_segments import (
    Finding,
    Recipe,
    described_traits,
    found_segments,
    keep_finding,
    kept_finding,
    proposed_traits,
    recipe_of,
)
from core.metrics.segments.found_segments_again import found_again
from core.metrics.segments.found_segments_placed import months_of_found
from core.metrics.segments.found_segments_profile import profiles_of_finding, profiles_of_found
from core.models.clusters import find
from core.models.clusters.results import NoStructure, Segmentation, Traits
from core.settings import Cut, RfmRules
from core.store.segmentations import (
    delete_segmentation,
    newest_segmentation,
    rename_segments,
    save_segmentation,
    segmentations,
)
from core.store.workspace import Workspace
from core.targets.own_segments import OwnSegment, own_segments
from core.targets.predicates import predicate
from core.targets.rules import parse_rule
from core.targets.sentences import rule_sentence
from core.text.found_sentences import (
    advice,
    answer_found,
    answer_none,
    goal_words,
    plain_rules,
    proposed_names,
    scorecard_lines,
    sets_apart,
)
from core.text.words import words_for
from tests.metrics.lines import line
from tests.metrics.segments.found_company import EACH, RECIPE, kinds_company
from tests.support import workspace_with

ASKED = Question(as_of="2024-06")
EN, ZH = words_for("en"), words_for("zh")
NAMES = {"s1": "Regulars", "s2": "Big ones", "s3": "Silent ones"}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Three kinds of customers, found and saved."""
    made = kinds_company(tmp_path_factory.mktemp("kinds"))
    keep_finding(made, found_segments(made, ASKED, RECIPE), "Kinds", NAMES, {"s1": "Ann"})
    return made


@pytest.fixture(scope="module")
def finding(workspace: Workspace) -> Finding:
    """What was found."""
    return found_segments(workspace, ASKED, RECIPE)


def _ids(workspace: Workspace, rule: str, question: Question = ASKED) -> list[str]:
    found = customers(workspace, question, RfmRules(), where=predicate([parse_rule(rule)]), order_by="customer_id")
    return sorted(found.table["customer_id"])


def test_the_kinds_are_found_and_everybody_is_in_exactly_one(workspace: Workspace) -> None:
    for letter, name in zip("ABC", NAMES.values(), strict=True):
        assert _ids(workspace, f'found_segment in "{name}"') == [f"{letter}{number:02}" for number in range(EACH)]
    assert _ids(workspace, "found_segment in unplaced") == ["P"]
    profiles = profiles_of_found(workspace, ASKED, RfmRules())
    assert {name: one.customers for name, one in profiles.profiles.items()} == {
        **dict.fromkeys(NAMES.values(), EACH),
        "unplaced": 1,
    }
    assert sum(sum(count for _, count in one.tiers) for one in profiles.profiles.values()) == 61
    big = profiles.profiles["Big ones"]
    assert (big.revenue, big.gross_profit, big.orders, big.reachable) == (199600, 99800, 40, 4)


def test_filter_and_rule_give_the_same_customers(workspace: Workspace) -> None:
    filters = Filters(customers=(("found_segment", ("Big ones", "unplaced")),))
    chosen = customers(workspace, replace(ASKED, filters=filters), RfmRules(), limit=None).table
    assert sorted(chosen["customer_id"]) == _ids(workspace, 'found_segment in "Big ones",unplaced')
    whole = customers(workspace, ASKED, RfmRules(), limit=None).table.set_index("customer_id")["tier"]
    assert chosen.set_index("customer_id")["tier"].to_dict() == whole[chosen["customer_id"]].to_dict()  # after ranking
    assert choices(workspace)["found_segment"] == (*NAMES.values(), "unplaced", "outside")
    other = replace(
        ASKED, window_months=3, refunds="gross", value="order_count", cut=Cut("thresholds", (), (Decimal(7),))
    )
    assert _ids(workspace, 'found_segment in "Silent ones"', other) == [f"C{number:02}" for number in range(EACH)]
    own = OwnSegment(0, 0, "Mine", (parse_rule('found_segment in "Big ones"'),))
    assert [one.customers for one in own_segments(workspace, ASKED, RfmRules(), [own]).results] == [EACH, 41]


def test_kept_with_all_to_find_them_again(workspace: Workspace, finding: Finding) -> None:
    counting = kept_finding(workspace)
    assert counting
    kept, found = counting
    told = {name: kept.definition[name] for name in ("goal", "seed", "window_months", "refunds", "owners")}
    assert told == {"goal": "gross_profit", "seed": 7, "window_months": 12, "refunds": "net", "owners": {"s1": "Ann"}}
    assert kept.definition["data_version"] == workspace.data_version - 1  # saving was a write
    assert "scikit-learn" in kept.definition["libraries"]
    assert isinstance(finding.result, Segmentation)
    assert (found.segments, found.scaling, found.centres) == (
        finding.result.segments,
        finding.result.scaling,
        finding.result.centres,
    )
    assert found.labels.tolist() == finding.result.labels.tolist()
    assert recipe_of(kept) == RECIPE
    again = found_again(workspace, ASKED, kept, found)
    assert [(one.code, one.state, one.stayed) for one in again.drifts] == [(code, "kept", 1.0) for code in NAMES]


def test_placed_at_the_ends_of_other_months(workspace: Workspace) -> None:
    counting = kept_finding(workspace)
    assert counting
    stands = months_of_found(workspace, ASKED, *counting)
    assert [stand.month for stand in stands] == [date(2023, 12, 1), *(date(2024, month, 1) for month in range(1, 7))]
    assert stands[0].share is None
    assert stands[-1].share == 1
    assert stands[-1].customers == dict.fromkeys(NAMES, EACH)
    assert _ids(workspace, 'found_segment in "Big ones"', Question(as_of="2023-12")) == []  # they came in January


def test_names_deletion_and_what_is_refused(workspace: Workspace, finding: Finding) -> None:
    def refused(names: dict[str, str], name: str = "Second") -> str:
        with pytest.raises(QuestionError) as caught:
            keep_finding(workspace, finding, name, names)
        return caught.value.code

    assert refused(NAMES, " ") == "segmentation_name_missing"
    assert refused({**NAMES, "s2": " "}) == "segment_name_missing"
    assert refused({**NAMES, "s2": "regulars "}) == "segment_name_taken"
    assert refused({**NAMES, "s2": "Unplaced"}) == "segment_name_taken"
    number = keep_finding(workspace, finding, "Second", NAMES)
    rename_segments(workspace, number, {"s2": "Whales"}, {})
    assert len(_ids(workspace, "found_segment in Whales")) == EACH
    assert [one.name for one in segmentations(workspace)] == ["Second", "Kinds"]
    delete_segmentation(workspace, number)
    assert workspace.engine.rows("select count(*) from segmentation_members") == [(60,)]
    with pytest.raises(QuestionError, match="segmentation_missing"):
        delete_segmentation(workspace, number)
    kept = newest_segmentation(workspace)
    assert kept
    assert kept.names == NAMES


@pytest.mark.parametrize(
    ("recipe", "code"),
    [
        (Recipe("fame"), "goal_unknown"),
        (Recipe("satisfaction"), "goal_not_known"),
        (Recipe(None, ("height",)), "trait_unknown"),
        (Recipe(None, tiers=("keys",)), "band_unknown"),
        (Recipe(None, segments=9), "segments_outside"),
    ],
)
def test_what_cannot_be_looked_for(workspace: Workspace, recipe: Recipe, code: str) -> None:
    with pytest.raises(QuestionError, match=code):
        found_segments(workspace, ASKED, recipe)


def test_retention_looks_at_who_they_were_three_months_ago(
    workspace: Workspace, finding: Finding, tmp_path: Path
) -> None:
    found = found_segments(workspace, Question(), replace(RECIPE, goal="retention", segments=2))
    assert (finding.basis.as_of, found.basis.as_of) == (date(2024, 6, 28), date(2024, 3, 31))
    young = workspace_with(tmp_path, [line("A", 1, date(2024, 1, 31)), line("A", 1, date(2024, 2, 29))])
    with pytest.raises(QuestionError, match="goal_too_early"):
        found_segments(young, Question(), Recipe("retention"))


def test_few_customers_are_told_so_and_bands_leave_others_outside(workspace: Workspace) -> None:
    few = found_segments(workspace, ASKED, replace(RECIPE, tiers=("key", "important")))
    assert isinstance(few.result, NoStructure)
    assert (few.customers, few.looked_at, few.result.reason) == (60, 12, "few_customers")
    assert "There are too few customers" in answer_none(few.result, EN)[1]
    assert answer_none(few.result, ZH)[0] == "这些数据中没有清晰的分群结构，请使用 RFM。"


def test_shares_are_of_the_same_whole_before_and_after_saving(tmp_path: Path) -> None:
    # who only brought back something is in no segment, and lessens the revenue of all
    returned = line("R", -9600, date(2024, 6, 3), cost=-4800)
    workspace = kinds_company(tmp_path, returned)
    finding = found_segments(workspace, ASKED, RECIPE)
    draft = profiles_of_finding(workspace, finding, RfmRules())
    assert {code: one.customers for code, one in draft.profiles.items()} == {
        **dict.fromkeys(NAMES, EACH),
        "unplaced": 2,
    }
    keep_finding(workspace, finding, "Kinds", NAMES)
    saved = profiles_of_found(workspace, ASKED, RfmRules())
    assert draft.profiles["unplaced"].revenue == Decimal(-9600)
    assert saved.revenue == draft.revenue == sum(one.revenue for one in draft.segments) - 9600
    assert saved.profiles["Big ones"].revenue == draft.profiles["s2"].revenue


def test_in_words(workspace: Workspace, finding: Finding) -> None:
    found, settings = finding.result, workspace.settings()
    assert isinstance(found, Segmentation)
    names = proposed_names(found, EN)
    assert names == {
        "s1": "Order often, bought lately",
        "s2": "Large orders, order seldom",
        "s3": "Long silent, order seldom",
    }
    given = proposed_names(found, EN, {"s2": "Order often, bought lately", "s9": "Gone"})  # names that were edited stay
    assert list(given.values())[:2] == ["Order often, bought lately 2", "Order often, bought lately"]
    assert proposed_names(found, ZH)["s2"] == "订单金额大、下单少"
    assert answer_found(finding, names, EN).startswith("**3** segments were found among 60 customers. The largest is ")
    big = found.segments[1]
    assert "revenue per order ¥4.99k (all: ¥" in sets_apart(big, EN, settings)
    assert goal_words(found.goal, big, EN, settings).startswith("gross profit ¥4.99k per customer (95 % interval ¥4.")
    assert goal_words(found.goal, big, ZH, settings).endswith("；全部客户：¥2,262）")
    assert plain_rules(big, EN, settings).endswith(
        "Of the customers whom these rules pick, 100 % are in the segment; they pick 100 % of it."
    )
    assert advice(big, ZH)[0] == "他们的单笔金额大：提供适合大单的条款与交付，并让主管认识他们。"
    lines = {code: (value, met) for code, value, met, _ in scorecard_lines(found.scorecard, EN)}
    assert lines["large_enough"] == ("33 %", True)
    assert lines["reachable"][0] == "20 %"
    rule = parse_rule('found_segment in "Big ones",unplaced')
    assert rule_sentence(rule, EN, settings) == "found segment is Big ones or Not enough data"
    assert rule_sentence(rule, ZH, settings) == "发现的分群为Big ones或数据不足"
    proposed = proposed_traits(described_traits(workspace, ASKED, Recipe("gross_profit")), "gross_profit")
    assert {"recency_days", "order_count", "order_value"} >= set(proposed) - {"categories_bought", "tenure_days"}


def test_which_file_came_first_decides_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Customers get their numbers as they come in; what is drawn by chance must not hang on that."""
    seen: list[Traits] = []
    monkeypatch.setattr(find, "find_segments", lambda traits, *_, **__: seen.append(traits) or NoStructure((), ""))
    lines = [line(who, number * 10, date(2024, 6, number)) for number, who in enumerate("BCAD", start=1)]
    one, other = (workspace_with(tmp_path, lines, name=name) for name in ("one", "other"))
    with other.writing() as cursor:
        cursor.run("update customers set customer_no = 5 - customer_no, group_no = 5 - group_no")
        cursor.run("update customer_months set customer_no = 5 - customer_no where customer_no > 0")
    for made in (one, other):
        found_segments(made, ASKED, replace(RECIPE, goal=None))
    assert seen[0].customer.tolist() == seen[1].customer.tolist()
    assert np.array_equal(seen[0].values, seen[1].values, equal_nan=True)


@pytest.mark.parametrize("definition", ["{", "[]", "{}", '{"names": ["A"]}', '{"names": {"s1": "A"}}'])
def test_what_cannot_be_read_is_named_and_refused(tmp_path: Path, definition: str) -> None:
    small = workspace_with(tmp_path, [line("A", 1, date(2024, 1, 31))])
    save_segmentation(small, "Kinds", date(2024, 1, 31), {"names": {"s1": "A"}}, {}, {"A": "s1"})
    with small.writing() as cursor:
        cursor.run("update segmentations set definition = $definition", {"definition": definition})
    assert kept_finding(small) is None
    with pytest.raises(QuestionError, match="segmentation_unreadable"):
        _ids(small, 'found_segment in "A"', Question())
    assert [one.name for one in segmentations(small)] == ["Kinds"]
    choices(small)  # what stands on every page
    delete_segmentation(small, 1)
    assert kept_finding(small) is None
