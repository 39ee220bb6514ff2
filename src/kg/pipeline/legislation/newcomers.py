"""Instruments the register does not know yet, found in the files before anything is resolved.

A law promulgated after the register was written is cited by others of the same folder: they find it here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from kg.errors import KgError
from kg.legislation import Instrument, Register, fold_title
from kg.pipeline.legislation.files import LawFile
from kg.pipeline.legislation.part import instrument_of
from kg.read.lawtext import read_law

_HEAD: Final = 8192
_TITLE: Final = re.compile(
    r"^제목: *(?P<quote>['\"]?)(?P<front>.+?)(?P=quote)\s*$"
    r"|<(?:법령명_한글|자치법규명)>\s*(?:<!\[CDATA\[)?(?P<element>[^<\]]+)",
    re.MULTILINE,
)


def newcomers(files: Iterable[LawFile], register: Register) -> tuple[Instrument, ...]:
    """The instruments of these files whose title the register does not have, each once, by their work.

    What cannot be read is left to the reading proper, which reports it.
    """
    found: dict[str, Instrument] = {}
    for name, content in files:
        if isinstance(content, KgError) or _is_known(content, register):
            continue
        try:
            law = read_law(content, name)
        except KgError:
            continue
        instrument, _ = instrument_of(law, register)
        if register.work(instrument.work) is None:
            found[instrument.work] = instrument
    return tuple(found[work] for work in sorted(found))


def _is_known(content: bytes, register: Register) -> bool:
    title = _TITLE.search(content[:_HEAD].decode("utf-8", "ignore"))
    return title is not None and register.has_title(fold_title(title["front"] or title["element"]))
