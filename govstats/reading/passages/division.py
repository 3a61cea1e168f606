"""Part five divided: which sentences state problems (存在问题) and which improvements (改进措施)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SENTENCE = re.compile(r"[^。！？!?；;]*[。！？!?；;]+[”」』）)]?|[^。！？!?；;]+$")
_LEAD = r"^[\s\W]{0,6}(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．:：]|[一二三四五六]是|第[一二三四五]，|首先|其次)?[\s\W]{0,6}"
_LABELLED = r"(?=[:：。\s]|$|如下|方面)"
_LACKS = "(?:问题|不足|短板|困难|差距|薄弱环节|弱项)"
_IMPROVES = re.compile(
    _LEAD
    + r"(?:(?:对此|为此|因此|同时|目前|当前)[，,])?(?:"
    + rf"(?:针对[^。，,：:]{{0,24}}|(?:对于?|围绕|结合|就)(?:上述|以上|这些|存在|工作中|前述)[^。，,：:]{{0,20}}){_LACKS}(?=[，,：:、和及]|我|将|进行|下一?步|今后)"
    + r"|针对(?:此|这|该|上述|以上)[^。，,：:]{0,6}情况"
    + r"|(?:为|对)(?:了)?(?:进一步)?(?:切实)?(?:解决|改进|弥补|克服|整改|破解|补齐)"
    + r"|(?:在)?(?:下一步|下步|下一阶段|今后|接下来|新的一年|未来|来年|明年|以后的工作|下一年度?|今后一个时期)"
    + rf"|(?:(?:主要|具体|下一步|下步|已采取的?|存在)?(?:的)?(?:问题的?)?(?:改进|整改|改善|解决)(?:的)?(?:措施|情况|方向|办法|意见|计划|思路|举措|方案|打算|建议)?){_LABELLED}"
    + rf"|(?:下一步|今后|主要)?(?:的)?(?:工作)?(?:打算|措施|计划|安排|思路|举措|努力方向|工作重点){_LABELLED}"
    + r"|(?:20\d\d年度?)?[，,]?(?:我|本)[^，。；]{0,8}?(?:们)?(?:将|拟|计划|要)(?:从|继续|进一步|采取|在|着力|重点|以|认真|按照|不断|切实|着重|坚持|加强|做好|加大|积极|持续|严格|紧紧|针对|努力)"
    + r"|(?:对此|为此|因此)[，,][^。；]*?(?:将|拟|计划|已)|我们将|将(?:从以下|采取以下|进一步|着重|重点从|继续从)|(?:主要)?(?:从|采取)(?:了)?以下[^，。；]{0,8}(?:措施|方面|工作)[^。]{0,12}(?:改进|整改|加强)"
    + r")"
)
_NEXT_YEAR = re.compile(_LEAD + r"(20\d\d)\s*年")
_STATES = re.compile(
    _LEAD
    + r"(?:"
    + rf"(?:目前|主要)?(?:的)?(?:存在)(?:的)?(?:主要|突出|以下|一些)?(?:问题|不足|困难|短板)(?:及原因|和不足|与不足|和困难|及不足)?{_LABELLED}"
    + rf"|(?:主要)(?:问题|不足){_LABELLED}"
    + r"|(?:但是?|然而|不过|虽然|同时|目前|当前|尽管)?[^。；：]{0,50}?(?:仍|还|尚|依然|依旧)(?:然)?(?:存在|有)[^。]{0,30}(?:问题|不足|差距|短板|薄弱环节|提升空间|困难|欠缺|弱项)"
    + r")"
)


def divide(text: str, year: int | None, *, improving: bool) -> Iterator[tuple[str, bool]]:
    """Yield the runs of a paragraph of part five, and whether each tells of improvements.

    `improving` says what the text before told of. A sentence turns to improvements where it says
    so: 针对上述问题, 下一步, 改进措施：, 我局将从……, or the year after the report's; and back to
    problems with 存在问题： or 仍存在……不足.
    """
    run = ""
    for found in _SENTENCE.finditer(text):
        sentence = found.group()
        turned = _turn(sentence, year, improving=improving)
        if turned != improving and run.strip():
            yield run, improving
            run = ""
        improving = turned
        run += sentence
    if run.strip():
        yield run, improving


def _turn(sentence: str, year: int | None, *, improving: bool) -> bool:
    named = _NEXT_YEAR.match(sentence)
    if named and year is not None and int(named[1]) == year + 1:
        return True
    if _IMPROVES.match(sentence):
        return True
    if _STATES.match(sentence):
        return False
    return improving
