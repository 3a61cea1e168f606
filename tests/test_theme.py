from __future__ import annotations

import csv
import subprocess
import sys

import matplotlib as mpl
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, fontManager

from govstats import theme
from govstats.forms import breakdown_names, editions, item_names, load_form
from govstats.resources import find


def lightness(colour: str) -> float:
    """L* of a colour, 0 black to 100 white."""
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 116 * luminance ** (1 / 3) - 16


def printed_names() -> set[str]:
    """Every name that the forms, the categories and the register of agencies print."""
    names = set()
    for edition in editions():
        for block in load_form(edition).blocks:
            for label in (*block.rows, *block.columns, *block.groups):
                names |= {label.printed, label.label, label.label_en, label.note, *label.aliases}
    for named in (*item_names().values(), *breakdown_names().values()):
        names |= {named.zh, named.en, named.unit}
    for folder in ("data", "synthetic"):
        with (find(folder) / "agencies.csv").open(encoding="utf-8") as stream:
            for row in csv.DictReader(stream):
                names |= {row["name"], row["name_en"], row["region"], *row["aliases"].split("|")}
    return names


def test_theme_leaves_nothing_behind():
    """Settings, font lists and colour names are the same after the block as before it."""
    theme.register_fonts()
    before, blue = dict(mpl.rcParams), mpl.colors.to_rgb("b")
    with theme.theme():
        assert dict(mpl.rcParams) != before
    assert dict(mpl.rcParams) == before
    assert mpl.colors.to_rgb("b") == blue


def test_theme_survives_an_error():
    """An error inside the block does not leave the settings behind."""
    before = dict(mpl.rcParams)
    with pytest.raises(ZeroDivisionError), theme.theme():
        _ = 1 / 0
    assert dict(mpl.rcParams) == before


def test_settings():
    """Inside, the bundled font comes first, a minus is ASCII, only horizontal lines are drawn."""
    with theme.theme():
        settings = mpl.rcParams
        assert settings["font.sans-serif"][0] == "Noto Sans SC"
        assert settings["axes.unicode_minus"] is False
        assert settings["axes.grid"]
        assert settings["axes.grid.axis"] == "y"
        assert not settings["axes.spines.top"]
        assert not settings["axes.spines.right"]
        assert settings["figure.facecolor"] == settings["savefig.facecolor"] == "white"
        assert settings["svg.fonttype"] == "path"


@pytest.mark.parametrize("weight", ["normal", "bold"])
def test_bundled_font_is_found_first(weight):
    """Text in the default family is drawn from the bundled file, not from one of the machine."""
    with theme.theme():
        found = findfont(FontProperties(weight=weight))
    assert found.startswith(str(find("fonts")))


def test_fonts_are_registered_once():
    """Charts by the hundred do not make matplotlib's list of fonts longer."""
    with theme.theme():
        fonts = len(fontManager.ttflist)
    with theme.theme():
        assert len(fontManager.ttflist) == fonts


def test_years_differ_in_lightness():
    """In a black and white print the two years are at least 20 steps of lightness apart."""
    assert lightness(theme.BEFORE) - lightness(theme.NOW) >= 20
    assert lightness(theme.TINT) - lightness(theme.NOW) >= 20
    assert lightness(theme.PALE) > lightness(theme.TINT) > 80
    assert lightness(theme.MUTED) < 45
    assert lightness(theme.DOUBT) < 50


def test_printed_names_have_glyphs():
    """The bundled font has every character of the forms, the categories and the agencies."""
    assert theme.missing_glyphs("".join(printed_names())) == set()
    assert theme.missing_glyphs("0123456789.,%▲+−≈<→—–“”年月日件条约缺", bold=True) == set()


def test_rare_place_names_have_glyphs():
    """Characters of place names outside GB 2312 are there: 浉河, 埇桥, 甪直, 硚口, 崀山."""
    assert theme.missing_glyphs("浉埇甪硚崀") == set()


def test_missing_glyphs_are_named():
    """A character that the font lacks is named and drawn as a box; a line break needs no glyph."""
    assert theme.missing_glyphs("申请😀\n\ue000") == {"😀", "\ue000"}
    assert theme.drawable("申请\n😀  件") == "申请 □ 件"


def test_text_width_is_what_matplotlib_draws():
    """A measured width agrees with the drawn text to a point."""
    with theme.theme():
        figure = Figure(figsize=(5, 1), dpi=72)
        text = figure.text(0, 0, "新收申请3525件", size=20)
        drawn = text.get_window_extent(renderer=FigureCanvasAgg(figure).get_renderer()).width
    assert theme.text_width("新收申请3525件", 20) == pytest.approx(drawn, abs=1)


def test_seaborn_draws_chinese_under_the_theme():
    """A seaborn chart with Chinese labels and a minus draws without a warning."""
    import pandas as pd
    import seaborn as sns

    with theme.theme():
        axes = Figure().subplots()
        data = pd.DataFrame({"年度": [2023, 2024], "件数": [-3, 14]})
        sns.barplot(data=data, x="年度", y="件数", errorbar=None, ax=axes)
        axes.figure.draw_without_rendering()
        assert axes.yaxis.label.get_fontfamily()[0] == "sans-serif"


def test_import_is_light():
    """Importing the theme and the charts does not import pyplot or seaborn."""
    code = (
        "import sys, govstats.theme, govstats.charts;"
        "print({'matplotlib.pyplot', 'seaborn'} & set(sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert ran.stdout.strip() == "set()"
