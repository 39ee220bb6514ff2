"""The law part of a dataset: sources → sorted N-Quads → ground → versions; again, changed and broken."""

from __future__ import annotations

import io
import json
import shutil
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from conftest import ROOT
from kg.cli import main
from kg.cli.account import account
from kg.cli.frame import Result
from kg.errors import (
    EXIT_UNREADABLE,
    FileMissingError,
    FormatError,
    StoreError,
    TooLargeError,
    TruncatedError,
    UsageError,
)
from kg.ids import Ids
from kg.legislation import Register, default_register
from kg.model.statute import ProvisionPath
from kg.pipeline import Legislation, Report, build_dataset, build_steps
from kg.pipeline.legislation import STEPS, Laws, build_laws, kept_laws
from kg.pipeline.legislation.files import opened
from kg.pipeline.legislation.part import Part, instrument_of, reading_of
from kg.read.lawtext import read_law
from kg.store import Store, open_store
from kg.store.texts import law_texts
from kg.validate import validate_dataset
from kg.vocab import ELI, KC

BASE = "http://127.0.0.1:8765"
IDS = Ids(BASE)
SAMPLE = ROOT / "tests" / "law"
ACT = (SAMPLE / "moonlight-act.md").read_text(encoding="utf-8")
DECREE = (SAMPLE / "moonlight-decree.md").read_text(encoding="utf-8")
EDITION = f"{BASE}/eli/kr/act/980001/ed_98100"
PAPERS = [ROOT / "data" / "sources" / "hanbit-examination-report.md"]


def corpus(folder: Path, **files: str | bytes) -> Path:
    """A folder of law files; a double underscore in a name is a folder."""
    for name, content in ({"act": ACT, "decree": DECREE} | files).items():
        path = folder / f"{name.replace('__', '/')}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def build(source: Path, out: Path, *, with_text: bool = False) -> Laws:
    return build_laws(source, out, IDS, lambda _: None, with_text=with_text)


def law_quads(store: Path) -> set[ox.Quad]:
    return set(ox.Store.read_only(str(store)))


def another(title: str, number: int, words: str = "도움은 없다.") -> str:
    """A law of one article."""
    return (
        f"---\n제목: {title}\n법령ID: '{number:06d}'\n법령구분: 법률\n공포일자: 2020-01-01\n"
        f"공포번호: '{number}'\n---\n\n# {title}\n\n##### 제1조 (하나)\n\n{words}\n"
    )


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("dataset")


@pytest.fixture(scope="module")
def built(out: Path) -> Report:
    return build_dataset(PAPERS, out, BASE, legislation=Legislation(SAMPLE))


@pytest.fixture(scope="module")
def laws(built: Report) -> Laws:
    assert built.laws is not None
    return built.laws


@pytest.fixture(scope="module")
def store(built: Report, out: Path) -> Iterator[Store]:
    store = open_store(f"file:{out}")
    yield store
    store.close()


def values(store: Store, query: str) -> set[str]:
    return {"|".join(row[name].value for name in sorted(row)) for row in store.select(query)}


# --- source → N-Quads → store → SPARQL --------------------------------------------------------------------


def test_the_quads_of_the_sample_are_those_kept(laws: Laws, update_cases: bool) -> None:
    made = b"".join(
        sorted(
            line
            for part in laws.parts
            for line in (laws.quads / part.file).read_bytes().splitlines(keepends=True)
        )
    )
    expected = SAMPLE / "graph.nq"
    if update_cases:
        expected.write_bytes(made)
    assert made == expected.read_bytes()


def test_what_cites_a_provision_or_below_is_found(store: Store) -> None:
    query = f"SELECT ?x WHERE {{ ?p <{ELI.is_part_of}>* <{EDITION}/art_2> . ?x <{ELI.cites}> ?p }}"
    assert values(store, query) == {f"{EDITION}/art_3/para_1"}
    query = f"SELECT ?x WHERE {{ ?x <{ELI.cites}> <{EDITION}/art_3> }}"
    assert values(store, query) == {f"{EDITION}/addenda_98100/art_2"}


def test_a_law_of_today_cites_the_edition_of_today(store: Store) -> None:
    cited = f"{BASE}/eli/kr/act/001656/ed_17893/art_117/para_3"
    assert f"{EDITION}/art_3/para_2" in values(store, f"SELECT ?x WHERE {{ ?x <{ELI.cites}> <{cited}> }}")


def resolved(law: str, *, register: Register | None = None) -> dict[str, tuple[str, ...]]:
    """Citation as printed → what it cites below the base, and the reason where it stays open."""
    text = read_law(law.encode())
    known = register or default_register()
    reading = reading_of(text, "0123456789ab", known)
    found = {}
    for cited in reading.citations:
        targets = [f"{t.work}/ed_{t.edition} {ProvisionPath(t.components)}" for t in cited.targets]
        found[text.text[cited.start : cited.end]] = (*targets, *([cited.reason] if cited.reason else []))
    return found


def test_an_addendum_cites_what_was_in_force_on_its_day() -> None:
    addenda = (
        "\n## 부칙\n\n부칙 <제77100호,2010.3.4>\n\n\n"
        "제1조(시행일) 이 법은 「지방자치법」 제104조에 따른다.\n\n\n"
        "부칙 <제77200호,2023.3.4>\n\n\n"
        "제1조(시행일) 이 법은 「지방자치법」 제117조 및 제2조에 따른다.\n\n\n"
        "부칙 <제77300호,1970.3.4>\n\n\n제1조(시행일) 이 법은 「지방자치법」 제9조에 따른다.\n"
    )
    found = resolved(another("달밤시설 하나법", 970001, "「지방자치법」 제117조제3항에 따른다.") + addenda)
    work = "kr/act/001656"
    assert found["「지방자치법」 제117조제3항"] == (f"{work}/ed_17893 제117조제3항",)
    assert found["「지방자치법」 제104조"] == (f"{work}/ed_8423 제104조",)
    assert found["「지방자치법」 제117조 및 제2조"] == (f"{work}/ed_17893 제117조", f"{work}/ed_17893 제2조")
    assert found["「지방자치법」 제9조"] == (f"{work}/ed_0 제9조", "edition-unknown")
    assert "이 법" not in found


def test_a_text_of_the_past_is_of_the_edition_of_its_day() -> None:
    """지방자치법 as it was in 2019: never below today's edition, and what it cites neither."""
    old = another("지방자치법", 1656, "제104조 및 「민법」 제1조에 따른다.").replace(
        "공포번호:", "시행일자: 2019-03-14\n공포번호:"
    )
    text = read_law(old.encode())
    instrument, edition = instrument_of(text, default_register())
    assert (instrument.work, edition.number if edition else None) == ("kr/act/001656", 8423)
    assert resolved(old)["제104조"] == ("kr/act/001656/ed_8423 제104조",)


def test_a_provision_that_is_gone_is_told() -> None:
    found = resolved(another("달밤시설 하나법", 970001, "「지방자치법」 제999조에 따르고, 제8조를 지킨다."))
    assert found["「지방자치법」 제999조"] == ("kr/act/001656/ed_17893 제999조", "provision-unknown")
    assert found["제8조"] == ("kr/act/970001/ed_0 제8조", "provision-unknown")


def test_a_decree_carries_out_its_law(store: Store) -> None:
    query = f"SELECT ?x WHERE {{ ?x <{ELI.based_on}> <{EDITION}/art_4/para_2> }}"
    decree = f"{BASE}/eli/kr/decree/980002"
    assert values(store, query) == {f"{decree}/ed_78200/art_2/para_1"}
    query = f"SELECT ?x WHERE {{ <{decree}> <{ELI.based_on}> ?x }}"
    assert values(store, query) == {f"{BASE}/eli/kr/act/980001"}


def test_what_stays_open_says_why(store: Store) -> None:
    query = f"SELECT ?c ?r WHERE {{ ?c <{KC.citingProvision}> ?p ; <{KC.resolution}> ?r }}"
    decree = f"{BASE}/eli/kr/decree/980002/ed_78200/art_2/para_2"
    assert values(store, query) == {f"{decree}/citation_2|{BASE}/def/resolution/instrument-unknown"}


def test_evidence_leads_to_the_words(store: Store) -> None:
    query = f"SELECT ?c ?e WHERE {{ ?c <{KC.citingProvision}> ?p ; <{KC.evidence}> ?e }}"
    quoted = {
        row["c"].value.removeprefix(BASE): words_at(store, row["e"].value) for row in store.select(query)
    }
    edition = EDITION.removeprefix(BASE)
    assert quoted[f"{edition}/art_3/para_2/citation_1"] == "제1항"
    assert quoted[f"{edition}/art_3/para_2/citation_2"] == "「지방자치법」 제117조제3항"
    query = f"SELECT ?e WHERE {{ <{EDITION}/art_2/subpara_1/item_a> <{KC.evidence}> ?e }}"
    (row,) = store.select(query)
    assert words_at(store, row["e"].value).strip() == "가\\. 책을 빌려주는 곳"


def words_at(store: Store, span: str) -> str:
    document, _, place = span.partition("/text#char=")
    start, end = place.split(",")
    text = store.text(document.rsplit("/", 1)[-1])
    assert text is not None
    return text[int(start) : int(end)]


def test_papers_and_the_law_speak_of_the_same(store: Store) -> None:
    assert any("/graph/document/" in graph for graph in store.graphs())
    of_law = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ ?s <{KC.citingProvision}> ?o }} }}"
    assert values(store, of_law) == {"0"}


def test_the_report_tells_where_the_time_went(built: Report) -> None:
    spent = built.as_json()["seconds"]
    assert list(spent) == ["law", "law-store", "papers", "graphs", "store", "validation"]
    assert all(seconds >= 0 for seconds in spent.values())
    assert spent["validation"] > 0
    told = account(Result("build-report", built.as_json()))
    assert "law files unchanged: 0" in told
    assert "validation " in told.partition("걸린 시간 time: ")[2]


@pytest.mark.parametrize(
    ("make", "code"), [("missing", 3), ("empty", 2), ("file", 2), ("cut", 3)], ids=lambda value: str(value)
)
def test_exit_codes_of_a_bad_path_are_those_documented(tmp_path: Path, make: str, code: int) -> None:
    source = tmp_path / make
    if make == "empty":
        source.mkdir()
        (source / "readme.txt").write_text("말", encoding="utf-8")
    elif make == "file":
        source.write_text("말", encoding="utf-8")
    elif make == "cut":
        whole = tmp_path / "whole.tar.gz"
        (tmp_path / "law.md").write_text(another("표본법", 980009, "말 " * 3000), encoding="utf-8")
        with tarfile.open(whole, "w:gz") as archive:
            archive.add(tmp_path / "law.md", "law.md")
        content = whole.read_bytes()
        source.write_bytes(content[: len(content) - 12])
    run = CliRunner().invoke(main, ["build", "--legislation", str(source), "-o", str(tmp_path / "out")])
    assert run.exit_code == code, run.output
    if make == "empty":
        assert all(form in run.stderr for form in (".xml", ".md", ".tar"))
        assert "법령 파일이 없습니다" in run.stderr


def test_the_report_tells_what_is_in_it(built: Report, laws: Laws) -> None:
    said = built.as_json()["legislation"]
    assert (said["instruments"], said["editions"], said["reused"]) == (2, 2, 0)
    assert said["unresolved"] == {"instrument-unknown": 1}
    assert said["triples"] == sum(
        len((laws.quads / part.file).read_bytes().splitlines()) for part in laws.parts
    )
    assert said["provisions"] == 22
    assert built.version is not None
    assert json.loads((built.version.path / "law.json").read_text(encoding="utf-8"))["digest"] == laws.digest


def test_the_law_is_valid_by_its_own_shapes(laws: Laws) -> None:
    files = [laws.common, *(laws.quads / part.file for part in laws.parts)]
    assert [f for f in validate_dataset(files).findings if f.severity == "violation"] == []


def test_validation_looks_at_what_papers_speak_of(built: Report, out: Path, tmp_path: Path) -> None:
    alone = build_dataset(PAPERS, tmp_path, BASE)
    assert built.validation is not None
    assert alone.validation is not None
    assert built.validation.counts == alone.validation.counts
    assert built.validation.triples >= alone.validation.triples


def test_the_texts_of_the_law_can_be_read_again(laws: Laws) -> None:
    (law,) = laws.text_of("kr/act/980001")
    assert law.text == ACT
    assert laws.text_of("kr/act/000001") == ()
    assert (law_texts(laws.folder.parent) / f"{laws.document_of('kr/act/980001')}.z").is_file()
    with pytest.raises(LookupError):
        laws.document_of("kr/act/000001")


# --- again, and changed -----------------------------------------------------------------------------------


def test_a_build_without_legislation_stands_on_the_same_law(tmp_path: Path) -> None:
    first = build_dataset([], tmp_path, BASE, legislation=Legislation(SAMPLE))
    assert first.laws is not None
    again = build_dataset(PAPERS, tmp_path, BASE)
    assert again.laws is not None
    assert (again.laws.digest, again.laws.reused) == (first.laws.digest, 2)
    assert law_quads(first.laws.ground) <= law_quads(tmp_path / "current" / "store")
    with pytest.raises(StoreError, match="base"):
        build_dataset(PAPERS, tmp_path, "https://other.example")
    without = build_dataset(PAPERS, tmp_path, BASE, legislation=Legislation(None))
    assert without.laws is None
    asked = open_store(f"file:{tmp_path}").select(f"SELECT ?s WHERE {{ ?s <{KC.citingProvision}> ?o }}")
    assert asked == []
    assert build_dataset(PAPERS, tmp_path, BASE).laws is None


def test_a_changed_file_is_a_difference(tmp_path: Path) -> None:
    source = corpus(tmp_path / "laws", third=another("새벽시설법", 980003))
    first = build(source, tmp_path / "out")
    corpus(source, act=ACT.replace("제1항에 따라 맡길", "제4조제1항에 따라 맡길"))
    (source / "third.md").unlink()
    corpus(source, fourth=another("한낮시설법", 980004, "「달빛시설 지원법」 제1조에 따른다."))
    steps: list[str] = []
    second = build_laws(source, tmp_path / "out", IDS, steps.append)
    assert second.reused == 0  # a law the register does not know may change what any other one cites
    assert len(steps) == STEPS
    whole = build(source, tmp_path / "whole")
    assert second.digest == whole.digest != first.digest
    assert law_quads(second.ground) == law_quads(whole.ground)
    assert law_quads(first.ground) != law_quads(second.ground)


def test_what_did_not_change_costs_a_hash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = corpus(tmp_path / "laws")
    build(source, tmp_path / "out")
    corpus(source, decree=DECREE.replace("등불을", "큰 등불을"))
    made: list[str] = []
    import kg.pipeline.legislation.work as work

    really = work.make_part

    def counted(name: str, *rest: object) -> Part:
        made.append(name)
        return really(name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(work, "make_part", counted)
    assert build(source, tmp_path / "out").reused == 1
    assert made == ["decree.md"]
    assert build(source, tmp_path / "out").reused == 2


def test_a_stopped_build_goes_on(tmp_path: Path) -> None:
    many = {f"more__{n}": another(f"달밤시설 {n}법", 970000 + n) for n in range(40)}
    source = corpus(tmp_path / "laws", **many)
    journal = tmp_path / "out" / "law" / "parts.jsonl"

    def stop(_: str) -> None:
        if journal.read_text(encoding="utf-8").count("\n") >= 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_laws(source, tmp_path / "out", IDS, stop)
    kept = journal.read_text(encoding="utf-8").splitlines()
    assert 3 <= len(kept) < len(many)
    assert list((tmp_path / "out" / "law").glob("ground-*")) == []
    # the machine stopped in the middle of a line, and of a file
    journal.write_text("\n".join([*kept, kept[0][:40]]), encoding="utf-8")
    (tmp_path / "out" / "law" / "nquads" / json.loads(kept[0])["file"]).write_bytes(b"")
    laws = build(source, tmp_path / "out")
    assert laws.reused == len(kept) - 1
    assert len(laws.parts) == len(many) + 2
    assert law_quads(laws.ground) == law_quads(build(source, tmp_path / "whole").ground)


def test_the_words_of_provisions_are_there_when_asked_for(tmp_path: Path) -> None:
    laws = build(SAMPLE, tmp_path, with_text=True)
    texts = {q.object.value for q in law_quads(laws.ground) if q.predicate.value == KC.provisionText}
    assert "책을 빌려주는 곳" in texts
    assert len(texts) > 15


def test_another_base_moves_the_law(tmp_path: Path) -> None:
    build(SAMPLE, tmp_path)
    moved = build_laws(SAMPLE, tmp_path, Ids("https://data.example"), lambda _: None)
    subjects = {q.subject.value for q in law_quads(moved.ground) if isinstance(q.subject, ox.NamedNode)}
    assert all(subject.startswith("https://data.example/") for subject in subjects)


# --- many files -------------------------------------------------------------------------------------------


def test_every_file_given_is_a_part_or_told_of(tmp_path: Path) -> None:
    many = {f"more__{n}": another(f"달밤시설 {n}법", 970000 + n) for n in range(60)}
    source = corpus(tmp_path / "laws", **many, copy=DECREE, bad="no law at all", empty=b"")
    (source / "README.md").write_text("about", encoding="utf-8")
    (source / ".hidden.md").write_text("about", encoding="utf-8")
    (source / "notes.txt").write_text("about", encoding="utf-8")
    laws = build(source, tmp_path / "out")
    assert {failed.name for failed in laws.failures} == {"bad.md", "empty.md"}
    assert len(laws.repeated) == 1
    assert len(laws.parts) == 62
    alone = build(corpus(tmp_path / "few", **many), tmp_path / "other")
    assert law_quads(laws.ground) == law_quads(alone.ground)


def test_of_two_files_of_one_instrument_the_later_counts(tmp_path: Path) -> None:
    newer = ACT.replace("2024-03-05", "2025-01-01").replace("한 해에 한 번", "한 해에 두 번")
    source = corpus(tmp_path / "laws", zz=newer)
    laws = build(source, tmp_path / "out")
    assert laws.repeated == ("달빛시설 지원법 (2024-03-05): act.md < zz.md",)
    assert laws.text_of("kr/act/980001")[0].text == newer
    (source / "act.md").unlink()
    assert law_quads(laws.ground) == law_quads(build(source, tmp_path / "whole").ground)


def test_a_bad_file_is_told_and_stops_nothing(tmp_path: Path) -> None:
    source = corpus(tmp_path / "laws", bad="no law at all")
    report = build_dataset([], tmp_path / "out", BASE, legislation=Legislation(source))
    assert report.exit_code == EXIT_UNREADABLE
    assert [failure.path.name for failure in report.failures] == ["bad.md"]
    assert report.laws is not None
    assert len(report.laws.parts) == 2


def test_nothing_to_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError):
        build(tmp_path / "empty", tmp_path / "out")
    with pytest.raises(FileMissingError):
        build(tmp_path / "missing", tmp_path / "out")
    (tmp_path / "no.tar").write_bytes(b"no archive")
    with pytest.raises(UsageError):
        build(tmp_path / "no.tar", tmp_path / "out")
    only_bad = tmp_path / "bad"
    only_bad.mkdir()
    (only_bad / "bad.md").write_text("no law", encoding="utf-8")
    with pytest.raises(FormatError):
        build(only_bad, tmp_path / "out")
    with pytest.raises(UsageError):
        build_dataset([], tmp_path / "out", BASE)


def test_steps_are_counted(tmp_path: Path) -> None:
    steps: list[str] = []
    law = Legislation(SAMPLE)
    build_dataset(PAPERS, tmp_path, BASE, on_progress=steps.append, legislation=law)
    assert len(steps) == build_steps(PAPERS, law)


# --- archives ---------------------------------------------------------------------------------------------


def archive(path: Path, mode: str, change: Callable[[tarfile.TarFile], None] = lambda _: None) -> Path:
    with tarfile.open(path, mode) as tar:  # type: ignore[call-overload]
        tar.add(SAMPLE, "kr")
        change(tar)
    return path


@pytest.mark.parametrize("form", ["", "gz", "bz2", "xz"])
def test_an_archive_gives_what_its_folder_gives(form: str, tmp_path: Path, laws: Laws) -> None:
    from_archive = build(archive(tmp_path / f"laws.tar.{form}", f"w:{form}"), tmp_path / "out")
    assert from_archive.digest == laws.digest
    assert law_quads(from_archive.ground) == law_quads(laws.ground)


def member(tar: tarfile.TarFile, name: str, content: bytes = b"x", kind: bytes = tarfile.REGTYPE) -> None:
    info = tarfile.TarInfo(name)
    info.type, info.size = kind, len(content) if kind == tarfile.REGTYPE else 0
    info.linkname = "/etc/passwd"
    tar.addfile(info, io.BytesIO(content) if kind == tarfile.REGTYPE else None)


def test_an_archive_never_leads_outside(tmp_path: Path) -> None:
    def plant(tar: tarfile.TarFile) -> None:
        member(tar, "../../outside.md")
        member(tar, "/absolute.md")
        member(tar, "kr/link.md", kind=tarfile.SYMTYPE)
        member(tar, "kr/hard.md", kind=tarfile.LNKTYPE)
        member(tar, "kr/pipe.md", kind=tarfile.FIFOTYPE)

    laws = build(archive(tmp_path / "laws.tar", "w", plant), tmp_path / "out")
    assert len(laws.parts) == 2
    assert {failed.name for failed in laws.failures} == {
        "../../outside.md",
        "/absolute.md",
        "kr/hard.md",
        "kr/link.md",
        "kr/pipe.md",
    }
    assert not list(tmp_path.rglob("outside.md"))


def test_sizes_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.pipeline.legislation.files.LARGEST_FILE", 1000)
    path = archive(tmp_path / "laws.tar.gz", "w:gz")
    with opened(path, tmp_path) as files:
        found = dict(files(lambda _: None))
    assert isinstance(found["kr/moonlight-act.md"], TooLargeError)
    assert isinstance(found["kr/moonlight-decree.md"], bytes | TooLargeError)
    monkeypatch.setattr("kg.pipeline.legislation.files.LARGEST_WHOLE", 2000)
    with pytest.raises(TooLargeError), opened(path, tmp_path):
        pass


@pytest.mark.parametrize("form", ["gz", "xz", ""])
def test_an_archive_cut_off_is_said(form: str, tmp_path: Path) -> None:
    path = archive(tmp_path / "laws.tar", f"w:{form}")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(TruncatedError):
        build(path, tmp_path / "out")


def test_what_a_version_stands_on_may_be_gone(tmp_path: Path) -> None:
    report = build_dataset([], tmp_path, BASE, legislation=Legislation(SAMPLE))
    assert report.version is not None
    assert report.laws is not None
    assert kept_laws(report.version.path, IDS) is not None
    shutil.rmtree(report.laws.home)
    with pytest.raises(StoreError, match="gone"):
        kept_laws(report.version.path, IDS)


def test_every_form_of_source_is_built(tmp_path: Path) -> None:
    """Markdown, and Open API XML of a statute and of an ordinance: the texts of all can be read again."""
    statutes = ROOT / "tests" / "statutes"
    laws = build(statutes, tmp_path)
    assert len(laws.parts) == len([path for path in statutes.iterdir() if path.suffix in {".md", ".xml"}])
    assert not laws.failures
    for part in laws.parts:
        (law,) = laws.text_of(part.work)
        assert law.provisions
        assert part.title.split()[-1] in law.title
    files = [laws.common, *(laws.quads / part.file for part in laws.parts)]
    assert [f for f in validate_dataset(files).findings if f.severity == "violation"] == []
