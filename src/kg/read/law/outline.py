"""The outline of provisions as they are met in a text, each closed by the next of its level or a higher one.

Paths are shared: a statute has the same ``제1조제1항`` as all others, so each path is made once per process.
"""

from __future__ import annotations

from typing import Final

from kg.model.legislation import Provision
from kg.model.statute import Component, Level, ProvisionPath

_ADDENDA: Final = int(Level.ADDENDA)
_LAST_HEADING: Final = int(Level.SUBSECTION)
_ARTICLE: Final = int(Level.ARTICLE)
_MOST_NODES: Final = 400_000


class Node:
    """A path and the paths under it."""

    __slots__ = ("below", "path")

    def __init__(self, path: ProvisionPath) -> None:
        self.path = path
        self.below: dict[int, Node] = {}


_components: dict[int, Component] = {}
_root = Node(ProvisionPath())
_nodes = 0


def fresh_root() -> Node:
    """The root all bodies share; a new one when the shared tree has grown past its bound."""
    global _root, _nodes
    if _nodes > _MOST_NODES:
        _root, _nodes = Node(ProvisionPath()), 0
    return _root


def child(node: Node, level: int, number: int, branch: int | None = None) -> Node:
    """The node one step below ``node``; made when it is asked for the first time."""
    key = level << 56 | number << 24 | (branch or 0)
    found = node.below.get(key)
    return found if found is not None else _grow(node, key, level, number, branch)


def _grow(node: Node, key: int, level: int, number: int, branch: int | None) -> Node:
    global _nodes
    component = _components.get(key)
    if component is None:
        component = _components[key] = Component(Level(level), number, branch)
    found = node.below[key] = Node(ProvisionPath((*node.path.components, component)))
    _nodes += 1
    return found


class Open:
    """A provision whose end is not reached yet."""

    __slots__ = (
        "body",
        "deleted",
        "end",
        "heading",
        "level",
        "node",
        "number",
        "own_end",
        "start",
        "variant",
    )

    def __init__(self, node: Node, level: int, number: int, start: int, body: int) -> None:
        self.node, self.level, self.number, self.start, self.body = node, level, number, start, body
        self.heading, self.deleted, self.variant = "", False, 0
        self.own_end = self.end = -1


class Outline:
    """Collects provisions in text order.

    >>> outline = Outline()
    >>> _ = outline.open(Level.ARTICLE, 1, None, 0, 4, 0)
    >>> _ = outline.open(Level.PARAGRAPH, 1, None, 10, 12, 9)
    >>> [(str(p.path), p.own_end, p.end) for p in outline.close(30)]
    [('제1조', 10, 30), ('제1조제1항', 30, 30)]
    """

    __slots__ = ("_all", "_base", "_open", "_root", "_used")

    def __init__(self, root: Node | None = None) -> None:
        self._base = self._root = root or fresh_root()
        self._all: list[Open] = []
        self._open: list[Open] = []
        self._used: dict[Node, int] = {}

    def open(self, level: int, number: int, branch: int | None, start: int, body: int, before: int) -> Open:
        """A provision whose label stands at ``start``; ``before`` is where the text before it ends."""
        stack = self._open
        while stack and stack[-1].level >= level:
            self._shut(stack.pop(), before)
        above = stack[-1] if stack else None
        node = child(self._parent(above, level), level, number, branch)
        if level == _ADDENDA:
            self._root = node
        made = Open(node, level, number, start, body)
        used = self._used.get(node, 0)
        if above is not None:
            if above.own_end < 0:
                above.own_end = start
            made.variant = max(used, above.variant if above.level >= _ARTICLE else 0)
        else:
            made.variant = used
        self._used[node] = made.variant + 1
        stack.append(made)
        self._all.append(made)
        return made

    def _parent(self, above: Open | None, level: int) -> Node:
        if level == _ADDENDA:
            return self._base
        if above is None or level == _ARTICLE or (level > _ARTICLE and above.level <= _LAST_HEADING):
            return self._root
        return above.node

    @staticmethod
    def _shut(made: Open, before: int) -> None:
        # 제3조부터 제5조까지 삭제: three provisions at one place
        made.end = before if before > made.start else made.body
        if made.own_end < 0:
            made.own_end = made.end

    def last(self, level: int) -> int:
        """The number of the open provision of ``level``; 0 when none is open."""
        for made in reversed(self._open):
            if made.level == level:
                return made.number
            if made.level < level:
                break
        return 0

    @property
    def deepest(self) -> int:
        """The level of the innermost open provision; -1 when none is open."""
        return self._open[-1].level if self._open else -1

    def close(self, end: int) -> list[Provision]:
        """All provisions, in order, the open ones closed at ``end``."""
        while self._open:
            self._shut(self._open.pop(), end)
        return [
            Provision(
                made.node.path,
                made.heading,
                made.start,
                min(made.body, made.own_end),
                made.own_end,
                max(made.end, made.own_end),
                made.deleted,
                made.variant,
            )
            for made in self._all
        ]
