"""Whole reports of ours, each with all the figures that it states of its own body and year.

`phrasings/reports/*.toml` was written in five turns, each before the reader had seen it. What
misleads is there as it is in real ones: last year's figures, those of all years, of other bodies,
of proposals, hotlines and permits, plans, standards, and examples of what went wrong.
"""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from govstats.documents import Paragraph, Place, parse_document
from govstats.reading import read_document
from govstats.reading.prose import read_statements
from tests.telling import telling

if TYPE_CHECKING:
    from govstats.reports import Statement

FILES = sorted((Path(__file__).parent / "phrasings" / "reports").glob("*.toml"))
TOWN = "青石镇人民政府"

Figure = tuple[str, str, Decimal]


def figures(lines: str) -> list[Figure]:
    """The figures of a block: an item, its breakdown (none, one or any), and the value."""
    pairs = (line.split(" = ") for line in lines.strip().splitlines())
    return [(*_split(what), Decimal(value)) for what, value in pairs]


def _split(what: str) -> tuple[str, str]:
    item, _, breakdown = what.partition(" ")
    return item, breakdown


def gives(said: Statement, figure: Figure) -> bool:
    """Say whether a statement gives a figure; an account may be named or not."""
    item, breakdown, value = figure
    any_name = breakdown == "*" or (not breakdown and item.startswith("channels"))
    return (said.item, said.value) == (item, value) and (any_name or said.breakdown == breakdown)


def counts(said: list[Statement] | tuple[Statement, ...]) -> list[Statement]:
    """The counts that are the report's own."""
    return [s for s in said if s.measure == "count" and not s.part and s.item != "stated"]


def own(text: str, agency: str = TOWN, year: int = 2023) -> set[tuple[str, str, int]]:
    """The report's own counts in a text: item, breakdown and value."""
    paragraphs = [Paragraph(line, Place(line=n)) for n, line in enumerate(text.split("\n"), 1)]
    said = counts(read_statements(paragraphs, year, agency))
    return {(s.item, s.breakdown, int(s.value)) for s in said}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_figure_of_a_whole_report_is_wrong(path: Path) -> None:
    """A report gives no figure that it does not state, and at least half of those that it states."""
    told = tomllib.loads(path.read_text("utf-8"))
    report = read_document(parse_document(told["text"].encode(), path.stem))
    assert report.year == told["year"]
    states, allows = figures(told["states"]), figures(told.get("allows", ""))
    said = counts(report.statements)
    wrong = [s for s in said if not any(gives(s, f) for f in (*states, *allows))]
    assert [(s.item, s.breakdown, s.value, s.quote) for s in wrong] == []
    read = [f for f in states if any(gives(s, f) for s in said)]
    assert len(read) >= 0.5 * len(states)


def test_nine_in_ten_figures_of_whole_reports_are_read() -> None:
    """Caution costs little: of all figures that the reports state, nine in ten are read."""
    stated = read = 0
    for path in FILES:
        told = tomllib.loads(path.read_text("utf-8"))
        report = read_document(parse_document(told["text"].encode(), path.stem))
        states, said = figures(told["states"]), counts(report.statements)
        stated += len(states)
        read += sum(any(gives(s, f) for s in said) for f in states)
    assert stated > 700
    assert read >= 0.9 * stated


@pytest.mark.parametrize(
    "text",
    [
        "下属单位公开信息44条。",
        "各二级单位网站公开信息44条。",
        "县水利局全年收到政府信息公开申请12件，办结11件。",
        "县教育局坚持公开为常态，全年主动公开政府信息312条，收到申请3件。",
        "县综合行政执法局青石中队作出行政处罚决定138件。",
        "驻镇的派出所、卫生院、中心学校自行公开信息分别为14条、22条、37条。",
        "云溪县全年仅公开政府信息1206条。",
        "县疾控中心公众号发布信息402条。",
        "村级微信公众号合计发布信息433条。",
        "信息全部由“乌桐发布”推送，全年被采用信息31条。",
        "2023年，县水利局未收到政府信息公开申请。",
        "县司法局全年办理行政复议案件58件。",
    ],
)
def test_another_bodys_figure_is_not_ours(text: str) -> None:
    """What a clause says of another body, whatever names that body, is no figure of the report's."""
    assert own(text) == set()


@pytest.mark.parametrize(
    ("agency", "text"),
    [
        ("青石镇人民政府", "镇政府收到政府信息公开申请3件。"),
        ("青石镇人民政府", "镇党政办收到政府信息公开申请3件。"),
        ("桐溪区市场监督管理局", "区市场监管局收到政府信息公开申请3件。"),
        ("铜台市公安局", "市局机关收到政府信息公开申请3件。"),
        ("铜台市卫生健康委员会", "云州省铜台市卫健委收到政府信息公开申请3件。"),
        ("青屏经济技术开发区管理委员会", "开发区管委会收到政府信息公开申请3件。"),
        ("河阳街道党政综合办公室", "街道办事处收到政府信息公开申请3件。"),
        ("栗岭县人民政府", "县政府及其部门收到政府信息公开申请3件。"),
        ("栗岭县人民政府", "全县各级行政机关收到政府信息公开申请3件。"),
        ("临泽口市自来水有限责任公司", "公司收到政府信息公开申请3件。"),
        ("", "县水利局收到政府信息公开申请3件。"),
    ],
)
def test_a_body_is_known_by_its_short_names(agency: str, text: str) -> None:
    """The report's own body is recognised in the short forms in which officials write it."""
    assert own(text, agency) == {("requests.new", "total", 3)}


@pytest.mark.parametrize(
    "text",
    [
        "截至2024年1月20日，又收到政府信息公开申请3件。",
        "2022年，新增公开政府信息127条（其中机构职能类43条，其他类84条）。",
        "去年新增公开政府信息127条。",
        "与2022年度（收到申请21件，办结20件，结转1件）相比有所上升。",
        "2021—2023年三年累计收到政府信息公开申请4件。",
        "下一步，计划加强培训，公众号年推送量稳定在1000条左右。",
        "今后，全年公开信息150条，公众号推送信息60条。",
    ],
)
def test_another_times_figure_is_not_this_years(text: str) -> None:
    """What is of another year, of several or of the next is no figure of the year."""
    assert own(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "办理人大代表建议35件、政协提案20件，公开33件。",
        "办理人大代表建议35件、政协提案20件。公开33件、18件。",
        "政民互动受理信件1542件，答复1536件，公开1120件。",
        "受理用水报装申请3217件，办理过户申请1845件，均已办结。",
        "受理教师资格认定申请612件、转学申请1487件。",
        "另有因投诉处理引起的行政复议23件、行政诉讼5件，不属于政府信息公开类。",
        "执法类复议诉讼另有138件。",
        "对35份文件标注公开属性，25份主动公开、4份依申请公开、6份不公开。",
        "全年印发文件403件，其中主动公开文件66件，依申请公开文件41件。",
        "建议省政府废止规章1部、修改2部。",
        "收到的申请中，有34件涉及储备粮轮换。",
    ],
)
def test_another_matters_figure_is_not_of_disclosure(text: str) -> None:
    """Proposals, letters, permits, papers and suits of other kinds are counted in the same words."""
    assert own(f"（二）依申请公开\n{text}") == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "行政许可、行政处罚分别为12件和3件。",
            {("licensing.decisions", "", 12), ("penalties.decisions", "", 3)},
        ),
        (
            "予以公开、部分公开、不予公开分别为12件、3件、4件。",
            {
                ("requests.granted", "total", 12),
                ("requests.partly_granted", "total", 3),
                ("requests.refused", "total", 4),
            },
        ),
        ("许可、处罚、强制分别为12件和3件。", set()),
    ],
)
def test_figures_of_several_nouns_go_by_their_place(
    text: str, expected: set[tuple[str, str, int]]
) -> None:
    """分别为 gives each noun the number at its place, and none where there are not as many."""
    assert own(text) == expected


def test_a_number_too_great_for_its_list_is_no_part_of_it() -> None:
    """按申请人分 after 4件结转 divides the requests of the year, not the four carried forward."""
    text = "新收申请216件；办结212件，4件结转2024年办理。按申请人分，自然人198件，企业18件。"
    assert {f for f in own(text) if f[1] != "total"} == {
        ("requests.new", "natural_person", 198),
        ("requests.new", "commercial_enterprise", 18),
    }


def test_what_the_prose_says_never_takes_the_place_of_a_cell() -> None:
    """A stated figure stands beside the table's, which stays what was printed there."""
    report = telling("全年共收到政府信息公开申请17件，办结16件。")
    assert report.value("requests.new", "total") == 95
    assert report.value("requests.new", "total", "text") == 17
    assert report.value("requests.outcomes", "total") == 94
