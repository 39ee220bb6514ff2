"""XML as a small tree, read so that the file can do no harm: no document type, no entities, bounded depth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from kg.errors import FormatError, Place, TruncatedError

_DEEPEST: Final = 64
_CUT_SHORT: Final = frozenset(
    {
        expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS],
        expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN],
        expat.errors.codes[expat.errors.XML_ERROR_PARTIAL_CHAR],
        expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION],
    }
)


@dataclass(slots=True)
class Element:
    """An element: its name, attributes, children and the text directly in it."""

    name: str
    attributes: dict[str, str]
    children: list[Element] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its own text without white space at the ends; line ends as ``\\n``."""
        return "".join(self.pieces).replace("\r\n", "\n").replace("\r", "\n").strip()

    def find(self, name: str) -> Element | None:
        """The first child called ``name``."""
        return next((child for child in self.children if child.name == name), None)

    def all(self, name: str) -> Iterator[Element]:
        """The children called ``name``."""
        return (child for child in self.children if child.name == name)

    def value(self, name: str) -> str:
        """The text of the first child called ``name``, else nothing."""
        found = self.find(name)
        return found.text if found is not None else ""

    def whole_text(self) -> str:
        """All text in it and below it, one piece per line."""
        pieces, waiting = [], [self]
        while waiting:
            element = waiting.pop()
            pieces.append(element.text)
            waiting.extend(reversed(element.children))
        return "\n".join(piece for piece in pieces if piece)


def parse_xml(text: str, name: str) -> Element:
    """The root element of an XML text.

    Raises:
        TruncatedError: it stops before its root element is closed.
        FormatError: it is no XML, has a document type, or is nested deeper than 64 elements.

    >>> parse_xml("<법령><제목> 가법 </제목></법령>", "a.xml").value("제목")
    '가법'
    """
    builder = _Builder(name)
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = builder.refuse
    try:
        parser.Parse(text.encode("utf-8", "surrogatepass"), True)
    except expat.ExpatError as error:
        place = Place(name, line=error.lineno, column=error.offset + 1)
        kind = TruncatedError if error.code in _CUT_SHORT else FormatError
        raise kind(f"XML: {expat.ErrorString(error.code)}", place=place) from None
    return builder.root


class _Builder:
    def __init__(self, name: str) -> None:
        self.name = name
        self.root = Element("", {})
        self.open: list[Element] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        element = Element(name, attributes)
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        if len(self.open) >= _DEEPEST:
            raise FormatError(
                f"XML nested deeper than {_DEEPEST} elements",
                f"XML이 {_DEEPEST}단계보다 깊게 겹쳐 있습니다",
                place=Place(self.name),
            )
        self.open.append(element)

    def end(self, _: str) -> None:
        self.open.pop()

    def data(self, text: str) -> None:
        self.open[-1].pieces.append(text)

    def refuse(self, *_: object) -> None:
        raise FormatError(
            "XML with a document type (DOCTYPE) is not read",
            "문서형 선언(DOCTYPE)이 있는 XML은 읽지 않습니다",
            place=Place(self.name),
        )
