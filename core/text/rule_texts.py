"""What is wrong with a rule or a choice of a target list, in words."""

from __future__ import annotations

RULES_OF_LISTS = {
    "rule_unreadable": "{rule} is not a rule. Write column, operator and values, as: tier in key,important.",
    "rule_column": "There is no column {column} for rules. There are: {columns}.",
    "rule_operator": "{operator} does not go with {column}. Use one of: {operators}.",
    "rule_value": "{value} is not a value for {column}. Amounts and days are written as 1234.50 and 2011-11-30; "
    "text must not be empty.",
    "rule_code": "{value} does not occur in {column}. There are: {codes}.",
    "rule_count": "{operator} on {column} was given {count} values. between takes two, in takes one or more, "
    "the others take one.",
    "rule_order": "The range of {column} is upside down: {low} is larger than {high}. Swap the two.",
    "rule_outside": "{column} lies between {low} and {high}; {value} is outside. Give a value in between.",
    "rule_outside:percent": "{column} is a share between {low} and {high}; {value} is outside. For {value} % write "
    "{meant}.",
    "rule_outside:nobody": "{column} lies between {low} and {high}, so {operator} {value} finds nobody. Give another "
    "value.",
    "rule_brackets": "The brackets of {rule} do not match. Close each one that is opened, and put text that holds a "
    'bracket in double quotes, as: (tier in key or customer_name = "Smith (Leeds)").',
    "rule_nested": "The groups of rules lie too deep in each other. {most} levels are possible.",
    "rule_group_empty": "A group holds no rule. Add one, or take the group away.",
    "rules_many": "More than {most} rules in one group are too many. Name several values in one rule instead, as: "
    "region in North,South.",
    "choice_count": "{value} is not possible for {option}. Give a whole number of 1 or more.",
    "choice_amount": "{value} is not possible for {option}. Costs and budgets are amounts, as 4.50; a response rate "
    "lies between 0 and 1, as 0.05.",
    "choice_cost_missing": "A budget needs the cost of one contact.",
    "choice_by": "Customers cannot be placed by {column}. Use one of: {columns}.",
    "choice_group": "{value} is not possible for {option}. Use one of: {possible}.",
}
