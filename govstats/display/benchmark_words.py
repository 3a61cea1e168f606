"""What may be said of an agency among its peers: where it lies, how wide chance is, what it is not."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from govstats.charts.funnel import OF, exact, share_text, standing
from govstats.rounding import figure, round_half_up

if TYPE_CHECKING:
    from govstats.standing import Benchmark, Place

WIDER = 1.05
"""A dispersion under this would round to 1.0."""

_MEANING = {
    "zh": {
        "inside": "与同级单位相比，没有超出偶然波动的差异",
        "outside": "差异可能不全是偶然，可结合具体办件了解原因",
        "far": "差异难以用偶然波动解释，请先核对数据，再了解原因",
    },
    "en": {
        "inside": "no further from bodies of its level than chance allows",
        "outside": "which chance may not explain: the single cases could tell why",
        "far": "which chance hardly explains: verify the figures first, then look for the reason",
    },
}
_SIDES = {"zh": ("低于", "高于"), "en": ("below", "above")}


def subject(benchmark: Benchmark, lang: str) -> str:
    """Return what the page is of, as the title under the agency's name."""
    others, year, parent = len(benchmark.members) - 1, benchmark.year, benchmark.parent
    if lang == "zh":
        of = f"{parent.name}所属的{others}家" if parent else f"{others}家"
        return f"{year}年政府信息公开申请办理情况，与{of}同级单位比较"
    under = f" under {parent.named(lang)}" if parent else ""
    return f"Requests for information in {year}, beside {others} bodies of the same level{under}"


def headline(benchmark: Benchmark, lang: str) -> str:
    """Return in one sentence where the share that is shown lies."""
    place, peers, year = benchmark.place, benchmark.chosen, benchmark.year
    name = peers.share.zh if lang == "zh" else peers.share.en
    if place is None:
        return _no_share(benchmark, name, lang)
    said, meaning = exact(place.part, place.whole), _MEANING[lang][place.standing]
    if lang == "zh":
        return f"{year}年{name}为{said}，{standing(place, lang)}，{meaning}。"
    return f"{name[:1].upper()}{name[1:]}: {said} in {year}, {standing(place, lang)}, {meaning}."


def points(benchmark: Benchmark, lang: str) -> list[str]:
    """Return the main points: all shares, how wide chance is, who has no cases, what demand says."""
    found = [_outside(benchmark, lang), _width(benchmark, lang), _spread(benchmark, lang)]
    found += [_aside(benchmark, lang), _demand(benchmark, lang)]
    return [said for said in found if said]


def methods(benchmark: Benchmark, lang: str) -> list[str]:
    """Return how the limits are made, and what they can and cannot say."""
    spread = round_half_up(Decimal(repr(benchmark.chosen.spread)))
    if lang == "zh":
        return [
            "界限的含义：如果各单位的比重本来相同，只因偶然而高低不一，至少约95%的单位会落在95%界限以内，至少约99.8%的单位会落在99.8%界限以内。件数越少，界限越宽。",
            f"界限按二项分布计算，以全部单位合计的比重为中心；单位之间的差异大于偶然波动时，按离散系数放宽（本图为{spread}；计算时两端各一成单位按边界值计）。",
            "同时看多项比重时，单凭偶然也会有个别比重落在95%界限以外。",
            "超出界限只说明差异不像偶然，不说明工作好坏：各单位收到的申请内容不同，应当公开的比例也就不同。",
            "数据存疑（未通过核对）的单位不列入；没有相应办件的单位不计算比重。",
            "方法见 Spiegelhalter, D. J. (2005), Statistics in Medicine 24:1185–1202（漏斗图）。",
        ]
    return [
        "What the limits mean: if all bodies had the same underlying share and differed by chance only, at least about 95% of them would lie inside the 95% limits and about 99.8% inside the 99.8% limits. The fewer the cases, the wider the limits.",
        f"Limits are binomial around the share of all bodies together, widened by the dispersion where bodies differ more than by chance (here {spread}; the extreme tenth at each end is drawn in).",
        "Among several shares, one or another lies outside the 95% limits by chance alone.",
        "Outside the limits means unlike chance, not good or bad: bodies receive different requests, of which different shares are to be granted.",
        "Bodies whose figures fail a check are left out; those without cases have no share.",
        "Funnel plots: Spiegelhalter, D. J. (2005), Statistics in Medicine 24:1185–1202.",
    ]


def _no_share(benchmark: Benchmark, name: str, lang: str) -> str:
    peers, year, agency = benchmark.chosen, benchmark.year, benchmark.agency.agency
    of = OF[peers.share.of][lang]
    if agency in peers.idle:
        if lang == "zh":
            return f"{year}年{of}数为0，不计算{name}。"
        return f"There were no {of} in {year}, so there is no share ({name})."
    if agency in peers.doubtful:
        if lang == "zh":
            return f"{year}年用于计算{name}的数据未通过核对，请先核实；这里不与同级单位比较。"
        return f"The figures for {year} ({name}) fail a check: verify them first; they are not set beside those of other bodies."
    if lang == "zh":
        return f"{year}年的报告中缺少计算{name}所需的数据。"
    return f"The report for {year} lacks the figures for this share ({name})."


def _outside(benchmark: Benchmark, lang: str) -> str:
    places = benchmark.places
    out = {code: place for code, place in places.items() if place.standing != "inside"}
    if not places:
        return ""
    if lang == "zh":
        named = "；".join(
            f"{benchmark.peers[code].share.zh}{exact(p.part, p.whole)}，{standing(p, lang)}"
            for code, p in out.items()
        )
        if not out:
            return f"可以比较的{len(places)}项比重都在95%界限以内。"
        return f"可以比较的{len(places)}项比重中，{len(places) - len(out)}项在95%界限以内，{len(out)}项在界限以外：{named}。"
    named = "; ".join(
        f"{benchmark.peers[code].share.en} {exact(p.part, p.whole)}, {standing(p, lang)}"
        for code, p in out.items()
    )
    count = f"{len(places)} share{'' if len(places) == 1 else 's'} that can be compared"
    if not out:
        return f"Of {count}, none lies outside the 95% limits."
    return f"Of {count}, {len(places) - len(out)} inside the 95% limits and {len(out)} outside: {named}."


def _width(benchmark: Benchmark, lang: str) -> str:
    place = benchmark.place
    if place is None:
        return ""
    of = OF[benchmark.chosen.share.of][lang]
    low, high = map(share_text, place.inner)
    if lang == "zh":
        return f"本单位{of}{place.whole}件。同样件数的单位，即使比重本来与合计相同，仅因偶然也会在{low}至{high}之间（95%界限）。{_small(place, lang)}"
    count = figure(Decimal(place.whole), lang)
    return f"Number of {of}: {count}. For a body of this size chance alone leaves a share between {low} and {high} (95% limits).{_small(place, lang)}"


def _small(place: Place, lang: str) -> str:
    """Return that hardly anything can be told, where chance spans more than half of all shares."""
    if place.inner[1] - place.inner[0] <= 0.5:  # noqa: PLR2004
        return ""
    if lang == "zh":
        return "件数较少，比重高低不足以说明问题。"
    return " With so few cases the share tells little."


def _spread(benchmark: Benchmark, lang: str) -> str:
    spread = benchmark.chosen.spread
    if spread < WIDER:
        if lang == "zh":
            return "各单位之间的差异没有超出偶然波动。"
        return "Bodies differ no more than by chance."
    said = round_half_up(Decimal(repr(spread)))
    if lang == "zh":
        return f"各单位之间的差异大于偶然波动（离散系数{said}），界限已相应放宽。"
    return f"Bodies differ more than by chance (dispersion {said}), and the limits are widened accordingly."


def _aside(benchmark: Benchmark, lang: str) -> str:
    peers = benchmark.chosen
    of = OF[peers.share.of][lang]
    idle, doubtful, missing = map(len, (peers.idle, peers.doubtful, peers.missing))
    if lang == "zh":
        said = [f"{idle}家{of}数为0，没有比重" if idle else f"没有{of}数为0的单位"]
        said += [f"{doubtful}家数据存疑，未列入"] if doubtful else []
        said += [f"{missing}家缺少数据，未列入"] if missing else []
        return f"{len(benchmark.members)}家单位（含本单位）中，{'；'.join(said)}。"
    said = [f"{idle or 'none'} with no {of}, and so without a share" if idle else f"none without {of}"]  # fmt: skip
    said += [f"{doubtful} left out because a figure is in doubt"] if doubtful else []
    said += [f"{missing} left out because a figure is missing"] if missing else []
    return f"Of {len(benchmark.members)} bodies, this one included: {'; '.join(said)}."


def _demand(benchmark: Benchmark, lang: str) -> str:
    if benchmark.requests is None:
        if lang == "zh":
            return "申请多说明公众需求多，不等于公开得少。"
        return "More requests mean more demand, not less openness."
    own, median = benchmark.requests
    middle = figure(Decimal(repr(median)), lang)
    if lang == "zh":
        return f"本单位新收申请{own}件，各单位的中位数为{middle}件。申请多说明公众需求多，不等于公开得少。"
    return f"This body received {own:,} new requests; the median of all is {middle}. More requests mean more demand, not less openness."
