"""docs/reference/commands.md: every command with its arguments and options, as click knows them."""

from __future__ import annotations

from inspect import cleandoc
from typing import TYPE_CHECKING

import click

from govstats.cli import cli

if TYPE_CHECKING:
    from collections.abc import Iterator

INTRO = """# Commands · 命令

Generated from the command line itself by `make docs`. Do not edit it here: edit the commands in `govstats/cli/`.
由 `make docs` 从命令本身生成。`govstats 命令 --help` 显示同样的内容。

| exit status · 退出码 | meaning | 含义 |
|---|---|---|
| 0 | done, and nothing has to be corrected | 已完成，没有必改的问题 |
| 1 | `check`: something has to be corrected; `render`: something failed | `check`：有必改的问题；`render`：有失败 |
| 2 | a file or a request that cannot be used; one line on stderr says why | 文件或请求无法使用，标准错误用一行话说明原因 |
| 130 | interrupted | 被中断 |
"""


def commands() -> str:
    """Return docs/reference/commands.md."""
    with click.Context(cli, info_name="govstats") as context:
        names = cli.list_commands(context)
        found = [(name, cli.get_command(context, name)) for name in names]
    return "\n".join([INTRO, *(_command(name, command) for name, command in found if command)])


def _command(name: str, command: click.Command) -> str:
    options = [one for one in command.params if isinstance(one, click.Option)]
    lines = [
        f"## `govstats {name}`\n",
        f"{command.short_help}\n",
        f"    govstats {name} {' '.join(_usage(command))}\n",
        f"{_plain(command.help)}\n",
        "| option · 选项 | value · 取值 | default · 默认 | meaning · 含义 |",
        "|---|---|---|---|",
        *(_option(option) for option in options),
        "",
        *([f"{_example(command.epilog)}\n"] if command.epilog else []),
    ]
    return "\n".join(lines)


def _usage(command: click.Command) -> Iterator[str]:
    if any(isinstance(one, click.Option) for one in command.params):
        yield "[OPTIONS]"
    for one in command.params:
        if isinstance(one, click.Argument):
            name = (one.name or "").upper()
            if isinstance(one.type, click.Choice):
                name = f"{{{'|'.join(map(str, one.type.choices))}}}"
            name = name if one.required else f"[{name}]"
            yield f"{name}..." if one.nargs == -1 else name


def _option(option: click.Option) -> str:
    names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
    shown = option.default if option.show_default and not option.required else ""
    default = "required · 必填" if option.required else f"`{shown}`" if shown != "" else ""
    return f"| {names} | {_values(option)} | {default} | {option.help or ''} |"


def _values(option: click.Option) -> str:
    """Return what an option takes, nothing for a flag."""
    if option.is_flag:
        return ""
    if isinstance(option.type, click.Choice):
        return " ".join(f"`{choice}`" for choice in option.type.choices)
    if option.metavar:
        return option.metavar
    if isinstance(option.type, click.Tuple):
        return " ".join(one.name.upper() for one in option.type.types)
    return option.type.name.split()[0].upper()


def _plain(text: str | None) -> str:
    """Return a help text with its literal blocks as code."""
    paragraphs = cleandoc(text or "").split("\n\n")
    literal = [one.startswith("\b") for one in paragraphs]
    return "\n\n".join(
        _indented(one.removeprefix("\b").strip("\n")) if is_literal else one
        for one, is_literal in zip(paragraphs, literal, strict=True)
    )


def _example(text: str) -> str:
    return _plain(text) if "\b" in text else _indented(cleandoc(text))


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())
