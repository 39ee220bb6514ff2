"""Writes `docs/reference/` from the registries in the code; `make docs` runs it, a test compares the files.

A page is a function without arguments that returns Markdown; `PAGES` is the registry. What the code already
says (a default, an exit code, the help of a command) is never typed a second time.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from reference_graph import shapes_lines, terms_lines

from kg import create_app, open_store
from kg.cli import main
from kg.errors import ERRORS, KgError
from kg.ids import FIELDS, TEMPLATES, provision_path
from kg.model.statute import ProvisionPath
from kg.settings import SETTINGS, variable

REFERENCE = Path(__file__).resolve().parents[1] / "docs" / "reference"
NOTE = "<!-- Written by tools/reference.py (`make docs`) from the code. Change the code, not this page. -->\n"


def errors_page() -> str:
    """One section per class of `kg.errors`, under its stable code."""
    lines = [
        "# 오류 · Errors",
        "",
        "명령줄과 HTTP가 같은 오류를 같은 모양으로 알립니다.",
        "`--json`과 HTTP 응답의 `code`가 아래 제목입니다.",
        "",
        "The command line and HTTP report the same errors in one shape;",
        "`code` in `--json` output and in HTTP answers is the heading below.",
        "",
        "| 종료 코드 exit | 뜻 meaning |",
        "|---|---|",
        "| 0 | 정상 ok |",
        "| 1 | 검증에서 지적 사항이 나옴 findings |",
        "| 2 | 명령이나 요청이 잘못됨 usage |",
        "| 3 | 입력을 읽을 수 없음 cannot read |",
        "| 4 | 셰이프나 질의가 잘못됨 shapes or query broken |",
        "| 5 | 저장소나 네트워크 store or network |",
        "",
    ]
    for error in ERRORS:
        lines += _error_section(error)
    return _page(lines)


def _error_section(error: type[KgError]) -> list[str]:
    return [
        f"## {error.code}",
        "",
        f"`{error.__name__}` · exit {error.exit_code} · HTTP {error.http_status}",
        "",
        f"{error.title_ko}. {error.cure_ko}",
        "",
        f"{error.title_en}. {error.cure_en}",
        "",
    ]


def settings_page() -> str:
    """One row per setting of `kg.settings`."""
    lines = [
        "# 설정 · Settings",
        "",
        "환경 변수로 정하고, 명령의 옵션이 있으면 옵션이 이깁니다. 값은 쓰일 때 읽습니다.",
        "",
        "Set them in the environment; an option of the command wins. A value is read when it is used.",
        "",
        "| 변수 variable | 기본값 default | 뜻 meaning |",
        "|---|---|---|",
    ]
    for setting in SETTINGS:
        default = "" if setting.metadata["secret"] else f"`{setting.default}`"
        meaning = f"{setting.metadata['help_ko']}<br>{setting.metadata['help_en']}"
        lines.append(f"| `{variable(setting)}` | {default} | {meaning} |")
    return _page(lines)


def commands_page() -> str:
    """The help of every command, as `--help` prints it."""
    lines = [
        "# 명령 · Commands",
        "",
        "아래는 각 명령의 `--help`가 보여 주는 그대로입니다.",
        "종료 코드와 오류는 [오류](errors.md)에 있습니다.",
        "",
        "This is what `--help` of each command prints. Exit codes and errors are in [Errors](errors.md).",
        "",
    ]
    for path, text in helps().items():
        lines += [f"## {path}", "", "```text", *(line.rstrip() for line in text.splitlines()), "```", ""]
    return _page(lines)


def helps() -> dict[str, str]:
    """What `--help` prints, by command (`kg`, `kg extract`, …)."""
    width: dict[str, Any] = {"terminal_width": 100, "max_content_width": 100}
    above = main.make_context("kg", [], resilient_parsing=True, **width)
    found = {"kg": main.get_help(above)}
    for name, command in main.commands.items():
        context = command.make_context(name, [], parent=above, resilient_parsing=True, **width)
        found[context.command_path] = command.get_help(context)
    return found


def addresses_page() -> str:
    """One row per address the server answers, from its routes and the docstrings of their views."""
    lines = [
        "# 주소 · Addresses",
        "",
        "서버가 답하는 주소입니다. 읽기만 하며, 오류는 모두 [같은 모양](errors.md)입니다.",
        "형식은 `Accept` 머리글이나 `?format=`으로 고릅니다.",
        "",
        "What the server answers. It only reads; errors have [one shape](errors.md).",
        "Choose a form with the `Accept` header or with `?format=`.",
        "",
        "| 주소 address | 메서드 methods | 내용 what it is |",
        "|---|---|---|",
    ]
    app = create_app(open_store("memory:"))
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        if rule.endpoint == "static":
            continue
        told = (app.view_functions[rule.endpoint].__doc__ or "").splitlines()[0].replace("``", "`")
        methods = ", ".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        lines.append(f"| `{rule.rule}` | {methods} | {_VIEWS_KO[rule.endpoint]}<br>{told} |")
    return _page(lines)


# What the docstring of each view says, in Korean.
_VIEWS_KO = {
    "alias.korean_path": "한글 주소: 식별자로 넘어갑니다",
    "home.home": "첫 화면",
    "resource.resource": "자원: 페이지 또는 RDF. 판을 밝히지 않은 조문은 현행 판의 조문으로 넘어갑니다",
    "sparql.sparql": "SPARQL 1.1 프로토콜. 질의가 없으면 질의 양식이나 서비스 설명",
    "text.document_text": "문서의 원문: 텍스트, 구절을 표시한 페이지, 그 구절의 진술 RDF",
    "text.evidence": "사실을 말하는 문장",
    "vocabulary.terms": "어휘",
    "contradictions.discrepancies": "문서 안의 불일치 목록",
    "faults.errors": "오류 목록",
    "impact.impact": "개정 영향: 조문과 날짜에서 위탁, 시설, 수탁기관, 예산으로",
    "xref.xref": "상호참조: 조문에서 위탁으로, 위탁에서 조문으로",
}


def identifiers_page() -> str:
    """The templates of `kg.ids` and the forms of their fields."""
    lines = [
        "# 식별자 · Identifiers",
        "",
        "`{base}`는 데이터셋의 기준 주소입니다 (`KG_BASE`).",
        "식별자는 모두 ASCII이고 한 번 나오면 바뀌지 않습니다.",
        "",
        "`{base}` is the dataset's base (`KG_BASE`).",
        "Identifiers are ASCII, and one that was published stays.",
        "",
        "| kind | identifier |",
        "|---|---|",
        *(f"| {kind} | `{{base}}/{template}` |" for kind, template in TEMPLATES.items()),
        "",
        "| field | pattern |",
        "|---|---|",
        *(f"| {name} | `{_shown(pattern)}` |" for name, pattern in FIELDS.items() if name != "provision"),
        "",
        "`provision`: 조·항·호·목의 경로 · the path of a provision",
        "",
        "| 예 example | path |",
        "|---|---|",
        *(f"| {name} | `{provision_path(ProvisionPath.parse(name))}` |" for name in _PROVISIONS),
        "",
        "한글 주소는 식별자로 넘어갑니다 · Korean paths redirect:",
        "`/법령/지방자치법/제117조제3항`, `/의안/1426`.",
    ]
    return _page(lines)


_PROVISIONS = (
    "제117조제3항",
    "제4조의3제1항",
    "제18조제8호가목",
    "별표 1의2",
    "별지 제3호서식",
    "부칙 제2조",
)


def _shown(pattern: str) -> str:
    return pattern.replace("|", "\\|")


def _page(lines: Iterable[str]) -> str:
    return NOTE + "\n" + "\n".join(lines).rstrip() + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "addresses.md": addresses_page,
    "commands.md": commands_page,
    "errors.md": errors_page,
    "identifiers.md": identifiers_page,
    "settings.md": settings_page,
    "shapes.md": lambda: _page(shapes_lines()),
    "terms.md": lambda: _page(terms_lines()),
}
"""The registry: file name below docs/reference → the function that writes it."""


def write(folder: Path = REFERENCE) -> list[Path]:
    """Writes every page into `folder` and returns those that changed."""
    folder.mkdir(parents=True, exist_ok=True)
    changed = []
    for name, page in PAGES.items():
        path, text = folder / name, page()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            changed.append(path)
    return changed


if __name__ == "__main__":
    for path in write():
        sys.stdout.write(f"{path.name}\n")
