"""The texts of a page that have the colour of their ground: white on white, or no colour at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govstats.documents.html_styles import classes_alone, last_names, rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

_MAYBE_WHITE = (
    "[style*='fff' i],[style*='white' i],[style*='255' i],[style*='transparent' i]"
    ",font[color*='fff' i],font[color='white' i]"
)
_COLOUR = re.compile(r"(?<![\w-])color\s*:\s*([^;!]+)", re.IGNORECASE)
_GROUND = re.compile(r"(?<![\w-])background(?:-color|-image)?\s*:\s*([^;!]+)", re.IGNORECASE)
_WHITE = re.compile(
    r"(?:white|#f{3,4}|#f[c-f]f[c-f]f[c-f](?:ff)?|rgba?\((?:\s*25[2-5]\s*,){2}\s*25[2-5]\s*(?:,\s*1(?:\.0*)?\s*)?\))",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"(?:transparent|none|initial|unset|inherit|auto|rgba\([^()]*,\s*0(?:\.0*)?\s*\))",
    re.IGNORECASE,
)
_WHITE_TEXT = re.compile(
    r"(?<![\w-])color\s*:\s*(?:white|transparent|rgba?\(|#f[c-f]?f)", re.IGNORECASE
)
_CLEAR = re.compile(r"(?:transparent|rgba\([^()]*,\s*0(?:\.0*)?\s*\))", re.IGNORECASE)
_HAN = re.compile(r"[\u3400-\u9fff]")
_SET = re.compile(r"color\s*[:=]\s*[\"']?\s*(?:#f|wh|rgb|tr)", re.IGNORECASE)
_NAMED = [re.compile(name) for name in ("color", "COLOR", "Color")]
_LINK = "blue"
_PLAIN = {"b", "strong", "i", "em", "u", "span", "font", "o:p"}
_INHERITED = ("inherit", "initial", "unset")


def drop_colourless(root: LexborNode, source: str) -> None:
    """Take out of a page the pieces of text that are white on white or on nothing, or transparent.

    White text is seen where an element around it, or any rule of a style sheet that may hold for
    one, gives it another ground. Where style sheets are kept elsewhere, words may stand on what
    these give, as white heads do; only figures are taken for unseen.
    """
    if not _may_have_pale(source):
        return
    white = {
        name
        for selectors, declarations in rules(root, _WHITE_TEXT, ("color",))
        if _is_pale(_last(_COLOUR, declarations))
        for name in classes_alone(selectors)
    }
    where = "".join(f",[class~='{name}']" for name in sorted(white))
    nodes = root.css(_MAYBE_WHITE + where)
    sheets = _sheet_colours(root) if nodes else {}
    nodes = [node for node in nodes if _is_pale(_own(node, sheets))]
    if not nodes:
        return
    grounds = {
        name
        for selectors, declarations in rules(root, _GROUND, ("background",))
        if not _is_paper(_last(_GROUND, declarations))
        for name in last_names(selectors)
    }
    elsewhere = root.css_first("link[rel='stylesheet' i]") is not None
    found: dict[int, LexborNode] = {}
    for node in nodes:
        for text in _texts(node, sheets, elsewhere=elsewhere):
            said = text.text_content or ""
            if said.strip() and not (elsewhere and _HAN.search(said)):
                clear = _CLEAR.fullmatch(_own(node, sheets))
                if clear or not _has_ground(text, grounds):
                    found[text.mem_id] = text
    for text in found.values():
        text.decompose()


def _may_have_pale(source: str) -> bool:
    """Say whether a page's source sets a text colour that may be pale, at the cost of a search."""
    return any(
        source[at - 1] != "-" and _SET.match(source, at)
        for name in _NAMED
        for found in name.finditer(source)
        if (at := found.start())
    )


def _last(what: re.Pattern[str], declarations: str) -> str:
    """Return the last value that declarations set, which is the one that holds."""
    found = what.findall(declarations)
    return found[-1].strip() if found else ""


def _sheet_colours(root: LexborNode) -> dict[str, str]:
    """Return the colours that style sheets set by the last name of their selectors.

    A pale one only where no other rule may set another.
    """
    found: dict[str, str] = {}
    for selectors, declarations in rules(root, _COLOUR, ("color",)):
        colour = _last(_COLOUR, declarations)
        for name in last_names(selectors):
            if _is_pale(found.get(name, "white")):
                found[name] = colour
    return found


def _own(node: LexborNode, sheets: dict[str, str]) -> str:
    """Return the colour that an element has by itself, nothing where it has that around it."""
    given = node.attributes
    own = _last(_COLOUR, given.get("style") or "")
    if not own and node.tag == "font":
        own = (given.get("color") or "").strip()
    if not own and sheets:
        names = [node.tag or "", f"#{given.get('id')}"]
        names += [f".{name}" for name in (given.get("class") or "").split()]
        colours = [sheets[name] for name in names if name in sheets]
        own = next((colour for colour in colours if not _is_pale(colour)), "".join(colours[-1:]))
    if not own and node.tag == "a" and "href" in given:
        return _LINK
    return "" if own.lower() in _INHERITED else own


def _is_pale(colour: str) -> bool:
    return bool(_WHITE.fullmatch(colour) or _CLEAR.fullmatch(colour))


def _is_paper(ground: str) -> bool:
    """Say whether a ground is white or lets the one behind it be seen."""
    return all(_WHITE.fullmatch(part) or _NOTHING.fullmatch(part) for part in _parts(ground))


def _parts(ground: str) -> list[str]:
    """Return the parts of a shorthand that could paint: no positions and repetitions."""
    bare = re.sub(r"\s*,\s*", ",", ground)
    idle = re.compile(
        r"[\d.%]+(?:px|em|pt)?|no-repeat|repeat(?:-[xy])?|scroll|center|left|top|right|bottom|0"
    )
    return [part for part in bare.split() if not idle.fullmatch(part)]


def _texts(node: LexborNode, sheets: dict[str, str], *, elsewhere: bool) -> Iterator[LexborNode]:
    """Yield the pieces of text that have their colour from an element, not from one inside it.

    With style sheets elsewhere, elements that these may colour are not looked into.
    """
    stack = [node]
    while stack:
        part = stack.pop()
        for child in part.iter(include_text=True):
            if child.tag == "-text":
                yield child
            elif not _own(child, sheets) and not (
                elsewhere and (child.tag not in _PLAIN or "class" in child.attributes)
            ):
                stack.append(child)


def _has_ground(node: LexborNode, grounds: set[str]) -> bool:
    """Say whether text may stand on another ground than paper."""
    around = node.parent
    while around is not None:
        given = around.attributes or {}
        style = _last(_GROUND, given.get("style") or "") or (given.get("bgcolor") or "").strip()
        if given.get("background"):
            return True
        if style:
            if not _is_paper(style):
                return True
            if not all(_NOTHING.fullmatch(part) for part in _parts(style)):
                return False
        elif grounds:
            names = {around.tag or "", f"#{given.get('id')}"}
            names.update(f".{name}" for name in (given.get("class") or "").split())
            if not names.isdisjoint(grounds):
                return True
        around = around.parent
    return False
