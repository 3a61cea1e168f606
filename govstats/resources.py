"""Where data, notebooks, fonts and templates are, in a checkout and in an installed wheel alike."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from govstats.errors import NotFoundError

Kind = Literal["data", "synthetic", "notebooks", "fonts", "page"]

_PACKAGE = Path(__file__).resolve().parent
_INSIDE = {"fonts": "assets/fonts", "page": "assets/page"}
_BESIDE = {"data": "data", "synthetic": "data/synthetic", "notebooks": "notebooks"}


def find(kind: Kind) -> Path:
    """Return the folder of a kind of resource that comes with the package.

    In a checkout data and notebooks stand beside the package, in a wheel inside it.
    Raises NotFoundError where an installation is incomplete.
    """
    if kind in _INSIDE:
        folder = _PACKAGE / _INSIDE[kind]
    else:
        checkout = _PACKAGE.parent
        in_checkout = (checkout / "pyproject.toml").is_file()
        folder = (checkout if in_checkout else _PACKAGE / "_bundled") / _BESIDE[kind]
    if not folder.is_dir():
        raise NotFoundError(
            f"the folder of {kind} is missing", str(folder), "install govstats again"
        )
    return folder
