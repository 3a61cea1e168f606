"""The page that leads to all others: searched and sorted in the browser, without a server."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from functools import cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from govstats.batch.fonts import with_font
from govstats.batch.plan import COMPARISON
from govstats.batch.wording import COLUMNS, FILTERS, FORMS, LANGUAGES, STATES, WORDS
from govstats.display import style
from govstats.files import write_text
from govstats.resources import find

if TYPE_CHECKING:
    from jinja2 import Template

    from govstats.batch.manifest import Entry, Manifest

_LINES = ("filed", "late", "missing", "excerpt")
"""The lines of the map: which states are counted for each year."""


def write_index(manifest: Manifest) -> None:
    """Write `index.html` from the manifest: links relative, so that it works from a file share.

    The units stand in it as data; a short script of its own, which the page's security policy names
    by its hash, makes rows of those that are looked at. Without scripts the pages are a list.
    """
    write_text(manifest.folder / "index.html", with_font(_page(manifest)))


def _page(manifest: Manifest) -> str:
    units = _units(manifest)
    years = sorted({int(year) for unit in units for year in (*unit["states"], *unit["years"])})
    shown = [_compact(unit, years) for unit in units]
    lines = [
        {"word": name, "code": name, "counts": [_count(units, year, name) for year in years]}
        for name in _LINES
    ]
    pages = [sum(year in unit["years"] for unit in units) for year in years]
    lines.append({"word": "pages", "code": "page", "counts": pages})
    script = _asset("list.js")
    data = {
        "years": years,
        "units": shown,
        "states": {code: {"code": name, **said} for name, (code, said) in STATES.items()},
        "words": WORDS,
        "names": {**LANGUAGES, **FORMS},
        "wholes": _wholes(manifest),
    }
    return _template().render(
        hash=f"sha256-{b64encode(hashlib.sha256(script.encode()).digest()).decode()}",
        script=Markup(script),  # noqa: S704 - our own
        data=Markup(_in_script(data)),  # noqa: S704 - nothing in it ends the element
        style=Markup(style()),  # noqa: S704 - our own
        list_style=Markup(_asset("list.css")),  # noqa: S704 - our own
        words=WORDS,
        names=LANGUAGES,
        years=years,
        map=lines,
        filters=FILTERS,
        columns=COLUMNS,
        units=shown,
        wholes=data["wholes"],
        any_synthetic=any(unit["synthetic"] for unit in units),
    )


def _units(manifest: Manifest) -> list[dict[str, Any]]:
    """Return every unit with its pages by year: those with pages first, real before simulated."""
    units: dict[tuple[bool, str], dict[str, Any]] = {}
    for dataset in manifest.datasets.values():
        for unit in dataset["units"]:
            known = {**unit, "synthetic": dataset["synthetic"], "years": {}}
            units[dataset["synthetic"], unit["agency"]] = known
    for _, entry in sorted(manifest.jobs.items()):
        if not entry["agency"]:
            continue
        key = (bool(entry["synthetic"]), entry["agency"])
        if key not in units:
            about = {name: entry[name] for name in ("agency", "name", "name_en", "synthetic")}
            units[key] = {**about, "region": "", "states": {}, "excerpts": {}, "years": {}}
        units[key]["years"].setdefault(entry["year"], []).append(entry)
    return sorted(units.values(), key=lambda unit: (not unit["years"], unit["synthetic"]))


def _wholes(manifest: Manifest) -> list[dict[str, Any]]:
    """Return the pages on all units together, by dataset and year: names, headlines, files."""
    found: dict[tuple[object, ...], dict[str, Any]] = {}
    for _, entry in sorted(manifest.jobs.items()):
        if entry["agency"] or entry.get("error"):
            continue
        names = {"zh": entry["name"], "en": entry["name_en"]}
        whole = found.setdefault(
            (entry["synthetic"], entry["notebook"], -entry["year"]),
            {"n": names, "y": entry["year"], "t": int(entry["synthetic"]), "h": {}, "f": {}},
        )
        whole["h"][entry["lang"]] = entry["headline"]
        whole["f"][entry["lang"]] = entry["files"].get("html", "")
    return [found[key] for key in sorted(found, key=str)]


def _compact(unit: dict[str, Any], years: list[int]) -> dict[str, Any]:
    """Return a unit with short names, as the script knows it, without what says nothing."""
    states = "".join(STATES[_state(unit, year)][0] for year in years)
    excerpts = [
        [int(year), about["figures"], about["url"]] for year, about in unit["excerpts"].items()
    ]
    known = {
        "i": unit["agency"],
        "n": unit["name"],
        "e": unit["name_en"] if unit["name_en"] != unit["name"] else "",
        "r": unit["region"],
        "s": states,
        "t": int(unit["synthetic"]),
        "p": [_year(year, entries) for year, entries in sorted(unit["years"].items())],
        "x": sorted(excerpts),
    }
    return {name: value for name, value in known.items() if value or name in "iensrp"}


def _year(year: int, entries: list[Entry]) -> dict[str, Any]:
    """Return the pages of one year of a unit: files, headlines, findings, or what went wrong."""
    done = [entry for entry in entries if not entry.get("error")]
    first = min(done or entries, key=lambda e: (e["notebook"] != COMPARISON, e["lang"] != "zh"))
    checked = first["notebook"] == COMPARISON
    failed = next((entry for entry in entries if entry.get("error")), {})
    order = sorted(done, key=lambda e: (e["notebook"] != COMPARISON, e["lang"] != "zh"))
    found = {
        "y": year,
        "a": first["against"],
        "h": {entry["lang"]: entry["headline"] for entry in reversed(order)},
        "b": [first.get("errors", 0), first.get("questions", 0)] if checked else [],
        "f": [[entry["notebook"], entry["lang"], list(entry["files"])] for entry in order],
        "x": failed.get("error", ""),
        "l": failed.get("look", ""),
    }
    return {name: value for name, value in found.items() if value or name in "yhbf"}


def _state(unit: dict[str, Any], year: int) -> str:
    state = unit["states"].get(str(year), "not_in_data")
    return "filed" if state == "not_in_data" and year in unit["years"] else str(state)


def _count(units: list[dict[str, Any]], year: int, state: str) -> int:
    return sum(_state(unit, year) == state for unit in units)


def _in_script(data: object) -> str:
    """Return data as JSON that can stand in a script element: nothing in it ends the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


@cache
def _asset(name: str) -> str:
    return (find("page") / name).read_text(encoding="utf-8").strip()


@cache
def _template() -> Template:
    from jinja2 import Environment

    return Environment(autoescape=True).from_string(_asset("list.html.j2"))
