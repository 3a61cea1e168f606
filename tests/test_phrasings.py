"""The prose of reports: sentences of ours, worded as reports word them, with real figures in them.

`phrasings/*.toml` was written without knowledge of the reader. An entry has a `text` with places
for figures, what it states (`expect`), what may be read from it besides (`allow`), and what must
not be (`forbid`; "*" is everything). The report's year is 2023.
"""

from __future__ import annotations

import csv
import re
import tomllib
from decimal import Decimal
from itertools import cycle, islice
from pathlib import Path

import pytest

from govstats.documents import Paragraph, Place
from govstats.reading.prose import line, read_citations, read_events, read_statements
from govstats.resources import find

FILES = sorted((Path(__file__).parent / "phrasings").glob("*.toml"))
FACTS = Path(__file__).resolve().parents[2] / "shared" / "facts" / "reports.csv"
METRICS = {
    "disclosed_total": ("disclosed_total",),
    "disclosed_category": ("disclosed_category",),
    "channels": ("website_posts", "wechat_posts", "weibo_posts"),
    "requests_new": ("requests_new",),
    "requests_outcomes": ("requests_outcome", "narrative_outcome"),
    "requests_carry": ("requests_carried_over", "carried_forward", "requests_answered"),
    "disputes": ("reviews_total", "litigation_total", "reviews_upheld"),
    "regulations": ("normative_issued", "normative_repealed", "normative_effective", "regulations_issued"),
    "volumes": ("licences", "penalties", "coercion"),
    "processing_fee": ("processing_fee_yuan", "processing_fee_cases"),
}  # fmt: skip
"""Whose figures stand in the sentences of a file."""

Key = tuple[str, str, str, Decimal]


def entries(path: Path) -> list[dict]:
    """The phrasings of a file."""
    return tomllib.loads(path.read_text("utf-8"))["phrasing"]


def figures(name: str) -> list[str]:
    """Whole real figures of the kind, each once; the bundled data's where facts are not there."""
    if FACTS.is_file():
        with FACTS.open(encoding="utf-8") as stream:
            rows = [
                row
                for row in csv.DictReader(stream)
                if row["metric"] in METRICS.get(name, METRICS["requests_new"])
            ]
    else:
        with (find("data") / "counts.csv").open(encoding="utf-8") as stream:
            rows = list(csv.DictReader(stream))
    found = dict.fromkeys(row["value"] for row in rows if row["value"].isdigit())
    return [value for value in found if int(value) > 1]


def filled(entry: dict, values: dict[str, str]) -> tuple[str, set[Key], set[Key]]:
    """A sentence with figures in it, what it states, and what may be read from it besides."""

    def fill(text: str) -> str:
        return re.sub(r"\{([a-z])\}", lambda place: values[place[1]], text)

    def keys(parts: list[dict]) -> set[Key]:
        return {
            (
                p["item"],
                p.get("breakdown", ""),
                p.get("measure", "count"),
                Decimal(fill(p["value"])),
            )
            for p in parts
        }

    return fill(entry["text"]), keys(entry["expect"]), keys(entry.get("allow", []))


def read(text: str, year: int = 2023) -> list:
    """The statements of a text."""
    paragraphs = [Paragraph(line, Place(line=n)) for n, line in enumerate(text.split("\n"), 1)]
    return [s for s in read_statements(paragraphs, year) if not s.part and s.item != "stated"]


def judged(path: Path) -> tuple[int, list[str], list[str]]:
    """How many phrasings are read whole, which are not, and what was read wrongly."""
    listed = entries(path)
    kinds = {part["item"] for entry in listed for part in entry["expect"]}
    numbers = figures(path.stem)
    whole, unread, wrong = 0, [], []
    draws = max(len(listed), len(numbers))
    for turn, entry in enumerate(islice(cycle(listed), draws)):
        places = sorted(set(re.findall(r"\{([a-z])\}", entry["text"])))
        shift = turn * 3
        values = {place: numbers[(shift + n) % len(numbers)] for n, place in enumerate(places)}
        text, expected, allowed = filled(entry, values)
        said = {(s.item, s.breakdown, s.measure, s.value) for s in read(text)}
        forbidden = set(entry.get("forbid", []))
        extra = {
            key
            for key in said - expected - allowed
            if key[2] == "count" and (key[0] in kinds | forbidden or "*" in forbidden)
        }
        if extra:
            wrong.append(f"{text}: {extra}")
        elif expected <= said:
            whole += turn < len(listed) and bool(expected)
        else:
            unread.append(f"{text}: {expected - said}")
    return whole, unread, wrong


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_phrasings(path: Path) -> None:
    """No sentence gives a figure that it does not state; 40 of a kind give all that they state."""
    whole, unread, wrong = judged(path)
    stating = sum(bool(entry["expect"]) for entry in entries(path))
    assert wrong == []
    assert whole >= min(40, stating), unread
    assert whole >= 0.8 * stating, unread


def test_claims_of_real_reports(shared: Path) -> None:
    """Every claim read by eye in the real reports is a statement with its value or a sum of parts."""
    from govstats.reading import read as read_file

    files = {
        ("宿迁市", "2023"): "suqian-2023.txt",
        ("淮安市洪泽区", "2023"): "hongze-2023.pdf",
        ("淮安市洪泽区", "2024"): "hongze-2024.pdf",
        ("晋江市永和镇", "2022"): "yonghe-2022.txt",
    }
    reports = {key: read_file(shared / "reports" / name) for key, name in files.items()}
    with (shared / "truth" / "claims.csv").open(encoding="utf-8") as stream:
        claims = list(csv.DictReader(stream))
    assert len(claims) == 18
    for claim in claims:
        report = reports[claim["region"], claim["year"]]
        counts = [s for s in report.statements if s.measure == "count"]
        assert Decimal(claim["stated"]) in {s.value for s in counts}, claim
        if claim["comparable_to"] == "正文分项和":
            terms = sorted(map(int, re.findall(r"\d+", claim["quote"].split("=")[1])))
            units = {s.unit for s in counts if s.value == Decimal(claim["stated"])}
            groups = {
                (s.group, unit) for s in counts for unit in units if s.group and s.unit == unit
            }
            sums = [
                sorted(
                    int(s.value) for s in counts
                    if (s.group, s.unit) == key and (s.part or s.item == "disclosed.by_category")
                )
                for key in groups
            ]  # fmt: skip
            assert terms in sums, claim


@pytest.mark.parametrize(
    ("text", "articles"),
    [
        ("根据《条例》第十六条第二款、第三十六条第（三）项的规定，决定不予公开。", ["16(2)", "36(3)"]),
        ("依据《中华人民共和国政府信息公开条例》第三十六条第四项答复。", ["36(4)"]),
        ("依据《政府信息公开条例》第三十六条第（一）、（二）项答复。", ["36(1)", "36(2)"]),
        ("依照条例第三十九条第一款，告知通过信访渠道反映。", ["39(1)"]),
        ("按照《条例》第15条、第32条征求第三方意见。", ["15", "32"]),
    ],
)  # fmt: skip
def test_articles(text: str, articles: list[str]) -> None:
    """An article is cited with its paragraph or item, all under the regulation's name."""
    found = read_citations([Paragraph(text, Place(line=1))])
    assert [citation.article for citation in found] == articles
    assert {citation.law for citation in found} == {"政府信息公开条例"}


def test_events() -> None:
    """Days of the year are events; the bounds of the reporting period are none."""
    text = "统计期限自2023年1月1日至2023年12月31日。4月16日发布解读；2022年9月5日召开会议。"
    found = read_events([Paragraph(text, Place(line=1))], 2023)
    assert [event.day.isoformat() for event in found] == ["2023-04-16", "2022-09-05"]


@pytest.mark.parametrize(
    ("text", "value", "qualifier"),
    [
        ("行政事业性收费金额为0万元。", "0", ""),
        ("收取行政事业性收费1283.56万元。", "1283.56", ""),
        ("收取行政事业性收费30余万元。", "30", "余"),
        ("收取行政事业性收费1.58亿元。", "15800", "亿"),
    ],
)
def test_fees_in_the_unit_of_the_form_are_exact(text: str, value: str, qualifier: str) -> None:
    """万元 is the unit in which the form asks for fees, and makes no figure vague."""
    (fee,) = read(text)
    assert (fee.value, fee.qualifier) == (Decimal(value), qualifier)


WITHOUT_COUNT = (
    "《条例》", "〔2023〕5号", "[2023]5号", "【2023】", "xxgk@example.cn", "电话：0512-12345678", "传真：0512-12345678",
    "邮编：223100", "热线：05121234567", "手机：13812345678", "12345件", "“12345”", "2023年", "二〇二三年12月5日", "2023.1.2",
    "20231231日", "12月5日", "5日", "20个工作日", "第三十条", "第20条第（六）项", "5号", "十四五", "两微一端", "三审三校", "一网通办",
    "四个意识", "五个维护",
)  # fmt: skip


def test_all_that_holds_no_count_begins_as_it_is_asked_first():
    """The look at the first character, which makes it fast, leaves nothing out that would be found."""
    whole = re.compile(line._NO_COUNT.pattern.removeprefix(f"(?={line._BEGINNING})"))
    assert whole.pattern != line._NO_COUNT.pattern
    sentences = [entry["text"] for path in FILES for entry in entries(path)]
    for text in (*WITHOUT_COUNT, *sentences):
        found = [match.span() for match in line._NO_COUNT.finditer(text)]
        assert found == [match.span() for match in whole.finditer(text)]
