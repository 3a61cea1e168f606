"""What the text of a cell alone decides, found out once for all that are forked afterwards.

IPython turns each cell into Python, asks whether it awaits anything and names its file after a hash.
None of that depends on what ran before, unless a cell changes IPython's transformers.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from typing import Any

from ipykernel import compiler
from IPython.core import async_helpers, interactiveshell
from IPython.core.inputtransformer2 import TransformerManager

_python = cache(TransformerManager().transform_cell)
_awaits = cache(async_helpers._should_be_async)  # noqa: SLF001 - there is no other way
_hash = cache(compiler.murmur2_x86)


class Transformer(TransformerManager):
    """Turns a cell into Python, and one that is known at once.

    What a notebook adds to the transformers may count its calls; then each is made.
    """

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._own = self._all()

    def transform_cell(self, cell: str) -> str:
        """Return a cell as Python. Raises SyntaxError where it cannot be told what it is."""
        return _python(cell) if self._own == self._all() else super().transform_cell(cell)

    def _all(self) -> list[Any]:
        return [*self.cleanup_transforms, *self.line_transforms, *self.token_transformers]


def use() -> None:
    """Have IPython and ipykernel ask here."""
    interactiveshell._should_be_async = _awaits  # type: ignore[attr-defined]  # noqa: SLF001
    compiler.murmur2_x86 = _hash


def know(path: str) -> None:
    """Find out what there is to be known of the cells of a notebook's file, if it is one."""
    import nbformat

    use()
    with suppress(Exception):  # what is wrong with it is said when it runs
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "code":
                compiler.get_file_name(cell.source)  # type: ignore[no-untyped-call]
                _awaits(_python(cell.source))
