"""Headers put together from who or what they speak of and what is said of it, where no whole word is known.

"买受人统编" and "Customer/Vendor Code" are numbers of customers, "订单提交时间" is when an order was made. Such a reading is
never certain: it is used and shown as a guess.
"""

from __future__ import annotations

import re

STRENGTH_COMPOUND = 0.75

_CUSTOMER = (
    r"(?:客户|顾客|客商|买家|买方|买受人|购买人|购买方|购货方|购方|采购方|客人|宾客|会员|用户|往来单位|往来户|销往单位|收货方|受票方|下单人"
    r"|患者|学员|住户|业主|租户|经销商|代理商|customer|client|buyer|purchaser|guest|member|shopper|consumer|debtor|patient"
    r"|subscriber|dealer|distributor|bill(?:ed)?to|soldto|loyalty|requester|payer|kunde[n]?)"
)
_ORDER = (
    r"(?:订单|主单|母单|销售单|销货单|出货单|出库单|送货单|发货单|单据|账单|帐单|发票|小票|收据|交易|流水|合同|结算单|凭证|工单"
    r"|order|invoice|document|doc|voucher|receipt|bill|ticket|transaction|trans|txn|salesrecord|contract|booking|reservation)"
)
_PRODUCT = r"(?:商品|产品|货品|货物|物料|存货|品项|宝贝|菜品|服务|套餐|药品|课程|零件|配件|item|product|article|goods|sku|material|part)"
_MADE = (
    r"(?:订单|下单|成交|成立|提交|创建|购买|购物|消费|销售|销货|出货|出库|送货|开单|开票|结账|交易|单据|发票|账单|业务|转单|签约|签单|入账|过账|制单|录入"
    r"|order|sales?|sold|purchase|invoice|transaction|trans|txn|document|doc|posting|booking|bill(?:ing)?|receipt|voucher|ticket"
    r"|created?|creation|placed|checkout|closed?|deal|contract)"
)
_NOT_MADE = r"(?!.*(?:付款|支付|收货|退|到期|预计|交货|更新|修改|审核|截止|ship|deliver|due|paid|payment|modif|updat|cancel|refund|return|expir))"
_NO_SALE = (
    r"(?!.*(?:税|优惠|折扣|运费|邮费|退|成本|佣金|红包|积分|定金|预付|欠|余额|补贴|手续费|目标|预算|额度|赠|库存|进货|采购"
    r"|tax|vat|discount|shipping|freight|fee|cost|refund|commission|coupon|credit|limit|balance|target|budget|quota|return|stock))"
)
_NO_GROUP = r"(?!.*(?:group|type|class|category|level|segment|region|grade|count|分类|类别|类型|等级|级别|地区|来源|数$|数量|评价))"
_ID = r"(?:id|code|number|num|no|ref|reference|编号|编码|代码|代号|号码|号|码|序号)"

PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (column, re.compile(pattern))
    for column, pattern in (
        (
            "customer_id",
            rf"^{_NO_GROUP}{_CUSTOMER}.*(?:{_ID}|统编|税号|账号|帐号|账户|卡号|card|account|username|userid|nick)$",
        ),
        ("customer_id", rf"^{_NO_GROUP}{_CUSTOMER}.*(?:手机|电话|手机号|email|mail|邮箱|phone|mobile)$"),
        ("customer_id", r"^(?:收货人|收件人|收件者|提货人).*(?:手机|电话|phone|mobile)$"),
        ("customer_name", r"^(?:收货人|收件人|收件者|提货人)(?:提货人|收货人|姓名|名称)*$"),
        ("customer_name", rf"^{_NO_GROUP}{_CUSTOMER}(?:.*(?:name|company|姓名|名称|名|简称|全称|抬头|单位|公司))?$"),
        ("order_id", rf"^(?!.*(?:发票代码|line|row|item|行)){_ORDER}.*{_ID}$"),
        ("order_date", rf"^{_NOT_MADE}{_MADE}.*(?:日期|时间|日|date|time|datetime|timestamp|on|at|day)$"),
        ("order_date", rf"^{_NOT_MADE}date(?:added|placed|entered|sold|ordered|opened)$"),
        ("joined_on", r"(?:enrol|join|regist|sign(?:ed)?up|注册|入会|加入|开户|建档).*(?:on|at|date|time|日期|时间)$"),
        ("quantity", rf"^{_NO_SALE}.*(?:数量|件数|销量|qty|quantity|units|pieces)$"),
        (
            "unit_price",
            rf"^{_NO_SALE}(?!.*(?:原价|市场|吊牌|list|total|original|compare)).*(?:单价|售价|unitprice|itemprice)$",
        ),
        (
            "amount",
            rf"^{_NO_SALE}.*(?:金额|销售额|货款|价款|收入|营收|实付|实收|amount|revenue|turnover|salesvalue|soldfor)$",
        ),
        ("amount", rf"^{_NO_SALE}(?:订单|单据|消费|账单|整单).*(?:合计|总计|总额)$"),
        ("amount", rf"^{_NO_SALE}(?:document|invoice|item|line|sales|transaction|net).*(?:total|value)$"),
        ("product_code", rf"^{_PRODUCT}.*(?:{_ID}|货号|条码|barcode|sku)$"),
        ("product", rf"^{_PRODUCT}(?:.*(?:name|title|description|desc|名称|名|全名|全称|标题|描述|简称))?$"),
        ("salesperson", r"^(?:业务|销售|跟单|导购|负责|经办|接待).*(?:员|人|代表|顾问|担当|姓名)$"),
    )
)


def compound_columns(word: str, names: tuple[str, ...]) -> list[str]:
    """The columns of a table (`names`) that a normalised header may speak of, the likeliest first."""
    return list(dict.fromkeys(column for column, pattern in PATTERNS if column in names and pattern.search(word)))
