"""docs/rules.md: every rule with its statement, severity, formula and basis."""

from __future__ import annotations

from govstats.checks import SEVERITY_LABELS
from govstats.forms import Block, Form, Rule, editions, general_rules, load_form

EACH = {
    "row": "每一行 · each row",
    "column": "每一列 · each column",
    "cell": "每一格 · each cell",
    "statement": "正文每个数字 · each figure of the prose",
    "report": "每份报告 · each report",
    "pair": "相邻两年 · two consecutive years",
    "units": "汇总与所属单位 · a whole and its units",
    "roster": "应报名单 · the roster of who has to report",
}
RULES_INTRO = """# Rules · 核对规则

Generated from `govstats/forms/` by `make docs`. Do not edit it here: edit the TOML files.

`govstats check` evaluates every rule to *pass*, *fail* or *not assessable*; each result lists the rules that were run.
A rule that needs a figure, a passage or another year that is not at hand is not assessable: it never fails for want of something.
The statement is what holds where the rule passes. Severities are 必改 (error), 请核实 (question) and 建议完善 (warning, note);
only errors make `govstats check` exit with 1.
"""


def rules() -> str:
    """Return docs/rules.md."""
    parts = [RULES_INTRO]
    for edition in reversed(editions()):
        form = load_form(edition)
        parts.append(f"## {edition} form · {form.title}（{form.basis}）\n")
        parts += [_rule(rule, _formula(form, rule)) for rule in form.rules]
    parts.append("## Every edition · 各版通用\n")
    parts += [_rule(rule, rule.formula) for rule in general_rules().values()]
    return "\n".join(parts)


def _rule(rule: Rule, formula: str) -> str:
    severity = SEVERITY_LABELS[rule.severity]["zh"]
    lines = [
        f"### `{rule.id}`\n",
        f"{rule.zh}。  \n{rule.en}.\n",
        f"- severity: {rule.severity} ({severity})",
        f"- for: {EACH[rule.each]}",
        *([f"- formula: {formula}"] if formula else []),
        f"- basis: {rule.basis}",
    ]
    return "\n".join(lines) + "\n"


def _formula(form: Form, rule: Rule) -> str:
    """Return an equation of a form in its own labels."""
    if rule.each not in ("row", "column"):
        return rule.formula
    block = form.block(rule.block)
    names = _names(block, rule.each)
    left, right = (" + ".join(names[code] for code in side) for side in (rule.left, rule.right))
    only = ""
    if rule.rows:
        rows = {row.code: row.label for row in (*block.rows, *block.groups)}
        only = f"（{'、'.join(rows[code] for code in rule.rows)}）"
    return f"{left} = {right}{only}"


def _names(block: Block, each: str) -> dict[str, str]:
    if each == "row":
        return {column.code: column.label for column in block.columns}
    return {row.code: row.printed for row in (*block.rows, *block.groups)}
