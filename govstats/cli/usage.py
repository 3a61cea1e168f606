"""What is wrong with a command as it was typed, in Chinese."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click

_SAID: tuple[tuple[str, str], ...] = (
    (r"No such command '(.+?)'", "没有“{0}”这个命令"),
    (r"No such option '?(.+?)'?\.", "没有“{0}”这个选项"),
    (r"Missing argument '(.+?)'", "缺少参数“{0}”"),
    (r"Missing option '(.+?)'", "缺少选项“{0}”"),
    (r"Option '(.+?)' requires", "选项“{0}”后面要写值"),
    (r"unexpected extra arguments? \((.+)\)", "多写了“{0}”"),
    (r"Invalid value for '(.+?)': '(.*)' is not one of (.+)\.", "“{0}”不能写“{1}”，只能是{2}"),
    (r"Invalid value for '(.+?)': (\S+) is not in the range (.+)\.", "“{0}”不能写“{1}”，范围是{2}"),
    (r"Invalid value for '(.+?)': '(.*)' is not a valid", "“{0}”应为数字，不能写“{1}”"),
    (r"Invalid value for '(.+?)': .*'(.+)' does not exist", "“{0}”：没有“{1}”这个文件"),
)  # fmt: skip
"""What click says, and the same in Chinese."""


def in_chinese(error: click.ClickException) -> str:
    """Return what is wrong with a command in a Chinese line; what is not known keeps its words."""
    said = error.format_message()
    for pattern, words in _SAID:
        found = re.search(pattern, said)
        if found:
            said = words.format(*(part.replace("', '", "、").strip("'") for part in found.groups()))
            break
    context = getattr(error, "ctx", None)
    help_at = f"用法见 {context.command_path} --help。" if context else ""
    return f"{said.rstrip('.')}。{help_at}"
