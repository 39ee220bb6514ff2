"""Every setting, once: name, environment variable, default, help in both languages.

A value is read when it is asked for, never when the module is imported, so a program or a test that changes
the environment afterwards is heard. `docs/reference/settings.md` lists the table, and a test compares the
two.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from typing import Any, Self


class BadSettingError(ValueError):
    """A setting has a value it cannot have. Names the variable; shows the value unless it is a secret."""


def _setting(variable: str, default: Any, *, ko: str, en: str, secret: bool = False) -> Any:
    metadata = {"variable": variable, "help_ko": ko, "help_en": en, "secret": secret}
    return field(default=default, metadata=metadata, repr=not secret)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one run.

    >>> Settings.from_environment(environ={"KG_PORT": "9000"}).port
    9000
    >>> Settings.from_environment({"port": 9001}, environ={"KG_PORT": "9000"}).port
    9001
    """

    base: str = _setting(
        "KG_BASE",
        "https://w3id.org/consignment-kg",
        ko="데이터 IRI의 앞부분 (끝에 / 없음). 어휘 IRI는 바뀌지 않습니다.",
        en="The beginning of data IRIs, without a final slash. Vocabulary IRIs never move.",
    )
    store: str = _setting(
        "KG_STORE",
        "memory:",
        ko="서버가 여는 저장소: memory:, file:DIR, https://…",
        en="The store the server opens: memory:, file:DIR, https://…",
    )
    host: str = _setting(
        "KG_HOST", "127.0.0.1", ko="서버가 듣는 주소", en="The address the server listens on"
    )
    port: int = _setting("KG_PORT", 8765, ko="서버가 듣는 포트", en="The port the server listens on")
    max_file_bytes: int = _setting(
        "KG_MAX_FILE_BYTES",
        20_000_000,
        ko="읽을 파일 하나의 최대 크기 (바이트)",
        en="The largest file that is read, in bytes",
    )
    max_query_chars: int = _setting(
        "KG_MAX_QUERY_CHARS",
        1_000_000,
        ko="SPARQL 질의문의 최대 글자 수",
        en="The longest SPARQL query taken, in characters",
    )
    max_query_nesting: int = _setting(
        "KG_MAX_QUERY_NESTING",
        1000,
        ko="SPARQL 질의문에서 괄호·연산자가 겹칠 수 있는 최대 깊이",
        en="How deep braces, parentheses and operators of a SPARQL query may nest",
    )
    query_seconds: int = _setting(
        "KG_QUERY_SECONDS",
        30,
        ko="원격 저장소(https://…)의 답을 기다리는 시간 (초). "
        "내장 저장소(memory:, file:)의 질의는 제한하지 않습니다.",
        en="How long a remote store (https://…) is waited for, in seconds. "
        "Queries of an embedded store (memory:, file:) are not limited.",
    )

    trusted_proxies: int = _setting(
        "KG_TRUSTED_PROXIES",
        0,
        ko="X-Forwarded-* 머리글을 믿을 앞단 프록시의 수 (0: 믿지 않음)",
        en="How many proxies in front are believed in X-Forwarded-* headers (0: none)",
    )
    law_api_key: str = _setting(
        "KG_LAW_API_KEY",
        "",
        ko="법제처 Open API의 키(OC). 환경 변수로만 받으며 어디에도 보이지 않습니다.",
        en="The key (OC) of the Open API of law.go.kr. From the environment only; shown nowhere.",
        secret=True,
    )
    law_api_url: str = _setting(
        "KG_LAW_API_URL",
        "https://www.law.go.kr/DRF",
        ko="법제처 Open API의 주소 (https; http는 이 컴퓨터만)",
        en="The address of the Open API of law.go.kr (https; http to this machine only)",
    )
    law_api_pause_ms: int = _setting(
        "KG_LAW_API_PAUSE_MS",
        500,
        ko="Open API에 보내는 두 요청 사이의 최소 간격 (밀리초). 다시 청할 때의 대기는 그 배수입니다.",
        en="The least time between two requests to the Open API, in milliseconds. Waits before another try "
        "are multiples of it.",
    )
    law_api_seconds: int = _setting(
        "KG_LAW_API_SECONDS",
        60,
        ko="Open API의 답 하나를 기다리는 시간 (초)",
        en="How long one answer of the Open API may take, in seconds",
    )
    law_api_tries: int = _setting(
        "KG_LAW_API_TRIES",
        5,
        ko="Open API에 같은 것을 청하는 횟수의 한도",
        en="How often the same is asked of the Open API at most",
    )

    @classmethod
    def from_environment(
        cls, overrides: Mapping[str, object] | None = None, *, environ: Mapping[str, str] | None = None
    ) -> Self:
        """The settings of the environment now; `overrides` (by field name) win, and None means not given.

        `environ` stands in for `os.environ`. Raises BadSettingError for an unknown name or a wrong kind of
        value.
        """
        source = os.environ if environ is None else environ
        given = {name: value for name, value in (overrides or {}).items() if value is not None}
        unknown = given.keys() - {setting.name for setting in fields(cls)}
        if unknown:
            raise BadSettingError(f"no such setting: {', '.join(sorted(unknown))}")
        values: dict[str, Any] = {
            s.name: _parse(s, source[variable(s)]) for s in fields(cls) if source.get(variable(s))
        }
        return cls(**(values | given))


def variable(setting: Field[Any]) -> str:
    """The environment variable of a setting.

    >>> [variable(setting) for setting in SETTINGS][:2]
    ['KG_BASE', 'KG_STORE']
    """
    return str(setting.metadata["variable"])


def _parse(setting: Field[Any], text: str) -> object:
    if not isinstance(setting.default, int):
        return text
    try:
        return int(text)
    except ValueError:
        shown = "(hidden)" if setting.metadata["secret"] else repr(text)
        raise BadSettingError(f"{variable(setting)}: a whole number is needed, not {shown}") from None


SETTINGS: tuple[Field[Any], ...] = fields(Settings)
"""The registry: one entry per setting, with its variable, help and default."""
