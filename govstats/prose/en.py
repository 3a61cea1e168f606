"""English: the phrases of the written comparison, as a statistics office would put them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from govstats.changes import Verdict
from govstats.forms import breakdown_names, item_names
from govstats.reports import Status
from govstats.rounding import figure, round_half_up

if TYPE_CHECKING:
    from govstats.changes import Change, Comparison, Rate
    from govstats.checks import Finding
    from govstats.forms import Break
    from govstats.reports import Cell

code = "en"
titles = {
    "points": "Main points",
    "disclosure": "Proactive disclosure",
    "requests": "Disclosure on request",
    "disputes": "Reconsideration and litigation",
    "quality": "Data checks",
    "notes": "Notes",
}

_NOUNS = {
    "requests.new": "new requests received",
    "requests.brought_forward": "requests brought forward",
    "requests.outcomes": "requests processed",
    "requests.carried_forward": "requests carried forward",
    "review.total": "administrative reconsideration cases",
    "review.upheld": "upheld",
    "review.corrected": "corrected",
    "review.other": "other result",
    "review.pending": "pending",
    "litigation_direct.total": "lawsuits without prior reconsideration",
    "litigation_after_review.total": "lawsuits after reconsideration",
    "normative_documents.issued": "administrative normative documents issued",
    "normative_documents.repealed": "administrative normative documents repealed",
    "normative_documents.in_force": "administrative normative documents in force",
    "normative_documents.made": "normative documents made",
    "normative_documents.newly_disclosed": "normative documents newly disclosed",
    "normative_documents.disclosed": "normative documents disclosed in all",
    "rules.issued": "rules issued",
    "rules.repealed": "rules repealed",
    "rules.in_force": "rules in force",
    "rules.made": "rules made",
    "rules.newly_disclosed": "rules newly disclosed",
    "rules.disclosed": "rules disclosed in all",
    "licensing.decisions": "administrative licensing decisions",
    "penalties.decisions": "administrative penalty decisions",
    "coercion.decisions": "administrative coercion decisions",
    "fees.amount": "administrative and institutional fees",
    "disclosed.total": "items of information disclosed proactively",
    "channels.wechat.posts": "posts on the official WeChat account",
    "channels.website.items": "items disclosed on the government website",
    "processing_fee.amount": "information processing fees collected",
}
_RATES = {
    "granted": "{}% of requests processed were disclosed in full or in part",
    "refused": "{}% of requests processed were not disclosed",
    "unavailable": "the information could not be provided in {}% of requests processed",
    "not_processed": "{}% of requests counted as processed were not taken up",
    "other": "{}% of requests processed were handled otherwise",
    "corrected": "{}% of the reconsiderations decided ended in a correction",
}
_OPENINGS = {
    "requests.new": "New requests by applicant — ",
    "disclosed.by_category": "By category — ",
    "channels.wechat.posts": "On WeChat — ",
    "review": "Of these — ",
    "moved": "The outcomes that moved most — ",
}
_FIVE_FOLD = 5
_UNITS = {"万元": " × 10,000 yuan", "元": " yuan", "%": "%"}
_ABSENCES = {
    Status.BLANK: "left blank",
    Status.NOT_APPLICABLE: "given as “/”",
    Status.UNREADABLE: "missing or illegible in the source",
}


def noun(item: str) -> str:  # noqa: D103 - the protocol in `language` documents each
    return _NOUNS.get(item) or item_names()[item].en


def part(breakdown: str, label: str) -> str:  # noqa: D103
    names = breakdown_names().get(breakdown)
    return names.en if names else label or breakdown


def level(cell: Cell | None) -> str:  # noqa: D103
    if cell is None:
        return "not in that year’s form"
    if cell.value is None:
        return _ABSENCES[cell.status]
    about = "about " if cell.status is Status.APPROXIMATE else ""
    return about + count(cell.value, cell.unit)


def count(value: Decimal, unit: str) -> str:  # noqa: D103
    return f"{figure(value, 'en')}{_UNITS.get(unit, '')}"


def _base(comparison: Comparison) -> str:
    return str(comparison.against)


def movement(change: Change, comparison: Comparison) -> str:  # noqa: D103
    return _course(change, comparison) + _remarks(change)


def _course(change: Change, comparison: Comparison) -> str:  # noqa: PLR0911 - one return a verdict
    before, after = level(change.before), level(change.after)
    base, verdict = _base(comparison), change.verdict
    if verdict is Verdict.NO_BASELINE:
        return f"given as {after}" if change.doubts and change.new is not None else after
    if verdict is Verdict.NOT_IN_FORM and change.before is None:
        return f"{after} (not in the form of {base})"
    if verdict in (Verdict.MISSING, Verdict.NOT_IN_FORM):
        return f"{after} ({base}: {before})"
    if verdict in (Verdict.FAILS_RULE, Verdict.BREAK, Verdict.APPROXIMATE):
        return f"{after}, against {before} in {base}"
    if change.old == change.new:
        return "none in either year" if change.new == 0 else f"{after}, unchanged from {base}"
    if verdict is Verdict.BASE_ZERO:
        return f"{after}, from {before} in {base} (no percentage change is calculated)"
    difference = change.difference or Decimal(0)
    direction = "up" if difference > 0 else "down"
    leap = change.new is not None and change.new > _FIVE_FOLD * (change.old or 0)
    if verdict is Verdict.SMALL_BASE or change.new == 0 or leap or change.percent is None:
        more_than = " (more than five-fold: please verify the scope)"
        note = more_than if leap and change.percent is not None else ""
        return f"{after}, {direction} from {before}{note}"
    size = count(abs(difference), change.unit)
    return f"{after}, {direction} {size} ({_percent(change.percent)}) on {base}"


def _remarks(change: Change) -> str:
    return " (in doubt)" if change.doubts else ""


def _percent(value: Decimal) -> str:
    rounded = round_half_up(abs(value))
    return "less than 0.1%" if Decimal(rounded) == 0 else f"{rounded}%"


def stated(change: Change, comparison: Comparison) -> str:  # noqa: D103
    return f"{noun(change.item)}: {movement(change, comparison)}"


def shares(rate: Rate, comparison: Comparison) -> str:  # noqa: D103
    if rate.new is None:
        return ""
    text = _RATES[rate.code].format(round_half_up(rate.new))
    if rate.points is None:
        return text
    points = round_half_up(abs(rate.points))
    if Decimal(points) == 0:
        return f"{text}, much the same as in {_base(comparison)}"
    direction = "up" if rate.points > 0 else "down"
    return f"{text}, {direction} {points} percentage points on {_base(comparison)}"


def headline(comparison: Comparison) -> str:  # noqa: D103
    new = comparison.change("requests.new", "total")
    granted = comparison.rate("granted")
    name = comparison.agency.named("en")
    said = [f"{name}, {comparison.year}: {stated(new, comparison)}"] if new else []
    if granted and granted.may_be_stated:
        said.append(shares(granted, comparison))
    disclosed = comparison.change("disclosed.total")
    if len(said) == 1 and disclosed and disclosed.new is not None:
        said.append(stated(disclosed, comparison))
    return join(said) or f"{name}, {comparison.year}: no figures on requests."


def join(phrases: list[str], opening: str = "") -> str:  # noqa: D103
    said = [phrase for phrase in phrases if phrase]
    text = f"{opening}{'; '.join(said)}"
    return f"{text[0].upper()}{text[1:]}." if said else ""


def paragraph(sentences: list[str]) -> str:  # noqa: D103
    return " ".join(filter(None, sentences))


def opening(key: str, comparison: Comparison) -> str:  # noqa: ARG001, D103
    return _OPENINGS[key]


def parts(changes: list[Change], comparison: Comparison) -> list[str]:  # noqa: D103
    all_doubtful = len(changes) > 1 and all(change.doubts for change in changes)
    said = []
    for change in changes:
        words = _course(change, comparison) if all_doubtful else movement(change, comparison)
        said.append(f"{part(change.breakdown, change.label)}: {words}")
    if all_doubtful:
        said[-1] += " (all of these in doubt)"
    return said


def broken(broken_by: Break) -> str:  # noqa: D103
    text = broken_by.brief("en")
    return f"{text[0].upper()}{text[1:]} — "


def absent(changes: list[Change]) -> str:  # noqa: D103
    text = f"{', '.join(noun(change.item) for change in changes)}: {level(changes[0].after)}."
    return text[0].upper() + text[1:]


def nothing(changes: list[Change], comparison: Comparison) -> str:  # noqa: D103
    when = "in either year" if comparison.before else f"in {comparison.year}"
    text = ", ".join(noun(change.item) for change in changes)
    return f"{text[0].upper()}{text[1:]}: none {when}." if changes else ""


def no_baseline(comparison: Comparison) -> str:  # noqa: D103
    return (
        f"The dataset holds no complete report for {comparison.agency.named('en')} before "
        f"{comparison.year}: this page shows {comparison.year} alone and compares nothing."
    )


def doubts(comparison: Comparison, *, pointing: bool) -> str:  # noqa: D103
    failed = comparison.all_findings
    if not failed:
        return "By the rules listed on this page, no contradiction was found."
    errors = sum(entry.severity == "error" for entry in failed)
    rest = len(failed) - errors
    said = []
    if errors:
        said.append(f"{errors} contradiction{'s' if errors > 1 else ''} to be corrected")
    if rest:
        said.append(f"{rest} point{'s' if rest > 1 else ''} to be verified")
    where = "; see “Data checks”" if pointing else ""
    return f"The checks found {' and '.join(said)}{where}."


def finding(finding: Finding) -> str:  # noqa: D103
    year = finding.cells[0].year
    return f"{year}: {finding.en}" if year else finding.en


def unassessed(figures: int) -> str:  # noqa: D103
    return f"{figures} figures are blank, missing or illegible; the rules that need them were not assessed."


def methods(comparison: Comparison) -> list[str]:  # noqa: D103
    return [
        *(entry.en for entry in comparison.breaks),
        "Shares of outcomes are of requests processed in the year, not of requests received.",
        "The share of reconsiderations corrected leaves out pending cases.",
        "No percentage change is given on a base under 20; small bases move easily.",
        "Percentages are computed from unrounded figures and rounded half up to one decimal.",
        "Licensing, penalty and coercion decisions measure enforcement work, not information disclosed.",
    ]
