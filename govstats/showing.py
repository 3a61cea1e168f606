"""Values that show themselves in a notebook: who draws them is asked for when it is needed.

Values know nothing above them. They name the layer that shows them by its name alone, so that it is
imported in a notebook and nowhere else.
"""

from __future__ import annotations

from importlib import import_module
from typing import cast


class Showing:
    """A value with a rich display: `govstats.display.values` has a function for each kind."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        drawn = import_module("govstats.display.values").html(self)
        return cast("str", drawn)
