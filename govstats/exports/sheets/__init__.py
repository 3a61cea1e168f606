"""The sheets of a workbook: about, changes, statutory tables, checks, sources."""
