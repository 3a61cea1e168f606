"""What the commands share: options, loading, errors in one line."""

from __future__ import annotations

import io
import json
import locale
import os
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from govstats.errors import InvalidRequestError, UnwritableError
from govstats.explaining import in_chinese
from govstats.files import write_text
from govstats.isolation import SECONDS
from govstats.sources import STDIN, read_each

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from govstats.dataset import Dataset
    from govstats.errors import GovstatsError
    from govstats.reports import Report

FAILED, UNUSABLE = 1, 2
_LOCALES = ("GOVSTATS_LANG", "LC_ALL", "LANG")


def _language(_: click.Context, __: click.Parameter, value: str | None) -> str:
    if value:
        return value
    named = next(filter(None, map(os.environ.get, _LOCALES)), "")
    return "en" if named.lower().startswith("en") else "zh"


def shared(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --data and --lang."""
    command = click.option(
        "--lang",
        type=click.Choice(["zh", "en"]),
        callback=_language,
        help="输出的语言 · Language of the output.",
    )(command)
    return click.option(
        "--data",
        type=click.Path(path_type=Path),
        help="自己的数据文件夹，默认用自带数据 · Folder of a dataset instead of the bundled one.",
    )(command)


def figures(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --figures: as reported, or with the accepted corrections."""
    from govstats.corrections import LAYERS

    return click.option(
        "--figures",
        type=click.Choice(LAYERS),
        default=LAYERS[0],
        show_default=True,
        help="填报的数字，或采纳更正后的数字 · As reported, or with the accepted corrections of the dataset.",
    )(command)


def sources(*, required: bool) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add the argument SOURCE and the time that one source may take."""

    def add_both(command: Callable[..., Any]) -> Callable[..., Any]:
        return click.argument("sources", nargs=-1, required=required)(timeout(command))

    return add_both


def timeout(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --timeout."""
    return click.option(
        "--timeout",
        type=click.FloatRange(min=0),
        default=SECONDS,
        show_default=True,
        help="每个文件最多用多少秒，0为不限 · Seconds that one file may take; 0: no limit.",
    )(command)


def formats(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add --out, and --format with its choices: by default that of the file, otherwise the first."""

    def chosen(context: click.Context, parameter: click.Parameter, value: str) -> str:
        out = context.params.get("out")
        given = context.get_parameter_source(parameter.name or "") is not ParameterSource.DEFAULT
        return value if given or out is None else _named(out, names)

    def add_both(command: Callable[..., Any]) -> Callable[..., Any]:
        command = click.option(
            "--out",
            type=click.Path(path_type=Path, dir_okay=False),
            is_eager=True,
            help="写入文件（UTF-8），不显示在屏幕上 · Write to this file, in UTF-8, instead of standard output.",
        )(command)
        return click.option(
            "--format",
            "form",
            type=click.Choice(names),
            default=names[0],
            show_default=True,
            callback=chosen,
            help="输出形式；有 --out 时默认由文件名的后缀决定 · Form of the output; with --out by default that of the file's name.",
        )(command)

    return add_both


def _named(out: Path, names: tuple[str, ...]) -> str:
    """Return the form that a file's name ends in, the first for a text file."""
    suffix = out.suffix.removeprefix(".").lower()
    if suffix in ("", "txt"):
        return names[0]
    if suffix not in names:
        allowed = ", ".join(f".{name}" for name in dict.fromkeys([*names[1:], "txt"]))
        raise InvalidRequestError(
            f"no form is called {suffix}", str(out), f"allowed: {allowed}; or give --format"
        )
    return suffix


@contextmanager
def printed(out: Path | None, form: str) -> Iterator[None]:
    """Print to a file that is written whole at the end; without one to standard output.

    A CSV file begins with the mark of UTF-8: Excel on a Chinese Windows takes others for GBK. Raises UnwritableError before anything is done where the folder of the file does not exist.
    """
    if out is None:
        yield
        return
    if not out.parent.is_dir():
        raise UnwritableError(
            "no such folder", str(out.parent), "make it first, or name another folder"
        )
    with redirect_stdout(io.StringIO()) as text:
        yield
    write_text(out, ("\ufeff" if form == "csv" else "") + text.getvalue())
    click.echo(str(out))


def read_all(sources: Iterable[str], data: Path | None, timeout: float) -> tuple[list[Report], int]:
    """Return the reports that could be read, and how many sources could not."""
    failed: list[GovstatsError] = []

    def pass_over(error: GovstatsError) -> None:
        complain(error)
        failed.append(error)

    read_now = read_each(sources, load(data).agencies, pass_over, timeout)
    return [report for _, report in read_now], len(failed)


def names_file(name: str) -> bool:
    """Say whether an argument is a file or standard input."""
    return name == STDIN or Path(name).is_file()


def load(data: Path | None, figures: str = "reported") -> Dataset:
    """Load a dataset, by default the bundled one, as reported or with accepted corrections."""
    from govstats import storage

    return storage.load(data, figures)


def complain(error: GovstatsError) -> None:
    """Say on stderr in one line what is wrong, where, and what to do."""
    click.echo(f"govstats: {in_chinese(error) if reads_chinese() else error}", err=True)


def reads_chinese() -> bool:
    """Say whether what is told in passing, as errors and progress are, is told in Chinese."""
    named = next(filter(None, map(os.environ.get, _LOCALES)), None) or locale.getlocale()[0] or ""
    return named.lower().startswith(("zh", "chinese"))


TOLD = {
    "added": "已加入", "replaced": "已替换", "already there": "已有，未再加入", "done": "已完成",
    "unchanged": "未变", "changed": "有变化", "new": "新增", "failed": "失败",
    "warming up": "正在预热", "confirmed": "已确认有误", "dismissed": "已核实无误",
}  # fmt: skip
"""What became of something, in Chinese."""


def told(word: str) -> str:
    """Return what became of something, as it is told in passing."""
    return TOLD[word] if reads_chinese() else word


def as_json(value: object) -> str:
    """Return a value as indented JSON."""
    return json.dumps(value, ensure_ascii=False, indent=2)
