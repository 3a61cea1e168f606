"""An agency among its peers: a funnel plot, never a league table."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from govstats.charts.chart import Chart
from govstats.charts.cone import Cone, Dot, Limit, draw_cone
from govstats.charts.words import SYNTHETIC, noted, spoken
from govstats.peers import LEVELS
from govstats.rounding import figure, percent, round_half_up

if TYPE_CHECKING:
    from govstats.peers import Peers
    from govstats.standing import Benchmark, Place

OF = {
    "requests.outcomes": {"zh": "办结", "en": "requests concluded"},
    "requests.answered": {"zh": "办结（不含不予处理和其他处理）", "en": "requests concluded, without those declined or handled otherwise"},
    "review.decided": {"zh": "行政复议审结", "en": "reconsiderations decided"},
    "requests.new": {"zh": "新收申请", "en": "new requests"},
}  # fmt: skip
"""What the wholes of shares are."""

_SCALES = (0.1, 0.2, 0.4, 0.6, 0.8, 1.0)
_STANDING = {
    "zh": {
        "inside": "在95%界限以内", "outside": "{side}95%界限，未超出99.8%界限",
        "far": "{side}99.8%界限",
    },
    "en": {
        "inside": "inside the 95% limits", "outside": "{side} the 95% limits, within the 99.8% limits",
        "far": "{side} the 99.8% limits",
    },
}  # fmt: skip
_SIDES = {"zh": ("低于", "高于"), "en": ("below", "above")}


def funnel(benchmark: Benchmark, lang: str) -> Chart:
    """Return the share of an agency and its peers over their numbers of cases, with the limits.

    The limits are those that chance leaves around the share of all together, wider where the peers
    lie further apart than chance.
    """
    peers, place = benchmark.chosen, benchmark.place
    cone = _cone(benchmark, lang)
    subtitle = _subtitle(benchmark, lang)
    note = noted(_remarks(benchmark, cone, lang), lang)
    return Chart(
        name="funnel",
        title=_title(benchmark, lang),
        subtitle=subtitle,
        note=note,
        source=_source(benchmark, lang),
        alt=spoken("漏斗图" if lang == "zh" else "Funnel plot", subtitle, "", _in_words(peers, place, lang), lang),
        picture=cone,
        paint=draw_cone,
    )  # fmt: skip


def standing(place: Place, lang: str) -> str:
    """Return in words where a share lies: 高于95%界限，未超出99.8%界限."""
    return _STANDING[lang][place.standing].format(side=_SIDES[lang][place.above])


def share_text(share: float) -> str:
    """Return a share from 0 to 1 in percent, rounded half up."""
    return percent(100 * Decimal(repr(share)))


def exact(part: int, whole: int) -> str:
    """Return a share of two counts in percent, rounded half up from the counts themselves."""
    return percent(100 * Decimal(part) / whole)


def _title(benchmark: Benchmark, lang: str) -> str:
    share, place = benchmark.chosen.share, benchmark.place
    if place is None:
        if lang == "zh":
            return f"{share.zh}：本单位没有可用的数字"
        return f"No figure of this agency: {share.en}"
    said = exact(place.part, place.whole)
    if lang == "zh":
        return f"{share.zh}{said}，{standing(place, lang)}"
    return f"{share.en[:1].upper()}{share.en[1:]}: {said}, {standing(place, lang)}"


def _subtitle(benchmark: Benchmark, lang: str) -> str:
    others = len(benchmark.chosen.table) - (benchmark.place is not None)
    name, year = benchmark.agency.named(lang), benchmark.year
    of = OF[benchmark.chosen.share.of][lang]
    if lang == "zh":
        return (
            f"{name}与同级的{others}家单位{year}年数据：纵轴为比重（%），横轴为{of}数（件）；"
            "◆本单位，○其他单位；粗实线为全部单位合计，实线为95%界限，虚线为99.8%界限"
        )
    return (
        f"{name} and {others} bodies of its level, {year}: share in percent over the number of {of}; "
        "◆ this body, ○ the others; thick line: all together, thin lines: 95% limits, dashed: 99.8% limits"
    )


def _source(benchmark: Benchmark, lang: str) -> str:
    count, year = len(benchmark.members), benchmark.year
    if lang == "zh":
        line = f"来源：{count}家单位{year}年政府信息公开工作年度报告"
        return f"{line}（模拟数据，并非真实报告）" if benchmark.synthetic else line
    line = f"Source: annual reports on government information disclosure, {year}, of {count} bodies"
    return f"{line} (synthetic data, not real reports)" if benchmark.synthetic else line


def _remarks(benchmark: Benchmark, cone: Cone, lang: str) -> list[str]:
    zh, peers = lang == "zh", benchmark.chosen
    spread = round_half_up(Decimal(repr(peers.spread)))
    wider = (
        f"单位之间的差异大于偶然波动（离散系数{spread}），界限已相应放宽"
        if zh
        else f"bodies differ more than by chance (dispersion {spread}); the limits are wider accordingly"
    )
    narrow = (
        "单位之间的差异未超出偶然波动，界限未放宽"
        if zh
        else "bodies differ no more than by chance; the limits are not widened"
    )
    repeated = max(dot.count for dot in cone.dots) > 1
    same = (
        "圆圈越大，数字相同的单位越多"
        if zh
        else "larger rings are several bodies with the same figures"
    )
    last = "界限按二项分布计算，不作排名" if zh else "limits are binomial; this is no ranking"
    return [wider if peers.spread >= 1.05 else narrow, same if repeated else "", last]  # noqa: PLR2004


def _cone(benchmark: Benchmark, lang: str) -> Cone:
    peers, place = benchmark.chosen, benchmark.place
    table = peers.table[peers.table["agency"] != benchmark.agency.agency]
    counts = Counter(zip(table["whole"], table["share"], strict=True))
    dots = tuple(Dot(size, share, n) for (size, share), n in sorted(counts.items()))
    own = Dot(place.whole, place.share) if place else None
    sizes = _sizes(max(dot.size for dot in (*dots, *([own] if own else []))))
    words = ("合计", "界限") if lang == "zh" else ("all ", "")
    limits = [Limit(f"{words[0]}{percent(100 * peers.exact_centre)}", tuple((x, peers.centre) for x in sizes), bold=True)]  # fmt: skip
    for level in LEVELS:
        name = f"{100 * level:g}%{words[1]}"
        for bound in peers.limits(sizes, level):
            if 0 < bound[-1] < 1:
                points = tuple(zip(sizes, bound.tolist(), strict=True))
                limits.append(Limit(name, points, dashed=level != LEVELS[0]))
    return Cone(
        dots=dots, limits=tuple(limits), own=own, label=_label(place, lang),
        across=_across(benchmark, lang), top=_top(benchmark),
        corner=SYNTHETIC[lang] if benchmark.synthetic else "",
    )  # fmt: skip


def _sizes(largest: float) -> list[float]:
    """Return the sizes at which limits are computed: every one, or a few hundred spread evenly."""
    end = 1.04 * largest
    few = np.arange(1, end) if end <= 200 else np.geomspace(1, end, 300)  # noqa: PLR2004
    return [*few.tolist(), end]


def _top(benchmark: Benchmark) -> float:
    """Return the least round share under which every body and most of the limits lie."""
    table = benchmark.chosen.table
    outer = benchmark.chosen.limits([float(table["whole"].median())], LEVELS[-1])[1, 0]
    highest = max(float(table["share"].max()), float(outer))
    return next(scale for scale in _SCALES if highest <= scale)


def _label(place: Place | None, lang: str) -> str:
    if place is None:
        return ""
    said = exact(place.part, place.whole)
    if lang == "zh":
        return f"本单位{said}（{place.whole}件中{place.part}件）"
    return f"{said} ({figure(Decimal(place.part), lang)} of {figure(Decimal(place.whole), lang)})"


def _across(benchmark: Benchmark, lang: str) -> str:
    of = OF[benchmark.chosen.share.of][lang]
    return f"{of}数（件）" if lang == "zh" else f"number of {of}"


def _in_words(peers: Peers, place: Place | None, lang: str) -> str:
    zh, count = lang == "zh", len(peers.table)
    where = Counter(peers.standing(agency) for agency in peers.table["agency"])
    said = [
        f"{count}家单位合计{percent(100 * peers.exact_centre)}"
        if zh
        else f"All {count} bodies together {percent(100 * peers.exact_centre)}"
    ]
    if place:
        inner, outer = ("—".join(map(share_text, limits)) for limits in (place.inner, place.outer))
        said.append(
            f"{_label(place, lang)}，95%界限{inner}，99.8%界限{outer}"
            if zh
            else f"this body {_label(place, lang)}, 95% limits {inner}, 99.8% limits {outer}"
        )
    said.append(
        f"95%界限以内{where['inside']}家，以外但未超出99.8%界限{where['outside']}家，超出99.8%界限{where['far']}家"
        if zh
        else f"{where['inside']} inside the 95% limits, {where['outside']} between them and the 99.8% limits, {where['far']} beyond"
    )
    return f"{'；'.join(said)}。" if zh else f"{'; '.join(said)}."
