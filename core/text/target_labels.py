"""English labels of what target lists know beside the table of customers. Chinese: `zh/going_out.po`."""

from __future__ import annotations

TARGET_LABELS: dict[str, dict[str, str]] = {
    "next_tier": {"key": "Key", "important": "Important", "ordinary": "Ordinary", "small": "Small", "tier_5": "Tier 5"},
    "column_set": {
        "calling": "Calling",
        "mailing": "E-mail",
        "sms": "SMS",
        "wecom": "WeCom",
        "crm": "CRM import",
        "full": "Everything",
        "shown": "Columns as shown",
        "care": "Care plan",
    },
    "list_header": {  # as the systems call them that lists go to
        "contact_date": "Contact date",
        "mobile_number": "Mobile number",
        "name": "Name",
        "remark_name": "Remark name",
        "company": "Company",
        "description": "Description",
        "tags": "Tags",
        "followed_by": "Followed by",
        "account_number": "Account Number",
        "account_name": "Account Name",
        "contact_name": "Contact Name",
        "role": "Role",
        "phone": "Phone",
        "email": "Email",
        "billing_city": "Billing City",
        "billing_state_province": "Billing State/Province",
        "industry": "Industry",
        "account_source": "Account Source",
        "rating": "Rating",
        "parent_account": "Parent Account",
        "account_owner": "Account Owner",
        "opt_out": "Opt Out",
        "last_order_date": "Last Order Date",
        "next_step": "Next Step",
    },
}
TARGET_COLUMNS: dict[str, str] = {
    "overdue_amount": "Overdue amount",
    "next_tier": "Next tier",
    "to_next_tier": "Needed for the next tier",
    "to_next_tier_share": "Gap to the next tier",
    "next_category": "Fits next",
    "next_category_support": "Similar customers who bought it next",
    "next_category_similar": "Similar customers",
    "next_category_share": "Share of them who bought it next",
}
"""Headers of those columns; they stand among the labels of columns."""
