"""The exports of survey services: one column per question, answers in words, header rows for machines."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from core.intake.batching.batches import import_files, inspect_file
from core.intake.batching.receipts import Inspection
from core.intake.planning.plan import Choices
from core.intake.values.answer_words import families, is_answer, number_of, spelt
from core.store.workspace import Workspace, open_workspace
from tests.intake.drops.test_joining import counts

Rows = list[list[str]]
SATISFIED = ["非常满意", "满意", "一般", "不满意", "非常不满意"]
ENGLISH = [
    "Very satisfied",
    "Somewhat satisfied",
    "Neither satisfied nor dissatisfied",
    "Somewhat dissatisfied",
    "Very dissatisfied",
]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return open_workspace("main", tmp_path / "home", create=True)


def saved(folder: Path, rows: Sequence[Sequence[str]], name: str = "survey.csv") -> Path:
    path = folder / name
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def looked_at(workspace: Workspace, path: Path, **how: Any) -> Inspection:
    (found,) = inspect_file(workspace, path, path.name, **how)
    return found


def scales(found: Inspection) -> dict[str, tuple[int, int] | None]:
    return {each.dimension: each.scale and (int(each.scale[0]), int(each.scale[1])) for each in found.plan.wide}


def answers(workspace: Workspace, *columns: str) -> list[tuple[Any, ...]]:
    return workspace.engine.rows(f"select {', '.join(columns)} from survey_answers order by all")


def wjx() -> Rows:
    head = [
        "序号",
        "提交答卷时间",
        "所用时间",
        "来源",
        "来源详情",
        "来自IP",
        "1、您的公司名称",
        "2、您对产品质量是否满意？",
    ]
    head += ["3、您对物流速度是否满意？", "4、您有多大可能向朋友推荐我们？", "5、您的建议", "总分"]
    rows = [head]
    for number in range(1, 6):
        meta = [
            str(number),
            f"2024/5/{number} 10:02:33",
            f"{90 + number}秒",
            "微信",
            "N/A",
            f"1.2.3.{number}(浙江-宁波)",
        ]
        second = SATISFIED[number - 1] if number != 3 else "(跳过)"
        rows.append(
            [*meta, f"公司{number}", SATISFIED[5 - number], second, str(number + 5), "不错\n继续", str(30 + number)]
        )
    return rows


def test_wjx(workspace: Workspace, tmp_path: Path) -> None:
    path = saved(tmp_path, wjx())
    found = looked_at(workspace, path)
    assert found.plan.kind == "surveys"
    assert scales(found) == {"product": (1, 5), "delivery": (1, 5), "nps": (0, 10)}
    ignored = {item.header for item in found.plan.proposals if item.column is None}
    assert ignored == {"所用时间", "来源", "来源详情", "来自IP", "总分"}
    (receipt,) = import_files(workspace, [path])
    assert counts(receipt) == (5, 5, 0, 0, 0)
    assert answers(workspace, "customer_name", "dimension", "score::int", "answered_on::varchar")[:6] == [
        ("公司1", "delivery", 5, "2024-05-01"),
        ("公司1", "nps", 6, "2024-05-01"),
        ("公司1", "product", 1, "2024-05-01"),
        ("公司2", "delivery", 4, "2024-05-02"),
        ("公司2", "nps", 7, "2024-05-02"),
        ("公司2", "product", 2, "2024-05-02"),
    ]
    assert answers(workspace, "count(*)") == [(14,)]  # 5 x 3 less the one that was skipped


def test_an_answer_that_is_no_step_refuses_its_row(workspace: Workspace, tmp_path: Path) -> None:
    rows = wjx()
    rows += [[*row[:7], *row[7:]] for row in rows[1:] for _ in range(4)]
    rows[2][7] = "看情况吧"
    (receipt,) = import_files(workspace, [saved(tmp_path, rows)])
    assert counts(receipt) == (25, 24, 0, 1, 0)
    assert receipt.refusals_file
    told = receipt.refusals_file.read_text("utf-8-sig").split("\n", 1)[1]
    assert told.startswith("3,2、您对产品质量是否满意？,看情况吧,answer_unknown,")


def qualtrics() -> Rows:
    codes = [
        "StartDate",
        "EndDate",
        "Status",
        "IPAddress",
        "Progress",
        "Duration (in seconds)",
        "Finished",
        "ResponseId",
    ]
    texts = ["Start Date", "End Date", "Response Type", "IP Address", "Progress", "Duration (in seconds)", "Finished"]
    codes += ["ExternalReference", "LocationLatitude", "Q1_1", "Q1_2", "Q2", "Q3"]
    texts += [
        "Response ID",
        "External Data Reference",
        "Location Latitude",
        "How satisfied are you with: - Product quality",
    ]
    texts += [
        "How satisfied are you with: - Delivery",
        "How likely are you to recommend us to a friend?",
        "Any comments?",
    ]
    rows = [codes, texts, [f'{{"ImportId":"x{place}"}}' for place in range(len(codes))]]
    for number in range(1, 6):
        meta = [
            f"2024-05-{number + 12} 10:00:01",
            f"2024-05-{number + 12} 10:03:11",
            "IP Address",
            "1.2.3.4",
            "100",
            "190",
        ]
        meta += ["True", f"R_{number}", f"C{number:03}", "39.7"]
        rows.append([*meta, ENGLISH[number - 1], ENGLISH[-number], str(number * 2), "Good, thanks"])
    return rows


def test_qualtrics(workspace: Workspace, tmp_path: Path) -> None:
    path = saved(tmp_path, qualtrics())
    found = looked_at(workspace, path)
    assert scales(found) == {"product": (1, 5), "delivery": (1, 5), "nps": (0, 10)}
    assert [(row.row, row.reason) for row in found.table.skipped] == [(1, "title"), (3, "title")]
    (receipt,) = import_files(workspace, [path])
    assert counts(receipt) == (7, 5, 0, 0, 2)
    assert answers(workspace, "customer_id", "respondent", "dimension", "score::int")[:3] == [
        ("C001", "R_1", "delivery", 1),
        ("C001", "R_1", "nps", 2),
        ("C001", "R_1", "product", 5),
    ]


def surveymonkey() -> Rows:
    head = [
        "Respondent ID",
        "Collector ID",
        "Start Date",
        "IP Address",
        "How satisfied are you with the following?",
        "",
    ]
    head += ["How likely is it that you would recommend us to a friend?", "Anything else?"]
    parts = ["", "", "", "", "Product", "Service", "Response", "Open-Ended Response"]
    rows = [head, parts]
    for number in range(1, 6):
        likely = ["10 - Extremely likely", "9", "8", "7", "0 - Not at all likely"][number - 1]
        meta = [str(114000 + number), "4001", f"05/{number + 12}/2024 10:00:00 AM", "1.2.3.4"]
        rows.append([*meta, ENGLISH[number - 1], ENGLISH[-number], likely, ""])
    return rows


def test_surveymonkey(workspace: Workspace, tmp_path: Path) -> None:
    path = saved(tmp_path, surveymonkey())
    found = looked_at(workspace, path)
    assert found.table.columns[4:6] == (
        "How satisfied are you with the following? - Product",
        "How satisfied are you with the following? - Service",
    )
    (receipt,) = import_files(workspace, [path])
    assert counts(receipt) == (6, 5, 0, 0, 1)
    scored = answers(workspace, "respondent", "dimension", "score::int", "highest::int")
    assert scored[:3] == [("114001", "nps", 10, 10), ("114001", "product", 5, 5), ("114001", "service", 1, 5)]
    assert scored[-3] == ("114005", "nps", 0, 10)


def test_a_refused_answer_below_parts_of_several_lines_is_where_the_file_has_it(
    workspace: Workspace, tmp_path: Path
) -> None:
    rows = surveymonkey()
    rows[1][4] = "Product\nquality"
    rows += [list(row) for row in rows[2:] for _ in range(4)]
    rows[3][5] = "It depends"
    (receipt,) = import_files(workspace, [saved(tmp_path, rows)])
    assert counts(receipt) == (26, 24, 0, 1, 1)
    assert receipt.refusals_file
    assert receipt.refusals_file.read_text("utf-8-sig").split("\n", 1)[1].startswith("4,")


def test_google_forms(workspace: Workspace, tmp_path: Path) -> None:
    head = [
        "Timestamp",
        "Email Address",
        "Company",
        "Please rate [Product quality]",
        "Please rate [Delivery]",
        "Staff were helpful",
    ]
    agree = ["5 - Strongly agree", "4 - Agree", "3 - Neutral", "2 - Disagree", "1 - Strongly disagree"]
    rows = [head]
    for number in range(5):
        meta = [f"5/{number + 13}/2024 10:03:11", f"a{number}@example.com", f"Company {number}"]
        rows.append([*meta, f"{number + 1}分", "★" * (number + 1), agree[number]])
    path = saved(tmp_path, rows)
    found = looked_at(workspace, path)
    assert found.error
    assert found.error.code == "scale_unknown"  # of the points: nothing says how many there can be
    (receipt,) = import_files(workspace, [path], choices=Choices(scale=(1, 5)))
    assert counts(receipt) == (5, 5, 0, 0, 0)
    assert answers(workspace, "dimension", "score::int", "customer_name")[::5] == [
        ("Staff were helpful", 1, "Company 4"),
        ("delivery", 1, "Company 0"),
        ("product", 1, "Company 0"),
    ]


def test_three_steps_or_the_middle_of_five_are_asked_about(workspace: Workspace, tmp_path: Path) -> None:
    head = ["提交时间", "客户名称", "产品满意度", "物流满意度"]
    rows = [head, *(["2024-05-13", f"公司{n}", SATISFIED[1 + n % 3], SATISFIED[1 + n % 2]] for n in range(6))]
    path = saved(tmp_path, rows)
    error = looked_at(workspace, path).error
    assert error
    assert (error.code, error.fields["options"]) == ("scale_unknown", "1-3, 1-5")
    for scale, score in (((1, 3), 3), ((1, 5), 4)):
        found = looked_at(workspace, path, choices=Choices(scale=scale))
        assert set(scales(found).values()) == {scale}
        assert max(row[0] for row in found.preview_rows) == score
    many = [head, *(rows[1 + n % 6] for n in range(30))]
    assert set(scales(looked_at(workspace, saved(tmp_path, many, "many.csv"))).values()) == {(1, 3)}


def test_seven_steps_are_told_from_five(workspace: Workspace, tmp_path: Path) -> None:
    words = ["Extremely satisfied", "Very satisfied", "Somewhat satisfied", "Neutral", "Extremely dissatisfied"]
    rows = [["Date", "Customer", "Product", "Delivery"]]
    rows += [["2024-05-13", f"C{n}", word, word.upper() + " "] for n, word in enumerate(words)]
    found = looked_at(workspace, saved(tmp_path, rows))
    assert scales(found) == {"product": (1, 7), "delivery": (1, 7)}
    assert sorted(int(row[0]) for row in found.preview_rows) == [1, 1, 4, 4, 5, 5, 6, 6, 7, 7]


def test_the_word_goes_before_the_number_of_its_option(workspace: Workspace, tmp_path: Path) -> None:
    """Services number the options from the top: 1 is the best there."""
    rows = [["提交时间", "客户名称", "产品满意度", "物流满意度", "服务满意度"]]
    for number, word in enumerate(SATISFIED, start=1):
        plain = "非常滿意" if number == 1 else word
        rows.append(
            [
                "2024-05-13",
                f"公司{number}",
                f"{number}. {word}",
                f"{'ABCDE'[number - 1]}.{plain}",
                f"{word}（{6 - number}分）",
            ]
        )
    (receipt,) = import_files(workspace, [saved(tmp_path, rows)])
    assert counts(receipt) == (5, 5, 0, 0, 0)
    wanted = [(f"公司{number}", 6 - number) for number in range(1, 6) for _ in range(3)]
    assert answers(workspace, "customer_name", "score::int") == wanted


def test_numbers_between_labelled_ends_count_the_way_the_labels_do(workspace: Workspace, tmp_path: Path) -> None:
    down = ["1 - Very satisfied", "2", "３", "4 - not so good", "5 - Very dissatisfied"]
    up = ["1 - Very dissatisfied", "2", "３", "4 - rather good", "5 - Very satisfied"]
    rows = [["Date", "Customer", "Product", "Delivery"]]
    rows += [["2024-05-13", f"C{n}", *pair] for n, pair in enumerate(zip(down, up, strict=True), start=1)]
    (receipt,) = import_files(workspace, [saved(tmp_path, rows)])
    assert counts(receipt) == (5, 5, 0, 0, 0)
    wanted = [("delivery", f"C{n}", n) for n in range(1, 6)] + [("product", f"C{n}", 6 - n) for n in range(1, 6)]
    assert answers(workspace, "dimension", "customer_name", "score::int") == wanted


def scored(workspace: Workspace, folder: Path, cells: Sequence[str], head: str = "Product", **how: Any) -> Inspection:
    rows = [["Date", "Customer", head], *(["2024-05-13", f"C{n}", cell] for n, cell in enumerate(cells))]
    return looked_at(workspace, saved(folder, rows), **how)


@pytest.mark.parametrize(
    ("best", "worst", "length"),
    [
        ("Very satisfied", "Very dissatisfied", 7),
        ("very satisfied.", "very dissatisfied.", 10),
        ("非常满意", "非常不满意", 7),
        ("非常滿意", "非常不滿意", 10),
        ("最满意", "最不满意", 9),
        ("Best", "Worst", 4),
        ("Satisfied", "Dissatisfied", 6),
    ],
)
@pytest.mark.parametrize("spelt", ["{number} - {word}", "{number}（{word}）", "{number}分：{word}"])
def test_scales_of_any_length_with_words_at_their_ends_count_the_way_the_words_do(
    workspace: Workspace, tmp_path: Path, best: str, worst: str, length: int, spelt: str
) -> None:
    middle = [str(number) for number in range(2, length)]
    for words, wanted in (((best, worst), range(length, 0, -1)), ((worst, best), range(1, length + 1))):
        ends = [spelt.format(number=number, word=word) for number, word in zip((1, length), words, strict=True)]
        found = scored(workspace, tmp_path, [ends[0], *middle, ends[1]])
        assert (found.error, found.plan.scale, found.refusals) == (None, (1, length), ())
        assert [int(row[0]) for row in found.preview_rows] == list(wanted)


def test_columns_with_words_at_their_ends_have_their_own_scales(workspace: Workspace, tmp_path: Path) -> None:
    seven = ["1 - Very satisfied", "3", "5", "7 - Very dissatisfied"]
    ten = ["10 - Very satisfied", "6", "3", "1 - Very dissatisfied"]
    rows = [["Date", "Customer", "Product", "Delivery"]]
    rows += [["2024-05-13", f"C{n}", *pair] for n, pair in enumerate(zip(seven, ten, strict=True))]
    (receipt,) = import_files(workspace, [saved(tmp_path, rows)])
    assert counts(receipt) == (4, 4, 0, 0, 0)
    scores = [(7, 10), (5, 6), (3, 3), (1, 1)]
    wanted = [(f"C{n}", *pair) for n, (one, other) in enumerate(scores) for pair in ((other, 1, 10), (one, 1, 7))]
    found = answers(workspace, "customer_name", "dimension", "score::int", "lowest::int", "highest::int")
    assert [(row[0], *row[2:]) for row in found] == wanted


@pytest.mark.parametrize("head", ["Product", "Rating"])
@pytest.mark.parametrize(
    ("cells", "option", "high", "scores"),
    [
        (["1 - Very satisfied", "2", "3"], "1-5", 5, [5, 4, 3]),
        (["1 - Very satisfied", "2", "6"], "1-7", 10, [10, 9, 5]),
        (["1（非常满意）", "2", "6分"], "1-7", 7, [7, 6, 2]),
        (["1 - Very dissatisfied", "2", "3"], "1-5", 7, [1, 2, 3]),
        (["7 - Very dissatisfied", "2", "3"], "1-7", 7, [1, 6, 5]),
        (["2 - Satisfied", "8 - Dissatisfied", "1", "9"], "0-10", 9, [8, 2, 9, 1]),
    ],
)
def test_a_scale_with_a_word_at_one_end_is_asked_for_and_counts_the_way_the_word_says(
    workspace: Workspace, tmp_path: Path, head: str, cells: list[str], option: str, high: int, scores: list[int]
) -> None:
    asked = scored(workspace, tmp_path, cells, head)
    assert [(doubt.code, doubt.options) for doubt in asked.plan.doubts] == [("scale_unknown", (option,))]
    found = scored(workspace, tmp_path, cells, head, choices=Choices(scale=(Decimal(1), Decimal(high))))
    assert (found.error, found.plan.scale, found.refusals) == (None, (1, high), ())
    assert [int(row[0]) for row in found.preview_rows] == scores


def test_a_header_that_names_the_scale_says_which_end_has_the_word(workspace: Workspace, tmp_path: Path) -> None:
    found = scored(workspace, tmp_path, ["1 - Very satisfied", "2", "6"], "Product (1-7)")
    assert (found.error, [int(row[0]) for row in found.preview_rows]) == (None, [7, 6, 2])


@pytest.mark.parametrize("beyond", ["0", "6"])
def test_a_number_beyond_a_scale_that_counts_from_its_best_step_is_refused(
    workspace: Workspace, tmp_path: Path, beyond: str
) -> None:
    rows = [["Date", "Customer", "Product"], ["2024-05-13", "A", "1 - Very satisfied"]]
    rows += [["2024-05-13", "B", "5 - Very dissatisfied"], ["2024-05-13", "C", beyond]]
    found = looked_at(workspace, saved(tmp_path, rows), choices=Choices(scale=(Decimal(1), Decimal(5))))
    assert [(said.row, said.rule) for said in found.refusals] == [(4, "score_outside")]


def test_stars_of_reviews_need_no_question(workspace: Workspace, tmp_path: Path) -> None:
    rows = [["review_id", "order_id", "review_score", "review_creation_date"]]
    rows += [[f"r{n}", f"o{n}", str(n), "2024-05-13"] for n in (1, 2, 4, 5)]
    found = looked_at(workspace, saved(tmp_path, rows))
    assert (found.error, found.plan.scale) == (None, (1, 5))
    tens = saved(tmp_path, [*rows, ["r9", "o9", "9", "2024-05-13"]], "tens.csv")
    error = looked_at(workspace, tens).error
    assert error
    assert error.code == "scale_unknown"


@pytest.mark.parametrize(
    ("text", "number"),
    [("4分", 4), ("5 - Strongly agree", 5), ("10", 10), ("★★★☆☆", 3), ("3星", 3), ("4/5", 4), ("0 (not at all)", 0),
     ("10:03", None), ("1.2.3.4", None), ("2024-05-01", None), ("满意", None), ("178秒", None)],
)  # fmt: skip
def test_numbers_at_the_start_of_answers(text: str, number: int | None) -> None:
    assert number_of(text) == number


def test_no_word_stands_twice_in_a_family() -> None:
    for steps in families():
        words = [word for step in steps for word in step]
        assert len(words) == len(set(words))
        assert all(word == spelt(word) and is_answer(word) for word in words)
        assert len(steps) in {3, 5, 7}
