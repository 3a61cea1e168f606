"""Any file into paragraphs and grids, each knowing where it stood."""

from govstats.documents.characters import fold, squeeze
from govstats.documents.model import PICTURE, Document, Grid, GridCell, Paragraph, Place
from govstats.documents.opening import open_document, parse_document

__all__ = [
    "PICTURE",
    "Document",
    "Grid",
    "GridCell",
    "Paragraph",
    "Place",
    "fold",
    "open_document",
    "parse_document",
    "squeeze",
]
