"""What the service answers, checked: rows of a list, and an instrument's text with its own identity.

Element names are those of the Open API guide (open.law.go.kr) and, for statutes, of recorded answers.  The
ordinance form is **unverified against the live service**.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from xml.etree.ElementTree import Element, ParseError, fromstring

from kg.fetch.wire import FailedAnswerError


class Kind(StrEnum):
    """What is fetched."""

    LAW = "law"
    ORDINANCE = "ordinance"


class KeyRefusedAnswerError(Exception):
    """The service does not take the key, or not from this machine; the message is the service's own."""


class NothingThereError(Exception):
    """The service says that it has no such instrument."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a list, or the identity an instrument's text gives of itself.

    ``serial`` is the service's number of one promulgated text (법령일련번호 MST, 자치법규일련번호); dates are
    ``YYYYMMDD`` as printed, empty where the service gives none.
    """

    kind: Kind
    law_id: str
    serial: str
    title: str
    short_title: str = ""
    promulgated: str = ""
    number: str = ""
    in_force_from: str = ""
    jurisdiction: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list: its rows, and how many rows all pages have."""

    total: int
    rows: tuple[Entry, ...]


_ENTRY_FIELDS: Final[Mapping[Kind, Mapping[str, tuple[str, ...]]]] = {
    Kind.LAW: {
        "law_id": ("법령ID",),
        "serial": ("법령일련번호",),
        "title": ("법령명한글", "법령명_한글"),
        "short_title": ("법령약칭명", "법령명약칭"),
        "promulgated": ("공포일자",),
        "number": ("공포번호",),
        "in_force_from": ("시행일자",),
        "status": ("현행연혁코드",),
    },
    Kind.ORDINANCE: {
        "law_id": ("자치법규ID",),
        "serial": ("자치법규일련번호",),
        "title": ("자치법규명",),
        "promulgated": ("공포일자",),
        "number": ("공포번호",),
        "in_force_from": ("시행일자",),
        "jurisdiction": ("지자체기관명",),
    },
}
_LIST_ROOTS: Final = {"LawSearch", "OrdinSearch"}
_IDENTITIES: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.LAW: ("기본정보",),
    Kind.ORDINANCE: ("자치법규기본정보", "기본정보"),
}
_FINE: Final = {"", "0", "00"}
_PROLOGUE: Final = re.compile(rb"\s*(?:<\?[^>]*\?>\s*|<!--.*?-->\s*)*", re.DOTALL)
_HTML: Final = re.compile(rb"<(?:!doctype\b|html\b|head\b|body\b)", re.IGNORECASE)
_NUMBER: Final = re.compile(r"[0-9A-Za-z]{1,20}")
_REFUSAL: Final = "검증에 실패"
_TAGS: Final = re.compile(r"<[^>]*>|\s+")


def checked(body: bytes) -> Element:
    """The root of an answer that is whole XML and no complaint.

    :raises FailedAnswerError: for an empty, cut off or broken one, or a page for people.
    :raises KeyRefusedAnswerError: when it says so.
    :raises NothingThereError: when it says so.

    >>> checked(b"<LawSearch><totalCnt>0</totalCnt></LawSearch>").tag
    'LawSearch'
    """
    if not body.strip():
        raise FailedAnswerError("빈 답을 받았습니다", "the answer is empty", again=True)
    prologue = _PROLOGUE.match(body.removeprefix(b"\xef\xbb\xbf"))
    rest = body.removeprefix(b"\xef\xbb\xbf")[prologue.end() if prologue else 0 :]
    if _HTML.match(rest):
        _refused(body.decode("utf-8", "replace"))
        raise FailedAnswerError(
            "XML이 아니라 HTML 페이지를 받았습니다", "the answer is an HTML page, not XML", again=True
        )
    try:
        root = fromstring(body)  # noqa: S314 - a document type, the way to entities, was refused above
    except ParseError as problem:
        line, column = problem.position
        raise FailedAnswerError(
            f"XML이 {line}행 {column}열에서 끊기거나 깨졌습니다",
            f"the XML is cut off or broken at line {line}, column {column}",
            again=True,
        ) from None
    _complaints(root)
    return root


def _refused(text: str) -> None:
    if _REFUSAL in text:
        raise KeyRefusedAnswerError(_TAGS.sub(" ", text).strip()[:200])


def _complaints(root: Element) -> None:
    if root.tag not in _LIST_ROOTS and not any(len(child) for child in root):
        said = " ".join(" ".join(root.itertext()).split())
        _refused(said)
        if len(root) == 0 and "없습니다" in said:
            raise NothingThereError(said[:200])
    code = (root.findtext("resultCode") or "").strip()
    if code not in _FINE:
        message = (root.findtext("resultMsg") or "").strip()[:200]
        raise FailedAnswerError(
            f"서비스가 오류를 알렸습니다: {code} {message}",
            f"the service reports an error: {code} {message}",
            again=True,
        )


def read_page(body: bytes, kind: Kind) -> Page:
    """A page of a list.

    :raises FailedAnswerError: when it is none; also what :func:`checked` raises.
    """
    try:
        root = checked(body)
    except NothingThereError:
        return Page(0, ())
    total = (root.findtext("totalCnt") or "").strip()
    if root.tag not in _LIST_ROOTS or not total.isdigit():
        raise FailedAnswerError(
            f"목록이 아닙니다: <{root.tag}>", f"this is not a list: <{root.tag}>", again=True
        )
    return Page(int(total), tuple(_entry(row, kind) for row in root.iter("law")))


def read_identity(body: bytes, kind: Kind) -> Entry:
    """Which instrument a text says it is.

    :raises FailedAnswerError: when it does not; also what :func:`checked` raises.
    """
    root = checked(body)
    for name in _IDENTITIES[kind]:
        about = root.find(name)
        if about is not None:
            return _entry(about, kind, serial=False)
    raise FailedAnswerError(
        f"법령 본문이 아닙니다: <{root.tag}>", f"this is no text of law: <{root.tag}>", again=True
    )


def _entry(row: Element, kind: Kind, *, serial: bool = True) -> Entry:
    values = {
        field: next((" ".join(found.split()) for name in names if (found := row.findtext(name))), "")
        for field, names in _ENTRY_FIELDS[kind].items()
    }
    needed = ("law_id", "serial", "title") if serial else ("law_id", "title")
    missing = [_ENTRY_FIELDS[kind][field][0] for field in needed if not values[field]]
    # They become parts of a file's name.
    missing += [values[f] for f in ("law_id", "serial") if values[f] and not _NUMBER.fullmatch(values[f])]
    if missing:
        names = ", ".join(missing)
        raise FailedAnswerError(
            f"답에 없거나 잘못된 값이 있습니다: {names}", f"the answer lacks or garbles {names}", again=True
        )
    return Entry(kind=kind, **values)
