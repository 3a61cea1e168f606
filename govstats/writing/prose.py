"""The figures of a report's prose as sentences of our own."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from govstats.forms import breakdown_names, item_names
from govstats.writing.figures import figure_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from govstats.reports import Cell, Key, Report

_FEES = "processing_fee."
_CATEGORY_ITEM = "disclosed.by_category"
_SENTENCES = {
    "disclosed.total": "全年主动公开政府信息{figure}。",
    "disclosed.digital_share": "全文电子化率为{figure}。",
    "channels.website.items": "通过政府网站公开政府信息{figure}。",
    "channels.wechat.posts": "政务微信公众号{name}发布信息{figure}。",
    "channels.weibo.posts": "政务微博{name}发布信息{figure}。",
    "requests.new": "全年收到政府信息公开申请{figure}。",
    "processing_fee.cases": "向{figure}政府信息公开申请的申请人收取信息处理费。",
    "processing_fee.amount": "全年收取信息处理费{figure}。",
}


def overview(report: Report) -> list[str]:
    """Return the paragraphs of 一、总体情况: what the prose states of disclosure and requests."""
    cells = [cell for cell in _stated(report) if not cell.item.startswith(_FEES)]
    return _paragraphs(cells)


def fees(report: Report) -> list[str]:
    """Return the paragraphs of 六、其他需要报告的事项: the processing fees (信息处理费)."""
    return _paragraphs(cell for cell in _stated(report) if cell.item.startswith(_FEES))


def sentences(cells: Iterable[Cell]) -> dict[Key, str]:
    """Return for each figure of the prose the sentence that states it, by the figure's key."""
    found: dict[Key, str] = {}
    parts = []
    for cell in cells:
        if cell.item == _CATEGORY_ITEM:
            parts.append(cell)
        else:
            found[cell.key] = _sentence(cell)
    listed = _listed(parts)
    return found | {cell.key: listed for cell in parts}


def _stated(report: Report) -> list[Cell]:
    stated = [cell for cell in report.cells if cell.source == "text" and figure_text(cell)]
    order = [*_SENTENCES, *item_names()]
    rank = {item: n for n, item in enumerate(dict.fromkeys(order))}
    return sorted(stated, key=lambda cell: rank.get(_topic(cell), len(rank)))


def _topic(cell: Cell) -> str:
    return "disclosed.total" if cell.item == _CATEGORY_ITEM else cell.item


def _paragraphs(cells: Iterable[Cell]) -> list[str]:
    """Return a paragraph for each subject (disclosed, channels, requests, …)."""
    by_subject = groupby(cells, key=lambda cell: cell.item.partition(".")[0])
    return ["".join(_sentences(list(run))) for _, run in by_subject]


def _sentences(cells: list[Cell]) -> list[str]:
    parts = [cell for cell in cells if cell.item == _CATEGORY_ITEM]
    listed = _listed(parts)
    sentences = [_sentence(cell) for cell in cells if cell not in parts]
    if listed and cells[0].item == "disclosed.total":
        sentences[0] = f"{sentences[0].removesuffix('。')}，{listed}"
    elif listed:
        sentences.insert(0, f"主动公开政府信息，{listed}")
    return sentences


def _listed(parts: list[Cell]) -> str:
    listed = "，".join(f"{_category(cell)}{figure_text(cell)}" for cell in parts)
    return listed and f"其中{listed}。"


def _category(cell: Cell) -> str:
    names = breakdown_names()
    name = names[cell.breakdown].zh if cell.breakdown in names else cell.label or cell.breakdown
    return name if name.endswith("信息") else f"{name}信息"


def _sentence(cell: Cell) -> str:
    name = f"“{cell.breakdown}”" if cell.breakdown not in ("", "total") else ""
    if cell.item in _SENTENCES:
        return _SENTENCES[cell.item].format(figure=figure_text(cell), name=name)
    names = item_names()
    item = names[cell.item].zh if cell.item in names else cell.label or cell.item
    return f"{item}{name}{figure_text(cell)}。"
