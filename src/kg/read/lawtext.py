"""A statute or an ordinance in any form that is read; the form is told by looking at the bytes."""

from __future__ import annotations

import re
from pathlib import Path

from kg.errors import FileMissingError, Place
from kg.model.legislation import LawText
from kg.read.lawmarkdown import read_law_markdown
from kg.read.lawxml import read_law_xml
from kg.read.sniff import check_size
from kg.settings import Settings


def read_law(
    source: Path | str | bytes, name: str | None = None, settings: Settings | None = None
) -> LawText:
    """The instrument in a file (Markdown with front matter, or Open API XML), by path or as its bytes.

    Raises:
        UnreadableError: it cannot be read; the subclass, message and cure say why.

    >>> read_law("---\\n제목: 가법\\n법령ID: '1'\\n---\\n".encode()).title
    '가법'
    """
    if isinstance(source, bytes):
        data, shown = source, name or "<bytes>"
    else:
        shown = name or Path(source).name
        limit = (settings or Settings.from_environment()).max_file_bytes
        try:
            check_size(Path(source).stat().st_size, shown, limit)
            data = Path(source).read_bytes()
        except OSError as error:
            raise FileMissingError(error.strerror or type(error).__name__, place=Place(str(source))) from None
    reader = read_law_xml if looks_like_xml(data) else read_law_markdown
    return reader(data, shown, settings)


_XML_ROOT = re.compile(rb"<(?:LawService|" + "법령".encode() + rb")[\s>]")
_ROOT_WITHIN = 2000
_LAW_ID = re.compile("^법령ID:", re.MULTILINE)
_FIRST_BYTES = 64 * 1024


def is_law_file(path: Path) -> bool:
    """Whether a file is a statute or an ordinance in a form :func:`read_law` reads, by its first bytes.

    Raises:
        FileMissingError: it cannot be opened.
    """
    try:
        with path.open("rb") as file:
            return is_law(file.read(_FIRST_BYTES))
    except OSError as error:
        raise FileMissingError(error.strerror or type(error).__name__, place=Place(str(path))) from None


def is_law(data: bytes) -> bool:
    """Whether bytes begin as a statute or an ordinance does: its root, or a front matter with 법령ID.

    >>> is_law("---\\n제목: 가법\\n법령ID: '1'\\n---\\n".encode()), is_law("<p>심사보고서</p>".encode())
    (True, False)
    """
    if looks_like_xml(data):
        return _XML_ROOT.search(data[:_ROOT_WITHIN]) is not None
    text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").replace("\r\n", "\n")
    front = text.partition("\n---\n")[0]
    return front.startswith("---\n") and _LAW_ID.search(front) is not None


def looks_like_xml(data: bytes) -> bool:
    """Whether the first sign of the bytes is that of XML, in UTF-8 or UTF-16.

    >>> looks_like_xml(b"\\xef\\xbb\\xbf <?xml version='1.0'?>"), looks_like_xml(b"---\\n")
    (True, False)
    """
    return data[:64].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")
