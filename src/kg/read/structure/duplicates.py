"""Page-break artefacts: a run of blocks printed twice. The second print is furniture that names the first."""

from __future__ import annotations

from kg.model.blocks import Block, Heading, ListItem, Para, Span
from kg.text.normal import fold

_LEAST_LETTERS = 60


def find_duplicates(blocks: list[Block]) -> dict[int, Span]:
    """Index of every repeated block → source of the block it repeats.

    Only within one section: a motion annexed to a report, or another chapter, repeats the same words by
    right. A run counts when it is quoted law that stands out of its sequence (subparagraph 1 after 9), or
    when it follows the first print at once; and only from 60 letters on.
    """
    found: dict[int, Span] = {}
    for section in _sections(blocks):
        keys = [_key(blocks[index]) for index in section]
        seen: dict[str, list[int]] = {}
        at = 0
        while at < len(section):
            run, first = _longest_run(keys, at, seen.get(keys[at], []))
            if run and _is_artefact(blocks, section, at, first, run):
                for step in range(run):
                    found[section[at + step]] = blocks[section[first + step]].source
                at += run
                continue
            if keys[at]:
                seen.setdefault(keys[at], []).append(at)
            at += 1
    return found


def _sections(blocks: list[Block]) -> list[list[int]]:
    sections: dict[str, list[int]] = {}
    for index, block in enumerate(blocks):
        sections.setdefault(block.part, []).append(index)
    return list(sections.values())


def _key(block: Block) -> str:
    if isinstance(block, ListItem):
        return fold(block.marker + " " + block.passage.text)
    return fold(block.passage.text) if isinstance(block, Para) else ""


def _longest_run(keys: list[str], at: int, starts: list[int]) -> tuple[int, int]:
    best, first = 0, 0
    for start in starts[-8:]:
        run = 0
        while (
            start + run < at
            and at + run < len(keys)
            and keys[at + run]
            and keys[start + run] == keys[at + run]
        ):
            run += 1
        if run > best:
            best, first = run, start
    return best, first


def _is_artefact(blocks: list[Block], section: list[int], at: int, first: int, run: int) -> bool:
    again = [blocks[section[at + step]] for step in range(run)]
    letters = sum(len(_key(block)) for block in again)
    if letters < _LEAST_LETTERS:
        return False
    if all(getattr(block, "quoted", False) for block in again):
        return _out_of_sequence(blocks[section[at - 1]], again[0])
    return first + run == at and (run > 1 or letters >= 2 * _LEAST_LETTERS)


def _out_of_sequence(before: Block, block: Block) -> bool:
    """Whether a quoted provision does not follow from the block before it (a bullet or title announces a
    new one)."""
    if isinstance(before, Heading) or not getattr(before, "quoted", False):
        return False
    if isinstance(before, ListItem) and isinstance(block, ListItem):
        return not (_number(before) and _number(block) == _number(before) + 1)
    return True


def _number(item: ListItem) -> int:
    digits = item.marker.rstrip(".")
    return int(digits) if digits.isdigit() else 0
