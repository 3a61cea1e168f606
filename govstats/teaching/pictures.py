"""The league table and the funnel of unit 6: the same shares, unfairly and fairly shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from markupsafe import Markup

from govstats.charts import Chart
from govstats.display import Fragment
from govstats.display.fragment import tag
from govstats.peers import LEVELS
from govstats.theme import BEFORE, INK, MUTED, NOW, SMALL, WIDTH

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from govstats.peers import Peers

_HEIGHT = 330.0
_MARK, _MARK_EN = "（模拟数据）", " (synthetic data)"
_WORDS = {
    "zh": {
        "heads": ("名次", "镇", "公开件数", "办结件数", "公开比重"),
        "sum": "合计：公开{0:.0f}件，办结{1:.0f}件。",
        "league": "各镇予以公开和部分公开占办结数比重，由高到低（模拟数据）",
        "title": "同样的比重，放在件数旁边看",
        "subtitle": "模拟县各镇：予以公开和部分公开占办结数比重，%",
        "across": "办结件数",
        "note": "中线是全县合计的比重；实线之内是95%界限，虚线之内是99.8%界限：假如各镇做法一样，只凭运气也会散开这么多。",
        "source": "模拟数据，不是真实报告。",
        "alt": "{0}：{1:.0f}件中的{2:.0f}件",
    },
    "en": {
        "heads": ("Rank", "Town", "Disclosed", "Concluded", "Share"),
        "sum": "Sums: disclosed {0:.0f}, concluded {1:.0f}.",
        "league": "Disclosed in full or in part, share of requests concluded, highest first (synthetic data)",
        "title": "The same shares, beside their numbers",
        "subtitle": "Towns of a simulated county: share of requests concluded that were disclosed in full or in part, %",
        "across": "requests concluded",
        "note": "The middle line is the share of the whole county; solid lines are 95% limits, broken lines 99.8%: so far would chance alone scatter towns that all work alike.",
        "source": "Synthetic data, not real reports.",
        "alt": "{0}: {2:.0f} of {1:.0f}",
    },
}  # fmt: skip


def league(found: Peers, lang: str) -> Fragment:
    """Return the shares as a league table, highest first, with the two sums under it."""
    words = _WORDS[lang]
    table = found.table.sort_values(["share", "whole"], ascending=[False, True])
    rows = [tag("tr", Markup("").join(tag("th", head, scope="col") for head in words["heads"]))]
    for rank, (name, part, whole, share) in enumerate(
        zip(table["name"], table["part"], table["whole"], table["share"], strict=True), 1
    ):
        texts = (rank, _short(name), f"{part:.0f}", f"{whole:.0f}", f"{share:.1%}")
        rows.append(tag("tr", Markup("").join(tag("td", text) for text in texts)))
    sums = str(words["sum"]).format(table["part"].sum(), table["whole"].sum())
    body = tag("table", tag("caption", words["league"]) + Markup("").join(rows), class_="statutory")
    return Fragment(body + tag("p", sums), f"{words['league']} {sums}")


def funnel(found: Peers, lang: str) -> Chart:
    """Return the shares against their sizes, with the limits that chance would leave."""
    words = _WORDS[lang]
    table = found.table
    said = [
        str(words["alt"]).format(_short(name), whole, part)
        for name, part, whole in zip(table["name"], table["part"], table["whole"], strict=True)
    ]
    return Chart(
        name="funnel",
        title=str(words["title"]),
        subtitle=str(words["subtitle"]),
        note=str(words["note"]),
        source=str(words["source"]),
        alt="；".join(said) if lang == "zh" else "; ".join(said),
        picture=(found, str(words["across"])),
        paint=_paint,
    )


def _short(name: str) -> str:
    return name.removesuffix(_MARK).removesuffix("人民政府")


def _paint(picture: tuple[Peers, str]) -> Figure:
    from matplotlib.figure import Figure

    found, across = picture
    whole, share = (found.table[name].to_numpy(float) for name in ("whole", "share"))
    figure = Figure(figsize=(WIDTH / 72, _HEIGHT / 72), layout="constrained")
    axes = figure.add_subplot()
    sizes = np.arange(1, whole.max() + 2)
    for level, style in zip(LEVELS, ("-", "--"), strict=True):
        for limit in found.limits(sizes, level):
            axes.plot(sizes, limit * 100, style, color=BEFORE, linewidth=1.2)
    axes.axhline(found.centre * 100, color=MUTED, linewidth=1)
    axes.plot(whole, share * 100, "o", color=NOW, markersize=6, alpha=0.75, clip_on=False)
    names, seen = found.table["name"], set()
    for x, y, name in zip(whole, share * 100, names, strict=True):
        alone = (x, y) not in seen and ((whole == x) & (share * 100 == y)).sum() == 1
        if alone and x >= np.quantile(whole, 0.8):
            axes.annotate(
                _short(str(name)),
                (x, y),
                xytext=(6, 3),
                textcoords="offset points",
                fontsize=SMALL * 0.85,
                color=INK,
            )
        seen.add((x, y))
    axes.set_xlim(0, whole.max() + 2)
    axes.set_ylim(-3, 103)
    axes.set_xlabel(across, color=MUTED, fontsize=SMALL)
    axes.tick_params(labelsize=SMALL)
    return figure
