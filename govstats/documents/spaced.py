"""Lines of text that only spaces divide: labels and values, and the true columns they stand in."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from govstats.documents.characters import squeeze
from govstats.documents.model import GridCell, Place

_VALUE = re.compile(
    r"(?:[+\-−]|增加?|减少?)?[\d,.]*\d(?:\(?(?:件|条|份|个|项|宗|篇|次|元|万元|亿元)\)?)?"
    r"|[/—–\\\-]+|不适用|无"
)
_PLAIN = re.compile(r"[+\-−]?[\d,.]*\d|[/—\-]")
_HEADING = re.compile(r"[一二三四五六七八九十]+、")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]?")
_SENTENCE = re.compile(r"[，。；：;:]")
_ENDS_LABEL = re.compile(r"[^\d.,、+\-—/%）)]$|[\u4e00-\u9fff”）)]$")
_WORD, _PHRASE = re.compile(r"\S+"), re.compile(r"\S+(?: \S+)*")
_FEWEST, _TWO = 3, 2
_LONGEST_NAME = 48


@dataclass(frozen=True, slots=True)
class Token:
    """A run of characters and where it begins and ends, in the width of half-width characters."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SpacedLine:
    """A line divided by spaces. One that has names only, as in a header, has no values."""

    number: int
    labels: tuple[Token, ...]
    values: tuple[Token, ...] = ()

    @property
    def tokens(self) -> list[Token]:
        """All tokens from left to right."""
        return sorted((*self.labels, *self.values), key=lambda token: token.start)


def divide(line: str, number: int) -> SpacedLine | None:
    """Return a line as a label with values before or behind it, or as three values and more.

    None for prose, and where a label is no label: it ends in a number or holds a sentence.
    """
    words = list(_WORD.finditer(line))
    marks = [bool(_VALUE.fullmatch(squeeze(word.group()))) for word in words]
    behind = next((n for n, mark in enumerate(reversed(marks)) if not mark), len(marks))
    before = next((n for n, mark in enumerate(marks) if not mark), len(marks))
    if behind:
        at = words[-behind].start()
        values, labels = _tokens(_WORD, line, at), _tokens(_PHRASE, line, 0, at)
    elif before >= _FEWEST:
        at = words[before - 1].end()
        values, labels = _tokens(_WORD, line, 0, at), _tokens(_PHRASE, line, at)
    else:
        return None
    if not labels and len(values) < _FEWEST:
        return None
    if len(values) == 1 and not _is_sure(values[0], labels[-1]):
        return None
    text = _BRACKETS.sub("", "".join(label.text for label in labels))
    if labels and (_SENTENCE.search(text) or not _ENDS_LABEL.search(labels[-1].text)):
        return None
    return SpacedLine(number, tuple(labels), tuple(values))


def _is_sure(value: Token, label: Token) -> bool:
    """Say whether a line's only value is one: a sentence may end in 12件, a heading in 无."""
    apart = value.start - label.end >= _TWO and not _HEADING.match(label.text)
    return apart or bool(_PLAIN.fullmatch(squeeze(value.text)))


def names(line: str, number: int) -> SpacedLine | None:
    """Return a line that may be a header: several short names and nothing else."""
    phrases = _tokens(_PHRASE, line)
    found = phrases if len(phrases) >= _TWO else _tokens(_WORD, line)
    bare = [_BRACKETS.sub("", token.text) for token in found]
    if len(found) < _TWO or any(_SENTENCE.search(text) for text in bare):
        return None
    if any(
        token.end - token.start > _LONGEST_NAME and text
        for token, text in zip(found, bare, strict=True)
    ):
        return None
    return SpacedLine(number, tuple(found))


def in_columns(lines: list[SpacedLine]) -> list[GridCell] | None:
    """Return the cells of lines whose values stand in true columns, blanks where a line has none.

    Values have to stand under values, two spaces and more apart, never two in one column. Labels of
    different lengths before them prove it, or a header with one name over each column. Otherwise
    None: then a value more or less moves all behind it.
    """
    data = [line for line in lines if line.values]
    columns = _merged([(v.start, v.end) for line in data for v in line.values])
    for line in data:
        places = [_over(value, columns)[0] for value in line.values]
        pairs = zip(line.values, line.values[1:], strict=False)
        if len(set(places)) < len(places) or any(b.start - a.end < _TWO for a, b in pairs):
            return None
    if not _under_names(lines, columns) and not _behind_labels(data, columns):
        return None
    return _cells(lines, columns)


def _under_names(lines: list[SpacedLine], columns: list[tuple[int, int]]) -> bool:
    """Say whether the lowest name over each column stands over no other.

    Names that one space divides stand where the ones before them end, over nothing.
    """
    lowest: dict[int, Token] = {}
    for line in lines:
        pairs = zip(line.labels, line.labels[1:], strict=False)
        apart = all(b.start - a.end >= _TWO for a, b in pairs)
        for name in line.labels if apart and not line.values else ():
            lowest |= dict.fromkeys(_over(name, columns), name)
    own = {id(name) for name in lowest.values() if len(_over(name, columns)) == 1}
    return len(own) == len(columns) > 1


def _behind_labels(data: list[SpacedLine], columns: list[tuple[int, int]]) -> bool:
    """Say whether columns keep their places behind labels of different lengths.

    Each of them has a value in half of the lines, or all of them have one in some line. Values one
    space behind their labels stand where the labels end, not in columns.
    """
    named = [line for line in data if line.labels]
    apart = sum(line.values[0].start - line.labels[-1].end >= _TWO for line in named)
    if len({line.labels[-1].end for line in named}) < _TWO or apart * _TWO < len(named):
        return False
    used = [sum(bool(_over(v, [c])) for line in data for v in line.values) for c in columns]
    return len(columns) == max(len(line.values) for line in data) or min(used) * _TWO >= len(data)


def _cells(lines: list[SpacedLine], columns: list[tuple[int, int]]) -> list[GridCell]:
    """Put labels left of the columns or right of them, and names over those that they cover."""
    labels = _merged([(t.start, t.end) for line in lines if line.values for t in line.labels])
    for line in reversed(lines):
        for name in () if line.values else line.labels:
            if not _over(name, columns) and not _over(name, labels):
                columns = sorted([*columns, (name.start, name.end)])
    first = columns[0][0]
    zone = max(sum(token.end <= first for token in line.labels) for line in lines)
    cells: list[GridCell] = []
    for row, line in enumerate(lines):
        place = Place(line=line.number)
        at = {_over(value, columns)[0]: value.text for value in line.values}
        blanks = range(len(columns)) if line.values else ()
        cells += [GridCell(at.get(n, ""), row, zone + n, place) for n in blanks]
        before, behind = 0, zone + len(columns)
        for token in line.labels:
            over = _over(token, columns)
            if over:
                cells.append(GridCell(token.text, row, zone + over[0], place, 1, len(over)))
            elif token.end <= first:
                cells.append(GridCell(token.text, row, before, place))
                before += 1
            else:
                cells.append(GridCell(token.text, row, behind, place))
                behind += 1
    return cells


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans with those that overlap made one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _over(token: Token, columns: list[tuple[int, int]]) -> list[int]:
    return [n for n, (start, end) in enumerate(columns) if token.start < end and start < token.end]


def _tokens(
    pattern: re.Pattern[str], line: str, begin: int = 0, end: int | None = None
) -> list[Token]:
    found, position, offset = [], 0, 0
    for match in pattern.finditer(line, begin, len(line) if end is None else end):
        offset += _width(line[position : match.start()])
        after = offset + _width(match.group())
        found.append(Token(match.group(), offset, after))
        position, offset = match.end(), after
    return found


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
