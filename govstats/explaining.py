"""Errors in Chinese, for those who do not read English: what is wrong, where, what to do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govstats.errors import GovstatsError

_CHINESE = re.compile(r"[\u4e00-\u9fff].*")
_SAVE_AGAIN = "请用WPS或Word打开，另存为.docx"
_DOWNLOAD = "请重新下载"
_ONLY_REPORT = "请只保留报告本身"
_EXCERPT = "数据里只有摘录，不能核对、比较或填表"

_OURS = frozenset(
    (
        "agencies",
        "agency",
        "compare",
        "dataset",
        "forms",
        "items",
        "lang",
        "level",
        "parameters",
        "peers",
    )
)
"""Places that are names of ours, which tell an official nothing."""
_NEAREST = re.compile("nearest: (.+)")
_LINE = re.compile(r", line (\d+)$")
_ADVICE = (
    ("years: ", "有的年度："),
    ("expected ", "应为"),
    ("allowed: ", "可以写"),
    ("known: ", "可以写"),
    ("as in ", "例如"),
)

_SAID: tuple[tuple[str, str, str], ...] = (
    (r"figures of part of a year", "只有一年中部分时间的数据，不是年度报告", "请使用年度报告"),
    (r"no report on information disclosure", "这不是政府信息公开工作年度报告：没有找到标题，也没有找到法定表格", "请核对是否选错了文件"),
    (r"the file is empty", "文件是空的", _DOWNLOAD),
    (r"no such file", "没有这个文件", "请核对文件名和文件夹"),
    (r"no file fits this pattern", "没有符合这个通配符的文件", "请给通配符加上引号；**表示所有子文件夹"),
    (r"a folder, not a file", "这是文件夹，不是文件", "请写明其中的文件"),
    (r"no permission to read", "没有读取这个文件的权限", "请复制到自己的文件夹"),
    (r"not read within (\S+) seconds", "{0}秒内没有读完", "请去掉图片和附件后另存"),
    (r"reading it crashed", "读取时程序中断", "请另存为.docx或.pdf"),
    (r"a scanned PDF", "扫描件，没有文字", "请索取Word或网页版本，或先做文字识别"),
    (r"a damaged or encrypted PDF", "PDF文件已损坏或加密", "请打开后另存为PDF"),
    (r"a damaged Word document", "Word文件已损坏", _SAVE_AGAIN),
    (r"a document locked with a password", "文件设有密码", "请去掉密码后另存"),
    (r"a damaged (?:archive|web archive)", "文件已损坏", _DOWNLOAD),
    (r"without a page in it", "网页归档（.mht）里没有网页", "请将网页另存为.html"),
    (r"LibreOffice is not installed", "旧格式的文件（doc、wps、rtf、odt）要用LibreOffice转换，这台电脑上没有安装", "请安装LibreOffice，或在WPS或Word中另存为.docx"),
    (r"by LibreOffice", "LibreOffice没能转换这个文件", "请在WPS或Word中另存为.docx"),
    (r"an image", "这是图片，没有文字", "请索取可编辑的版本，或先做文字识别"),
    (r"workbook|spreadsheet", "这是电子表格，不是报告全文", "请另存为网页，或粘贴到Word中"),
    (r"presentation", "这是演示文稿，不是报告", _SAVE_AGAIN),
    (r"\barchive\b", "这是压缩包，不是文档", "请先解压"),
    (r"a page of frames", "网页由框架组成，正文在另外的文件里", "请打开框架内的页面后另存"),
    (r"by script", "网页用脚本显示内容，文件里没有正文", "请保存完整网页，或下载其附件"),
    (r"larger than (\d+) MB", "文件超过{0} MB", "请去掉图片和附件后另存"),
    (r"no report has", "内容多得不像一份报告", _ONLY_REPORT),
    (r"its part .* has over", "文件内部的内容过多", _ONLY_REPORT),
    (r"its part .* declares", "文件内部结构异常", _SAVE_AGAIN),
    (r"a pipe or a device", "这不是文件", "请写文件名，或写 - 表示标准输入"),
    (r"no known kind of document, nor text", "不是认得的文件格式，也不是认得的文字编码", "请另存为.docx、.pdf或.html"),
    (r"a page with over", "网页的内容过多", _ONLY_REPORT),
    (r"a PDF of over (\S+) pages", "PDF超过{0}页", _ONLY_REPORT),
    (r"not text, and no known kind", "不是文字，也不是认得的文件格式", "请另存为.docx、.pdf或.html"),
    (r"(.+), which cannot be read", "读不了这种文件（{0}）", ""),
    (r"does not say its year", "报告没有写明年度", "请在标题里写明年度，例如“2024年政府信息公开工作年度报告”"),
    (r"of two agencies: (.+) and (.+)", "两份报告不是同一机关的：{0}，{1}", "请选同一机关的两份报告"),
    (r"^(\d+) does not precede (\d+)", "{0}年不早于{1}年", "请把较早年度的报告写在前面；两份报告应当是不同的年度"),
    (r"one file alone", "只有一个文件，没有可比的年度", "请再写一个年度的文件，较早的写在前面"),
    (r"no agency is called '(.+)'", "数据里没有名为“{0}”的机关", ""),
    (r"no such folder", "没有这个文件夹", "请先新建，或换一个文件夹"),
    (r"no form is called (\S+)", "不能输出为.{0}", "请把文件名的后缀改为.txt、.csv、.json等这条命令有的形式，或写明--format；Word、PDF、Excel由govstats render --to生成"),
    (r"no such finding among", "govstats check --data 列出的结果中没有这个编号", ""),
    (r"^(\d+) findings begin so", "有{0}条结果的编号以此开头", "请多写几位"),
    (r"no report is there in full", "没有完整收录的报告", ""),
    (r"took more than (\S+) seconds and was killed", "超过{0}秒，已终止", "可用--timeout延长"),
    (r"not in UTF-8", "文字编码不是UTF-8", "请用表格软件另存为“CSV UTF-8（逗号分隔）”"),
    (r"not a CSV table in UTF-8", "不是UTF-8编码的CSV表格", "请用表格软件另存为“CSV UTF-8（逗号分隔）”"),
    (r"^the columns are (.+)", "列名为{0}", ""),
    (r"^(\d+) fields instead of (\d+)", "这一行有{0}个字段，应有{1}个", "含有逗号的文字请加上半角双引号"),
    (r"an agency without its id", "机关没有代码", "请填写"),
    (r"an agency without its name", "机关没有名称", "请填写"),
    (r"^(.+) is there twice$", "{0}重复出现", "请删去一行"),
    (r"^'(.*)' is no year", "“{0}”不是年份", ""),
    (r"^'(.*)' is no day", "“{0}”不是日期", ""),
    (r"the deadline (\S+) lies within", "截止日期{0}在报告所属的年度以内", ""),
    (r"no unit is named", "没有写明单位", "请填写机关代码或名称"),
    (r"^'(.*)' is no (duty|kind|decision)", "{1}列不能写“{0}”", ""),
    (r"a (?:decision|correction) needs its reason", "没有写明理由", "请写明理由"),
    (r"^(.+) is corrected twice", "{0}更正了两次", "请只留一行"),
    (r"^(.+) is corrected already, to (.+)", "{0}已经更正为{1}", "要改的，请先删去那一行"),
    (r"^'(.*)' is no number", "“{0}”不是数字", ""),
    (r"the cell says (.+) already", "这一格本来就是{0}", ""),
    (r"nothing is suggested for it", "这条结果没有建议，或者建议没有确定的数", "请用govstats correct写明应为多少"),
    (r"^the source changed under (\d+) of (\d+) corrections: (.+)", "{1}条更正中有{0}条与现在的报告不符：{2}", "请逐条对照报告，改正或删去相应的行"),
    (r"^(.+) (\d+) is already there from another file", "{0}{1}年的报告已有，来自另一个文件", "要替换的，请加--replace"),
    (r"the report does not say its agency", "报告没有写明机关", "请在标题里写明机关名称"),
    (r"the bundled data is read-only", "自带数据不能改动", "请另写一个文件夹"),
    (r"^no dataset here: (\S+) is missing", "这里没有数据：缺少{0}", "用govstats add加入报告，即可建立"),
    (r"^'(.+)' stands for (\d+) agencies", "“{0}”对应{1}个机关，请写明一个", ""),
    (r"no agency is at level '(.+)'", "没有层级为“{0}”的机关", ""),
    (r"^no full report of any agency", "没有完整的报告", "请放宽条件"),
    (r"^no full report of (.+)", "没有{0}的完整报告", "请放宽条件"),
    (r"^no full report for (.+) with (\d+) agencies of its level", "没有单位可比：同级单位至少要有{1}个", "可加--year all"),
    (r"^no full report for (.+)", "没有{0}年的完整报告", "可加--year all"),
    (r"^no report of (.+) for (\d+)", "没有{0}{1}年的报告", ""),
    (r"^no item is called '(.+)'", "没有名为“{0}”的数据项", ""),
    (r"^the report has no cell (.+)", "报告里没有{0}这一格", ""),
    (r"no report in this folder", "文件夹里没有报告", "报告为html、docx、doc、pdf或txt文件"),
    (r"no such notebook", "没有这个笔记本", ""),
    (r"^no form file for edition '(.+)'", "没有{0}年版格式", ""),
    (r"^'(.+)' is not known", "没有“{0}”", ""),
    (r"^'(.+)' is neither a year nor a file", "“{0}”既不是年份，也不是文件", ""),
    (r"only an excerpt of (?:this report|the report of (\S+) for (\d+))", "没有这份报告的全文", _EXCERPT),
    (r"^(\S+) has no report whose tables are all there", "{0}没有完整的报告", _EXCERPT),
)  # fmt: skip
"""What an error's words mean, the particular before the general."""


def in_chinese(error: GovstatsError) -> str:
    """Return an error as a Chinese line: `where：what。do。`.

    What has no Chinese of its own keeps its English words rather than saying less.
    """
    what, advice = _meaning(error)
    near = _NEAREST.fullmatch(error.advice)
    own = _CHINESE.search(error.advice)
    if near:
        advice = f"最接近的是{near[1].replace(', ', '、')}"
    advice = advice or (own.group() if own else _listed(error.advice))
    where = _LINE.sub(r"第\1行", error.where)
    place = f"{where}：" if where and where not in _OURS else ""
    return f"{place}{what}。{advice}{'。' if advice else ''}"


def _listed(advice: str) -> str:
    """Return an advice that lists what is allowed with its first words in Chinese."""
    for begins, words in _ADVICE:
        if advice.startswith(begins):
            return words + advice.removeprefix(begins).replace(", ", "、")
    return advice


def _meaning(error: GovstatsError) -> tuple[str, str]:
    for pattern, what, advice in _SAID:
        found = re.search(pattern, error.what)
        if found:
            return what.format(*found.groups()), advice
    return error.what, ""
