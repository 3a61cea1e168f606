"""The elements of a page that nobody sees: hidden or struck out, by tag, by attribute, by class."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govstats.documents.html_styles import classes_alone, rules
from govstats.documents.html_tables import INLINE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from selectolax.lexbor import LexborNode

_SKIPPED = {
    "script", "style", "noscript", "template", "head", "iframe", "object", "svg", "select",
    "sup", "s", "del", "strike", "rt", "rp",
}  # fmt: skip
"""What no reader sees, footnote marks, text that was struck out, and how characters are read."""
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all"
    r"|text-decoration[^;]*line-through|vertical-align\s*:\s*super"
    r"|(?:(?<![\w-])left|text-indent)\s*:\s*-\d{4,}",
    re.IGNORECASE,
)
_HIDING = ("none", "hid", "collapse", "line-through", "super", "left", "indent")
"""What a style that hides has in it."""
_NO_SIZE = re.compile(r"font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|!|$)", re.IGNORECASE)
_MAYBE_UNSEEN = ",".join(sorted(_SKIPPED)) + (
    ",[hidden],[style*='none' i],[style*='hid' i],[style*='collapse' i]"
    ",[style*='line-through' i],[style*='super' i],[style*='font-size' i]"
    ",[style*='left' i],[style*='indent' i]"
)
_MOST, _WORTH = 0.8, 200
"""The share of a page's text that is not hidden but shown by a script, and what is worth counting."""


def unseen(root: LexborNode) -> tuple[set[int], set[int]]:
    """Return the elements of a page that nobody sees, and all elements around them.

    What holds nearly all of the page is not hidden: a script shows it when it is there.
    """
    found = {node.mem_id: node for node in root.css(_MAYBE_UNSEEN) if _is_unseen(node)}
    found |= {node.mem_id: node for node in _by_class(root)}
    for node in _holding_most(root, found.values()):
        del found[node.mem_id]
    around: set[int] = set()
    for node in found.values():
        parent = node.parent
        while parent is not None and parent.mem_id not in around:
            around.add(parent.mem_id)
            parent = parent.parent
    return set(found), around


def _is_unseen(node: LexborNode) -> bool:
    if node.tag in _SKIPPED or "hidden" in node.attributes:
        return True
    style = node.attributes.get("style") or ""
    return bool(_HIDDEN.search(style) or (_NO_SIZE.search(style) and _is_inline(node)))


def _holding_most(root: LexborNode, hidden: Iterable[LexborNode]) -> list[LexborNode]:
    large = [
        (node, size)
        for node in hidden
        if node.tag not in _SKIPPED and (size := _size(node)) >= _WORTH
    ]
    body = root.css_first("body") if large else None
    if body is None:
        return []
    skipped = sum(_size(node) for node in body.css(",".join(_SKIPPED)))
    whole = _size(body) - skipped
    return [node for node, size in large if size >= _MOST * whole]


def _size(node: LexborNode) -> int:
    return len(node.text().strip())


def _is_inline(node: LexborNode) -> bool:
    """Say whether an element is a piece of a line that holds no other."""
    return node.tag in INLINE and next(node.iter(), None) is None


def _by_class(root: LexborNode) -> Iterator[LexborNode]:
    """Yield the pieces of lines whose class a page's own style sheet hides or strikes out.

    Of larger elements the class may hide what a click shows.
    """
    names = {
        name for selectors, _ in rules(root, _HIDDEN, _HIDING) for name in classes_alone(selectors)
    }
    if names:
        for node in root.css("[class]"):
            own = (node.attributes.get("class") or "").split()
            if not names.isdisjoint(own) and node.tag in INLINE:
                yield node
