"""Every error a user can meet, as one small tree.

::

    KgError                        exit  HTTP
    ├─ UsageError                     2   400   the command or request itself is wrong
    │  ├─ SettingError                2   500   a setting has a value it cannot have
    │  ├─ IdentifierError             2   400   not one of our identifiers
    │  ├─ NotFoundError               2   404   nothing has this identifier
    │  │  ├─ NoEvidenceError         2   404   the data gives no sentence for this fact
    │  │  └─ TitleUnknownError       2   404   no statute or ordinance has this title
    │  ├─ TitleAmbiguousError         2   400   several statutes or ordinances have this title
    │  ├─ NotAcceptableError          2   406   none of the forms asked for exists
    │  ├─ MethodNotAllowedError       2   405   the address does not take this method
    │  └─ MediaTypeError              2   415   the request body is of a kind we do not take
    ├─ UnreadableError                3   422   the input cannot be read
    │  ├─ FileMissingError            3   404   no such file
    │  ├─ EmptyFileError              3   422   nothing in it
    │  ├─ NotTextError                3   415   binary
    │  ├─ FormatError                 3   415   a kind of file we do not read
    │  ├─ EncodingError               3   422   text in no encoding we can tell
    │  ├─ TruncatedError              3   422   it stops in the middle
    │  ├─ TooLargeError               3   413   more than the limit
    │  ├─ RdfError                    3   422   not RDF, or broken RDF
    │  └─ RegistryError               3   500   a file of data/registry is broken
    ├─ QueryError                     4   400   SPARQL that cannot be read (line, column)
    │  ├─ QueryTooLongError           4   413   more characters than the limit
    │  ├─ QueryNestingError           4   400   nested deeper than the limit
    │  └─ UpdateRefusedError          4   403   this server only reads
    ├─ ShapesError                    4   500   SHACL that cannot be read
    └─ StoreError                     5   503   the store does not answer
       ├─ StoreMissingError           5   503   no dataset there
       ├─ NetworkError                5   502   a remote endpoint does not answer
       │  ├─ AnswerError              5   502   a remote service answers with what cannot be used
       │  └─ KeyRefusedError          5   502   a remote service does not take our key
       └─ QueryTimeoutError           5   503   the query ran longer than the limit

Exit codes, the same in every command: 0 ok, 1 findings, 2 usage, 3 cannot read, 4 shapes or query broken, 5
store or network. Each class says in Korean and English what happened and what to do; an instance adds the
detail and the place. `docs/reference/errors.md` lists them all, and a test compares the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

EXIT_OK = 0
EXIT_FINDINGS = 1
EXIT_USAGE = 2
EXIT_UNREADABLE = 3
EXIT_BROKEN = 4
EXIT_STORE = 5


@dataclass(frozen=True, slots=True)
class Place:
    """Where the fault is. Lines and columns count from 1; a column counts code points.

    >>> str(Place("paper.md", line=3, column=14))
    'paper.md:3:14'
    >>> str(Place(line=3))
    '3'
    """

    file: str | None = None
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        parts = (self.file, self.line, self.column)
        return ":".join(str(part) for part in parts if part is not None)

    def as_json(self) -> dict[str, str | int]:
        """The parts that are known, by name."""
        known = {"file": self.file, "line": self.line, "column": self.column}
        return {name: value for name, value in known.items() if value is not None}


class KgError(Exception):
    """The root: an error with a stable code, a message and a cure in both languages, and a place.

    `en` and `ko` are the detail of this case; a detail given in one language only is shown in both.

    >>> error = EmptyFileError(place=Place("paper.md"))
    >>> print(error)
    paper.md: 파일이 비어 있습니다. | The file is empty.
    >>> QueryError("expected WHERE", place=Place(line=2, column=7)).message_en
    'The query cannot be read: expected WHERE.'
    """

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = EXIT_USAGE
    http_status: ClassVar[int] = 500
    title_ko: ClassVar[str] = "처리할 수 없습니다"
    title_en: ClassVar[str] = "This cannot be done"
    cure_ko: str = "명령의 --help를 보십시오."
    cure_en: str = "See --help of the command."

    def __init__(
        self,
        en: str = "",
        ko: str = "",
        *,
        place: Place | None = None,
        cure_en: str = "",
        cure_ko: str = "",
    ) -> None:
        self.message_ko = _sentence(self.title_ko, ko or en)
        self.message_en = _sentence(self.title_en, en or ko)
        self.place = place or Place()
        if cure_en or cure_ko:
            self.cure_en = cure_en or cure_ko
            self.cure_ko = cure_ko or cure_en
        super().__init__(en, ko)

    def __str__(self) -> str:
        where = f"{self.place}: " if str(self.place) else ""
        return f"{where}{self.message_ko} | {self.message_en}"

    def __reduce__(self) -> tuple[Any, ...]:
        # Errors cross process borders (building, query workers); the default would lose place and cure.
        return _restore, (type(self), self.args, self.place, self.cure_en, self.cure_ko)

    @property
    def link(self) -> str:
        """The heading of the error in the reference: a path below the documentation's root."""
        return f"reference/errors.md#{self.code}"

    def as_json(self) -> dict[str, Any]:
        """The one shape of an error in JSON, on the command line and over HTTP.

        >>> sorted(NotFoundError("/id/x").as_json())
        ['code', 'cure', 'exit_code', 'kind', 'link', 'message', 'place', 'schema_version', 'status']
        """
        return {
            "kind": "error",
            "schema_version": 1,
            "code": self.code,
            "status": self.http_status,
            "exit_code": self.exit_code,
            "message": {"ko": self.message_ko, "en": self.message_en},
            "cure": {"ko": self.cure_ko, "en": self.cure_en},
            "place": self.place.as_json(),
            "link": self.link,
        }


def _sentence(title: str, detail: str) -> str:
    if not detail:
        return f"{title}."
    return f"{title}: {detail}" if detail.endswith((".", "?", "!")) else f"{title}: {detail}."


def _restore(cls: type[KgError], args: tuple[str, str], place: Place, cure_en: str, cure_ko: str) -> KgError:
    return cls(*args, place=place, cure_en=cure_en, cure_ko=cure_ko)


# --- the command or request itself ------------------------------------------------------------------------


class UsageError(KgError):
    """The command line or the request is wrong."""

    code = "usage"
    http_status = 400
    title_ko = "명령이나 요청이 올바르지 않습니다"
    title_en = "The command or request is wrong"


class SettingError(UsageError):
    """A setting has a value it cannot have."""

    code = "setting"
    http_status = 500
    title_ko = "설정값이 올바르지 않습니다"
    title_en = "A setting has a value it cannot have"
    cure_ko = "docs/reference/settings.md에서 설정의 뜻과 기본값을 확인하십시오."
    cure_en = "See docs/reference/settings.md for what the setting means and its default."


class IdentifierError(UsageError):
    """A text that should be one of our identifiers is not."""

    code = "identifier"
    http_status = 400
    title_ko = "식별자가 올바르지 않습니다"
    title_en = "This is not one of our identifiers"
    cure_ko = "식별자의 형식은 docs/reference/identifiers.md에 있습니다."
    cure_en = "The forms of identifiers are in docs/reference/identifiers.md."


class NotFoundError(UsageError):
    """Nothing in the dataset has this identifier."""

    code = "not-found"
    http_status = 404
    title_ko = "찾는 자원이 없습니다"
    title_en = "There is no such resource"
    cure_ko = "주소를 확인하거나 첫 화면에서 찾아보십시오."
    cure_en = "Check the address, or look for it from the home page."


class NoEvidenceError(NotFoundError):
    """A fact that no sentence of a document stands behind: a type, a label, a link between resources.

    >>> NoEvidenceError("/id/x").http_status
    404
    """

    code = "no-evidence"
    title_ko = "이 사실에는 근거 문장이 없습니다"
    title_en = "No source sentence is recorded for this fact"
    cure_ko = "종류, 이름, 연결에는 근거 문장이 붙지 않습니다. 자원의 페이지에서 근거가 있는 값을 보십시오."
    cure_en = (
        "Types, labels and links between resources carry no source sentence; "
        "the page of the resource shows the values that do."
    )


class TitleUnknownError(NotFoundError):
    """No statute or ordinance that a service lists has this title."""

    code = "title-unknown"
    title_ko = "법령이나 자치법규를 찾지 못했습니다"
    title_en = "No such statute or ordinance was found"
    cure_ko = "제명을 확인하거나 --search로 찾으십시오. 폐지된 법령은 --history나 --id로 받습니다."
    cure_en = "Check the title, or look with --search. Repealed statutes are had with --history or --id."


class TitleAmbiguousError(UsageError):
    """Several statutes or ordinances have this title; none is chosen."""

    code = "title-ambiguous"
    title_ko = "제명이나 이름이 같은 것이 여럿입니다"
    title_en = "Several have this title or name"
    cure_ko = "--id나 --mst, 자치법규는 --jurisdiction으로 하나를 고르십시오."
    cure_en = "Choose one by --id or --mst, an ordinance by --jurisdiction."


class NotAcceptableError(UsageError):
    """None of the forms asked for exists for this resource."""

    code = "not-acceptable"
    http_status = 406
    title_ko = "요청한 형식으로는 제공하지 않습니다"
    title_en = "It does not exist in a form you accept"
    cure_ko = "Accept 머리글이나 format 값을 바꾸십시오."
    cure_en = "Change the Accept header or the format parameter."


class MethodNotAllowedError(UsageError):
    """The address does not take this HTTP method."""

    code = "method-not-allowed"
    http_status = 405
    title_ko = "이 주소에서 쓸 수 없는 메서드입니다"
    title_en = "The address does not take this method"
    cure_ko = "응답의 Allow 머리글에 있는 메서드를 쓰십시오."
    cure_en = "Use a method of the Allow header of the answer."


class MediaTypeError(UsageError):
    """The request body is of a kind that is not taken here."""

    code = "media-type"
    http_status = 415
    title_ko = "받을 수 없는 요청 본문 형식입니다"
    title_en = "The request body is of a kind not taken here"
    cure_ko = "Content-Type을 application/sparql-query 또는 application/x-www-form-urlencoded로 보내십시오."
    cure_en = "Send Content-Type application/sparql-query or application/x-www-form-urlencoded."


# --- input that cannot be read ----------------------------------------------------------------------------


class UnreadableError(KgError):
    """The input cannot be read."""

    code = "unreadable"
    exit_code = EXIT_UNREADABLE
    http_status = 422
    title_ko = "입력을 읽을 수 없습니다"
    title_en = "The input cannot be read"
    cure_ko = "파일이 온전한지 확인하십시오."
    cure_en = "Check that the file is whole."


class FileMissingError(UnreadableError):
    """There is no such file, or it may not be opened."""

    code = "file-missing"
    http_status = 404
    title_ko = "파일을 열 수 없습니다"
    title_en = "The file cannot be opened"
    cure_ko = "경로와 읽기 권한을 확인하십시오."
    cure_en = "Check the path and the permission to read it."


class EmptyFileError(UnreadableError):
    """The file holds nothing but white space."""

    code = "empty-file"
    title_ko = "파일이 비어 있습니다"
    title_en = "The file is empty"
    cure_ko = "내용이 있는 원본 파일을 주십시오."
    cure_en = "Give the original file with its content."


class NotTextError(UnreadableError):
    """The bytes are not text of any kind."""

    code = "not-text"
    http_status = 415
    title_ko = "텍스트 파일이 아닙니다"
    title_en = "This is not a text file"
    cure_ko = "Markdown이나 일반 텍스트로 바꾸어 다시 시도하십시오."
    cure_en = "Convert it to Markdown or plain text and try again."


class FormatError(UnreadableError):
    """A known kind of file that no reader takes."""

    code = "format"
    http_status = 415
    title_ko = "읽지 못하는 파일 형식입니다"
    title_en = "No reader takes this kind of file"
    cure_ko = "Markdown이나 일반 텍스트로 바꾸어 다시 시도하십시오."
    cure_en = "Convert it to Markdown or plain text and try again."


class EncodingError(UnreadableError):
    """Text in no encoding that can be told with certainty."""

    code = "encoding"
    title_ko = "문자 인코딩을 알 수 없습니다"
    title_en = "The character encoding cannot be told"
    cure_ko = "UTF-8로 저장한 뒤 다시 시도하십시오."
    cure_en = "Save it as UTF-8 and try again."


class TruncatedError(UnreadableError):
    """The file stops in the middle."""

    code = "truncated"
    title_ko = "파일이 중간에서 끊겼습니다"
    title_en = "The file stops in the middle"
    cure_ko = "원본을 다시 내려받으십시오."
    cure_en = "Fetch the original again."


class TooLargeError(UnreadableError):
    """More bytes than the limit."""

    code = "too-large"
    http_status = 413
    title_ko = "파일이 한도보다 큽니다"
    title_en = "The file is larger than the limit"
    cure_ko = "파일을 나누거나 KG_MAX_FILE_BYTES를 늘리십시오."
    cure_en = "Split the file, or raise KG_MAX_FILE_BYTES."


class RdfError(UnreadableError):
    """Data that should be RDF is not."""

    code = "rdf"
    title_ko = "RDF로 읽을 수 없습니다"
    title_en = "This cannot be read as RDF"
    cure_ko = "파일의 확장자와 문법을 확인하십시오 (.nq, .nt, .ttl, .trig, .rdf, .jsonld)."
    cure_en = "Check the file's extension and syntax (.nq, .nt, .ttl, .trig, .rdf, .jsonld)."


class RegistryError(UnreadableError):
    """A file of data/registry is broken."""

    code = "registry"
    http_status = 500
    title_ko = "등록부 파일이 올바르지 않습니다"
    title_en = "A registry file is broken"
    cure_ko = "표시된 줄의 열 개수와 값을 고치십시오."
    cure_en = "Mend the columns and values of the line shown."


# --- queries and shapes -----------------------------------------------------------------------------------


class QueryError(KgError):
    """SPARQL that cannot be read; the place has line and column where they are known."""

    code = "query"
    exit_code = EXIT_BROKEN
    http_status = 400
    title_ko = "질의문을 읽을 수 없습니다"
    title_en = "The query cannot be read"
    cure_ko = "표시된 줄과 열 앞의 문법을 확인하십시오."
    cure_en = "Check the syntax just before the line and column shown."


class QueryTooLongError(QueryError):
    """The query has more characters than the limit."""

    code = "query-too-long"
    http_status = 413
    title_ko = "질의문이 한도보다 깁니다"
    title_en = "The query is longer than the limit"
    cure_ko = "질의문을 줄이거나 KG_MAX_QUERY_CHARS를 늘리십시오."
    cure_en = "Shorten the query, or raise KG_MAX_QUERY_CHARS."


class QueryNestingError(QueryError):
    """The query is nested deeper than the limit (the parser would overflow its stack)."""

    code = "query-nesting"
    title_ko = "질의문이 한도보다 깊게 겹쳐 있습니다"
    title_en = "The query is nested deeper than the limit"
    cure_ko = "괄호와 중괄호의 깊이를 줄이십시오."
    cure_en = "Nest fewer braces, parentheses and operators."


class UpdateRefusedError(QueryError):
    """An update was sent to a server that only reads."""

    code = "update-refused"
    http_status = 403
    title_ko = "이 서버는 읽기 전용입니다"
    title_en = "This server only reads"
    cure_ko = "SELECT, ASK, CONSTRUCT, DESCRIBE 질의만 보내십시오."
    cure_en = "Send SELECT, ASK, CONSTRUCT or DESCRIBE only."


class ShapesError(KgError):
    """SHACL shapes that cannot be read."""

    code = "shapes"
    exit_code = EXIT_BROKEN
    title_ko = "SHACL 셰이프를 읽을 수 없습니다"
    title_en = "The SHACL shapes cannot be read"
    cure_ko = "shapes/ 폴더의 Turtle 문법과 셰이프 정의를 확인하십시오."
    cure_en = "Check the Turtle syntax and the shape definitions in shapes/."


# --- store and network ------------------------------------------------------------------------------------


class StoreError(KgError):
    """The store does not answer as it should."""

    code = "store"
    exit_code = EXIT_STORE
    http_status = 503
    title_ko = "저장소가 응답하지 않습니다"
    title_en = "The store does not answer"
    cure_ko = "저장소 경로와 다른 프로세스가 쓰고 있는지 확인하십시오."
    cure_en = "Check the path of the store and whether another process is writing to it."


class StoreMissingError(StoreError):
    """There is no dataset at the place given."""

    code = "store-missing"
    title_ko = "데이터셋이 없습니다"
    title_en = "There is no dataset there"
    cure_ko = "먼저 kg build SOURCE… -o DIR로 만드십시오."
    cure_en = "Make one first: kg build SOURCE… -o DIR."


class NetworkError(StoreError):
    """A remote endpoint cannot be reached or answers with a failure."""

    code = "network"
    http_status = 502
    title_ko = "원격 엔드포인트에 연결할 수 없습니다"
    title_en = "The remote endpoint does not answer"
    cure_ko = "주소와 네트워크 연결을 확인하십시오."
    cure_en = "Check the address and the network."


class AnswerError(NetworkError):
    """A remote service answers, but not with what was asked for: a page for people, half a file, too much."""

    code = "answer"
    title_ko = "원격 서비스의 답을 쓸 수 없습니다"
    title_en = "The answer of the remote service cannot be used"
    cure_ko = "조금 뒤에 다시 실행하십시오. 받은 것은 그대로 두고 이어서 받습니다."
    cure_en = "Run it again later; what was fetched stays and the rest is fetched."


class KeyRefusedError(NetworkError):
    """A remote service does not take the key, or not from this machine."""

    code = "key-refused"
    title_ko = "서비스가 키를 받아들이지 않습니다"
    title_en = "The service does not take the key"
    cure_ko = "open.law.go.kr에서 키(OC)와, 이 컴퓨터의 IP나 도메인이 등록되어 있는지 확인하십시오."
    cure_en = "Check the key (OC) at open.law.go.kr, and that the IP or domain of this machine is registered."


class QueryTimeoutError(StoreError):
    """The query ran longer than the limit and was stopped."""

    code = "query-timeout"
    title_ko = "질의가 제한 시간을 넘겨 중단했습니다"
    title_en = "The query ran longer than the limit and was stopped"
    cure_ko = "LIMIT를 두거나 조건을 좁히십시오."
    cure_en = "Add a LIMIT or narrow the pattern."


ERRORS: tuple[type[KgError], ...] = (
    UsageError,
    SettingError,
    IdentifierError,
    NotFoundError,
    NoEvidenceError,
    TitleUnknownError,
    TitleAmbiguousError,
    NotAcceptableError,
    MethodNotAllowedError,
    MediaTypeError,
    UnreadableError,
    FileMissingError,
    EmptyFileError,
    NotTextError,
    FormatError,
    EncodingError,
    TruncatedError,
    TooLargeError,
    RdfError,
    RegistryError,
    QueryError,
    QueryTooLongError,
    QueryNestingError,
    UpdateRefusedError,
    ShapesError,
    StoreError,
    StoreMissingError,
    NetworkError,
    AnswerError,
    KeyRefusedError,
    QueryTimeoutError,
)
"""The registry: every class a user can meet, in the order of the drawing."""
