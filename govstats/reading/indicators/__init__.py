"""The statistical table of 2014 (统计表): a list of indicators with one column of figures."""

from govstats.reading.indicators.reader import is_foreign, read_indicators

__all__ = ["is_foreign", "read_indicators"]
