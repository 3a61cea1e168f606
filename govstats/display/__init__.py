"""A report or comparison shown: tables with marks, and the parts of a page."""

from govstats.display.comparison import comparison_table
from govstats.display.findings import findings_list
from govstats.display.fragment import Fragment, style, tag
from govstats.display.parts import head, quality, record, section, tables_heading
from govstats.display.statutory import show

__all__ = [
    "Fragment",
    "comparison_table",
    "findings_list",
    "head",
    "quality",
    "record",
    "section",
    "show",
    "style",
    "tables_heading",
    "tag",
]
