"""What the commands print for people: tables, sentences, progress."""

from govstats.terminal.coverage import print_coverage
from govstats.terminal.findings import print_findings
from govstats.terminal.progress import progress
from govstats.terminal.report import print_report

__all__ = ["print_coverage", "print_findings", "print_report", "progress"]
