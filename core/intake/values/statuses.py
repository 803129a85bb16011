"""Words of other systems -> our codes: order status, yes and no."""

from __future__ import annotations

# An order that came back in part counts whole: how much came back is not said, and most of it was kept.
COMPLETED = frozenset(
    """completed complete done delivered shipped paid closed fulfilled finished success successful invoiced processing approved
    partially_paid partially_refunded partially_returned partly_refunded authorized received dispatched confirmed pending_fulfillment settled sent 已完成 完成 交易成功 成功 已发货 已签收
    已付款 已支付 已收货 已出貨 已簽收 已收貨 已發貨 訂單完成 已出库 已审核 已开票 待发货 待收货 已确认收货 正常 订单完成 交易完成 卖家已发货 买家已付款 等待卖家发货 已结算 部分发货 部分退款 部分退货
    部分退貨
    卖家已发货，等待买家确认 买家已付款，等待卖家发货 已成交 已评价""".split()
)
RETURNED = frozenset(
    """returned return refunded refund reversed chargeback returned_refunded credit credited 已退货 退货 已退款 退款
    退款成功 退货退款 退貨 已退貨 退貨退款 退貨完成 全額退款 已退回 退回 全额退款 退货完成 退款完成 已退货退款 拒收 已拒收""".split()
)
CANCELLED = frozenset(
    """cancelled canceled cancel voided void unpaid failed unavailable pending pending_payment payment_pending awaiting_payment
    expired rejected declined deleted draft created on_hold abandoned 已取消 取消 訂單取消 交易關閉 已關閉 關閉 已作廢 作廢 無效 付款失敗 支付失敗 已撤銷 待支付 交易关闭 已关闭 关闭 未付款 待付款 等待付款 等待买家付款
    已作废 作废 订单取消 无效 未支付 支付失败 付款失败 草稿 已撤销 撤销""".split()
)
YES = frozenset("yes y true t 1 x ✓ √ on 是 有 对 已退订 退订 已退回 已退货".split())
NO = frozenset("no n false f 0 off 否 无 没有 不是 未退订 未退回 未退货".split())
STATUS_WORDS = {"completed": COMPLETED, "returned": RETURNED, "cancelled": CANCELLED}


def status_key(word: str) -> str:
    """A status word as the lists spell it."""
    return word.strip().lower().replace(" ", "_").replace("-", "_").replace(",", "，")


def status_of(word: str) -> str | None:
    """Completed | returned | cancelled, or None where the word is not known (such lines count as usual)."""
    key = status_key(word)
    return next((code for code, words in STATUS_WORDS.items() if key in words), None)
