"""TOML files into forms, refused with a clear error where they contradict themselves."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

from govstats.errors import InvalidFormError, NotFoundError
from govstats.forms.model import Block, Break, Form, Label, Rule, Term

EDITIONS = ("2014", "2019", "2021")
"""The editions that a figure may come from; each has a form file."""

_LABEL_KEYS = {
    "code", "label", "label_en", "number", "note", "group",
    "aliases", "unit", "count", "signed", "one_row", "name", "name_en",
}  # fmt: skip
_BLOCK_KEYS = {
    "id", "table", "label", "label_en", "unit", "by",
    "layout", "count", "rows", "columns", "groups",
}  # fmt: skip
_RULE_KEYS = {
    "id", "severity", "zh", "en", "zh_fail", "en_fail", "basis",
    "each", "formula", "block", "rows", "left", "right",
}  # fmt: skip


@cache
def editions() -> tuple[str, ...]:
    """Return the editions that have a form file, oldest first."""
    names = (entry.name.removesuffix(".toml") for entry in files(__package__).iterdir())
    return tuple(sorted(name for name in names if name.isdigit()))


@cache
def load_form(edition: str) -> Form:
    """Load the form of an edition (`"2021"`, `"2019"`, `"2014"`).

    Raises NotFoundError for an edition without a form file, InvalidFormError for an inconsistent file.
    """
    if edition not in editions():
        raise NotFoundError(
            f"no form file for edition {edition!r}", "forms", f"known: {', '.join(editions())}"
        )
    return parse_form(read_data(f"{edition}.toml"), f"forms/{edition}.toml")


def parse_form(raw: dict[str, Any], where: str) -> Form:
    """Build a form from parsed TOML; `where` names the file in errors."""
    try:
        form = Form(
            edition=raw["edition"],
            title=raw["title"],
            title_en=raw["title_en"],
            basis=raw["basis"],
            first_year=raw["first_year"],
            blocks=tuple(_block(block, where) for block in raw["blocks"]),
            rules=_rules(raw, where),
            foreign=tuple(raw.get("foreign", ())),
        )
    except KeyError as missing:
        raise InvalidFormError(f"the key {missing} is missing", where) from missing
    _check(form, where)
    return form


@cache
def breaks() -> tuple[Break, ...]:
    """Return the known breaks in comparability, as `breaks.toml` states them."""
    return tuple(
        Break(**{**entry, "items": tuple(entry["items"])})
        for entry in read_data("breaks.toml")["breaks"]
    )


@cache
def general_rules() -> dict[str, Rule]:
    """Return the rules that belong to no edition, by id, as `rules.toml` states them."""
    return {raw["id"]: _rule(raw, "forms/rules.toml") for raw in read_data("rules.toml")["rules"]}


@cache
def all_rules() -> dict[str, Rule]:
    """Return every rule by id: those of the forms, the newest edition's wording first, and the general ones."""
    rules: dict[str, Rule] = {}
    for edition in reversed(editions()):
        for rule in load_form(edition).rules:
            rules.setdefault(rule.id, rule)
    return rules | general_rules()


@cache
def categories() -> tuple[Term, ...]:
    """Return the standard disclosure categories (主动公开信息类别)."""
    return _terms("categories.toml", "categories")


@cache
def text_items() -> tuple[Term, ...]:
    """Return the items that the prose states and no table holds, and the group sums."""
    return _terms("items.toml", "items")


def _terms(name: str, key: str) -> tuple[Term, ...]:
    return tuple(
        Term(**{**entry, "aliases": tuple(entry.get("aliases", ()))})
        for entry in read_data(name)[key]
    )


def read_data(name: str) -> dict[str, Any]:
    """Return a file of this folder as parsed TOML. Raises InvalidFormError where it is none."""
    try:
        return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise InvalidFormError(f"not valid TOML: {error}", f"forms/{name}") from error


def _block(raw: dict[str, Any], where: str) -> Block:
    if "like" in raw:
        source = load_form(raw["like"]["edition"]).block(raw["like"]["block"])
        without = set(raw.get("without", ()))
        unknown = without - {row.code for row in source.rows}
        if unknown:
            raise InvalidFormError(f"`without` names rows that are not there: {unknown}", where)
        rows = tuple(row for row in source.rows if row.code not in without)
        return replace(source, rows=_with_childless_groups(source, rows))
    refuse_unknown(raw, _BLOCK_KEYS, f"{where}, block {raw.get('id')}")
    parts = {
        key: tuple(_label(label, f"{where}, block {raw.get('id')}") for label in raw.get(key, ()))
        for key in ("rows", "columns", "groups")
    }
    return Block(**{**raw, **parts})


def _with_childless_groups(source: Block, rows: tuple[Label, ...]) -> tuple[Label, ...]:
    """Turn a group whose leaves were all left out into a row where they stood (2019: 其他处理)."""
    kept: list[Label] = []
    for row in source.rows:
        group = source.group_of(row)
        if row in rows:
            kept.append(row)
        elif group and group not in kept and not any(source.group_of(r) == group for r in rows):
            kept.append(group)
    return tuple(kept)


def _label(raw: dict[str, Any], where: str) -> Label:
    refuse_unknown(raw, _LABEL_KEYS, where)
    return Label(**{**raw, "aliases": tuple(raw.get("aliases", ()))})


def _rules(raw: dict[str, Any], where: str) -> tuple[Rule, ...]:
    shared: tuple[Rule, ...] = ()
    if "rules_like" in raw:
        like = raw["rules_like"]
        shared = tuple(
            replace(rule, basis=like["basis"]) for rule in load_form(like["edition"]).rules
        )
    return shared + tuple(_rule(rule, where) for rule in raw.get("rules", ()))


def _rule(raw: dict[str, Any], where: str) -> Rule:
    refuse_unknown(raw, _RULE_KEYS, f"{where}, rule {raw.get('id')}")
    lists = {key: tuple(raw.get(key, ())) for key in ("rows", "left", "right")}
    return Rule(**{**raw, **lists})


def refuse_unknown(raw: dict[str, Any], known: set[str], where: str) -> None:
    """Raise InvalidFormError where an entry has a key that nobody reads."""
    unknown = sorted(set(raw) - known)
    if unknown:
        raise InvalidFormError(
            f"unknown key {', '.join(unknown)}", where, f"known: {', '.join(sorted(known))}"
        )


def _check(form: Form, where: str) -> None:
    for block in form.blocks:
        place = f"{where}, block {block.id}"
        if not block.rows or not block.columns:
            raise InvalidFormError("a block needs rows and columns", place)
        if block.layout == "list" and len(block.columns) > 1:
            raise InvalidFormError("a list has one value column", place)
        for name, labels in (("row", block.rows), ("column", block.columns)):
            doubled = [code for code, n in Counter(label.code for label in labels).items() if n > 1]
            if doubled:
                raise InvalidFormError(f"{name} {doubled[0]} is defined twice", place)
        for row in block.rows:
            taken = {
                alias for other in block.rows if other != row for alias in _names(other, block)
            }
            clash = taken & set(_names(row, block))
            if clash:
                raise InvalidFormError(f"two rows are called {clash.pop()}", place)
    seen = Counter((slot.item, slot.breakdown) for block in form.blocks for slot in block.slots())
    doubled_slots = [key for key, n in seen.items() if n > 1]
    if doubled_slots:
        raise InvalidFormError(f"two cells hold {doubled_slots[0]}", where)
    for rule in form.rules:
        _check_rule(form, rule, f"{where}, rule {rule.id}")


def _names(row: Label, block: Block) -> list[str]:
    group = block.group_of(row)
    scope = group.code if group else row.group
    return [f"{scope}/{name}" for name in (row.label, *row.aliases)]


def _check_rule(form: Form, rule: Rule, place: str) -> None:
    if rule.each not in ("row", "column"):
        return
    if rule.block not in {block.id for block in form.blocks}:
        raise InvalidFormError(f"there is no block {rule.block!r}", place)
    block = form.block(rule.block)
    columns = {column.code for column in block.columns}
    rows = {row.code for row in block.rows} | {group.code for group in block.groups}
    known = columns if rule.each == "row" else rows
    unknown = sorted(set(rule.left + rule.right) - known) + sorted(set(rule.rows) - rows)
    if unknown:
        raise InvalidFormError(f"the block has no {unknown[0]}", place)
    if not rule.left or not rule.right:
        raise InvalidFormError("an equation needs a left and a right side", place)
