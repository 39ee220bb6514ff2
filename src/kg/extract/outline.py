"""The outline of a paper: every line under the line it belongs to, told from the markers themselves.

Heading levels in papers are inconsistent (``## Ⅱ.``, ``### Ⅲ.``, ``Ⅳ.`` as a plain line), so nesting is
read from the kind of marker: a marker seen before on the way up closes everything opened since; a new one
opens a deeper level.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.extract.labels import read_label
from kg.model.blocks import EMPTY, Block, Document, Figure, Heading, ListItem, Passage, Table, mark_of

_BULLET_FOLD = {
    "◦": "○",
    "ㅇ": "○",
    "❍": "○",
    "O": "○",
    "o": "○",
    "◯": "○",
    "〇": "○",
    "▷": "▶",
    "–": "-",
    "—": "-",
}
_MARKER_RANKS = (
    ("roman", r"[Ⅰ-Ⅻ]\.?|[IVX]{1,4}\."),
    ("number.", r"\d{1,2}\."),
    ("hangul.", r"[가-힣]\."),
    ("number)", r"\d{1,2}\)"),
    ("hangul)", r"[가-힣]\)"),
    ("(number)", r"\(\d{1,2}\)"),
    ("(hangul)", r"\([가-힣]\)"),
    ("circled", r"[①-⑳]"),
    ("circled-hangul", r"[㉮-㉻]"),
    ("number", r"\d{1,2}"),
    ("article", r"제\d+조(?:의\d+)?"),
)
_LETTERS = "가나다라마바사아자차카타파하"
_RANKS = tuple((rank, re.compile(pattern)) for rank, pattern in _MARKER_RANKS)


@dataclass(frozen=True, slots=True)
class Node:
    """One block in the outline. ``parent`` is the index of the node it lies under, -1 at the top of its
    paper.
    """

    index: int
    block: Block
    passage: Passage
    rank: str
    parent: int

    @property
    def part(self) -> str:
        """Path of the document part the block stands in."""
        return self.block.part

    @property
    def paper(self) -> str:
        """Path of the document in the file."""
        return self.block.part.split("/", 1)[0]

    @property
    def text(self) -> str:
        """The visible text, white space at the ends left out."""
        return self.passage.text.strip()

    @property
    def table(self) -> Table | None:
        """The block as a table, if it is one."""
        return self.block if isinstance(self.block, Table) else None

    @property
    def quoted(self) -> bool:
        """Whether the block reproduces the text of a statute."""
        return bool(getattr(self.block, "quoted", False))

    @property
    def bullet(self) -> bool:
        """Whether the line has a bullet (``-``, ``○``) rather than a number or none."""
        return self.rank.startswith("•")


@dataclass(frozen=True, slots=True)
class Outline:
    """All nodes of a document, in order, with the way up and down."""

    document: Document
    nodes: tuple[Node, ...]
    _below: dict[int, list[int]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Node]:
        return iter(self.nodes)

    def children(self, node: Node) -> tuple[Node, ...]:
        """The nodes directly under *node*."""
        return tuple(self.nodes[i] for i in self._below.get(node.index, ()))

    def descendants(self, node: Node) -> Iterator[Node]:
        """Everything under *node*, in order."""
        for child in self.children(node):
            yield child
            yield from self.descendants(child)

    def ancestors(self, node: Node) -> Iterator[Node]:
        """The way up from *node*, nearest first."""
        while node.parent >= 0:
            node = self.nodes[node.parent]
            yield node

    def above(self, node: Node) -> str:
        """The words of every line *node* lies under, nearest first, the paper's title left out."""
        return "\n".join(a.text for a in self.ancestors(node) if a.rank != "title")

    def top(self, node: Node) -> Node:
        """The outermost node *node* lies under, below the title of its paper (*node* itself when there is
        none).
        """
        found = node
        for ancestor in self.ancestors(node):
            if ancestor.rank != "title":
                found = ancestor
        return found

    def paper_kind(self, node: Node) -> str:
        """Kind of the document in the file the node belongs to (``review_report``, ``motion`` …)."""
        return self.document.paper_of(node.part).kind


def rank_of(block: Block, text: str) -> str:
    """The kind of marker a block opens with; ``""`` for none.

    The printed marker decides; a heading without one ranks by its level.
    """
    marker = _marker(block, text)
    if marker:
        for rank, pattern in _RANKS:
            if pattern.fullmatch(marker):
                return rank
        level = block.level if isinstance(block, ListItem) else 0
        return f"•{_BULLET_FOLD.get(marker[0], marker[0])}{level}"
    return f"heading{block.level}" if isinstance(block, Heading) else ""


def _marker(block: Block, text: str) -> str:
    mark = mark_of(block)
    if mark is not None:
        printed = mark.of(text).strip().strip("*#").strip()
        if printed:
            # A Markdown bullet before a numbered line (``- 가. …``) only indents it.
            return re.sub(r"^[-*+]\s+(?=\S)", "", printed)
    if isinstance(block, ListItem):
        return block.marker.strip()
    return block.number if isinstance(block, Heading) else ""


def build_outline(document: Document) -> Outline:
    """The outline of a document: one node per block."""
    nodes: list[Node] = []
    below: dict[int, list[int]] = {}
    stack: list[Node] = []
    for index, block in enumerate(document.blocks):
        if stack and stack[0].paper != block.part.split("/", 1)[0]:
            stack.clear()
        rank = _rank_in(block, document, stack)
        quoted = getattr(block, "quoted", False)  # law's own numbering opens and closes nothing of the paper
        if not quoted:
            _close(stack, rank, block, document.text)
        parent = _parent(stack, rank)
        node = Node(index, block, _passage(block), rank, parent)
        nodes.append(node)
        below.setdefault(parent, []).append(index)
        if rank and not quoted and not isinstance(block, Table):
            stack.append(node)
    return Outline(document, tuple(nodes), below)


def _passage(block: Block) -> Passage:
    if isinstance(block, Table):
        return block.caption or EMPTY
    return block.caption if isinstance(block, Figure) else block.passage


def _rank_in(block: Block, document: Document, stack: list[Node]) -> str:
    if not stack and isinstance(block, Heading) and block.level == 1:
        return "title"
    rank = rank_of(block, document.text)
    if not rank and not isinstance(block, Table) and _opens(_passage(block).text):
        return "label"
    return rank


def _opens(text: str) -> bool:
    """Whether a line without a marker is nothing but a label, so that what follows belongs to it."""
    bare = text.strip().rstrip(":： ")
    return len(bare) <= 24 and read_label(bare) is not None


def _close(stack: list[Node], rank: str, block: Block, text: str) -> None:
    """Take off *stack* what a line of this rank ends."""
    if isinstance(block, Heading) or rank in ("roman", "number."):
        _close_bullets(stack, every=isinstance(block, Heading))
    if rank.startswith("heading") and isinstance(block, Heading):
        while stack and not _higher(stack[-1], block.level):
            stack.pop()
    elif rank == "label":
        while stack and (stack[-1].bullet or stack[-1].rank == "label"):
            stack.pop()
    elif rank and any(node.rank == rank for node in stack):
        sibling = _sibling(stack, rank, block, text)
        while sibling is not None and stack.pop() is not sibling:
            pass
    elif rank == "roman":
        while stack and stack[-1].rank != "title":
            stack.pop()


def _close_bullets(stack: list[Node], *, every: bool) -> None:
    """A heading lies under no bullet, a numbered section under none of the cover's (``○ 의안번호 : 12``)."""
    while stack and stack[-1].bullet:
        outer = stack[-2] if len(stack) > 1 else None
        if not every and outer is not None and outer.rank != "title":
            return
        stack.pop()


def _sibling(stack: list[Node], rank: str, block: Block, text: str) -> Node | None:
    """The open line a new one of the same rank follows: the one numbered just before it, else the nearest.

    A list that begins anew at 1 while its rank is open above (``2. 주요내용 … 1. …``) follows none: it nests.
    """
    same = [node for node in reversed(stack) if node.rank == rank]
    number = _ordinal(_marker(block, text))
    if number is None:
        return same[0]
    before = next((n for n in same if _ordinal(_marker(n.block, text)) == number - 1), None)
    inside = not isinstance(block, Heading) or block.part.startswith(f"{stack[-1].part}/")
    if before is None and number == 1 and inside:
        return None
    return before or same[0]


def _ordinal(marker: str) -> int | None:
    """The number a marker counts: ``3.`` and ``다.`` are 3.

    >>> _ordinal("3."), _ordinal("다)"), _ordinal("②"), _ordinal("-")
    (3, 3, 2, None)
    """
    core = marker.strip("().")
    if core.isdigit() and core.isascii():
        return int(core)
    if len(core) == 1 and core in _LETTERS:
        return _LETTERS.index(core) + 1
    if len(core) == 1 and "①" <= core <= "⑳":
        return ord(core) - ord("①") + 1
    return None


def _higher(node: Node, level: int) -> bool:
    return node.rank == "title" or (isinstance(node.block, Heading) and node.block.level < level)


def _parent(stack: list[Node], rank: str) -> int:
    if rank:
        return stack[-1].index if stack else -1
    for node in reversed(stack):
        if not node.bullet:
            return node.index
    return -1
