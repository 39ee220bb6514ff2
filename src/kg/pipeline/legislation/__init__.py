"""The law part of a dataset: files of legislation → sorted N-Quads → the ground all versions stand on.

::

    DIR/law/  parts.jsonl       what has been finished, one line per instrument
              nquads/           one sorted N-Quads file per instrument, named by its content
              texts/            {document}.z: the text spans index, compressed
              sources/          {document}.z: files whose text is not the file itself
              ground-{digest}/  store/ (Oxigraph); parts.jsonl and base: what is in it

An instrument that did not change since the last build costs a hash; a changed one the difference between its
two N-Quads files. A build that is stopped at any moment goes on where it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from kg.errors import Place, StoreError, UsageError
from kg.ids import Ids
from kg.legislation import default_register
from kg.pipeline.legislation.files import LawFile, opened
from kg.pipeline.legislation.grounds import begun_ground, lay
from kg.pipeline.legislation.journal import Journal
from kg.pipeline.legislation.laws import RECORD, Laws, kept_laws, sweep_laws
from kg.pipeline.legislation.newcomers import newcomers
from kg.pipeline.legislation.part import Part, Setup
from kg.pipeline.legislation.work import Failed, make_parts
from kg.store.texts import LAW

__all__ = ["RECORD", "STEPS", "Failed", "Laws", "build_laws", "kept_laws", "sweep_laws"]

STEPS: Final = 100
"""How many steps reading the files takes: one for every hundredth of their bytes."""


def build_laws(
    source: Path,
    out: Path,
    ids: Ids,
    step: Callable[[str], None],
    lap: Callable[[str], None] = lambda _: None,
    *,
    with_text: bool = False,
) -> Laws:
    """Bring the law part of the dataset at *out* to what *source*, a folder or a tape archive, holds.

    A file that cannot be read is reported and never stops the rest. Of several files of one instrument the
    latest counts. *lap* is told when a part of the work is done: ``law`` (reading and citing), ``law-store``.

    Raises:
        UsageError: there is no legislation in *source*.
        UnreadableError: *source* is not there, or ends in the middle.
        StoreError: *out* cannot be written.
    """
    setup = Setup(out / LAW, ids, with_text)
    try:
        for folder in (setup.quads, setup.texts, setup.sources):
            folder.mkdir(parents=True, exist_ok=True)
        with opened(source, setup.folder) as files:
            setup = replace(setup, newcomers=newcomers(files(lambda _: None), default_register()))
            laws = _build(files(_in_steps(step)), setup, lap)
    except OSError as error:
        raise StoreError(str(error), place=Place(str(out))) from error
    if not laws.parts and laws.failures:
        raise laws.failures[0].error
    if not laws.parts:
        raise UsageError(
            "no law file was found there",
            "그곳에 법령 파일이 없습니다",
            place=Place(str(source)),
            cure_en="Give a folder (read to any depth) or a tape archive (.tar, .tar.gz, .tar.bz2, .tar.xz)"
            " with law files: .xml of the law.go.kr Open API, or .md of the Markdown corpus.",
            cure_ko="법령 파일이 든 폴더(하위 폴더까지 읽음)나 tar 파일(.tar, .tar.gz, .tar.bz2, .tar.xz)을"
            " 주십시오. 읽는 형식: law.go.kr Open API의 .xml, 마크다운 말뭉치의 .md.",
        )
    return laws


def _build(files: Iterator[LawFile], setup: Setup, lap: Callable[[str], None]) -> Laws:
    with Journal(setup) as journal, begun_ground(setup) as begun:

        def made_one(part: Part) -> None:
            if begun is not None:
                begun.add(setup.quads / part.file)

        made = make_parts(files, journal, setup, made_one)
        lap("law")
        chosen, left = _one_each(made.parts)
        repeated = tuple(_superseded(part, chosen, made.names) for part in left)
        laws = Laws(setup.folder, setup.ids.base, chosen, made.reused, repeated, tuple(made.failures))
        if chosen:
            lay(laws, left, setup, begun)
    lap("law-store")
    return laws


def _in_steps(step: Callable[[str], None]) -> Callable[[float], None]:
    done = 0

    def share(read: float) -> None:
        nonlocal done
        while done < min(int(read * STEPS), STEPS):
            done += 1
            step("법령 legislation")

    return share


def _superseded(part: Part, chosen: Iterable[Part], names: Mapping[str, str]) -> str:
    newer = next(names[each.document] for each in chosen if each.work == part.work)
    return f"{part.title} ({part.printed[0]}): {names[part.document]} < {newer}"


def _one_each(parts: Iterable[Part]) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """The latest part of each instrument in order of the works, and the others."""
    latest: dict[str, Part] = {}
    left: list[Part] = []
    for part in sorted(parts, key=lambda part: (part.work, part.printed, part.document)):
        if (older := latest.get(part.work)) is not None:
            left.append(older)
        latest[part.work] = part
    return tuple(latest.values()), tuple(left)
