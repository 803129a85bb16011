"""What the contact log says: kinds, what came of it, what was promised, what was complained about."""

from __future__ import annotations

from typing import Final

from sample_data.words import Words

CONTACT_KINDS: Final[Words] = {
    "visit": ("Visit", "拜访"),
    "call": ("Call", "电话"),
    "message": ("Message", "微信"),
    "complaint": ("Complaint", "投诉"),
}
SEVERITIES: Final[Words] = {"high": ("High", "高"), "medium": ("Medium", "中"), "low": ("Low", "低"), "": ("", "")}
RESULTS: Final[dict[str, Words]] = {
    "visit": {
        "shelf": ("Went through the shelf with the owner; two sizes missing.", "和老板盘了货架，两个规格缺货。"),
        "prices": ("Showed the new price list; no objections.", "给对方看了新价目表，没有异议。"),
        "rival": ("A rival was there last week with a lower price.", "上周有竞争对手来报过更低的价格。"),
        "training": ("Showed the fitters the new filters.", "给技师讲解了新款滤清器。"),
        "terms": ("Wants longer terms; explained what is possible.", "希望延长账期，已说明可行的方案。"),
        "content": ("All in good order, good mood.", "一切正常，对方很满意。"),
    },
    "call": {
        "order": ("Takes the usual order next week.", "下周照常订货。"),
        "stock": ("Still enough in stock.", "库存还够。"),
        "quote": ("Asked for a quote for a larger lot.", "询了一批大单的价格。"),
        "delivery": ("Asked where the delivery is; settled with the warehouse.", "询问到货时间，已和仓库确认。"),
        "away": ("The owner was away; the buyer passes it on.", "老板不在，采购代为转达。"),
        "content": ("Content with the last delivery.", "对上一批到货满意。"),
    },
    "message": {
        "list": ("Sent the price list.", "发送了价目表。"),
        "offer": ("Sent the offer of the month; read.", "发送了本月优惠，已读。"),
        "none": ("No answer.", "未回复。"),
        "thanks": ("Answered with thanks.", "回复表示感谢。"),
    },
}  # fmt: skip
NEXT_STEPS: Final[Words] = {
    "quote": ("Send the quote", "发送报价"),
    "samples": ("Bring samples of the new wipers", "带新款雨刮器样品"),
    "call": ("Call again about the order", "再次电话跟进订单"),
    "meet": ("Agree on a day for a visit", "约定拜访时间"),
    "statement": ("Send the statement of account", "发送对账单"),
}
COMPLAINTS: Final[Words] = {
    "late": ("Delivered a day late.", "晚到一天。"),
    "short": ("The delivery was short by two boxes.", "到货少了两箱。"),
    "wrong": ("The wrong size was delivered.", "发错了规格。"),
    "weak": ("A battery did not hold its charge.", "一只蓄电池存不住电。"),
    "invoice": ("The invoice did not match the delivery note.", "发票与送货单不符。"),
    "terms": ("Asks for a further discount because of scratched goods.", "以外观划痕为由要求再打折。"),
    "depot": (
        "Three large orders arrived late and in parts; vans stood still. Wants to hear from the management.",
        "三张大单晚到且分批送达，车辆停运；要求管理层给出答复。",
    ),
}
