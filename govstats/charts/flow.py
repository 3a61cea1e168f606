"""What became of all requests in hand in a year, as a picture: received, answered, carried on."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from govstats.changes import GROUPS
from govstats.charts.bands import Band, Bands, draw_bands
from govstats.charts.chart import Chart
from govstats.charts.marks import approximate, in_doubt
from govstats.charts.outcomes import FEWEST
from govstats.charts.two_years import left_out
from govstats.charts.words import capital, corner, counted, listed, noted, source, spoken, subject
from govstats.forms import item_names
from govstats.rounding import figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govstats.changes import Comparison

_IN = {
    "requests.new": {"zh": "本年新收", "en": "Received"},
    "requests.brought_forward": {"zh": "上年结转", "en": "Brought forward"},
}
_ON = "requests.carried_forward"
_CARRIED = {"zh": "结转下年度", "en": "Carried forward"}
_WHAT = {
    "zh": "新收和上年结转的申请办理情况（件），色带高度与件数成比例",
    "en": "what became of requests received and brought forward, number; bands are as high as the counts",
}


def flow(comparison: Comparison, lang: str) -> Chart | None:
    """Return the requests of the later year: received and carried in, answered, carried forward.

    None where fewer than 10 were in hand, where a figure is missing, rounded or in doubt, or where
    what came in is not what went out: a band would have no true height.
    """
    codes = (*_IN, *GROUPS, _ON)
    changes = [comparison.change(code, "total") for code in codes]
    counts: dict[str, Decimal] = {}
    for code, change in zip(codes, changes, strict=True):
        if change is None or change.new is None or change.new < 0 or approximate(change.after):
            return None
        if in_doubt(change, comparison.year):
            return None
        counts[code] = change.new
    hand = sum((counts[code] for code in _IN), Decimal(0))
    if hand < FEWEST or hand != sum((counts[code] for code in (*GROUPS, _ON)), Decimal(0)):
        return None
    names = {code: name[lang] for code, name in _IN.items()}
    names |= {code: capital(item_names()[code][lang]) for code in GROUPS} | {_ON: _CARRIED[lang]}
    bands = {
        code: Band(names[code], counts[code], figure(counts[code], lang), _kind(code))
        for code in codes
        if counts[code]
    }
    picture = Bands(
        into=tuple(bands[code] for code in _IN if code in bands),
        out=tuple(bands[code] for code in codes[2:] if code in bands),
        whole=f"应办理{figure(hand, 'zh')}件" if lang == "zh" else f"In hand {figure(hand, 'en')}",
        corner=corner(comparison, lang),
    )
    subtitle = subject(comparison, [comparison.year], _WHAT[lang], lang)
    zero = [names[code] for code in codes if not counts[code]]
    note = noted([left_out("为0件", "none", zero, lang)], lang)
    return Chart(
        name="flow",
        title=_title(comparison.year, hand, counts[_ON], lang),
        subtitle=subtitle,
        note=note,
        source=source(comparison, [comparison.year], lang),
        alt=_in_words(picture, subtitle, note, lang),
        picture=picture,
        paint=draw_bands,
    )


def _kind(code: str) -> str:
    if code == _ON:
        return "open"
    return "disclosed" if code in GROUPS[:2] else "plain"


def _title(year: int, hand: Decimal, carried: Decimal, lang: str) -> str:
    done = hand - carried
    if lang == "zh":
        opening = f"{year}年应办理申请{figure(hand, 'zh')}件"
        if not carried:
            return f"{opening}，全部办结"
        return f"{opening}，办结{figure(done, 'zh')}件，结转下年度{figure(carried, 'zh')}件"
    if not carried:
        return f"All {figure(hand, 'en')} requests in hand in {year} were concluded"
    if not done:
        return f"None of the {figure(hand, 'en')} requests in hand in {year} was concluded"
    return (
        f"Of {counted(hand, 'request')} in hand in {year}, {figure(done, 'en')} "
        f"{'was' if done == 1 else 'were'} concluded and {figure(carried, 'en')} carried forward"
    )


def _in_words(picture: Bands, subtitle: str, note: str, lang: str) -> str:
    into, out = (_listed(bands, lang) for bands in (picture.into, picture.out))
    if lang == "zh":
        figures = f"流入：{into}；{picture.whole}；流出：{out}。"
        return spoken("流向图", subtitle, note, figures, lang)
    figures = f"In: {into}. {picture.whole}. Out: {out}."
    return spoken("Flow chart", subtitle, note, figures, lang)


def _listed(bands: Sequence[Band], lang: str) -> str:
    if lang == "zh":
        return listed((f"{band.name}{band.label}件" for band in bands), lang)
    return listed((f"{band.name} {band.label}" for band in bands), lang)
