"""The page of an agency among its peers: where its shares lie, how wide chance is, never a ranking."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from markupsafe import Markup

from govstats.charts.funnel import OF, exact, share_text, standing
from govstats.display.benchmark_words import headline, methods, points, subject
from govstats.display.fragment import Fragment, tag
from govstats.display.parts import contents, record_list
from govstats.display.record import WORDS, run_lines
from govstats.rounding import figure, percent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from govstats.display.record import Run
    from govstats.peers import Peers
    from govstats.standing import Benchmark, Place

_WORDS = {
    "zh": {
        "points": "要点", "shares": "各项比重", "peers": "各单位数据（按名录顺序，不作排名）", "methods": "方法",
        "share": "比重名称", "own": "本单位", "cases": "件数", "all": "全部单位合计", "inner": "95%界限",
        "outer": "99.8%界限", "where": "位置", "unit": "单位", "part": "其中", "value": "比重",
        "inside": "95%界限以内", "outside": "95%界限以外", "far": "99.8%界限以外", "of": "{whole}件中{part}件",
        "none": "没有可用的数字", "dash": "—",
    },
    "en": {
        "points": "Main points", "shares": "All shares", "methods": "Methods",
        "peers": "Every body's figures (in the order of the register; no ranking)",
        "share": "Share", "own": "This body", "cases": "Cases", "all": "All together",
        "inner": "95% limits", "outer": "99.8% limits", "where": "Lies", "unit": "Body", "part": "of these",
        "value": "Share", "inside": "inside 95%", "outside": "outside 95%", "far": "outside 99.8%",
        "of": "{part} of {whole}", "none": "no figure", "dash": "–",
    },
}  # fmt: skip
_SIGNS = {"inside": "", "outside": "◇ ", "far": "◆ "}
"""What makes a share outside the limits stand out, in print too."""


def benchmark_head(benchmark: Benchmark, lang: str = "zh") -> Fragment:
    """Show title, headline and main points; a page of simulated data says so first."""
    words = _WORDS[lang]
    parts = [tag("h1", benchmark.agency.named(lang))]
    parts.append(tag("p", subject(benchmark, lang), class_="subject"))
    if benchmark.synthetic:
        parts.append(tag("p", WORDS[lang]["synthetic"], class_="banner", role="note"))
    said = headline(benchmark, lang)
    parts.append(tag("p", said, class_="headline"))
    entries = [(name, words[name]) for name in ("points", "shares", "methods")]
    parts.append(contents([*entries, ("record", WORDS[lang]["record"])], lang))
    parts.append(tag("h2", words["points"], id="points"))
    items = (tag("li", point) for point in points(benchmark, lang))
    parts.append(tag("ul", Markup("").join(items), class_="points"))
    return Fragment(Markup("").join(parts), said)


def benchmark_tables(benchmark: Benchmark, lang: str = "zh") -> Fragment:
    """Show every share of the agency beside its limits, and, folded, the figures of every peer."""
    words = _WORDS[lang]
    parts = [tag("h2", words["shares"], id="shares"), _shares(benchmark, lang)]
    parts.append(tag("details", tag("summary", words["peers"]) + _members(benchmark, lang)))
    return Fragment(Markup("").join(parts), words["shares"])


def benchmark_methods(benchmark: Benchmark, lang: str = "zh") -> Fragment:
    """Show how the limits are made and what they can and cannot say."""
    words = _WORDS[lang]
    items = (tag("li", said) for said in methods(benchmark, lang))
    listed = tag("ul", Markup("").join(items))
    return Fragment(tag("h2", words["methods"], id="methods") + listed, words["methods"])


def benchmark_record(run: Run, lang: str = "zh") -> Fragment:
    """Show what the page was made from and with."""
    return record_list(run_lines(run, lang), lang)


def _shares(benchmark: Benchmark, lang: str) -> Markup:
    words = _WORDS[lang]
    names = ("share", "own", "cases", "all", "inner", "outer", "where")
    rows = []
    for code, peers in benchmark.peers.items():
        share, place = peers.share, benchmark.places.get(code)
        cells = _placed(place, lang) if place else [words["dash"], words["none"]]
        together = percent(100 * peers.exact_centre)
        texts = [*cells[:2], together, *(cells[2:] or [words["dash"]] * 3)]
        rows.append((share.zh if lang == "zh" else share.en, texts))
    return _table([words[name] for name in names], rows, "shares")


def _placed(place: Place, lang: str) -> list[str]:
    words = _WORDS[lang]
    part, whole = (figure(Decimal(n), lang) for n in (place.part, place.whole))
    limits = (words["dash"].join(map(share_text, pair)) for pair in (place.inner, place.outer))
    where = _SIGNS[place.standing] + standing(place, lang)
    return [exact(place.part, place.whole), words["of"].format(part=part, whole=whole), *limits, where]  # fmt: skip


def _members(benchmark: Benchmark, lang: str) -> Markup:
    words, peers = _WORDS[lang], benchmark.chosen
    of = OF[peers.share.of][lang]
    heads = [words["unit"], of, words["part"], words["value"], words["where"]]
    share = peers.share.zh if lang == "zh" else peers.share.en
    return tag("p", share) + _table(heads, _each(benchmark, peers, lang), "members")


def _each(benchmark: Benchmark, peers: Peers, lang: str) -> Iterable[tuple[str, list[str]]]:
    words = _WORDS[lang]
    columns = (peers.table[name] for name in ("agency", "part", "whole"))
    for agency, *counts in zip(*columns, strict=True):
        part, whole = map(int, counts)
        where = peers.standing(agency)
        texts = [figure(Decimal(n), lang) for n in (whole, part)]
        yield (
            benchmark.agencies[agency].named(lang),
            [*texts, exact(part, whole), _SIGNS[where] + words[where]],
        )


def _table(heads: Iterable[str], rows: Iterable[tuple[str, list[str]]], kind: str) -> Markup:
    top = tag("thead", tag("tr", Markup("").join(tag("th", name, scope="col") for name in heads)))
    lines = (
        tag("tr", tag("th", name, scope="row") + Markup("").join(tag("td", t) for t in texts))
        for name, texts in rows
    )
    table = tag("table", top + tag("tbody", Markup("").join(lines)), class_=kind)
    return tag("div", table, class_="scroll", tabindex="0")
