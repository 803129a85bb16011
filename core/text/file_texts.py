"""The English sentences on what was found in a file: notes on it, why it changes nothing, rules that rows break."""

from __future__ import annotations

NOTES: dict[str, str] = {
    "joined": "{file} takes from {other}: {columns}. Looked up by {header}; {share} of the rows were found there.",
    "not_joined": "{file}: nothing was taken from {other}, because it has {count} rows for {value} under {header} that "
    "do not say the same.",
    "amount_of_lines": "{file}: the amount of a line is what stands under {header}. Freight, payments and totals "
    "of orders in other columns or files are not added.",
    "totals_compared": "{file}: in {share} of the orders the lines add up to {header} in {other}. Where they do not, "
    "freight, discounts or taxes may stand in the total only.",
    "alike": "{file} seems to name {count} customers more than once ({examples}). Nothing was merged.",
    "answers_in_words": "{file}: answers in words count as scores from {options}: {examples}.",
    "months_alone": "{file}: under {header} stand months without a day ({examples}). Each line counts on the last day "
    "of its month.",
    "refunds_beside": "{file}: {amount} stands under {header} for lines that count in full. It is not taken off: what "
    "was given back counts as lines with a negative amount, or as a list of returned orders.",
    "orders_changed": "{file}: {count} of its orders stood already with other lines or amounts, and what stood still "
    "counts. If the file corrects its months, undo batch {batch} and let the file replace its months "
    "(on the command line --mode replace-months).",
    "only_changed": "Nothing was written: {duplicates} rows stand already under their order and line number, {refused} "
    "were refused. Orders of the file that stand with other amounts, which still count: {count}. If the file corrects "
    "its months, let it replace them (on the command line --mode replace-months).",
    "amounts_in_units": "{file}: the amounts under {headers} are given in units of {count}: {examples}.",
    "table_left_out": "{file}: from row {row} on another table begins ({headers}). It is none that can be imported: "
    "its {rows} rows are left out and count as skipped.",
    "same_orders": "{file} gives the totals of the orders whose lines {other} gives. They would count twice, so only "
    "the lines count; its {rows} rows count as skipped.",
    "not_needed": "{file} was not needed: it goes with {other} and holds nothing that the lines there lack. "
    "Its {rows} rows count as skipped.",
}

RULES: dict[str, str] = {
    "date_missing": "The date is missing.",
    "date_unreadable": "Not a date in the format of the column.",
    "amount_missing": "There is no amount. Where it is computed from quantity and price, one of these is missing.",
    "id_damaged": "A spreadsheet has shortened this number: it may stand for several customers.",
    "amounts_differ": "The amount is that of the whole order, and the lines of this order give different ones.",
    "number_unreadable": "Not a number in the format of the column.",
    "number_too_large": "The number is too large.",
    "flag_unreadable": "This is neither yes nor no.",
    "discount_outside": "The discount is more than the whole price.",
    "discount_unsigned": "The other discounts of the column have a sign (% or 折), this number has none: "
    "it could mean several things. Write it with its sign.",
    "currency_other": "The row is in another currency.",
    "too_many_cells": "The row has more cells than the header.",
    "price_several": "The newest product list gives several prices for this product.",
    "order_missing": "The order number is missing.",
    "order_not_found": "The order is not in the file of orders. "
    "If you mend the row, fill in its date and customer too: they are not looked up again.",
    "product_not_found": "The product is not in the product list. "
    "If you mend the row, fill in its price too: it is not looked up again.",
    "customer_not_found": "The customer is not in the customer list. "
    "If you mend the row, fill in the number that the list has for the customer too: it is not looked up again.",
    "not_returned": "The row says that the order was not returned.",
    "product_missing": "The product code is missing.",
    "customer_missing": "The customer is missing.",
    "answer_unknown": "This answer is no number and no step of the scale of its question.",
    "score_missing": "The score is missing.",
    "score_outside": "The score lies outside the scale.",
    "scale_missing": "The scale of the score is not known.",
}
