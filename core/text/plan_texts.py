"""What is wrong with a plan, in words."""

from __future__ import annotations

PLAN = {
    "plan_columns": "{file} has no columns for month and amount. Its headers are: {headers}. "
    "Name them month, salesperson and amount.",
    "plan_cell:month": "In {file}, row {row}, {header} is {value}, which names no month. "
    "Write months as 2026-01 or 2026年1月 and try again.",
    "plan_cell:amount": "In {file}, row {row}, {header} is {value}, which is no amount of 0 or more. "
    "Write it as 120000 or 12万 and try again.",
    "plan_twice": "The plan names {month} twice for {salesperson}. Keep one amount for each month and salesperson.",
    "plan_amount": "The plan of {month} for {salesperson} is {value}. It can be an amount from 0 on.",
    "plan_name": "The name {value} is longer than {most} characters. Shorten it.",
}
