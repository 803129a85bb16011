"""What files and people call the styles, types and buying roles of the playbook, in English and Chinese.

Chinese in simplified characters and without the ending 型 or 者; the labels themselves need not stand here.
"""

from __future__ import annotations

STYLES: dict[str, str] = {
    "fact_minded": "analytical|analytic|analyst|analyser|analyzer|thinker|detail-oriented|data-driven|factual|"
    "分析|求证|思考|思考分析|数据|求知|精确|细节|蓝色",
    "decisive": "driver|driving|dominant|dominating|director|directive|controller|commanding|assertive|results-driven|"
    "支配|控制|驾驭|主导|果断|权威|力量|指挥|强势|红色",
    "considerate": "amiable|supporter|supportive|steady|relater|caring|patient|people-oriented|"
    "和蔼|亲切|亲和|平易|温和|支持|体贴|稳定|绿色",
    "outgoing": "expressive|socializer|socialiser|influencing|extrovert|extroverted|enthusiastic|sociable|"
    "表达|表现|外向|热情|活跃|社交|感染|黄色",
}
TYPES: dict[str, str] = {
    "reserved": "silent|quiet|taciturn|introvert|introverted|沉默|沉默寡言|沉默羔羊|寡言|内向|话少",
    "talkative": "chatty|garrulous|唠叨|滔滔不绝|健谈|话多|话痨",
    "good_natured": "friendly|kind|easy-going|easygoing|pleasant|友善|和气|随和|友好|好说话|老好人",
    "self_assured": "proud|arrogant|haughty|conceited|confident|骄傲|自命清高|自信|傲慢|清高|高傲|自负",
    "demanding": "difficult|picky|fussy|sharp|sharp-tongued|critical|"
    "刁难|刁酸|刁蛮|挑剔|吹毛求疵|难缠|苛刻|严格|高要求",
    "closed": "refusing|rejecting|unapproachable|完全拒绝|拒绝|婉拒|抗拒|排斥",
    "quick_tempered": "hot-tempered|short-tempered|irritable|impatient|angry|"
    "脾气暴躁|暴躁|急躁|急性|急性子|易怒|脾气急|性急",
    "debating": "argumentative|debater|quarrelsome|理智好辩|好辩|爱争辩|爱抬杠|抬杠|争辩",
    "smooth": "slick|evasive|non-committal|noncommittal|diplomatic|八面玲珑|圆滑|圆通|敷衍",
    "status_minded": "vain|prestige|status|status-conscious|虚荣|虚荣心强|爱面子|好面子|重面子|讲排场",
    "firm_minded": "stubborn|obstinate|headstrong|opinionated|固执|顽固|主见|有主见|倔强",
    "seasoned": "experienced|worldly|worldly-wise|shrewd|sophisticated|世故老练|世故|老练|老到|精明|老江湖",
    "rational": "reasonable|logical|sensible|理智|理性",
    "on_errand": "errand|task|task-oriented|agent|任务|受托|跑腿|代办|代购",
    "seeks_extras": "greedy|grasping|贪婪|贪心|求惠|索取",
    "owner_minded": "owner|proprietor|主人翁|当家|老板",
    "hesitant": "indecisive|undecided|wavering|犹豫不决|犹豫|优柔寡断|优柔|摇摆",
    "cautious": "careful|prudent|wary|小心翼翼|谨慎|小心|慎重|细心",
    "thrifty": "frugal|stingy|economical|miserly|节约俭朴|节约|节俭|俭朴|吝啬|精打细算",
    "hurried": "busy|hasty|rushed|in a rush|来去匆匆|匆忙|忙碌|赶时间",
    "bargain_hunting": "bargain hunter|bargainer|haggler|haggling|price-sensitive|price sensitive|discount hunter|"
    "贪小便宜|爱占便宜|占便宜|求实惠|杀价|砍价|价格敏感",
    "conservative": "traditional|old-fashioned|保守|守旧|守成|传统",
    "doubtful": "suspicious|sceptical|skeptical|distrustful|多疑|怀疑|存疑|疑心",
    "practical": "pragmatic|realistic|down-to-earth|现实|务实|实际",
}
ROLES: dict[str, str] = {
    "buyer": "purchaser|purchasing|procurement|purchasing manager|purchasing agent|purchasing director|"
    "procurement manager|head of purchasing|sourcing|sourcing manager|buying|"
    "采购|采购员|采购人|采购部|采购经理|采购部经理|采购主管|采购总监|采购负责人|采购专员|购买|购买人|买手|经办人|下单人",
    "influencer": "adviser|advisor|consultant|recommender|engineer|chief engineer|technical manager|technical director|"
    "quality manager|controller|finance|finance manager|cfo|cto|"
    "影响|影响人|建议|建议人|推荐人|顾问|技术|技术员|技术部|技术经理|技术总监|技术负责人|工程师|总工|总工程师|质检|质检员|质量经理|"
    "品质经理|财务|财务经理|财务总监|财务主管",
    "decider": "decision maker|decision-maker|decisionmaker|owner|boss|ceo|managing director|general manager|president|"
    "chairman|proprietor|founder|决策|决策人|决定|决定人|拍板人|老板|老板娘|总经理|董事长|总裁|厂长|法人|法人代表|企业主|创始人|一把手",
    "user": "end user|end-user|operator|mechanic|technician|driver|worker|workshop|"
    "使用|使用人|用户|最终用户|操作员|操作工|师傅|维修工|维修师傅|技师|技工|车间|车间主任|司机|驾驶员",
}
SYNONYMS: dict[str, dict[str, str]] = {"style": STYLES, "type": TYPES, "role": ROLES}
