"""Which paragraph belongs to which part: reports of ours in the many ways that agencies print them."""

from __future__ import annotations

from collections import defaultdict

import pytest

from govstats.documents import parse_document
from govstats.reading import read, read_document
from govstats.reading.passages import read_passages
from govstats.reading.passages.division import divide
from govstats.reading.passages.titles import read_title
from tests.samples import PROBLEMS, as_text, consistent

OFFICIAL = (
    "一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项",
)  # fmt: skip
TITLE = "青石镇人民政府2023年政府信息公开工作年度报告"
TABLES = {
    1: "信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t0\t0\n行政规范性文件\t1\t0\t3",
    2: "\t自然人\t总计\n一、本年新收政府信息公开申请数量\t2\t2\n四、结转下年度继续办理\t0\t0",
    3: "结果维持\t结果纠正\t其他结果\t尚未审结\t总计\n0\t0\t0\t0\t0",
}
OVERVIEW = "我镇把公开当作日常工作的一环，甲。"
PROBLEM = "栏目更新有时跟不上，乙。"
PLAN = "下一步，我镇将安排专人按月核对栏目，丙。"
REST = "本年度没有收取信息处理费，丁。"


def report(headings=OFFICIAL, parts=None, *, tables=True, title=TITLE) -> str:
    """A report of ours: a title, six headings with their tables and our sentences."""
    parts = parts or {0: [OVERVIEW], 4: [PROBLEM, PLAN], 5: [REST]}
    lines = [title, "本报告的统计期限自2023年1月1日至2023年12月31日。"]
    for n, heading in enumerate(headings):
        lines.append(heading)
        lines += parts.get(n, [])
        if tables and n in TABLES:
            lines.append(TABLES[n])
    return "\n\n".join(lines)


def sections(text: str, name: str = "sample.txt") -> dict[str, str]:
    """The prose of a report by part, titles left out."""
    found = defaultdict(str)
    data = text if isinstance(text, bytes) else text.encode()
    for passage in read_passages(parse_document(data, name), 2023):
        if not passage.heading:
            found[passage.section] += passage.text
    return dict(found)


def titles(text: str, name: str = "sample.txt") -> list[str]:
    """The parts whose titles were found, in their order."""
    document = parse_document(text.encode(), name)
    return [p.section for p in read_passages(document, 2023) if p.heading]


SIX = ["overview", "disclosure", "requests", "disputes", "problems", "other"]
EXPECTED = {"overview": OVERVIEW, "problems": PROBLEM, "improvements": PLAN, "other": REST}

HEADINGS = {
    "official": OFFICIAL,
    "no numbers": tuple(h[2:] for h in OFFICIAL),
    "shifted": tuple(f"{n}、{h[2:]}" for n, h in zip("二三四五六七", OFFICIAL, strict=True)),
    "half-width": tuple(h.replace("、", ".", 1) for h in OFFICIAL),
    "a space for the mark": tuple(h.replace("、", " ", 1) for h in OFFICIAL),
    "no mark": tuple(h.replace("、", "", 1) for h in OFFICIAL),
    "colons": tuple(f"{h}：" for h in OFFICIAL),
    "full stops": tuple(f"{h}。" for h in OFFICIAL),
    "bold": tuple(f"**{h}**" for h in OFFICIAL),
    "Markdown": tuple(f"## {h}" for h in OFFICIAL),
    "arabic": tuple(f"{n}. {h[2:]}" for n, h in enumerate(OFFICIAL, 1)),
    "in brackets": tuple(f"（{n}）{h[2:]}" for n, h in zip("一二三四五六", OFFICIAL, strict=True)),
    "chapters": tuple(f"第{n}部分 {h[2:]}" for n, h in zip("一二三四五六", OFFICIAL, strict=True)),
    "spaced out": tuple(" ".join(h) for h in OFFICIAL),
    "junk before numbers": tuple(f"l{h}" for h in OFFICIAL),
    "pipes before numbers": tuple(f"| {h}" if n else h for n, h in enumerate(OFFICIAL)),
    "worded": (
        "一、概述", "二、行政机关主动公开政府信息情况", "三、行政机关收到和处理政府信息公开申请情况",
        "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", "五、政府信息公开工作存在的主要问题及改进情况", "六、其他需要报告的事项",
    ),
    "of the year": (
        "一、2023年度总体情况", "二、本年度主动公开政府信息情况", "三、本年度收到和处理政府信息公开申请情况",
        "四、因政府信息公开被申请行政复议和提起行政诉讼情况", "五、存在的主要问题和改进情况", "六、其它需要报告的事项",
    ),
    "misspelt": (
        "一、总体情况", "二、主动公开的政府信息情况", "三、收到的处理政府信息公开申请情况",
        "四、政府信息公开行政复议行政诉讼情況", "五、存在的主要问题及改情况", "l六、其他需要报告的事项",
    ),
    "short": ("一、工作概况", "二、主动公开情况", "三、依申请公开情况", "四、复议诉讼情况", "五、存在问题和改进措施", "六、其他事项"),
    "own words": (
        "一、基本情况", "二、政府信息主动公开情况", "三、政府信息公开申请办理情况", "四、行政复议和行政诉讼情况",
        "五、工作中存在的不足及下一步打算", "六、需要说明的其他事项",
    ),
    "our office": (
        "一、我镇政府信息公开工作总体情况", "二、我镇主动公开政府信息情况", "三、我镇收到和处理政府信息公开申请情况",
        "四、我镇因政府信息公开工作被申请行政复议、提起行政诉讼情况", "五、我镇政府信息公开工作存在的问题及改进情况", "六、其他需要报告的情况",
    ),
    "with notes": tuple(f"{h}（文字或表格）" for h in OFFICIAL),
    "numbers that stand still": tuple(f"一、{h[2:]}" for h in OFFICIAL),
}  # fmt: skip


@pytest.mark.parametrize("style", HEADINGS)
def test_every_style_of_heading(style):
    """However the six titles are numbered and worded, each sentence is in its part."""
    text = report(HEADINGS[style])
    assert titles(text) == SIX
    found = sections(text)
    assert found.pop("opening") == "本报告的统计期限自2023年1月1日至2023年12月31日。"
    assert found == EXPECTED


def test_headings_glued_to_the_text():
    """A heading without a line of its own is cut from the sentence that follows it."""
    text = "\n\n".join(
        [
            TITLE,
            "一、总体情况2023年，青石镇把公开列入日常工作，甲。",
            f"二、主动公开政府信息情况：\n{TABLES[1]}",
            f"三、收到和处理政府信息公开申请情况。\n{TABLES[2]}",
            "四、政府信息公开行政复议、行政诉讼情况2023年没有发生行政复议和行政诉讼。",
            f"五、存在的主要问题及改进情况 我镇专栏更新还不够快，乙。{PLAN}",
            "六、其他需要报告的事项无",
        ]
    )
    assert titles(text) == SIX
    assert sections(text) == {
        "overview": "2023年，青石镇把公开列入日常工作，甲。",
        "disputes": "2023年没有发生行政复议和行政诉讼。",
        "problems": "我镇专栏更新还不够快，乙。",
        "improvements": PLAN,
        "other": "无",
    }


def test_a_report_in_one_paragraph():
    """Titles inside a paragraph divide it, also where no mark stands before them."""
    whole = (
        "一、总体情况我镇把公开当作日常工作的一环，甲。二、主动公开政府信息情况全年公开信息三十条。"
        "三、收到和处理政府信息公开申请情况没有收到申请四、政府信息公开行政复议、行政诉讼情况没有发生。"
        f"五、存在的主要问题及改进情况{PROBLEM}{PLAN}六、其他需要报告的事项{REST}"
    )
    text = f"{TITLE}\n\n{whole}"
    assert titles(text) == SIX
    assert sections(text) == EXPECTED | {
        "overview": OVERVIEW,
        "disclosure": "全年公开信息三十条。",
        "requests": "没有收到申请",
        "disputes": "没有发生。",
    }


def test_headings_of_part_one_that_name_other_parts():
    """（一）主动公开情况 within part one is no title of part two."""
    parts = {
        0: ["（一）主动公开情况", OVERVIEW, "（二）依申请公开情况", "收到两件申请，均按期答复。",
            "（三）监督保障", "年中开展了一次评议。"],
        4: [PROBLEM, PLAN],
        5: [REST],
    }  # fmt: skip
    text = report(parts=parts)
    assert titles(text) == SIX
    assert sections(text)["overview"] == "".join(parts[0])


def test_part_one_divided_under_the_same_numbering():
    """Numbers that begin anew: 二、主动公开工作情况 within part one, the table's own title later."""
    text = "\n\n".join(
        [
            TITLE,
            "一、总体情况",
            OVERVIEW,
            "一、工作机制保障",
            "镇里有一名专职人员负责公开。",
            "二、主动公开工作情况",
            "全年公开信息三十条。",
            "三、政府信息公开申请情况",
            "收到两件申请。",
            "二、主动公开政府信息情况",
            TABLES[1],
            "三、收到和处理政府信息公开申请情况",
            TABLES[2],
            "四、政府信息公开行政复议、行政诉讼情况",
            TABLES[3],
            "五、存在的主要问题及改进情况",
            PROBLEM,
            PLAN,
            "六、其他需要报告的事项",
            REST,
        ]
    )
    assert titles(text) == SIX
    found = sections(text)
    assert found.pop("overview").startswith(OVERVIEW)
    assert found == {"problems": PROBLEM, "improvements": PLAN, "other": REST}
    first = [p for p in passages(text) if p.section == "overview" and not p.heading]
    assert [p.text for p in first][-1] == "收到两件申请。"


def passages(text: str, name: str = "sample.txt"):
    return read_passages(parse_document(text.encode(), name), 2023)


def test_a_table_of_contents():
    """A list of the parts with page numbers before the report is no part of it."""
    contents = "\n\n".join(f"{title}……{n}" for n, title in enumerate(OFFICIAL, 1))
    text = report().replace("一、总体情况", f"{contents}\n\n一、总体情况", 1)
    assert titles(text) == SIX
    assert {k: v for k, v in sections(text).items() if k != "opening"} == EXPECTED


def test_a_preamble_that_names_the_parts():
    """A preamble that lists the six parts in a sentence stays the opening."""
    listed = "本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、存在的主要问题及改进情况等部分组成，见下文。"
    numbered = f"全文包括：{'；'.join(OFFICIAL)}。"
    for preamble in (listed, numbered):
        text = report().replace("一、总体情况", f"{preamble}\n\n一、总体情况", 1)
        assert titles(text) == SIX
        found = sections(text)
        assert found.pop("opening").endswith(preamble)
        assert found == EXPECTED


def test_lines_broken_within_sentences():
    """Lines that a converter broke are one passage again; headings and list items are not joined."""
    parts = {
        0: ["我镇把公开当作日常工作的一环，今年重新梳理了专栏的栏目和责任", "人，并且把更新时间写进了岗位职责。",
            "1.强化组织领导和队伍建设", "镇里调整了领导小组的成员。"],
        4: [PROBLEM, PLAN], 5: [REST],
    }  # fmt: skip
    texts = [p.text for p in passages(report(parts=parts)) if p.section == "overview"]
    assert texts == [
        "一、总体情况",
        "我镇把公开当作日常工作的一环，今年重新梳理了专栏的栏目和责任人，并且把更新时间写进了岗位职责。",
        "1.强化组织领导和队伍建设",
        "镇里调整了领导小组的成员。",
    ]


def test_words_and_numbers_broken_apart_keep_a_space():
    """Latin words that a line break parted do not run together."""
    parts = {
        0: ["我镇的公众号名称是青石发布，同时在网站开设英文页面 Open", "Government 供来访者查看。"]
    }
    (joined,) = [
        p.text for p in passages(report(parts=parts)) if p.section == "overview" and not p.heading
    ]
    assert "Open Government" in joined


def test_page_numbers_are_no_text():
    """Page numbers between the lines of a sentence do not part it."""
    parts = {0: ["我镇把公开当作日常工作的一环，今年重新梳理了专栏的", "- 2 -", "栏目和责任人。"]}
    assert sections(report(parts=parts))["overview"] == (
        "我镇把公开当作日常工作的一环，今年重新梳理了专栏的栏目和责任人。"
    )


PAGE = """<html><head><title>{title}_青石镇人民政府</title></head><body>
<div><a>首页</a><a>政务公开</a><a>主动公开</a><a>依申请公开</a></div>
<ul><li>机构职能</li><li>主动公开</li><li>依申请公开</li><li>政府信息公开年报</li><li>其他</li></ul>
<p>当前位置：首页 &gt; 政务公开 &gt; 政府信息公开年报</p>
<h1>{title}</h1>
<p>发布时间：2024-01-18　来源：青石镇　浏览次数：31</p><p>【字体：大 中 小】【打印】</p>
{body}
<p>附件：政府信息公开工作年度报告.docx</p>
<p>上一篇：2023年财政决算</p><p>下一篇：没有了</p>
<div><a>部门网站</a><a>乡镇网站</a><a>媒体网站</a><a>联系方式</a></div>
<p>主办单位：青石镇人民政府　网站标识码：0000000000</p><p>版权所有</p></body></html>"""


def page(body: str) -> str:
    return PAGE.format(title=TITLE, body=body)


def test_a_page_with_menus_and_a_footer():
    """Menus before and behind, the line of posting, attachments and the footer are no passages."""
    body = "".join(f"<p>{line}</p>" for line in report(tables=False).split("\n\n")[1:])
    found = sections(page(body), "sample.html")
    assert found.pop("opening") == "本报告的统计期限自2023年1月1日至2023年12月31日。"
    assert found == EXPECTED


def test_a_menu_behind_the_report_without_any_mark():
    """A run of short entries at the end of a page is its menu, whatever they say."""
    body = "".join(f"<p>{line}</p>" for line in report(tables=False).split("\n\n")[1:])
    text = (
        page(body).split("<p>附件")[0]
        + "<p>办事服务</p><p>互动交流</p><p>走进青石</p><p>专题</p></body></html>"
    )
    assert sections(text, "sample.html")["other"] == REST


def test_a_page_whose_table_cells_became_lines():
    """Labels and figures of a table that lost its grid are no prose of the part."""
    cells = ["第二十条第（一）项", "信息内容", "本年制发件数", "规章", "0", "行政规范性文件", "0"]
    rows = [
        "三、本年度办理结果",
        "（一）予以公开",
        "0",
        "（三）不予公开",
        "1.属于国家秘密",
        "0",
        "四、结转下年度继续办理",
    ]
    parts = {
        0: [OVERVIEW],
        1: cells,
        2: rows,
        3: ["行政复议", "结果维持", "0"],
        4: [PROBLEM, PLAN],
        5: [REST],
    }
    body = "".join(f"<p>{line}</p>" for line in report(parts=parts, tables=False).split("\n\n")[1:])
    assert titles(page(body), "sample.html") == SIX
    assert set(sections(page(body), "sample.html")) == {"opening", *EXPECTED}


def test_prose_beside_the_tables_is_kept():
    """A sentence that stands in a part of tables is a passage of that part."""
    parts = {0: [OVERVIEW], 2: ["本年度收到两件申请，均按期答复。"], 4: [PROBLEM, PLAN], 5: [REST]}
    assert sections(report(parts=parts))["requests"] == "本年度收到两件申请，均按期答复。"


def test_signature_and_date_are_no_passage():
    """The name of the agency and the date at the end are no prose of part six."""
    for signature in (
        "青石镇人民政府\n\n2024年1月18日",
        "2024年1月18日",
        "青石镇人民政府\n\n二〇二四年一月十八日",
    ):
        assert sections(f"{report()}\n\n{signature}")["other"] == REST


def test_attachments_are_no_part():
    """What stands under 附件 or 附表 at the end belongs to no part."""
    for heading in ("附件：主动公开目录", "附表", "附件1"):
        text = f"{report()}\n\n{heading}\n\n各村应当按目录公开信息，逐项更新。"
        assert sections(text)["other"] == REST


def test_missing_parts_leave_the_others_alone():
    """Where a title is absent its part has none, and the following parts are still told apart."""
    for gone in range(6):
        left = [code for n, code in enumerate(SIX) if n != gone]
        lines = report().split("\n\n")
        lines.remove(OFFICIAL[gone])
        assert titles("\n\n".join(lines)) == left


def test_a_text_without_titles():
    """Without any title the prose is all of one part, and nothing pretends to be a title."""
    found = passages(f"{TITLE}\n\n{OVERVIEW}\n\n全年公开信息三十条，收到申请两件。")
    assert [(p.section, p.heading) for p in found] == [("overview", False)] * 2


def test_problems_and_improvements_as_parts_of_their_own():
    """Two titles for part five, 五、存在的主要问题 and 六、改进措施, are told apart."""
    text = report(
        (*OFFICIAL[:4], "五、存在的主要问题", "六、下一步改进措施", "七、其他需要报告的事项"),
        {0: [OVERVIEW], 4: [PROBLEM], 5: ["各村将按月核对栏目，丙。"], 6: [REST]},
    )
    assert titles(text) == [*SIX[:5], "improvements", "other"]
    assert sections(text)["improvements"] == "各村将按月核对栏目，丙。"
    assert sections(text)["problems"] == PROBLEM


DIVIDED = {
    "a phrase": ["栏目更新较慢。人手不足。", "针对上述问题，将按月核对栏目。"],
    "within a sentence list": ["栏目更新较慢；人手不足；", "针对以上不足，我镇已调整人员。"],
    "next step": ["还存在更新较慢的问题。", "下一步，我镇将按月核对。"],
    "next year": ["栏目更新较慢。", "2024年，我镇按月核对栏目，并公布结果。"],
    "labels": ["存在问题：一是更新较慢；二是人手不足。", "改进措施：一是按月核对；二是调整人员。"],
    "numbered labels": ["1.存在问题：更新较慢。", "2.整改措施：按月核对。"],
    "bracketed labels": ["（一）存在的主要问题。更新较慢。", "（二）改进情况。按月核对栏目。"],
    "we shall": ["人手不足。", "我们将从两个方面改进：一是按月核对。"],
    "in future work": ["人手不足。", "在今后的工作中，我镇将调整人员。"],
    "for this": ["人手不足。", "为解决上述问题，镇里调整了人员。"],
    "therefore": ["人手不足。", "对此，我局将调整人员。"],
    "joined labels": ["（一）主要问题：更新较慢。", "（二）改进方向：按月核对。"],
    "the plan": ["更新较慢。", "下一步工作打算：按月核对。"],
    "main measures": ["更新较慢。", "主要措施如下：按月核对。"],
    "with the problems": ["更新较慢。", "结合工作中存在的问题和不足，我们将从三个方面改进。"],
    "on these problems": ["更新较慢。", "围绕上述短板，镇里调整了人员。"],
    "against the problems": ["更新较慢。", "针对存在的问题和不足，下步将按月核对。"],
}


@pytest.mark.parametrize("way", DIVIDED)
def test_part_five_is_divided(way):
    """Problems and improvements are told apart by the phrase or heading that divides them."""
    problem, plan = DIVIDED[way]
    found = list(divide(problem + plan, 2023, improving=False))
    assert [(text, turned) for text, turned in found] == [(problem, False), (plan, True)]


def test_part_five_divided_by_headings():
    """Headings within part five turn from problems to improvements; both stay in their parts."""
    parts = {4: ["（一）存在的主要问题", "更新较慢。", "（二）改进措施", "按月核对栏目。"]}
    found = sections(report(parts=parts))
    assert found["problems"] == "（一）存在的主要问题更新较慢。"
    assert found["improvements"] == "（二）改进措施按月核对栏目。"


def test_part_five_turns_back():
    """Problems that are named after last year's improvements are problems again."""
    text = "针对上年的问题，我镇调整了人员。但栏目更新仍存在不及时的问题。下一步，将按月核对。"
    assert [turned for _, turned in divide(text, 2023, improving=False)] == [True, False, True]


def test_part_five_without_a_divide():
    """Where nothing divides it, the whole stays one side."""
    text = "栏目更新较慢，人手也不够，群众查找信息费时。"
    assert list(divide(text, 2023, improving=False)) == [(text, False)]


@pytest.mark.parametrize(
    "text",
    [
        "对照上级要求还存在一定差距。", "对于存在的问题认识不足。", "计划、总结类信息公开不及时。", "结合实际情况看，栏目更新较慢。",
        "改进、整改的台账没有建立。", "我局将信息公开列为日常工作，但人手不足。", "措施落实不到位。", "针对性不强，解读形式单一。",
        "公众对公开工作的期望高，今后的任务重。", "工作计划性不强。",
    ],
)  # fmt: skip
def test_problems_that_sound_like_improvements(text):
    """A sentence that names measures, plans or differences as a problem is one."""
    assert list(divide(text, 2023, improving=False)) == [(text, False)]


def test_improvements_go_on_over_paragraphs():
    """What turned to improvements stays so in the paragraphs that follow."""
    parts = {
        4: [
            PROBLEM,
            PLAN,
            "（一）加强培训。请有经验的同事讲课。",
            "（二）调整栏目。合并重复的栏目。",
        ]
    }
    found = sections(report(parts=parts))
    assert found["improvements"] == "".join(parts[4][1:])


ERA_2014 = (
    "一、概述", "二、主动公开政府信息情况", "三、依申请公开政府信息办理情况", "四、政府信息公开的收费及减免情况",
    "五、因政府信息公开申请行政复议、提起行政诉讼情况", "六、政府信息公开工作存在的主要问题及改进措施", "七、其他需要说明的事项",
)  # fmt: skip


def test_reports_before_2019():
    """The parts that reports of 2014 to 2018 had are found; one that the form does not know stays with the part before."""
    parts = {
        0: [OVERVIEW], 1: ["全年公开信息三十条。"], 2: ["收到两件申请。"], 3: ["没有收取费用。"],
        4: ["没有发生。"], 5: [PROBLEM, PLAN], 6: ["无"],
    }  # fmt: skip
    text = report(ERA_2014, parts, tables=False, title=TITLE.replace("2023", "2016"))
    assert titles(text) == SIX
    found = sections(text)
    assert found["requests"] == "收到两件申请。四、政府信息公开的收费及减免情况没有收取费用。"
    assert found["disputes"] == "没有发生。"
    assert (found["problems"], found["improvements"], found["other"]) == (PROBLEM, PLAN, "无")


def test_titles_in_sentences_are_none():
    """A sentence that mentions a part's subject is no title."""
    for text in (
        "我镇主动公开政府信息情况良好，群众满意。", "一是主动公开情况较好", "三、本年度办理结果", "一、本年新收政府信息公开申请数量",
        "三、坚持问题导向，补齐短板。", "一、金融信贷支持", "2023年收到和处理政府信息公开申请情况如下表所示，请查看。",
    ):  # fmt: skip
        assert read_title(text) is None


def test_places_and_text_are_the_document_s():
    """A passage says where it stands, and its text is as printed."""
    found = passages(report())
    first = next(p for p in found if p.section == "overview" and not p.heading)
    assert (str(first.place), first.text) == ("l7", OVERVIEW)


def test_a_report_read_has_its_passages():
    """Reading fills the report's passages, with the plan for the year after its own told apart."""
    text = as_text(consistent()).replace(PROBLEMS, f"{PROBLEM}2024年将按月核对。")
    found = read_document(parse_document(text.encode(), "sample"))
    assert [p.section for p in found.passages if p.heading] == SIX
    assert [p.text for p in found.passages if p.section == "improvements"] == ["2024年将按月核对。"]


@pytest.mark.parametrize(
    ("file", "parts"),
    [
        ("yonghe-2022.txt", {"opening": 5, "overview": 23, "requests": 1, "problems": 1, "improvements": 1, "other": 1}),
        ("hongze-2023.pdf", {"opening": 1, "overview": 7, "problems": 1, "improvements": 1, "other": 1}),
        ("hongze-2024.pdf", {"opening": 1, "overview": 6, "problems": 1, "improvements": 1, "other": 1}),
        ("suqian-2023.txt", {"overview": 7, "problems": 1, "improvements": 4, "other": 1}),
    ],
)  # fmt: skip
def test_real_reports(shared, file, parts):
    """The real reports have the titles and as many paragraphs in each part as the eye sees.

    In 永和镇 2022 the title of part four is lost with its table.
    """
    found = read(shared / "reports" / file).passages
    lost = {"disputes"} if file.startswith("yonghe") else set()
    assert [p.section for p in found if p.heading] == [code for code in SIX if code not in lost]
    counted = defaultdict(int)
    for passage in found:
        counted[passage.section] += not passage.heading
    assert {part: n for part, n in counted.items() if n} == parts


def test_a_broken_line_that_begins_with_a_numeral():
    """进 at the end of a line and 一步 at the beginning of the next are one word, not a number."""
    parts = {
        0: ["我镇将根据县里部署的具体要求和年初排定的工作计划，进", "一步核对公开专栏的链接。"]
    }
    assert sections(report(parts=parts))["overview"].endswith(
        "工作计划，进一步核对公开专栏的链接。"
    )


def test_a_long_line_of_posting_is_no_opening():
    """Where and when a page was posted is no preamble, however much the line says."""
    line = (
        "来源：青石镇人民政府办公室　作者：综合办　时间：2024-01-16　点击率：12　【打印】【关闭】"
    )
    text = report().replace("本报告的统计期限", f"{line}\n\n本报告的统计期限", 1)
    assert sections(text)["opening"] == "本报告的统计期限自2023年1月1日至2023年12月31日。"


def test_a_sentence_that_begins_like_a_footer():
    """A sentence of part six that begins with 备案 or 附件 is text; so is all that follows it."""
    said = ["备案规范性文件三件，均已公布。", "附件一并公布在专栏。", REST]
    assert sections(report(parts={5: said}))["other"] == "".join(said)


def test_buttons_behind_the_report():
    """A page's buttons and lines of posting behind the report are no passages."""
    body = "".join(f"<p>{line}</p>" for line in report(tables=False).split("\n\n")[1:])
    text = page(body).replace(
        "<p>附件：政府信息公开工作年度报告.docx</p>", "<p>打印</p><p>关闭</p>"
    )
    assert sections(text, "sample.html")["other"] == REST
