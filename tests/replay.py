"""A server that stands for the Open API of law.go.kr: it replays texts and lists, and fails as told.

The texts are our own, or recorded answers from the folder beside the clone.  As the real service does, it
repeats the caller's key in the links of its lists.
"""

from __future__ import annotations

import json
import socket
import ssl
import tarfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit
from xml.etree.ElementTree import fromstring
from xml.sax.saxutils import escape

KEY = "hong-gildong+42"
REFUSED = (
    "<Response><result>사용자 정보 검증에 실패하였습니다.</result>"
    "<msg>IP를 등록해 주세요. OC={key}</msg></Response>"
)
NOTHING = "<Law>일치하는 법령이 없습니다.</Law>"
PAGE_FOR_PEOPLE = "<!DOCTYPE html>\n<html><body><input id='OC' value='{key}'>점검 중입니다</body></html>"


@dataclass(frozen=True)
class Text:
    """One text the server holds. `status` is 현행, 연혁 or 시행예정."""

    law_id: str
    serial: str
    title: str
    promulgated: str
    number: str
    body: bytes
    status: str = "현행"
    short_title: str = ""
    jurisdiction: str = ""

    @property
    def is_ordinance(self) -> bool:
        return bool(self.jurisdiction)


def statute(
    law_id: str, serial: str, title: str, day: str, number: str, status: str = "현행", short: str = ""
) -> Text:
    """A statute of two articles, written by us."""
    body = f"""<?xml version="1.0" encoding="UTF-8"?>
<법령 법령키="{law_id}{day}{number}"><기본정보>
<법령ID>{law_id}</법령ID><공포일자>{day}</공포일자><공포번호>{number}</공포번호>
<법종구분 법종구분코드="A0002">법률</법종구분>
<법령명_한글><![CDATA[{title}]]></법령명_한글><법령명약칭>{short}</법령명약칭>
<시행일자>{day}</시행일자><제개정구분>제정</제개정구분></기본정보>
<조문><조문단위 조문키="0001001"><조문번호>1</조문번호><조문여부>조문</조문여부><조문제목>목적</조문제목>
<조문내용><![CDATA[제1조(목적) 이 법은 나루터의 등불을 지키는 일을 정한다.]]></조문내용>
</조문단위></조문></법령>
"""
    return Text(law_id, serial, title, day, number, body.encode(), status, short)


def ordinance(law_id: str, serial: str, title: str, place: str, day: str = "20240102") -> Text:
    """An ordinance of one article, written by us."""
    body = f"""<?xml version="1.0" encoding="UTF-8"?>
<LawService><자치법규기본정보><자치법규ID>{law_id}</자치법규ID><자치법규일련번호>{serial}</자치법규일련번호>
<공포일자>{day}</공포일자><공포번호>77</공포번호><자치법규명><![CDATA[{title}]]></자치법규명><시행일자>{day}</시행일자>
<자치법규종류>C0001</자치법규종류><지자체기관명>{place}</지자체기관명></자치법규기본정보>
<조문><조 조문번호='000100'><조문번호>000100</조문번호><조문여부>Y</조문여부><조제목>목적</조제목>
<조내용>제1조(목적) 이 조례는 등불 지킴이를 정한다.</조내용></조></조문></LawService>
"""
    return Text(law_id, serial, title, day, "77", body.encode(), jurisdiction=place)


OURS = (
    statute("900001", "101", "나루터등불법", "19990101", "05001", "연혁"),
    statute("900001", "102", "나루터등불법", "20050301", "07002", "연혁"),
    statute("900001", "103", "나루터 등불의 보호에 관한 법률", "20200101", "17003", short="등불보호법"),
    statute("900002", "201", "나루터 등불의 보호에 관한 법률 시행령", "20200201", "30001"),
    statute("900003", "301", "등대ㆍ부표법", "20210101", "18001"),
    statute("900004", "401", "폐지된 등불법", "19700101", "02001", "연혁"),
    ordinance("800001", "8101", "서울특별시 등불 민간위탁 조례", "서울특별시"),
    ordinance("800002", "8102", "서울특별시 중구 등불 민간위탁 조례", "서울특별시 중구"),
    ordinance("800003", "8103", "부산광역시 중구 등불 민간위탁 조례", "부산광역시 중구"),
    ordinance("800004", "8104", "등불 지킴이 조례", "순천시"),
    ordinance("800005", "8105", "등불 지킴이 조례", "창원시"),
)


def recorded(shared: Path) -> tuple[Text, ...]:
    """The recorded texts that a recorded history lists: one instrument's newest is its current one."""
    bodies: dict[str, bytes] = {}
    histories: list[list[dict[str, str]]] = []
    with tarfile.open(shared / "data" / "law-go-kr" / "responses.tar.xz") as archive:
        for member in archive:
            content = archive.extractfile(member)
            name = Path(member.name)
            if content is not None and name.suffix == ".xml":
                bodies[name.stem] = content.read()
            elif content is not None and name.suffix == ".json":
                histories.append(json.loads(content.read()))
    status = {row["법령일련번호"]: "연혁" for rows in histories for row in rows}
    status |= {rows[-1]["법령일련번호"]: "현행" for rows in histories}
    return tuple(
        _recorded(serial, body, status.get(serial, "현행")) for serial, body in sorted(bodies.items())
    )


def _recorded(serial: str, body: bytes, status: str) -> Text:
    about = fromstring(body).find("기본정보")
    assert about is not None
    fields = [
        (about.findtext(name) or "").strip() for name in ("법령ID", "법령명_한글", "공포일자", "공포번호")
    ]
    return Text(fields[0], serial, *fields[1:], body, status)


Fault = Callable[["Handler", bytes], None]
"""Answers a request badly; gets the answer that would have been given."""


def status(code: int, **headers: str) -> Fault:
    return lambda handler, _body: handler.send(PAGE_FOR_PEOPLE, code, headers)


def page(text: str) -> Fault:
    return lambda handler, _body: handler.send(text)


def truncated(handler: Handler, body: bytes) -> None:
    """Half the XML, with a length that fits the half."""
    handler.send(body[: len(body) // 2])


def cut_off(handler: Handler, body: bytes) -> None:
    """Half the bytes announced."""
    handler.send(body[: len(body) // 2], headers={"Content-Length": str(len(body))})


def hang_up(handler: Handler, _body: bytes) -> None:
    handler.close_connection = True
    handler.connection.shutdown(socket.SHUT_RDWR)


def drip(handler: Handler, body: bytes) -> None:
    """A byte now and then: every single wait is short."""
    handler.start(200, {"Content-Length": str(len(body))})
    with suppress(OSError):
        for at in range(len(body)):
            handler.wfile.write(body[at : at + 1])
            time.sleep(0.05)


def drip_header(handler: Handler, _body: bytes) -> None:
    """A header without an end."""
    with suppress(OSError):
        for line in range(1000):
            handler.wfile.write(f"{'HTTP/1.1 200 OK' if not line else f'X-{line}: 1'}\r\n".encode())
            time.sleep(0.05)


def endless(handler: Handler, _body: bytes) -> None:
    """More than any limit, and no length said."""
    handler.start(200, {"Connection": "close"})
    with suppress(OSError):
        while True:
            handler.wfile.write(b"<x>" * 20_000)


def huge(handler: Handler, body: bytes) -> None:
    handler.start(200, {"Content-Length": str(10**12)})


@dataclass
class Replay:
    """The state of the server. `faults` are used up in turn by requests whose target holds `on`."""

    texts: tuple[Text, ...] = OURS
    faults: list[Fault] = field(default_factory=list)
    on: str = ""
    ignores_page: bool = False
    url: str = ""
    asked: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    def fail(self, *faults: Fault, on: str = "") -> None:
        self.faults, self.on = list(faults), on

    def answer(self, name: str, asked: dict[str, str], key: str) -> str | bytes:
        if name == "lawService.do":
            return self._text(asked)
        rows = self._rows(asked)
        size, number = int(asked["display"]), 1 if self.ignores_page else int(asked["page"])
        shown = rows[(number - 1) * size : number * size]
        root = "OrdinSearch" if asked["target"] == "ordin" else "LawSearch"
        listed = "".join(_row(text, at, key) for at, text in enumerate(shown, 1))
        return (
            f'<?xml version="1.0" encoding="UTF-8"?><{root}><resultCode>00</resultCode>'
            f"<totalCnt>{len(rows)}</totalCnt><page>{number}</page>{listed}</{root}>"
        )

    def _text(self, asked: dict[str, str]) -> str | bytes:
        for text in reversed(self.texts):
            same_kind = text.is_ordinance == (asked["target"] == "ordin")
            if same_kind and (text.serial == asked.get("MST") or text.law_id == asked.get("ID")):
                return text.body
        return NOTHING

    def _rows(self, asked: dict[str, str]) -> list[Text]:
        is_ordinance = asked["target"] == "ordin"
        found = [text for text in self.texts if text.is_ordinance == is_ordinance]
        if asked["target"] == "eflaw":
            wanted = {{"1": "연혁", "2": "시행예정", "3": "현행"}[n] for n in asked["nw"].split(",")}
            found = [text for text in found if text.status in wanted]
        else:
            found = [text for text in found if text.status == "현행"]
        if "LID" in asked:
            found = [text for text in found if text.law_id.lstrip("0") == asked["LID"].lstrip("0")]
        words = asked.get("query", "").replace(" ", "")
        return [t for t in found if words in t.title.replace(" ", "") or (words and words == t.short_title)]


def _row(text: Text, at: int, key: str) -> str:
    link = escape("/DRF/lawService.do?" + urlencode({"OC": key, "MST": text.serial, "type": "HTML"}))
    if text.is_ordinance:
        return (
            f'<law id="{at}"><자치법규일련번호>{text.serial}</자치법규일련번호>'
            f"<자치법규명><![CDATA[{text.title}]]></자치법규명><자치법규ID>{text.law_id}</자치법규ID>"
            f"<공포일자>{text.promulgated}</공포일자><공포번호>{text.number}</공포번호>"
            f"<지자체기관명>{text.jurisdiction}</지자체기관명><자치법규상세링크>{link}</자치법규상세링크></law>"
        )
    return (
        f'<law id="{at}"><법령일련번호>{text.serial}</법령일련번호><현행연혁코드>{text.status}</현행연혁코드>'
        f"<법령명한글><![CDATA[{text.title}]]></법령명한글><법령약칭명>{text.short_title}</법령약칭명>"
        f"<법령ID>{text.law_id}</법령ID><공포일자>{text.promulgated}</공포일자><공포번호>{text.number}</공포번호>"
        f"<법령상세링크>{link}</법령상세링크></law>"
    )


class Handler(BaseHTTPRequestHandler):
    """Answers from the server's Replay."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    key = ""

    def do_GET(self) -> None:
        replay: Replay = self.server.replay  # type: ignore[attr-defined]
        parts = urlsplit(self.path)
        asked = dict(parse_qsl(parts.query))
        self.key = asked.pop("OC", "")
        target = f"{parts.path}?{urlencode(asked)}"
        replay.asked.append(target)
        replay.keys.append(self.key)
        replay.times.append(time.monotonic())
        given = replay.answer(parts.path.rsplit("/", 1)[-1], asked, self.key)
        body = given.encode() if isinstance(given, str) else given
        if replay.faults and replay.on in target:
            replay.faults.pop(0)(self, body)
        else:
            self.send(body)

    def start(self, code: int, headers: dict[str, str]) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def send(self, body: str | bytes, code: int = 200, headers: dict[str, str] | None = None) -> None:
        if isinstance(body, str):
            body = body.replace("{key}", self.key).encode()
        whole = {
            "Content-Type": "text/xml;charset=UTF-8",
            "Content-Length": str(len(body)),
            **(headers or {}),
        }
        self.close_connection = int(whole["Content-Length"]) != len(body)
        self.start(code, whole)
        self.wfile.write(body)

    def log_message(self, *words: object) -> None:
        """Says nothing: the tests read what the program says."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *words: object) -> None:
        """A client that has gone is no failure of the server."""


@contextmanager
def replaying(texts: Iterable[Text] = OURS, context: ssl.SSLContext | None = None) -> Iterator[Replay]:
    """A server on a free port, for as long as the block runs; over TLS where a context is given."""
    server = _Server(("127.0.0.1", 0), Handler)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    scheme = "http" if context is None else "https"
    replay = Replay(texts=tuple(texts), url=f"{scheme}://127.0.0.1:{server.server_address[1]}/DRF")
    server.replay = replay  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield replay
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
