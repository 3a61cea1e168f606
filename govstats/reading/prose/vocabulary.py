"""The words in which reports say what they count, each with the item that it means.

The wordings are those of the statutory form and of published reports; where the older form's
words (同意公开答复数) live on, they stand beside today's.
"""

from __future__ import annotations

import re
from typing import Final

Table = tuple[tuple[str, re.Pattern[str]], ...]
"""Codes with the words that mean them."""


def _table(*entries: tuple[str, str]) -> Table:
    return tuple((code, re.compile(expression)) for code, expression in entries)


COUNTED = r"(?:的|之|了|为|是|有|共|计|约|近|达|到|已|均|各|数|量|数量|总数|总量|件数|条数|件|分别|合计|共计|总计|累计|占|：|\ue000)*$"
"""What may stand between a noun and its number."""

OUTCOMES: Final = _table(
    ("requests.granted_or_partly", r"(?<!不)(?:予以|同意)?公开(?:和|及|或|与|以及)(?:予以|同意)?部分公开"),
    ("requests.partly_granted", r"部分公开|区分处理后?公开|部分(?:予以|同意)公开"),
    ("requests.refused.state_secret", r"国家秘密"),
    ("requests.refused.prohibited_by_law", r"法规禁止公开|禁止公开"),
    ("requests.refused.endangers_security", r"三安全"),
    ("requests.refused.third_party_rights", r"第三方(?:的)?(?:合法)?权益|商业秘密|个人隐私"),
    ("requests.refused.internal_affairs", r"内部事务(?:性)?信息"),
    ("requests.refused.process_information", r"过程性信息"),
    ("requests.refused.enforcement_file", r"(?:行政)?执法案卷"),
    ("requests.refused.statutory_lookup", r"行政查询(?:事项)?"),
    ("requests.refused", r"不予公开|不予以公开|不同意公开|决定不公开|^(?:，|、|：)?(?:其中)?不公开$"),
    ("requests.already_disclosed", r"已(?:经)?主动公开"),
    ("requests.unavailable.not_held",
     r"不掌握(?:相关)?(?:政府)?信息|(?:本机关|我局)不掌握|信息不存在|不属于?本(?:行政)?机关(?:公开|负责|掌握)|非本(?:行政)?机关(?:掌握|制作|保存|负责)"),
    ("requests.unavailable.needs_creation", r"没有现成信息|(?:需要?)?另行制作"),
    ("requests.unavailable.unclear", r"补正后(?:申请)?(?:内容)?仍不明确|申请(?:内容)?不明确"),
    ("requests.unavailable", r"无法提供|无法公开"),
    ("requests.other.not_clarified", r"逾期(?:不|未)(?:予)?补正"),
    ("requests.other.fee_unpaid", r"逾期(?:不|未)(?:按[^，。；]{0,12})?缴纳?[^，。；]{0,8}费"),
    ("requests.not_processed.petition", r"信访、?(?:举报)?、?(?:投诉)?类|信访、?举报、?投诉(?:申请|不予)"),
    ("requests.not_processed.repeated", r"(?<!反复)重复(?:申请|提交|件)|重件"),
    ("requests.not_processed.publication", r"公开出版物"),
    ("requests.not_processed.excessive", r"大量、?反复(?:申请|提交)?"),
    ("requests.not_processed.confirmation", r"(?:确认或)?重新出具(?:已获取信息)?"),
    ("requests.not_processed", r"不予(?:以)?处理|不再处理"),
    ("requests.other.withdrawn", r"(?:撤回|撤销|撤件|主动撤)(?:申请|办结)?"),
    ("requests.other", r"(?:作|其它|其他)+(?:方式)?处理|其[他它]情形"),
    ("requests.granted", r"(?<!不)予以(?:主动)?公开(?!通报)|(?<!不)同意公开|准予公开|全部公开|依法公开|给予公开|^(?:，|、|：)?(?:其中)?公开$"),
)  # fmt: skip
"""Outcomes of requests (表三 三、本年度办理结果): the first whose words are printed is meant."""

APPLICANTS: Final = _table(
    ("natural_person", r"自然人|(?:公民|个人)(?:个人)?(?:提出)?(?:的)?(?:申请)?(?:的)?" + COUNTED),
    ("organisations", r"法人(?:或者?|和|及|与|、)?(?:其他)?组织|法人(?!和|或|及|、)"),
    ("commercial_enterprise", r"(?:商业)?企业"),
    ("research_institution", r"科研机构"),
    ("public_interest_organisation", r"(?:社会)?公益组织"),
    ("legal_service_organisation", r"法律服务(?:机构|组织)|律师事务所"),
    ("other_organisation", r"^(?:、|，)?其[他它]组织"),
)

ARRIVALS: Final = r"当面|现场|窗口|信函|来信|邮寄|书面|网络平台|网络|网上|在线|互联网|传真|电子邮件|电子邮箱|邮件|邮箱"
"""How requests arrive: 当面、信函、网络、传真 …"""

DISPUTES: Final = _table(
    ("litigation_after_review", r"(?:经)?复议后(?:再)?(?:提起|提出)?(?:行政)?(?:起诉|诉讼)"),
    ("litigation_direct", r"(?:未经复议)?直接(?:向[^，。；]{0,8})?(?:提起|提出)?(?:的)?(?:行政)?(?:起诉|诉讼)|未经复议(?:提起|提出)?(?:的)?(?:行政)?(?:起诉|诉讼)"),
    ("disputes", r"行政争议|复议(?:案件|申请)?(?:、|和|及|与|以及|或)(?:被)?(?:提起)?(?:行政)?(?:诉讼|应诉)(?:案件|事项)?"),
    ("litigation", r"行政诉讼|行政应诉|诉讼(?!请求)|应诉|(?:被|提起|行政)起诉|被诉"),
    ("review", r"行政复议|复议"),
)  # fmt: skip

DISPUTE_OUTCOMES: Final = _table(
    (
        "pending",
        r"(?:尚|还|暂)?未(?:审结|办结|结案|结$|结(?=[，。；）、])|审理|判决|作出)|正在(?:审理|办理)|审理中|在审|待审",
    ),
    ("upheld", r"维持|驳回(?:原告|其|申请人)?(?:诉讼请求|复议请求|复议申请|起诉)?|胜诉"),
    (
        "corrected",
        r"纠正|纠错|确认违法|责令(?:重新|限期)?|败诉|撤销(?:原|行政|具体|答复)|(?:^|[、，和])撤销$",
    ),
    ("other", r"其[他它](?:结果|情形)?|撤诉|撤回|终止|终结|调解|和解|不予受理"),
)

RULE_ACTS: Final = _table(
    ("amended", r"修改|修订|修正"),
    (
        "in_force",
        r"(?:现行|继续|仍然?)有效|(?<!无)有效(?:的)?(?:件数|数量|规章|(?:行政)?规范性)|保留",
    ),
    ("repealed", r"废止|清理(?!后)"),
    ("repealed", r"(?:宣布)?失效"),
    ("newly_disclosed", r"新公开"),
    ("disclosed", r"对外公开总"),
    ("issued", r"制发|制定|出台|印发|发布|新制作|新增|制作|颁布|公布"),
)

VOLUMES: Final = _table(
    ("licensing.decisions", r"行政许可"),
    ("penalties.decisions", r"行政处罚"),
    ("coercion.decisions", r"行政强制"),
)

CHANNELS: Final = _table(
    ("wechat", r"微信(?!群|支付|小程序)(?:政务)?(?:公众)?(?:账?号|平台|服务号|订阅号)?|公众号|订阅号|服务号"),
    ("weibo", r"微博"),
    ("gazette", r"公报"),
    ("website", r"网站|官网|门户网|政府网|政务网|信息网|中国[^，。；“”]{2,5}”?网"),
    ("other", r"抖音|快手|头条|视频号|客户端|公开栏|公示栏|宣传栏|显示屏|电子屏|[Ll][Ee][Dd]|广播|电视|报纸|报刊|媒体|查阅[点室场中]|档案馆|图书馆|短信|村务|微信群|新闻发布会|“两微一端”|其[他它](?:公开)?(?:渠道|方式|途径|形式|载体|平台)"),
)  # fmt: skip

ALIEN_REQUEST: Final = re.compile(
    r"(?:许可|低保|救助|补贴|补助|资助|注册|登记|职称|专利|入学|入户|贷款|住房|公租房|建房|用地|立项|听证|仲裁|执行|赔偿|审批|入党|特困|保障|证照|变更|注销)(?:的|类|事项)?申请"
)
"""Applications that ask for something else than information."""

ALIEN: Final = re.compile(
    r"建议|提案|议案|留言|来信(?!申请)|来电|来访|热线|咨询|工单|诉求|培训|会议|例会|讲座|解读|图解|发布会|访谈"
    r"|调查|征集|征求|意见|粉丝|关注|阅读|浏览|点击|访问|播放|转发量|转载|点赞|评论|订阅|下载|查阅|查询"
    r"|账号|专栏|栏目|人员|议题|督查|通报|检查|整改|问题|表彰|考核|奖|活动|手册|传单|问卷|案例|合同|年报|年度报告"
    r"|指南|目录|清单|系统|设备|次数|人数|面积|户数|邮编|电话|讲话|简报|台账|涉及"
)
"""What is counted beside information and requests."""

VIEWED: Final = re.compile(
    r"粉丝|关注|阅读|浏览|点击|访问|播放|点赞|评论|订阅|下载|用户|咨询|更新量|人[次数]"
)
"""What is counted of a channel beside what it published."""

VERB: Final = r"(?:主动公开|主动发布|公开发布|公开|发布|(?<!执法)(?<!处罚)(?<!许可)(?<!双)公示|公布|更新|上传|刊登|刊发|登载|录入|推送|新增)"
_FILL = (
    r"(?:的|了|出|过|到|各级|各个|各|级|类别|类型|类|项|种|全部|所有|有关|相关|政府|政务|党务|镇务|村务|全[市县区镇乡街道]+|本[级年度]+"
    r"|法定|应|机关|行政|部门|单位|动态|方面|等|及|和|、|公开|公示|主动|规范|有效|重点领域|领域)*"
)
GENERIC: Final = rf"{_FILL}(?:信息|文件|档案)(?:公开)?(?:资料|内容|数据)?"
"""An object of disclosure without a kind of its own: (各类)政府信息, 政务信息, 文件."""

DISCLOSED: Final = re.compile(
    rf"(?:{VERB}{GENERIC}|(?:^|政府|政务|各类|全部|所有|动态|\ue000|的)(?:信息|文件){_FILL}(?:主动公开|公开|发布)(?:信息|文件)?|主动公开(?:总)?)(?:总)?(?:条|件)?{COUNTED}"
)
COUNT_OF_DISCLOSED: Final = re.compile(
    rf"信息(?:主动)?公开(?:总)?(?:数量|条数|总数|总量|数|量){COUNTED}|信息公开目录信息{COUNTED}"
)
PLAINLY: Final = re.compile(
    rf"(?:^|[\ue000共计年局镇市县区厅办乡委]|累计|全年)(?<!不予)(?<!申请)公开{COUNTED}"
)
DISCLOSED_BEFORE: Final = re.compile(rf"{VERB}{COUNTED}")
DISCLOSED_AFTER: Final = re.compile(rf"^(?:的)?{GENERIC}")
MADE: Final = re.compile(
    rf"(?:制作|形成|产生|生成)(?:或者?获取|并?保存|、)*的?{GENERIC}(?:总)?{COUNTED}"
)
ON_REQUEST: Final = re.compile(rf"依申请公开(?:的)?(?:政府)?(?:信息|文件)?(?!.*申请){COUNTED}")
NOT_DISCLOSED: Final = re.compile(rf"不予(?:以)?公开(?:的)?(?:政府)?(?:信息|文件)?{COUNTED}")
POSTED: Final = re.compile(
    r"推送|发布|公开|刊发|转发|发文|推文|信息|发送|更新|编发|推出|刊登|原创|发表|撰写|宣传|推广|帖"
)
REQUEST: Final = re.compile(
    r"(?<!复议)(?<!诉讼)申请(?!人|公开政府信息权|复议|行政复议|表|渠道|受理点|条件|方式|办理工作|答复工作|书)|依申请公开"
)
RECEIVED: Final = re.compile(
    r"收到|受理|接收|接到|新收|收办|收件|接件|接受|收取|登记|收悉|新增|(?<![征验查没回])收(?!费)"
)
ANSWERED: Final = re.compile(r"办结|答复|办理|办复|回复|办毕|处理|办件")
ON_REQUESTS: Final = re.compile(
    r"依申请|公开申请|申请公开|新收|结转|予以公开|部分公开|不予公开|无法提供|不予处理|同意公开|答复数|信息不存在|本机关不掌握|自然人|科研机构|法律服务机构|社会公益组织"
    r"|申请(?:途径|方式|渠道|主体|人)|其他处理|逾期|信访举报投诉类"
)
"""What makes a sentence one about requests even where no heading said so."""
ALIEN_MATTER: Final = re.compile(r"类事项|建议|提案|工单|各类信访|信访件|许可申请|投诉件|复议申请")
"""Whose handling is counted in the same words as that of requests: 办结人大建议63件."""
NOT_A_REQUEST: Final = re.compile(
    r"投诉(?!类)|类事项|建议|提案|工单|诉求|信件|各类信访|信访件|指导|协助|(?<!结)转办|抽查|培训|会商|(?<![不未予])补正$|补正通知$|要求补正$|个别单位|收到\ue000*上级|各(?:[镇村单]位?|分局|部门)"
)
ALIEN_AFTER: Final = re.compile(r"申请[^，]*?(?:诉求|咨询|热线|建议|来电|来访|投诉电话|行政审批)")
BROUGHT_FORWARD: Final = re.compile(
    r"结转(?:上年度?|去年|往年|\ue000{4,}度?)(?:的)?(?:申请)?|(?:上|前|去|往|上一)[\ue000]?(?:个)?(?:年度|年)?(?:度)?(?:[结转]转|转结|继续办理|转入|转来|遗留|未办结|跨年)|(?:[\ue000]{4,}|上年度?|去年|往年|历年)(?:的)?(?:转结|结转|转入|继续办理|结转办理)(?!至|到|下)|^(?:含)?结转(?:申请)?$"
)
CARRIED_AFTER: Final = r"(?:件|申请|的|，|将|按规定|依法|依规|因[^，。；\d]{0,24}|尚在[^，。；\d]{0,12}|未到[^，。；\d]{0,10})*(?:结转|顺延|延期|转)(?:到|至|入|为)?(?:下|\ue000|次年|明年)(?![^，。；）]*\d)|的申请结转下|(?:尚|仍)?(?:未到(?:答复|办理)?期限|正在办理)|将于\ue000{4,}[^，。；\d]{0,6}答复"
"""What follows a number of requests carried forward: 3件申请结转下年办理."""
CARRIED_FORWARD: Final = re.compile(
    r"(?:结转|转|顺延|延续|移|延)(?:结|期)?(?:(?:到|至|入|为)?(?:下[一]?(?:个)?年度?|次年|明年)|(?:到|至|入|为)\ue000{4,})|(?<!结)转\ue000{4,}(?:继续)?办理|结转下|下[一]?年度?(?:继续)?(?:办理|答复|结转)|跨年(?:度)?办理|尚(?:未|在)(?:办结|办理|答复)|(?<![年度])未办结|正在办理|未到(?:答复)?期限|在办(?![结毕])"
)
