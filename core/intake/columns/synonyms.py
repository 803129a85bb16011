"""How people and programs head the columns of their exports, per canonical column; English and Chinese.

Words are written in lower case without blanks and punctuation, in simplified characters, as `headers.normalised` makes
them. STRONG words mean one thing; WEAK words mean it only where the values agree and nothing stronger is there.
"""

from core.schema import Kind

Words = dict[str, str]

CUSTOMER_ID = """customerid customerno customernumber customercode custid custno clientid clientno clientcode accountid
accountno accountnumber buyerid buyernick userid memberid memberno membernumber memberid shoptoparty soldtoparty soldto
debtorno kunnr kundennummer customerref partnerid partnercode 客户id 客户编号 客户编码 客户代码 客户号 客户码 客户序号
顾客id 顾客编号 买家id 买家会员名 买家昵称 会员id 会员号 会员编号 会员卡号 会员码 用户id 用户编号 购货单位编码 客商编码
客商代码 往来单位编码 下单账号 下单帐号 售达方 售达方编码 客户ID号 customeraccount accountref 客户代号 往来单位编号 往来单位代码 购货单位代码 买家账号 买家帐号 客户账号 会员账号 会员代号 buyeruserid customeruserid
kunag auftraggeber kundennr clientnumber 客户端编号 买方编码"""
CUSTOMER_NAME = """customername customer client clientname buyer buyername account accountname billtoname billingname
billingcompany companyname customercompany soldtoname customerfullname shippingname recipientname membername username partner partnername
customerdisplayname kundenname 客户名称 客户名 客户 客户姓名 客户全称 客户简称 顾客 顾客姓名 顾客名称 买家 买家姓名
买家名称 会员姓名 会员名 会员名称 用户名 用户姓名 购货单位 购货单位名称 客商 客商名称 往来单位 往来单位名称 收货人 收货人姓名
收货单位 提货单位 采购单位 需方 订货单位 购买单位 客户单位 soldtopartyname customername1 nameofsoldtoparty namedesauftraggebers
kunde associatedcompany 收件人 公司名称 企业名称 单位名称 购买方名称 购方名称 售达方名称"""
ORDER_ID = """orderid orderno ordernumber ordernum order orderref orderreference ordercode salesorder salesorderid
salesorderno salesordernumber invoiceno invoiceid invoicenumber invoicenum invoice invoiceref amazonorderid merchantorderid
transactionid transactionno receiptno receiptnumber receiptid documentno documentnumber docno docnum salesdocument billno
billingdocument vbeln sono incrementid purchaseid bestellnummer 订单id 订单号 订单编号 订单编码 订单号码 订单 单号 单据编号
单据号 单据号码 销售单号 销售订单号 销售订单编号 销售订单 出库单号 发票号 发票号码 发票编号 交易号 交易编号 流水号 小票号
送货单号 出货单号 销货单号 交易单号 业务编号 合同号 合同编号 订单代号 订单流水 opportunityid dealid verkaufsbeleg
auftragsnummer rechnungsnummer belegnummer 主订单编号 父订单号 原订单号 订单流水号 业务单号 凭证号"""
PRODUCT_CODE = """productid productcode productno productnumber productsku sku skuid skucode stockcode itemid itemcode
itemno itemnumber itemsku lineitemsku variantsku asin upc ean barcode materialno materialnumber material materialcode matnr
partno partnumber articleno articlenumber article articlecode goodsid goodscode artikelnummer internalreference productref 产品id 产品编号 产品编码 产品代码
产品号 商品id 商品编号 商品编码 商品代码 商品号 货号 物料编码 物料号 物料编号 物料代码 存货编码 存货代码 料号 货品编码
品项编号 货品代码 商品货号 款号 料件编号 产品型号编码 sellersku skureferenceno skureference artikelnr 货品编号 条码 条形码 商品条码 规格编码 商家编码 外部系统编号 型号编码 品号"""
PRODUCT = """product productname productdescription producttitle item itemname itemdescription itemtitle lineitemname
productservice goods goodsname materialdescription materialname articlename articledescription sparepart 产品 产品名称 产品名
商品 商品名称 商品名 商品标题 宝贝标题 宝贝名称 货品名称 货品 物料名称 物料描述 存货名称 品名 品名规格 商品全名 产品全名 货物名称 产品全称 服务名称 菜品名称 品项名称 品项 arktx maktx artikelbezeichnung 商品信息 项目名称 标题"""
CATEGORY = """category productcategory productcategoryname productgroup productline producttype itemcategory itemgroup
categoryname materialgroup goodscategory productfamily department 类别 产品类别 商品类别 品类 产品分类 商品分类 分类 类目
商品类目 产品线 产品大类 大类 存货分类 物料组 产品类型 货品分类"""
SALESPERSON = """salesperson salesrep salesrepresentative salesman saleswoman seller sellername salesemployee salesagent
rep repname salesconsultant accountmanager soldby employee salespersonname 销售员 销售人员 业务员 销售代表 销售 业务员名称
业务代表 营业员 导购 导购员 客户经理 销售经理 销售顾问 经办人 跟单员 经手人 业务人员 负责业务 承办业务 opportunityowner dealowner salesemployeename verkaeufer 负责销售 销售员名称 服务人员"""

SALES_STRONG: Words = {
    "order_id": ORDER_ID,
    "line_id": """lineid lineno linenumber linenum lineitem lineitemid lineitemno orderlineid orderitemid orderlineno rowid
    rowno itemposition positionno posnr invoiceline 行id 行号 订单行号 行编号 明细id 明细编号 子订单编号 子订单号 订单明细id
    分录号 项次 行项目 行次 订单行""",
    "order_date": """orderdate orderdatetime ordertime orderedat orderedon orderpurchasetimestamp invoicedate saledate salesdate
    purchasedate purchasetime transactiondate transactiontime txndate documentdate docdate billingdate postingdate bookingdate
    dateordered datecreated createdat createdtime datepurchased bestelldatum rechnungsdatum 订单日期 订单时间 下单日期 下单时间
    订货日期 订购日期 购买日期 购买时间 交易日期 交易时间 销售日期 销售时间 单据日期 业务日期 开票日期 发票日期 成交时间 成交日期
    消费时间 消费日期 销货日期 订单成立时间 订单成立日期 成立时间 开单日期 开单时间 录单日期 订购时间 签单日期 签约日期
    合同日期 结账时间 营业日期 创建日期 audat belegdatum auftragsdatum createtime creationdate ordercreationdate ordercreationtime createdon
    createddate posteddate closedate 订单创建时间 创建时间 出库日期 记账日期 制单日期""",
    "customer_id": CUSTOMER_ID,
    "customer_name": CUSTOMER_NAME + " contactname",
    "product_code": PRODUCT_CODE,
    "product": PRODUCT,
    "category": CATEGORY,
    "quantity": """quantity qty orderquantity orderqty quantityordered qtyordered itemquantity lineitemquantity quantitypurchased
    unitssold salesquantity salesqty soldqty menge orderedquantity 数量 销售数量 销量 订购数量 订单数量 购买数量 商品数量 件数 出库数量
    出货数量 销货数量 交易数量 购买量 kwmeng fkimg numberofitems itemcount invoicedquantity quantityshipped 实发数量 发货数量 宝贝总数量 销售件数 购买件数 个数""",
    "unit_price": """unitprice priceperunit priceeach itemprice lineitemprice sellingprice saleprice salesprice unitsellingprice
    netprice netunitprice priceunit 单价 销售单价 商品单价 产品单价 售价 销售价 成交单价 含税单价 不含税单价 实际单价
    无税单价 未税单价 销货单价 成交价 优惠价 实付单价 商品活动价格 活动价格 活动价 京东价 原币单价 原币含税单价 unitamount dealprice sellprice
    einzelpreis nettopreis 商品价格 折后单价""",
    "discount": """discount discountrate discountpercent discountpct linediscount lineitemdiscountrate rabatt 折扣 折扣率 折扣比例
    优惠比例 让利率""",
    "amount": """amount totalamount lineamount linetotal netamount netvalue netsales salesamount salesvalue salesrevenue revenue
    turnover totalsales totalprice totalvalue orderamount ordertotal grandtotal ordervalue invoiceamount extendedprice extendedamount
    grosssales sumtotal itemtotal amountpaid paymentvalue dollarvalue salestotal betrag umsatz subtotal netwr monetary 金额 销售额 销售金额 总金额
    订单金额 成交金额 成交额 实付金额 实付款 买家实付金额 买家实际支付金额 应付金额 支付金额 交易金额 实收金额 价税合计 含税金额
    未税金额 折后金额 消费金额 顾客实付金额 用户实付金额 消费者实付金额 会员实付金额 实付总金额 订单实收金额 商家实收金额 客户实付金额 实际支付金额 商品实际成交金额 商品成交金额 买家总支付金额 商品小计 销货金额 出货金额
    送货金额 合同金额 成交总额 实付 实收 实付总额 订单实付 支付总额 paidamount productsubtotal untaxedamount ordersubtotalamount nettowert nettobetrag
    gesamtbetrag netamountdue 不含税金额 无税金额 营业额 销售收入 收入 总价 小计金额 商品总价 订单实付金额 订单总额 应收金额 业绩 流水金额 行金额 开票金额""",
    "cost": """cost totalcost linecost costofgoods costofgoodssold cogs costamount costvalue unitcost costperunit costprice
    成本 成本金额 总成本 销售成本 成本额 单位成本 成本单价 成本价 主营业务成本 产品成本 商品成本""",
    "profit": """profit grossprofit grossmargin marginamount netprofit profitamount totalprofit 利润 毛利 毛利润 毛利额 利润额
    销售利润 销售毛利""",
    "region": """region salesregion salesarea territory salesterritory area market 地区 区域 大区 销售区域 销售地区 片区 销售大区
    所属区域 区域名称""",
    "channel": """channel saleschannel distributionchannel orderchannel saleschannelname channelname platform storename 渠道 销售渠道 渠道名称
    订单来源 平台 销售平台 店铺 店铺名称 来源渠道 渠道类型 下单渠道 归属店铺 所属店铺 消费门店 所属门店 网店名称 门店 门店名称""",
    "salesperson": SALESPERSON,
    "status": """status orderstatus financialstatus orderstate fulfillmentstatus paymentstatus invoicestatus 状态 订单状态
    单据状况 订单状况 交易状态 单据状态 支付状态""",
    "currency": "currency currencycode ordercurrency transactioncurrency documentcurrency waehrung währung waers waerk 币种 货币 币别 货币代码 结算币种 交易币种",
    "due_date": """duedate paymentduedate paymentdue netduedate 到期日 到期日期 应付日期 应收日期 付款到期日 应收款日期 约定付款日期
    收款到期日""",
    "paid_date": """paiddate datepaid paidat paymentdate paidon settlementdate cleareddate clearingdate 付款日期 支付日期 付款时间
    支付时间 买家付款时间 付款确认时间 支付完成时间 orderpaidtime paymenttime 实付日期 收款日期 回款日期 到账日期 订单付款时间""",
}
SALES_WEAK: Words = {
    "order_id": "id name reference num number recordid documentid 编号 序号id",
    "line_id": "index seq sequence itemnumber 序号 项目号 no",
    "order_date": "date datetime day time timestamp paidat created opened when erdat month yearmonth period 日期 时间 月份 年月 期间 会计期间 销售月份 所属月份 出货日期 出货日 送货日期 付款时间 支付时间 订单付款时间",
    "customer_id": "email billingemail customeremail buyeremail useremail customeruniqueid phone mobile 买家手机号 用户手机号 会员手机号 客户手机号 顾客手机号 买家手机 电子邮件 邮箱 手机号 手机 客户手机 联系电话 微信号 customer buyer client 客户 买家 会员 顾客",
    "customer_name": "name fullname company particulars 姓名 名称 公司 单位",
    "product": "bezeichnung description title productid product lineitem 描述 名称 产品规格 规格型号 项目",
    "category": "type class subcategory segment 子类别 类型 大类名称",
    "quantity": "units pieces pcs count numberofcds volume items sales 销售 量",
    "unit_price": "price listprice rate itemcost paidprice preis 价格 标价",
    "amount": "total ordertotalamount itemprice paidprice sales value sum price paid gross net spend 结算金额 买家应付货款 合计 总计 小计 销售 实付 总额 价格",
    "discount": "off rebate",
    "cost": "itemcost",
    "profit": "margin",
    "region": "country state province city location country region shippingcountry billingcountry shippingprovince 国家 省份 省 省自治区 城市",
    "channel": "purchasepoint source store shop salesoffice 来源 网店",
    "salesperson": "收银员 owner agent manager storemanager regionalmanager regionmanager areamanager sales staff cashier user 员工 负责人 经理 地区经理 区域经理 大区经理 片区经理 店长 归属人",
    "currency": "cur ccy 币",
}
CUSTOMERS_STRONG: Words = {
    "customer_id": CUSTOMER_ID,
    "customer_name": CUSTOMER_NAME + " name fullname company organization organisation 姓名 名称 公司",
    "parent": """parent parentcompany parentaccount parentcustomer group groupname headquarters holding 母公司 上级公司 上级客户
    集团 集团名称 所属集团 总公司 上级单位""",
    "region": "region area territory salesregion market customerstate customerregion 地区 区域 大区 销售区域 片区 所属区域",
    "city": "city town billingcity shippingcity customercity 城市 所在城市 市 地市",
    "industry": "industry sector branch vertical 行业 所属行业 行业类别 产业 产业别 行业别",
    "kind": "kind customertype customerkind accounttype customergroup customercategory customerclass 客户类型 客户类别 客户性质 客户分类",
    "nature": "nature legalform entitytype customernature 性质 企业性质 单位性质 客户属性",
    "owner": "owner accountowner accountmanager salesrep salesperson keyaccountmanager 负责人 客户经理 所属销售 跟进人 归属人 业务员 销售负责人 专管业务员 负责业务 负责人员 companyowner contactowner",
    "source": "source leadsource customersource acquisition origin 来源 客户来源 获客渠道 来源渠道",
    "grade": "grade customergrade customerlevel viplevel vip membershiplevel memberlevel loyaltytier rating 等级 客户等级 会员等级 级别 客户级别 vip等级",
    "phone": "phone phonenumber telephone tel mobile mobilephone cellphone mobilenumber 电话 手机 手机号 手机号码 联系电话 电话号码 联系方式",
    "email": "email emailaddress mail 邮箱 电子邮箱 电子邮件 邮件",
    "opted_out": "optedout optout unsubscribed donotcontact donotmail 退订 拒绝营销 不接受营销 免打扰",
    "birthday": "birthday dateofbirth birthdate dob 生日 出生日期",
    "joined_on": """joinedon joindate joined customersince registrationdate registeredon signupdate createdat datecreated createdon
    accountcreated membersince 注册日期 注册时间 建档日期 建档时间 入会日期 入会时间 开户日期 创建时间 合作开始日期 首次合作日期 创建日期 createdate""",
    "referrals": "referrals referralcount numberofreferrals 推荐人数 转介绍数 推荐客户数 转介绍人数",
    "standing": "standing influence reputation 影响力 行业地位 声望",
    "information_value": "informationvalue informationscore 信息价值",
    "annual_need": "annualneed annualdemand yearlyneed annualpurchasevolume potential 年需求量 年需求 年需求额 年采购额 年采购总额",
    "cost_to_serve": "costtoserve servicecost 服务成本 维护成本",
    "credit_limit": "creditlimit creditline 信用额度 授信额度 信用限额",
    "payment_terms": "paymentterms terms paymentcondition 付款条件 账期 结算方式 付款方式 信用期",
    "personality": "personality character 性格 个性",
    "contact": "联络人 contact contactperson contactname primarycontact 联系人 主要联系人 联系人姓名",
    "contact_role": "contactrole jobtitle position title role 联系人角色 职务 职位 联系人职务",
    "notes": "notes note remark remarks memo comment comments 备注 说明 备注信息",
}
CUSTOMERS_WEAK: Words = {
    "customer_id": "id code no number account recordid 编号 编码 代码",
    "customer_name": "customerid account client defaultaddresscompany",
    "region": "country state province 国家 省份 省 省自治区",
    "kind": "type segment 类型 类别 细分",
    "grade": "level tier class 分级 星级",
    "joined_on": "date since 日期",
    "source": "channel 渠道",
}
PRODUCTS_STRONG: Words = {
    "product_code": PRODUCT_CODE,
    "product": PRODUCT + " name description title 名称",
    "category": CATEGORY,
    "price": "price unitprice listprice retailprice sellingprice saleprice standardprice regularprice variantprice 价格 单价 售价 标价 零售价 定价 销售价 标准售价",
    "cost": "cost unitcost costprice standardcost costperitem purchaseprice 成本 成本价 单位成本 进价 采购价 标准成本",
}
PRODUCTS_WEAK: Words = {
    "product_code": "id code no 编号 编码 代码",
    "category": "type class 类型 系列",
    "product": "model 型号 规格",
}
RETURNS_STRONG: Words = {
    "order_id": ORDER_ID,
    "returned_on": "returnedon returndate datereturned refunddate refundedat 退货日期 退货时间 退款日期 退款时间 退回日期",
    "reason": "reason returnreason refundreason returned isreturned 退货原因 退款原因 原因 退回原因 退回 是否退货 退货 已退货",
}
RETURNS_WEAK: Words = {
    "order_id": "id 编号",
    "returned_on": "date 日期 时间",
    "reason": "comment note remark 备注 说明 status 状态",
}
SURVEYS_STRONG: Words = {
    "score": """score rating reviewscore answer grade points npsscore csatscore satisfactionscore stars 得分 评分 分数 打分 分值
    评价分数 满意度得分 满意度评分 评价星级""",
    "answered_on": """answeredon answerdate surveydate responsedate submittedat submitteddate submissiondate reviewdate
    reviewcreationdate completedat dateofresponse responsetime 答题时间 提交时间 提交答卷时间 调查日期 回访日期 回访时间 调研日期 填写时间 评价时间 评价日期
    回答日期 填写日期""",
    "customer_id": CUSTOMER_ID + " externaldatareference externalreference externaldata",
    "customer_name": CUSTOMER_NAME
    + """ 您的公司 您的公司名称 您的单位 您的单位名称 您所在的公司 您所在公司 您所在的单位 贵公司 贵公司名称 贵单位 贵单位名称 公司名 所在公司
    yourcompany yourcompanyname companyororganization organization organisation""",
    "order_id": ORDER_ID,
    "respondent": "respondent respondentid responseid respondentname participant participantid 受访者 答卷人 填写人 受访人 答题人 答卷编号",
    "role": "role jobtitle position respondentrole 角色 职务 职位 受访者角色",
    "dimension": "dimension topic aspect surveydimension criterion 维度 评价维度 满意度维度 一级指标 调查维度",
    "item": "item question questiontext subdimension statement 题目 问题 题项 二级指标 指标 细项",
    "lowest": "lowest minscore scalemin scalelow 最低分 量表下限 量表最低分",
    "highest": "highest maxscore scalemax scalehigh fullmark 最高分 满分 量表上限 量表最高分",
    "weight": "weight dimensionweight 权重 维度权重",
    "comment": """comment comments feedback verbatim remark reviewcommentmessage openanswer 评论 意见 反馈 评价内容 意见建议 备注
    评语 建议""",
}
SURVEYS_WEAK: Words = {
    "customer_id": "id email customeremail phone 手机号 编号 来源手机",
    "customer_name": "name company 姓名 名称 公司 单位",
    "respondent": "name 姓名 序号 user 用户 编号",
    "answered_on": "date day time timestamp startdate enddate reviewanswertimestamp 日期 时间 结束时间",
    "score": "value result nps 值 满意度 satisfaction csat overall 评价",
    "dimension": "category 类别 分类",
    "comment": "message text notes 说明 reviewcommenttitle",
}
CONTACTS_STRONG: Words = {
    "customer_id": CUSTOMER_ID,
    "customer_name": CUSTOMER_NAME,
    "contacted_on": """contactedon contactdate visitdate calldate activitydate meetingdate complaintdate 联系日期 拜访日期 拜访时间 联系时间
    跟进日期 跟进时间 投诉日期 投诉时间 来电时间 沟通日期""",
    "kind": "kind contacttype activitytype contactkind channel 联系方式 拜访方式 跟进方式 类型 联系类型 沟通方式",
    "by": "by contactedby visitedby salesrep salesperson owner 拜访人 跟进人 联系人员 业务员 销售 负责人 接待人 处理人",
    "result": "result outcome summary 结果 拜访结果 跟进结果 沟通内容 跟进内容 拜访内容 处理结果",
    "next_step": "nextstep nextaction followup nextsteps 下一步 下一步计划 下次计划 后续计划 跟进计划",
    "product": PRODUCT,
    "severity": "severity priority urgency 严重程度 优先级 紧急程度 投诉等级",
    "settled_on": "settledon resolvedon resolveddate closedon closeddate 解决日期 结案日期 处理完成日期 关闭日期 解决时间",
    "next_on": """nextdate nextstepdate nextcontact nextcontactdate nextvisit nextvisitdate nextcall followupdate followupon
    下次联系日期 下次拜访日期 下次跟进日期 下次联系时间 下次拜访时间 下次跟进时间 下一步日期""",
}
CONTACTS_WEAK: Words = {
    "customer_id": "id account 编号",
    "customer_name": "name 名称 姓名",
    "contacted_on": "date day time timestamp 日期 时间",
    "kind": "type subject 方式",
    "result": "note notes comment status 备注 内容",
    "by": "user agent employee 员工",
}
STRONG: dict[Kind, Words] = {
    "sales": SALES_STRONG, "returns": RETURNS_STRONG, "products": PRODUCTS_STRONG,
    "customers": CUSTOMERS_STRONG, "surveys": SURVEYS_STRONG, "contacts": CONTACTS_STRONG,
}  # fmt: skip
WEAK: dict[Kind, Words] = {
    "sales": SALES_WEAK, "returns": RETURNS_WEAK, "products": PRODUCTS_WEAK,
    "customers": CUSTOMERS_WEAK, "surveys": SURVEYS_WEAK, "contacts": CONTACTS_WEAK,
}  # fmt: skip
