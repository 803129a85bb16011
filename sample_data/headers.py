"""File names and headers in the words a company would use, English and Chinese."""

from __future__ import annotations

from typing import Final

_Headers = tuple[tuple[str, str], ...]
_SALES: Final[_Headers] = (
    ("Order No.", "订单号"),
    ("Line No.", "行号"),
    ("Order Date", "订单日期"),
    ("Customer ID", "客户编号"),
    ("Customer Name", "客户名称"),
    ("Product Code", "产品编码"),
    ("Product", "产品名称"),
    ("Category", "产品类别"),
    ("Quantity", "数量"),
    ("Unit Price", "单价"),
    ("Discount", "折扣"),
    ("Amount", "金额"),
    ("Cost", "成本"),
    ("Region", "地区"),
    ("Channel", "销售渠道"),
    ("Salesperson", "业务员"),
    ("Status", "订单状态"),
    ("Due Date", "到期日"),
    ("Paid Date", "回款日期"),
)
_CUSTOMERS: Final[_Headers] = (
    ("Customer ID", "客户编号"),
    ("Customer Name", "客户名称"),
    ("Parent Customer", "上级客户"),
    ("Region", "地区"),
    ("City", "城市"),
    ("Industry", "行业"),
    ("Customer Kind", "客户类型"),
    ("Nature", "企业性质"),
    ("Account Owner", "负责人"),
    ("Source", "客户来源"),
    ("Joined On", "建档日期"),
    ("VIP Level", "VIP等级"),
    ("Phone", "电话"),
    ("E-mail", "邮箱"),
    ("Opted Out", "拒绝营销"),
    ("Birthday", "生日"),
    ("Contact", "联系人"),
    ("Contact Role", "联系人角色"),
    ("Personality", "性格"),
    ("Referrals", "转介绍数"),
    ("Standing", "影响力"),
    ("Information Value", "信息价值"),
    ("Annual Need", "年需求额"),
    ("Cost to Serve", "服务成本"),
    ("Credit Limit", "信用额度"),
    ("Payment Terms", "账期"),
    ("Notes", "备注"),
)
_SURVEY: Final[_Headers] = (
    ("Survey Date", "调查日期"),
    ("Customer ID", "客户编号"),
    ("Customer Name", "客户名称"),
    ("Respondent", "受访人"),
    ("Role", "角色"),
    ("Dimension", "维度"),
    ("Item", "题目"),
    ("Score", "得分"),
    ("Lowest", "最低分"),
    ("Highest", "最高分"),
    ("Comment", "评语"),
)
_RETURNS: Final[_Headers] = (("Order No.", "订单号"), ("Return Date", "退货日期"), ("Reason", "退货原因"))
_PRODUCTS: Final[_Headers] = (
    ("Product Code", "产品编码"),
    ("Product", "产品名称"),
    ("Category", "产品类别"),
    ("List Price", "标准售价"),
    ("Unit Cost", "单位成本"),
)
_CONTACTS: Final[_Headers] = (
    ("Contact Date", "联系日期"),
    ("Customer ID", "客户编号"),
    ("Customer Name", "客户名称"),
    ("Contact Type", "联系方式"),
    ("By", "跟进人"),
    ("Result", "跟进结果"),
    ("Next Step", "下一步计划"),
    ("Next Date", "下次联系日期"),
    ("Severity", "严重程度"),
    ("Settled On", "解决日期"),
)
FILES: Final[dict[str, tuple[tuple[str, str], _Headers]]] = {
    "sales_last": (("sales_2024-11_to_2025-10.csv", "销售明细_2024-11至2025-10.csv"), _SALES),
    "sales_this": (("sales_2025-11_to_2026-10.csv", "销售明细_2025-11至2026-10.csv"), _SALES),
    "customers": (("customers.csv", "客户档案.csv"), _CUSTOMERS),
    "survey": (("survey.csv", "满意度调查.csv"), _SURVEY),
    "returns": (("returned_orders.csv", "退货订单.csv"), _RETURNS),
    "products": (("products.csv", "产品目录.csv"), _PRODUCTS),
    "contacts": (("contacts.csv", "联系记录.csv"), _CONTACTS),
}
"""File names and headers by file, English and Chinese."""
