"""The command line: what it prints, how it ends, and that it never shows a traceback."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import ROOT
from kg.cli import COMMANDS, main
from kg.errors import ERRORS

SOURCES = sorted(path for path in (ROOT / "data" / "sources").glob("*.*") if path.stem.upper() != "README")
PAPER = """# 하늘센터 민간위탁 동의안

## 1. 주요내용
 가. 위탁사무명 : 하늘센터 운영
 나. 위탁기간 : 2025. 1. 1. ~ 2027. 12. 31.(3년)
 다. 추진근거 : 「지방자치법」 제117조제3항
"""


def run(*words: str | Path, **options) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words], **options)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "paper.md"
    path.write_text(PAPER, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    (folder / "paper.md").write_text(PAPER, encoding="utf-8")
    result = run("build", folder / "paper.md", "-o", folder / "out", "--base", "http://127.0.0.1:9")
    assert result.exit_code == 0, result.output
    return folder / "out"


# --- frame ---


def test_help_answers_at_once_without_importing_the_parts() -> None:
    program = "import sys, kg.cli; print(*sorted(m for m in sys.modules if m.split('.')[0] in HEAVY))"
    heavy = {"rdflib", "pyoxigraph", "flask", "rich", "pyshacl", "markdown_it"}
    done = subprocess.run(
        [sys.executable, "-c", f"HEAVY = {heavy!r}\n{program}"], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""


def test_help_lists_the_commands_in_the_registry() -> None:
    shown = run("--help").output
    assert [command.name for command in COMMANDS] == list(main.commands)
    for command in COMMANDS:
        assert re.search(rf"^  {command.name} +\S", shown, flags=re.MULTILINE)


def test_version_is_told() -> None:
    import kg

    assert kg.__version__ in run("--version").output


BAD_WORDS = (
    # words, exit code, what the message names
    (["nonsense"], 2, "nonsense"),
    (["extract"], 2, "FILE"),
    (["extract", "--colour"], 2, "--colour"),
    (["extract", "no/such.md"], 3, "no/such.md"),
    (["cite"], 2, "--passages"),
    (["cite", "no/such.md"], 3, "no/such.md"),
    (["cite", "--passages", "no/such.jsonl"], 3, "no/such.jsonl"),
    (["cite", "paper.md", "--date", "soon"], 2, "soon"),
    (["cite", "--passages", "a.jsonl", "--date", "2024-06-01"], 2, "--date"),
    (["build", "no/such.md"], 2, "--output"),
    (["validate", "no/such/place"], 5, "no/such/place"),
    (["validate", "a", "b"], 2, "DIR"),
    (["query"], 2, "QUERY"),
    (["query", "no/such/place", "ASK {}"], 5, "no/such/place"),
    (["query", "memory:", "SELECT ?a WHERE {"], 4, "1:"),
    (["query", "memory:", "ASK {}", "--format", "png"], 2, "png"),
    (["query", "memory:", "--file", "no/such.rq"], 3, "no/such.rq"),
    (["query", "--endpoint", "http://127.0.0.1:1/", "ASK {}"], 5, "127.0.0.1:1"),
    (["query", "a", "b", "ASK {}"], 2, "a, b"),
    (["serve", "no/such/place", "--port", "0"], 5, "no/such/place"),
    (["serve", "out", "--data", "x.nq"], 2, "--data"),
    (["serve", "--data", "no/such.nq", "--port", "0"], 3, "no/such.nq"),
    (["serve", "--port", "many"], 2, "many"),
)
IDS = [" ".join(words) for words, _, _ in BAD_WORDS]


@pytest.mark.parametrize(("words", "code", "named"), BAD_WORDS, ids=IDS)
def test_errors_name_the_place_and_the_cure_in_both_languages(
    words: list[str], code: int, named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*words)
    assert result.exit_code == code, result.stderr
    assert named in result.stderr
    assert "Traceback" not in result.output
    assert result.stdout == ""
    told = result.stderr.splitlines()
    assert re.search("[가-힣]", told[0])
    assert any(line.startswith("  → ") for line in told)
    assert list(tmp_path.iterdir()) == [], "a failed command left something behind"


@pytest.mark.parametrize(("words", "code", "named"), BAD_WORDS[:5], ids=IDS[:5])
def test_errors_are_objects_for_programs(words: list[str], code: int, named: str) -> None:
    result = run(*words, "--json")
    shape = json.loads(result.stderr.splitlines()[-1])
    assert (shape["kind"], shape["schema_version"], shape["exit_code"]) == ("error", 1, code)
    assert shape["code"] in {error.code for error in ERRORS}


def test_a_bad_setting_is_told_as_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_PORT", "many")
    result = run("query", "memory:", "ASK {}")
    assert result.exit_code == 2
    assert "KG_PORT" in result.stderr


BAD_FILES = (
    # content, code of the error
    (b"", "empty-file"),
    (b" \n\t\n", "empty-file"),
    (b"\x7fELF\x02\x01\x01\x00" + bytes(range(256)) * 8, None),
    (bytes(range(256)) * 8, "not-text"),
    (b"%PDF-1.7\n" + bytes(range(256)), None),
    ("하늘센터 민간위탁".encode("utf-16")[:-1], None),
)


@pytest.mark.parametrize(("content", "code"), BAD_FILES)
@pytest.mark.parametrize("words", [["extract"], ["cite"]], ids=" ".join)
def test_a_file_that_is_no_text_is_refused_by_name(
    content: bytes, code: str | None, words: list[str], tmp_path: Path
) -> None:
    (tmp_path / "bad.md").write_bytes(content)
    result = run(*words, tmp_path / "bad.md", "--json")
    assert result.exit_code == 3
    shape = json.loads(result.stderr.splitlines()[-1])
    assert "bad.md" in shape["place"]["file"]
    assert code in (None, shape["code"])
    assert result.stdout == ""


# --- extract and cite ---


def test_extract_prints_one_object_with_kind_and_version(paper: Path) -> None:
    record = json.loads(run("extract", paper, "--json").stdout)
    assert (record["kind"], record["schema_version"]) == ("record", 1)
    assert record["consignment"]["period_start"] == "2025-01-01"
    assert record["consignment"]["legal_basis"] == [{"instrument": "지방자치법", "provision": "제117조제3항"}]


def test_extract_prints_several_as_one_list(paper: Path, tmp_path: Path) -> None:
    (tmp_path / "other.md").write_text(PAPER.replace("하늘", "바다"), encoding="utf-8")
    whole = json.loads(run("extract", paper, tmp_path / "other.md", "--json").stdout)
    assert whole["kind"] == "records"
    assert [record["doc"]["id"] for record in whole["records"]] == ["paper", "other"]


def test_extract_writes_one_file_per_paper_and_goes_on_after_a_bad_one(paper: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.md").write_bytes(b"")
    result = run("extract", tmp_path / "empty.md", paper, "--json", "-o", tmp_path / "out")
    assert result.exit_code == 3
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["paper.json"]
    assert json.loads((tmp_path / "out/paper.json").read_text(encoding="utf-8"))["kind"] == "record"


def test_extract_refuses_two_papers_of_one_name(paper: Path, tmp_path: Path) -> None:
    result = run("extract", paper, tmp_path / "elsewhere" / "paper.md", "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert not (tmp_path / "out").exists()


def test_extract_accounts_for_people(paper: Path) -> None:
    shown = run("extract", paper).stdout
    assert "하늘센터 운영" in shown
    assert "2025-01-01 ~ 2027-12-31" in shown


def test_extract_says_when_a_paper_is_about_something_else(tmp_path: Path) -> None:
    (tmp_path / "letter.md").write_text("# 안내\n\n내일은 도서관이 쉽니다.\n", encoding="utf-8")
    result = run("extract", tmp_path / "letter.md", "--json")
    assert result.exit_code == 0
    assert "not about a consignment" in result.stderr
    assert json.loads(result.stdout)["doc"]["about_consignment"] is False


def test_verify_counts_values_spans_and_readings(paper: Path) -> None:
    counts = json.loads(run("extract", paper, "--verify", "--json").stdout)
    assert counts["kind"] == "verification"
    assert counts["literals"] == counts["with_span"] == counts["reparsed"] > 0
    assert counts["failures"] == []


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_every_value_of_the_sample_papers_reparses(source: Path) -> None:
    result = run("extract", source, "--verify")
    assert result.exit_code == 0, result.stdout


def test_cite_gives_spans_of_the_file(paper: Path) -> None:
    answer = json.loads(run("cite", paper, "--json").stdout)
    (citation,) = answer["citations"]
    (start, end) = citation["spans"][0]
    assert PAPER[start:end] == citation["text"] == "「지방자치법」 제117조제3항"
    assert citation["targets"] == [{"instrument": "지방자치법", "path": ["제117조", "제3항"]}]
    assert citation["existence"] == ["exists"]
    assert answer["existence"] == {"exists": 1}
    told = run("cite", paper).stdout
    assert "지방자치법 제117조제3항" in told
    assert "exists 1" in told


def test_cite_looks_up_on_the_date_asked_for(paper: Path) -> None:
    answer = json.loads(run("cite", paper, "--json", "--date", "1950-01-01").stdout)
    assert answer["date"] == "1950-01-01"
    assert answer["existence"] == {"edition-unknown": 1}


def test_cite_writes_one_form(paper: Path) -> None:
    result = run("cite", paper, "--json", "--html")
    assert result.exit_code == 2
    assert json.loads(result.stderr)["code"] == "usage"


def test_cite_writes_a_page(paper: Path) -> None:
    page = run("cite", paper, "--html").stdout
    assert page.startswith("<!doctype html>")
    assert "/eli/kr/act/001656/ed_" in page


def test_cite_answers_passages_line_by_line(tmp_path: Path) -> None:
    lines = [
        {"id": "a", "text": "이 법 제3조", "context": {"instrument": "하천법"}},
        {"id": "b", "text": "없음"},
    ]
    asked = tmp_path / "in.jsonl"
    asked.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    answers = [json.loads(line) for line in run("cite", "--passages", asked).stdout.splitlines()]
    assert [answer["id"] for answer in answers] == ["a", "b"]
    assert answers[0]["citations"][0]["targets"] == [{"instrument": "하천법", "path": ["제3조"]}]
    assert answers[1]["citations"] == []


def test_cite_names_the_broken_line(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"id": 1, "text": "가"}\nnot json\n', encoding="utf-8")
    result = run("cite", "--passages", tmp_path / "in.jsonl")
    assert result.exit_code == 3
    assert "in.jsonl:2" in result.stderr


# --- build, validate, query ---


def test_build_reports_and_goes_on_after_a_bad_paper(paper: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.md").write_bytes(b"")
    result = run("build", tmp_path / "empty.md", paper, "-o", tmp_path / "out", "--json")
    assert result.exit_code == 3
    report = json.loads(result.stdout)
    assert report["kind"] == "build-report"
    assert [document["file"] for document in report["documents"]] == ["paper.md"]
    (told,) = [json.loads(line) for line in result.stderr.splitlines() if line.startswith("{")]
    assert told["code"] == "empty-file"


def test_build_of_nothing_readable_leaves_no_version(tmp_path: Path) -> None:
    (tmp_path / "empty.md").write_bytes(b"")
    assert run("build", tmp_path / "empty.md", "-o", tmp_path / "out").exit_code == 3
    assert not (tmp_path / "out" / "current").exists()


def test_validate_reports_in_each_form(dataset: Path) -> None:
    report = json.loads(run("validate", dataset, "--json").stdout)
    assert (report["kind"], report["schema_version"]) == ("validation-report", 1)
    assert report["counts"]["violation"] == 0
    assert "sh:conforms" in run("validate", dataset, "--format", "turtle").stdout
    assert "검증" in run("validate", dataset).stdout


def test_validate_takes_files(dataset: Path) -> None:
    files = sorted((dataset / "current" / "nquads").glob("*.nq"))
    assert run("validate", *files).exit_code == 0


def test_query_answers_in_each_form(dataset: Path, tmp_path: Path) -> None:
    text = 'SELECT ?a ?b WHERE { VALUES (?a ?b) { ("하늘" 1) } }'
    (tmp_path / "q.rq").write_text(text, encoding="utf-8")
    assert run("query", dataset, text).stdout == "a     b\n----  -\n하늘  1\n"
    assert run("query", dataset, "--file", tmp_path / "q.rq", "--format", "csv").stdout.split() == [
        "a,b",
        "하늘,1",
    ]
    assert json.loads(run("query", dataset, text, "--json").stdout)["head"]["vars"] == ["a", "b"]
    assert run("query", dataset, "--file", "-", "--format", "tsv", input=text).stdout.startswith("?a\t?b\n")
    assert run("query", dataset, "ASK { ?s ?p ?o }").stdout == "true\n"
    assert "하늘" in run("query", dataset, 'CONSTRUCT { <x:a> <x:b> "하늘" } WHERE {}').stdout


def test_query_asks_the_store_of_the_settings(dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_STORE", f"file:{dataset}")
    assert run("query", "ASK { ?s ?p ?o }").stdout == "true\n"


# --- serve ---


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fetched(url: str, seconds: float = 20) -> bytes:
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return answer.read()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


@pytest.mark.parametrize("kind", ["directory", "data"])
def test_serve_answers_and_stops(dataset: Path, kind: str) -> None:
    port = free_port()
    files = sorted((dataset / "current" / "nquads").glob("*.nq"))
    given = (
        [str(dataset)] if kind == "directory" else [word for file in files for word in ("--data", str(file))]
    )
    command = [sys.executable, "-c", "from kg.cli import main; main()", "serve", *given, "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        try:
            answer = fetched(f"http://127.0.0.1:{port}/sparql?query=ASK%7B%3Fs%20%3Fp%20%3Fo%7D")
            busy = run("serve", dataset, "--port", str(port))
        finally:
            server.send_signal(signal.SIGINT)
            _, told = server.communicate(timeout=20)
    assert json.loads(answer)["boolean"] is True
    assert f"http://127.0.0.1:{port}/" in told
    assert "Traceback" not in told
    assert busy.exit_code == 5
    assert str(port) in busy.stderr


def test_a_reader_that_goes_away_is_no_error(dataset: Path) -> None:
    query = "SELECT * WHERE { ?s ?p ?o }"
    command = f'{sys.executable} -c "from kg.cli import main; main()" query {dataset} "{query}" | head -1'
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert sorted(done.stdout.split()) == ["o", "p", "s"]


def test_an_interrupted_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.cli.frame import write

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space"):
        write(tmp_path / "a.json", "{}")
    assert list(tmp_path.iterdir()) == []
