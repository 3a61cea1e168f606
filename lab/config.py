"""How JupyterLab starts on this checkout: on the exploration notebook, asking the network nothing.

python -m jupyterlab --config lab/config.py
"""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).resolve().parent

c = get_config()  # noqa: F821 - traitlets gives it to a file of settings
c.ServerApp.root_dir = str(HERE.parent)
c.LabApp.default_url = "/lab/tree/notebooks/explore.ipynb"
c.LabApp.app_settings_dir = str(HERE)  # overrides.json: no question about news
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
