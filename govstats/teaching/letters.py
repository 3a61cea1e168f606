"""Twenty reply letters, all invented, each of which belongs to one row of table three."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from govstats.display import Fragment
from govstats.display.fragment import tag
from govstats.forms import load_form, regulations
from govstats.teaching.exercises import FOLDER, Choice, Exercise, Said, said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from govstats.forms import Block

EDITION, YEAR = "2021", 2024
"""The form that the letters are booked in, and the year of the letters."""

_HAN = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九")
_TITLES = {"zh": "政府信息公开申请答复书", "en": "Reply to a request for government information"}
_REMEDY = {
    "zh": "如对本答复不服，可以自收到本答复之日起六十日内向云崖县人民政府申请行政复议。",
    "en": "If you disagree with this reply, you may apply to the Yunya County People's Government for administrative reconsideration within sixty days of receiving it.",
}
_FIRST = {
    "zh": "如对本决定不服，应当自收到本答复之日起六十日内先向云崖县人民政府申请行政复议；对复议决定仍不服的，可以依法提起行政诉讼。",
    "en": "If you disagree with this decision, apply first to the Yunya County People's Government for administrative reconsideration, within sixty days of receiving it; against the decision on that you may bring a suit as the law provides.",
}
"""Since 2024 a refusal goes to reconsideration before it goes to court (行政复议法 Article 23), and has to say so."""
_REFUSALS = (14, 15, 16)
"""The articles of the 政府信息公开条例 on which information is withheld."""

_INVENTED = {"zh": "虚构的信件", "en": "Invented letter"}
_QUESTION = Said(
    "这件申请应当登记在表三的哪一行？", "In which row of table three does this request belong?"
)
_SAME_GROUP = Said(
    "大类对了，行不对：请再读一遍，这封信给出的理由究竟是什么。",
    "The group is right, the row is not: read again which reason the letter gives.",
)
_SAME_ARTICLE = Said(
    "这一条确实可以归到您选的行，但同一条还对应别的行：请看信里写的事实。",
    "The article can lead to the row that you chose, but it leads to others too: look at the facts.",
)
_ELSEWHERE = Said(
    "先看这封信怎么处理的：给了、给了一部分、决定不给、给不出来，还是不作为申请处理？再看它依据的是哪一条。",
    "First see what the letter does: gives, gives in part, refuses, cannot give, or does not treat it as a request? Then see on which article it rests.",
)


@dataclass(frozen=True, slots=True)
class Letter:
    """A reply letter: who writes, what it says, on which article it rests; not in which row it goes.

    `paragraph` is the 款, `item` the 项 of the article of the 政府信息公开条例; 0 where none is named.
    """

    id: str
    agency: Said
    number: str
    day: Said
    body: Said
    article: int
    paragraph: int
    item: int
    hint: Said
    digest: str

    @property
    def rows(self) -> tuple[str, ...]:
        """The rows to which the article leads (`forms/law.toml`)."""
        law = regulations(YEAR, EDITION)
        return law.rows(self.article, self.paragraph, self.item) if law else ()

    def citation(self, lang: str) -> str:
        """Return the article as it is cited: 《条例》第三十六条第（四）项, Article 36(4)."""
        part = self.paragraph or self.item
        if lang == "en":
            return f"Article {self.article}{f'({part})' if part else ''} of the Regulations"
        named = f"第{_HAN[part]}款" if self.paragraph else f"第（{_HAN[part]}）项" if part else ""
        tens, ones = divmod(self.article, 10)
        return f"《条例》第{_HAN[tens] if tens > 1 else ''}十{_HAN[ones]}条{named}"

    def show(self, lang: str) -> Fragment:
        """Return the letter as it would be sent, marked as invented."""
        remedy = _FIRST if self.article in _REFUSALS else _REMEDY
        paragraphs = [*self.body.get(lang).split("\n"), remedy[lang]]
        indent = "text-indent:2em;margin:.4em 0" if lang == "zh" else "margin:.4em 0"
        html = Markup("").join([
            tag("small", f"{_INVENTED[lang]} {self.id}"),
            tag("h4", _TITLES[lang], style="text-align:center;margin:.2em 0"),
            tag("p", self.number if lang == "zh" else "", style="text-align:center;margin:.2em 0"),
            tag("p", "申请人：" if lang == "zh" else "Dear applicant,", style="margin:.4em 0"),
            *(tag("p", text, style=indent) for text in paragraphs),
            tag("p", Markup("{}<br>{}").format(self.agency.get(lang), self.day.get(lang)), style="text-align:right;margin:.4em 0"),
        ])  # fmt: skip
        frame = "border:1px solid #8fa8bc;padding:.6em 1.2em;max-width:42rem;margin:.5em 0"
        return Fragment(tag("div", html, style=frame), self.body.get(lang))


@cache
def letters() -> tuple[Letter, ...]:
    """Return the letters in the order of the course."""
    raw = tomllib.loads((FOLDER / "letters.toml").read_text("utf-8"))
    return tuple(_letter(n, entry) for n, entry in enumerate(raw["letters"], 1))


def letter(number: str) -> Letter:
    """Return a letter by the number of its exercise, 1.1 to 1.20."""
    return next(each for each in letters() if each.id == number)


def as_exercise(its: Letter) -> Exercise:
    """Return the question to which row of table three a letter belongs."""
    zh, en = its.citation("zh"), its.citation("en")
    return Exercise(
        id=its.id,
        kind="choice",
        question=_QUESTION,
        right=Said(f"依据是{zh}。", f"It rests on {en}."),
        hints=(its.hint,),
        choices=_rows(),
        digests={"": its.digest},
    )


def letter_hint(number: str, chosen: str, right: str) -> Said:
    """Return the first hint for a wrong row: how far it is from the right one, without naming that."""
    if _group(chosen) and _group(chosen) == _group(right):
        return _SAME_GROUP
    if chosen in letter(number).rows:
        return _SAME_ARTICLE
    return _ELSEWHERE


def _table() -> Block:
    return load_form(EDITION).block("requests")


@cache
def _rows() -> tuple[Choice, ...]:
    """Return the rows in which a request can be booked when it is concluded."""
    block = _table()
    found = []
    for row in block.rows:
        if row.number.endswith("、") or row.code == "requests.outcomes":
            continue
        group = block.group_of(row)
        zh, en = row.printed, row.label_en
        if group:
            zh, en = f"{group.printed} · {zh}", f"{group.label_en}: {en}"
        found.append(Choice(row.code, Said(zh, en)))
    return tuple(found)


def _group(code: str) -> str:
    parts = code.rpartition(".")[0]
    return "" if parts == "requests" else parts


def _letter(n: int, raw: Mapping[str, Any]) -> Letter:
    return Letter(
        id=f"1.{n}",
        agency=said(raw["agency"]),
        number=raw["number"],
        day=said(raw["day"]),
        body=Said(raw["zh"].strip(), raw["en"].strip()),
        article=raw["article"],
        paragraph=raw.get("paragraph", 0),
        item=raw.get("item", 0),
        hint=said(raw["hint"]),
        digest=raw["digest"],
    )
