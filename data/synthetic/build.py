"""Simulate the annual reports of one township and store them as a dataset.

`python data/synthetic/build.py` writes counts.csv, reports.csv, agencies.csv and datapackage.json
beside itself, byte for byte the same each time. README.md says what is simulated and which two
errors are planted.
"""  # noqa: INP001 - a script beside its data, not a package

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from govstats.agencies import Agencies, Agency
from govstats.forms import load_form
from govstats.reports import Cell, Report, Status
from govstats.storage import empty, save

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govstats.dataset import Dataset
    from govstats.forms import Slot
    from govstats.reports import Source

HERE = Path(__file__).resolve().parent
TITLE = "模拟数据：青石镇2014—2025年政府信息公开工作年度报告"
AGENCY = Agency(
    agency="synthetic-qingshi",
    name="青石镇人民政府（模拟数据）",
    name_en="Qingshi Town People's Government (synthetic data)",
    aliases=("青石镇（模拟数据）",),
    region="模拟县",
    level="township",
)
NOTE = "模拟数据，不是真实报告。Synthetic data, not a real report."
YEARS = range(2014, 2026)
ACCOUNT = "青石发布"

# ---- proactive disclosure

DISCLOSED = dict(zip(YEARS, (64, 71, 83, 96, 112, 128, 141, 163, 178, 197, 221, 238), strict=True))
WEBSITE = dict(zip(YEARS, (52, 60, 72, 85, 101, 121, 135, 155, 170, 188, 212, 229), strict=True))
WECHAT = dict(zip(YEARS, (0, 0, 46, 118, 156, 203, 287, 312, 298, 341, 376, 402), strict=True))

COMPENSATION = "征地补偿类"
LAND = "国土资源城乡建设环保能源类"
MERGED_FROM = 2023
SHARES = {
    "机构职能类": (8, 4),
    "政策、规范性文件类": (12, 14),
    "规划计划类": (5, 5),
    "行政许可类": (2, 2),
    "重大建设项目类": (5, 6),
    "为民办实事类": (4, 6),
    "民政扶贫救灾社会保障就业类": (18, 17),
    LAND: (14, 12),
    COMPENSATION: (7, 9),
    "科教文体卫生类": (8, 9),
    "安全生产、应急管理类": (6, 10),
    "其他类": (11, 6),
}
"""Share of each class in percent, in the first and in the last year."""

SEED = 20140101
NOISE = 0.3

# ---- the 2014 table

STATISTICS_2014: dict[str, tuple[float, float, float, float, float]] = {
    "disclosed.normative_documents": (2, 3, 2, 4, 3),
    "normative_documents.issued": (3, 4, 2, 5, 3),
    "channels.weibo.posts": (22, 31, 27, 18, 9),
    "channels.other.items": (25, 30, 28, 26, 24),
    "responses.events": (0, 1, 2, 3, 5),
    "responses.online_interviews": (0, 0, 1, 0, 1),
    "responses.online_interviews_by_head": (0, 0, 1, 0, 1),
    "responses.articles": (0, 0, 3, 6, 8),
    "responses.social_media": (0, 0, 1, 4, 6),
    "responses.other": (1, 2, 0, 1, 2),
    "requests.new": (0, 1, 2, 4, 3),
    "requests.new.in_person": (0, 1, 2, 1, 0),
    "requests.new.online": (0, 0, 0, 2, 3),
    "requests.new.letter": (0, 0, 0, 1, 0),
    "requests.outcomes": (0, 1, 2, 4, 2),
    "requests.outcomes.on_time": (0, 1, 2, 3, 2),
    "requests.outcomes.extended": (0, 0, 0, 1, 0),
    "requests.replies": (0, 1, 2, 4, 2),
    "requests.granted": (0, 1, 1, 2, 1),
    "requests.partly_granted": (0, 0, 0, 1, 0),
    "requests.refused": (0, 0, 1, 1, 1),
    "requests.refused.trade_secret": (0, 0, 0, 1, 0),
    "requests.refused.privacy": (0, 0, 1, 0, 1),
    "review.total": (0, 0, 0, 1, 0),
    "review.upheld": (0, 0, 0, 1, 0),
    "complaints.total": (0, 1, 0, 2, 1),
    "capacity.units": (1, 1, 1, 1, 1),
    "capacity.reading_points": (1, 1, 2, 2, 3),
    "capacity.staff": (2, 3, 4, 3, 4),
    "capacity.staff.full_time": (0, 0, 1, 1, 1),
    "capacity.staff.part_time": (2, 3, 3, 2, 3),
    "capacity.budget": (0, 0.5, 0.8, 1, 1.2),
    "training.meetings": (1, 2, 3, 2, 4),
    "training.courses": (0, 1, 1, 2, 3),
    "training.participants": (0, 26, 31, 58, 63),
}
"""The 统计表 from 2014 to 2018; what is not named is 0. One request of 2018 goes on to 2019."""

# ---- table two

TABLE_TWO: dict[int, dict[str, str]] = {
    2019: {
        "normative_documents.made": "2", "normative_documents.newly_disclosed": "2",
        "normative_documents.disclosed": "9",
        "licensing.items_before": "34", "licensing.items_change": "+4",
        "licensing.decisions": "412",
        "other_services.items_before": "61", "other_services.items_change": "-3",
        "other_services.decisions": "1286",
        "penalties.items_before": "6", "penalties.items_change": "+2", "penalties.decisions": "3",
        "coercion.items_before": "2", "coercion.items_change": "0", "coercion.decisions": "0",
        "fees.items_before": "1", "fees.items_change": "0",
        "procurement.items": "3", "procurement.amount": "386500元",
    },
    2020: {
        "normative_documents.made": "1", "normative_documents.newly_disclosed": "1",
        "normative_documents.disclosed": "10",
        "licensing.items_before": "38", "licensing.items_change": "-2",
        "licensing.decisions": "386",
        "other_services.items_before": "58", "other_services.items_change": "+5",
        "other_services.decisions": "1342",
        "penalties.items_before": "8", "penalties.items_change": "+1", "penalties.decisions": "5",
        "coercion.items_before": "2", "coercion.items_change": "+1", "coercion.decisions": "1",
        "fees.items_before": "1", "fees.items_change": "0",
        "procurement.items": "4", "procurement.amount": "412800元",
    },
    2021: {
        "normative_documents.issued": "1", "normative_documents.repealed": "2",
        "normative_documents.in_force": "6", "licensing.decisions": "463",
        "penalties.decisions": "8", "coercion.decisions": "0", "fees.amount": "3.26",
    },
    2022: {
        "normative_documents.issued": "2", "normative_documents.repealed": "1",
        "normative_documents.in_force": "7", "licensing.decisions": "527",
        "penalties.decisions": "14", "coercion.decisions": "2", "fees.amount": "3.18",
    },
    2023: {
        "normative_documents.issued": "0", "normative_documents.repealed": "2",
        "normative_documents.in_force": "5", "licensing.decisions": "618",
        "penalties.decisions": "21", "coercion.decisions": "1", "fees.amount": "3.42",
    },
    2024: {
        "normative_documents.issued": "3", "normative_documents.repealed": "0",
        "normative_documents.in_force": "8", "licensing.decisions": "742",
        "penalties.decisions": "26", "coercion.decisions": "0", "fees.amount": "2.95",
    },
    2025: {
        "normative_documents.issued": "2", "normative_documents.repealed": "1",
        "normative_documents.in_force": "9", "licensing.decisions": "815",
        "penalties.decisions": "19", "coercion.decisions": "1", "fees.amount": "3.05",
    },
}  # fmt: skip
"""As printed; what is not named is 0."""

# ---- table three

APPLICANTS = {
    "N": "natural_person",
    "C": "commercial_enterprise",
    "R": "research_institution",
    "P": "public_interest_organisation",
    "L": "legal_service_organisation",
    "O": "other_organisation",
}
TABLE_THREE: dict[int, dict[str, str]] = {
    2019: {
        "new": "N4 C1", "granted": "N2 C1", "refused.third_party_rights": "N1",
        "unavailable.not_held": "N1",
    },
    2020: {"granted": "N1"},
    2021: {
        "new": "N5 C1 L1", "granted": "N2 C1", "partly_granted": "N1",
        "refused.process_information": "L1", "unavailable.not_held": "N1",
    },
    2022: {"new": "N1", "unavailable.not_held": "N1", "not_processed.petition": "N1"},
    2023: {
        "new": "N9 C2 L1 O1", "granted": "N3 C1 O1", "partly_granted": "N1",
        "refused.third_party_rights": "C1", "refused.internal_affairs": "N1",
        "unavailable.not_held": "N1", "unavailable.needs_creation": "N1",
        "not_processed.petition": "N1", "other.not_clarified": "L1",
    },
    2024: {
        "new": "N10 C3 P1", "granted": "N4 C2 P1", "partly_granted": "N2",
        "refused.process_information": "N1 C1", "unavailable.not_held": "N2",
    },
    2025: {
        "new": "N6 C2 L1", "granted": "N3 C1 L1", "partly_granted": "N1",
        "refused.third_party_rights": "N1", "unavailable.not_held": "N1",
        "unavailable.needs_creation": "C1", "unavailable.unclear": "N1", "other.other": "N1",
    },
}  # fmt: skip
"""New requests and outcomes by applicant; what is carried forward follows from them."""

OPEN_AT_END_OF_2018 = {"natural_person": 1}

# ---- table four

DISPUTES: dict[int, dict[str, tuple[int, int, int, int]]] = {
    2019: {"review": (1, 0, 0, 0)},
    2021: {"review": (1, 0, 0, 0)},
    2022: {"litigation_direct": (1, 0, 0, 0)},
    2023: {"review": (1, 0, 1, 0), "litigation_direct": (2, 0, 0, 0)},
    2024: {"review": (2, 1, 0, 0), "litigation_after_review": (1, 0, 0, 1)},
    2025: {"review": (1, 0, 0, 1), "litigation_after_review": (1, 0, 0, 0)},
}
"""Upheld, corrected, other, pending. From 2024 a refusal goes to reconsideration before a court."""

RESULTS = ("upheld", "corrected", "other", "pending")

# ---- planted errors

PLANTED: dict[tuple[int, str, str, Source], str] = {
    (2023, "requests.granted", "total", "table"): "4",  # the applicants add up to 5
    (2025, "disclosed.total", "", "text"): "248条",  # the categories add up to 238
}


def build(folder: Path = HERE) -> Dataset:
    """Simulate every year and store the dataset in a folder, in place of an earlier one."""
    dataset = replace(empty(folder, Agencies([AGENCY])), title=TITLE, synthetic=True)
    noise = random.Random(SEED)  # noqa: S311 - a simulation
    carried = OPEN_AT_END_OF_2018
    for year in YEARS:
        prose = list(_prose(year, noise))
        if year < load_form("2019").first_year:
            edition, cells = "2014", [*_statistics(year), *prose]
        else:
            edition = "2021" if year >= load_form("2021").first_year else "2019"
            requests, carried = _requests(year, carried)
            table_two = {(item, ""): printed for item, printed in TABLE_TWO[year].items()}
            figures = table_two | requests | _disputes(year)
            cells = [*_tables(edition, figures), *prose]
        dataset = _with_year(dataset, year, edition, tuple(_planted(year, cell) for cell in cells))
    (folder / "datapackage.json").unlink(missing_ok=True)
    save(dataset)
    return dataset


def _with_year(dataset: Dataset, year: int, edition: str, cells: tuple[Cell, ...]) -> Dataset:
    name = f"{AGENCY.agency}-{year}"
    title = f"{AGENCY.name}{year}年政府信息公开工作年度报告"
    report = Report(
        source=name, sha256="", agency=AGENCY.agency, agency_name=AGENCY.name, year=year,
        edition=edition, cells=cells, title=title,
    )  # fmt: skip
    source = {
        "report": name, "agency": AGENCY.agency, "year": str(year), "edition": edition,
        "coverage": "full", "scope": "government", "title": title, "note": NOTE,
    }  # fmt: skip
    return dataset.with_report(report, source, AGENCY)


def _planted(year: int, cell: Cell) -> Cell:
    printed = PLANTED.get((year, *cell.key))
    return replace(cell, value=_value(printed), raw=printed) if printed else cell


def _value(printed: str) -> Decimal:
    return Decimal(printed.strip("条元"))


def _cell(  # noqa: PLR0913 - a cell has that many sides
    item: str, breakdown: str, label: str, source: Source, printed: str, unit: str, place: str
) -> Cell:
    value = _value(printed)
    return Cell(item, breakdown, label, source, value, unit, Status.REPORTED, printed, place)


def _prose(year: int, noise: random.Random) -> Iterator[Cell]:
    """Yield what the prose states; until 2018 the table holds the total and the channels."""
    if year >= load_form("2019").first_year:
        yield _cell("disclosed.total", "", "", "text", f"{DISCLOSED[year]}条", "条", "正文")
    for label, count in _categories(year, noise).items():
        yield _cell("disclosed.by_category", label, label, "text", f"{count}条", "条", "正文")
    if year >= load_form("2019").first_year:
        site, posts = f"{WEBSITE[year]}条", f"{WECHAT[year]}条"
        yield _cell("channels.website.items", "", "", "text", site, "条", "正文")
        yield _cell("channels.wechat.posts", ACCOUNT, ACCOUNT, "text", posts, "条", "正文")
    if year >= load_form("2021").first_year:
        yield _cell("processing_fee.amount", "", "", "text", "0元", "元", "正文")


def _categories(year: int, noise: random.Random) -> dict[str, int]:
    """Return the classes, which add up to the total: shares with noise, by largest remainder."""
    passed = (year - YEARS[0]) / (YEARS[-1] - YEARS[0])
    weights = {
        label: (first + (last - first) * passed) * (1 + NOISE * (noise.random() - 0.5))
        for label, (first, last) in SHARES.items()
    }
    if year >= MERGED_FROM:
        weights[LAND] += weights.pop(COMPENSATION)
    scale = DISCLOSED[year] / sum(weights.values())
    counts = {label: int(weight * scale) for label, weight in weights.items()}
    missing = DISCLOSED[year] - sum(counts.values())
    by_remainder = sorted(weights, key=lambda label: counts[label] - weights[label] * scale)
    for label in by_remainder[:missing]:
        counts[label] += 1
    return counts


def _statistics(year: int) -> Iterator[Cell]:
    figures: dict[str, float] = {
        item: by_year[year - YEARS[0]] for item, by_year in STATISTICS_2014.items()
    }
    figures["disclosed.total"] = DISCLOSED[year]
    figures["channels.website.items"] = WEBSITE[year]
    figures["channels.wechat.posts"] = WECHAT[year]
    printed = {
        (item, "total" if item.startswith("requests.") else ""): str(count)
        for item, count in figures.items()
    }
    yield from _tables("2014", printed)


def _requests(
    year: int, brought_forward: dict[str, int]
) -> tuple[dict[tuple[str, str], str], dict[str, int]]:
    """Return table three, balanced for each applicant, and what is carried to the next year."""
    rows = {code: _by_applicant(counts) for code, counts in TABLE_THREE[year].items()}
    new = rows.pop("new", {})
    outcomes = {who: sum(row.get(who, 0) for row in rows.values()) for who in APPLICANTS.values()}
    carried = {
        who: new.get(who, 0) + brought_forward.get(who, 0) - outcomes[who] for who in outcomes
    }
    rows |= {
        "new": new,
        "brought_forward": brought_forward,
        "outcomes": outcomes,
        "carried_forward": carried,
    }
    printed = {
        (f"requests.{code}", who): str(count)
        for code, row in rows.items()
        for who, count in (*row.items(), ("total", sum(row.values())))
    }
    return printed, carried


def _by_applicant(counts: str) -> dict[str, int]:
    return {APPLICANTS[entry[0]]: int(entry[1:]) for entry in counts.split()}


def _disputes(year: int) -> dict[tuple[str, str], str]:
    printed = {}
    for code, results in DISPUTES.get(year, {}).items():
        for result, count in (*zip(RESULTS, results, strict=True), ("total", sum(results))):
            printed[f"{code}.{result}", ""] = str(count)
    return printed


def _tables(edition: str, figures: dict[tuple[str, str], str]) -> Iterator[Cell]:
    """Yield every cell of the form; refuse a figure that it has no cell for."""
    form = load_form(edition)
    unknown = figures.keys() - form.slots.keys()
    if unknown:
        raise KeyError(*unknown)
    for slot in form.slots.values():
        place = form.title[-3:] if form.is_list else f"表{form.block(slot.block).table}"
        printed = figures.get((slot.item, slot.breakdown), "0")
        yield _cell(slot.item, slot.breakdown, _label(slot), "table", printed, slot.unit, place)


def _label(slot: Slot) -> str:
    note = f"（{slot.row.note}）" if slot.row.note else ""
    return f"{slot.row.printed}{note}"


if __name__ == "__main__":
    build()
