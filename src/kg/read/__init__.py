"""Bytes → blocks. The format is told by looking at the bytes, never by the name.

>>> document = read_document("# 한빛센터 민간위탁 동의안\\n\\n가. 위탁기간 : 3년\\n".encode())
>>> document.papers()[0].kind, document.blocks[1].passage.text
('consent-motion', '위탁기간 : 3년')
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from kg.errors import FileMissingError, FormatError, Place, TooLargeError
from kg.model.blocks import Document
from kg.read.markdown import looks_like_markdown, read_markdown
from kg.read.raw import Raw
from kg.read.sniff import check_size, decode, is_html, is_xml
from kg.read.structure import structure
from kg.read.text import read_text
from kg.settings import Settings

READER_VERSION = "1"
"""Raised whenever the same bytes may give other blocks than before."""

READERS: Mapping[str, Callable[[str], Raw]] = MappingProxyType({"markdown": read_markdown, "text": read_text})
"""The registry of formats: name → reader of a decoded text."""


def read_document(
    source: Path | str | bytes, name: str | None = None, settings: Settings | None = None
) -> Document:
    """The blocks of a paper given as a path or as its bytes; *name* is shown in messages.

    Raises:
        UnreadableError: it cannot be read (missing, empty, binary, too large, of another format or encoding);
            the subclass, message and cure say which.
    """
    limit = (settings or Settings.from_environment()).max_file_bytes
    if isinstance(source, bytes):
        data, shown = source, name or "<bytes>"
    else:
        shown = name or Path(source).name
        data = _bytes_of(Path(source), shown, limit)
    decoded = decode(data, shown, limit)
    form = sniff_format(decoded.text, shown)
    try:
        document = structure(READERS[form](decoded.text))
    except TooLargeError as error:
        error.place = Place(shown)
        raise
    return replace(
        document,
        name=shown,
        format=form,
        encoding=decoded.encoding,
        file_sha256=hashlib.sha256(data).hexdigest(),
        text_sha256=hashlib.sha256(decoded.text.encode("utf-8", "surrogatepass")).hexdigest(),
        reader_version=READER_VERSION,
    )


def sniff_format(text: str, name: str = "") -> str:
    """Name of the reader for a decoded text.

    Raises:
        FormatError: HTML or XML, which no reader takes yet.
    """
    if is_html(text) or is_xml(text):
        raise FormatError("HTML/XML", place=Place(name))
    return "markdown" if looks_like_markdown(text) else "text"


def _bytes_of(path: Path, name: str, limit: int) -> bytes:
    try:
        # Before it is in memory: a file may be larger than that.
        check_size(path.stat().st_size, name, limit)
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise FileMissingError(reason, place=Place(str(path))) from None
