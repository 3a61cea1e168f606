"""English: the phrases of the written comparison, as a statistics office would put them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from govstats.changes import Verdict
from govstats.forms import breakdown_names, item_names
from govstats.reports import Status
from govstats.rounding import figure, multiple, round_half_up

if TYPE_CHECKING:
    from govstats.changes import Change, Comparison, Rate
    from govstats.checks import Finding, ScopeShift
    from govstats.forms import Break
    from govstats.prose.messages import Extreme
    from govstats.reports import Cell

code = "en"
separator, stop, gap = "; ", ".", " "
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
    "requests.outcomes": "requests concluded",
    "requests.carried_forward": "requests carried forward",
    "requests.other_body": "to be disclosed by another body",
    "requests.to_amend": "applicants told to amend or complete the request",
    "requests.other_procedure": "applicants told to use another procedure",
    "litigation.total": "lawsuits",
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
    "granted": "{}% of requests concluded were disclosed in full or in part",
    "refused": "{}% of requests concluded were refused",
    "unavailable": "the information could not be provided in {}% of requests concluded",
    "not_processed": "{}% of requests concluded were declined without processing",
    "other": "{}% of requests concluded were handled otherwise",
    "corrected": "{}% of the reconsiderations decided ended in a correction",
}
_OPENINGS = {
    "requests.new": "New requests by applicant — ",
    "disclosed.by_category": "By category — ",
    "channels.wechat.posts": "On WeChat — ",
    "review": "Of these — ",
    "moved": "The outcomes that moved most — ",
}
_UNITS = {"元": " yuan", "%": "%"}
_MILLION = 100
"""So many 万元 make a million yuan."""
_ONLY_LEVELS = (Verdict.FAILS_RULE, Verdict.BREAK, Verdict.SCOPE, Verdict.APPROXIMATE)
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
    if unit == "万元":
        if abs(value) < _MILLION:
            return f"{figure(value * 10_000, 'en')} yuan"
        return f"{figure(value / _MILLION, 'en')} million yuan"
    return f"{figure(value, 'en')}{_UNITS.get(unit, '')}"


def _base(comparison: Comparison) -> str:
    return str(comparison.against)


def movement(change: Change, comparison: Comparison) -> str:  # noqa: D103, PLR0911 - one return a verdict
    before, after = (
        _marked(change.before, change.doubts_before),
        _marked(change.after, change.doubts_after),
    )
    base, verdict = _base(comparison), change.verdict
    if verdict is Verdict.MISSING:
        before, after = (
            said if cell else "not stated in the report"
            for said, cell in ((before, change.before), (after, change.after))
        )
    if verdict is Verdict.NO_BASELINE:
        return f"given as {after}" if change.doubts and change.new is not None else after
    if verdict is Verdict.NOT_IN_FORM and change.before is None:
        return f"{after} (not in the form of {base})"
    if verdict in (Verdict.MISSING, Verdict.NOT_IN_FORM):
        return f"{after} ({base}: {before})"
    if verdict in _ONLY_LEVELS:
        return f"{after}, against {before} in {base}"
    if change.old == change.new:
        return "none in either year" if change.new == 0 else f"{after}, unchanged from {base}"
    if verdict is Verdict.BASE_ZERO:
        return f"{after}, from {before} in {base} (no percentage change is calculated)"
    if verdict is Verdict.LEAP and change.times:
        return f"{after}, against {before} in {base} ({_times(change.times)} that figure: please verify the scope)"
    difference = change.difference or Decimal(0)
    direction = "up" if difference > 0 else "down"
    if verdict is Verdict.SMALL_BASE or change.new == 0 or change.percent is None:
        return f"{after}, {direction} from {before}"
    size = count(abs(difference), change.unit)
    return f"{after}, {direction} {size} ({_percent(change.percent)}) on {base}"


def _marked(cell: Cell | None, doubts: tuple[Finding, ...]) -> str:
    return level(cell) + (" (in doubt)" if doubts and cell and cell.value is not None else "")


def _times(value: Decimal) -> str:
    said = multiple(value)
    exact = Decimal(said) == value
    return f"{figure(value, 'en')} times" if exact else f"about {Decimal(said):,} times"


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


def lead(comparison: Comparison) -> str:  # noqa: D103
    if any(shift.covers("requests.new") for shift in comparison.shifts):
        return f"the scope may differ from {_base(comparison)}, so no rate of change is given – "
    return ""


def scope(shift: ScopeShift) -> str:  # noqa: D103
    return (
        f"The scope of {shift.before} and {shift.after} may differ: {shift.en}. "
        "Until that is settled no rate of change is given."
    )


def received(new: Change, comparison: Comparison) -> str:  # noqa: D103
    name, year = comparison.agency.named("en"), comparison.year
    words = movement(new, comparison)
    amount, comma, rest = words.partition(", ")
    if not amount.replace(",", "").isdigit():
        return f"{name}, {year}: {stated(new, comparison)}"
    return f"in {year} the {name} received {amount} new request{'' if amount == '1' else 's'}{comma}{rest}"


def no_figures(comparison: Comparison) -> str:  # noqa: D103
    return f"{comparison.agency.named('en')}, {comparison.year}: no figures on requests."


def quiet(comparison: Comparison) -> str:  # noqa: D103
    name = comparison.agency.named("en")
    when = f"in {comparison.year}"
    if comparison.before is not None:
        when = f"in either {comparison.against} or {comparison.year}"
    return f"the {name} received no requests and saw no reconsideration or lawsuit {when}"


def opening(key: str, comparison: Comparison) -> str:  # noqa: ARG001, D103
    return _OPENINGS[key]


def part_stated(change: Change, comparison: Comparison) -> str:  # noqa: D103
    return f"{part(change.breakdown, change.label)}: {movement(change, comparison)}"


def contributed(parts: list[Change], comparison: Comparison) -> str:  # noqa: ARG001, D103
    sign = "+" if (parts[0].difference or 0) > 0 else "−"
    said = ", ".join(
        f"{_part_or_noun(part)} ({sign}{count(abs(part.difference or Decimal(0)), part.unit)})"
        for part in parts
    )
    return f"most of the {'rise' if sign == '+' else 'fall'} came from {said}"


def _part_or_noun(change: Change) -> str:
    total = change.breakdown in ("", "total")
    return noun(change.item) if total else part(change.breakdown, change.label)


def extreme(item: str, extreme: Extreme) -> str:  # noqa: D103
    end = "highest" if extreme.highest else "lowest"
    return f"{noun(item)} were the {end} of the {extreme.years} years from {extreme.first} to {extreme.last}"


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
        f"{comparison.year}: only {comparison.year} is shown and no comparison is made."
    )


def doubts(comparison: Comparison, *, pointing: bool) -> str:  # noqa: D103
    if not comparison.all_findings:
        passed, left_open = comparison.assessed
        if not left_open:
            return f"The {passed} checks listed were made and no contradiction was found."
        return (
            f"No contradiction was found in the {passed} checks that could be made; "
            f"{left_open} could not, because figures are missing."
        )
    said = []
    for year, errors, questions, improvable in comparison.doubtful_years:
        counts = []
        if errors:
            counts.append(f"{errors} contradiction{'s' if errors > 1 else ''} to be corrected")
        if questions:
            counts.append(f"{questions} point{'s' if questions > 1 else ''} to be verified")
        if improvable:
            counts.append(f"{improvable} point{'s' if improvable > 1 else ''} to be improved")
        listed = " and ".join(filter(None, [", ".join(counts[:-1]), counts[-1]]))
        if year:
            said.append(f"the {year} report contains {listed}")
        else:
            said.append(f"{listed} between the two years")
    where = "; see “Data checks”" if pointing else ""
    text = "; ".join(said)
    return f"{text[0].upper()}{text[1:]}{where}."


def finding(finding: Finding) -> str:  # noqa: D103
    return f"{finding.year}: {finding.en}" if finding.year else f"Between the years: {finding.en}"


def unassessed(blank: int, illegible: int, year: int) -> str:  # noqa: D103
    counts = [
        f"{blank} left blank" if blank else "",
        f"{illegible} missing or illegible" if illegible else "",
    ]
    return (
        f"Figures of the {year} report: {' and '.join(filter(None, counts))}; "
        "the rules that need them were not assessed."
    )


def methods(comparison: Comparison) -> list[str]:  # noqa: D103
    return [
        *(entry.en for entry in comparison.breaks),
        "Shares of outcomes are of requests concluded in the year, not of requests received.",
        "The share of reconsiderations corrected leaves out pending cases.",
        "No percentage change is given on a base under 20; small bases move easily.",
        "Percentages are computed from unrounded figures and rounded half up to one decimal.",
        *(
            [
                "Licensing, penalty and coercion decisions measure enforcement work, not information disclosed."
            ]
            if comparison.change("licensing.decisions")
            else []
        ),
    ]
