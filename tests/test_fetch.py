"""Fetching law from the Open API: a real server on this machine replays its answers and its failures."""

from __future__ import annotations

import hashlib
import json
import logging
import pickle
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import replay as server
from kg.errors import (
    AnswerError,
    KeyRefusedError,
    KgError,
    NetworkError,
    SettingError,
    TitleAmbiguousError,
    TitleUnknownError,
    UsageError,
)
from kg.fetch import MANIFEST, By, Errand, FetchReport, Kind, Order, Record, Watch, fetch_legislation
from kg.fetch.key import Key
from kg.fetch.wire import checked_base
from kg.settings import Settings
from replay import KEY, Replay

TITLE = "나루터 등불의 보호에 관한 법률"


@pytest.fixture
def replay() -> Iterator[Replay]:
    with server.replaying() as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "legislation"


def settings(replay: Replay, **changed: object) -> Settings:
    given = {
        "law_api_key": KEY,
        "law_api_url": replay.url,
        "law_api_pause_ms": 1,
        "law_api_tries": 3,
        **changed,
    }
    return Settings(**given)  # type: ignore[arg-type]


def order(*values: str, by: By = By.TITLE, kind: Kind = Kind.LAW, **options: object) -> Order:
    return Order(kind, tuple(Errand(by, value) for value in values), **options)  # type: ignore[arg-type]


def fetched(replay: Replay, folder: Path, wanted: Order, **changed: object) -> FetchReport:
    return fetch_legislation(wanted, folder, settings(replay, **changed))


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.xml")) if folder.exists() else []


def manifest(folder: Path) -> list[Record]:
    lines = (folder / MANIFEST).read_text(encoding="utf-8").splitlines()
    return [record for line in lines if (record := Record.read(line))]


def only_failure(report: FetchReport) -> KgError:
    assert len(report.failures) == 1, report.failures
    return report.failures[0][1]


def texts_asked(replay: Replay) -> list[str]:
    return [target for target in replay.asked if "lawService" in target]


# --- what is fetched ---


def test_a_title_becomes_a_file_and_a_line(replay: Replay, folder: Path) -> None:
    report = fetched(replay, folder, order(TITLE))
    assert report.exit_code == 0
    assert files(folder) == ["900001_103.xml"]
    body = (folder / "900001_103.xml").read_bytes()
    assert body == server.OURS[2].body
    (record,) = manifest(folder)
    assert (record.law_id, record.serial, record.title, record.number) == ("900001", "103", TITLE, "17003")
    assert record.sha256 == hashlib.sha256(body).hexdigest()
    assert record.url == f"{replay.url}/lawService.do?target=law&type=XML&MST=103"
    assert record.retrieved.endswith("+00:00")
    assert set(replay.keys) == {KEY}


NAMED = (
    # what is written, what comes
    ("등불보호법", ["900001_103.xml"]),  # the official short title
    ("나루터등불의보호에관한법률", ["900001_103.xml"]),  # spaces are nothing
    ("등대·부표법", ["900003_301.xml"]),  # the service writes another dot
    ("「등대ㆍ부표법」", ["900003_301.xml"]),
)


@pytest.mark.parametrize(("title", "names"), NAMED)
def test_a_title_is_known_however_it_is_spelled(
    replay: Replay, folder: Path, title: str, names: list[str]
) -> None:
    report = fetched(replay, folder, order(title))
    found = [only_failure(report)] if report.failures else files(folder)
    assert found == names


def test_a_title_that_nobody_has_is_told_with_what_is_near(replay: Replay, folder: Path) -> None:
    error = only_failure(fetched(replay, folder, order("나루터 등불")))
    assert isinstance(error, TitleUnknownError)
    assert TITLE in error.message_ko
    assert TITLE in error.message_en
    assert files(folder) == []
    nothing = only_failure(fetched(replay, folder, order("없는 법")))
    assert isinstance(nothing, TitleUnknownError)


def test_a_title_that_two_have_is_told_and_none_is_taken(replay: Replay, folder: Path) -> None:
    report = fetched(replay, folder, order("등불 지킴이 조례", kind=Kind.ORDINANCE))
    error = only_failure(report)
    assert isinstance(error, TitleAmbiguousError)
    assert "순천시" in error.message_ko
    assert "창원시" in error.message_ko
    assert (report.exit_code, files(folder)) == (2, [])


def test_one_bad_title_does_not_keep_the_others(replay: Replay, folder: Path) -> None:
    report = fetched(replay, folder, order("없는 법", TITLE, "등대ㆍ부표법"))
    assert files(folder) == ["900001_103.xml", "900003_301.xml"]
    assert [str(errand) for errand, _ in report.failures] == ["없는 법"]
    assert report.exit_code == 2


def test_by_id_by_number_and_by_words(replay: Replay, folder: Path) -> None:
    fetched(replay, folder, order("900002", by=By.ID))
    fetched(replay, folder, order("101", by=By.SERIAL))
    fetched(replay, folder, order("등불의 보호", by=By.WORDS))
    assert files(folder) == ["900001_101.xml", "900001_103.xml", "900002_201.xml"]


def test_a_repealed_statute_is_served_by_its_id(replay: Replay, folder: Path) -> None:
    report = fetched(replay, folder, order("900004", by=By.ID))
    assert report.failures == []
    # The text does not say its serial number, and no list gives it.
    assert files(folder) == ["900004_19700101-02001.xml"]


@pytest.mark.parametrize("wanted", [order(TITLE, history=True), order("900001", by=By.ID, history=True)])
def test_history_is_every_text_under_whatever_title(replay: Replay, folder: Path, wanted: Order) -> None:
    report = fetched(replay, folder, wanted)
    assert [f.record.serial for f in report.files] == ["101", "102", "103"]
    assert {f.record.title for f in report.files} == {"나루터등불법", TITLE}


def test_history_finds_a_statute_by_a_former_title(replay: Replay, folder: Path) -> None:
    fetched(replay, folder, order("나루터등불법", history=True))
    assert files(folder) == ["900001_101.xml", "900001_102.xml", "900001_103.xml"]


def test_an_unknown_id_is_told(replay: Replay, folder: Path) -> None:
    for wanted in (
        order("999", by=By.ID),
        order("999", by=By.SERIAL),
        order("999", by=By.ID, history=True),
        order("999", by=By.ID, kind=Kind.ORDINANCE),
    ):
        assert isinstance(only_failure(fetched(replay, folder, wanted)), TitleUnknownError)


JURISDICTIONS = (
    ("서울특별시", ["ordinance_800001_8101.xml"]),
    ("서울특별시 중구", ["ordinance_800002_8102.xml"]),
    ("중구", TitleAmbiguousError),
    ("강남구", TitleUnknownError),
)


@pytest.mark.parametrize(("name", "expected"), JURISDICTIONS)
def test_ordinances_of_a_jurisdiction(
    replay: Replay, folder: Path, name: str, expected: list[str] | type[KgError]
) -> None:
    wanted = order("민간위탁", by=By.WORDS, kind=Kind.ORDINANCE, jurisdiction=name)
    report = fetched(replay, folder, wanted)
    if isinstance(expected, type):
        assert isinstance(only_failure(report), expected)
    else:
        assert files(folder) == expected
        assert manifest(folder)[0].jurisdiction == name


def test_an_ordinance_by_its_id(replay: Replay, folder: Path) -> None:
    fetched(replay, folder, order("800004", by=By.ID, kind=Kind.ORDINANCE))
    assert files(folder) == ["ordinance_800004_8104.xml"]


def test_a_list_of_many_pages_is_read_to_its_end(folder: Path) -> None:
    texts = [
        server.statute(f"{n:06d}", f"{n}", f"나루터 제{n}호법", "20200101", f"{n}") for n in range(1, 131)
    ]
    with server.replaying(texts) as replay:
        report = fetched(replay, folder, order("나루터", by=By.WORDS), law_api_pause_ms=0)
        assert len(report.files) == len(files(folder)) == 130
        assert [target[-6:] for target in replay.asked[:2]] == ["page=1", "page=2"]


def test_a_list_that_stops_short_is_no_list(folder: Path) -> None:
    texts = [
        server.statute(f"{n:06d}", f"{n}", f"나루터 제{n}호법", "20200101", f"{n}") for n in range(1, 131)
    ]
    with server.replaying(texts) as replay:
        replay.ignores_page = True
        error = only_failure(fetched(replay, folder, order("나루터", by=By.WORDS)))
        assert isinstance(error, AnswerError)
        assert "130" in error.message_en
        assert files(folder) == []


BAD_ORDERS = (
    order(TITLE, jurisdiction="서울특별시"),
    order("조례", kind=Kind.ORDINANCE, history=True),
    order("103", by=By.SERIAL, history=True),
    order(),
)


@pytest.mark.parametrize("wanted", BAD_ORDERS)
def test_an_order_that_makes_no_sense_is_refused_before_anything_is_asked(
    replay: Replay, folder: Path, wanted: Order
) -> None:
    with pytest.raises(UsageError):
        fetched(replay, folder, wanted)
    assert replay.asked == []


# --- what is there already ---


def test_what_is_there_is_not_fetched_again(replay: Replay, folder: Path) -> None:
    fetched(replay, folder, order(TITLE))
    report = fetched(replay, folder, order(TITLE))
    assert [f.is_new for f in report.files] == [False]
    assert len(texts_asked(replay)) == 1
    fetched(replay, folder, order(TITLE, refresh=True))
    assert len(texts_asked(replay)) == 2


def test_a_new_edition_is_fetched_beside_the_old_one(replay: Replay, folder: Path) -> None:
    fetched(replay, folder, order(TITLE))
    newer = server.statute("900001", "104", TITLE, "20240101", "20004")
    replay.texts = (*replay.texts[:2], *replay.texts[3:], newer)
    report = fetched(replay, folder, order(TITLE))
    assert [f.is_new for f in report.files] == [True]
    assert files(folder) == ["900001_103.xml", "900001_104.xml"]


@pytest.mark.parametrize("damage", [b"", b"<half", None])
def test_a_damaged_file_is_fetched_again(replay: Replay, folder: Path, damage: bytes | None) -> None:
    fetched(replay, folder, order("103", by=By.SERIAL))
    path = folder / "900001_103.xml"
    path.unlink() if damage is None else path.write_bytes(damage)
    report = fetched(replay, folder, order("103", by=By.SERIAL))
    assert [f.is_new for f in report.files] == [True]
    assert path.read_bytes() == server.OURS[2].body


def test_a_half_line_of_the_manifest_is_closed_off(replay: Replay, folder: Path) -> None:
    fetched(replay, folder, order("101", "102", by=By.SERIAL))
    lines = (folder / MANIFEST).read_bytes()
    (folder / MANIFEST).write_bytes(lines[:-40])
    report = fetched(replay, folder, order("101", "102", "103", by=By.SERIAL))
    assert [f.is_new for f in report.files] == [False, True, True]
    assert len(texts_asked(replay)) == 4
    assert [record.serial for record in manifest(folder)] == ["101", "102", "103"]


def test_a_broken_answer_leaves_nothing(replay: Replay, folder: Path) -> None:
    replay.fail(*[server.truncated] * 3, on="lawService")
    report = fetched(replay, folder, order(TITLE))
    assert isinstance(only_failure(report), AnswerError)
    assert not folder.exists() or list(folder.iterdir()) == []


def test_a_stopped_run_goes_on_where_it_was(replay: Replay, folder: Path) -> None:
    wanted = order("등대ㆍ부표법", TITLE, "나루터 등불의 보호에 관한 법률 시행령")

    def stop(errand: str) -> None:
        if errand == TITLE:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch_legislation(wanted, folder, settings(replay), Watch(errand=stop))
    assert files(folder) == ["900001_103.xml", "900003_301.xml"]
    replay.asked.clear()
    report = fetched(replay, folder, wanted)
    assert (report.resumed, len(report.files)) == (2, 1)
    assert len(replay.asked) == 2
    # A run that came to its end is no unfinished one: the next looks for changes.
    assert fetched(replay, folder, wanted).resumed == 0
    assert [path.name for path in folder.iterdir() if path.suffix != ".xml"] == [MANIFEST]


def test_another_order_does_not_take_up_a_stopped_one(replay: Replay, folder: Path) -> None:
    replay.fail(server.status(500), server.status(500), server.status(500), on="301")
    fetched(replay, folder, order("등대ㆍ부표법", TITLE), law_api_tries=1)
    assert fetched(replay, folder, order(TITLE)).resumed == 0


# --- what goes wrong ---

FAULTS = (
    # name, the fault, whether another try is made
    ("429 with Retry-After", server.status(429, Retry_After="0"), True),
    ("429 without", server.status(429), True),
    ("500", server.status(500), True),
    ("503", server.status(503, Retry_After="0"), True),
    ("HTML with 200", server.page(server.PAGE_FOR_PEOPLE), True),
    ("truncated XML", server.truncated, True),
    ("fewer bytes than announced", server.cut_off, True),
    ("empty", server.page(""), True),
    ("hung up", server.hang_up, True),
    ("another document", server.page("<Other><a><b/></a></Other>"), True),
    ("the service's own error", server.page("<LawSearch><resultCode>99</resultCode></LawSearch>"), True),
    ("404", server.status(404), False),
    ("elsewhere", server.status(302, Location="https://example.org/DRF/x?OC=1"), False),
    ("a redirect to nowhere", server.status(302), False),
    ("oversize, announced", server.huge, False),
    ("oversize, endless", server.endless, False),
)
IDS = [name for name, _, _ in FAULTS]
LIMITS = {"max_file_bytes": 200_000}


@pytest.mark.parametrize("on", ["lawSearch", "lawService"])
@pytest.mark.parametrize(("name", "fault", "again"), FAULTS, ids=IDS)
def test_a_failure_that_passes_is_asked_again(
    replay: Replay, folder: Path, name: str, fault: server.Fault, again: bool, on: str
) -> None:
    replay.fail(fault, on=on)
    report = fetched(replay, folder, order(TITLE), **LIMITS)
    if again:
        assert report.failures == []
        assert files(folder) == ["900001_103.xml"]
        assert report.requests == 3
    else:
        assert isinstance(only_failure(report), AnswerError)
        assert files(folder) == []
        assert report.exit_code == 5


@pytest.mark.parametrize("on", ["lawSearch", "lawService"])
@pytest.mark.parametrize(("name", "fault", "again"), FAULTS, ids=IDS)
def test_a_failure_that_stays_is_told(
    replay: Replay, folder: Path, name: str, fault: server.Fault, again: bool, on: str
) -> None:
    replay.fail(*[fault] * 9, on=on)
    report = fetched(replay, folder, order(TITLE), **LIMITS)
    error = only_failure(report)
    assert isinstance(error, NetworkError)
    assert (error.exit_code, report.exit_code) == (5, 5)
    assert "127.0.0.1" in error.message_ko
    assert sum(on in target for target in replay.asked) == (3 if again else 1)
    assert files(folder) == []


@pytest.mark.parametrize("fault", [server.drip, server.drip_header], ids=["body", "header"])
def test_a_slow_drip_ends(replay: Replay, folder: Path, fault: server.Fault) -> None:
    replay.fail(*[fault] * 2)
    started = time.monotonic()
    report = fetched(replay, folder, order(TITLE), law_api_seconds=1, law_api_tries=2)
    assert isinstance(only_failure(report), NetworkError)
    assert "KG_LAW_API_SECONDS" in report.failures[0][1].message_ko
    assert time.monotonic() - started < 6


def test_nobody_there(folder: Path) -> None:
    with server.replaying() as gone:
        pass
    error = only_failure(fetched(gone, folder, order(TITLE)))
    assert type(error) is NetworkError


def test_retry_after_is_kept(replay: Replay, folder: Path) -> None:
    replay.fail(server.status(429, Retry_After="1"))
    fetched(replay, folder, order(TITLE))
    assert 1 <= replay.times[1] - replay.times[0] < 3


def test_a_wait_that_is_too_long_is_told_and_not_made(replay: Replay, folder: Path) -> None:
    replay.fail(server.status(503, Retry_After="86400"))
    started = time.monotonic()
    error = only_failure(fetched(replay, folder, order(TITLE)))
    assert time.monotonic() - started < 5
    assert "86400" in error.message_ko
    assert "86400" in error.message_en


def test_waits_grow(replay: Replay, folder: Path) -> None:
    replay.fail(*[server.status(500)] * 3)
    fetched(replay, folder, order(TITLE), law_api_pause_ms=40, law_api_tries=4)
    waits = [after - before for before, after in zip(replay.times, replay.times[1:4], strict=False)]
    assert waits[0] >= 0.08
    assert waits[1] >= 0.16
    assert waits[2] >= 0.32


def test_requests_keep_their_distance(replay: Replay, folder: Path) -> None:
    fetched(replay, folder, order("101", "102", "103", by=By.SERIAL), law_api_pause_ms=80)
    gaps = [after - before for before, after in zip(replay.times, replay.times[1:], strict=False)]
    assert len(gaps) == 2
    assert min(gaps) >= 0.07


def test_a_service_that_is_down_ends_the_run_and_says_what_is_left(replay: Replay, folder: Path) -> None:
    replay.fail(*[server.status(503)] * 99)
    report = fetched(replay, folder, order(*(f"{n}" for n in range(10)), by=By.SERIAL))
    assert (len(report.failures), report.left, report.requests) == (3, 7, 9)


def test_one_text_that_fails_does_not_keep_the_other_editions(replay: Replay, folder: Path) -> None:
    replay.fail(*[server.status(500)] * 3, on="MST=102")
    report = fetched(replay, folder, order(TITLE, history=True))
    assert files(folder) == ["900001_101.xml", "900001_103.xml"]
    assert isinstance(only_failure(report), NetworkError)


def test_a_redirect_on_the_same_server_is_followed(replay: Replay, folder: Path) -> None:
    replay.fail(server.status(302, Location=f"/DRF/lawService.do?OC={KEY}&target=law&MST=103&type=XML"))
    report = fetched(replay, folder, order("103", by=By.SERIAL))
    assert (report.failures, report.requests) == ([], 2)
    assert replay.keys == [KEY, KEY]


def test_redirects_end(replay: Replay, folder: Path) -> None:
    replay.fail(*[server.status(302, Location="/DRF/lawService.do?target=law&MST=103")] * 99)
    report = fetched(replay, folder, order("103", by=By.SERIAL))
    assert isinstance(only_failure(report), AnswerError)
    assert report.requests == 4


REFUSALS = (
    server.page(server.REFUSED),
    server.page(f"<html>{server.REFUSED}</html>"),
    server.status(401),
    server.status(403),
)


@pytest.mark.parametrize("fault", REFUSALS, ids=["XML", "HTML", "401", "403"])
def test_a_refused_key_ends_the_run(replay: Replay, folder: Path, fault: server.Fault) -> None:
    replay.fail(fault)
    report = fetched(replay, folder, order(TITLE, "등대ㆍ부표법"))
    assert isinstance(only_failure(report), KeyRefusedError)
    assert (report.requests, report.left, report.exit_code) == (1, 1, 5)
    assert files(folder) == []


def test_another_text_than_the_one_asked_for_is_not_kept(replay: Replay, folder: Path) -> None:
    replay.fail(server.page(server.OURS[4].body.decode()), on="lawService")
    error = only_failure(fetched(replay, folder, order(TITLE)))
    assert isinstance(error, AnswerError)
    assert files(folder) == []


def test_a_text_with_a_document_type_is_not_read(replay: Replay, folder: Path) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "b">]><법령>&b;</법령>'
    replay.fail(*[server.page(bomb)] * 3, on="lawService")
    assert isinstance(only_failure(fetched(replay, folder, order(TITLE))), AnswerError)


@pytest.mark.parametrize("name", ["../../etc/x", "a/b", "..", "0 1"])
def test_a_number_that_is_a_path_is_not_taken(replay: Replay, folder: Path, name: str) -> None:
    evil = server.OURS[2].body.decode().replace("<법령ID>900001<", f"<법령ID>{name}<")
    replay.fail(*[server.page(evil)] * 3, on="lawService")
    assert isinstance(only_failure(fetched(replay, folder, order("103", by=By.SERIAL))), AnswerError)
    assert not folder.exists() or list(folder.iterdir()) == []


ADDRESSES = (
    "http://www.law.go.kr/DRF",
    "ftp://127.0.0.1/DRF",
    "https://user:secret@www.law.go.kr/DRF",
    "https://www.law.go.kr/DRF?OC=secret",
    "https://www.law.go.kr/DRF#x",
    "http://127.0.0.1.example.org/",
    "https://",
    "https://www.law.go.kr:port/",
    "",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_that_is_not_allowed(address: str) -> None:
    with pytest.raises(SettingError) as caught:
        checked_base(address)
    assert "KG_LAW_API_URL" in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "address", ["https://www.law.go.kr/DRF/", "http://[::1]:80/x", "http://localhost:8000"]
)
def test_an_address_that_is(address: str) -> None:
    assert checked_base(address).hostname


def test_no_time_at_all_is_no_setting(replay: Replay, folder: Path) -> None:
    with pytest.raises(SettingError, match="KG_LAW_API_SECONDS"):
        fetched(replay, folder, order(TITLE), law_api_seconds=0)


def test_without_a_key_nothing_is_asked(replay: Replay, folder: Path) -> None:
    for key in ("", "  "):
        with pytest.raises(SettingError, match="KG_LAW_API_KEY"):
            fetched(replay, folder, order(TITLE), law_api_key=key)
    assert replay.asked == []


# --- the key ---


def shown(error: BaseException) -> str:
    """All that an exception says: itself, its arguments, the chain behind it, and the traceback."""
    said = [str(error), repr(error), repr(error.args), "".join(traceback.format_exception(error))]
    for behind in (error.__cause__, error.__context__):
        if behind is not None:
            said.append(shown(behind))
    return "\n".join(said)


def holds_key(text: str) -> list[str]:
    return [form for form in {KEY, quote(KEY, safe=""), quote_plus(KEY)} if form.lower() in text.lower()]


@pytest.mark.parametrize(
    ("name", "fault", "again"), [*FAULTS, ("refused", server.page(server.REFUSED), False)]
)
def test_the_key_is_nowhere(
    replay: Replay,
    folder: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    name: str,
    fault: server.Fault,
    again: bool,
) -> None:
    told: list[str] = []
    watch = Watch(told=lambda *lines: told.extend(lines), file=told.append, errand=told.append)
    given = settings(replay, **LIMITS)
    with caplog.at_level(logging.DEBUG):
        fetch_legislation(order(TITLE), folder, given, watch)
        for on in ("lawSearch", "lawService"):
            replay.fail(*[fault] * 9, on=on)
            report = fetch_legislation(order(TITLE, refresh=True), folder, given, watch)
            told += [json.dumps(report.as_json(), ensure_ascii=False)]
            told += [shown(error) for _, error in report.failures]
    assert caplog.records, "nothing was logged: the check would say nothing"
    logged = "\n".join(f"{r.getMessage()} {r.args!r} {r.exc_text}" for r in caplog.records)
    kept = [path.name + path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file()]
    captured = capfd.readouterr()
    for text in (*told, *kept, logged, captured.out, captured.err, repr(given), str(given)):
        assert holds_key(text) == []
    assert KEY in replay.keys


def test_a_key_repeated_in_a_text_is_removed_and_told(replay: Replay, folder: Path) -> None:
    body = server.OURS[2].body.decode().replace("등불을", f"등불(OC={quote(KEY)} {KEY})을")
    replay.fail(server.page(body), on="lawService")
    told: list[str] = []
    report = fetch_legislation(
        order(TITLE), folder, settings(replay), Watch(told=lambda *lines: told.extend(lines))
    )
    assert report.files[0].record.key_removed == 2
    kept = (folder / "900001_103.xml").read_text(encoding="utf-8")
    assert "등불(OC=*** ***)을" in kept
    assert any("***" in line or "2곳" in line for line in told)
    assert report.files[0].record.sha256 == hashlib.sha256(kept.encode()).hexdigest()


def test_the_key_cannot_be_written() -> None:
    key = Key(KEY)
    for text in (repr(key), str(key), f"{key}", f"{[key]}"):
        assert holds_key(text) == []
    with pytest.raises(TypeError):
        pickle.dumps(key)


@given(st.text(st.characters(codec="ascii", min_codepoint=33), min_size=1), st.text(), st.text())
def test_a_key_of_any_letters_is_removed(value: str, before: str, after: str) -> None:
    assume(set(value) != {"*"})
    key = Key(value)
    text, count = key.removed_from(f"{before} {value} OC={quote(value, safe='')}& {after}")
    assert count >= 2
    assert key.removed_from(text) == (text, 0)


# --- recorded answers ---


@pytest.mark.slow
def test_recorded_answers_come_back_as_they_are(shared: Path, folder: Path) -> None:
    texts = server.recorded(shared)
    with server.replaying(texts) as replay:
        serials = order(*(text.serial for text in texts), by=By.SERIAL)
        report = fetched(replay, folder, serials, law_api_pause_ms=0)
        assert (report.failures, len(report.files)) == ([], len(texts))
        for text, found in zip(texts, report.files, strict=True):
            assert (folder / found.record.file).read_bytes() == text.body
            assert (found.record.law_id, found.record.title) == (text.law_id, text.title)
        constitution = fetched(replay, folder, order("대한민국헌법", history=True))
        assert [f.is_new for f in constitution.files] == [False] * len(constitution.files)
        assert len(constitution.files) == 10
