from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pandas as pd
import pytest

from govstats.agencies import Agencies, Agency
from govstats.charts import funnel
from govstats.charts.cone import Cone, Dot, Limit, apart
from govstats.errors import InvalidRequestError
from govstats.peers import Peers
from govstats.rates import SHARES
from govstats.standing import Benchmark, benchmark
from govstats.testing import county
from govstats.theme import SMALL


def made(own: tuple[int, int] | None, others: list[tuple[int, int]], *, synthetic=False, **aside):
    """An agency with so many of so many cases among others."""
    register = Agencies([
        Agency(f"a{n}", f"第{n}镇", f"Town {n}", level="township") for n in range(len(others) + 1)
    ])  # fmt: skip
    cases = ([("a0", *own)] if own else []) + [
        (f"a{n}", *both) for n, both in enumerate(others, start=1)
    ]
    rows = [(agency, register[agency].name, p, w, p / w) for agency, p, w in cases]
    table = pd.DataFrame(rows, columns=["agency", "name", "part", "whole", "share"])
    peers = Peers(SHARES[0], 2024, table, **aside)
    members = tuple(entry.agency for entry in register)
    return Benchmark(
        register["a0"], 2024, "granted", {"granted": peers}, members, register, synthetic
    )


ALIKE = [(20, 50), (42, 100), (79, 200), (8, 20), (4, 10), (61, 150), (33, 80), (2, 5), (2, 5)]
"""Bodies that grant about 40%."""


@pytest.mark.parametrize(
    ("own", "zh", "en"),
    [
        ((40, 100), "40.0%，在95%界限以内", "40.0%, inside the 95% limits"),
        ((53, 100), "53.0%，高于95%界限，未超出99.8%界限", "53.0%, above the 95% limits, within"),
        ((2, 100), "2.0%，低于99.8%界限", "2.0%, below the 99.8% limits"),
    ],
)
def test_title_states_where_the_share_lies(own, zh, en):
    """Of 100 at a common share near 40%: 40 is inside, 53 beyond about two, 2 beyond three deviations."""
    assert zh in funnel(made(own, ALIKE), "zh").title
    assert en in funnel(made(own, ALIKE), "en").title


def test_title_rounds_half_up():
    """49 of 400 is 12.25%, which is 12.3%."""
    assert "12.3%" in funnel(made((49, 400), ALIKE), "zh").title


def test_subtitle_note_and_source_say_what_must_be_said():
    """What is shown, the other bodies' number, what the limits allow for, that it is no ranking, whose reports."""
    chart = funnel(made((40, 100), ALIKE), "zh")
    assert "与同级的9家单位2024年数据" in chart.subtitle
    assert "横轴为办结数（件）" in chart.subtitle
    assert "未超出偶然波动，界限未放宽" in chart.note
    assert "不作排名" in chart.note
    assert chart.source == "来源：10家单位2024年政府信息公开工作年度报告"
    assert "no ranking" in funnel(made((40, 100), ALIKE), "en").note


def test_spread_widens_and_is_said():
    """Bodies at 20% and 60% of 100 differ more than by chance, and the note says so with the dispersion."""
    found = made((40, 100), [(20, 100), (60, 100)] * 10)
    assert re.search(r"离散系数\d+\.\d", funnel(found, "zh").note)
    assert found.places["granted"].standing == "inside"


def test_alternative_text_has_the_figures():
    """The alternative text names the common share, the own figures, both limits, and how many lie where."""
    text = funnel(made((2, 100), ALIKE), "zh").alt
    # 253 of 720 is 35.1%
    for said in (
        "10家单位合计35.1%",
        "本单位2.0%（100件中2件）",
        "95%界限",
        "99.8%界限",
        "以内9家",
    ):
        assert said in text
    assert "超出99.8%界限1家" in text


def test_without_a_figure_of_its_own():
    """An agency without cases is not drawn; title says that it has no figure."""
    chart = funnel(made(None, ALIKE, idle=("a0",)), "zh")
    assert chart.title.endswith("本单位没有可用的数字")
    assert chart.picture.own is None
    assert "本单位" not in chart.alt.split("。")[2]


def test_peers_are_dots_and_equal_ones_one_larger_dot():
    """Nine others in eight places: the two with 2 of 5 make one dot of two; the own one is apart."""
    picture = funnel(made((40, 100), ALIKE), "zh").picture
    assert len(picture.dots) == 8
    assert {dot.count for dot in picture.dots if dot.size == 5} == {2}
    assert picture.own == Dot(100.0, 0.4)


def test_simulated_data_says_so_everywhere():
    """Corner and source of simulated data say that it is simulated."""
    chart = funnel(made((40, 100), ALIKE, synthetic=True), "en")
    assert chart.picture.corner == "synthetic data"
    assert "synthetic" in chart.source


def test_told_apart_without_colour():
    """The agency is a diamond and the others rings; outer limits are dashed, and each line has its name."""
    chart = funnel(made((40, 100), ALIKE), "zh")
    names = {limit.name: limit.dashed for limit in chart.picture.limits}
    assert names == {"合计40.4%": False, "95%界限": False, "99.8%界限": True}
    shapes = {a.get_marker() for a in chart.draw().artists if hasattr(a, "get_marker")}
    assert {"o", "D"} <= shapes


def test_same_figures_make_the_same_picture():
    """Equal figures make equal charts, to the byte."""
    assert funnel(made((40, 100), ALIKE), "zh").svg == funnel(made((40, 100), ALIKE), "zh").svg


def test_names_of_lines_never_touch():
    """Names at one height are set a line apart, and none beyond the top."""
    levels = apart([0, 0, 1, 99, 100], 10, 100)
    assert all(b - a >= 10 for a, b in pairwise(levels))
    assert levels[-1] == 100


def test_sizes_far_apart_are_logarithms():
    """Where one body has a thousand times the cases of most, sizes are drawn as logarithms."""
    limit = Limit("合计", ((1, 0.4), (9000, 0.4)))
    few = Cone((Dot(5, 0.4), Dot(8, 0.5)), (limit,), Dot(9, 0.4), "", "", 1.0)
    assert not few.log
    assert replace(few, dots=(*few.dots, Dot(7, 0.2), Dot(9000, 0.4))).log


def test_words_fit_the_page():
    """On a logarithmic and on a linear page no text of the picture leaves it."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.text import Text

    from govstats.theme import theme

    for others in (ALIKE, [*ALIKE, (4000, 9000)]):
        with theme():
            figure = funnel(made((40, 100), others), "zh").draw()
            canvas = FigureCanvasAgg(figure)
            renderer = canvas.get_renderer()
            width, height = canvas.get_width_height()
            for text in (a for a in figure.artists if isinstance(a, Text)):
                box = text.get_window_extent(renderer)
                assert box.x0 >= -1
                assert box.x1 <= width + 1
                assert box.y0 >= -SMALL / 2
                assert box.y1 <= height + 1


def test_too_few_peers_are_refused_with_what_is_allowed():
    """Where fewer than eight agencies have a share, the error names those that can be shown."""
    with pytest.raises(InvalidRequestError, match="none; data of more agencies is needed"):
        benchmark(county(seed=2, towns=5, years=[2024]), "synthetic-town-001", 2024)
