"""The widgets around the views: choose, look, drop a file in, save."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from govstats.errors import GovstatsError, InvalidRequestError
from govstats.explorer.views import SAVED_AS, Views
from govstats.prose import write
from govstats.storage import load

if TYPE_CHECKING:
    from govstats.dataset import Dataset
    from govstats.explorer.views import Own

_WORDS = {
    "zh": {
        "agency": "机关", "year": "年度", "item": "项目", "breakdown": "分项", "lang": "语言",
        "series": "历年变化", "tables": "法定表格", "comparison": "与上年比较", "peers": "与同类机关比",
        "own": "读自己的报告", "upload": "选择报告文件", "saved": "已保存：{}", "save": "保存为",
        "none": "这一项不足两年有数据，不画图。", "waiting": "选择一个报告文件（html、docx、pdf、txt），读取、核对和比较的结果显示在这里。",
        "peers_said": "{year}年，{n}个同类机关中，本机关{rate}{where}。{centre}",
        "inside": "在95%控制限以内，与同类机关没有超出偶然波动的差别",
        "outside": "在95%控制限以外、99.8%以内，值得留意",
        "far": "在99.8%控制限以外，与同类机关差别明显",
        "centre": "同类机关合计为{share}。",
    },
    "en": {
        "agency": "Agency", "year": "Year", "item": "Item", "breakdown": "Breakdown", "lang": "Language",
        "series": "Through the years", "tables": "Statutory tables", "comparison": "Comparison",
        "peers": "Peers", "own": "A report of your own", "upload": "Choose a report file",
        "saved": "saved: {}", "save": "Save as", "none": "Fewer than two years have this figure: nothing is drawn.",
        "waiting": "Choose a report file (html, docx, pdf, txt): what is read, checked and compared appears here.",
        "peers_said": "{year}, among {n} agencies of the same level: {rate} lies {where}. {centre}",
        "inside": "within the 95% limits, no further off than chance would leave it",
        "outside": "outside the 95% limits and within those of 99.8%: worth a look",
        "far": "outside the 99.8% limits",
        "centre": "All of them together: {share}.",
    },
}  # fmt: skip


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
        words = _WORDS[views.lang]
        wide = {"description_width": "initial"}
        self.choices: dict[str, Any] = {
            name: ipywidgets.Dropdown(description=words[name], style=wide)
            for name in ("agency", "year", "item", "breakdown")
        }
        self.panes = {
            name: ipywidgets.HTML() for name in ("series", "tables", "comparison", "peers", "own")
        }
        self.upload = ipywidgets.FileUpload(
            accept=".html,.htm,.docx,.doc,.pdf,.txt,.md", multiple=False, description=words["upload"],
            layout={"width": "auto"},
        )  # fmt: skip
        self.buttons = {kind: ipywidgets.Button(description=kind.upper()) for kind in SAVED_AS}
        self.message = ipywidgets.HTML()
        self.panes["own"].value = words["waiting"]
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

    def read(self, path: str | Path) -> Own:
        """Read a report file as dropping it in does, and show it."""
        return self._show_own(Path(path).name, Path(path).read_bytes())

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
        views, words = self.views, _WORDS[self.views.lang]
        full = {
            entry: views.data.agencies[entry].named(views.lang)
            for entry in views.data.full_agencies()
        }
        options = {
            "agency": [(name, entry) for entry, name in full.items()],
            "year": [(str(year), year) for year in views.years],
            "item": [(name, code) for code, name in views.items.items()],
            "breakdown": [(views.breakdown_name(b), b) for b in views.breakdowns],
        }
        for name, widget in self.choices.items():
            widget.options = options[name]
            widget.value = getattr(views, name)
        self._changing = False
        chart = views.chart
        self.panes["series"].value = chart._repr_html_() if chart else words["none"]
        self.panes["tables"].value = views.tables._repr_html_()
        pictures = "".join(picture._repr_html_() for picture in views.charts)
        self.panes["comparison"].value = (
            views.text._repr_html_() + pictures + views.table._repr_html_()
        )
        self.panes["peers"].value = self._peers()

    def _peers(self) -> str:
        from markupsafe import escape

        from govstats.rounding import percent

        views, words = self.views, _WORDS[self.views.lang]
        try:
            found = views.peers()
            where = words[found.standing(views.agency)]
        except GovstatsError as error:
            return str(escape(str(error)))
        name = found.share.zh if views.lang == "zh" else found.share.en
        centre = words["centre"].format(share=percent(100 * found.exact_centre))
        said = words["peers_said"].format(
            year=views.year, n=len(found.table), rate=name, where=where, centre=centre
        )
        return str(escape(said))

    def _chosen(self, name: str) -> Any:
        def choose(change: dict[str, Any]) -> None:
            if not self._changing:
                self.choose(**{name: change["new"]})

        return choose

    def _saver(self, kind: str) -> Any:
        def save(_: object) -> None:
            words = _WORDS[self.views.lang]
            try:
                self.message.value = words["saved"].format(self.views.save(kind))
            except GovstatsError as error:
                self.message.value = str(error)

        return save

    def _uploaded(self, change: dict[str, Any]) -> None:
        for file in change["new"]:
            try:
                self._show_own(file["name"], bytes(file["content"]))
            except GovstatsError as error:
                self.panes["own"].value = str(error)

    def _show_own(self, name: str, content: bytes) -> Own:
        from govstats.display import show

        own = self.own = self.views.read(name, content)
        parts = [show(own.report, own.findings, self.views.lang)._repr_html_()]
        if own.comparison is not None:
            parts.insert(0, write(own.comparison, self.views.lang)._repr_html_())
        self.panes["own"].value = "".join(parts)
        return own
