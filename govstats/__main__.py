"""`python -m govstats` is the command line."""

from govstats.cli import main

main()
