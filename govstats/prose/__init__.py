"""Words: a comparison written in Chinese and in English."""

from govstats.prose.writing import LANGUAGES, Section, Text, write

__all__ = ["LANGUAGES", "Section", "Text", "write"]
