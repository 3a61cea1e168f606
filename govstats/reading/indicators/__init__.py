"""The statistical table of 2014 (统计表): a list of indicators with one column of figures."""

from govstats.reading.indicators.reader import read_indicators

__all__ = ["read_indicators"]
