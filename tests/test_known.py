from __future__ import annotations

import nbformat
from ipykernel import compiler
from IPython.core import async_helpers, interactiveshell
from IPython.core.inputtransformer2 import TransformerManager

from govstats.engine import known

CELLS = (
    "1 + 1",
    "%time x = 2\n!echo $HOME\nx?",
    "    import os\n    os.getpid()",
    "await thing()",
    "def f():\n    yield await g()",
    "名称 = '机关'",
)
BROKEN = "'''never closed"


def test_known_cells_are_what_ipython_makes_of_them(tmp_path, monkeypatch):
    """Cells of a notebook that was read before, and others, give IPython's own Python, name and mode."""
    monkeypatch.setattr(interactiveshell, "_should_be_async", async_helpers._should_be_async)
    monkeypatch.setattr(compiler, "murmur2_x86", compiler.murmur2_x86)
    own, seed = TransformerManager(), compiler.get_tmp_hash_seed()
    expected = [
        (
            own.transform_cell(cell),
            async_helpers._should_be_async(own.transform_cell(cell)),
            compiler.murmur2_x86(cell, seed),
        )
        for cell in CELLS
    ]
    path = tmp_path / "n.ipynb"
    cells = [nbformat.v4.new_code_cell(cell) for cell in (BROKEN, *CELLS[:4])]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    known.know(str(path))
    found = known.Transformer()
    assert [
        (
            found.transform_cell(cell),
            interactiveshell._should_be_async(found.transform_cell(cell)),
            compiler.murmur2_x86(cell, seed),
        )
        for cell in CELLS
    ] == expected
    assert [awaits for _, awaits, _ in expected] == [False, False, False, True, False, False]


def test_transformer_of_a_notebook_is_called_each_time():
    """What a notebook adds to IPython's transformers is asked for each cell, known or not."""
    found, seen = known.Transformer(), []

    def add(lines: list[str]) -> list[str]:
        seen.append(lines)
        return [*lines, "# seen\n"]

    assert found.transform_cell("1 + 1") == "1 + 1\n"
    found.line_transforms.append(add)
    assert [found.transform_cell("1 + 1") for _ in range(2)] == ["1 + 1\n# seen\n"] * 2
    assert len(seen) == 2
    found.line_transforms.remove(add)
    assert found.transform_cell("1 + 1") == "1 + 1\n"


def test_what_is_no_notebook_is_left_to_its_own_run(tmp_path):
    """A file that cannot be read stops no warm process: its own run says what is wrong with it."""
    (tmp_path / "n.ipynb").write_text("{", "utf-8")
    known.know(str(tmp_path / "n.ipynb"))
    known.know(str(tmp_path / "absent.ipynb"))
