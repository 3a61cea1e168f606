"""docs/reference/api.md: the public names with their signatures and docstrings."""

from __future__ import annotations

import inspect
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Any

import govstats

if TYPE_CHECKING:
    from collections.abc import Iterator

INTRO = """# API

Generated from the docstrings by `make docs`. Do not edit it here.
由 `make docs` 从代码生成。`help(gs.read)` 显示同样的内容。

These are the names of `import govstats as gs`. Whatever is not listed here may change without notice.
Errors are `GovstatsError` or below it: each says what went wrong, where, and what to do.
"""
NOTHING = inspect.Parameter.empty


def api() -> str:
    """Return docs/reference/api.md."""
    found = [(name, _public(name)) for name in govstats.__all__]
    functions = [_function(name, it) for name, it in found if not inspect.isclass(it)]
    classes = [_class(name, it) for name, it in found if inspect.isclass(it)]
    return "\n".join([INTRO, "## Functions\n", *functions, "## Classes\n", *classes])


def _public(name: str) -> Any:
    """Return what a name stands for, even where a module of the same name was imported first."""
    found = getattr(govstats, name)
    return getattr(found, name) if inspect.ismodule(found) else found


def _function(name: str, function: Any) -> str:
    head = f"### `{name}`\n"
    return f"{head}\n```text\n{name}{_signature(function)}\n```\n\n{inspect.getdoc(function)}\n"


def _class(name: str, kind: type) -> str:
    members = [f"- {line}" for line in _members(kind)]
    documented = inspect.getdoc(kind) or ""
    return "\n".join([f"### `{name}`\n", documented, *(["", *members] if members else []), ""])


def _members(kind: type) -> Iterator[str]:
    """Yield what a class offers: its values, its fields, its properties and methods."""
    if issubclass(kind, Enum):
        yield from (f"`{member.name}` = `{member.value!r}`" for member in kind)
        return
    for name, its in inspect.get_annotations(kind).items():
        if not name.startswith("_"):
            yield f"`{name}`: `{its}`"
    for name, member in vars(kind).items():
        if name.startswith("_"):
            continue
        if isinstance(member, property | cached_property):
            yield f"`{name}`: {_first_line(member)}"
        elif isinstance(member, classmethod):
            yield f"`{name}{_signature(member.__func__)}`: {_first_line(member.__func__)}"
        elif inspect.isfunction(member):
            yield f"`{name}{_signature(member)}`: {_first_line(member)}"


def _first_line(member: Any) -> str:
    return (inspect.getdoc(member) or "").partition("\n\n")[0].replace("\n", " ")


def _signature(function: Any) -> str:
    """Return a signature as the source has it, the annotations without quotes, self left out."""
    signature = inspect.signature(function)
    parts: list[str] = []
    keyword_only = False
    for parameter in signature.parameters.values():
        if parameter.name in ("self", "cls"):
            continue
        if parameter.kind is parameter.KEYWORD_ONLY and not keyword_only:
            parts.append("*")
            keyword_only = True
        star = {parameter.VAR_POSITIONAL: "*", parameter.VAR_KEYWORD: "**"}.get(parameter.kind, "")
        keyword_only = keyword_only or star == "*"
        its = "" if parameter.annotation is NOTHING else f": {parameter.annotation}"
        default = "" if parameter.default is NOTHING else f" = {parameter.default!r}"
        parts.append(f"{star}{parameter.name}{its}{default}")
    result = signature.return_annotation
    returned = "" if result is NOTHING else f" -> {result}"
    return f"({', '.join(parts)}){returned}"
