"""The questionnaire: seven dimensions of two items, three questions on the whole, and what people write beside them."""

from __future__ import annotations

from typing import Final

from sample_data.words import Words

DIMENSIONS: Final[Words] = {
    "product": ("Product", "产品"),
    "price": ("Price", "价格"),
    "store": ("Store", "门店"),
    "service": ("Service", "服务"),
    "salesperson": ("Salesperson", "销售人员"),
    "delivery": ("Delivery", "配送"),
    "ordering": ("Ordering", "订货"),
    "overall": ("Overall satisfaction", "总体满意度"),
    "nps": ("NPS", "净推荐值"),
    "repurchase": ("Repurchase intent", "复购意愿"),
}
ITEMS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "product": (("Quality and fit", "质量与适配"), ("Range of models", "型号齐全")),
    "price": (("Price level", "价格水平"), ("Clear quotes and discounts", "报价与折扣清楚")),
    "store": (("Stock at the counter", "门店备货"), ("Opening hours", "营业时间")),
    "service": (("Handling of complaints", "投诉处理"), ("Technical advice", "技术支持")),
    "salesperson": (("Easy to reach", "联系方便"), ("Knows our business", "了解我们的业务")),
    "delivery": (("On time", "准时送达"), ("Complete and undamaged", "完整无损")),
    "ordering": (("Easy ordering", "下单方便"), ("Invoices and payment terms", "发票与账期")),
    "overall": (("All in all, how satisfied are you?", "总的来说，您有多满意？"),),
    "nps": (("How likely are you to recommend us?", "您向同行推荐我们的可能性有多大？"),),
    "repurchase": (("How likely are you to buy from us again?", "您再次向我们采购的可能性有多大？"),),
}
BAD: Final[Words] = {
    "product": ("Two batteries of the last lot were weak.", "上一批有两只蓄电池电量不足。"),
    "price": ("Other suppliers are cheaper on tyres.", "轮胎价格别家更便宜。"),
    "store": ("The size we need is often out of stock.", "常用的型号经常缺货。"),
    "service": ("The complaint took three weeks.", "一个投诉处理了三个星期。"),
    "salesperson": ("We no longer know whom to call.", "现在不知道该找谁对接。"),
    "delivery": ("Large orders keep arriving late and in parts.", "大单总是晚到，还分几批送。"),
    "ordering": ("Invoices do not match the delivery notes.", "发票和送货单对不上。"),
}
GOOD: Final[Words] = {
    "product": ("Good quality, hardly any returns.", "质量稳定，几乎没有退货。"),
    "price": ("Fair prices, clear discounts.", "价格公道，折扣清楚。"),
    "store": ("Friendly people at the counter.", "门店人员热情。"),
    "service": ("Quick help with a wrong part.", "发错件很快就处理好了。"),
    "salesperson": ("Knows exactly what we need.", "很清楚我们需要什么。"),
    "delivery": ("Always there the next morning.", "总是第二天一早就到。"),
    "ordering": ("The online shop saves us time.", "网上下单很省时间。"),
}
TARGETS: Final = {"product": 83.0, "price": 69.0, "store": 74.5, "service": 78.5, "salesperson": 80.0, "ordering": 71.0}
"""Index of each dimension this year over all customers; delivery is planted apart for Key and the others."""
BEFORE: Final = {"product": 82.0, "price": 72.0, "store": 73.0, "service": 77.0, "salesperson": 81.5, "ordering": 68.0}
