"""The smallest input that makes each error and each refused row, as files and words of the command line."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

LINES = "Order No,Order date,Customer,Amount\n"
GOOD = "1,2024-01-05,A,5.50\n"
SURVEY = "Customer ID,Dimension,Score\nK1,service,5\n"
WITHOUT_NUMBER = "Order date,Customer,Amount\n2024-01-05,A,5.50\n"
PRICED = "订单号,日期,客户,数量,单价,折扣\n"


@dataclass(frozen=True)
class Case:
    """Files by name, and the words of the commands that are run in turn; the last one answers with the code."""

    commands: tuple[str, ...]
    files: dict[str, str | bytes]
    filled: bool = False  # in a workspace that holds one good line


def imported(text: str | bytes, words: str = "", name: str = "lines.csv") -> Case:
    """One file that is imported with these words."""
    return Case((f"import {name} {words}",), {name: text})


def among_many(header: str, lines: str, odd: str) -> str:
    """So many equal lines that an odd one among them is not seen before the file is read whole."""
    texts = [lines.format(n=n) for n in range(1, 4001)]
    return "".join([header, *texts[:1700], odd, *texts[1700:]])


def workbook(**sheets: list[list[str]]) -> bytes:
    """A workbook with these sheets."""
    import xlsxwriter

    content = BytesIO()
    with xlsxwriter.Workbook(content) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    return content.getvalue()


def asked(*commands: str) -> Case:
    """Questions to a workspace of one good line."""
    return Case(commands, {}, filled=True)


ERRORS: dict[str, Case] = {
    "file_missing": Case(("import nowhere.csv",), {}),
    "file_folder": Case(("import .",), {}),
    "file_empty": imported(""),
    "file_header_only": imported(LINES),
    "file_not_text": imported(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
    "kind_unknown": imported("order_id,payment_type,installments\nA1,card,2\nA2,card,1\n"),
    "column_missing": imported("Date,Product,Amount\n2024-01-05,Oil,5.50\n"),
    "column_unknown": imported(LINES + GOOD, "--map bogus=Amount"),
    "header_unknown": imported(LINES + GOOD, "--map amount=Nowhere"),
    "header_twice": imported(LINES + GOOD, "--map customer_id=Customer --map customer_name=Customer"),
    "date_format_unknown": imported(LINES + GOOD, "--date-format order_date=soon"),
    "scale_unreadable": imported(SURVEY, "--scale 5..1"),
    "scale_unknown": imported(SURVEY, "--answered-on 2024-01-05"),
    "survey_date_missing": imported(SURVEY, "--scale 1..5"),
    "nps_scale": imported("Customer ID,NPS\nK1,5\nK2,3\n", "--answered-on 2024-01-05"),
    "date_order": imported(LINES + "1,01/02/2024,A,5.50\n"),
    "date_minguo": imported(LINES + "1,113/01/05,A,5.50\n"),
    "future_dates": imported(LINES + "1,2199-01-05,A,5.50\n"),
    "decimal_mark": imported(LINES + '1,2024-01-05,A,"1,234"\n'),
    "currency_several": imported(LINES + "1,2024-01-05,A,$5\n2,2024-01-05,A,€6\n"),
    "ids_damaged": imported("Order No,Order date,Customer ID,Amount\n1,2024-01-05,6.9E+12,5.50\n"),
    "amount_per": imported(
        "Order No,Order date,Customer,Product,Amount\n1,2024-01-05,A,Tea,5.50\n1,2024-01-05,A,Cup,5.50\n"
    ),
    "discount_meaning": imported(PRICED + "1,2024-01-05,A,2,10,0.85\n"),
    "discount_unused": imported(PRICED + "1,2024-01-05,A,2,10,150\n"),
    "file_known": Case(("import a.csv", "import b.csv"), dict.fromkeys(("a.csv", "b.csv"), LINES + GOOD)),
    "nothing_accepted": imported(LINES + "1,,A,5.50\n"),
    "nothing_new": Case(("import a.csv", "import b.csv"), {"a.csv": LINES + GOOD, "b.csv": LINES + GOOD + "\n"}),
    "only_changed": Case(
        ("import a.csv", "import b.csv"),
        {
            name: f"Order No,Line No,Order date,Customer,Amount\n1,1,2024-01-05,A,{amount}\n"
            for name, amount in (("a.csv", "5.50"), ("b.csv", "6.50"))
        },
    ),
    "sheet_missing": imported(workbook(a=[["Fruit", "Colour"], ["Fig", "blue"]]), "--sheet b", name="book.xlsx"),
    "lines_match": Case(
        ("import a.csv", "import b.csv"),
        {
            name: "Order date,Customer,Amount\n2024-01-05,A,5.50\n" + more
            for name, more in (("a.csv", ""), ("b.csv", "\n"))
        },
    ),
    "batch_unknown": asked("undo 9"),
    "batch_undone": asked("undo 1", "undo 1"),
    "workspace_name": Case(("import a.csv --workspace ../a",), {"a.csv": LINES + GOOD}),
    "workspace_missing": Case(("pyramid",), {}),
    "backup_unreadable": Case(("restore a.csv",), {"a.csv": LINES + GOOD}),
    "no_data": Case(("import a.csv", "pyramid"), {"a.csv": "Customer ID,Customer name,City\nK1,Ann,Leeds\n"}),
    "as_of_unreadable": asked("pyramid --as-of soon"),
    "as_of_outside": asked("pyramid --as-of 1999-01"),
    "history_too_short": asked("movement"),
    "filter_unknown": asked("pyramid --filter bogus=x"),
    "thresholds_missing": asked("pyramid --cut thresholds"),
    "tiers_unknown": asked("pyramid --tiers big=0.5,small=0.5"),
    "tiers_number": asked("pyramid --tiers key=x,important=1"),
    "tiers_not_all": asked("pyramid --tiers key=0.5,important=0.1"),
    "tiers_too_fine": asked("pyramid --tiers key=0.000001,important=0.999999"),
    "rule_unreadable": asked("targets --rule tier --out a.csv"),
    "rule_column": asked("targets --rule colour=red --out a.csv"),
    "rule_operator": asked("targets --rule tier>key --out a.csv"),
    "rule_value": asked("targets --rule value>many --out a.csv"),
    "rule_code": asked("targets --rule tier=huge --out a.csv"),
    "rule_count": asked(
        "targets --rule value=between --out a.csv", "targets --rule recency_days.between.5 --out a.csv"
    ),
    "rule_order": asked("targets --rule value.between.5,1 --out a.csv"),
    "list_column": asked("targets --columns colour --out a.csv"),
    "file_ending": asked("targets --out a.doc"),
    "file_unwritable": asked("targets --out nowhere/a.csv"),
}
"""Words stand apart by blanks; a dot within a rule is a blank of its own."""

OTHER = "Order No,Order date,Customer,Amount,Currency\n1,2024-01-05,A,5.50,USD\n"
RULES: dict[str, Case] = {
    "date_missing": imported(LINES + GOOD + "2,,A,5.50\n"),
    "date_unreadable": imported(LINES + GOOD + "2,soon,A,5.50\n"),
    "amount_missing": imported(LINES + GOOD + "2,2024-01-05,A,\n"),
    "amounts_differ": imported(
        among_many(
            "Order No,Order date,Customer,Product,Order total\n",
            "{n},2024-01-05,A,a,5.50\n{n},2024-01-05,A,b,5.50\n",
            "x,2024-01-05,A,a,1\nx,2024-01-05,A,b,2\n",
        )
    ),
    "id_damaged": imported(
        among_many("Order No,Order date,Customer ID,Amount\n", "{n},2024-01-05,7,5.50\n", "0,2024-01-05,6.9E+12,5\n")
    ),
    "number_unreadable": imported(LINES + GOOD + "2,2024-01-05,A,lots\n"),
    "number_too_large": imported(LINES + GOOD + "2,2024-01-05,A,99999999999999999999\n"),
    "flag_unreadable": imported("Customer ID,Customer name,City,Opted out\nK1,Ann,Leeds,yes\nK2,Bo,York,perhaps\n"),
    "discount_outside": imported(among_many(PRICED, "{n},2024-01-05,A,2,10,0%\n", "0,2024-01-05,A,2,10,150%\n")),
    "discount_unsigned": imported(
        among_many(PRICED, "{n},2024-01-05,A,2,10,10%\n", "0,2024-01-05,A,2,10,0.1\n"), "--discount off"
    ),
    "currency_other": imported(OTHER + "2,2024-01-05,A,5.50,EUR\n", "--currency USD"),
    "order_missing": imported("订单 ID,退回\nA1,是\n,是\n", name="退货.csv"),
    "not_returned": imported("订单 ID,退回\nA1,是\nA2,否\n", name="退货.csv"),
    "product_missing": imported("SKU,Product name,Category,Price\nP1,Oil,Oils,9.5\n,Tea,Teas,5\n"),
    "customer_missing": imported("Customer ID,Customer name,City\nK1,Ann,Leeds\n,,York\n"),
    "score_missing": imported(SURVEY + "K2,service,\n", "--scale 1..5 --answered-on 2024-01-05"),
    "score_outside": imported(SURVEY + "K2,service,9\n", "--scale 1..5 --answered-on 2024-01-05"),
    "scale_missing": imported(
        "Customer ID,Dimension,Score,Lowest,Highest\nK1,service,5,1,5\nK2,service,4,,\n", "--answered-on 2024-01-05"
    ),
    "order_not_found": Case(
        ("import items.csv orders.csv",),
        {
            "items.csv": "order_id,item_no,product,price\n" + "".join(f"A{n},1,Tea,5.50\n" for n in range(10)),
            "orders.csv": "order_id,customer_id,order_date\n" + "".join(f"A{n},K1,2024-01-05\n" for n in range(9)),
        },
    ),
    "customer_not_found": Case(
        ("import orders.csv customers.csv",),
        {
            "orders.csv": "order_id,customer_id,order_date,amount\n"
            + "".join(f"A{n},S{n},2024-01-05,5.50\n" for n in range(10)),
            "customers.csv": "customer_id,customer_unique_id,city\n"
            + "".join(f"S{n},K{n % 3},Leeds\n" for n in range(9)),
        },
    ),
    "too_many_cells": imported(LINES + GOOD + "2,2024-01-05,A,5.50,more\n"),
}
