"""The statutory form (政府信息公开工作年度报告格式), its rules and categories, as data."""

from govstats.forms.loader import (
    EDITIONS,
    breaks,
    categories,
    editions,
    general_rules,
    load_form,
    parse_form,
    text_items,
)
from govstats.forms.model import Block, Break, Form, Label, Rule, Severity, Slot, Term
from govstats.forms.names import Names, breakdown_names, category_code, item_names
from govstats.forms.sections import Part, Sections, sections

__all__ = [
    "EDITIONS",
    "Block",
    "Break",
    "Form",
    "Label",
    "Names",
    "Part",
    "Rule",
    "Sections",
    "Severity",
    "Slot",
    "Term",
    "breakdown_names",
    "breaks",
    "categories",
    "category_code",
    "editions",
    "general_rules",
    "item_names",
    "load_form",
    "parse_form",
    "sections",
    "text_items",
]
