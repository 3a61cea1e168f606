"""The tables of the 2019 and 2021 forms into cells: rows by label, values by column."""

from govstats.reading.tables.reader import TableReading, read_tables

__all__ = ["TableReading", "read_tables"]
