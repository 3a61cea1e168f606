"""The statutory form (政府信息公开工作年度报告格式), its rules and categories, as data."""

from govstats.forms.law import decision_words, lacks_rule_making, regulations
from govstats.forms.loader import (
    EDITIONS,
    all_rules,
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
from govstats.forms.readings import Claim, Reading, claim_on, words
from govstats.forms.sections import Part, Sections, boilerplate, sections

__all__ = [
    "EDITIONS",
    "Block",
    "Break",
    "Claim",
    "Form",
    "Label",
    "Names",
    "Part",
    "Reading",
    "Rule",
    "Sections",
    "Severity",
    "Slot",
    "Term",
    "all_rules",
    "boilerplate",
    "breakdown_names",
    "breaks",
    "categories",
    "category_code",
    "claim_on",
    "decision_words",
    "editions",
    "general_rules",
    "item_names",
    "lacks_rule_making",
    "load_form",
    "parse_form",
    "regulations",
    "sections",
    "text_items",
    "words",
]
