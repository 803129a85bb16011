"""How the figures on a customer's page are computed."""

from __future__ import annotations

from core.metrics.one_customer.customer import Customer
from core.metrics.results import Statement
from pages.shared import answers_customer
from pages.shared.view import View


def how_computed(view: View, found: Customer) -> tuple[list[str], list[tuple[str, str]], tuple[Statement, ...]]:
    """The definitions, the values used, and the statements behind what is shown."""
    t = view.t
    definition = [
        t("Tier, rank and scores: among all customers; a filter on orders ranks among customers with such orders. "
          "Filters on customers, tiers and segments do not apply to one customer."),
        t("A branch stands for itself; its group is ranked as one in the list of branches."),
        t("What a person said wins over files; of files and sales the latest counts. Merged customers count as one."),
        t("What they buy: bought less returned in the window, against the earlier window of the same length."),
        t("Payment: orders of the window with a due date; an open order counts as late from its due date on."),
        t("Better than: the share of the other active customers of the same tier and kind that are worse, "
          "equal ones by half."),
        *criteria_rules(view),
        t("Signs of a partner: seen of those judged; what nobody judged does not count."),
    ]  # fmt: skip
    used = [
        (t("Weight of {criterion}", criterion=t.code("criterion", code)), f"{weight.normalize():f}")
        for code, weight in answers_customer.key_accounts(view, found).weights.items()
        if weight != 1
    ]
    accounts = answers_customer.key_accounts(view, found)
    bought = answers_customer.products(view, found, "category")
    return definition, used, (*found.statements, *accounts.statements, *bought.statements)


def criteria_rules(view: View) -> list[str]:
    """By which rule the data rate each criterion."""
    t = view.t
    return [
        t("Key account score: the mean of the criteria that have a rating, by their weights. A person's rating counts "
          "before that of the data."),
        t("Margin: against the company's gross margin; from 125 % of it 5, from 110 % 4, from 90 % 3, from 50 % 2, "
          "else 1; a customer without profit is 1."),
        t("Continuity: the share of months with an order among the last 12 (since the first order); from 90 % 5, "
          "from 75 % 4, from 50 % 3, from 25 % 2, else 1; from 3 months on."),
        t("Payment: mean days late; none 5, up to 7 days 4, up to 15 days 3, up to 30 days 2, more 1; one less where "
          "the terms are more than 15 days longer than usual."),
        t("Fit: its share of the categories that bring the first half of our gross profit, against all customers; "
          "steps as for margin."),
        t("Growth potential: the share of its annual need bought elsewhere; from 75 % 5, from 50 % 4, from 25 % 3, "
          "from 10 % 2, else 1. Without a need, revenue against the earlier window; from +30 % 5, from +10 % 4, "
          "from −10 % 3, from −30 % 2, else 1."),
        t("Loyalty: the mean of R and F on five levels, halves up; from 20 customers on."),
    ]  # fmt: skip
