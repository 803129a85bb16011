"""Headers that say what a column is not, that give way to others, and names of files that speak for a kind.

Words are written as `synonyms` writes them.
"""

from core.schema import Kind

FOREIGN = frozenset(
    """shipdate shippingdate shipmode shippingmethod deliverydate deliverymethod requireddate zip zipcode postcode postalcode
    address street shippingaddress billingaddress tax taxes taxamount vat vatrate taxrate freight freightvalue shipping shippingcost
    shippingfee discountamount coupon couponcode discountcode refundamount weight size color colour unit uom brand subcategory
    month quarter year week weekday age gender sex ordercount totalorders totalspent firstname lastname sellerid customerzipcodeprefix
    shippinglimitdate orderapprovedat orderdeliveredcarrierdate orderdelivereddate ordercustomerdate orderdeliveredcustomerdate
    orderestimateddeliverydate fulfilledat fulfillmentdate acceptsmarketing vendor warehouse paymentmethod paymenttype createdby
    发货日期 发货时间 送货日期 邮寄方式 配送方式 物流公司 运单号 快递单号 邮编 地址 收货地址 详细地址 税额 税率 税金 运费 邮费 优惠金额
    折扣金额 优惠券 退款金额 重量 尺寸 颜色 单位 计量单位 品牌 子类别 月份 月 季度 年 年份 星期 性别 年龄 仓库 支付方式 发货仓库
    买家留言 卖家备注 税率 营业税 配送费 优惠总金额 积分 获得积分 商品原价 原价 余额支付 买家应付邮费 报价 统一编号 摘要 总分
    买家支付宝账号 所用时间 来自ip fee balance amountrefunded convertedamount itemtax shippingprice shippingtax compareatprice
    lineitemcompareatprice originalprice discounts lastupdateddate lastmodifieddate timezone itemrelatedfeeamount annualrevenue leadsource
    paymentid pricepointname memodescription accountcode taxtype salesteam salesunit billingcity billingstreet shippingcity shipcity 规格 交货日期 预计发货日期 确认收货时间""".split()
)
"""Headers that are known to mean something else: never taken for a column because they look alike."""

KIND_HINTS: dict[Kind, str] = {
    "sales": "sales order invoice retail 销售 订单 流水 出库 发票",
    "returns": "return refund 退货 退款 退回",
    "products": "product catalog catalogue item sku 产品 商品 物料 存货",
    "customers": "customer client account crm member 客户 会员 顾客 通讯录",
    "surveys": "survey satisfaction nps review feedback csat questionnaire 满意度 调查 问卷 评价 调研",
    "contacts": "contact visit call complaint activity 拜访 联系记录 跟进 投诉 来电",
}
"""Words in the name of a file or sheet that speak for a kind."""

PREFERRED = frozenset(
    """linetotal lineamount netsales netamount netvalue untaxedamount amountpaid 实付金额 实付款 买家实付金额 买家实际支付金额 商品实际成交金额
    用户实付金额 消费者实付金额 会员实付金额 客户实付金额 实付总金额 订单实收金额 商家实收金额
    顾客实付金额 实收金额 成交金额 支付金额 实际支付金额 订单实付金额 买家总支付金额 折后金额 实付 实收""".split()
)
"""What was really paid, or the line's own: taken before other words for the same column."""

GIVING_WAY = frozenset(
    """totalprice subtotal ordersubtotalamount grandtotal ordertotal orderamount ordervalue grosssales 总金额 订单金额 订单总额 商品总价 总价 小计金额
    应收金额 价税合计 含税金额 含税单价 创建时间 createdat createdtime datecreated createddate createdon createtime""".split()
)
"""The right column only where nothing better is in the table; amounts and prices are taken without tax where both are."""

RECEIVERS = ("shippingname", "recipient", "receiver", "收货人", "收件人", "收件者", "提货人")
"""How headers begin that name who gets the goods: the customer only where nobody else is named."""
