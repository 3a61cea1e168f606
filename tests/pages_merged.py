"""Pages on which figures are merged, doubled or shown by other means than text; by kind."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from tests.drafts import Box, Boxes, Draft
from tests.pages import FLOORS, KINDS, is_figure, page, said, table, td

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.pages import Kind

_BEFORE = set(KINDS)
COUNT = 7
"""How many columns of figures table three has."""


def _three(change: Callable[[Boxes], Boxes]) -> Kind:
    def draw(name: str, boxes: Boxes) -> str:
        return table(change(boxes) if name == "three" else boxes)

    return lambda report: page(report, draw)


def _merged_down(report: Draft) -> bytes:
    """The figures of two rows are one cell over both, with their sum."""
    first, second = "requests.refused.state_secret", "requests.refused.prohibited_by_law"

    def draw(name: str, boxes: Boxes) -> str:
        if name != "three":
            return table(boxes)
        at = next(n for n, row in enumerate(boxes) if any("国家秘密" in b.text for b in row))
        upper, lower = boxes[at], boxes[at + 1]
        sums = [
            Box(str(int(a.text or 0) + int(b.text or 0)), 2)
            for a, b in zip(upper[-COUNT:], lower[-COUNT:], strict=True)
        ]
        new = [*boxes[:at], [*upper[:-COUNT], *sums], lower[:-COUNT], *boxes[at + 2 :]]
        return table(new)

    data = page(report, draw)
    for code in (first, second):
        for _, who in report.columns:
            report.truth[code, who] = None
    return data


KINDS["figures_of_two_rows_merged"] = _merged_down


def _merged_across(report: Draft) -> bytes:
    """The figures of 商业企业 and 科研机构 are one cell with their sum."""

    def draw(name: str, boxes: Boxes) -> str:
        if name != "three":
            return table(boxes)
        new = boxes[:3]
        for row in boxes[3:]:
            one, other = row[-COUNT + 1], row[-COUNT + 2]
            both = Box(str(int(one.text or 0) + int(other.text or 0)), 1, 2)
            new.append([*row[: -COUNT + 1], both, *row[-COUNT + 3 :]])
        return table(new)

    data = page(report, draw)
    for row in report.rows:
        for who in ("commercial_enterprise", "research_institution"):
            report.truth[row.code, who] = None
    return data


KINDS["figures_of_two_applicants_merged"] = _merged_across
FLOORS["figures_of_two_applicants_merged"] = 0.0


def _two_rows(*, own: int, named: bool) -> Kind:
    """Draw a label of table three over two rows of figures, of which only one is the report's."""

    def drawn(report: Draft) -> bytes:
        def draw(name: str, boxes: Boxes) -> str:
            if name != "three":
                return table(boxes)
            first, second, third, *rows = boxes
            new = [[Box(first[0].text, 3, 4), *first[1:]] if named else first, second, third]
            for row in rows:
                labels = [Box(b.text, b.rows * 2, b.columns) for b in row[:-COUNT]]
                pair = [row[-COUNT:], [Box("5") for _ in range(COUNT)]]
                if own:
                    pair.reverse()
                names = [[Box("本年")], [Box("上年")]][:: -1 if own else 1] if named else [[], []]
                new += [[*labels, *names[0], *pair[0]], [*names[1], *pair[1]]]
            return table(new)

        data = page(report, draw)
        if not named:
            for row in report.rows:
                for _, who in report.columns:
                    report.truth[row.code, who] = None
        return data

    return drawn


KINDS["two_rows_of_figures_for_a_label"] = _two_rows(own=0, named=False)
KINDS["last_year_above_this_year"] = _two_rows(own=1, named=True)
KINDS["this_year_above_last_year"] = _two_rows(own=0, named=True)
FLOORS["last_year_above_this_year"] = FLOORS["this_year_above_last_year"] = 0.95


def _both_years_across(*, own_first: bool) -> Kind:
    """Draw two columns for each applicant of table three: this year and last."""

    def change(boxes: Boxes) -> Boxes:
        first, second, third, *rows = boxes
        names = [Box("2023年"), Box("2022年")][:: 1 if own_first else -1]
        new = [[Box(first[0].text, 4, 3), Box(first[1].text, 1, COUNT * 2)]]
        new.append([Box(b.text, b.rows, b.columns * 2) for b in second])
        new.append([Box(b.text, 1, 2) for b in third])
        new.append([b for _ in range(COUNT) for b in names])
        for row in rows:
            pairs = [(b, Box("5"))[:: 1 if own_first else -1] for b in row[-COUNT:]]
            new.append([*row[:-COUNT], *(b for pair in pairs for b in pair)])
        return new

    return _three(change)


KINDS["both_years_of_each_applicant"] = _both_years_across(own_first=True)
KINDS["last_year_first_of_each_applicant"] = _both_years_across(own_first=False)


def _years_over_all(report: Draft) -> bytes:
    """Table two has the columns of last year before those of this year, each under its year."""

    def draw(name: str, boxes: Boxes) -> str:
        if name != "two":
            return table(boxes)
        title, head, *rows = boxes
        size = len(head) - 1
        new = [[Box(title[0].text, 1, 1 + 2 * size)]]
        new.append([Box(head[0].text, 2), Box("2022年", 1, size), Box("2023年", 1, size)])
        new.append([*head[1:], *head[1:]])
        new += [[row[0], *(Box("5") for _ in row[1:]), *row[1:]] for row in rows]
        return table(new)

    return page(report, draw)


KINDS["years_over_all_columns"] = _years_over_all


def _instead(inside: str) -> Kind:
    """Draw figures by other means than text."""

    def cell(box: Box) -> str:
        return td(box, inside.format(box.text) if is_figure(box) else None)

    def drawn(report: Draft) -> bytes:
        data = page(report, lambda _, boxes: table(boxes, cell))
        report.truth = dict.fromkeys(report.truth)
        return data

    return drawn


KINDS["drawn_on_canvas"] = _instead("<canvas width=20 title='{}'></canvas>")
KINDS["vector_figures"] = _instead("<svg><text>{}</text></svg>")
KINDS["written_by_script_in_spans"] = _instead("<span><script>w({})</script></span>")
KINDS["values_of_attributes"] = _instead("<span data-value='{}'></span>")
KINDS["templates"] = _instead("{{{{ row[{}] }}}}")
KINDS["chosen_from_lists"] = _instead("<select><option>0<option selected>{}</select>")
KINDS["in_comments"] = _instead("<!-- {} -->")


def _commented(report: Draft) -> bytes:
    """The figures of last year are kept in comments."""
    cell = lambda box: td(box, f"<!-- 7{box.text} -->{said(box)}" if is_figure(box) else None)  # noqa: E731
    return page(report, lambda _, boxes: table(boxes, cell))


KINDS["older_figures_in_comments"] = _commented


def _labels_as_pictures(report: Draft) -> bytes:
    """Every other label of a row in table three is a picture."""

    def change(boxes: Boxes) -> Boxes:
        return [
            [Box("", b.rows, b.columns) if n % 2 and n > 3 and "." in b.text else b for b in row]
            for n, row in enumerate(boxes)
        ]

    return _three(change)(report)


KINDS["labels_left_out"] = _labels_as_pictures
FLOORS["labels_left_out"] = 0.5


def _sums_before_leaves(report: Draft) -> bytes:
    """The row of a group has its sum, its leaves stand below it without the group's cell."""

    def change(boxes: Boxes) -> Boxes:
        new: Boxes = boxes[:3]
        for row in boxes[3:]:
            group = next((b for b in row if b.text.startswith("（") and b.rows > 1), None)
            values = row[-COUNT:]
            section = [b for b in row if b.text.startswith("三、")]
            leaf = [b for b in row[:-COUNT] if b not in section and b is not group]
            if group is not None:
                total = [Box("9") for _ in values]
                new.append([*section, Box(group.text, 1, 2), *total])
                section = []
            wide = [Box(b.text, b.rows, 3 if b.columns == 3 else 2) for b in leaf]
            new.append([*section, *wide, *values])
        count = sum(1 for row in new[3:] if not any("、" in b.text[:2] for b in row)) + 1
        return [
            [Box(b.text, count if b.text.startswith("三、") else b.rows, b.columns) for b in row]
            for row in new
        ]

    data = _three(change)(report)
    for group in report.form.block("requests").groups:
        for _, who in report.columns:
            if report.form.leaves(group.code):
                report.truth[group.code, who] = Decimal(9)
    return data


KINDS["groups_as_rows_with_sums"] = _sums_before_leaves

NAMES = KINDS.keys() - _BEFORE
"""The kinds of this module."""
for _name in NAMES:
    FLOORS.setdefault(_name, 1.0)
