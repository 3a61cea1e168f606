"""Words: a comparison written in Chinese and in English."""

from govstats.prose.text import Section, Text
from govstats.prose.writing import LANGUAGES, write

__all__ = ["LANGUAGES", "Section", "Text", "write"]
