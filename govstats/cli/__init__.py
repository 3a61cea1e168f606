"""The commands: a thin shell over the library."""

from __future__ import annotations

import io
import os
import sys

import click

from govstats.cli.comparing import compare
from govstats.cli.covering import coverage
from govstats.cli.deciding import accept, correct, decide
from govstats.cli.keeping import add, form
from govstats.cli.options import UNUSABLE, complain, reads_chinese
from govstats.cli.reading import check, read
from govstats.cli.rendering import render
from govstats.cli.usage import in_chinese
from govstats.errors import GovstatsError


def main() -> None:
    """Run the command line; an error of ours is one line on stderr and exit status 2."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        cli(standalone_mode=False)
    except GovstatsError as error:
        complain(error)
        sys.exit(UNUSABLE)
    except click.exceptions.Abort:
        click.echo("interrupted", err=True)
        sys.exit(130)
    except click.ClickException as error:
        if reads_chinese():
            click.echo(f"govstats: {in_chinese(error)}", err=True)
        else:
            error.show()
        sys.exit(error.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        reason = error.strerror or "cannot be used"
        complain(GovstatsError(reason, str(error.filename or ""), "name another file or folder"))
        sys.exit(UNUSABLE)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="govstats")
def cli() -> None:
    """Read, check and compare annual reports on government information disclosure.

    政府信息公开工作年度报告：读取、核对、比较。
    """


for command in (
    read, check, compare, render, coverage, add, decide, correct, accept, form,
):  # fmt: skip
    cli.add_command(command)
