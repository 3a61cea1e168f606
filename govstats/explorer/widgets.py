"""The widgets around the views: choose, look, drop a file in, save."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from govstats.errors import GovstatsError, InvalidRequestError
from govstats.explorer import panes
from govstats.explorer.own import MOST
from govstats.explorer.views import SAVED_AS, Views
from govstats.explorer.words import WORDS
from govstats.storage import load

if TYPE_CHECKING:
    from govstats.dataset import Dataset
    from govstats.explorer.own import Own

_WIDTHS = {"agency": "18em", "year": "10em", "item": "28em", "breakdown": "13em"}
_ACCEPTED = ".html,.htm,.shtml,.mht,.mhtml,.docx,.doc,.wps,.rtf,.odt,.pdf,.txt,.md"


def explore(data: Dataset | str | None = None, agency: str = "", lang: str = "zh") -> Explorer:
    """Return the explorer of a dataset (a Dataset, its folder, or the bundled one).

    `agency` is an id, a name or a glob that means one agency; by default the first with full
    reports. Raises InvalidRequestError where ipywidgets is not installed or nothing is full.
    """
    dataset = load(data) if isinstance(data, str) or data is None else data
    full = dataset.full_agencies()
    if not full:
        raise InvalidRequestError("no report is there in full", str(dataset.path))
    found = dataset.find(agency) if agency else full[-1:]
    if len(found) != 1:
        raise InvalidRequestError(
            f"{agency!r} stands for {len(found)} agencies", advice=", ".join(found)
        )
    years = dataset.years(found[0], full=True)
    views = Views(dataset, found[0], years[-1] if years else 0, lang=lang)
    return Explorer(views.choose())


class Explorer:
    """Widgets that show the views of a dataset; `views` is what they show, `choose` does what they do.

    It displays itself as the last value of a cell.
    """

    def __init__(self, views: Views) -> None:
        try:
            import ipywidgets
        except ImportError as error:
            raise InvalidRequestError(
                "ipywidgets is not installed", "explore", "pip install 'govstats[lab]'"
            ) from error
        self.views = views
        self.own: Own | None = None
        self._changing = False
        words = WORDS[views.lang]
        self.choices: dict[str, Any] = {
            name: ipywidgets.Dropdown(
                description=words[name],
                style={"description_width": "3em" if views.lang == "zh" else "5em"},
                layout={"width": width, "max_width": "100%"},
            )
            for name, width in _WIDTHS.items()
        }
        self.panes = {
            name: ipywidgets.HTML() for name in ("series", "tables", "comparison", "peers", "own")
        }
        self.upload = ipywidgets.FileUpload(
            accept=_ACCEPTED, multiple=True, description=words["upload"],
            layout={"width": "16em"},
        )  # fmt: skip
        self.buttons = {
            kind: ipywidgets.Button(description=kind.upper(), layout={"width": "5em"})
            for kind in SAVED_AS
        }
        self.message = ipywidgets.HTML()
        self.panes["own"].value = panes.note_pane(words["waiting"])
        self._tabs = ipywidgets.Tab(
            children=[*list(self.panes.values())[:-1], self._own_pane(ipywidgets)]
        )
        self._tabs.titles = [words[name] for name in self.panes]
        save = [ipywidgets.Label(words["save"]), *self.buttons.values(), self.message]
        self.box = ipywidgets.VBox([
            ipywidgets.HBox(list(self.choices.values()), layout={"flex_flow": "row wrap"}),
            self._tabs,
            ipywidgets.HBox(save, layout={"flex_flow": "row wrap"}),
        ])  # fmt: skip
        self._refresh()
        for name, widget in self.choices.items():
            widget.observe(self._chosen(name), names="value")
        for kind, button in self.buttons.items():
            button.on_click(self._saver(kind))
        self.upload.observe(self._uploaded, names="value")

    def choose(self, **choices: object) -> Explorer:
        """Choose an agency, year, item or breakdown as the widgets do; return the explorer."""
        self.views = self.views.choose(**choices)
        self._refresh()
        return self

    def read(self, *paths: str | Path) -> Own:
        """Read a report file, or two of two years, as choosing them does; show and return what is found."""
        return self._show_own([(Path(path).name, Path(path).read_bytes()) for path in paths])

    def __repr__(self) -> str:
        """Say what is shown."""
        views = self.views
        return f"Explorer({views.agency} {views.year} {views.item} {views.breakdown})"

    def _ipython_display_(self) -> None:
        from IPython.display import display

        display(self.box)

    def _own_pane(self, ipywidgets: Any) -> Any:
        return ipywidgets.VBox([self.upload, self.panes["own"]])

    def _refresh(self) -> None:
        self._changing = True
        views = self.views
        full = {
            entry: views.data.agencies[entry].named(views.lang)
            for entry in views.data.full_agencies()
        }
        options = {
            "agency": [(name, entry) for entry, name in full.items()],
            "year": [(str(year), year) for year in views.years],
            "item": [(name, code) for code, name in views.printed.items()],
            "breakdown": [(views.breakdown_name(b), b) for b in views.breakdowns],
        }
        for name, widget in self.choices.items():
            widget.options = options[name]
            widget.value = getattr(views, name)
        self._changing = False
        self.panes["series"].value = panes.series_pane(views)
        self.panes["tables"].value = panes.tables_pane(views)
        self.panes["comparison"].value = panes.comparison_pane(views)
        self.panes["peers"].value = panes.peers_pane(views)

    def _chosen(self, name: str) -> Any:
        def choose(change: dict[str, Any]) -> None:
            if not self._changing:
                self.choose(**{name: change["new"]})

        return choose

    def _saver(self, kind: str) -> Any:
        def save(_: object) -> None:
            words = WORDS[self.views.lang]
            try:
                self.message.value = words["saved"].format(self.views.save(kind))
            except GovstatsError as error:
                self.message.value = panes.failed_pane(error, self.views.lang)

        return save

    def _uploaded(self, change: dict[str, Any]) -> None:
        files = [(file["name"], bytes(file["content"])) for file in change["new"]]
        words = WORDS[self.views.lang]
        if len(files) > MOST:
            self.panes["own"].value = panes.note_pane(words["too_many"].format(n=len(files)))
        elif files:
            try:
                self._show_own(files)
            except GovstatsError as error:
                self.own = None
                self.panes["own"].value = panes.failed_pane(error, self.views.lang)

    def _show_own(self, files: list[tuple[str, bytes]]) -> Own:
        own = self.own = self.views.read(*files)
        self.panes["own"].value = panes.own_pane(own, self.views.lang)
        return own
