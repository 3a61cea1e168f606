"""The report's own figures among what its prose states, one for each item and breakdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govstats.reports import Cell, Statement, Status

if TYPE_CHECKING:
    from collections.abc import Iterable

_OTHERS = re.compile("^各|备案|^历年")


def own_figures(statements: Iterable[Statement]) -> tuple[list[Cell], list[str]]:
    """Return the figures as cells with source `text`, and a note for each that is said in two ways.

    The first statement counts, but one without a limited scope goes before a limited one (本级),
    and what is said of others (各镇街, 备案) is no figure of the report's own.
    """
    own = [
        said
        for said in statements
        if said.measure == "count"
        and not said.part
        and said.item != "stated"
        and not _OTHERS.search(said.scope)
    ]
    chosen: dict[tuple[str, str], Statement] = {}
    notes: list[str] = []
    for said in sorted(own, key=lambda said: bool(said.scope)):
        first = chosen.setdefault((said.item, said.breakdown), said)
        if (first.scope, first.unit) == (said.scope, said.unit) and first.value != said.value:
            notes.append(
                f"{said.place}: 正文两处说法不同（{first.place}为{first.printed}，此处为{said.printed}），取第一处"
            )
    return [_cell(said) for said in chosen.values()], notes


def _cell(said: Statement) -> Cell:
    return Cell(
        item=said.item,
        breakdown=said.breakdown,
        label=said.label or said.scope,
        source="text",
        value=said.value,
        unit=said.unit,
        status=Status.APPROXIMATE if said.qualifier else Status.REPORTED,
        raw=said.printed,
        place=said.place,
    )
