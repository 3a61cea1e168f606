"""How much a share says, by hand: two sliders and the interval that chance leaves."""

from __future__ import annotations

from decimal import Decimal

import ipywidgets as widgets
from markupsafe import Markup

from govstats.chance import wilson
from govstats.display.fragment import tag
from govstats.rounding import round_half_up

_WORDS = {
    "zh": {
        "whole": "总件数", "part": "公开件数",
        "said": "{part}件，占{whole}件的{share}%；95%区间从{low}%到{high}%，宽{width}个百分点。",
    },
    "en": {
        "whole": "All", "part": "Disclosed",
        "said": "{part} of {whole} is {share}%; the 95% interval goes from {low}% to {high}%, {width} percentage points wide.",
    },
}  # fmt: skip
_START, _MOST = (12, 20), 200


def interval_sliders(lang: str) -> widgets.VBox:
    """Return two sliders, of all requests and of those disclosed, over the interval of their share."""
    words = _WORDS[lang]
    whole = widgets.IntSlider(value=_START[1], min=1, max=_MOST, description=words["whole"])
    part = widgets.IntSlider(value=_START[0], min=0, max=_START[1], description=words["part"])
    said = widgets.HTML(interval_said(part.value, whole.value, lang))

    def moved(_: object) -> None:
        part.max = whole.value
        said.value = interval_said(part.value, whole.value, lang)

    for slider in (whole, part):
        slider.observe(moved, names="value")
    return widgets.VBox([whole, part, said])


def interval_said(part: int, whole: int, lang: str) -> str:
    """Return a share with its Wilson interval as a bar and a sentence."""
    found = wilson(part, whole)
    share, low, high = (Decimal(n) * 100 for n in (found.value, found.low, found.high))
    texts = {
        "share": round_half_up(share), "low": round_half_up(low),
        "high": round_half_up(high), "width": round_half_up(high - low),
    }  # fmt: skip
    bar = "position:absolute;left:{0:.1f}%;width:{1:.1f}%;top:7px;height:8px;background:#8FA8BC"
    dot = "position:absolute;left:calc({0:.1f}% - 4px);top:3px;width:8px;height:16px;background:#0072B2"
    drawn = tag("div", style=bar.format(low, high - low)) + tag("div", style=dot.format(share))
    frame = "position:relative;height:22px;max-width:30rem;background:#E1E6EB;margin:.5em 0"
    text = _WORDS[lang]["said"].format(part=part, whole=whole, **texts)
    return str(Markup("{}{}").format(tag("div", drawn, style=frame), tag("div", text)))
