"""Whose figure a clause gives: the body that it names before its verb, and whether it is ours."""

from __future__ import annotations

import re

from govstats.reading.prose.line import FILLER

_CLAUSES, _SENTENCES = map(re.compile, ("[，；：。、]", "[；。]"))
_ENDS = (
    "局|镇|街道|乡|县|区|州|旗|市|委员会|委|办公室|办公厅|办事处|(?<=[府政合开委旗县区市镇乡])办|厅|部门|单位|(?<!部)队|所|(?<!网)站"
    "|中心|学校|大学|学院|中学|小学|医院|企业|公司|集团|(?<!农)村|社区|馆|厂|法院|检察院|管理处|登记处|政府(?!信息)|党委|机关|室"
)
_ADVERBS = (
    r"共计?|总计|合计|一共|仅|只|累计|全年|年内|本年度?|今年|\ue000+年?度?|已|也|均|分别|则|又|另|还|新|现|依法|及时|主动|自行|自主|单独"
    r"|面?向社会|通过[^，。；]{2,20}?|在[^，。；]{2,16}?"
)
_VERBS = (
    "公开(?![栏办工指目专])|发布(?!会)|公布|公示(?!栏)|更新|推送|收到|受理|接收|接到|办结|办理|答复|作出|制发|制定|出台|印发|发出|收取|张贴"
    "|实施|报送|录入|上传|新收|未|没有|无|行政|政府信息|信息公开|依申请|规范性|现行"
)
_LEAD = r"^(?:本年度?|今年|全年|年内|一年来|报告期内|其中|另外|此外|同时|而|和|及|[一二三四五六七八九]是|，|\ue000)*"
_BODY = rf"{_LEAD}(?P<body>(?!\ue000)[^，；：。、\d]{{0,19}}?(?:{_ENDS})\ue000*)"
_SPEAKS = re.compile(
    rf"{_BODY}(?P<medium>(?:门户|官方|政务)*(?:网站|官网|公众号|微信(?:公众号)?|微博)?)(?=(?:{_ADVERBS})*(?:{_VERBS}))"
)
_STANDS = re.compile(rf"{_BODY}(?=(?:{_ADVERBS})*$)")
_HEADS = re.compile(
    rf"{_LEAD}(?P<body>(?:[\u4e00-\u9fff]{{2,6}})?[省市县区旗州镇乡][\u4e00-\u9fff]{{1,12}}?"
    r"(?:局|委员会|中心|[支大总]队|办公室|厅|法院|公司|学校|医院|街道|镇|乡))(?=[^、，。；的]{2})"
)
_NO_BODY = re.compile(
    "^(?:通过|经由?|由|向|对|在|依托|利用|根据|按照?|以|从|将|为|把|配合|因|接受|按|与|同|较|比|做好|加强|推进|完善|指导|督促|组织|要求)"
    "|收到|受理|接收|新收|公开(?!办|工作|领导)|发布|办理|办结|答复|处理|提[出起]|发生|引发|涉及|制[发定]|共|[“”]|信息(?!中心)|申请|案件|网"
)
_OURS = re.compile("我|本(?!科)|[全各两三]级|全[省市县区镇乡州旗局厅委办校系]|行政机关")
_OTHERS = re.compile(
    r"下属|所属|直属|下辖|辖区|[区辖市县]内|[厅局委校院省市县区]属|各(?!级)|个别|有的|其[他它]|[一二三四五两\d]家"
)
_AND_ITS = re.compile("代表|(?:及其?|和)(?:各|所属|工作|部门|单位|办公)")
_DISPUTED = ("review", "litigation")
_AGAINST_US = re.compile("不服|被申请|我[局镇乡县市区省厅委办]|本(?!年)[^，。；]*$")
"""Said of disputes that another body hears: 省政府收到不服市政府的复议申请."""
_BARE = {"单位", "公司", "学校", "机关", "部门", "医院", "中心", "学院", "办公室", "政府"}
_OFFICE = re.compile(
    "(?:人民)?政府|及其|和|及|(?:党政|政务|综合|信息公开|工作|领导小组)*办(?:公[室厅]|事处)?$|机关$|党委|党工委|党组"
)
_DEPARTMENT = re.compile(
    "(?:局|委|办|(?<!办公)厅|(?<!管理)委员会|院|中心|[支大总]队|公司|学校|大学)$"
)
_GOVERNMENT = re.compile("(?:[省市县区镇乡州旗]|街道|政府)$")
_NAMED = re.compile(
    r"(?:^|，|、)([市县区镇]?[\u4e00-\u9fff]{0,9}(?:(?<!本)(?<!我)局|镇|街道|乡|委|委员会|办公室|部门)\ue000*)(?:共|全年|主动|公开|收到|受理|制发|发布|制定|新收)"
)
_AREA = re.compile(r"^.{1,12}[省市州盟](?=.{1,8}?(?:[县区市镇乡旗]|街道))")


def body_before(reach: str) -> str:
    """Return the body that a clause begins with (县水利局收到 …), or nothing."""
    found = _NAMED.search(_SENTENCES.split(reach)[-1])
    return found[1] if found else ""


class Speaker:
    """Follows whose figures a sentence gives, clause by clause.

    `agency` is the report's own body, as its title names it; `others` says that the sentence begins
    within what is said of another one.
    """

    def __init__(self, agency: str, *, others: bool | None = None) -> None:
        self._agency = agency
        self._others = bool(others)
        self._heard = -1 if others is None else 0

    def aside(self) -> Speaker:
        """Return who speaks in a bracket."""
        return Speaker(self._agency, others=self._others)

    def is_others(self, said: str, item: str) -> bool:
        """Say whether the sentence, up to a number, gives another body's figure for an item.

        The last clause that names a body counts (下属单位公开…, 区教育局收到…), else what the sentence
        or its part after a semicolon begins with.
        """
        others = self._is_said_of_others(_SPEAKS, said)
        if others and item.startswith(_DISPUTED) and _AGAINST_US.search(said):
            others = False
        begun = said.rfind("；") + 1
        if others is None and begun > self._heard:
            others = self._begins_with_others(said[begun:])
        if others is not None:
            self._others = others
        self._heard = max(begun, self._heard)
        return self._others

    def is_denied_of_others(self, said: str) -> bool:
        """Say whether what did not occur, in words up to 未 or 无, did not occur at another body."""
        others = self._is_said_of_others(_STANDS, said)
        return self._begins_with_others(said[said.rfind("；") + 1 :]) if others is None else others

    def _is_said_of_others(self, names: re.Pattern[str], said: str) -> bool | None:
        """Say whether the last clause names another body, None where it names none."""
        found = names.match(_CLAUSES.split(said.lstrip(FILLER + "，、"))[-1])
        if not found:
            return None
        medium = found.groupdict().get("medium")
        if medium and _GOVERNMENT.search(found["body"]):
            return True if _OTHERS.search(found["body"]) else None
        return _is_another(found["body"], self._agency)

    def _begins_with_others(self, segment: str) -> bool:
        found = _HEADS.match(segment)
        return bool(found and _is_another(found["body"], self._agency))


def _is_another(name: str, agency: str) -> bool | None:
    """Say whether a name is another body's than the agency, None where it is no body's."""
    body = _AND_ITS.split(name.replace(FILLER, ""))[0]
    if _NO_BODY.search(body):
        return None
    if _OURS.search(body) or body in _BARE:
        return False
    if _OTHERS.search(body):
        return True
    return bool(agency) and not _is_own(body, agency)


def _is_own(body: str, agency: str) -> bool:
    """Say whether a body's name is the agency's own, written out, in short, or with its office's."""
    if _DEPARTMENT.search(agency) and _GOVERNMENT.search(body):
        return body == agency
    short = _AREA.sub("", body)
    return any(_abbreviates(name, agency) for name in (body, short, _OFFICE.sub("", short)))


def _abbreviates(short: str, full: str) -> bool:
    """Say whether all characters of a name occur in another one in the same order."""
    rest = iter(full)
    return all(character in rest for character in short)
