"""Exploring in a notebook: choose by widgets or by code, look, read a file of one's own, save what is seen."""

from govstats.explorer.views import Views
from govstats.explorer.widgets import Explorer, explore

__all__ = ["Explorer", "Views", "explore"]
